"""Topics of a collection, in file order, to resolved prerequisites, an order to study in, and what is wrong with them.

Not responsible for what a learner knows: the gate reads `needs` and decides.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from flashcards.deck import names
from flashcards.deck.near import Near
from flashcards.model import Problem, Reference, Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from flashcards.model import Topic

LONGEST_PATH = 10
MOST_PATHS = 100
_CHUNK = 4096


class Node(NamedTuple):
    """As much of a topic as the graph looks at, in its place."""

    id: str
    title: str
    aka: tuple[str, ...]
    requires: tuple[Reference, ...]
    span: Span


class Edge(NamedTuple):
    """`topic` builds on `needs`; both are indexes."""

    topic: int
    needs: int


@dataclass(frozen=True, slots=True)
class Graph:
    """Indexes are places in `nodes`. `needs` leaves out the edges in `dropped`, so it has no cycles."""

    nodes: tuple[Topic | Node, ...]
    needs: tuple[tuple[int, ...], ...]
    opens: tuple[tuple[int, ...], ...]
    """The other way round: the topics that build directly on each."""
    order: tuple[int, ...]
    """The author's order, with prerequisites pulled in just before their first use."""
    dropped: tuple[Edge, ...]
    problems: tuple[Problem, ...]
    names: dict[str, int] = field(repr=False)

    def find(self, name: str) -> int | None:
        """The topic of this title, other title or id; neither case nor spacing matter."""
        return self.names.get(names.folded(name))

    def ancestors(self, topic: int) -> frozenset[int]:
        """All that a topic builds on, directly or not, without itself."""
        return _reached(self.needs, topic)

    def redundant(self) -> list[Edge]:
        """The edges that others imply: a prerequisite which another prerequisite of the topic builds on."""
        found: list[Edge] = []
        for low in range(0, len(self.nodes), _CHUNK):
            found += self._redundant(low, low + _CHUNK)
        return sorted(found)

    def _redundant(self, low: int, high: int) -> list[Edge]:
        """The same for prerequisites with an index in this range: one bit each, to bound the memory."""
        above = [0] * len(self.nodes)
        found: list[Edge] = []
        for topic in self.order:
            implied = 0
            for need in self.needs[topic]:
                implied |= above[need]
            direct = 0
            for need in self.needs[topic]:
                if low <= need < high:
                    direct |= 1 << (need - low)
                    if implied >> (need - low) & 1:
                        found.append(Edge(topic, need))
            above[topic] = implied | direct
        return found


def link(nodes: Iterable[Topic | Node], held: Collection[str] = ()) -> Graph:
    """Resolve all prerequisites and put the topics in order. Deterministic; no topic is ever lost.

    `held` are the ids of topics that stand in a file but cannot be read.
    """
    nodes = tuple(nodes)
    problems: list[Problem] = []
    known = _names(nodes, problems)
    near = Near(known, lambda name: _written(nodes[known[name]], name))
    there = _There(known, near, held)
    wanted = [_resolve(nodes, topic, there, problems) for topic in range(len(nodes))]
    order, dropped = _order(wanted)
    problems += _cycles(nodes, known, dropped)
    cut = {edge for edge, _ in dropped}
    needs = [tuple([p for p in pre if (v, p) not in cut]) if cut else tuple(pre) for v, pre in enumerate(wanted)]
    opens: list[list[int]] = [[] for _ in nodes]
    for topic, pre in enumerate(needs):
        for need in pre:
            opens[need].append(topic)
    return Graph(
        nodes,
        tuple(needs),
        tuple([tuple(topics) for topics in opens]),
        tuple(order),
        tuple([edge for edge, _ in dropped]),
        tuple(_in_file_order(nodes, problems)),
        known,
    )


def _written(topic: Topic | Node, name: str) -> str:
    """A name of a topic as its author wrote it; its title, where the name is its id."""
    return next((other for other in topic.aka if names.folded(other) == name), topic.title)


def _in_file_order(nodes: Sequence[Topic | Node], problems: list[Problem]) -> list[Problem]:
    """By the order in which the files came, which need not be that of their names."""
    files = {path: place for place, path in enumerate(dict.fromkeys(topic.span.path for topic in nodes))}
    return sorted(problems, key=lambda problem: (files[problem.span.path], problem.span))


def _names(nodes: Sequence[Topic | Node], problems: list[Problem]) -> dict[str, int]:
    """Each name to the first topic that bears it; a second bearer is an error at the second."""
    known: dict[str, int] = {}
    ids: dict[str, int] = {}
    for index, topic in enumerate(nodes):
        first = ids.setdefault(topic.id, index)
        if first != index:
            message = f"{names.quoted(topic.title)} has the id '{topic.id}' of a topic at {nodes[first].span}"
            problems.append(Problem("error", topic.span, message, "give one of them an 'id:' of its own"))
            continue
        for name in {names.folded(name): name for name in (topic.id, *topic.aka, topic.title)}.values():
            other = known.setdefault(names.folded(name), index)
            if other != index:
                message = f"{names.quoted(name)} is also the name of a topic at {nodes[other].span}"
                problems.append(Problem("error", topic.span, message, "'requires' means the first; rename one of them"))
    return known


class _There(NamedTuple):
    """What a prerequisite may mean: topics by folded name, those with names like it, and ids that cannot be read."""

    known: Mapping[str, int]
    near: Near
    held: Collection[str]


def _resolve(nodes: Sequence[Topic | Node], index: int, there: _There, problems: list[Problem]) -> list[int]:
    """The topics that one topic requires, by file position; what cannot be found is a problem and no edge."""
    wanted = nodes[index].requires
    found: dict[int, None] = {}
    rejoined: set[int] = set()
    for place, reference in enumerate(wanted):
        target = there.known.get(names.folded(reference.text))
        if target is None:
            if place not in rejoined:
                target = _missing(nodes[index], place, there, problems, rejoined)
        elif target == index:
            _say(problems, reference, f"{names.quoted(nodes[index].title)} requires itself")
            continue
        elif target in found:
            _say(problems, reference, f"{names.quoted(reference.text)} is required twice")
        if target is not None and target != index:
            found[target] = None
    return sorted(found)


def _say(problems: list[Problem], reference: Reference, message: str) -> None:
    problems.append(Problem("warning", reference.span, message, "leave it out"))


def _missing(topic: Topic | Node, place: int, there: _There, problems: list[Problem], rejoined: set[int]) -> int | None:
    """Report a name that no topic bears; the topic that was meant, if a comma in its title split the name."""
    wanted = topic.requires
    for first in range(max(0, place - 3), place + 1):
        for end in range(max(first + 2, place + 1), min(first + 5, len(wanted) + 1)):
            whole = ", ".join(reference.text for reference in wanted[first:end])
            target = there.known.get(names.folded(whole))
            if target is not None:
                rejoined.update(range(first, end))
                message = f"the comma splits a title: {names.quoted(wanted[place].text)} is no topic"
                problems.append(Problem("error", wanted[first].span, message, f'write "{whole}"'))
                return target
    text = wanted[place].text
    unread = bool(there.held) and names.slug(text) in there.held
    what = "cannot be read now" if unread else "no file defines"
    message = f"{names.quoted(topic.title)} requires {names.quoted(text)}, which {what}"
    hint = "" if unread else _several(text, there.known) or there.near.hint(text)
    problems.append(Problem("warning", wanted[place].span, message, hint))
    return None


def _several(text: str, known: Mapping[str, int]) -> str:
    """The hint for titles with commas between them, which YAML takes for one."""
    parts = [" ".join(part.split()) for part in text.split(",")]
    return f"write a list: [{', '.join(parts)}]" if all(names.folded(part) in known for part in parts) else ""


def _order(needs: Sequence[Sequence[int]]) -> tuple[list[int], list[tuple[Edge, list[int]]]]:
    """Depth first from each topic in file order, without recursion; also the edges that close a cycle, each with it."""
    new, open_, done = 0, 1, 2
    state = [new] * len(needs)
    order: list[int] = []
    dropped: list[tuple[Edge, list[int]]] = []
    for start in range(len(needs)):
        if state[start] != new:
            continue
        state[start] = open_
        path, places = [start], [0]
        while path:
            topic, place = path[-1], places[-1]
            if place == len(needs[topic]):
                state[topic] = done
                order.append(topic)
                path.pop()
                places.pop()
                continue
            places[-1] = place + 1
            need = needs[topic][place]
            if state[need] == open_:
                cycle = path[path.index(need) :] if len(dropped) < MOST_PATHS else []
                dropped.append((Edge(topic, need), cycle))
            elif state[need] == new:
                state[need] = open_
                path.append(need)
                places.append(0)
    return order, dropped


def _cycles(
    nodes: Sequence[Topic | Node], known: dict[str, int], dropped: Iterable[tuple[Edge, list[int]]]
) -> list[Problem]:
    """Each cycle as a path, reported where it closes."""
    problems = []
    for edge, cycle in dropped:
        topic = nodes[edge.topic]
        span = next((r.span for r in topic.requires if known.get(names.folded(r.text)) == edge.needs), topic.span)
        steps = [f"{names.quoted(nodes[i].title)} ({nodes[i].span})" for i in cycle]
        if len(steps) > LONGEST_PATH:
            steps = [*steps[: LONGEST_PATH - 1], f"… {len(steps) - LONGEST_PATH} more …", steps[-1]]
        path = " requires ".join([*steps, names.quoted(nodes[edge.needs].title)])
        message = f"a circle: {path}" if cycle else f"{names.quoted(topic.title)} closes a circle of prerequisites"
        hint = "take out one of these 'requires'; this one is ignored for now"
        problems.append(Problem("error", span, message, hint))
    return problems


def _reached(edges: Sequence[Sequence[int]], start: int) -> frozenset[int]:
    seen: set[int] = set()
    waiting = list(edges[start])
    while waiting:
        topic = waiting.pop()
        if topic not in seen:
            seen.add(topic)
            waiting += edges[topic]
    return frozenset(seen)
