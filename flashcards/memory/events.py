"""Events to rows of the log and back: its schema, and the two ways of reading it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from flashcards.model import Draft, Event, Kind, Rating, Schedule, State

APPLICATION = 0x666C6361
RARE_KINDS = frozenset({Kind.UNDO, Kind.RENAME, Kind.CONTENT, Kind.ORDINAL, Kind.PARAMETERS})
RARE = "kind in (2, 10, 11, 12, 13)"
"""The condition of the index `event_special`, which SQLite uses only for queries that say it in these words."""
SCHEMA = f"""
pragma application_id = {APPLICATION};
create table name (
  key integer primary key,
  name text not null unique
);
create table event (
  seq integer primary key,
  id blob not null unique,
  kind integer not null,
  stamp integer not null,
  at integer not null,
  day integer not null,
  device integer not null references name,
  action blob,
  subject integer references name,
  rating integer,
  millis integer,
  state integer,
  step integer,
  interval integer,
  due_day integer,
  due_at integer,
  value integer,
  text text
);
create index event_subject on event (subject);
create index event_day on event (day);
create index event_device on event (device, stamp);
create index event_stamp on event (stamp);
create index event_special on event (kind) where {RARE}
"""
MIGRATIONS = (SCHEMA,)

UNDOABLE = (
    Kind.REVIEW, Kind.SUSPEND, Kind.UNSUSPEND, Kind.FLAG, Kind.BURY, Kind.FORGET, Kind.KNOWN, Kind.RESCHEDULE,
)  # fmt: skip
REMEMBERED = (*UNDOABLE, Kind.UNDO)
"""What changes the memory of the card that it names; all else is about the words and names of notes."""

COLUMNS = (
    "seq, id, kind, stamp, at, day, device, action, subject, rating, millis,"
    " state, step, interval, due_day, due_at, value, text"
)
READ = """
select e.seq, e.id, e.kind, e.stamp, e.at, e.day, d.name, e.action, coalesce(s.name, ''), e.rating, e.millis,
       e.state, e.step, e.interval, e.due_day, e.due_at, e.value, e.text
from event e join name d on d.key = e.device left join name s on s.key = e.subject
"""

# An action bears the id of its first event, and all of it comes from one device: so an index leads to where it begins.
OF_ACTION = """e.device = (select device from event where id = :action)
  and e.stamp >= (select stamp from event where id = :action) and (e.id = :action or e.action = :action)"""


class Step(NamedTuple):
    """One event of one card as the fold needs it: plain numbers, for millions of them."""

    kind: int
    day: int
    rating: int
    state: int
    step: int
    interval: int
    due_day: int
    due_at: int | None
    value: int
    millis: int = 0
    at: int = 0
    text: str = ""


_STEP = """
select s.name, e.kind, e.day, coalesce(e.rating, 0), coalesce(e.state, 0), coalesce(e.step, 0),
       coalesce(e.interval, 0), coalesce(e.due_day, -1), e.due_at, coalesce(e.value, 0), coalesce(e.millis, 0),
       e.at, coalesce(e.text, '')
from event e join name s on s.key = e.subject
where e.kind in (1, 3, 4, 5, 6, 7, 8, 9) and not exists
"""
STEP = f"{_STEP} (select 1 from temp.undone u where u.action = coalesce(e.action, e.id))"
STEP_THEN = f"""{_STEP} (
  select 1 from event u
  where u.subject = e.subject and u.kind = 2 and u.seq <= :seq and u.text = lower(hex(coalesce(e.action, e.id)))
) and s.name = :subject and e.seq <= :seq order by e.stamp, e.id
"""
"""The steps of a card as they were live when the log had come to `:seq`: what undoes one names its card, too."""


class Told(NamedTuple):
    """What other programs' review logs tell of a card, too: an answer, that it was forgotten, or rescheduled.

    `live` is false for what was taken back; `brought` is true for a reschedule that brought a memory along, which is no
    act of a learner. All but `at`, `kind`, `subject` and `live` are 0 where they mean nothing.
    """

    at: int
    kind: int
    subject: str
    live: int
    rating: int
    millis: int
    state: int
    interval: int
    due_day: int
    due_at: int | None
    brought: int = 0


TOLD = """
select e.at, e.kind, s.name,
       not exists (select 1 from temp.undone u where u.action = coalesce(e.action, e.id)),
       coalesce(e.rating, 0), coalesce(e.millis, 0), coalesce(e.state, 0), coalesce(e.interval, 0),
       coalesce(e.due_day, 0), e.due_at, e.text is not null
from event e join name s on s.key = e.subject
where e.kind in (1, 7, 9) order by e.at, e.id
"""


def values(event: Event, *, device: int, subject: int | None) -> tuple[Any, ...]:
    """An event as the columns of `COLUMNS`, with the keys of its names."""
    draft, due = event.draft, event.draft.schedule
    return (
        event.seq,
        event.id,
        int(draft.kind),
        event.stamp,
        event.at,
        event.day,
        device,
        None if event.action == event.id else event.action,
        subject,
        draft.rating,
        draft.millis,
        *((int(due.state), due.step, due.interval, due.due_day, due.due_at) if due else (None,) * 5),
        draft.value,
        draft.text,
    )


def event(row: tuple[Any, ...]) -> Event:
    """An event from a row of `READ`."""
    seq, identity, kind, stamp, at, day, device, action, subject, rating, millis, *rest = row
    state, step, interval, due_day, due_at, value, text = rest
    schedule = None if due_day is None else Schedule(State(state or 0), step, interval, due_day, due_at)
    draft = Draft(Kind(kind), subject, Rating(rating) if rating else None, millis, schedule, value, text)
    return Event(seq, identity, stamp, at, day, device, action or identity, draft)


def renumbered(taken: Event, seq: int) -> Event:
    """The same event, arrived in another log."""
    return replace(taken, seq=seq)
