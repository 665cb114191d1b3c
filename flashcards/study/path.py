"""A topic to the way that leads there: what comes before it, and how far a learner is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashcards.collection import topics

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.collection.collection import Collection
    from flashcards.collection.topics import Standing, TopicRow


@dataclass(frozen=True, slots=True)
class Station:
    """One topic on the way."""

    topic: TopicRow
    standing: Standing

    def line(self) -> str:
        """`[passed/cards] title`; a milestone has no cards."""
        counts = f"{self.standing.passed}/{self.standing.active}" if self.standing.active else "–"
        return f"{counts:>7}  {self.topic.title}"

    def as_json(self) -> dict[str, object]:
        """The keys of `path --json`."""
        cards, suspended, begun, passed = self.standing
        return {
            "id": self.topic.id,
            "title": self.topic.title,
            "deck": self.topic.deck,
            "cards": cards,
            "suspended": suspended,
            "begun": begun,
            "passed": passed,
        }

    @staticmethod
    def summary(stations: Sequence[Station]) -> str:
        """How much of the way is done, in one line."""
        passed = sum(station.standing.passed for station in stations)
        active = sum(station.standing.active for station in stations)
        new = sum(station.standing.cards - station.standing.begun for station in stations)
        share = f" ({passed / active:.0%})" if active else ""
        number = "1 topic" if len(stations) == 1 else f"{len(stations)} topics"
        return f"{number}, {passed} of {active} cards passed{share}, {new} not begun"


def way(collection: Collection, goal: TopicRow) -> list[Station]:
    """All that a topic builds on, and the topic itself, in study order."""
    keys = topics.path(collection.index, [goal.key])
    return [Station(topics.topic(collection.index, key), topics.standing(collection.index, key)) for key in keys]
