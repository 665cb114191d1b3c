"""Which folder is meant, and which files in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.collection.check import root_of
from flashcards.collection.discover import choose, is_collection, is_deck, natural, walk
from flashcards.model import Mistake
from tests.students import save

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

DECK = "topics:\n  - topic: A\n"


def test_the_current_folder_comes_before_its_decks(tmp_path: Path) -> None:
    (tmp_path / "decks").mkdir()
    (tmp_path / "decks" / "a.yaml").write_text(DECK)
    assert tmp_path / "decks" == choose(None, here=tmp_path)

    (tmp_path / "b.yaml").write_text(DECK)

    assert tmp_path == choose(None, here=tmp_path)


def test_elsewhere_the_own_collection_is_meant(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text("services:\n  web: {}\n")

    assert choose(None, here=tmp_path) is None


def test_a_folder_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="no folder"):
        choose(tmp_path / "none", here=tmp_path)


@pytest.mark.parametrize("name", ["flashcards.toml", ".flashcards"])
def test_settings_or_a_history_make_a_collection(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir() if name.startswith(".") else (tmp_path / name).touch()

    assert is_collection(tmp_path)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (DECK, True),
        ("# mine\ndeck: A\ntopics: []\n", True),
        ('"topics": []', True),
        ("  - topic: broken\n", True),
        ("topic: Yeast\ncards:\n  - Why?: So.\n", True),
        ("# mine\ntags: [a]\ntext: |\n  It is alive.\ntopic: Yeast\n", True),
        ("topic: orders\nbrokers: [a, b]\n", False),
        ("job:\n  topic: orders\n  text: x\n", False),
        ("text: topic: x\ncards: 3\n", False),
        ("services:\n  topics: 3\n", False),
        ("", False),
    ],
)
def test_other_tools_files_may_lie_beside_the_decks(text: str, meant: bool) -> None:
    assert meant == is_deck(text.encode())


def test_of_a_large_file_only_the_beginning_is_looked_at(tmp_path: Path) -> None:
    save(tmp_path / "dump.yaml", "rows: [1]\n" * 200_000 + DECK)

    assert not is_collection(tmp_path)


def test_files_are_found_below_but_not_in_hidden_folders(tmp_path: Path) -> None:
    for name in ("b/10.yaml", "b/2.yml", "a.yaml", ".git/x.yaml", "b/.y.yaml", "c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(DECK)

    found = sorted((file.path for file in walk(tmp_path)), key=natural)

    assert ["a.yaml", "b/2.yml", "b/10.yaml"] == found


@pytest.mark.parametrize("sign", ["flashcards.toml", ".flashcards/history.db"])
def test_a_collection_inside_another_is_its_own(tmp_path: Path, sign: str) -> None:
    for name in ("a.yaml", "b/c/d.yaml", f"b/c/{sign}"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(DECK)

    assert ["a.yaml"] == [file.path for file in walk(tmp_path)]
    assert ["d.yaml"] == [file.path for file in walk(tmp_path / "b" / "c")]


@given(st.lists(st.text("ab12/.", max_size=6)), st.randoms())
def test_the_natural_order_does_not_depend_on_what_was_there_before(names: list[str], chance: Random) -> None:
    mixed = chance.sample(names, len(names))

    assert sorted(names, key=natural) == sorted(mixed, key=natural)


def test_a_file_belongs_to_the_nearest_collection_above(tmp_path: Path) -> None:
    (tmp_path / "x" / "y").mkdir(parents=True)
    (tmp_path / "x" / "y" / "a.yaml").write_text(DECK)
    (tmp_path / "flashcards.toml").touch()

    assert (tmp_path, "x/y/a.yaml") == root_of(tmp_path / "x" / "y" / "a.yaml")
