"""What someone wants to add, beside what the collection has: new, there already, or there with other words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import order, rows, topics
from flashcards.deck import graph
from flashcards.deck.names import folded, normalised, quoted
from flashcards.model import Note, Problem, Span, Topic

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from flashcards.collection.topics import TopicRow
    from flashcards.deck.incoming import Arrival
    from flashcards.deck.piece import Lines

COMPARED = ("question", "answer", "items", "ordered", "reverse", "typed", "extra", "hint", "source", "tags", "anki")


class Sifted(NamedTuple):
    """A note to add, its lines, and the note of the same id or question that is there already."""

    note: Note
    lines: Lines
    old: Note | None = None

    @property
    def differs(self) -> tuple[str, ...]:
        """In what the two differ, as names of fields."""
        if self.old is None:
            return ()
        same = self.old._replace(question=self.note.question) if _same_words(self.note, self.old) else self.old
        return tuple(name for name in COMPARED if getattr(self.note, name) != getattr(same, name))


class Portion(NamedTuple):
    """A topic to add, or cards for one that is there (`row`). `differs` are its keys that say something else."""

    arrival: Arrival
    row: TopicRow | None
    notes: tuple[Sifted, ...]
    differs: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return self.row.title if self.row else self.arrival.topic.title

    @property
    def new(self) -> tuple[Sifted, ...]:
        return tuple(note for note in self.notes if note.old is None)

    @property
    def changed(self) -> tuple[Sifted, ...]:
        return tuple(note for note in self.notes if note.differs)

    @property
    def there(self) -> int:
        return len(self.notes) - len(self.new) - len(self.changed)


def sift(index: sqlite3.Connection, arrivals: Iterable[Arrival]) -> tuple[list[Portion], list[Problem], list[Problem]]:
    """Each topic with its notes sorted, what is wrong with the names of new topics, and with what they build on."""
    names = Names(index)
    problems: list[Problem] = []
    portions = []
    for arrival in arrivals:
        found = names.bearers(arrival.topic)
        if len(found) > 1:
            problems.append(_ambiguous(index, arrival.topic, found))
        portions.append(_portion(index, names, arrival, found[0] if found else None))
    fresh = [portion.arrival.topic for portion in portions if portion.row is None]
    return portions, [*problems, *_held(index, fresh)], _linked(index, names, fresh)


class Names:
    """The titles, other titles and ids of all topics, read when the first one is asked for that is not an id."""

    def __init__(self, index: sqlite3.Connection) -> None:
        self._index = index
        self._known: dict[str, int] = {}

    def find(self, name: str) -> int | None:
        """The key of the topic that `requires` means by a name."""
        if not self._known:
            listed = "select key, id, title, aka from topic where rank is not null order by rank desc"
            for key, id_, title, aka in self._index.execute(listed):
                for one in (id_, *rows.texts(aka), title):
                    self._known[folded(one)] = key
        return self._known.get(folded(name))

    def bearers(self, topic: Topic) -> list[int]:
        """The topics that have the id or title of this one, or else one of its other titles."""
        row = self._index.execute(
            "select key, title from topic where id = ? and rank is not null", (topic.id,)
        ).fetchone()
        if row and folded(row[1]) == folded(topic.title):
            return [row[0]]
        named = [row[0] if row else None, self.find(topic.title)]
        found = [key for key in dict.fromkeys(named) if key is not None]
        return found or [key for key in dict.fromkeys(map(self.find, topic.aka)) if key is not None]


def _ambiguous(index: sqlite3.Connection, topic: Topic, found: Sequence[int]) -> Problem:
    titles = " and ".join(quoted(topics.topic(index, key).title) for key in found)
    message = f"{quoted(topic.title)} has names of two topics: {titles}"
    return Problem("error", topic.span, message, "give it the id or the title of one of them")


def _portion(index: sqlite3.Connection, names: Names, arrival: Arrival, key: int | None) -> Portion:
    pairs = zip(arrival.topic.notes, arrival.cards, strict=True)
    if key is None:
        return Portion(arrival, None, tuple(Sifted(note, lines) for note, lines in pairs))
    row = topics.topic(index, key)
    there = notes(index, row)
    by_name = {note.id.partition("/")[2]: note for note in there}
    by_words = {(note.kind, normalised(note.question)): note for note in there}
    sifted = [
        Sifted(
            note, lines, by_name.get(note.id.partition("/")[2]) or by_words.get((note.kind, normalised(note.question)))
        )
        for note, lines in pairs
    ]
    differs = _differences(index, names, arrival.topic, row)
    return Portion(arrival, row, tuple(one for one in sifted if one.lines or one.old), differs)


def notes(index: sqlite3.Connection, row: TopicRow) -> list[Note]:
    """The notes of a topic, as written."""
    query = f"select {rows.NOTE} from note n where n.topic = ? order by n.ord"
    return [rows.note(found, row.path) for found in index.execute(query, (row.key,))]


def _differences(index: sqlite3.Connection, names: Names, topic: Topic, row: TopicRow) -> tuple[str, ...]:
    """The keys under which a topic says something that the one in the collection does not."""
    built_on = set(topics.prerequisites(index, row.key)) if topic.requires else set()
    wanted = _wanted(index, row) if topic.requires else set()
    other = {
        "title": bool(topic.title) and folded(topic.title) not in map(folded, (row.title, *row.aka)),
        "requires": any(
            folded(reference.text) not in wanted and names.find(reference.text) not in built_on
            for reference in topic.requires
        ),
        "text": bool(topic.text) and topic.text != row.text,
        "tags": not set(topic.tags) <= set(row.tags),
        "aka": not {folded(name) for name in topic.aka} <= {folded(name) for name in (row.title, *row.aka)},
    }
    return tuple(name for name, differs in other.items() if differs)


def _wanted(index: sqlite3.Connection, row: TopicRow) -> set[str]:
    """What a topic requires, as written: also what no file defines."""
    (written,) = index.execute("select requires from topic where key = ?", (row.key,)).fetchone()
    return {folded(text) for text, *_ in json.loads(written or "[]")}


def _same_words(note: Note, old: Note) -> bool:
    return normalised(note.question) == normalised(old.question)


def _held(index: sqlite3.Connection, fresh: Iterable[Topic]) -> list[Problem]:
    """New topics that are in the decks all the same, in a form that cannot be read at the moment."""
    rows_ = index.execute("select path, held from file where held is not null").fetchall()
    held = {name: path for path, names in rows_ for name in json.loads(names)}
    return [
        Problem(
            "error", topic.span, f"{quoted(topic.title)} is in {held[topic.id]} already, with an error", "mend it there"
        )
        for topic in fresh
        if topic.id in held
    ]


def _linked(index: sqlite3.Connection, names: Names, fresh: Sequence[Topic]) -> list[Problem]:
    """What the graph says of new topics. All others are looked at only if one of them may be involved."""
    if not fresh:
        return []
    own = {folded(name) for topic in fresh for name in (topic.id, topic.title, *topic.aka)}
    wanted = {reference.text for topic in fresh for reference in topic.requires if folded(reference.text) not in own}
    keys = {names.find(text) for text in wanted}
    said = {tuple(row) for row in index.execute("select path, line, column, message from problem where file is null")}
    if None in keys or said:
        _, nodes = order.nodes(index)
    else:
        nodes = [_stub(topics.topic(index, key)) for key in keys if key is not None]
    linked = graph.link([*nodes, *fresh])
    return [problem for problem in linked.problems if (*problem.span, problem.message) not in said]


def _stub(row: TopicRow) -> graph.Node:
    return graph.Node(row.id, row.title, row.aka, (), Span(row.path, row.line, 1))
