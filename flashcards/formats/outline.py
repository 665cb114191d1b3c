"""Outline notes to topics: titles, bodies indented below them, and ` - ` lines that name what a topic builds on.

file         = { heading | topic }
heading      = "# " text                      names the deck of what follows
topic        = title { body | prerequisite }
title        = a line that is not indented
body         = a line indented by two columns or more; fenced code is taken whole
prerequisite = " - " title of a topic         indented by one column
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from flashcards.deck.compose import without_collector
from flashcards.deck.names import folded, quoted
from flashcards.deck.read import default_deck
from flashcards.formats import gather
from flashcards.model import Reference
from flashcards.text.blocks import FENCE, heading_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.collection.refresh import Progress
    from flashcards.formats.gather import Draft
    from flashcards.model import Problem, Topic

_BODY = 2
_TAB = 4
_MARGIN = re.compile(r"[ \t]*")
_HEADING = re.compile(r"#{1,6}[ \t]")
_BULLET = re.compile(r"-(?:[ \t]+(?P<text>.*))?$")
_FENCE = re.compile(rf"\s*(?P<fence>{FENCE})[ \t]*(?P<more>.*)$")


class _Bullet(NamedTuple):
    """A bullet in a body, which may be a prerequisite that is indented too far."""

    line: int
    topic: str
    text: str


def read(text: str, path: str, progress: Progress | None = None) -> tuple[tuple[Topic, ...], tuple[Problem, ...]]:
    """All topics of outline notes, and every line that was not what the grammar says."""
    with without_collector():
        lines, found = gather.opened(text, path, progress)
        _Reader(lines, found).read()
        return found.finish()


class _Reader:
    """Reads line by line; `topic` is the one that lines belong to."""

    def __init__(self, lines: Sequence[str], found: gather.Gatherer) -> None:
        self.lines = lines
        self.found = found
        self.topic: Draft | None = None
        self.deck = default_deck(found.path)
        self.headed = 0
        self.at = 0
        self.tabs = 0
        self.bullets: list[_Bullet] = []
        self.blank = True

    def read(self) -> None:
        while self.at < len(self.lines):
            line = self.lines[self.at].rstrip()
            self.at += 1
            if line:
                self._line(line)
            elif self.topic:
                self.topic.lines.append("")
            self.blank = not line
        self._childless()
        self._strays()

    def _line(self, line: str) -> None:
        margin = _MARGIN.match(line)
        indent = margin[0] if margin else ""
        width, content = len(indent.expandtabs(_TAB)), line[len(indent) :]
        if "\t" in indent:
            self._tab()
        if fence := _FENCE.match(line):
            self._fence(fence["fence"], line, width)
        elif width >= _BODY:
            self._body(width, content)
        elif bullet := _BULLET.match(content):
            self._prerequisite(bullet["text"] or "", width)
        elif width:
            self.found.warn(self.at, f"one space before {quoted(content)}; it was taken for text", "indent it by two")
            self._body(_BODY, content)
        elif heading := _HEADING.match(line):
            self._heading(heading_text(line[heading.end() :]))
        else:
            self._title(line)

    def _heading(self, text: str) -> None:
        self._childless()
        self.deck, self.topic, self.headed = text or self.deck, None, self.at

    def _childless(self) -> None:
        """A heading that names the deck of nothing."""
        if self.headed and self.topic is None:
            self.found.warn(self.headed, f"no topic follows the heading {quoted(self.deck)}")

    def _title(self, title: str) -> None:
        self.topic, is_new = self.found.topic(title, self.found.span(self.at), self.deck)
        if not is_new:
            hint = f"this goes on with the topic on line {self.topic.span.line}"
            self.found.warn(self.at, f"{quoted(title)} is a title already", hint)
            self.topic.lines.append("")

    def _body(self, width: int, content: str) -> None:
        if self.topic is None:
            self._homeless(content)
            return
        if width < 2 * _BODY and content.startswith("- "):
            self.bullets.append(_Bullet(self.at, self.topic.title, content[2:].strip()))
        self.topic.lines.append(" " * (width - _BODY) + content)

    def _prerequisite(self, name: str, width: int) -> None:
        if not width:
            self.found.warn(self.at, f"no space before '- {name}'; it was taken for a prerequisite", "indent it by one")
        if not name:
            self.found.warn(self.at, "a prerequisite without a name", "write the title of a topic after it")
        elif self.topic is None:
            self._homeless(f"- {name}")
        else:
            self.topic.requires.append(Reference(name, self.found.span(self.at, width + 3)))

    def _fence(self, fence: str, line: str, width: int) -> None:
        """Code up to its closing fence, whatever it looks like; without one, the line is text and nothing more."""
        begin = self.at
        end = self._closing(fence)
        self._body(max(width, _BODY), line.strip())
        if not width:
            self.found.warn(begin, f"no space before {quoted(line)}; it was taken for text", "indent it by two")
        if end is None:
            self.found.warn(begin, f"the code that begins with {quoted(line.strip())} is never closed")
            return
        for number in range(begin, end):
            code = self.lines[number].rstrip().expandtabs(_TAB)
            indent = len(code) - len(code.lstrip())
            if code and indent < width:
                self.found.warn(number + 1, f"in code, and further left than its fence: {quoted(code.strip())}")
            if self.topic is not None:
                self.topic.lines.append(code[min(_BODY, indent) :])
            elif code:
                self._homeless(code.strip(), number + 1)
        self.at = end

    def _closing(self, fence: str) -> int | None:
        """The number of lines up to the closing fence; another fence that opens, or a prerequisite, comes in vain."""
        for number in range(self.at, len(self.lines)):
            line = self.lines[number]
            found = _FENCE.match(line)
            if found and found["fence"][0] == fence[0]:
                closes = not found["more"].strip() and len(found["fence"]) >= len(fence)
                return number + 1 if closes else None
            if line.startswith(" - "):
                return None
        return None

    def _homeless(self, content: str, line: int = 0) -> None:
        self.found.warn(
            line or self.at, f"{quoted(content)} stands below no title and was left out", "begin with a title"
        )

    def _tab(self) -> None:
        self.tabs += 1
        if self.tabs == 1:
            self.found.warn(self.at, f"a tab before the text, here and below, counts as {_TAB} spaces")

    def _strays(self) -> None:
        """Topics that may be none, and prerequisites that were taken for text."""
        drafts = self.found.drafts
        known = {folded(draft.title): draft.title for draft in drafts}
        wanted = {folded(reference.text) for draft in drafts for reference in draft.requires}
        for draft in drafts:
            if not any(draft.lines) and not draft.requires and folded(draft.title) not in wanted:
                message = f"nothing stands below {quoted(draft.title)}, and nothing needs it"
                self.found.warn(draft.span.line, message, "text below a title is indented by two")
        for bullet in self.bullets:
            if folded(bullet.text) in known and folded(bullet.text) != folded(bullet.topic):
                hint = "a prerequisite is indented by one space"
                self.found.warn(bullet.line, f"the bullet {quoted(bullet.text)} was taken for text", hint)
