"""A learner who studies for some weeks, the same at every run: a past for statistics."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from flashcards.model import Kind, Rating, State
from tests.students import DAY, HOUR, deck, study, topic

if TYPE_CHECKING:
    from flashcards.collection.cards import Entry
    from tests.students import Desk

SETTINGS = "retention = 0.95\n"
"""Wanting more makes more reviews in as many days."""
DECK = deck(
    topic("Atoms", "What is an atom?", "What is an ion?", "What is a shell?"),
    topic("Bonds", "What is a bond?", "What is a salt?", requires="Atoms"),
    topic("Metals", "What is a metal?", "What is an alloy?", requires="Bonds"),
    topic("Goal", requires="Metals"),
)


def studied(desk: Desk, days: int, *, seed: int = 1) -> Desk:
    """Days with and without study, in the morning or late at night, with lapses, and with things taken back."""
    chance = random.Random(seed)

    def answers(entry: Entry) -> Rating:
        weak = 0.35 if entry.title == "Bonds" else 0.12
        if entry.memory.state is State.REVIEW and chance.random() < weak:
            return Rating.AGAIN
        return chance.choice([Rating.HARD, Rating.GOOD, Rating.GOOD, Rating.GOOD, Rating.EASY])

    for _ in range(days):
        morning = desk.clock.at
        if chance.random() < 0.8:
            desk.clock.at += chance.choice([0, 0, 5, 17]) * HOUR
            session = desk.session(new=2)
            study(session, answers, seconds=chance.randint(3, 30), most=chance.randint(1, 12))
            if chance.random() < 0.3:
                session.undo()
        if chance.random() < 0.05:
            desk.log(Kind.FORGET, "What is an ion?")
        desk.clock.at = morning + DAY
    desk.collection.refresh(desk.clock.at)
    return desk
