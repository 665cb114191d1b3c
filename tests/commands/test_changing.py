"""What changes how cards are studied: shown, agreed to, done as one action, and taken back as one."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flashcards.collection import cards, doctor
from flashcards.memory.history import History
from flashcards.model import Kind, Memory, Mistake, State
from flashcards.study import changes
from flashcards.study.changes import Change
from tests.students import DAY, Desk, answer, deck, study, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashcards.model import Event
    from tests.commands.conftest import Run

    Desks = Callable[..., Desk]

ROOT = Path(__file__).parents[2]
ATOMS = deck(
    topic("Atoms", "What is an atom?", "What is an ion?", more="tags: [physics]"),
    topic("Bonds", "What is a bond?", "What is salt?", requires="Atoms"),
)
NUMBERS = count()


def everything(desk: Desk) -> list[Event]:
    return list(desk.collection.history.events())


def do(desk: Desk, change: Change, *names: str) -> list[Event]:
    entries = changes.chosen(desk.collection, names or ("Atoms", "Bonds"), scoped=False)
    return changes.apply(desk.collection, entries, change, desk.clock.at)


def test_cards_are_meant_by_card_note_topic_and_options(desk: Desks, run: Run) -> None:
    place = desk(ATOMS)
    atom, _, _, salt = cards.entries(place.collection.index)

    def suspended(*words: str) -> list[str]:
        assert 0 == run(place, "suspend", *words, "--yes").exit_code
        place.collection.catch_up(place.clock.at)
        front = [front for front, memory in place.memories().items() if memory.suspended]
        run(place, "undo")
        place.collection.catch_up(place.clock.at)
        return front

    assert ["What is an atom?", "What is salt?"] == suspended(atom.id, cards.short(salt))
    assert ["What is a bond?", "What is salt?"] == suspended("bonds")
    assert ["What is an atom?", "What is an ion?"] == suspended("--tag", "physics")
    assert 4 == len(suspended("--path", "Bonds"))
    assert ["What is an atom?"] == suspended(atom.id, salt.id, "--topic", "Atoms")
    assert [] == [front for front, memory in place.memories().items() if memory.suspended]


def test_what_is_meant_is_shown_and_without_a_terminal_yes_must_be_said(desk: Desks, run: Run) -> None:
    place = desk(ATOMS)

    refused = run(place, "forget", "Atoms")
    said = run(place, "suspend", "Atoms")

    assert (0, "Nothing to forget: they are so already\n") == (refused.exit_code, refused.stdout)
    assert isinstance(said.exception, Mistake)
    assert "Suspend: 2 cards\n  What is an atom?\n  What is an ion?\n" == said.stdout
    assert [] == everything(place)


def test_without_any_word_nothing_is_meant(desk: Desks, run: Run) -> None:
    said = run(desk(ATOMS), "suspend", "--yes")

    assert (2, True) == (said.exit_code, "say which cards" in said.stderr)


def test_an_unknown_name_changes_nothing(desk: Desks, run: Run) -> None:
    place = desk(ATOMS)

    said = run(place, "suspend", "Atoms", "Bond", "--yes")

    assert "there is no card or topic 'Bond' (did you mean 'Bonds'?)" == str(said.exception)
    assert [] == everything(place)


def test_many_cards_are_one_action_which_the_log_hears_of_with_their_words(desk: Desks) -> None:
    place = desk(ATOMS)

    events = do(place, Change(Kind.SUSPEND))

    suspended = [event for event in events if event.draft.kind is Kind.SUSPEND]
    assert (4, 1) == (len(suspended), len({event.action for event in suspended}))
    assert 4 == sum(event.draft.kind is Kind.CONTENT for event in events)
    assert 4 == sum(memory.suspended for memory in place.memories().values())


DAY_AFTER = 20_514 + 9
CHANGES = st.sampled_from(
    [
        Change(Kind.SUSPEND), Change(Kind.UNSUSPEND), Change(Kind.FLAG, 3), Change(Kind.BURY, DAY_AFTER),
        Change(Kind.FORGET), Change(Kind.KNOWN), Change(Kind.RESCHEDULE, DAY_AFTER),
    ]
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=CHANGES, then=CHANGES, answers=st.integers(0, 3))
def test_a_change_taken_back_is_as_if_nothing_had_happened(
    desk: Desks, first: Change, then: Change, answers: int
) -> None:
    place = desk(ATOMS, folder=f"example-{next(NUMBERS)}")
    study(place.session(limit=answers or None), most=answers)
    do(place, first, "Atoms")
    before = place.memories()

    done = do(place, then)
    undone = changes.undo_latest(place.collection, place.clock.at)

    assert before == place.memories()
    assert {event.id for event in undone} == {event.id for event in done if event.draft.kind is then.kind}
    assert [] == doctor.examine(place.collection)


def test_each_change_does_what_it_says(desk: Desks) -> None:
    place = desk(ATOMS)
    study(place.session(limit=3))
    today = place.collection.calendar.day(place.clock.at)

    def after(change: Change) -> Memory:
        do(place, change, "Atoms")
        memory = place.memory("What is an atom?")
        changes.undo_latest(place.collection, place.clock.at)
        return memory

    assert after(Change(Kind.SUSPEND)).suspended
    assert 4 == after(Change(Kind.FLAG, 4)).flag
    assert today + 1 == after(Change(Kind.BURY, today + 1)).buried_until
    assert Memory() == after(Change(Kind.FORGET))
    assert after(Change(Kind.KNOWN)).known
    rescheduled = after(Change(Kind.RESCHEDULE, today + 5))
    assert (State.REVIEW, today + 5, 5, None) == (
        rescheduled.state, rescheduled.due_day, rescheduled.interval, rescheduled.due_at,
    )  # fmt: skip


def test_a_review_keeps_its_interval_when_it_is_rescheduled(desk: Desks) -> None:
    place = desk(ATOMS, "learning_steps = []\n")
    study(place.session(limit=1))
    before = place.memory("What is an atom?")
    day = place.collection.calendar.day(place.clock.at) + 50

    do(place, Change(Kind.RESCHEDULE, day), "Atoms")

    after = place.memory("What is an atom?")
    assert (day, before.interval, before.stability) == (after.due_day, after.interval, after.stability)


@pytest.mark.parametrize(("when", "code"), [("+3", 0), ("0", 0), ("2999-01-01", 1), ("2020-01-01", 1), ("soon", 2)])
def test_a_card_is_rescheduled_to_a_date_or_by_days(desk: Desks, run: Run, when: str, code: int) -> None:
    said = run(desk(ATOMS), "reschedule", when, "Atoms", "--yes")

    assert code == said.exit_code
    assert code != 1 or isinstance(said.exception, Mistake)


def test_undo_says_what_it_takes_back(desk: Desks, run: Run) -> None:
    place = desk(ATOMS)
    run(place, "known", "Bonds", "--yes")

    first, second = run(place, "undo").stdout, run(place, "undo").stdout

    assert first.startswith("Taken back: marked as known, 2 cards, on ")
    assert first.endswith(": What is a bond? …\n")
    assert "There is nothing to take back.\n" == second


def test_undo_of_a_card_takes_back_its_latest_action_that_stands(desk: Desks, run: Run) -> None:
    place = desk(ATOMS)
    answer(place.session())
    place.clock.at += DAY
    do(place, Change(Kind.FLAG, 2), "Atoms")
    do(place, Change(Kind.KNOWN), "Bonds")

    preview = run(place, "undo", "Atoms").stdout
    run(place, "undo", "Atoms", "--yes")
    place.collection.catch_up(place.clock.at)
    middle = place.memory("What is an atom?")
    said = run(place, "undo", "Atoms", "--yes").stdout
    place.collection.catch_up(place.clock.at)

    assert preview.startswith("Take back\n  flagged, 2 cards, on 2026-03-03 at 08:00: What is an atom? …\n")
    assert (0, 1) == (middle.flag, middle.reps)
    assert said.startswith("Taken back: answered 'good', 1 card")
    assert Memory() == place.memory("What is an atom?")
    assert place.memory("What is salt?").known


def test_a_collection_that_cannot_be_written_says_so(desk: Desks) -> None:
    place = desk(ATOMS)
    do(place, Change(Kind.FLAG, 1))
    path = place.folder / ".flashcards" / "history.db"
    frozen = type(place.collection)(
        *(getattr(place.collection, name) for name in ("folder", "settings", "problems", "calendar")),
        History.read(path), place.collection.index, False,
    )  # fmt: skip
    entries = list(cards.entries(place.collection.index))

    for act in (
        lambda: changes.apply(frozen, entries, Change(Kind.KNOWN), place.clock.at),
        lambda: changes.undo_latest(frozen, place.clock.at),
        lambda: list(changes.undo(frozen, [b""], place.clock.at)),
    ):
        with pytest.raises(Mistake, match="cannot be written"):
            act()
    frozen.history.close()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
@pytest.mark.parametrize(("key", "suspended"), [("y", 2), ("n", 0)])
def test_on_a_terminal_one_is_asked(desk: Desks, tmp_path: Path, key: str, suspended: int) -> None:
    import pexpect

    place = desk(ATOMS)
    words = [str(ROOT / "cli.py"), "-C", str(place.folder), "suspend", "Atoms"]
    child = pexpect.spawn(sys.executable, words, env={"FLASHCARDS_HOME": str(tmp_path), "TERM": "xterm"}, timeout=30)
    child.expect("Suspend: 2 cards")
    child.expect("Go on")
    child.sendline(key)
    child.expect(pexpect.EOF)
    child.close()
    place.collection.catch_up(place.clock.at)

    assert 0 == child.exitstatus
    assert suspended == sum(memory.suspended for memory in place.memories().values())
