"""What `--json` prints has the keys that docs/json.md says it has."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

from flashcards.cli import COMMANDS, cli
from flashcards.model import Rating
from tests.students import DAY, Desk, deck, save, study, topic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.commands.conftest import Run

    Desks = Callable[..., Desk]

DOCS = (Path(__file__).parents[2] / "docs" / "json.md").read_text("utf-8")
SECTIONS = {
    title: re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)
    for title, section in re.findall(r"^## `flashcards ([^`]+)`\n(.*?)(?=^## |\Z)", DOCS, re.MULTILINE | re.DOTALL)
}
NAMES = {"path --json": ["Bonds"]}
MORE_THAN = {"stats --all --json": "stats --json"}
"""What prints the keys of another command first."""


def keys(value: Any, above: str = "") -> Iterator[str]:
    """All keys within a value, `a.b` for an object in an object and `a[].b` for one in an array."""
    match value:
        case dict():
            for key, below in value.items():
                inner = list(keys(below, f"{above}{key}"))
                yield from inner or [f"{above}{key}"] if not isinstance(below, dict) else keys(below, f"{above}{key}.")
        case [dict(), *_]:
            yield from keys(value[0], f"{above}[]." if above else "")


@pytest.fixture
def place(desk: Desks) -> Desk:
    """A collection with something for each array: answers, a history that is gone, a problem."""
    made = desk(deck(topic("Atoms", "What is an atom?"), topic("Bonds", "What is a bond?", requires="Atoms")))
    study(made.session())
    for _ in range(2):
        made.clock.at += 30 * DAY
        study(made.session(), lambda entry: Rating.AGAIN if entry.title == "Bonds" else Rating.GOOD, most=2)
    made.write(deck(topic("Atoms", "Something else, is it?"), topic("Bonds", "What is a bond?", requires="Atoms")))
    made.write(deck(topic("Salts", "What is salt?", requires="Nothing")), "more.yaml")
    made.reopen()
    return made


@pytest.mark.parametrize("command", SECTIONS)
def test_json_has_the_keys_that_are_documented(place: Desk, run: Run, command: str) -> None:
    words = command.split()

    said = json.loads(run(place, *words, *NAMES.get(command, [])).stdout)

    documented = [*SECTIONS.get(MORE_THAN.get(command, ""), ()), *SECTIONS[command]]
    assert documented == list(dict.fromkeys(keys(said)))


def test_every_json_is_documented() -> None:
    commands = {name: cli.get_command(click.Context(cli), name) for name in COMMANDS}
    printing = {name for name, found in commands.items() if found and any("--json" in o.opts for o in found.params)}

    assert printing == {title.split()[0] for title in SECTIONS}


def test_keys_of_what_lies_inside_are_found() -> None:
    assert ["a", "b.c", "b.d[].e"] == list(keys({"a": [1], "b": {"c": 1, "d": [{"e": 2}]}}))


def test_a_check_of_one_file_has_the_same_keys(place: Desk, run: Run) -> None:
    save(place.folder / "bad.yaml", "topics:\n- topic: A\n  cardz: []\n")

    said = json.loads(run(place, "check", str(place.folder / "bad.yaml"), "--json").stdout)

    assert SECTIONS["check --json"] == list(keys(said))
