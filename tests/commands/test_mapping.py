"""`flashcards map`: a tree in the terminal, a picture in a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.students import Desk, deck, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.commands.conftest import Run

    Desks = Callable[..., Desk]

ROOT = Path(__file__).parents[2]
BREAD = deck(
    topic("Yeast", "What is yeast?"),
    topic("Dough", "What is dough?", requires="Yeast"),
    topic("Bread", "What is bread?", requires="Dough"),
    topic("Salt", "What is salt?"),
)


def test_a_map_is_a_tree_in_a_pipe(desk: Desks, run: Run) -> None:
    said = run(desk(BREAD), "map")

    assert [
        "  new  Yeast (next)",
        "waits    Dough",
        "waits      Bread",
        "  new  Salt",
    ] == said.stdout.splitlines()


def test_a_map_of_a_topic_has_what_is_around_it(desk: Desks, run: Run) -> None:
    said = run(desk(BREAD), "map", "dough").stdout.splitlines()

    assert "Dough: waiting for what it builds on, 1 card" == said[0]
    assert ["Builds on", "  new  Yeast (next)", "", "Unlocks", "waits  Bread"] == said[2:]


def test_a_topic_that_is_not_there_is_a_mistake(desk: Desks, run: Run) -> None:
    assert "did you mean 'Bread'" in str(run(desk(BREAD), "map", "Breed").exception)


def test_the_json_has_what_is_around_a_topic(desk: Desks, run: Run) -> None:
    place = desk(BREAD)

    whole, around = (json.loads(run(place, "map", *more, "--json").stdout) for more in ((), ("Bread",)))

    assert ["yeast", "dough", "bread", "salt"] == [found["id"] for found in whole]
    assert ["yeast", "dough", "bread"] == [found["id"] for found in around]


def test_a_picture_is_written(desk: Desks, run: Run, tmp_path: Path) -> None:
    place, target = desk(BREAD), tmp_path / "map.svg"

    whole = run(place, "map", "-o", str(target)).stdout
    text = target.read_text("utf-8")
    part = run(place, "map", "Bread", "-o", str(target)).stdout

    assert whole.startswith("4 topics: written to ")
    assert part.startswith("3 topics: written to ")
    assert text.startswith("<svg xmlns=")
    assert "Salt" in text
    assert "Salt" not in target.read_text("utf-8")


def test_of_many_topics_a_part_is_drawn_unless_all_are_asked_for(desk: Desks, run: Run, tmp_path: Path) -> None:
    place = desk(deck(*(topic(f"T{n}", f"Q{n}?", requires=f"T{n - 1}" if n else "") for n in range(160))))
    target = tmp_path / "map.svg"

    part = run(place, "map", "-o", str(target)).stdout
    whole = run(place, "map", "--whole", "-o", str(target)).stdout

    assert part.startswith("40 topics of 160; --whole draws all: written to ")
    assert whole.startswith("160 topics: written to ")


@pytest.mark.parametrize(("name", "said"), [("map.png", "stands for no picture"), ("map", "stands for no picture")])
def test_a_map_is_svg(desk: Desks, run: Run, tmp_path: Path, name: str, said: str) -> None:
    assert said in str(run(desk(BREAD), "map", "-o", str(tmp_path / name)).exception)


def test_a_folder_that_is_not_there_is_one_sentence(desk: Desks, run: Run, tmp_path: Path) -> None:
    said = run(desk(BREAD), "map", "-o", str(tmp_path / "nowhere" / "map.svg"))

    assert "Fault" == type(said.exception).__name__


def test_without_topics_it_says_so(desk: Desks, run: Run) -> None:
    said = run(desk("topics: []\n"), "map")

    assert ("", "There are no topics.") == (said.stdout, said.stderr.splitlines()[-1])


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_on_a_terminal_it_is_drawn_and_cut(desk: Desks, tmp_path: Path) -> None:
    import pexpect

    place = desk(BREAD.replace("Bread", "Bread " + "with much butter " * 5))

    def shown(*more: str) -> list[str]:
        child = pexpect.spawn(
            sys.executable, [str(ROOT / "cli.py"), "-C", str(place.folder), "map", *more], timeout=30,
            env={"FLASHCARDS_HOME": str(tmp_path), "TERM": "xterm", "LC_ALL": "C.UTF-8"},
            dimensions=(30, 50), encoding="utf-8",
        )  # fmt: skip
        child.expect(pexpect.EOF)
        child.close()
        return str(child.before).replace("\r\n", "\n").splitlines()[-4:]

    drawn = shown()
    assert ["           new  Yeast ← next", "         waits  └ Dough"] == drawn[:2]
    assert (50, "…") == (len(drawn[2]), drawn[2][-1])
    assert ["  new  Yeast (next)", "waits    Dough"] == shown("--plain")[:2]
