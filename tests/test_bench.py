"""The benches run and compare what they say they do; how fast anything is, they leave to `make bench`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from bench import make, measure, past, work
from flashcards.collection.collection import Collection
from flashcards.memory.days import DAY_MS
from flashcards.model import Kind, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TINY = make.Size(files=3, topics=4, cards=5, reviews=400)
AT = 20_000 * DAY_MS + DAY_MS // 2


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    make.decks(tmp_path, TINY)
    with Collection.open(tmp_path, device="test", entropy=os.urandom) as opened:
        opened.refresh(AT)
        past.write(opened, opened.calendar.day(AT), TINY.reviews)
        yield opened


def test_made_decks_are_sound_and_always_the_same(tmp_path: Path) -> None:
    make.decks(tmp_path / "one", TINY)
    make.decks(tmp_path / "two", TINY)
    with Collection.open(tmp_path / "one", device="test", entropy=os.urandom) as opened:
        opened.refresh(AT)
        cards = opened.index.execute("select count(*) from card where position is not null").fetchone()[0]
        problems = opened.index.execute("select message from problem").fetchall()

    texts = [[path.read_text("utf-8") for path in sorted((tmp_path / name).rglob("*.yaml"))] for name in ("one", "two")]
    assert texts[0] == texts[1]
    assert (TINY.all_cards, []) == (cards, problems)


def test_a_made_past_is_one_that_could_have_been(collection: Collection) -> None:
    events = list(collection.history.events())

    reviews = [event for event in events if event.draft.kind is Kind.REVIEW]
    assert TINY.reviews == len(reviews)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert all(a.stamp < b.stamp for a, b in pairwise(events))
    assert all(event.id[:6] == event.at.to_bytes(6, "big") for event in events)
    assert all(collection.calendar.day(event.at) == event.day < collection.calendar.day(AT) for event in events)
    last: dict[str, tuple[State, int, int]] = {}
    for event in reviews:
        due = event.draft.schedule
        assert due is not None
        state, day, at = last.get(event.draft.subject, (State.NEW, event.day, 0))
        assert event.day == day
        assert event.at >= at
        assert due.state is State.REVIEW or state is not State.RELEARNING
        last[event.draft.subject] = (due.state, due.due_day, due.due_at or 0)


def test_a_made_past_folds_into_memories(collection: Collection) -> None:
    collection.refresh(AT)

    reps, learnt = collection.index.execute("select sum(reps), sum(queue = 2) from card").fetchone()
    assert TINY.reviews == reps
    assert 0 < learnt < TINY.all_cards


def test_a_first_reading_reads_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make.decks(tmp_path, TINY)

    work.read(tmp_path)

    assert json.loads(capsys.readouterr().out)["again"] == 0


def test_things_are_measured_in_turn_and_the_first_round_does_not_count() -> None:
    order: list[str] = []

    def thing(name: str, seconds: list[float]) -> measure.Cost:
        order.append(name)
        return measure.Cost(seconds.pop(0), 1.0)

    ours, theirs = [9.0, 2.0, 4.0, 6.0], [9.0, 1.0, 2.0, 3.0]
    costs = measure.in_turn({"ours": lambda: thing("ours", ours), "theirs": lambda: thing("theirs", theirs)}, 3)

    assert ["ours", "theirs"] * 4 == order
    assert (4.0, 2.0) == (costs["ours"].wall, costs["theirs"].wall)
    assert "ok" == measure.row("what", "anchor", costs["ours"], costs["theirs"], 2).verdict


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
@pytest.mark.parametrize("terminal", [True, False])
def test_a_process_is_measured_until_it_says_something(tmp_path: Path, terminal: bool) -> None:
    script = "import time; print('hello', flush=True); time.sleep(600)"

    cost = measure.until([sys.executable, "-c", script], measure.environment(tmp_path), "hello", terminal=terminal)

    assert cost.wall > 0


def test_the_list_of_benches_is_in_the_help() -> None:
    done = subprocess.run([sys.executable, "-m", "bench", "--help"], capture_output=True, text=True, cwd=measure.ROOT)

    assert all(name in done.stdout for name in ("start", "answer", "reading", "--quick"))
