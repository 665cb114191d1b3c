"""What a history from Anki has to be read with: parameters of FSRS, the day's start; and logs of any rows at all."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from flashcards.formats.anki.inward import reviews, standing
from flashcards.formats.anki.inward.reviews import RowKind, Where
from flashcards.formats.anki.inward.rows import Card, Review
from flashcards.memory.days import Calendar
from flashcards.memory.scheduler import DEFAULT_PARAMETERS
from flashcards.model import Kind, State
from tests.formats import returning
from tests.formats.returning import CLOSE, now
from tests.students import DAY, HOUR

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.formats.phone import Phone
    from tests.students import Desk

WHERE = Where("guid", 0, "bread/a-1")
COLUMNS = "id,nid,did,ord,mod,type,queue,due,ivl,factor,reps,lapses,left,odue,odid,flags,data"
CREATED = 900
"""Days since the collection of the generated logs was made."""


def test_parameters_are_taken_over_where_there_are_none_and_then_stay(
    fsrs: Phone, desk: Callable[..., Desk], tmp_path: Path
) -> None:
    returning.studied(fsrs, 20)
    wanted = [*DEFAULT_PARAMETERS]
    wanted[2], wanted[8] = 3.5, 1.7
    set_parameters(fsrs, wanted, 0.87)

    mine, outcome = returning.taken(fsrs, desk, tmp_path)

    assert wanted == pytest.approx(list(mine.collection.parameters()), rel=1e-5)
    assert "FSRS parameters of 'Default' were taken over" in outcome.remarks[0]
    assert "aims at 87% remembered, here it is 90%" in outcome.remarks[1]
    assert not any("options of its own" in remark for remark in outcome.remarks)
    for front, memory in mine.memories().items():
        returning.agrees(fsrs, front, memory)

    set_parameters(fsrs, [*DEFAULT_PARAMETERS[:-1], 0.3], 0.9)
    again = returning.bring_in(mine, returning.packed(fsrs, tmp_path))
    assert "those that hold here stay" in again.remarks[0]


def test_steps_and_limits_of_its_own_are_said_with_their_lines(
    fsrs: Phone, desk: Callable[..., Desk], tmp_path: Path
) -> None:
    returning.studied(fsrs, 20)
    preset = fsrs.collection.decks.get_config(1)  # type: ignore[arg-type]
    assert preset is not None
    preset["new"] |= {"delays": [0.5, 15.0], "perDay": 33}
    preset["lapse"]["delays"] = []
    fsrs.collection.decks.save(preset)

    _, outcome = returning.taken(fsrs, desk, tmp_path)

    lines = 'learning_steps = ["30s", "15m"], relearning_steps = [], new_per_day = 33'
    said = f"'Default' in Anki has options of its own (for the same, put into flashcards.toml: {lines})"
    assert said in outcome.remarks


@pytest.mark.parametrize("old", ["fsrsWeights", "fsrsParams5"])
def test_parameters_of_older_models_become_what_anki_makes_of_them(
    fsrs: Phone, desk: Callable[..., Desk], tmp_path: Path, old: str
) -> None:
    short = [0.4, 0.6, 2.4, 5.8, 4.93, 0.94, 0.86, 0.01, 1.49, 0.14, 0.94, 2.18, 0.05, 0.34, 1.26, 0.29, 2.61]
    returning.studied(fsrs, 20, "A?", "B?")
    preset = fsrs.collection.decks.get_config(1)  # type: ignore[arg-type]
    assert preset is not None
    preset["fsrsParams6"] = preset["fsrsParams5"] = preset["fsrsWeights"] = []
    preset[old] = short if old == "fsrsWeights" else [*short[:4], 7.2, 0.53, 1.46, *short[7:], 0.52, 0.66]
    fsrs.collection.decks.save(preset)

    mine, _ = returning.taken(fsrs, desk, tmp_path)

    assert mine.collection.history.parameters() is not None
    for front, memory in mine.memories().items():
        returning.agrees(fsrs, front, memory)


def set_parameters(phone: Phone, wanted: list[float], retention: float) -> None:
    preset = phone.collection.decks.get_config(1)  # type: ignore[arg-type]
    assert preset is not None
    preset["fsrsParams6"], preset["desiredRetention"] = wanted, retention
    phone.collection.decks.save(preset)


def test_days_are_counted_as_they_were_in_anki(phone: Phone, desk: Callable[..., Desk], tmp_path: Path) -> None:
    phone.collection.set_config("fsrs", val=True)
    phone.collection.set_config("rollover", 12)
    returning.days_pass(phone, 100)
    returning.studied(phone, 20, "A?", "B?")
    noon = Calendar(None, timedelta(hours=12))

    mine, outcome = returning.taken(phone, desk, tmp_path)

    assert "a day starts at 12:00, here at 04:00" in outcome.remarks[0]
    events = mine.collection.history.events(kinds=[Kind.REVIEW])
    assert all(event.day == noon.day(event.at) for event in events)
    for front, memory in mine.memories().items():
        card = phone.collection.get_card(phone.collection.find_cards(f"front:{front}")[0])
        computed = phone.collection.compute_memory_state(card.id)
        assert (computed.stability, computed.difficulty) == pytest.approx(
            (memory.stability, memory.difficulty), rel=CLOSE
        )


def logs(phone: Phone, chance: random.Random, count: int) -> dict[int, list[Review]]:
    """Cards with logs of all kinds of rows in any order, written straight into the phone's database."""
    query = phone.collection.db
    assert query is not None
    present, used, found = now(), set[int](), {}
    for key in returning.add(phone, *(f"Question {n}?" for n in range(count))):
        at = present - chance.randrange(100, 800) * DAY
        rows = []
        for _ in range(chance.choice((0, 1, 1, 2, 3, 4, 6, 10))):
            at += chance.choice((chance.randrange(60_000, DAY // 24), chance.randrange(DAY, DAY * 12)))
            while at in used or Calendar(None).day(at - HOUR) < Calendar(None).day(at + HOUR):
                at += HOUR  # Anki counts the past in blocks of 24 hours, whatever the clocks did
            used.add(at)
            rows.append(row(chance, at, key))
        for one in rows:
            query.execute("insert into revlog values (?,?,-1,?,?,?,?,?,?)", *one)
        kind = chance.choice((2, 2, 2, 2, 3, 1, 0)) if rows else chance.choice((0, 2, 2))
        due = (0, present // 1000 + 50, CREATED + chance.randrange(-50, 50), present // 1000 + 50)[kind]
        interval = chance.choice((1, 5, 30, 300)) if kind in (2, 3) else 0
        query.execute(
            "update cards set type = ?, queue = ?, due = ?, ivl = ?, factor = ?, reps = ?, lapses = 1, left = 1"
            " where id = ?",
            kind, min(kind, 1) if kind != 2 else 2, due, interval, chance.choice((1300, 2500)), len(rows), key,
        )  # fmt: skip
        found[key] = rows
    return found


def row(chance: random.Random, at: int, key: int) -> Review:
    """One row, as Anki writes it or once wrote it."""
    kind = RowKind(chance.choice((0, 0, 0, 1, 1, 1, 1, 2, 3, 3, 4, 5)))
    match kind:
        case RowKind.MANUAL:
            return Review(at, key, 0, chance.choice((0, 3)), 0, chance.choice((0, 2500, 300)), 0, kind)
        case RowKind.RESCHEDULED:
            return Review(at, key, 0, 7, 0, chance.choice((2500, 100)), 0, kind)
        case RowKind.FILTERED:
            return Review(
                at, key, chance.choice((1, 3, 4)), chance.choice((-60, 0, 5)), 0, chance.choice((0, 300)), 9, kind
            )
    interval, factor = chance.choice((-600, -60, 1, 3, 10, 50)), chance.choice((0, 2500, 1300, 500, 900, 224))
    return Review(at, key, chance.choice((1, 2, 3, 3, 4)), interval, 0, factor, 1000, kind)


@pytest.mark.parametrize("seed", range(3))
def test_of_any_log_the_memory_is_the_one_that_anki_computes(phone: Phone, seed: int) -> None:
    phone.collection.set_config("fsrs", val=True)
    returning.days_pass(phone, CREATED)
    rows = logs(phone, random.Random(seed), 150)
    terms = standing.Terms(Calendar(None), 0, 2, 1, DEFAULT_PARAMETERS)
    compared = 0

    for key, of_card in rows.items():
        card = Card(*phone.collection.db.first(f"select {COLUMNS} from cards where id = ?", key))  # type: ignore[union-attr]
        memory = returning.remembered(standing.arrivals(card, reviews.read(of_card), WHERE, terms))
        computed = phone.collection.compute_memory_state(key)  # type: ignore[arg-type]
        assert card.type == memory.state
        if card.type == State.NEW:
            assert 0 == memory.stability
        elif computed.stability:
            ours = (memory.stability, memory.difficulty)
            assert (computed.stability, computed.difficulty) == pytest.approx(ours, rel=CLOSE), of_card
            compared += 1

    assert compared > 60
