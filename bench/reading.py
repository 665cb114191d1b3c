"""The first reading of many deck files, index written; and that it happens once."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from bench import make, measure
from bench.measure import Cost, row

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bench.measure import Row


def rows(quick: bool) -> list[Row]:
    """Ours beside a bare `yaml.compose` of the same files, each in a process of its own; imports do not count."""
    size = make.SMALL_READING if quick else make.READING
    source = make.kept("decks", size)
    with measure.scratch() as (scratch, env):
        folder = shutil.copytree(source, scratch / "decks")
        costs = measure.in_turn(
            {
                "ours": lambda: _read(folder, env),
                "on": lambda: _cost(measure.work("compose", folder, "on"), env),
                "off": lambda: _cost(measure.work("compose", folder, "off"), env),
            },
            3 if quick else 7,
        )
    what = f"first reading of {size.all_cards:,} cards"
    return [
        row(what, "yaml.compose", costs["ours"], costs["on"], 2.5, "(read again when unchanged: 0 files)"),
        row(what, "yaml.compose, no garbage collection", costs["ours"], costs["off"]),
    ]


def _read(folder: Path, env: Mapping[str, str]) -> Cost:
    shutil.rmtree(folder / ".flashcards", ignore_errors=True)
    said = json.loads(measure.output(measure.work("read", folder), env))
    if said["again"]:
        raise AssertionError(f"{said['again']} unchanged files were read again")
    return Cost(*said["cost"])


def _cost(command: list[str], env: Mapping[str, str]) -> Cost:
    return Cost(*json.loads(measure.output(command, env))["cost"])
