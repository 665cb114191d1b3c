"""What comes before a topic, and how far one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.collection import topics
from flashcards.model import Kind
from flashcards.study.path import Station, way
from tests.students import Desk, deck, study, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    Desks = Callable[..., Desk]

SOURCE = deck(
    topic("Aside", "X?"),
    topic("Goal", "G?", requires=["Stone", "Late"]),
    topic("Base", "B1?", "B2?"),
    topic("Stone", requires="Base"),
    topic("Late", "L?"),
)


def stations(made: Desk, title: str) -> list[Station]:
    goal = topics.find(made.collection.index, title)
    assert goal is not None
    return way(made.collection, goal)


def test_all_that_a_topic_builds_on_in_study_order(desk: Desks) -> None:
    found = stations(desk(SOURCE), "goal")

    assert ["Base", "Stone", "Late", "Goal"] == [station.topic.title for station in found]


def test_a_circle_ends(desk: Desks) -> None:
    made = desk(deck(topic("A", "A?", requires="B"), topic("B", "B?", requires="A")))

    assert {"A", "B"} >= {station.topic.title for station in stations(made, "A")}


def test_lines_count_what_is_passed_and_a_milestone_counts_nothing(desk: Desks) -> None:
    made = desk(SOURCE)
    made.log(Kind.KNOWN, "B1?")
    made.log(Kind.SUSPEND, "L?")

    found = stations(made, "Goal")

    assert ["    1/2  Base", "      –  Stone", "      –  Late", "    0/1  Goal"] == [
        station.line() for station in found
    ]
    assert "4 topics, 1 of 3 cards passed (33%), 3 not begun" == Station.summary(found)


def test_as_json_names_its_numbers(desk: Desks) -> None:
    made = desk(SOURCE)
    study(made.session(new=1), most=1)

    aside = stations(made, "Aside")[0].as_json()

    assert {
        "id": "aside",
        "title": "Aside",
        "deck": "deck",
        "cards": 1,
        "suspended": 0,
        "begun": 1,
        "passed": 0,
    } == aside
