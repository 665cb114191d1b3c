"""What waits, and where: the few rows a plan is made from. A scope narrows every question to some cards."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection.index import PLACES

if TYPE_CHECKING:
    import sqlite3


class Waiting(NamedTuple):
    """A card that waits: its key and its note's, and whether its day is yet to come."""

    card: int
    note: int
    early: int = 0


class Skip(NamedTuple):
    """What is passed over: the cards of a note, and a card. Keys are positive, so -1 passes over nothing."""

    note: int = -1
    card: int = -1


NOTHING = Skip()


class Selection(NamedTuple):
    """What a session is limited to; empty means everything. Topics are index keys."""

    topics: tuple[int, ...] | None = None
    decks: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        return self == Selection()


def select(index: sqlite3.Connection, selection: Selection) -> None:
    """Put the selected cards into a scratch table, which the other functions read when told to."""
    index.execute("create temp table if not exists scope (card integer primary key, position integer)")
    index.execute("create index if not exists temp.scope_position on scope (position)")
    index.execute("delete from temp.scope")
    where, values = condition(selection)
    index.execute(f"insert into temp.scope select c.key, c.position from card c where {where}", values)


def condition(selection: Selection) -> tuple[str, dict[str, str]]:
    """What a card `c` is that is in the decks and selected, with the values that the condition names."""
    where, values = ["c.position is not null"], {}
    if selection.topics is not None:
        where.append("c.topic in (select value from json_each(:topics))")
        values["topics"] = json.dumps(selection.topics)
    if selection.decks:
        tests = [_below("deck", values, f"deck_{n}", deck) for n, deck in enumerate(selection.decks)]
        where.append(f"c.topic in (select key from topic where {' or '.join(tests)})")
    for n, tag in enumerate(selection.tags):
        tagged = f"exists (select 1 from json_each(tags) where {_below('value', values, f'tag_{n}', tag)})"
        inside = [
            f"c.{kind} in (select key from {kind} where tags is not null and {tagged})" for kind in ("topic", "note")
        ]
        where.append(f"({' or '.join(inside)})")
    return " and ".join(where), values


def unknown(index: sqlite3.Connection, selection: Selection) -> tuple[str, str, list[str]] | None:
    """The first deck or tag that is nowhere: 'deck' or 'tag', its name, and all that there are."""
    for kind, wanted in (("deck", selection.decks), ("tag", selection.tags)):
        known = _known(index, kind) if wanted else []
        beginnings = {name.casefold() for name in known}
        missing = next((name for name in wanted if name.casefold() not in beginnings), None)
        if missing is not None:
            return kind, missing, known
    return None


def _known(index: sqlite3.Connection, kind: str) -> list[str]:
    """All decks or tags, and those that others lie below."""
    query = (
        "select distinct deck from topic where rank is not null"
        if kind == "deck"
        else "select value from topic, json_each(topic.tags) union select value from note, json_each(note.tags)"
    )
    parts = [name.split("::") for (name,) in index.execute(query)]
    return list(dict.fromkeys("::".join(names[:depth]) for names in parts for depth in range(1, len(names) + 1)))


def _below(column: str, values: dict[str, str], name: str, wanted: str) -> str:
    """A test whether a deck or tag is one, or lies below it; letter case does not matter."""
    values |= {name: wanted, f"{name}_like": _literal(wanted)}
    return f"lower({column}) = lower(:{name}) or lower({column}) like lower(:{name}_like) || '::%' escape '\\'"


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _inside(scoped: bool) -> str:
    return " and c.key in (select card from temp.scope)" if scoped else ""


def learning(index: sqlite3.Connection, day: int, until: int, scoped: bool, skip: Skip) -> Waiting | None:
    """The learning step due by an instant that is due the longest."""
    return _first(
        index,
        "select c.key, c.note from card c where c.queue = 1 and c.due_at <= :until and c.buried_until <= :day"
        f"{_inside(scoped)}",
        "c.due_at, c.position",
        {"until": until, "day": day},
        skip,
    )


def learning_count(index: sqlite3.Connection, day: int, scoped: bool) -> tuple[int, int | None]:
    """How many cards are in their learning steps today, and when the first is due."""
    row = index.execute(
        f"select count(*), min(c.due_at) from card c where c.queue = 1 and c.buried_until <= ?{_inside(scoped)}", (day,)
    ).fetchone()
    return int(row[0]), row[1]


def step_of_day(index: sqlite3.Connection, until: int, day: int, scoped: bool, skip: Skip) -> Waiting | None:
    """The first card whose learning step has become a day, due until a day."""
    return _first(
        index,
        "select c.key, c.note, c.due_day > :day from card c where c.queue = 2 and c.state <> 2"
        f" and {_due(until, day)}{_inside(scoped)}",
        "c.due_day, c.position",
        {"until": until, "day": day},
        skip,
    )


def due(
    index: sqlite3.Connection, until: int, day: int, scoped: bool, skip: Skip, *, by_position: bool
) -> Waiting | None:
    """The first review due until a day: in study order, which has foundations first, or the longest due."""
    return _first(
        index,
        "select c.key, c.note, c.due_day > :day from card c where c.queue = 2 and c.state = 2"
        f" and {_due(until, day)}{_inside(scoped)}",
        "c.position" if by_position else "c.due_day, c.position",
        {"until": until, "day": day},
        skip,
    )


def _due(until: int, day: int) -> str:
    """That a card is due until a day, and not buried. What was answered today does not come again before its day: it
    would come ahead again and again."""
    ahead = " and (c.due_day <= :day or c.last_day <> :day and c.reviewed_day <> :day)" if until > day else ""
    return f"c.due_day <= :until and c.buried_until <= :day{ahead}"


def _first(index: sqlite3.Connection, query: str, order: str, values: dict[str, int], skip: Skip) -> Waiting | None:
    row = index.execute(
        f"{query} and c.note <> :note and c.key <> :card order by {order} limit 1", values | skip._asdict()
    ).fetchone()
    return Waiting(*row) if row else None


def due_count(index: sqlite3.Connection, until: int, day: int, scoped: bool, most: int, *, steps: bool = False) -> int:
    """How many reviews (or learning steps of days) are due, counted up to a number."""
    row = index.execute(
        f"select count(*) from (select 1 from card c where c.queue = 2 and c.state {'<>' if steps else '='} 2"
        f" and {_due(until, day)}{_inside(scoped)} limit :most)",
        {"until": until, "day": day, "most": most},
    ).fetchone()
    return int(row[0])


def all_due(
    index: sqlite3.Connection, until: int, day: int, scoped: bool, without: int, most: int, *, by_position: bool
) -> list[Waiting]:
    """The reviews due until a day, but for one card, in the order of `due`: all of them, if they are no more than
    `most`, else any."""
    rows = index.execute(
        "select c.due_day, c.position, c.key, c.note, c.due_day > :day from card c where c.queue = 2 and c.state = 2"
        f" and {_due(until, day)} and c.key <> :without{_inside(scoped)} limit :most",
        {"until": until, "day": day, "without": without, "most": most},
    ).fetchall()
    return [Waiting(*row[2:]) for row in sorted(rows, key=lambda row: row[1] if by_position else row[:2])]


_FRESH = (
    "c.queue = 0 and c.buried_until <= :day"
    " and not exists (select 1 from card s where s.note = c.note and s.introduced_day = :day)"
)


def new_topics(
    index: sqlite3.Connection, day: int, scoped: bool, most: int, skip: Skip = NOTHING
) -> list[tuple[int, int, int]]:
    """The first topics in study order that may introduce a card today: topic, its first such card, its note."""
    found: list[tuple[int, int, int]] = []
    position = -1
    source = (
        "temp.scope s0 cross join card c on c.key = s0.card where s0.position > :after"
        if scoped
        else "card c where c.position > :after"
    )
    order = "s0.position" if scoped else "c.position"
    while len(found) < most:
        row = index.execute(
            f"select c.topic, c.key, c.note, c.position from {source} and {_FRESH}"
            f" and c.note <> :note and c.key <> :card order by {order} limit 1",
            {"after": position, "day": day, **skip._asdict()},
        ).fetchone()
        if row is None:
            break
        found.append((row[0], row[1], row[2]))
        position = row[3] // PLACES * PLACES + PLACES - 1  # the last one of that topic
    return found


def new_count(index: sqlite3.Connection, day: int, scoped: bool, most: int) -> int:
    """How many notes could introduce a card today, counted up to a number."""
    row = index.execute(
        "select count(*) from (select distinct +c.note from card c"
        f" where c.position >= 0 and {_FRESH}{_inside(scoped)} limit :most)",
        {"day": day, "most": most},
    ).fetchone()
    return int(row[0])


def may_introduce(index: sqlite3.Connection, day: int, topic: int) -> bool:
    """Whether a topic has a card that could be introduced today."""
    query = f"select 1 from card c where c.topic = :topic and {_FRESH} limit 1"
    return index.execute(query, {"day": day, "topic": topic}).fetchone() is not None


def topics_before(index: sqlite3.Connection, day: int, scoped: bool, rank: int) -> int:
    """How many topics before a rank could introduce a card today."""
    row = index.execute(
        "select count(distinct c.topic) from card c where c.position >= 0 and c.position < :end"
        f" and {_FRESH}{_inside(scoped)}",
        {"day": day, "end": rank * PLACES},
    ).fetchone()
    return int(row[0])


def done_today(index: sqlite3.Connection, day: int) -> tuple[int, int]:
    """How many cards were introduced and how many reviewed on a logical day, in the whole collection."""
    # The second condition is that of an index over few cards, which SQLite uses only where it is said.
    counts = [
        index.execute(f"select count(*) from card where {column} = ? and {column} >= 0", (day,)).fetchone()[0]
        for column in ("introduced_day", "reviewed_day")
    ]
    return int(counts[0]), int(counts[1])


def next_due(index: sqlite3.Connection, day: int, scoped: bool) -> tuple[int, int] | None:
    """The next logical day after `day` on which cards wait, and how many: what is due already, or would be if it were
    not buried, waits for tomorrow or for the end of its burial. Learning steps of `day` itself are left out."""
    waiting = "select max(c.due_day, c.buried_until, :day + 1) as comes from card c where"
    row = index.execute(
        f"select comes, count(*) from ({waiting} c.queue = 2{_inside(scoped)} union all"
        f" {waiting} c.queue = 1 and c.buried_until > :day{_inside(scoped)}) group by comes order by comes limit 1",
        {"day": day},
    ).fetchone()
    return (int(row[0]), int(row[1])) if row else None
