"""A table, as spreadsheets and Anki write them (.csv, .tsv, .txt), to topics: a card in each row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flashcards.deck.compose import without_collector
from flashcards.deck.names import quoted
from flashcards.deck.read import default_deck
from flashcards.formats import gather, scripts
from flashcards.formats.table.columns import OURS, Columns, columns, header
from flashcards.formats.table.directives import directives
from flashcards.formats.table.rows import Row, rows
from flashcards.model import Note, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flashcards.collection.refresh import Progress
    from flashcards.formats.gather import Draft, Gatherer
    from flashcards.formats.table.directives import Directives
    from flashcards.model import Problem, Topic

_HTML = re.compile(
    r"</?(?:b|i|u|s|br|div|span|p|img|ul|ol|li|table|tr|td|th|a|sub|sup|strong|em|code|pre|font|hr|h[1-6])\b[^<>]*>"
    r"|&(?:nbsp|lt|gt|amp|quot|#\d{2,6});",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\{\{c\d+::")
_YES = frozenset({"true", "yes", "y", "1", "x"})
_LONGEST_CELL = 500
"""In a message, for a cell that is not taken over."""


def read(text: str, path: str, progress: Progress | None = None) -> tuple[tuple[Topic, ...], tuple[Problem, ...]]:
    """A topic for each topic or deck that the rows name, else one for the file. Cells of HTML become Markdown."""
    with without_collector():
        lines, found = gather.opened(text, path, progress)
        said, begin = directives(lines, found)
        all_rows = rows(lines[begin:], begin + 1, said.separator, found)
        names = said.columns
        if all_rows and not names and (names := header(all_rows[0].cells)):
            all_rows = all_rows[1:]
        is_ours = {name.casefold() for name in names} >= OURS
        if is_ours:
            said.html = False
        width = max((len(row.cells) for row in all_rows), default=0)
        reader = _Reader(found, said, columns(names, max(width, len(names)), said.places), is_ours=is_ours)
        reader.read(all_rows, max(1, min(begin + 1, len(lines))))
        return found.finish()


class _Reader:
    """Takes row by row, and notes what it does to all of them."""

    def __init__(self, found: Gatherer, said: Directives, places: Columns, *, is_ours: bool) -> None:
        self.found = found
        self.said = said
        self.columns = places
        self.has_clozes = not is_ours  # our own tables hold cards, in which nothing is left to hide
        self.deck = said.deck or default_deck(found.path)
        self.html_at = 0

    def read(self, all_rows: Iterable[Row], head: int) -> None:
        if self.columns.unread:
            names = ", ".join(self.columns.unread)
            self.found.warn(head, f"these columns are not taken over: {names}")
        for row in all_rows:
            self._row(row)
        if self.html_at:
            self.found.warn(self.html_at, "HTML, in this cell and perhaps in others, became Markdown")
        for draft in self.found.drafts:
            draft.hoist()

    def _row(self, row: Row) -> None:
        row = row._replace(cells=[self._without_scripts(cell, row.line) for cell in row.cells])
        self._say_nameless(row)
        cells = {name: row.cells[place] for name, place in self.columns.places.items() if place < len(row.cells)}
        more = [row.cells[place] for place in self.columns.more if place < len(row.cells)]
        topic = self._topic(row.line, cells)
        for note in self._notes(row, cells, more):
            self.found.add(topic, note)

    def _without_scripts(self, cell: str, line: int) -> str:
        if "<" not in cell or self.said.html is False:
            return cell
        cell, said = scripts.without(cell, has_code=not self.said.html)
        for message in said:
            self.found.warn(line, message)
        return cell

    def _say_nameless(self, row: Row) -> None:
        places = [place for place in self.columns.nameless if place < len(row.cells) and row.cells[place].strip()]
        if places:
            cells = ", ".join(f"{quoted(row.cells[place], _LONGEST_CELL)} (column {place + 1})" for place in places)
            self.found.warn(row.line, f"these cells have no name above them, and are not taken over: {cells}")

    def _notes(self, row: Row, cells: dict[str, str], more: Sequence[str]) -> list[Note]:
        """One note, or for a text of Anki's whose clozes lie in each other, several."""
        kind = (cells.get("notetype") or self.said.notetype).casefold()
        front = cells.get("front", "")
        sides = {name: self._markdown(cells.get(name, ""), row.line) for name in ("back", "extra", "hint", "source")}
        extras = [sides["extra"], *(self._markdown(cell, row.line) for cell in more)]
        common = Note(
            "", "basic", front, sides["back"], self.found.span(row.line), hint=sides["hint"], source=sides["source"],
            tags=tuple(cells.get("tags", "").replace(",", " ").split()), anki=cells.get("guid", "").strip(),
        )  # fmt: skip
        if self.has_clozes and (_NUMBERED.search(front) or (kind == "cloze" and "{{" in front)):
            extra = _paragraphs([common.answer, *extras])
            noted = common._replace(kind="cloze", answer="", extra=extra)
            first, *others = self._clozes(front, row.line)
            return [noted._replace(question=first), *(noted._replace(question=one, anki="") for one in others)]
        both = "reversed" in kind or cells.get("reverse", "").strip().casefold() in _YES
        typed = "type in" in kind or cells.get("type", "").strip().casefold() in _YES
        question, reverse = self._markdown(front, row.line), common.answer if both else ""
        return [common._replace(question=question, extra=_paragraphs(extras), reverse=reverse, typed=typed)]

    def _clozes(self, cell: str, line: int) -> list[str]:
        if not self._is_html(cell):
            return [cell]
        from flashcards.formats.anki.inward.gaps import layers
        from flashcards.text.from_html import in_media_folder

        self.html_at = self.html_at or line
        return [layer.text for layer in layers(cell, in_media_folder)] or [cell]

    def _markdown(self, cell: str, line: int) -> str:
        if not self._is_html(cell):
            return cell
        from flashcards.text.from_html import from_html

        if _HTML.search(cell):
            self.html_at = self.html_at or line
        return from_html(cell)

    def _is_html(self, cell: str) -> bool:
        """Whether a cell is HTML: as the file says, else if it plainly is."""
        return self.said.html if self.said.html is not None else bool(_HTML.search(cell))

    def _topic(self, line: int, cells: dict[str, str]) -> Draft:
        deck = cells.get("deck", "").strip() or self.deck
        title = cells.get("topic", "").strip() or gather.deck_name(deck).rpartition("::")[2] or gather.UNTITLED
        span = self.found.span(line)
        topic, is_new = self.found.topic(title, span, deck)
        if is_new:
            topic.tag(self.said.tags)
        wanted = [name.strip() for name in re.split("[;|\n]", cells.get("requires", ""))]
        known = {reference.text for reference in topic.requires}
        topic.requires += [Reference(name, span) for name in dict.fromkeys(wanted) if name and name not in known]
        return topic


def _paragraphs(texts: Iterable[str]) -> str:
    return "\n\n".join(text for text in texts if text.strip())
