"""`split`: notes to cards that an author can go on with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from flashcards.cli import cli
from flashcards.deck.read import read

if TYPE_CHECKING:
    from pathlib import Path

DECK = """\
deck: Biology
tags: [cells]

topics:
  - topic: Cells
    text: |
      A cell is a small room.

      Cells have two parts: a nucleus and a membrane.

  - topic: Rooms
    requires: Cells
    text: Nobody knows.

  - topic: Asked already
    text: A thing is a thing.
    cards:
      - What?: so

  - topic: Never asked
    text: A thing is a thing.
    cards: []
"""
NOTES = "Cells\n\n  A cell is a small room.\n\n - Rooms\n\nRooms\n\n  A room is a place with walls.\n"


def split(*words: object) -> Result:
    return CliRunner().invoke(cli, ["split", *map(str, words)])


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "cells.yaml"
    path.write_text(DECK, "utf-8")
    return path


def test_cards_are_written_out_and_all_else_stays(deck: Path, tmp_path: Path) -> None:
    done = split(deck, "-o", tmp_path / "out.yaml")

    written = (tmp_path / "out.yaml").read_text("utf-8")
    assert (0, f"4 cards from 2 topics written to {tmp_path / 'out.yaml'}\n") == (done.exit_code, done.stderr)
    assert "deck: Biology\ntags: [cells]\n" in written
    assert "      - What is a cell?: A cell is a small room.\n" in written
    assert "      - list: What are the two parts of cells?\n" in written
    cells, rooms, asked, never = read(written, "cells.yaml").topics
    before = read(DECK, "cells.yaml").topics
    assert [note.id for note in before[0].notes] == [note.id for note in cells.notes]
    assert ((), 1, ()) == (rooms.notes, len(asked.notes), never.notes)
    assert "cards: []" in written


def test_without_a_file_the_yaml_goes_to_standard_output(deck: Path) -> None:
    done = split(deck)

    assert read(done.stdout, "a.yaml").problems == ()
    assert "What is a cell?" in done.stdout


def test_outline_notes_are_split(tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text(NOTES, "utf-8")

    topics = read(split(notes).stdout, "a.yaml").topics

    assert ["What is a cell?", "What is a room?"] == [note.question for topic in topics for note in topic.notes]


def test_a_file_that_is_there_is_never_written_over(deck: Path) -> None:
    done = split(deck, "-o", deck)

    assert 1 == done.exit_code
    assert "is there already" in str(done.exception)
    assert deck.read_text("utf-8") == DECK


def test_explain_names_the_rule_of_each_card(deck: Path) -> None:
    done = split(deck, "--explain")

    assert done.stdout == (
        "Cells\n"
        "  definition: What is a cell?\n    A cell is a small room.\n"
        "  row: What are the two parts of cells?\n    - A nucleus\n    - A membrane\n"
        "Rooms\n  no card: all of it stays reading text\n"
    )
    assert done.stderr == "4 cards from 2 topics\n"


def test_explaining_writes_no_file(deck: Path, tmp_path: Path) -> None:
    assert 2 == split(deck, "--explain", "-o", tmp_path / "out.yaml").exit_code


def test_what_is_wrong_in_a_deck_is_said_and_nothing_written(tmp_path: Path) -> None:
    bad = tmp_path / "bad.yaml"
    bad.write_text(DECK.replace("requires: Cells", "needs: Cells"), "utf-8")

    done = split(bad, "-o", tmp_path / "out.yaml")

    assert 1 == done.exit_code
    assert "bad.yaml:12:5: " in done.stderr
    assert not (tmp_path / "out.yaml").exists()


def test_a_list_in_an_extra_keeps_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "vectors.txt"
    path.write_text(
        "Vectors\n\n  A vector is a list of numbers.\n\n  For example, of a fruit:\n\n  * Mass\n\n  * Length\n"
    )

    done = split(path, "--explain")

    assert "    extra: For example, of a fruit:\n    - Mass\n    - Length\n" in done.stdout
