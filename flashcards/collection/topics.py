"""Questions about topics and the graph, answered from the index."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from flashcards.collection import rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence


class TopicRow(NamedTuple):
    """A topic in its place. `rank` is its place in the study order."""

    key: int
    id: str
    title: str
    deck: str
    rank: int
    text: str
    path: str
    line: int
    tags: tuple[str, ...]
    aka: tuple[str, ...]


class Standing(NamedTuple):
    """How far a topic is: how many of its cards are in the decks, suspended, begun and passed (not suspended ones)."""

    cards: int
    suspended: int
    begun: int
    passed: int

    @property
    def active(self) -> int:
        return self.cards - self.suspended

    @property
    def share(self) -> float:
        """The share that counts as passed; suspended cards do, so that nothing waits for them."""
        return (self.passed + self.suspended) / self.cards if self.cards else 1.0


_TOPIC = """
select t.key, t.id, t.title, t.deck, t.rank, t.text, f.path, t.line, t.tags, t.aka
from topic t join file f on f.key = t.file
"""


def _topic(row: tuple[Any, ...]) -> TopicRow:
    key, id_, title, deck, rank, text, path_, line, tags, aka = row
    return TopicRow(key, id_, title, deck, rank, text, path_, line, rows.texts(tags), rows.texts(aka))


def topic(index: sqlite3.Connection, key: int) -> TopicRow:
    return _topic(index.execute(f"{_TOPIC} where t.key = ?", (key,)).fetchone())


def topics(index: sqlite3.Connection) -> list[TopicRow]:
    """All topics in study order."""
    return [_topic(row) for row in index.execute(f"{_TOPIC} where t.rank is not null order by t.rank")]


def find(index: sqlite3.Connection, name: str) -> TopicRow | None:
    """A topic by id, title or other title; letter case and spacing do not matter."""
    from flashcards.deck.names import folded

    row = index.execute(f"{_TOPIC} where t.id = ? and t.rank is not null", (name,)).fetchone()
    if row:
        return _topic(row)
    wanted = folded(name)
    found = None
    for key, title, aka in index.execute("select key, title, aka from topic where rank is not null order by rank"):
        if folded(title) == wanted:
            return topic(index, key)
        if found is None and aka and wanted in map(folded, rows.texts(aka)):
            found = key
    return topic(index, found) if found is not None else None


def near(index: sqlite3.Connection, name: str) -> list[str]:
    """Titles that may have been meant: those that contain the words, else those spelt alike."""
    from difflib import get_close_matches

    titles = [title for (title,) in index.execute("select title from topic where rank is not null order by rank")]
    inside = [title for title in titles if name.casefold() in title.casefold()]
    return inside[:5] or get_close_matches(name, titles, 3, 0.6)


def prerequisites(index: sqlite3.Connection, key: int) -> list[int]:
    """What a topic builds on directly, in study order."""
    query = "select e.prerequisite from edge e join topic t on t.key = e.prerequisite where e.topic = ? order by t.rank"
    return [found for (found,) in index.execute(query, (key,))]


def dependants(index: sqlite3.Connection, key: int) -> list[int]:
    """What builds on a topic directly, in study order."""
    query = "select e.topic from edge e join topic t on t.key = e.topic where e.prerequisite = ? order by t.rank"
    return [found for (found,) in index.execute(query, (key,))]


def path(index: sqlite3.Connection, keys: Sequence[int]) -> list[int]:
    """Topics with all that they build on, in study order."""
    marks = ", ".join("?" * len(keys))
    query = f"""
    with recursive below (key) as (
      select key from topic where key in ({marks})
      union select e.prerequisite from edge e join below b on b.key = e.topic
    ) select t.key from topic t join below using (key) order by t.rank
    """
    return [found for (found,) in index.execute(query, tuple(keys))]


def standing(index: sqlite3.Connection, key: int) -> Standing:
    """How far a topic is."""
    row = index.execute(
        "select count(*), coalesce(sum(suspended), 0), coalesce(sum(introduced_day >= 0 or known), 0),"
        " coalesce(sum(passed and not suspended), 0) from card where topic = ?",
        (key,),
    ).fetchone()
    return Standing(*row)


def strengths(index: sqlite3.Connection, key: int) -> list[tuple[float, int, bool]]:
    """Stability, last day and knownness of a topic's active cards; stability 0 is a new card."""
    query = "select stability, last_day, known from card where topic = ? and not suspended"
    return [(s, day, bool(known)) for s, day, known in index.execute(query, (key,))]
