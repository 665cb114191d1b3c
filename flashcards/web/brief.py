"""A card to its question in one line, without markup: for tables and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.text.styled import plain
from flashcards.text.terminal import lines

if TYPE_CHECKING:
    from flashcards.collection.cards import Entry

LONGEST = 180


def question(entry: Entry) -> str:
    """What a card asks; the end of a long one is left out."""
    said = " ".join(plain(lines(entry.card.front)).split())
    return said if len(said) <= LONGEST else f"{said[: LONGEST - 1].rstrip()}…"
