"""Looking after histories: renaming, finding those without a card, merging, the doctor."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from flashcards.collection import cards, doctor, upkeep
from flashcards.collection.restore import restore
from flashcards.memory.history import History
from flashcards.model import Fault, Mistake
from tests.students import HOUR, Desk, deck, study, topic

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Desks = Callable[..., Desk]

OLD = deck(topic("Atoms", "What is an atom?", "What is an ion?"))
NEW = deck(
    "- topic: Atoms\n  cards:\n  - Quite another wording, or not?: Something new.\n  - Whose charge?: Of an ion.\n"
)


def names(desk: Desk) -> list[str]:
    return [entry.id for entry in cards.entries(desk.collection.index)]


def test_a_history_given_to_another_name_is_remembered_there(desk: Desks) -> None:
    place = desk(OLD)
    study(place.session())
    place.write(NEW)
    place.reopen()
    lost = upkeep.gone(place.collection)

    upkeep.rename(place.collection, lost[0].name, names(place)[0], at=place.clock.at)

    assert ["What is an atom?", "What is an ion?"] == [entry.question for entry in lost]
    assert 2 == place.memory("Quite another wording, or not?").reps
    assert ["What is an ion?"] == [entry.question for entry in upkeep.gone(place.collection)]
    assert [] == doctor.examine(place.collection)


def test_a_history_and_a_note_may_be_named_by_their_ends(desk: Desks) -> None:
    place = desk(OLD)
    study(place.session())
    place.write(NEW)
    place.reopen()
    lost, heir = upkeep.gone(place.collection)[0].name, names(place)[0]

    [join] = upkeep.rename(place.collection, lost[-8:], heir[-8:], at=place.clock.at)

    assert (lost, heir) == (join.old, join.new)
    assert 2 == place.memory("Quite another wording, or not?").reps


def test_topics_may_be_named_by_their_titles(desk: Desks) -> None:
    place = desk(deck(topic("Small things", "What is it?")))
    study(place.session())
    place.write(deck(topic("All matter", "What is it?").replace("The answer to What is it", "Stuff")))
    place.reopen()

    upkeep.rename(place.collection, "Small things", "all  matter", at=place.clock.at)

    assert 2 == place.memory("What is it?").reps


def test_a_renaming_lasts_when_the_index_is_made_anew(desk: Desks) -> None:
    place = desk(OLD)
    study(place.session())
    place.write(NEW)
    place.reopen()
    upkeep.rename(place.collection, upkeep.gone(place.collection)[0].name, names(place)[0], at=place.clock.at)

    place.reopen(without_index=True)

    assert 2 == place.memory("Quite another wording, or not?").reps


def test_a_name_with_answers_of_its_own_is_not_overwritten_by_chance(desk: Desks) -> None:
    place = desk(OLD)
    study(place.session())
    old, new = names(place)

    with pytest.raises(Mistake, match="answers of its own"):
        upkeep.rename(place.collection, old, new, at=place.clock.at)


@pytest.mark.parametrize("wrong", [("no/such", "atoms/x"), ("none", "atoms")])
def test_an_unknown_history_is_a_mistake(desk: Desks, wrong: tuple[str, str]) -> None:
    place = desk(OLD)

    with pytest.raises(Mistake, match="no history is known"):
        upkeep.rename(place.collection, *wrong, at=place.clock.at)


def test_a_whole_topic_can_be_given_another_name(desk: Desks) -> None:
    place = desk(deck(topic("Atoms", "What is it?", more="id: one")))
    study(place.session())
    place.write(deck(topic("Matter", "What is it?", more="id: two").replace("The answer to What is it", "Stuff")))
    place.reopen()
    assert 0 == place.memory("What is it?").reps

    upkeep.rename(place.collection, "one", "two", at=place.clock.at)

    assert 2 == place.memory("What is it?").reps


def test_two_computers_come_to_the_same_memories(desk: Desks, tmp_path: Path) -> None:
    here, there = desk(OLD), desk(OLD, device="phone", folder="other")
    study(here.session(limit=1))
    there.clock.at += HOUR
    study(there.session())
    here.clock.at += 2 * HOUR

    upkeep.merge(here.collection, tmp_path / "other" / ".flashcards" / "history.db", at=here.clock.at)
    upkeep.merge(there.collection, tmp_path / "collection" / ".flashcards" / "history.db", at=here.clock.at)

    assert here.memories() == there.memories()
    assert [] == doctor.examine(here.collection)


def test_the_doctor_finds_an_index_that_differs(desk: Desks) -> None:
    place = desk(OLD)
    study(place.session())
    place.collection.index.execute("update card set stability = stability + 1 where reps > 0")

    found = doctor.examine(place.collection)

    assert 2 == len(found)
    assert all("differs from the history in stability" in fault for fault in found)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("queue = null", "cards that do not wait where they should: 2"),
        ("queue = 2 where queue = 0", "cards that do not wait where they should: 1"),
        ("position = null", "cards that are not in their place of the study order: 2"),
        ("position = position + 1 where reps = 0", "cards that are not in their place of the study order: 1"),
    ],
)
def test_the_doctor_finds_cards_that_the_plan_would_not(desk: Desks, change: str, said: str) -> None:
    place = desk(OLD)
    study(place.session(limit=1))
    place.collection.index.execute(f"update card set {change}")

    found = doctor.examine(place.collection)

    assert said in found


def test_a_backup_put_back_keeps_what_was_there(desk: Desks, tmp_path: Path) -> None:
    place = desk(OLD)
    study(place.session(limit=1))
    place.collection.history.copy(tmp_path / "backup.db")
    study(place.session())
    answers = place.reviews()
    place.close()

    aside = restore(place.folder, tmp_path / "backup.db")
    place.open()

    assert 1 == place.reviews()
    assert answers == sum(1 for _ in History.read(aside).steps()) + 2
    assert [] == doctor.examine(place.collection)


def test_a_history_that_others_have_open_is_not_taken_from_under_them(desk: Desks, tmp_path: Path) -> None:
    place = desk(OLD)
    study(place.session())
    place.collection.history.copy(tmp_path / "backup.db")

    with pytest.raises(Fault, match="in use by another program; close it and try again"):
        restore(place.folder, tmp_path / "backup.db")

    assert [] == doctor.examine(place.collection)
    assert [] == list(place.folder.glob(".flashcards/history.?.db"))


@pytest.mark.parametrize("damaged", [b"not a database at all" * 300, b""])
def test_a_damaged_history_gives_way_to_a_backup(desk: Desks, tmp_path: Path, damaged: bytes) -> None:
    place = desk(OLD)
    study(place.session())
    place.collection.history.copy(tmp_path / "backup.db")
    answers = place.reviews()
    place.close()
    (place.folder / ".flashcards" / "history.db").write_bytes(damaged)

    aside = restore(place.folder, tmp_path / "backup.db")
    place.open()

    assert (answers, damaged) == (place.reviews(), aside.read_bytes())


def test_what_a_backup_has_written_ahead_is_put_back_too(desk: Desks) -> None:
    there = desk(OLD, folder="there", device="there")
    study(there.session())
    here = desk(OLD, folder="here")
    here.close()

    restore(here.folder, there.folder / ".flashcards" / "history.db")  # `there` still has it open
    here.open()

    assert there.memories() == here.memories()
    assert 0 < here.reviews()


@pytest.mark.parametrize("steps", range(8))
def test_a_restoring_that_is_cut_off_leaves_one_history_or_the_other(
    desk: Desks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    place = desk(OLD)
    study(place.session(limit=1))
    place.collection.history.copy(tmp_path / "backup.db")
    study(place.session())
    answers = place.reviews()
    place.close()
    left = iter(range(steps))

    def cut_off(do: Callable[..., object]) -> Callable[..., object]:
        def call(*words: object, **more: object) -> object:
            if next(left, None) is None:
                raise KeyboardInterrupt
            return do(*words, **more)

        return call

    with monkeypatch.context() as patch, suppress(KeyboardInterrupt):
        for name in ("rename", "replace", "link", "unlink"):
            patch.setattr(os, name, cut_off(getattr(os, name)))
        restore(place.folder, tmp_path / "backup.db")
    place.open()

    assert place.reviews() in (1, answers)
    assert [] == doctor.examine(place.collection)


def test_where_no_links_are_the_former_history_is_kept_as_a_copy(
    desk: Desks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = desk(OLD)
    study(place.session())
    events = place.collection.history.sequence
    place.collection.history.copy(tmp_path / "backup.db")
    place.close()

    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    with monkeypatch.context() as patch:
        patch.setattr(os, "link", refused)
        aside = restore(place.folder, tmp_path / "backup.db")

    assert aside is not None
    assert events == History.read(aside).sequence
    assert ["history.1.db", "history.db"] == sorted(path.name for path in aside.parent.glob("*.db*"))


def test_where_no_history_was_none_is_kept(desk: Desks, tmp_path: Path) -> None:
    place = desk(OLD)
    study(place.session())
    answers = place.reviews()
    place.collection.history.copy(tmp_path / "backup.db")
    place.close()
    (place.folder / ".flashcards" / "history.db").unlink()

    aside = restore(place.folder, tmp_path / "backup.db")
    place.open()

    assert (None, answers) == (aside, place.reviews())
