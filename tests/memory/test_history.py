"""The log: durable, append-only, merged by union, and refused where it must be."""

from __future__ import annotations

import random
import sqlite3
from typing import TYPE_CHECKING

import pytest

from flashcards.memory.history import History
from flashcards.model import Draft, Fault, Kind, Rating, Schedule, Stale, State

if TYPE_CHECKING:
    from pathlib import Path

DAY = 20780


def log(path: Path | str = ":memory:", device: str = "laptop", seed: int = 1) -> History:
    return History.open(path, device=device, entropy=random.Random(seed).randbytes)


def review(card: str = "ai/what", rating: Rating = Rating.GOOD) -> Draft:
    return Draft(Kind.REVIEW, card, rating, 4000, Schedule(State.REVIEW, 0, 3, DAY + 3))


def test_events_come_back_as_they_went_in() -> None:
    drafts = [
        review(),
        Draft(Kind.REVIEW, "ai/why", Rating.AGAIN, 1, Schedule(State.LEARNING, 0, 0, DAY, 77)),
        Draft(Kind.SUSPEND, "ai/what"),
        Draft(Kind.UNSUSPEND, "ai/what"),
        Draft(Kind.FLAG, "ai/what", value=3),
        Draft(Kind.BURY, "ai/what", value=DAY + 1),
        Draft(Kind.FORGET, "ai/what"),
        Draft(Kind.KNOWN, "ai/what"),
        Draft(Kind.RESCHEDULE, "ai/what", schedule=Schedule(State.REVIEW, 0, 9, DAY + 9)),
        Draft(Kind.RENAME, "ai/what", text="ai/which"),
        Draft(Kind.CONTENT, "ai/what", text='{"question":"What?"}'),
        Draft(Kind.ORDINAL, "ai/what", value=1, text="part"),
        Draft(Kind.PARAMETERS, text="[1.0]"),
    ]
    history = log()

    history.append(drafts, at=1000, day=DAY)

    assert drafts == [event.draft for event in history.events()]
    assert set(Kind) - {Kind.UNDO} == {event.draft.kind for event in history.events()}


def test_stamps_rise_when_the_clock_jumps_back() -> None:
    history = log()

    for at in (5000, 3000, 3000, 9000):
        history.append([review()], at=at, day=DAY)

    assert [5000, 5001, 5002, 9000] == [event.stamp for event in history.events()]
    assert [5000, 3000, 3000, 9000] == [event.at for event in history.events()]


def test_an_answer_to_a_card_that_changed_is_refused_whole() -> None:
    history = log()
    history.append([review()], at=1, day=DAY)

    with pytest.raises(Stale):
        history.append([review("ai/why"), review()], at=2, day=DAY, expecting={"ai/what": 0})

    assert 1 == history.sequence


def test_undo_takes_back_a_whole_action_and_then_the_one_before() -> None:
    history = log()
    history.append([review("ai/a")], at=1, day=DAY)
    history.append([review("ai/b"), Draft(Kind.SUSPEND, "ai/b")], at=2, day=DAY)

    first = history.undo(at=3, day=DAY)
    second = history.undo(at=4, day=DAY)
    third = history.undo(at=5, day=DAY)

    assert [Kind.REVIEW, Kind.SUSPEND] == [event.draft.kind for event in first]
    assert ["ai/a"] == [event.draft.subject for event in second]
    assert [] == third
    assert [] == [steps for _, steps in history.steps() if steps]


def test_undo_leaves_other_devices_and_names_alone(tmp_path: Path) -> None:
    phone = log(tmp_path / "a.db", device="phone", seed=2)
    phone.append([review("ai/a")], at=1, day=DAY)
    laptop = log(tmp_path / "b.db")
    laptop.append([Draft(Kind.CONTENT, "ai/b", text="{}"), Draft(Kind.RENAME, "ai/b", text="ai/c")], at=2, day=DAY)
    laptop.merge(tmp_path / "a.db")

    assert [] == laptop.undo(at=3, day=DAY)


def test_undo_works_after_the_log_was_opened_again(tmp_path: Path) -> None:
    history = log(tmp_path / "h.db")
    history.append([review()], at=1, day=DAY)
    history.close()

    again = log(tmp_path / "h.db", seed=3)

    assert ["ai/what"] == [event.draft.subject for event in again.undo(at=2, day=DAY)]


def test_merging_is_a_union_in_any_order_and_any_number_of_times(tmp_path: Path) -> None:
    names = ["a", "b", "c"]
    logs = {name: log(tmp_path / f"{name}.db", device=name, seed=n) for n, name in enumerate(names)}
    for n, name in enumerate(names * 3):
        logs[name].append([review(f"ai/{n % 4}")], at=n * 10, day=DAY)
    logs["b"].undo(at=99, day=DAY)

    for target, *sources in (("a", "b", "c", "b"), ("c", "b", "a", "a")):
        for source in sources:
            logs[target].merge(tmp_path / f"{source}.db")

    assert [e.id for e in logs["a"].events()] == [e.id for e in logs["c"].events()]
    assert dict(logs["a"].steps()) == dict(logs["c"].steps())
    assert 10 == logs["a"].sequence
    assert 0 == logs["a"].merge(tmp_path / "c.db")


def test_an_undo_counts_even_if_it_arrives_before_what_it_takes_back(tmp_path: Path) -> None:
    source = log(tmp_path / "a.db", device="phone")
    source.append([review()], at=500, day=DAY)
    source.undo(at=501, day=DAY)
    target = log(tmp_path / "b.db", seed=2)
    undo = next(event for event in source.events() if event.draft.kind is Kind.UNDO)
    target.append([Draft(Kind.UNDO, "ai/what", text=undo.draft.text)], at=1, day=DAY)

    target.merge(tmp_path / "a.db")

    assert [] == [steps for _, steps in target.steps() if steps]


def test_a_log_of_a_newer_version_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    log(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute("pragma user_version = 99")
    connection.close()

    with pytest.raises(Fault, match="newer version"):
        log(path)
    with pytest.raises(Fault, match="newer version"):
        History.read(path)


@pytest.mark.parametrize(
    "content", [b"no database at all, but long enough to be looked at" * 40, b"SQLite format 3\x00"]
)
def test_what_is_no_log_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "h.db"
    path.write_bytes(content)

    with pytest.raises(Fault):
        log(path)
    with pytest.raises(Fault):
        log().merge(path)

    assert content == path.read_bytes()


def test_a_database_of_another_program_is_not_merged(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("create table event (id)")
        connection.execute("pragma user_version = 1")
    connection.close()

    with pytest.raises(Fault, match="not a history of flashcards"):
        log().merge(tmp_path / "other.db")


def test_a_damaged_log_that_is_merged_is_named_and_nothing_is_taken_from_it(tmp_path: Path) -> None:
    other = log(tmp_path / "other.db", seed=2)
    for n in range(2000):
        other.append([review(f"ai/{n}")], at=n, day=DAY)
    other.close()
    content = bytearray((tmp_path / "other.db").read_bytes())
    content[4096 * 5 :] = b"\xff" * (len(content) - 4096 * 5)
    (tmp_path / "other.db").write_bytes(content)
    ours = log(tmp_path / "h.db")

    with pytest.raises(Fault) as said:
        ours.merge(tmp_path / "other.db")

    assert f"{tmp_path / 'other.db'} is damaged; nothing was taken from it" == str(said.value)
    assert 0 == ours.sequence


def test_only_what_is_remembered_touches_a_card() -> None:
    history = log()
    history.append([review("ai/a")], at=1, day=DAY)
    names = [Draft(Kind.CONTENT, "ai/b", text="{}"), Draft(Kind.RENAME, "ai/b", text="ai/c")]
    history.append([*names, Draft(Kind.ORDINAL, "ai/b", value=1, text="part"), review("ai/b/part")], at=2, day=DAY)
    history.undo(at=3, day=DAY)

    assert {"ai/a", "ai/b/part"} == history.touched(0)
    assert {"ai/b/part"} == history.touched(1)


def test_a_copy_is_whole(tmp_path: Path) -> None:
    history = log(tmp_path / "h.db")
    history.append([review()], at=1, day=DAY)

    history.copy(tmp_path / "copy.db")

    assert list(history.events()) == list(History.read(tmp_path / "copy.db").events())
