"""Simulated students through real sittings: the perfect, the failing, the forgetful, and those whose clocks move."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flashcards.collection import doctor, queues
from flashcards.collection.index import problem_count
from flashcards.memory.scheduler import retrievability
from flashcards.model import Kind, Rating, State
from tests.students import DAY, HOUR, MORNING, Desk, answer, deck, introduced, study, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashcards.collection.cards import Entry
    from tests.students import Answer

    Desks = Callable[..., Desk]

COURSE = Path(__file__).parents[2] / "decks"
BERLIN = 'timezone = "Europe/Berlin"\n'


def subject(topics: int = 60, seed: int = 5) -> str:
    """Topics that build on earlier ones, on later ones, on nothing and, some, on what is not there."""
    chance = random.Random(seed)
    parts = []
    for n in range(topics):
        wanted = {f"T{chance.randrange(n)}" for _ in range(chance.randrange(3))} if n else set()
        if chance.random() < 0.1:
            wanted.add(f"T{chance.randrange(topics + 5)}")
        count = 0 if chance.random() < 0.05 else chance.randrange(1, 5)
        parts.append(topic(f"T{n}", *(f"Q{n} {k}?" for k in range(count)), requires=sorted(wanted)))
    return deck(*parts)


def next_morning(made: Desk) -> None:
    """The clock to 8 o'clock UTC of the next day."""
    made.clock.at += DAY - (made.clock.at - MORNING) % DAY


def day_by_day(made: Desk, days: int, student: Callable[[Entry], Rating], **wishes: int) -> list[list[Answer]]:
    found = []
    for _ in range(days):
        found.append(study(made.session(**wishes), student))
        next_morning(made)
    return found


@dataclass(slots=True)
class Forgetful:
    """Remembers with the chance that FSRS gives, and counts how it went."""

    made: Desk
    chance: random.Random
    asked: int = 0
    remembered: int = 0

    def __call__(self, card: Entry) -> Rating:
        memory = card.memory
        if memory.state is not State.REVIEW:
            return Rating.GOOD if self.chance.random() < 0.9 else Rating.AGAIN
        today = self.made.collection.calendar.day(self.made.clock.at)
        knows = self.chance.random() < retrievability(memory.stability, today - memory.last_day)
        self.asked += 1
        self.remembered += knows
        return Rating.GOOD if knows else Rating.AGAIN


class TestPerfect:
    def test_reaches_everything_and_is_never_idle(self, desk: Desks) -> None:
        made = desk(subject(), "new_per_day = 10")
        total = len(made.cards())
        seen = 0

        for _ in range(-(-total // 10)):
            answers = study(made.session(), lambda _: Rating.EASY)
            assert len(introduced(answers)) == min(10, total - seen)
            seen += len(introduced(answers))
            next_morning(made)

        assert total == seen
        assert all(memory.reps for memory in made.memories().values())
        assert [] == doctor.examine(made.collection)

    def test_meets_foundations_first(self, desk: Desks) -> None:
        chain = [topic(f"T{n}", f"Q{n} a?", f"Q{n} b?", requires=f"T{n - 1}" if n else "") for n in range(12)]
        made = desk(deck(*reversed(chain)), "new_per_day = 2")

        days = day_by_day(made, 12, lambda _: Rating.EASY)

        assert [f"Q{n} {k}?" for n in range(12) for k in "ab"] == [front for day in days for front in introduced(day)]

    def test_goes_through_the_course(self, desk: Desks) -> None:
        files = {path.name: path.read_text("utf-8") for path in sorted(COURSE.glob("*.yaml"))}
        made = desk(files, "new_per_day = 500\nreviews_per_day = 9999\nlearning_steps = []")
        if problem_count(made.collection.index) or not files:
            pytest.skip("the course has problems of its own")
        fronts = {(entry.id) for entry in made.cards().values()}

        days = day_by_day(made, 8, lambda _: Rating.EASY, limit=400)

        assert len(fronts) <= sum(len(introduced(day)) for day in days)
        assert [] == doctor.examine(made.collection)


class TestEager:
    @pytest.mark.parametrize("rating", Rating)
    def test_who_learns_ahead_comes_to_an_end(self, desk: Desks, rating: Rating) -> None:
        def hopeful(card: Entry) -> Rating:
            return rating if card.memory.state is State.REVIEW else Rating.GOOD

        made = desk(subject(20), "new_per_day = 8")
        day_by_day(made, 4, lambda _: Rating.GOOD)

        for _ in range(3):
            session = made.session(ahead=30)
            answers = study(session, hopeful, most=300)
            reviewed = Counter(said.front for said in answers if said.before.state is State.REVIEW)

            assert (None, 0) == (session.card, session.left.total)
            assert {1} == set(reviewed.values())
            assert made.session(ahead=30).card is None
            next_morning(made)


class TestFailing:
    def test_stalls_at_the_roots_and_can_always_go_on(self, desk: Desks) -> None:
        made = desk(subject())
        order = list(dict.fromkeys(entry.title for entry in made.cards().values()))

        for _ in range(5):
            answers = study(made.session(), lambda _: Rating.AGAIN, most=150)
            assert 150 == len(answers)
            next_morning(made)

        cards = made.cards().values()
        met = {entry.title for entry in cards if entry.memory.reps}
        all_met = met - {entry.title for entry in cards if not entry.memory.reps}
        assert met <= set(order[: 10 + len(all_met)])
        assert 0 == sum(memory.passed for memory in made.memories().values())

    def test_is_not_buried_in_new_cards(self, desk: Desks) -> None:
        made = desk(subject())

        answers = study(made.session(), lambda _: Rating.AGAIN, most=300)

        assert len(introduced(answers)) <= 12


class TestForgetful:
    def test_a_year_day_by_day(self, desk: Desks) -> None:
        made = desk(subject(45), 'new_per_day = 5\nreviews_per_day = 40\nlearn_ahead = "30m"')
        student = Forgetful(made, random.Random(11))
        total = len(made.cards())
        dues: dict[str, int] = {}
        for _ in range(365):
            today = made.collection.calendar.day(made.clock.at)
            assert dues == {f: m.due_day for f, m in made.memories().items() if f in dues}
            answers = study(made.session(), student)
            reviews = [said for said in answers if said.before.state is State.REVIEW]

            assert len(introduced(answers)) <= 5
            assert len(reviews) + len(introduced(answers)) <= 40
            assert all(said.before.due_day <= today for said in reviews)
            if answers:
                dues = {front: memory.due_day for front, memory in made.memories().items() if memory.reps}
            next_morning(made)

        late = made.collection.calendar.day(made.clock.at)
        memories = made.memories().values()
        assert total == sum(memory.reps > 0 for memory in memories)
        assert all(memory.suspended or memory.due_day >= late - 1 for memory in memories)
        assert student.asked > 3 * total
        assert abs(student.remembered / student.asked - 0.9) < 0.03
        assert [] == doctor.examine(made.collection)


class TestClocks:
    def test_a_year_over_daylight_saving(self, desk: Desks) -> None:
        begins = int(datetime(2026, 1, 5, 2, 30, tzinfo=UTC).timestamp() * 1000)
        made = desk(subject(8), BERLIN + "new_per_day = 3\nfuzz = false", at=begins)
        days = []
        for _ in range(365):
            days.append(made.collection.calendar.day(made.clock.at))
            answers = study(made.session())
            assert len(introduced(answers)) <= 3
            made.clock.at += DAY - (made.clock.at - begins) % DAY

        switches = [one for one, other in itertools.pairwise(days) if other != one + 1]
        assert 2 >= len(switches)
        assert all(memory.lapses == 0 and memory.passed for memory in made.memories().values())

    @pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata"])
    def test_a_move_between_time_zones_moves_no_due(self, desk: Desks, zone: str) -> None:
        made = desk(subject(10), BERLIN + "new_per_day = 5")
        day_by_day(made, 10, lambda _: Rating.GOOD)
        before = made.memories()

        settings = made.folder / "flashcards.toml"
        settings.write_text(settings.read_text().replace("Europe/Berlin", zone))
        made.reopen()
        moved = made.memories()
        days = day_by_day(made, 10, lambda _: Rating.GOOD)
        made.reopen(without_index=True)

        assert before == moved
        assert all(len(introduced(day)) <= 5 for day in days)
        assert all(memory.lapses == 0 for memory in made.memories().values())
        assert [] == doctor.examine(made.collection)

    @pytest.mark.parametrize("hours", [1, 5, 30, 24 * 6])
    def test_a_clock_that_jumps_back_moves_no_due_and_counts_no_day_twice(self, desk: Desks, hours: int) -> None:
        made = desk(subject(20), "new_per_day = 5")
        day_by_day(made, 8, lambda _: Rating.GOOD)
        study(made.session())
        before = made.memories()

        made.clock.at -= hours * HOUR
        after_jump = made.session()
        untouched = made.memories()
        answers = study(after_jump)
        made.reopen(without_index=True)
        days = [event.day for event in made.collection.history.events(kinds=[Kind.REVIEW])]
        first_days = [memory.introduced_day for memory in made.memories().values() if memory.reps]
        made.clock.at += hours * HOUR
        later = day_by_day(made, 5, lambda _: Rating.GOOD)

        assert before == untouched
        assert [] == introduced(answers)
        assert max(first_days.count(day) for day in days) <= 5
        assert any(introduced(day) for day in later)
        assert [] == doctor.examine(made.collection)

    def test_answers_after_a_jump_back_keep_their_order(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "A1?")), "learning_steps = []")
        answer(made.session())
        made.clock.at += 40 * DAY
        answer(made.session())
        made.clock.at -= 60 * DAY
        session = made.session(selection=queues.Selection((made.topic("A"),)), ahead=365)

        answer(session, Rating.AGAIN)
        live = made.memories()
        made.reopen(without_index=True)

        assert live == made.memories()
        assert (3, 1) == (made.memory("A1?").reps, made.memory("A1?").lapses)
