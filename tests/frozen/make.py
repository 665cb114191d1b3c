"""Writes the frozen history of a version: every kind of event, once. Run for a new version only; old ones never change.

python -m tests.frozen.make v1
"""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.collection import cards
from flashcards.collection.collection import Collection
from flashcards.memory.days import DAY_MS
from flashcards.memory.scheduler import DEFAULT_PARAMETERS
from flashcards.model import Draft, Kind, Rating, Schedule, State
from flashcards.study.plan import Options
from flashcards.study.session import Session

if TYPE_CHECKING:
    from flashcards.collection.cards import Entry

HERE = Path(__file__).parent
START = 1_700_000_000_000


def write(version: str) -> None:
    """A few days of study over the version's decks, with everything a learner can do."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path in (HERE / version).glob("*.y*ml"):
            shutil.copy(path, folder)
        (folder / "flashcards.toml").write_text('timezone = "UTC"\n')
        with Collection.open(folder, device="frozen", entropy=random.Random(version).randbytes) as collection:
            _live(collection, folder)
            collection.history._db.execute("pragma wal_checkpoint(truncate)")
            collection.history._db.execute("pragma journal_mode = delete")
        shutil.copy(folder / ".flashcards" / "history.db", HERE / version / "history.db")
    (HERE / version / "memories.json").write_text(json.dumps(memories(HERE / version), indent=1, ensure_ascii=False))


def _live(collection: Collection, folder: Path) -> None:
    collection.refresh(START)
    grades = random.Random(7)
    for day in range(6):
        clock = partial(next, count(START + day * DAY_MS, 9000))
        session = Session(collection, clock, Options(new=12))
        while session.card is not None:
            session.reveal()
            grade = grades.choice([Rating.AGAIN, *[Rating.GOOD] * 4, Rating.HARD, Rating.EASY])
            session.grade(session.card, grade, 7.5)
    now = START + 6 * DAY_MS
    session = Session(collection, lambda: now, Options(ahead=30))
    session.reveal()
    session.grade(_shown(session), Rating.AGAIN, 3)
    session.undo()
    session.flag()
    session.suspend()
    session.bury()
    session.known()
    _append(collection, Draft(Kind.UNSUSPEND, _named(collection, "What is a gradient a list of?")), now)
    _append(collection, Draft(Kind.FORGET, _named(collection, "Will this note be forgotten?")), now + 1)
    due = Schedule(State.REVIEW, 0, 40, collection.calendar.day(now) + 40)
    _append(collection, Draft(Kind.RESCHEDULE, _named(collection, "Capital of France?"), schedule=due), now + 2)
    parameters = [*DEFAULT_PARAMETERS[:3], 9.0, *DEFAULT_PARAMETERS[4:]]
    _append(collection, Draft(Kind.PARAMETERS, text=json.dumps(parameters)), now + 3)
    deck = folder / "everything.yaml"
    deck.write_text(deck.read_text().replace("Will this wording change?", "Has this wording changed?"))
    collection.refresh(now + 4)


def _shown(session: Session) -> Entry:
    if session.card is None:
        raise AssertionError("nothing to show")
    return session.card


def _named(collection: Collection, question: str) -> str:
    return next(entry.origin for entry in cards.entries(collection.index) if entry.card.front == question)


def _append(collection: Collection, draft: Draft, at: int) -> None:
    collection.history.append([draft], at=at, day=collection.calendar.day(at))


def memories(version: Path) -> dict[str, dict[str, object]]:
    """What a version's history adds up to, by card, as this program sees it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "collection"
        shutil.copytree(version, folder)
        (folder / ".flashcards").mkdir()
        shutil.move(folder / "history.db", folder / ".flashcards" / "history.db")
        (folder / "flashcards.toml").write_text('timezone = "UTC"\n')
        with Collection.open(folder, device="reader", entropy=random.Random(1).randbytes) as collection:
            collection.refresh(START + 30 * DAY_MS)
            return {entry.origin: _plain(entry) for entry in cards.entries(collection.index)}


def _plain(entry: Entry) -> dict[str, object]:
    memory = entry.memory
    fields = {name: getattr(memory, name) for name in memory.__slots__}
    rounded = {name: round(value, 6) if isinstance(value, float) else value for name, value in fields.items()}
    return {"id": entry.id, "front": entry.card.front, **rounded}


if __name__ == "__main__":
    write(sys.argv[1])
