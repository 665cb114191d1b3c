"""The log: what happened, appended and never changed. The one file that cannot be made again.

It knows nothing of decks, memories or schedules; it stamps events, keeps them, and hands them out again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from flashcards.memory import events as log
from flashcards.memory import reading, store
from flashcards.memory.events import MIGRATIONS, REMEMBERED, UNDOABLE, Step, Told
from flashcards.model import Draft, Event, Kind, Stale

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping
    from contextlib import AbstractContextManager
    from pathlib import Path

    from flashcards.memory.arrivals import Arrival


class History:
    """An open log. It is written by `append`, `undo`, `merge` and `take` alone, each all or nothing.

    `entropy(n)` yields n random bytes, of which the names of new events are made.
    `device` may be a function: it is asked at the first event, since finding the name can take longer than a card.
    """

    def __init__(self, connection: sqlite3.Connection, path: Path | str, *, device: Device, entropy: Entropy) -> None:
        self.path = path
        self._device = device
        self._db = connection
        self._entropy = entropy
        self._undone_seq = -1

    @classmethod
    def open(cls, path: Path | str, *, device: Device, entropy: Entropy) -> Self:
        """Open or begin a log. Raises Fault if it cannot be opened or is newer than this program."""
        connection = store.connect(path)
        try:
            store.migrate(connection, MIGRATIONS, path)
        except BaseException:
            connection.close()
            raise
        return cls(connection, path, device=device, entropy=entropy)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Open a log that must not be written; one that does not exist is empty."""
        return cls(reading.connect(path), path, device="", entropy=bytes)

    def close(self) -> None:
        self._db.close()

    @property
    def device(self) -> str:
        """The name that this computer signs its events with."""
        if not isinstance(self._device, str):
            self._device = self._device()
        return self._device

    def append(
        self, drafts: Iterable[Draft], *, at: int, day: int, expecting: Mapping[str, int] | None = None
    ) -> list[Event]:
        """Write events as one action, durable when it returns.

        `expecting` maps cards to the log's `sequence` when their caller saw them. Raises Stale, and writes nothing, if
        one has had an event since; raises Fault if the disk is full or the file locked.
        """
        with store.faults(self.path), store.transaction(self._db):
            for subject, seen in (expecting or {}).items():
                if self.last(subject) > seen:
                    raise Stale(subject)
            return self._write(list(drafts), at, day)

    def _write(self, drafts: list[Draft], at: int, day: int) -> list[Event]:
        stamp = self._db.execute("select max(stamp) from event").fetchone()[0] or 0
        seq = self.sequence
        device = self._key(self.device)
        ids = [_event_id(at, self._entropy) for _ in drafts]
        events = []
        for draft, identity in zip(drafts, ids, strict=True):
            seq, stamp = seq + 1, max(at, stamp + 1)
            action = identity if draft.kind not in UNDOABLE else ids[0]
            events.append(Event(seq, identity, stamp, at, day, self.device, action, draft))
            self._insert(events[-1], device)
        return events

    def _insert(self, event: Event, device: int) -> None:
        subject = self._key(event.draft.subject) if event.draft.subject else None
        row = log.values(event, device=device, subject=subject)
        self._db.execute(f"insert into event ({log.COLUMNS}) values ({', '.join('?' * len(row))})", row)

    def _key(self, name: str) -> int:
        found = self._db.execute("select key from name where name = ?", (name,)).fetchone()
        if found:
            return int(found[0])
        return int(self._db.execute("insert into name (name) values (?) returning key", (name,)).fetchone()[0])

    @property
    def sequence(self) -> int:
        """The number of the newest event; 0 for an empty log."""
        return int(self._db.execute("select max(seq) from event").fetchone()[0] or 0)

    def newest(self) -> tuple[int, bytes]:
        """The number and the id of the newest event, which tell two states of logs apart; 0 and nothing if empty."""
        row = self._db.execute("select seq, id from event order by seq desc limit 1").fetchone()
        return (int(row[0]), bytes(row[1])) if row else (0, b"")

    def moment(self) -> AbstractContextManager[None]:
        """Read the log as it stands at one moment, whatever others append meanwhile; not for writing inside."""
        return store.snapshot(self._db)

    def last(self, subject: str) -> int:
        """The `seq` of a card's newest event; 0 if it has none."""
        row = self._db.execute(
            "select max(seq) from event where subject = (select key from name where name = ?)", (subject,)
        ).fetchone()
        return int(row[0] or 0)

    def events(
        self, *, after: int = 0, subject: str | None = None, kinds: Iterable[Kind] | None = None, day: int | None = None
    ) -> Iterator[Event]:
        """Events in the order of the fold, undone ones included."""
        where = ["e.seq > ?"]
        values: list[int | str] = [after]
        if subject is not None:
            where.append("e.subject = (select key from name where name = ?)")
            values.append(subject)
        if kinds is not None:
            wanted = [int(kind) for kind in kinds]
            where.append(f"e.kind in ({', '.join(map(str, wanted))})")
            where += [f"e.{log.RARE}"] if log.RARE_KINDS.issuperset(wanted) else []
        if day is not None:
            where.append("e.day = ?")
            values.append(day)
        rows = self._db.execute(f"{log.READ} where {' and '.join(where)} order by +e.stamp, e.id", values)
        return map(log.event, rows)

    def touched(self, after: int) -> set[str]:
        """The cards whose memory is another after what arrived since a `seq`."""
        kinds = ", ".join(str(int(kind)) for kind in REMEMBERED)
        rows = self._db.execute(
            f"select name from name where key in (select subject from event where seq > ? and kind in ({kinds}))",
            (after,),
        )
        return {name for (name,) in rows}

    def undone(self, *, after: int = -1) -> set[bytes]:
        """The actions that were taken back, wherever the undoing lies in the log (after a `seq`)."""
        rows = self._db.execute(
            f"select text from event where kind = ? and {log.RARE} and seq > ?", (int(Kind.UNDO), after)
        )
        return {bytes.fromhex(text) for (text,) in rows}

    def steps_of(self, subject: str, *, after: int = 0) -> list[Step]:
        """A card's live events (that arrived after a `seq`) in the order of the fold."""
        self._note_undone()
        query = f"{log.STEP} and s.name = ? and e.seq > ? order by e.stamp, e.id"
        return [Step(*row[1:]) for row in self._db.execute(query, (subject, after))]

    def steps_then(self, subject: str, seq: int) -> list[Step]:
        """A card's events as they were live, and in the order of the fold, when the log had come to a `seq`."""
        values = {"subject": subject, "seq": seq}
        return [Step(*row[1:]) for row in self._db.execute(log.STEP_THEN, values)]

    def told(self) -> Iterator[Told]:
        """All answers, forgettings and reschedulings by their instants, with those that were taken back."""
        self._note_undone()
        return map(Told._make, self._db.execute(log.TOLD))

    def continues(self, after: int) -> bool:
        """Whether the fold can go on: what arrived after a `seq` is also last in its order, and takes nothing back."""
        return reading.continues(self._db, after)

    def steps(self) -> Iterator[tuple[str, list[Step]]]:
        """Each card with its live events in the order of the fold."""
        self._note_undone()
        return reading.steps(self._db)

    def _note_undone(self) -> None:
        newest = self.sequence
        if newest == self._undone_seq:
            return
        self._db.execute("create temp table if not exists undone (action blob primary key) without rowid")
        latest = [(action,) for action in self.undone(after=self._undone_seq)]
        self._db.executemany("insert or ignore into temp.undone values (?)", latest)
        self._undone_seq = newest

    def parameters(self) -> str | None:
        """The JSON of the newest FSRS parameters; None as long as the defaults hold."""
        row = self._db.execute(
            f"select text from event where kind = ? and {log.RARE} order by stamp desc, id desc limit 1",
            (int(Kind.PARAMETERS),),
        ).fetchone()
        return row[0] if row else None

    def pace(self, latest: int = 50) -> float:
        """The mean seconds of the latest answers, as if 20 answers of 8 seconds had come before them."""
        return reading.pace(self._db, latest)

    def undo(self, *, at: int, day: int, action: bytes | None = None) -> list[Event]:
        """Take back an action, or this device's latest live one; returns the events taken back."""
        with store.faults(self.path), store.transaction(self._db):
            found = action or self.latest_action()
            if found is None:
                return []
            events = self.of_action(found)
            subjects = dict.fromkeys(event.draft.subject for event in events)
            self._write([Draft(Kind.UNDO, subject=name, text=found.hex()) for name in subjects], at, day)
            return events

    def of_action(self, action: bytes) -> list[Event]:
        """What was done in one action, and can be undone as one."""
        rows = self._db.execute(f"{log.READ} where {log.OF_ACTION} order by e.stamp", {"action": action})
        return [event for event in map(log.event, rows) if event.draft.kind in UNDOABLE]

    def latest_action(self) -> bytes | None:
        """What an undo would take back: this device's latest live action."""
        undone = self.undone()
        rows = self._db.execute(
            "select coalesce(action, id) from event where device = (select key from name where name = ?)"
            f" and kind in ({', '.join(str(int(kind)) for kind in UNDOABLE)}) order by stamp desc",
            (self.device,),
        )
        return next((action for (action,) in rows if action not in undone), None)

    def merge(self, other: Path) -> int:
        """Take over all events of another log that this one lacks; returns how many. Doing it again changes nothing.

        Raises Fault, and takes nothing, where the other log cannot be read to its end.
        """
        with store.faults(self.path), store.transaction(self._db):
            new = _others(other, {row[0] for row in self._db.execute("select id from event")})
            for seq, event in enumerate(new, self.sequence + 1):
                self._insert(log.renumbered(event, seq), self._key(event.device))
        return len(new)

    def take(self, arrivals: Iterable[Arrival], *, device: str, many: bool = False) -> int:
        """Write what happened elsewhere, at its own instants; what is known already is passed over. `many` is a hint.

        Returns how many events were new. An `undo` takes none of them back.
        """
        from flashcards.memory.arrivals import Signature, write

        with store.faults(self.path), store.transaction(self._db):
            return write(self._db, arrivals, Signature(self._key(device), device), self._key, many=many)

    def copy(self, target: Path) -> None:
        """Write a whole, consistent copy, also while others write; durable when it returns, and else not there."""
        with store.faults(target), store.appearing(target) as made:
            self._db.execute("vacuum into ?", (str(made),))

    def faults(self) -> list[str]:
        """What SQLite finds wrong with the file; empty if nothing."""
        return [str(row[0]) for row in self._db.execute("pragma integrity_check") if row[0] != "ok"]


def _others(path: Path, known: Container[bytes]) -> list[Event]:
    """The events of another log that are not known by their ids. What is wrong with that log is said of it."""
    source = History.read(path)
    try:
        with store.faults(path, remedy="nothing was taken from it"):
            return [event for event in source.events() if event.id not in known]
    finally:
        source.close()


def _event_id(at: int, entropy: Entropy) -> bytes:
    """16 bytes: the instant first, so that the index grows at its end, then chance."""
    return at.to_bytes(6, "big") + entropy(10)


if TYPE_CHECKING:
    Entropy = Callable[[int], bytes]
    Device = str | Callable[[], str]
