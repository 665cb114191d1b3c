from __future__ import annotations

import io
import re
import sys
from typing import TYPE_CHECKING

import pytest

from flashcards.model import Kind, Rating
from flashcards.terminal.plain import Plain
from flashcards.terminal.review import is_plain
from flashcards.terminal.stopwatch import Stopwatch
from tests.terminal.sitting import DECK, Seconds, Sitting, write

if TYPE_CHECKING:
    from pathlib import Path


def kinds(sitting: Sitting) -> list[Kind]:
    return [event.draft.kind for event in sitting.events() if event.draft.kind not in (Kind.CONTENT, Kind.ORDINAL)]


def test_enter_shows_the_answer_and_a_digit_grades(sitting: Sitting) -> None:
    sitting.plain("\n4\n")

    reviews = [event.draft for event in sitting.events() if event.draft.kind is Kind.REVIEW]
    assert [Rating.EASY] == [review.rating for review in reviews]


def test_nothing_is_graded_before_the_answer_is_shown(sitting: Sitting) -> None:
    said = sitting.plain("3\n")

    assert "Enter shows the answer; ? lists the keys; q quits." in said
    assert [] == kinds(sitting)


def test_enter_alone_grades_nothing(sitting: Sitting) -> None:
    said = sitting.plain("\n\n\n")

    assert "1 again, 2 hard, 3 good, 4 easy; ? lists the keys; q quits." in said
    assert [] == kinds(sitting)


def test_the_end_of_input_ends_politely(sitting: Sitting) -> None:
    assert sitting.plain("").endswith("Left today: 4 new; about 2 minutes.\n")


def test_no_escape_codes_and_no_drawing(sitting: Sitting) -> None:
    said = sitting.plain("?\nt\nh\nw\n\n3\npip\n1\n\nf\n3\n\n3\n")

    assert not re.search("[\x00-\x09\x0b-\x1f\u2500-\u259f]", said)


def test_a_single_letter_is_a_key_while_an_answer_is_typed(sitting: Sitting) -> None:
    sitting.plain("\n3\ns\n")

    assert [Kind.REVIEW, Kind.SUSPEND] == kinds(sitting)


def test_a_single_letter_is_an_answer_where_one_is_wanted(tmp_path: Path) -> None:
    deck = "topics: [{topic: A, cards: [{q: 'The last letter?', a: s, type: true}]}]"
    sitting = Sitting(write(tmp_path / "letters", deck))

    assert "typed     s  ✓" in sitting.plain("s\n")
    sitting.collection.close()


def test_two_grades_are_numbered_one_and_two(tmp_path: Path) -> None:
    sitting = Sitting(write(tmp_path / "two", DECK, 'grades = 2\ntimezone = "UTC"\n'))

    said = sitting.plain("\n3\n2\n")

    reviews = [event.draft.rating for event in sitting.events() if event.draft.kind is Kind.REVIEW]
    assert [Rating.GOOD] == reviews
    assert "1 again, 2 good; ? lists the keys; q quits." in said
    sitting.collection.close()


def test_undo_reaches_into_an_earlier_session(sitting: Sitting) -> None:
    sitting.plain("\n3\n")

    assert "Taken back: the answer 'good'." in sitting.plain("u\n")
    assert [Kind.REVIEW, Kind.UNDO] == kinds(sitting)


def test_undo_says_when_there_is_nothing(sitting: Sitting) -> None:
    assert "There is nothing to take back." in sitting.plain("u\n")


def test_without_a_terminal_no_editor_is_opened(sitting: Sitting) -> None:
    assert "Enter shows the answer; ? lists the keys; q quits." in sitting.plain("e\n")


def test_a_broken_edit_is_mended_or_left(sitting: Sitting, tmp_path: Path) -> None:
    script = tmp_path / "editor.py"
    script.write_text("import pathlib, sys\npathlib.Path(sys.argv[1]).write_text('topics: [')\n")
    out, environ = io.StringIO(), {"EDITOR": f"{sys.executable} {script}"}

    Plain(sitting.session(), io.StringIO("e\ne\n3\n\n"), out, Stopwatch(Seconds()), environ, editable=True).run()

    assert 3 == out.getvalue().count("e edits it again; Enter goes on without it; q quits.")
    assert "Not all cards can be read now: maths.yaml:1:10" in out.getvalue()


@pytest.mark.parametrize(("asked", "environ"), [(True, {}), (False, {"TERM": "dumb"}), (False, {"TERM": "xterm"})])
def test_plain_is_for_pipes_and_on_demand(asked: bool, environ: dict[str, str]) -> None:
    assert is_plain(asked, io.StringIO(), io.StringIO(), environ)
