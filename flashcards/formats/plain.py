"""Described cards to files that anyone can read: Markdown, a table, JSON. A card has the keys of `list --json`."""

from __future__ import annotations

import csv
import io
import json
from itertools import groupby
from typing import TYPE_CHECKING

from flashcards.collection import replace
from flashcards.memory import store
from flashcards.model import Mistake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    Described = Mapping[str, object]


def write(cards: Iterable[Described], target: Path) -> int:
    """Write cards to a file, in the format of its suffix; returns how many. It appears whole or not at all.

    Raises Mistake for a suffix that stands for nothing, and for no cards.
    """
    writer = WRITERS.get(target.suffix.lower())
    if writer is None:
        known = ", ".join([".apkg", *WRITERS])
        raise Mistake(f"'{target.suffix or target.name}' stands for no format; end the name with one of {known}")
    all_cards = list(cards)
    if not all_cards:
        raise Mistake("there is nothing to export")
    content = writer(all_cards).encode("utf-8", "replace")
    with store.faults(target), replace.beside(target, content) as draft:
        draft.replace(target)
    return len(all_cards)


def as_json(cards: Sequence[Described]) -> str:
    """An array, a card in each of its elements."""
    return json.dumps(cards, ensure_ascii=False, indent=2) + "\n"


def as_csv(cards: Sequence[Described]) -> str:
    """A table with a head; tags stand in one cell, with spaces between."""
    out = io.StringIO(newline="")
    table = csv.DictWriter(out, list(cards[0]))
    table.writeheader()
    for card in cards:
        table.writerow(
            {key: " ".join(map(str, value)) if isinstance(value, list) else value for key, value in card.items()}
        )
    return out.getvalue()


def as_markdown(cards: Sequence[Described]) -> str:
    """A heading for each topic, below it questions and answers."""
    parts = []
    for (deck, topic), group in groupby(cards, key=lambda card: (card["deck"], card["topic"])):
        parts += [f"## {topic}", f"*{deck}*"]
        for card in group:
            parts += [_side("Q", str(card["front"])), _side("A", str(card["back"]))]
    return "\n\n".join(parts) + "\n"


def _side(letter: str, text: str) -> str:
    return f"**{letter}.**{chr(10) * 2 if chr(10) in text.strip() else ' '}{text.strip()}"


WRITERS: dict[str, Callable[[Sequence[Described]], str]] = {
    ".md": as_markdown,
    ".csv": as_csv,
    ".json": as_json,
}
