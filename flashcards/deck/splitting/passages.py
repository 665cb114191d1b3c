"""A topic's Markdown to its paragraphs, lists and the rest, in order: as much of it as the rules look at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 3000
"""A paragraph above this is no prose that one would split, and reading it would take time."""

_DEEPEST = 6
_ITEM = re.compile(r"( *)(?:([-*+])|(\d{1,4})([.)]))[ \t]+(?=\S)")
_FENCE = re.compile(r" *(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
_BOLD = re.compile(r" *\*\*[^*]+\*\*$")
_OTHER = re.compile(r" {0,3}(?:>|\||<|\$\$|!\[|(?:[-*_][ \t]*){3,}$|={3,}$)")


class Paragraph(NamedTuple):
    """Prose; each entry is one line as the author broke them."""

    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.lines)


class Heading(NamedTuple):
    text: str


class Code(NamedTuple):
    """Fenced code with its fences, in whole."""

    text: str


class Other(NamedTuple):
    """A quote, a table, a picture, a formula: never asked."""


class Item(NamedTuple):
    text: str
    children: tuple[Passage, ...] = ()


class Items(NamedTuple):
    """A list. `ordered` says that it is numbered, `first` with what."""

    ordered: bool
    items: tuple[Item, ...]
    first: int = 1


Passage = Paragraph | Heading | Code | Other | Items


def passages(text: str) -> list[Passage]:
    """The passages of a text. Lists may have blank lines between their items, and what is indented under one is its."""
    lines = [line.expandtabs(4).rstrip() if "\t" in line else line.rstrip() for line in text.split("\n")]
    return list(_read(lines, 0))


def _read(lines: list[str], depth: int) -> Iterator[Passage]:
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
        elif _is_plain(line):
            end = _paragraph_end(lines, at)
            yield _paragraph(lines[at:end])
            at = end
        elif fence := _FENCE.match(line):
            end = _closing(lines, at, fence[1])
            yield Code("\n".join(lines[at : end + 1]))
            at = end + 1
        elif _HEADING.match(line):
            yield Heading(line.strip(" \t#"))
            at += 1
        elif _OTHER.match(line):
            at = _paragraph_end(lines, at)
            yield Other()
        elif _ITEM.match(line) and depth < _DEEPEST:
            items, at = _items(lines, at, depth)
            yield items
        else:
            end = _paragraph_end(lines, at)
            yield _paragraph(lines[at:end])
            at = end


def _paragraph(lines: list[str]) -> Paragraph | Other:
    said = tuple(line.strip() for line in lines)
    return Paragraph(said) if sum(map(len, said)) <= LONGEST else Other()


def _closing(lines: list[str], start: int, fence: str) -> int:
    """The line of a fence that closes the one at `start`, else the last line."""
    for at in range(start + 1, len(lines)):
        line = lines[at].strip()
        if line.startswith(fence) and not line.strip(fence[0]):
            return at
    return len(lines) - 1


def _paragraph_end(lines: list[str], start: int) -> int:
    """The line after a paragraph; one that is bold from end to end is a paragraph of its own."""
    at = start + 1
    if _BOLD.match(lines[start]):
        return at
    while at < len(lines) and lines[at].strip() and not _begins(lines[at]):
        at += 1
    return at


def _begins(line: str) -> bool:
    return not _is_plain(line) and any(pattern.match(line) for pattern in (_ITEM, _FENCE, _HEADING, _BOLD))


def _is_plain(line: str) -> bool:
    """Whether it begins with a letter, as nothing but prose does."""
    return line.lstrip(" ")[:1].isalpha()


def _items(lines: list[str], start: int, depth: int) -> tuple[Items, int]:
    """The list that begins on a line, and the line after it. Blank lines may stand within it."""
    found = _ITEM.match(lines[start])
    assert found  # noqa: S101 - the caller has matched it
    margin, bullet, close = len(found[1]), found[2], found[4]
    items: list[list[str]] = []
    at = start
    while at < len(lines):
        line = lines[at]
        item = _ITEM.match(line)
        if item and len(item[1]) <= margin + 1 and len(item[1]) >= margin - 1:
            if (item[2], item[4]) != (bullet, close):
                break
            items.append([line[item.end() :]])
        elif line.strip() and _indentation(line) <= margin and (item or not lines[at - 1].strip() or _begins(line)):
            break
        else:
            items[-1].append(line)
        at += 1
    number = int(found[3]) if found[3] else 1
    return Items(not bullet, tuple(_item(item, depth) for item in items), number), at


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _item(lines: list[str], depth: int) -> Item:
    rest = lines[1:]
    inner = min((_indentation(line) for line in rest if line.strip()), default=0)
    children = list(_read([lines[0], *(line[inner:] for line in rest)], depth + 1))
    match children:
        case [Paragraph() as first, *others]:
            return Item(first.text, tuple(others))
    return Item("", tuple(children))
