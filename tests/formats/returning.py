"""Packages that come back from Anki, and what a user's Anki goes through before."""

from __future__ import annotations

import itertools
import random
import time
from typing import TYPE_CHECKING

import pytest
from anki.collection import Collection
from anki.decks_pb2 import Deck

from flashcards.collection.queues import Selection
from flashcards.formats.anki.inward import bring, opened
from flashcards.formats.anki.outward import export
from flashcards.memory.days import Calendar
from flashcards.memory.events import Step
from flashcards.memory.fold import fold
from flashcards.model import State
from tests.students import DAY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from flashcards.formats.anki.inward.bring import Outcome
    from flashcards.memory.arrivals import Arrival
    from flashcards.model import Memory
    from tests.formats.phone import Phone
    from tests.students import Desk

NAMESPACE = "5f0c"
LOCAL = f'timezone = ""\nnamespace = "{NAMESPACE}"\n'
"""Settings of a desk beside a phone: Anki counts days in the time zone of the computer."""

CLOSE = 1e-3
"""The relative error up to which two memories are the same."""

_numbers = itertools.count()


def now() -> int:
    """The real time, which is what Anki goes by."""
    return time.time_ns() // 1_000_000


def send(desk: Desk, *, schedule: bool = True) -> Path:
    """Export everything."""
    target = desk.folder.parent / f"out-{next(_numbers)}.apkg"
    export.export(
        desk.collection, Selection(), target, namespace=NAMESPACE, at=desk.clock.at, schedule=schedule
    )  # fmt: skip
    return target


def packed(phone: Phone, folder: Path, *, legacy: bool = False) -> Path:
    """The phone's whole collection as a file."""
    target = folder / f"back-{next(_numbers)}.colpkg"
    phone.collection.export_collection_package(str(target), include_media=False, legacy=legacy)
    reopen(phone)
    return target


def reopen(phone: Phone) -> None:
    """Close it and open it again, so that it looks at the clock anew."""
    path = phone.collection.path
    if phone.collection.db:
        phone.collection.close()
    phone.collection = Collection(path)


def bring_in(desk: Desk, package: Path) -> Outcome:
    """Import with history."""
    with opened.open_package(package) as found:
        return bring.bring(desk.collection, found, at=desk.clock.at)


def days_pass(phone: Phone, days: int) -> None:
    """Let everything on the phone have happened so many days earlier."""
    millis = days * DAY
    query = phone.collection.db
    assert query is not None
    query.execute("update col set crt = crt - ?", millis // 1000)
    query.execute("update revlog set id = id - ?", millis)
    query.execute(
        "update cards set due = due - ?, mod = mod - ? where due > 1000000000", millis // 1000, millis // 1000
    )
    query.execute(
        "update cards set data = json_set(data, '$.lrt', json_extract(data, '$.lrt') - ?)"
        " where json_extract(data, '$.lrt') is not null",
        millis // 1000,
    )
    reopen(phone)


def deck_of(phone: Phone) -> str:
    """The phone's basic notes as a deck file, as an import without history leaves them."""
    lines = ["topics:", "- topic: From the phone", "  cards:"]
    for note in phone.notes():
        lines += [f"  - q: {note.fields[0]}", f"    a: {note.fields[1]}", f"    anki: '{note.guid}'"]
        lines += [f"    reverse: Back of {note.fields[0]}"] if len(note.cards()) > 1 else []
    return "\n".join(lines) + "\n"


def add(phone: Phone, *fronts: str, kind: str = "Basic") -> list[int]:
    """Notes of the user's own; returns the ids of their first cards."""
    found = []
    for front in fronts:
        model = phone.collection.models.by_name(kind)
        assert model is not None
        note = phone.collection.new_note(model)
        note.fields[:2] = [front, f"Back of {front}"]
        phone.collection.add_note(note, phone.collection.decks.id("Default"))  # type: ignore[arg-type]
        found.append(note.card_ids()[0])
    return found


def filtered(phone: Phone, search: str, *, reschedule: bool) -> None:
    """Gather cards into a filtered deck."""
    made = phone.collection.sched.get_or_create_filtered_deck(0)  # type: ignore[union-attr,arg-type]
    made.name = f"Filtered {next(_numbers)}"
    del made.config.search_terms[:]
    made.config.search_terms.append(Deck.Filtered.SearchTerm(search=search, limit=100, order=0))  # type: ignore[arg-type]
    made.config.reschedule = reschedule
    phone.collection.sched.add_or_update_filtered_deck(made)  # type: ignore[union-attr]


def remembered(arrivals: Sequence[Arrival]) -> Memory:
    """What a card's events add up to."""
    return fold(_step(one) for one in arrivals)


def _step(one: Arrival) -> Step:
    draft, due = one.draft, one.draft.schedule
    outcome = (int(due.state), due.step, due.interval, due.due_day, due.due_at) if due else (0, 0, 0, -1, None)
    return Step(
        int(draft.kind), one.day, int(draft.rating or 0), *outcome, draft.value or 0, draft.millis or 0, one.at,
        draft.text or "",
    )  # fmt: skip


def taken(phone: Phone, desk: Callable[..., Desk], folder: Path, *, legacy: bool = False) -> tuple[Desk, Outcome]:
    """A new collection with the notes and the history of the phone."""
    package = packed(phone, folder, legacy=legacy)
    mine = desk(deck_of(phone), settings=LOCAL, at=now())
    return mine, bring_in(mine, package)


def studied(phone: Phone, days: int = 40, *fronts: str) -> list[int]:
    """Notes that were learned on the phone, and reviewed on the days they were due, with all grades."""
    ids = add(phone, *(fronts or [f"Question {n}?" for n in range(12)]))
    chance = random.Random("studied")
    for _ in range(days):
        for _ in range(3):
            for one in phone.collection.sched.get_queued_cards(fetch_limit=30).cards:  # type: ignore[union-attr]
                card = phone.collection.get_card(one.card.id)  # type: ignore[arg-type]
                phone.answer(card, chance.choice([1, 2, 3, 3, 3, 4]))
        days_pass(phone, 1)
    return ids


def today(phone: Phone) -> int:
    """The day as Anki numbers it."""
    assert phone.collection.sched is not None
    return int(phone.collection.sched.today)


def agrees(phone: Phone, front: str, memory: Memory) -> None:
    """The memory of a card here is that which Anki computes and keeps; it is due when it is due there."""
    (card,) = (phone.collection.get_card(key) for key in phone.collection.find_cards(f'front:"{front}"'))
    computed = phone.collection.compute_memory_state(card.id)
    assert card.type == memory.state
    assert (computed.stability, computed.difficulty) == pytest.approx((memory.stability, memory.difficulty), rel=CLOSE)
    if card.type == State.REVIEW:
        assert (card.ivl, Calendar(None).day(now()) + card.due - today(phone)) == (memory.interval, memory.due_day)
