"""Markdown text to its stretches of prose and code, with their places, as CommonMark divides it.

Only as much of CommonMark as decides where inline markup is read; it does not build a tree and never fails.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Kind = Literal["prose", "code", "display"]

DISPLAY = re.compile(r"\$\$((?:[^$\\]|\\.|\$(?!\$))*[^\s$\\](?:[^$\\]|\\.|\$(?!\$))*)\$\$[ \t]*(?:\n|\Z)", re.DOTALL)
"""A `$$…$$` that has its lines for itself; the one rule for the finder and for the parser."""

FENCE = r"`{3,}(?=[^`]*$)|~{3,}"
"""The marks of a fence; what may stand before and after them is for the reader to say."""
HEADING = re.compile(r" {0,3}(?P<marks>#{1,6})(?=[ \t]|$)")
RULE = re.compile(r" {0,3}([-_*])[ \t]*(?:\1[ \t]*){2,}$")
_FENCE = re.compile(rf" {{0,3}}({FENCE})")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_QUOTE = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r" {0,3}([-+*]|(\d{1,9})[.)])([ \t]+|$)")
_DELIMITERS = re.compile(r" {0,3}\|?[ \t]*:?-+:?[ \t]*(\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")


class Line(NamedTuple):
    """What one line gives to a block: where it starts in the text, and its content."""

    start: int
    content: str


class Block(NamedTuple):
    """Lines that are read together, without the marks of the quotes and lists around them."""

    kind: Kind
    lines: tuple[Line, ...]

    @property
    def source(self) -> str:
        return "\n".join(line.content for line in self.lines)

    def places(self) -> Places:
        """The way back from an offset in `source` to one in the whole text."""
        starts, total = [], 0
        for line in self.lines:
            starts.append(total)
            total += len(line.content) + 1
        return Places(tuple(starts), tuple(line.start for line in self.lines))


class Places(NamedTuple):
    """Where the lines of a block begin: in the block, and in the text."""

    inside: tuple[int, ...]
    outside: tuple[int, ...]

    def __call__(self, offset: int) -> int:
        line = bisect_right(self.inside, offset) - 1
        return self.outside[line] + offset - self.inside[line]


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a text in order. A table gives one block per cell."""
    return _Reader(text).read()


def heading_text(line: str) -> str:
    """What follows the marks of a heading, without those that close it."""
    text = line.strip()
    bare = text.rstrip("#")
    return bare.rstrip() if not bare or bare[-1] in " \t" else text


class _Reader:
    """Reads line by line. An open container is the width of a list item's indentation, or 0 for a quote."""

    def __init__(self, text: str) -> None:
        self.lines = _lines(text)
        self.at = 0
        self.containers: list[int] = []
        self.prose: list[Line] = []
        self.hollow = False

    def read(self) -> Iterator[Block]:
        while self.at < len(self.lines):
            yield from self._line(self.lines[self.at])
        yield from self._flush()

    def _line(self, whole: Line) -> Iterator[Block]:
        line, matched = self._inside(whole)
        self.at += 1
        blank = not line.content.strip()
        if blank:
            if 0 in self.containers[matched:]:
                self.containers = self.containers[:matched]
            if self.hollow and self.containers:
                self.containers.pop()
            self.hollow = False
            yield from self._flush()
            return
        all_matched = matched == len(self.containers)
        opened = self._opened(line, interrupts=bool(self.prose) and all_matched)
        ends = _starts_block(line.content) or (all_matched and _UNDERLINE.match(line.content))
        outside = (not all_matched or _indentation(line.content) >= 4) and self._in_table()
        if self.prose and not opened and not ends and not outside:
            self.prose.append(_unindented(line))
            return
        if opened or outside or not all_matched:
            yield from self._flush()
            self.containers = self.containers[:matched]
        while opened:
            line, width = opened
            self.containers.append(width)
            opened = self._opened(line, interrupts=False)
        self.hollow = not line.content.strip()
        yield from self._leaf(line)

    def _leaf(self, line: Line) -> Iterator[Block]:
        content = line.content
        if not content.strip():
            return
        if self.prose and _UNDERLINE.match(content):
            yield from self._flush()
        elif fence := _FENCE.match(content):
            yield from self._flush()
            yield self._fenced(fence[1])
        elif heading := HEADING.match(content):
            yield from self._flush()
            yield Block("prose", (Line(line.start + heading.end(), content[heading.end() :]),))
        elif RULE.match(content):
            yield from self._flush()
        elif _indentation(content) >= 4 and not self.prose:
            yield Block("code", (line,))
        elif not self.prose and content.lstrip(" ").startswith("$$") and (display := self._display(line)):
            yield display
        else:
            self.prose.append(_unindented(line))

    def _inside(self, line: Line) -> tuple[Line, int]:
        """The line without the marks of the containers it goes on with, and how many these are."""
        for count, width in enumerate(self.containers):
            if width:
                blank = not line.content.strip()
                if not blank and _indentation(line.content) < width:
                    return line, count
                line = _cut(line, min(width, len(line.content) - len(line.content.lstrip())))
            else:
                quote = _QUOTE.match(line.content)
                if not quote:
                    return line, count
                line = _cut(line, quote.end())
        return line, len(self.containers)

    def _opened(self, line: Line, *, interrupts: bool) -> tuple[Line, int] | None:
        """The rest of the line in a container that begins here, and the container."""
        if quote := _QUOTE.match(line.content):
            return _cut(line, quote.end()), 0
        item = _ITEM.match(line.content)
        if not item or RULE.match(line.content):
            return None
        empty = item.end() == len(line.content)
        if interrupts and (empty or item[2] not in (None, "1")):
            return None
        width = item.end(1) + 1 if empty or len(item[3].expandtabs(4)) > 4 else item.end()
        return _cut(line, min(width, len(line.content))), width

    def _fenced(self, fence: str) -> Block:
        closing = re.compile(rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}[ \t]*$")
        code = []
        while self.at < len(self.lines):
            line, matched = self._inside(self.lines[self.at])
            if matched < len(self.containers):
                break
            self.at += 1
            if closing.match(line.content):
                break
            code.append(line)
        return Block("code", tuple(code))

    def _display(self, first: Line) -> Block | None:
        """The display formula that begins on this line, if it also ends well."""
        lines, at = [_unindented(first)], self.at
        while at < len(self.lines):
            line, matched = self._inside(self.lines[at])
            if matched < len(self.containers) or not line.content.strip():
                break
            lines.append(line)
            at += 1
        found = DISPLAY.match("\n".join(line.content for line in lines))
        if not found:
            return None
        used = found[0].rstrip("\n").count("\n") + 1
        self.at += used - 1
        return Block("display", tuple(lines[:used]))

    def _in_table(self) -> bool:
        return any(_is_table(one.content, other.content) for one, other in pairwise(self.prose))

    def _flush(self) -> Iterator[Block]:
        lines, self.prose = self.prose, []
        for at in range(len(lines) - 1):
            if _is_table(lines[at].content, lines[at + 1].content):
                yield from _prose(lines[:at])
                columns = len(_cells(lines[at]))
                for row in (lines[at], *lines[at + 2 :]):
                    yield from (Block("prose", (cell,)) for cell in _cells(row)[:columns])
                return
        yield from _prose(lines)


def _lines(text: str) -> list[Line]:
    lines, start = [], 0
    for content in text.split("\n"):
        lines.append(Line(start, content))
        start += len(content) + 1
    return lines


def _prose(lines: list[Line]) -> Iterator[Block]:
    if lines:
        yield Block("prose", tuple(lines))


def _cut(line: Line, width: int) -> Line:
    return Line(line.start + width, line.content[width:])


def _unindented(line: Line) -> Line:
    return _cut(line, len(line.content) - len(line.content.lstrip(" \t")))


def _indentation(content: str) -> int:
    expanded = content.expandtabs(4)
    return len(expanded) - len(expanded.lstrip(" "))


def _starts_block(content: str) -> bool:
    return bool(_FENCE.match(content) or HEADING.match(content) or RULE.match(content))


def _is_table(header: str, delimiters: str) -> bool:
    return (
        "|" in header
        and bool(_DELIMITERS.match(delimiters))
        and len(_cells(Line(0, header))) == delimiters.strip().strip("|").count("|") + 1
    )


def _cells(row: Line) -> list[Line]:
    """The cells of a table's row: `\\|` does not divide, and the outer bars are not needed."""
    cuts = [-1, *(found.start() for found in re.finditer(r"(?<!\\)\|", row.content)), len(row.content)]
    cells = [Line(row.start + a + 1, row.content[a + 1 : b]) for a, b in pairwise(cuts)]
    return [cell for at, cell in enumerate(cells) if cell.content.strip() or 0 < at < len(cells) - 1]
