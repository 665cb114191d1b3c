"""The official Anki backend as an anchor: a collection of the same size, its first card, its answers.

Nothing of the program imports this, or `anki`.
"""

from __future__ import annotations

import json
import random
import sqlite3
from hashlib import sha1
from typing import TYPE_CHECKING

import anki.collection
from anki.cards import Card
from anki.decks import DeckConfigId
from anki.scheduler.v3 import Scheduler

from bench import past
from bench.make import WORDS
from flashcards.memory.days import Calendar
from flashcards.model import Rating, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bench.make import Size

FILE = "collection.anki2"


def make(folder: Path, size: Size, at: int) -> None:
    """An Anki collection with as many cards and reviews, FSRS on, and the same limits."""
    folder.mkdir(parents=True)
    path = folder / FILE
    today = Calendar().day(at)
    collection = anki.collection.Collection(str(path))
    collection.set_config("fsrs", True)
    options = collection.decks.get_config(DeckConfigId(1))
    assert options is not None
    options["rev"]["perDay"] = 9999
    collection.decks.update_config(options)
    notetype = collection.models.by_name("Basic")
    assert notetype is not None
    collection.close()
    database = sqlite3.connect(path)
    with database:
        began = today - past.DAYS - 1
        database.execute("update col set crt = ?", (Calendar().begins(began) // 1000,))
        _fill(database, notetype["id"], size, today, began)
    database.execute("pragma journal_mode = delete")
    database.close()


def _fill(database: sqlite3.Connection, notetype: int, size: Size, today: int, began: int) -> None:
    chance = random.Random("reviews")
    begins = {day: Calendar().begins(day) for day in range(today - past.DAYS, today)}
    first, count, used = 1_500_000_000_000, 0, set[int]()
    for number in range(size.all_cards):
        key = first + number
        front, back = (" ".join(random.Random(f"{side}{number}").choices(WORDS, k=9)) for side in "fb")
        checksum = int(sha1(front.encode(), usedforsecurity=False).hexdigest()[:8], 16)
        guid = f"{number:010}"
        database.execute(
            "insert into notes values (?, ?, ?, 0, 0, '', ?, ?, ?, 0, '')",
            (key, guid, notetype, f"{front}\x1f{back}", front, checksum),
        )
        introduced = today - past.DAYS + number * past.DAYS * 2 // size.all_cards
        answers = list(past.answers(chance, begins, introduced))[: size.reviews - count]
        count += len(answers)
        database.executemany("insert into revlog values (?, ?, -1, ?, ?, ?, ?, 7000, ?)", _reviews(key, answers, used))
        database.execute(
            "insert into cards values (?, ?, 1, 0, 0, 0, ?, ?, ?, ?, 0, ?, ?, 0, 0, 0, 0, ?)",
            (key, key, *_standing(answers, number, began)),
        )


def _reviews(card: int, answers: list[past.Answer], used: set[int]) -> Iterator[tuple[int, ...]]:
    last = 0
    for answer in answers:
        key = answer.at
        while key in used:
            key += 1
        used.add(key)
        state, _, interval, _, _ = answer.outcome
        kind = {State.LEARNING: 0, State.REVIEW: 1, State.RELEARNING: 2, State.NEW: 0}[state]
        yield key, card, int(answer.rating), interval or -600, last, 500, kind
        last = interval


def _standing(answers: list[past.Answer], number: int, began: int) -> tuple[object, ...]:
    """Type, queue, due, interval, repetitions, lapses, memory."""
    if not answers:
        return 0, 0, number, 0, 0, 0, ""
    state, _, interval, due, instant = answers[-1].outcome
    lapses = sum(answer.rating is Rating.AGAIN for answer in answers)
    memory = json.dumps({"s": float(max(1, interval)), "d": 5.0, "dr": 0.9})
    if state is State.REVIEW:
        return 2, 2, due - began, interval, len(answers), lapses, memory
    assert instant is not None
    return 1, 1, instant // 1000, 0, len(answers), lapses, memory


class Peer:
    """An open Anki collection, one card after the other."""

    def __init__(self, folder: Path) -> None:
        self.collection = anki.collection.Collection(str(folder / FILE))
        assert isinstance(self.collection.sched, Scheduler)
        self.scheduler = self.collection.sched
        self.queued = self.scheduler.get_queued_cards()

    @property
    def question(self) -> str:
        return self._card().question()

    def answer(self, rating: int) -> None:
        """Grade the card that is shown, and get the next one with what each grade would do to it."""
        states = self.queued.cards[0].states
        answer = self.scheduler.build_answer(card=self._card(), states=states, rating=rating - 1)  # type: ignore[arg-type]
        self.scheduler.answer_card(answer)
        self.queued = self.scheduler.get_queued_cards()

    def forgo_the_disk(self) -> None:
        """Do not wait for what is written to reach the disk."""
        assert self.collection.db is not None
        self.collection.db.execute("pragma synchronous = off")

    def close(self) -> None:
        self.collection.close()

    def _card(self) -> Card:
        card = Card(self.collection)
        card._load_from_backend_card(self.queued.cards[0].card)
        card.start_timer()
        return card
