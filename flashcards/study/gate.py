"""Which topic introduces its next card: soft, with a window, never idle.

A topic is ready when four fifths of the cards of each topic it builds on are passed. If no topic in the window is
ready, the one whose foundations are remembered best goes on. Topics without active cards are transparent.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import topics
from flashcards.memory.scheduler import retrievability

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from flashcards.collection.topics import Standing

WINDOW = 10
READY = 0.8


class Foundation(NamedTuple):
    """A topic that another one rests on, and how far it is."""

    topic: int
    standing: Standing

    @property
    def ready(self) -> bool:
        return self.standing.share >= READY


@dataclass(slots=True)
class Gate:
    """The gate at one moment. It remembers what it has asked, so a new one is made for each card."""

    index: sqlite3.Connection
    day: int
    parameters: tuple[float, ...]
    _standings: dict[int, Standing] = field(default_factory=dict)
    _foundations: dict[int, tuple[int, ...]] = field(default_factory=dict)
    _prerequisites: dict[int, Sequence[int]] = field(default_factory=dict)

    def foresee(self, standings: Mapping[int, Standing], prerequisites: Mapping[int, Sequence[int]]) -> None:
        """Take over what was asked for many topics at once."""
        self._standings |= standings
        self._prerequisites |= prerequisites

    def choose(self, window: Sequence[int]) -> int | None:
        """The topic of a window (in study order) that introduces its next card; None for an empty window."""
        for topic in window:
            if self.standing(topic).begun or self.ready(topic):
                return topic
        return max(window, key=self.strength, default=None)

    def ready(self, topic: int) -> bool:
        return all(foundation.ready for foundation in self.foundations(topic))

    def foundations(self, topic: int) -> list[Foundation]:
        """What a topic rests on: its prerequisites, or what those without active cards rest on themselves."""
        return [Foundation(key, self.standing(key)) for key in self._effective(topic)]

    def standing(self, topic: int) -> Standing:
        if topic not in self._standings:
            self._standings[topic] = topics.standing(self.index, topic)
        return self._standings[topic]

    def strength(self, topic: int) -> float:
        """The mean chance of recall over the cards of what a topic rests on; new cards count as 0, none at all as 1."""
        chances = [
            1.0 if known else retrievability(stability, self.day - last, self.parameters)
            for foundation in self._effective(topic)
            for stability, last, known in topics.strengths(self.index, foundation)
        ]
        return sum(chances) / len(chances) if chances else 1.0

    def _effective(self, topic: int) -> tuple[int, ...]:
        """Walks through milestones with a stack of its own: chains of them may be long."""
        if topic in self._foundations:
            return self._foundations[topic]
        found: dict[int, None] = {}
        seen = {topic}
        stack = list(reversed(self._before(topic)))
        while stack:
            key = stack.pop()
            if key in seen:
                continue
            seen.add(key)
            if self.standing(key).active:
                found[key] = None
            else:
                stack += reversed(self._before(key))
        self._foundations[topic] = tuple(found)
        return self._foundations[topic]

    def _before(self, topic: int) -> Sequence[int]:
        if topic not in self._prerequisites:
            self._prerequisites[topic] = topics.prerequisites(self.index, topic)
        return self._prerequisites[topic]
