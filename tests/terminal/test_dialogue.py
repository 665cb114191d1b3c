from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from flashcards.model import Kind, Rating
from flashcards.terminal import keys
from tests.terminal.sitting import Sitting, converse, write

if TYPE_CHECKING:
    from pathlib import Path

SCRIPTS = {
    "grades": (("\n1\n", " 1"), ("x\n2\n", "x\r2"), ("\n3\n", " 3"), ("\n4\n", " 4")),
    "typed": (("\n3\n", " 3"), ("pip3 install torch\n3\n", "pip3 install torch\r3")),
    "changes": (("f\n", "f"), ("b\n", "b"), ("s\n", "\x1bs"), ("k\n", "k")),
    "undo": (("\n4\n", " 4"), ("u\n", "\x1bu"), ("u\n", "u"), ("\n1\n", " 1")),
    "looking": (("h\n", "h"), ("t\n", "tx"), ("w\n", "wx"), ("?\n", "?x"), ("\n2\n", " 2"), ("q\n", "\x1bq")),
}


def pressed(script: tuple[tuple[str, str], ...]) -> list[str]:
    sent = "".join(key for _, key in script)
    return [{"\r": keys.ENTER, "\x1b": keys.ESCAPE}.get(key, key) for key in sent]


@pytest.mark.parametrize("name", SCRIPTS)
def test_terminal_and_plain_mode_leave_the_same_log(tmp_path: Path, name: str) -> None:
    plain, terminal = Sitting(write(tmp_path / "plain")), Sitting(write(tmp_path / "terminal"))

    plain.plain("".join(line for line, _ in SCRIPTS[name]))
    terminal.converse(*pressed(SCRIPTS[name]))

    def comparable(sitting: Sitting) -> list[object]:
        return [(at, day, draft.kind, draft.subject, draft.rating, draft.schedule) for at, day, draft in sitting.log()]

    assert comparable(plain)
    assert comparable(plain) == comparable(terminal)
    plain.collection.close()
    terminal.collection.close()


def test_the_question_is_shown_once(sitting: Sitting) -> None:
    shown = sitting.converse(" ", "q")

    assert 1 == shown.count("What is a slope?")
    assert 1 == shown.count("How fast a function rises.")


def test_drawing_again_shows_all_of_the_card(sitting: Sitting) -> None:
    shown = sitting.converse("h", " ", keys.REDRAW).rpartition("\x1b[2J")[2]

    for text in ("Slopes", "What is a slope?", "Think of a hill.", "How fast a function rises.", "4 easy 8d"):
        assert text in shown


def test_enter_gives_what_a_typed_answer_suggests(sitting: Sitting) -> None:
    sitting.converse(" ", "3", "pip3 instal torch", keys.ENTER, keys.ENTER)

    assert [Rating.GOOD, Rating.HARD] == [event.draft.rating for event in sitting.events() if event.draft.rating]


def test_a_typed_first_card_offers_the_text_of_its_topic(tmp_path: Path) -> None:
    deck = "topics: [{topic: Letters, text: Read me., cards: [{q: 'The last?', a: z, type: true}]}]"
    sitting = Sitting(write(tmp_path / "letters", deck))

    shown = sitting.converse(keys.ESCAPE, "t", "x", "q")

    assert "Esc, then t: read about “Letters” first" in shown.partition("space answer")[0]
    assert "Read me." in shown
    sitting.collection.close()


def test_pasted_text_never_grades(sitting: Sitting) -> None:
    sitting.converse(" ", "3", "paste: 4\n4\n", keys.ENTER)

    assert 1 == len([event for event in sitting.events() if event.draft.kind is Kind.REVIEW])


def test_looking_elsewhere_takes_no_time(sitting: Sitting) -> None:
    sitting.converse("t", "x", "w", "x", "?", "x", " ", "3", "q")

    counted = ("t", "w", "?", " ", "3")
    millis = [event.draft.millis for event in sitting.events() if event.draft.kind is Kind.REVIEW]
    assert [3000 * len(counted)] == millis


def test_an_answer_given_elsewhere_is_not_taken_twice(sitting: Sitting) -> None:
    session = sitting.session()
    other = Sitting(sitting.folder)
    other.plain("\n1\n")

    shown = converse(session, " ", "3", "q")

    assert "answered elsewhere" in shown
    assert 1 == len([event for event in sitting.events() if event.draft.kind is Kind.REVIEW])
    other.collection.close()


def test_a_leech_is_named(tmp_path: Path) -> None:
    settings = 'timezone = "UTC"\nfuzz = false\nleech_lapses = 1\n'
    sitting = Sitting(write(tmp_path / "leech", settings=settings))
    sitting.converse(" ", "4", "q")
    sitting.clock.advance(minutes=20 * 24 * 60)

    assert "A leech: suspended after 1 lapses." in sitting.converse(" ", "1", "q")
    sitting.collection.close()


def test_an_edit_shows_the_card_anew(sitting: Sitting, tmp_path: Path) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "file.write_text(file.read_text().replace('rises.', 'climbs.'))\n"
    )
    editing = {**os.environ, "EDITOR": f"{sys.executable} {script}", "VISUAL": ""}

    shown = converse(sitting.session(), " ", "e", "q", environ=editing)

    assert "How fast a function climbs." in shown.rpartition("\x1b[2J")[2]


def test_a_card_that_the_editor_takes_away_gives_way_to_the_next(sitting: Sitting, tmp_path: Path) -> None:
    script = tmp_path / "editor.py"
    script.write_text("import pathlib, sys\npathlib.Path(sys.argv[1]).write_text('topics: []')\n")
    editing = {"EDITOR": f"{sys.executable} {script}"}

    shown = converse(sitting.session(), "e", "q", environ=editing)

    assert "That card is no longer in the decks." in shown
    assert "Nothing is left to do now." in shown


def test_a_new_question_is_no_reason_to_call_the_card_gone(sitting: Sitting, tmp_path: Path) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "file.write_text(file.read_text().replace('What is a slope?', 'Define the slope?'))\n"
    )

    shown = converse(sitting.session(), " ", "e", "q", environ={"EDITOR": f"{sys.executable} {script}"})

    assert "Define the slope?" in shown.rpartition("\x1b[2J")[2]
    assert "no longer" not in shown


def breaking(script: Path, then: str = "") -> dict[str, str]:
    """An editor that breaks the title of a file, and at its second run does something else."""
    script.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "text = file.read_text()\n"
        f"broken = {then!r} if 'topic: Slopes: what' in text else 'topic: Slopes: what'\n"
        "file.write_text(text.replace('topic: Slopes: what', broken).replace('topic: Slopes\\n', broken + '\\n'))\n"
    )
    return {"EDITOR": f"{sys.executable} {script}"}


def test_a_broken_edit_is_said_with_its_place_and_may_be_mended(sitting: Sitting, tmp_path: Path) -> None:
    environ = breaking(tmp_path / "editor.py", "topic: Slopes")

    shown = converse(sitting.session(), " ", "e", "x", "e", "4", "q", environ=environ)

    assert "maths.yaml:4:18: " in shown
    assert "edit again" in shown
    assert [Rating.EASY] == [event.draft.rating for event in sitting.events() if event.draft.rating]


def test_a_broken_edit_may_be_left_as_it_is(sitting: Sitting, tmp_path: Path) -> None:
    shown = converse(sitting.session(), " ", "e", " ", "q", environ=breaking(tmp_path / "editor.py"))

    assert "is a list of" in shown.rpartition("\x1b[2J")[2]


def test_the_session_does_not_end_with_a_broken_edit(sitting: Sitting, tmp_path: Path) -> None:
    script = tmp_path / "editor.py"
    script.write_text("import pathlib, sys\npathlib.Path(sys.argv[1]).write_text('topics: [')\n")

    shown = converse(sitting.session(), "e", "123", "q", environ={"EDITOR": f"{sys.executable} {script}"})

    assert 4 == shown.count("edit again")
    assert "Not all cards can be read now: maths.yaml:1:10" in " ".join(shown.split())


def test_a_card_with_a_flag_says_so(sitting: Sitting) -> None:
    assert "⚑ flagged" in sitting.converse("f", keys.REDRAW)


def test_no_colour_means_no_colour(sitting: Sitting) -> None:
    assert "\x1b[1m" not in sitting.converse(" ", "3", "q")
    assert "\x1b[1m" in sitting.converse(" ", "3", "q", colour=True)


@pytest.mark.parametrize("width", [1, 3, 10])
def test_tiny_terminals_hold_a_session(sitting: Sitting, width: int) -> None:
    sitting.converse(" ", "3", "pip", keys.ENTER, "1", "?", "x", width=width)

    assert 2 == len([event for event in sitting.events() if event.draft.kind is Kind.REVIEW])
