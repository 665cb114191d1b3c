"""A hundred cards into a large collection: the whole command, with the index current at its end."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from bench import make, measure
from bench.measure import BARE, row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from bench.measure import Cost, Row

CARDS = 100


def rows(quick: bool) -> list[Row]:
    """Cards for topics that are there, and cards in topics that are new; each round adds others."""
    size = make.SMALL_READING if quick else make.READING
    source = make.kept("decks", size)
    with measure.scratch() as (scratch, env):
        folder = shutil.copytree(source, scratch / "decks")
        measure.run(measure.program("--collection", folder, "list"), env)
        numbers = iter(range(1_000_000))
        costs = measure.in_turn(
            {
                "bare": lambda: measure.bare(env),
                "cards": lambda: _add(folder, env, _cards(next(numbers), size)),
                "topics": lambda: _add(folder, env, _topics(next(numbers))),
            },
            3 if quick else 15,
        )
    what = f"add {CARDS} cards to {size.all_cards:,}"
    return [
        row(what, BARE, costs["cards"], costs["bare"], 30),
        row("… in ten new topics, which move all others", BARE, costs["topics"], costs["bare"]),
    ]


def _add(folder: Path, env: Mapping[str, str], lines: Iterator[str]) -> Cost:
    text = "\n".join(["topics:", *lines]) + "\n"
    return measure.run(measure.program("--collection", folder, "add", "-"), env, says=text.encode())


def _cards(number: int, size: make.Size) -> Iterator[str]:
    """Ten cards for each of ten topics of one file; another one in each round."""
    first = number % size.files * size.topics
    for place in range(CARDS // 10):
        yield f"- topic: {make.title(first + place)}"
        yield from _questions(number, place)


def _topics(number: int) -> Iterator[str]:
    for place in range(CARDS // 10):
        yield f"- topic: New theory {number} {place}"
        yield f"  requires: {make.title(place)}"
        yield from _questions(number, place)


def _questions(number: int, place: int) -> Iterator[str]:
    yield "  cards:"
    for card in range(10):
        yield f"  - What is new in {number} about {place} at {card}?: That it is measured."
