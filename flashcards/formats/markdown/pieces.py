"""Lines of a Markdown file to its pieces: headings, rules, and paragraphs, in which fenced code is taken whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from flashcards.deck.names import quoted
from flashcards.formats import scripts
from flashcards.formats.markdown import comments
from flashcards.text.blocks import FENCE, HEADING, RULE, heading_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flashcards.formats.gather import Gatherer

_UNDERLINE = re.compile(r" {0,3}(?:(?P<first>=)=+|--+)[ \t]*$")
_FENCE = re.compile(rf"\s*(?:>\s*)*(?P<side>[QAC]:[ \t]+)?(?P<fence>{FENCE})[ \t]*(?P<more>.*)$")
SIDE = re.compile(r"(?:(?P<tag>[QAC]):|\*\*(?P<bold>[QA])[.:]\*\*)(?:[ \t]+|$)")
"""What begins one side of a card: 'Q:' and so on as hashcards has them, '**Q.**' as our own export has."""
_CARD = re.compile(r".*::|[-*+>|]|\s|\d+[.)]\s")
_SCHEDULE = re.compile(r"<!--SR:[^>]*-->")
_ANCHOR = re.compile(r"(?:^|(?<=\S)[ \t]+)\^(?=[\w-]*[A-Za-z])[A-Za-z0-9-]{3,}$")
"""What Obsidian writes at the end of a line to link to it. `x ^2` and `e ^x` are none."""
_MOST_ANCHORS = 100
_LONGEST_COMMENT = 500
"""In a message, which is the only place where it is seen from now on."""


class Piece(NamedTuple):
    """Some lines, the first of which has this number. A heading has a level and one line, its text.

    `code` are the places in `lines` of fences and what is between them.
    """

    kind: Literal["heading", "rule", "paragraph"]
    line: int
    lines: tuple[str, ...]
    level: int = 0
    code: frozenset[int] = frozenset()


def parted(piece: Piece, at: int) -> tuple[Piece, Piece]:
    """The lines before a place, and those from it on."""
    return within(piece, 0, at), within(piece, at, len(piece.lines))


def within(piece: Piece, begin: int, end: int) -> Piece:
    """The lines from one place up to another."""
    code = frozenset(place - begin for place in range(begin, end) if place in piece.code)
    return piece._replace(line=piece.line + begin, lines=piece.lines[begin:end], code=code)


class Pieces:
    """Reads line by line; notes what is left out. `dollars` are the `$$` in the paragraph so far."""

    def __init__(self, lines: Sequence[str], found: Gatherer, begin: int = 0) -> None:
        self.lines = lines
        self.found = found
        self.at = begin
        self.open: list[str] = []
        self.code: set[int] = set()
        self.begun = 0
        self.dollars = 0
        self.card = ""
        self.schedules: list[int] = []
        self.anchors: list[tuple[int, str]] = []
        self.endless: dict[str, int] = {}
        self.unclosed: dict[str, int] = {}
        self.endless_comments: set[str] = set()

    def read(self) -> Iterator[Piece]:
        while self.at < len(self.lines):
            line = self.lines[self.at].rstrip()
            self.at += 1
            if "<!--" in line or ("%%" in line and not _FENCE.match(line)):
                bare = self._without_comments(line)
                if line.strip() and not bare.strip():
                    continue
                line = bare
            if "<" in line and not _FENCE.match(line):
                bare = self._without_scripts(line)
                if bare != line and not bare.strip():
                    continue
                line = bare
            if "^" in line and (anchor := _ANCHOR.search(line)) and self.dollars % 2 == 0:
                self.anchors.append((self.at, anchor[0].strip()))
                line = line[: anchor.start()]
                if not line:
                    continue
            if fence := _FENCE.match(line):
                self.card = (fence["side"] or self.card)[:1]
                self._fence(fence["fence"], line, has_side=bool(fence["side"]))
            elif not line:
                yield from self._flush()
                self.card = "" if self.card == "C" else self.card
            else:
                yield from self._line(line)
        yield from self._flush()
        self._say_what_nobody_reads()

    def _say_what_nobody_reads(self) -> None:
        """In one line for all of a kind, for they may be many."""
        if self.anchors:
            names = [name for _, name in self.anchors]
            more = f" and {len(names) - _MOST_ANCHORS:,} more" if len(names) > _MOST_ANCHORS else ""
            said = f"these anchors of Obsidian were left out: {', '.join(names[:_MOST_ANCHORS])}{more}"
            self.found.warn(self.anchors[0][0], said)
        if self.schedules:
            count = f"{len(self.schedules):,} comments" if len(self.schedules) > 1 else "one comment"
            self.found.warn(self.schedules[0], f"the schedule of another program ({count}) is not taken over")

    def _line(self, line: str) -> Iterator[Piece]:
        if heading := HEADING.match(line):
            yield from self._flush()
            self.card = ""
            yield Piece("heading", self.at, (heading_text(line[heading.end() :]),), len(heading["marks"]))
        elif (underline := _UNDERLINE.match(line)) and self._is_title():
            [title], self.open = self.open, []
            yield Piece("heading", self.begun, (title.strip(),), 1 if underline["first"] else 2)
        elif RULE.match(line):
            yield from self._flush()
            yield Piece("rule", self.at, (line,))
            self.card = ""
        else:
            side = SIDE.match(line)
            self.card = (side["tag"] or side["bold"]) if side else self.card
            self._keep(self.at, line)

    def _is_title(self) -> bool:
        """Whether a line of `-` or `=` makes a heading of what is above it, rather than ending a card."""
        return len(self.open) == 1 and not self.card and not _CARD.match(self.open[0])

    def _keep(self, number: int, line: str) -> None:
        if not self.open:
            self.begun = number
        self.open.append(line)
        self.dollars += line.count("$$")

    def _flush(self) -> Iterator[Piece]:
        if self.open:
            yield Piece("paragraph", self.begun, tuple(self.open), code=frozenset(self.code))
            self.open = []
            self.dollars = 0
            self.code.clear()

    def _fence(self, fence: str, line: str, *, has_side: bool) -> None:
        """Code up to its closing fence; without one, the line is text and nothing more. A card may begin on it."""
        begin = self.at
        self._keep(begin, line)
        end = self._closing(fence)
        if end is None:
            self.found.warn(begin, f"the code that begins with '{line.strip()}' is never closed")
        else:
            first = len(self.open) - (0 if has_side else 1)
            self.open += [code.rstrip() for code in self.lines[begin:end]]
            self.code.update(range(first, len(self.open)))
            self.at = end

    def _closing(self, fence: str) -> int | None:
        """The number of lines up to the closing fence. That there is none from here on is remembered."""
        if len(fence) >= self.endless.get(fence[0], len(fence) + 1):
            return None
        for number in range(self.at, len(self.lines)):
            found = _FENCE.match(self.lines[number])
            if found and found["fence"].startswith(fence) and not found["side"] and not found["more"].strip():
                return number + 1
        self.endless[fence[0]] = len(fence)
        return None

    def _without_comments(self, line: str) -> str:
        """The line without comments, also those that end further below. What they say is noted, schedules aside."""
        line, count = _SCHEDULE.subn("", line)
        self.schedules += [self.at] * count
        kept: list[str] = []
        rest: str | None = line
        while rest is not None:
            rest = self._outside(rest, kept)
        return "".join(kept).rstrip()

    def _outside(self, line: str, kept: list[str]) -> str | None:
        """Keep what stands outside of comments; returns what follows in the line where one ends, if further below."""
        done = 0
        endless: set[str] = set()
        for mark in comments.begins(line):
            if mark.start() < done or mark[0] in endless:
                continue
            end = line.find(comments.ENDS[mark[0]], mark.end())
            below = self._below(line, mark) if end < 0 else ""
            if below is None:
                endless.add(mark[0])
                continue
            kept.append(line[done : mark.start()])
            if end < 0:
                return below
            self._say_comment(self.at, line[mark.end() : end])
            done = end + len(comments.ENDS[mark[0]])
        kept.append(line[done:])
        return None

    def _below(self, line: str, mark: re.Match[str]) -> str | None:
        """What follows a comment in the line below where it ends; None if it never does."""
        end = comments.ENDS[mark[0]]
        if end in self.endless_comments or not comments.goes_on(line, mark):
            return None
        last = comments.last_line(self.lines, self.at, end)
        if last is None:
            self.endless_comments.add(end)
            return None
        inside, _, rest = self.lines[last].partition(end)
        self._say_comment(self.at, "\n".join([line[mark.end() :], *self.lines[self.at : last], inside]))
        self.at = last + 1
        return rest

    def _say_comment(self, number: int, text: str) -> None:
        said = " ".join(text.split())
        if said.startswith("SR:"):
            self.schedules.append(number)
        elif said:
            self.found.warn(number, f"the comment {quoted(said, _LONGEST_COMMENT)} was left out")

    def _without_scripts(self, line: str) -> str:
        """The line without scripts and their like, also those that end further below. What they are is noted."""
        kept: list[str] = []
        while True:
            line, said = scripts.without(line)
            for message in said:
                self.found.warn(self.at, message)
            endless: set[str] = set()
            for tag in scripts.opened(line):
                rest = None if tag.name in endless else self._script(tag.name, line[tag.start :])
                if rest is not None:
                    kept.append(line[: tag.start])
                    line = rest
                    break
                endless.add(tag.name)
            else:
                return "".join([*kept, line]).rstrip()

    def _script(self, name: str, line: str) -> str | None:
        """The rest of the line in which it ends; None if it does not before a heading or code."""
        begin = number = self.at
        inside: list[str] = []
        while (end := scripts.closing(name, line)) == -1:
            ends = number >= len(self.lines) or HEADING.match(self.lines[number]) or _FENCE.match(self.lines[number])
            if ends or number < self.unclosed.get(name, 0):
                self.unclosed[name] = max(number, self.unclosed.get(name, 0))
                return None
            inside.append(line)
            line = self.lines[number]
            number += 1
        self.at = number
        self.found.warn(begin, scripts.left_out(name, "\n".join([*inside, line[:end]])))
        return line[end:]
