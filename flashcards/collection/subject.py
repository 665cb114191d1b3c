"""All topics at once: their graph, how far each is, and what is remembered of it, by a few questions to the index."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection.topics import Standing
from flashcards.deck.graph import Graph, Node
from flashcards.model import Span

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

NOWHERE = Span("", 0, 0)


class Title(NamedTuple):
    """A topic by its key in the index."""

    key: int
    id: str
    title: str
    deck: str


class Strength(NamedTuple):
    """What is remembered of an active card; stability 0 is a new one."""

    stability: float
    last_day: int
    known: bool


@dataclass(frozen=True, slots=True)
class Subject:
    """The topics in study order, and the graph of their places in it."""

    titles: tuple[Title, ...]
    graph: Graph
    needs: tuple[tuple[int, ...], ...]
    """The places of what each builds on, without what others of them imply."""
    places: dict[int, int]
    """The place of each key."""

    def prerequisites(self, key: int) -> list[int]:
        """The keys of what a topic builds on directly, in study order."""
        return [self.titles[place].key for place in self.graph.needs[self.places[key]]]


def subject(index: sqlite3.Connection) -> Subject:
    """All topics of the decks."""
    query = "select key, id, title, deck from topic where rank is not null order by rank"
    titles = tuple([Title(*row) for row in index.execute(query)])
    places = {title.key: place for place, title in enumerate(titles)}
    needs: list[list[int]] = [[] for _ in titles]
    opens: list[list[int]] = [[] for _ in titles]
    for key, prerequisite in index.execute("select topic, prerequisite from edge"):
        if key in places and prerequisite in places:
            needs[places[key]].append(places[prerequisite])
            opens[places[prerequisite]].append(places[key])
    graph = Graph(
        nodes=tuple([Node(title.id, title.title, (), (), NOWHERE) for title in titles]),
        needs=tuple([tuple(sorted(found)) for found in needs]),
        opens=tuple([tuple(sorted(found)) for found in opens]),
        order=tuple(range(len(titles))),
        dropped=(),
        problems=(),
        names={},
    )
    implied = set(graph.redundant())
    steps = [tuple([need for need in found if (place, need) not in implied]) for place, found in enumerate(graph.needs)]
    return Subject(titles, graph, tuple(steps), places)


def standings(index: sqlite3.Connection, keys: Iterable[int]) -> dict[int, Standing]:
    """How far some topics are."""
    wanted = list(keys)
    found = index.execute(
        "select topic, count(*), sum(suspended), sum(introduced_day >= 0 or known), sum(passed and not suspended)"
        " from card where topic in (select value from json_each(?)) group by topic",
        (json.dumps(wanted),),
    )
    return dict.fromkeys(wanted, Standing(0, 0, 0, 0)) | {key: Standing(*counts) for key, *counts in found}


def strengths(index: sqlite3.Connection, keys: Iterable[int]) -> dict[int, list[Strength]]:
    """What is remembered of the active cards of some topics."""
    found: dict[int, list[Strength]] = {key: [] for key in keys}
    query = (
        "select topic, stability, last_day, known from card"
        " where topic in (select value from json_each(?)) and not suspended"
    )
    for key, stability, last_day, known in index.execute(query, (json.dumps(list(found)),)):
        found[key].append(Strength(stability, last_day, bool(known)))
    return found
