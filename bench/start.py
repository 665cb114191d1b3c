"""From the start of the process to the first card on the screen, and to the end of `--help`."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from bench import make, measure
from bench.measure import BARE, PEER, ROOT, row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bench.measure import Cost, Row


def rows(quick: bool) -> list[Row]:
    """The course, then the large collection."""
    rounds = 5 if quick else 25
    with measure.scratch() as (scratch, env):
        return [*_course(scratch / "decks", env, rounds), *_large(env, quick, rounds)]


def _course(folder: Path, env: Mapping[str, str], rounds: int) -> list[Row]:
    shutil.copytree(ROOT / "decks", folder, ignore=shutil.ignore_patterns(".flashcards"))
    words = _ready(folder, env)
    costs = measure.in_turn(
        {
            "bare": lambda: measure.bare(env),
            "help": lambda: measure.run(measure.program("--help"), env),
            "plain": lambda: _first(folder, env, words, terminal=False),
            "terminal": lambda: _first(folder, env, words, terminal=True),
        },
        rounds,
    )
    return [
        row("--help", BARE, costs["help"], costs["bare"], 5),
        row("first card of the course", BARE, costs["terminal"], costs["bare"], 9),
        row("… in plain mode", BARE, costs["plain"], costs["bare"], 9),
    ]


def _large(env: Mapping[str, str], quick: bool, rounds: int) -> list[Row]:
    size = make.SMALL if quick else make.LARGE
    ours = make.kept("ours", size)
    words = _ready(ours, env)
    things = {
        "bare": lambda: measure.bare(env),
        "plain": lambda: _first(ours, env, words, terminal=False),
        "terminal": lambda: _first(ours, env, words, terminal=True),
    }
    if make.has_peer():
        theirs = make.kept("anki", size)
        things["peer"] = lambda: measure.until(measure.work("peer_first", theirs), env, "shown:")
    costs = measure.in_turn(things, rounds)
    what = f"first card of {size.all_cards:,}"
    found = [
        row(what, BARE, costs["terminal"], costs["bare"], 12),
        row("… in plain mode", BARE, costs["plain"], costs["bare"], 12),
    ]
    if "peer" in costs:
        found.append(row(f"{PEER} at that size", BARE, costs["peer"], costs["bare"]))
        found.append(row(what, PEER, costs["terminal"], costs["peer"]))
    return found


def _ready(folder: Path, env: Mapping[str, str]) -> str:
    """Hold an earlier session that shows the first card only; returns the first words of its question."""
    measure.run(measure.program("--collection", folder, "review", "--plain"), env)
    return measure.output(measure.work("question", folder), env).strip()


def _first(folder: Path, env: Mapping[str, str], words: str, *, terminal: bool) -> Cost:
    mode = () if terminal else ("--plain",)
    return measure.until(measure.program("--collection", folder, "review", *mode), env, words, terminal=terminal)
