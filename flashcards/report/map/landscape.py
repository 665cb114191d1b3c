"""A collection and an instant to the topics of a map: all of them, or those around one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from flashcards.collection import queues
from flashcards.collection.subject import standings, strengths, subject
from flashcards.memory.scheduler import retrievability
from flashcards.study.gate import WINDOW, Gate

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flashcards.collection.collection import Collection
    from flashcards.collection.subject import Strength, Subject
    from flashcards.collection.topics import Standing

State: TypeAlias = Literal["begun", "new", "waiting", "milestone", "suspended"]

WHOLE = 150
"""So many topics can be read in one picture; of more, the surroundings of one are shown."""
AROUND = 40
"""Topics in the surroundings of one."""


class Spot(NamedTuple):
    """A topic on a map.

    `recall` is the mean chance of recall today over its cards that are not suspended: new ones count as 0, those that
    are known as 1; None where there are no such cards. `next` is the topic that introduces the next card. `needs` are
    the places, in the map, of what it builds on, without what that implies.
    """

    id: str
    title: str
    deck: str
    state: State
    recall: float | None
    standing: Standing
    next: bool
    needs: tuple[int, ...]

    @property
    def percent(self) -> str:
        """Its recall, once it is begun; empty before."""
        return f"{self.recall:.0%}" if self.state == "begun" and self.recall is not None else ""


@dataclass(frozen=True, slots=True)
class Landscape:
    """Topics in study order, each after what it builds on."""

    spots: tuple[Spot, ...]
    total: int
    """Topics in the whole collection."""
    goal: int | None = None
    """The place of the topic whose surroundings these are; None for the whole map."""
    beyond: int = 0
    """How many of the topics that the goal builds on, or that build on it, are not shown."""

    @property
    def opens(self) -> tuple[tuple[int, ...], ...]:
        """For each topic the places of what builds on it, without what that implies."""
        found: list[list[int]] = [[] for _ in self.spots]
        for place, spot in enumerate(self.spots):
            for need in spot.needs:
                found[need].append(place)
        return tuple(map(tuple, found))


def everything(collection: Collection, at: int) -> Landscape:
    """All topics."""
    return _everything(collection, at, subject(collection.index))


def around(collection: Collection, at: int, key: int, most: int | None = AROUND) -> Landscape:
    """A topic with what it builds on and what builds on it, the nearest first, up to a number."""
    return _around(collection, at, subject(collection.index), key, most)


def readable(collection: Collection, at: int, key: int | None = None, *, whole: bool = False) -> Landscape:
    """The surroundings of a topic; without one all topics if they can be read in one picture or all are asked for, else
    the surroundings of the topic that comes next."""
    known = subject(collection.index)
    if key is None and not whole and len(known.titles) > WHOLE:
        key = here(collection, at) or known.titles[0].key
    return _everything(collection, at, known) if key is None else _around(collection, at, known, key, AROUND)


def here(collection: Collection, at: int) -> int | None:
    """The topic that introduces the next card; None when there are no new cards."""
    day = collection.calendar.day(at)
    window = [key for key, _, _ in queues.new_topics(collection.index, day, scoped=False, most=WINDOW)]
    return Gate(collection.index, day, collection.parameters()).choose(window)


def _everything(collection: Collection, at: int, known: Subject) -> Landscape:
    return Landscape(_spots(collection, at, known, range(len(known.titles))), len(known.titles))


def _around(collection: Collection, at: int, known: Subject, key: int, most: int | None) -> Landscape:
    goal = known.places[key]
    near = _nearest(known.needs, goal)
    shown = sorted([goal, *near[: None if most is None else most - 1]])
    spots = _spots(collection, at, known, shown)
    return Landscape(spots, len(known.titles), shown.index(goal), len(near) + 1 - len(shown))


def _nearest(needs: Sequence[Sequence[int]], goal: int) -> list[int]:
    """What a topic builds on and what builds on it: by the number of steps, and what is above first."""
    opens: list[list[int]] = [[] for _ in needs]
    for place, above in enumerate(needs):
        for need in above:
            opens[need].append(place)
    steps = [
        (distance, below, place)
        for below, edges in enumerate((needs, opens))
        for place, distance in _distances(edges, goal).items()
    ]
    return [place for _, _, place in sorted(steps)]


def _distances(edges: Sequence[Sequence[int]], start: int) -> dict[int, int]:
    found, waiting = {start: 0}, [start]
    for place in waiting:
        for other in edges[place]:
            if other not in found:
                found[other] = found[place] + 1
                waiting.append(other)
    del found[start]
    return found


def _spots(collection: Collection, at: int, known: Subject, shown: Iterable[int]) -> tuple[Spot, ...]:
    index, day, parameters = collection.index, collection.calendar.day(at), collection.parameters()
    place_of = {place: number for number, place in enumerate(shown)}
    titles = [known.titles[place] for place in place_of]
    keys = [title.key for title in titles]
    standing, strength = standings(index, keys), strengths(index, keys)
    gate = Gate(index, day, parameters)
    gate.foresee(standing, {key: known.prerequisites(key) for key in keys})
    next_ = here(collection, at)
    return tuple(
        Spot(
            title.id,
            title.title,
            title.deck,
            _state(gate, title.key, standing[title.key]),
            _recall(strength[title.key], day, parameters),
            standing[title.key],
            title.key == next_,
            tuple(place_of[need] for need in known.needs[place] if need in place_of),
        )
        for place, title in zip(place_of, titles, strict=True)
    )


def _state(gate: Gate, key: int, standing: Standing) -> State:
    if not standing.cards:
        return "milestone"
    if not standing.active:
        return "suspended"
    if standing.begun:
        return "begun"
    return "new" if gate.ready(key) else "waiting"


def _recall(cards: Sequence[Strength], day: int, parameters: tuple[float, ...]) -> float | None:
    chances = [1.0 if card.known else retrievability(card.stability, day - card.last_day, parameters) for card in cards]
    return sum(chances) / len(chances) if chances else None


def as_json(spots: Sequence[Spot]) -> list[dict[str, object]]:
    """The keys of `map --json`."""
    return [
        {
            "id": spot.id,
            "title": spot.title,
            "deck": spot.deck,
            "state": spot.state,
            "recall": None if spot.recall is None else round(spot.recall, 4),
            "cards": spot.standing.cards,
            "begun": spot.standing.begun,
            "passed": spot.standing.passed,
            "next": spot.next,
            "builds_on": [spots[need].id for need in spot.needs],
        }
        for spot in spots
    ]
