"""A card's texts to styled lines, through the index: what was rendered once needs no parser to be shown again."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from flashcards import __version__
from flashcards.collection import cards
from flashcards.study import listing
from flashcards.text.styled import Line, Run, from_json, plain, to_json

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from flashcards.collection.cards import Entry
    from flashcards.model import Card

RENDERER = f"{__version__}/2\n".encode()
"""What a kept rendering depends on beside its text. Another number makes all texts be rendered again."""


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of a card, rendered when they are asked for."""

    index: sqlite3.Connection
    entry: Entry
    card: Card

    @property
    def front(self) -> tuple[Line, ...]:
        return lines(self.index, self.card.front)

    @property
    def back(self) -> tuple[Line, ...]:
        return lines(self.index, self.card.back)

    @property
    def hint(self) -> tuple[Line, ...]:
        return lines(self.index, self.entry.note.hint)

    @property
    def extra(self) -> tuple[Line, ...]:
        return lines(self.index, self.entry.note.extra)

    @property
    def source(self) -> tuple[Line, ...]:
        return lines(self.index, self.entry.note.source)

    def prepare(self) -> Iterator[None]:
        """Render all texts, one a step, so that whoever waits for a key can stop in between."""
        note = self.entry.note
        for text in (self.card.front, self.card.back, note.extra, note.hint, note.source):
            lines(self.index, text)
            yield


def texts(index: sqlite3.Connection, entry: Entry) -> Texts:
    return Texts(index, entry, entry.card)


def lines(index: sqlite3.Connection, markdown: str) -> tuple[Line, ...]:
    """The lines of a text: as the index has them, else rendered and kept there."""
    if not markdown:
        return ()
    digest = _digest(markdown)
    kept = cards.rendered(index, digest)
    if kept is not None:
        return from_json(kept)
    from flashcards.text import terminal

    rendered = terminal.lines(markdown)
    if rendered != (Line(runs=(Run(markdown),)),):
        cards.keep_rendered(index, digest, to_json(rendered))
    return rendered


def line(index: sqlite3.Connection, markdown: str) -> str:
    """A text on one line and without looks, for lists. It is not kept: a list may be of all cards."""
    from flashcards.text import terminal

    if not terminal.MARKUP.search(markdown):
        return listing.one_line(markdown)
    kept = cards.rendered(index, _digest(markdown))
    return listing.one_line(plain(from_json(kept) if kept is not None else terminal.lines(markdown)))


def _digest(markdown: str) -> bytes:
    return blake2b(RENDERER + markdown.encode("utf-8", "surrogatepass"), digest_size=16).digest()
