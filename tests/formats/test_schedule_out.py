"""`export --schedule` in the real Anki: its scheduler goes on where ours stands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flashcards.memory.scheduler import DEFAULT_PARAMETERS
from flashcards.model import Draft, Kind, State
from tests.formats.exporting import send
from tests.formats.studied import desk as studied
from tests.formats.studied import due_day, known, now, pairs
from tests.formats.test_anki import DECK
from tests.students import DAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.formats.phone import Phone
    from tests.students import Desk

ROOT = Path(__file__).parents[2]
ZONES = ("UTC", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Auckland")
PARAMETERS = (*(round(one * 1.05, 4) for one in DEFAULT_PARAMETERS[:20]), 0.2)


@pytest.fixture(scope="module")
def learner(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One whose FSRS parameters are their own, and who has just buried a card."""
    made = studied(tmp_path_factory.mktemp("learner") / "learner", "UTC", days=40, at=now())
    day = made.collection.calendar.day(made.clock.at)
    made.collection.history.append(
        [Draft(Kind.PARAMETERS, text=json.dumps(PARAMETERS))], at=made.clock.at - DAY, day=day - 1
    )
    due = [front for front, memory in sorted(made.memories().items()) if memory.due_day == day]
    made.log(Kind.BURY, due[0], value=day + 1)
    yield made
    made.close()


def test_every_card_arrives_as_it_stands(learner: Desk, phone: Phone) -> None:
    phone.take(send(learner, schedule=True)[0], progress=True, presets=True)

    today = learner.collection.calendar.day(now())
    seen = set()
    for entry, card in pairs(learner, phone):
        memory = entry.memory
        shelved = memory.suspended or memory.known
        buried = not shelved and memory.buried_until > today
        seen.add((memory.state, memory.due_at is None, shelved, buried))
        assert (memory.state, memory.reps, memory.lapses) == (State(card.type), card.reps, card.lapses)
        assert memory.flag == card.user_flag()
        assert (shelved, buried) == (card.queue == -1, card.queue in (-2, -3))
        if memory.state is State.NEW:
            continue
        assert memory.due_day == due_day(learner, phone, card)
        if memory.due_at is not None:
            assert memory.due_at // 1000 == card.due
        if memory.state is State.REVIEW:
            assert memory.interval == card.ivl
        if known(memory):
            assert card.memory_state is not None
            assert memory.stability == pytest.approx(card.memory_state.stability, abs=1e-4)
            assert memory.difficulty == pytest.approx(card.memory_state.difficulty, abs=1e-3)
            assert (0.87, 0.2) == pytest.approx((card.desired_retention, card.decay))
    assert {state for state, *_ in seen} == set(State)
    assert {True, False} == {shelved for *_, shelved, _ in seen} == {buried for *_, buried in seen}


def test_anki_finds_the_same_memory_in_the_review_log(learner: Desk, phone: Phone) -> None:
    phone.collection.set_config("fsrs", True)
    _, outcome = send(learner, schedule=True)
    phone.take(learner.folder.parent / "out.apkg", progress=True, presets=True)

    assert outcome.reviews == phone.collection.db.scalar("select count(*) from revlog")  # type: ignore[union-attr]
    checked = 0
    for entry, card in pairs(learner, phone):
        if known(entry.memory):
            state = phone.collection.compute_memory_state(card.id)
            assert entry.memory.stability == pytest.approx(state.stability, rel=1e-4), entry.id
            assert entry.memory.difficulty == pytest.approx(state.difficulty, rel=1e-4)
            checked += 1
    assert checked > 50


def test_the_review_log_tells_each_answer_that_was_not_taken_back(learner: Desk, phone: Phone) -> None:
    phone.take(send(learner, schedule=True)[0], progress=True)

    undone = learner.collection.history.undone()
    live = [event for event in learner.collection.history.events(kinds=[Kind.REVIEW]) if event.action not in undone]
    ids = {entry.origin: card.id for entry, card in pairs(learner, phone)}
    rows = phone.collection.db.all("select id, cid, ease, time from revlog where ease > 0 order by id")  # type: ignore[union-attr]
    assert undone
    assert sorted((event.at, ids[event.draft.subject], event.draft.rating, event.draft.millis) for event in live) == [
        tuple(row) for row in rows
    ]
    kinds = {kind for (kind,) in phone.collection.db.execute("select distinct type from revlog")}  # type: ignore[union-attr]
    assert {0, 1, 2, 4} == kinds


def test_the_preset_is_ours(learner: Desk, phone: Phone) -> None:
    phone.take(send(learner, schedule=True)[0], progress=True, presets=True)

    decks = phone.collection.decks
    config = {name: decks.config_dict_for_deck_id(decks.id_for_name(name)) for name in ("Life", "Life::Sea::Whales")}  # type: ignore[arg-type]
    assert config["Life"] == config["Life::Sea::Whales"]
    preset = config["Life"]
    assert "flashcards 87 %" == preset["name"]
    assert preset["desiredRetention"] == pytest.approx(0.87)
    assert PARAMETERS == pytest.approx(preset["fsrsParams6"])
    assert (4, 200, [1, 10, 1800], [5, 20]) == (
        preset["new"]["perDay"], preset["rev"]["perDay"], preset["new"]["delays"], preset["lapse"]["delays"],
    )  # fmt: skip
    assert (8, 0, True) == (preset["lapse"]["leechFails"], preset["lapse"]["leechAction"], preset["new"]["bury"])
    assert phone.collection.fix_integrity()[1]


def test_another_preset_has_another_id_and_the_same_one_the_same(desk: Callable[..., Desk], phone: Phone) -> None:
    kitchen = desk(DECK)

    def taken() -> int:
        phone.take(send(kitchen)[0], presets=True)
        return int(phone.collection.decks.config_dict_for_deck_id(phone.collection.decks.id_for_name("Baking"))["id"])  # type: ignore[arg-type]

    first, again = taken(), taken()
    settings = kitchen.folder / "flashcards.toml"
    settings.write_text(settings.read_text() + 'learning_steps = ["5m"]\n[decks.Baking]\nretention = 0.95\n')
    kitchen.reopen()
    other = taken()

    assert first == again != other
    preset = phone.collection.decks.get_config(other)  # type: ignore[arg-type]
    assert preset is not None
    assert ("flashcards 95 %", [5]) == (preset["name"], preset["new"]["delays"])


@pytest.mark.parametrize("zone", ZONES)
def test_the_same_is_due_on_each_day_in_each_time_zone(zone: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.formats.studied", tmp_path],
        capture_output=True, text=True, check=False, cwd=ROOT, env={**os.environ, "TZ": zone},
    )  # fmt: skip

    assert 0 == done.returncode, done.stderr
    days = json.loads(done.stdout)
    for ours, theirs in days:
        assert ours == theirs
    assert all(any(ours[place] for ours, _ in days) for place in range(3))


def test_what_is_known_here_is_suspended_there(desk: Callable[..., Desk], phone: Phone) -> None:
    kitchen = desk(DECK)
    kitchen.log(Kind.KNOWN, "What does yeast eat?")

    written, outcome = send(kitchen, schedule=True)
    phone.take(written, progress=True)

    assert 1 == outcome.known
    assert [-1] == [card.queue for card in phone.note("yeast eat").cards()]
    assert phone.collection.find_cards("is:suspended") == [card.id for card in phone.note("yeast eat").cards()]


def test_without_the_box_for_progress_all_cards_are_new_in_our_order(learner: Desk, phone: Phone) -> None:
    phone.take(send(learner, schedule=True)[0])

    assert {(0, 0)} == {(card.type, card.queue) for card in phone.cards()}
    places = {entry.id: card.due for entry, card in pairs(learner, phone)}
    assert sorted(places.values()) == list(places.values()) == list(range(1, len(places) + 1))


def test_without_scheduling_nothing_of_it_goes_out(learner: Desk, phone: Phone) -> None:
    phone.take(send(learner)[0], progress=True)

    assert {(0, 0, 0, 0)} == {(card.type, card.queue, card.reps, card.flags) for card in phone.cards()}
    assert 0 == phone.collection.db.scalar("select count(*) from revlog")  # type: ignore[union-attr]
