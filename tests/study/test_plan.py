"""What is shown, when, and in which order."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.collection import queues, topics
from flashcards.model import Draft, Kind, Rating, Schedule, State
from flashcards.study.actions import reasons
from flashcards.study.plan import Why
from tests.students import DAY, HOUR, MINUTE, MORNING, Clock, Desk, answer, deck, introduced, study, topic

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.students import Answer

    Desks = Callable[..., Desk]

NO_STEPS = "learning_steps = []\nrelearning_steps = []\n"
PLENTY = "new_per_day = 500\nreviews_per_day = 5000\n"


def easy(_: object) -> Rating:
    return Rating.EASY


def days_of(desk: Desk, count: int, **options: int) -> list[list[Answer]]:
    """The answers of a number of days, each begun at the same hour."""
    found = []
    for _ in range(count):
        found.append(study(desk.session(**options)))
        desk.clock.at += DAY - (desk.clock.at - MORNING) % DAY
    return found


def far_apart(answers: Sequence[Answer]) -> bool:
    return all(one.note != other.note for one, other in itertools.pairwise(answers))


class TestOrderOfNewCards:
    def test_is_the_authors_when_that_is_sound(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "A1?", "A2?"), topic("B", "B1?", requires="A"), topic("C", "C1?")), PLENTY)

        answers = study(made.session(), easy)

        assert ["A1?", "A2?", "B1?", "C1?"] == list(made.cards())
        assert ["A1?", "A2?", "C1?", "B1?"] == introduced(answers)

    def test_pulls_a_prerequisite_in_just_before_its_first_use(self, desk: Desks) -> None:
        made = desk(
            deck(topic("A", "A1?"), topic("C", "C1?", requires="Z"), topic("D", "D1?"), topic("Z", "Z1?")), PLENTY
        )

        answers = study(made.session(), easy)

        assert ["A1?", "Z1?", "C1?", "D1?"] == list(made.cards())
        assert ["A1?", "Z1?", "D1?", "C1?"] == introduced(answers)

    def test_goes_by_natural_order_of_files(self, desk: Desks) -> None:
        files = {f"{n}-part.yaml": deck(topic(f"T{n}", f"Q{n}?")) for n in (10, 2, 1)}

        made = desk(files, PLENTY)

        assert ["Q1?", "Q2?", "Q10?"] == introduced(study(made.session(), easy))

    def test_waits_for_passed_foundations(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "A1?"), topic("B", "B1?", requires="A"), topic("C", "C1?")), "new_per_day = 2")

        first, second = days_of(made, 2)

        assert ["A1?", "C1?"] == introduced(first)
        assert ["B1?"] == introduced(second)


class TestNothingBlocks:
    @pytest.mark.parametrize(
        "source",
        [
            deck(topic("A", "A1?", requires="B"), topic("B", "B1?", requires="A")),
            deck(topic("A", "A1?", requires="A")),
            deck(topic("A", "A1?", requires="Nobody")),
            deck(topic("Root"), topic("A", "A1?", requires="Root"), topic("B", "B1?", requires="A")),
            deck(topic("A", "A1?", requires="B"), topic("B", requires="C"), topic("C", requires="A")),
        ],
        ids=["circle", "itself", "dangling", "milestone", "circle through milestones"],
    )
    def test_whatever_the_graph(self, desk: Desks, source: str) -> None:
        made = desk(source, PLENTY)

        answers = study(made.session(), easy)

        assert set(introduced(answers)) == set(made.cards())

    def test_suspended_foundations_count_as_passed(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "A1?"), topic("B", "B1?", requires="A"), topic("C", "C1?")))
        made.log(Kind.SUSPEND, "A1?")

        session = made.session()

        assert session.card is not None
        assert session.card.card.front == "B1?"

    def test_the_gate_looks_through_a_chain_of_empty_topics(self, desk: Desks) -> None:
        hollow = [topic(f"M{n}", requires=f"M{n - 1}" if n else "Base") for n in range(300)]
        made = desk(
            deck(topic("Base", "Base1?"), *hollow, topic("Top", "Top1?", requires="M299"), topic("Free", "F1?"))
        )

        answers = study(made.session())

        assert ["Base1?", "F1?", "Top1?"] == introduced(answers)

    @settings(max_examples=25, deadline=None)
    @given(seed=st.integers(0, 10**6), size=st.integers(1, 25), edges=st.integers(0, 50))
    def test_every_card_is_reached_in_any_graph(
        self, tmp_path_factory: pytest.TempPathFactory, seed: int, size: int, edges: int
    ) -> None:
        chance = random.Random(seed)
        wanted: dict[int, set[str]] = {n: set() for n in range(size)}
        for _ in range(edges):
            wanted[chance.randrange(size)].add(f"T{chance.randrange(size + 2)}")
        source = deck(*(topic(f"T{n}", *[f"Q{n}?"] * chance.randrange(2), requires=sorted(wanted[n])) for n in wanted))
        made = _desk(tmp_path_factory.mktemp("graph"), source, PLENTY + NO_STEPS)

        answers = study(made.session())
        fronts = set(made.cards())
        made.close()

        assert len(answers) == len(fronts)
        assert {said.front for said in answers} == fronts


class TestGate:
    def test_the_window_holds_ten_topics(self, desk: Desks) -> None:
        waiting = [topic(f"W{n}", f"W{n}?", requires="Base") for n in range(9)]
        made = desk(deck(topic("Base", "B1?"), *waiting, topic("Eleventh", "E1?"), topic("Last", "L1?")))
        session = made.session()

        answer(session)

        assert session.card is not None
        assert session.card.title == "Eleventh"

    def test_nothing_beyond_the_window_is_drawn_forward(self, desk: Desks) -> None:
        waiting = [topic(f"W{n}", f"W{n}?", requires="Base") for n in range(10)]
        made = desk(deck(topic("Base", "B1?"), *waiting, topic("Eleventh", "E1?")))
        session = made.session()

        answer(session)

        assert session.card is not None
        assert session.card.title == "W0"


class TestLimits:
    def test_new_cards_of_a_day_count_across_sessions(self, desk: Desks) -> None:
        made = desk(deck(topic("A", *(f"Q{n}?" for n in range(10)))), "new_per_day = 3")

        first = study(made.session())
        made.reopen()
        second = study(made.session())
        made.clock.at += DAY
        third = study(made.session())

        assert [3, 0, 3] == [len(introduced(answers)) for answers in (first, second, third)]

    def test_new_cards_of_a_day_count_across_processes(self, desk: Desks) -> None:
        clock = Clock()
        here = desk(
            deck(topic("A", *(f"Q{n}?" for n in range(10)))), "new_per_day = 4\nlearning_steps = []", clock=clock
        )
        there = desk(clock=clock, device="laptop", settings="new_per_day = 4\nlearning_steps = []")
        one, other = here.session(), there.session()

        answer(one)
        other.advance()
        answers = study(other)
        one.advance()

        assert [3, 4] == [len(introduced(answers)), here.reviews()]
        assert one.card is None

    def test_a_day_ends_at_four_in_the_morning(self, desk: Desks) -> None:
        made = desk(deck(topic("A", *(f"Q{n}?" for n in range(9)))), "new_per_day = 2", at=MORNING + 19 * HOUR)

        before = study(made.session())
        made.clock.at = MORNING + 20 * HOUR + MINUTE
        after = study(made.session())

        assert [2, 2] == [len(introduced(before)), len(introduced(after))]

    def test_new_takes_the_place_of_the_daily_limit(self, desk: Desks) -> None:
        made = desk(deck(topic("A", *(f"Q{n}?" for n in range(10)))), "new_per_day = 2")

        counts = [len(introduced(study(made.session(new=new)))) for new in (None, 5, 5, 0, None)]

        assert [2, 3, 0, 0, 0] == counts

    def test_new_cards_use_up_the_review_limit(self, desk: Desks) -> None:
        made = desk(deck(topic("A", *(f"Q{n}?" for n in range(20)))), "new_per_day = 9\nreviews_per_day = 6")

        today = study(made.session())

        assert len(introduced(today)) == 6

    def test_reviews_come_before_new_cards_when_the_limit_is_short(self, desk: Desks) -> None:
        made = desk(
            deck(topic("A", *(f"Q{n}?" for n in range(20)))), f"new_per_day = 6\nreviews_per_day = 6\n{NO_STEPS}"
        )
        study(made.session())
        made.clock.at += 30 * DAY

        later = study(made.session())

        assert [Why.REVIEW] * 6 == [said.why for said in later]

    def test_learning_steps_do_not_use_it_up(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "Q1?", "Q2?", "Q3?")), "new_per_day = 2\nreviews_per_day = 2")

        answers = study(made.session())

        assert [2, 4] == [len(introduced(answers)), len(answers)]

    def test_reviews_stop_at_the_limit(self, desk: Desks) -> None:
        made = desk(
            deck(topic("A", *(f"Q{n}?" for n in range(12)))), f"new_per_day = 12\nreviews_per_day = 12\n{NO_STEPS}"
        )
        study(made.session())
        path = made.folder / "flashcards.toml"
        path.write_text(path.read_text().replace("reviews_per_day = 12", "reviews_per_day = 5"))
        made.clock.at += 30 * DAY
        made.reopen()

        counts = [len(study(made.session())) for _ in range(2)]

        assert [5, 0] == counts

    def test_new_cards_asked_for_come_whatever_reviews_use_up(self, desk: Desks) -> None:
        made = desk(deck(topic("A", *(f"Q{n:02}?" for n in range(20)))), f"reviews_per_day = 3\n{NO_STEPS}")
        study(made.session(new=10))
        made.clock.at += 30 * DAY

        session = made.session(new=5)
        left = session.left
        kinds = [said.why for said in study(session)]

        assert (5, 3) == (left.new, left.reviews)
        assert [Why.REVIEW] * 3 + [Why.NEW] * 5 == kinds
        assert [] == study(made.session(new=0))

    def test_without_a_wish_due_reviews_come_before_new_cards(self, desk: Desks) -> None:
        made = desk(deck(topic("A", *(f"Q{n:02}?" for n in range(20)))), f"reviews_per_day = 3\n{NO_STEPS}")
        study(made.session(new=10))
        made.clock.at += 30 * DAY

        assert [Why.REVIEW] * 3 == [said.why for said in study(made.session())]


class TestMixing:
    def test_one_new_card_per_four_reviews(self, desk: Desks) -> None:
        made = desk(deck(topic("A", *(f"Q{n:02}?" for n in range(40)))), PLENTY + NO_STEPS)
        study(made.session(new=16))
        made.clock.at += 60 * DAY

        kinds = [said.why for said in study(made.session(new=6))]

        assert [Why.REVIEW, Why.REVIEW, Why.REVIEW, Why.REVIEW, Why.NEW] * 4 + [Why.NEW] * 2 == kinds

    def test_a_note_introduces_one_card_a_day(self, desk: Desks) -> None:
        source = "topics:\n- topic: A\n  cards:\n  - An {{atom}} has a {{nucleus}} and {{electrons}}.\n"
        made = desk(source, PLENTY)

        days = days_of(made, 4)

        assert [1, 1, 1, 0] == [len(introduced(answers)) for answers in days]

    @pytest.mark.parametrize("parts", [2, 3, 6])
    def test_siblings_are_a_card_apart_while_another_is_there(self, desk: Desks, parts: int) -> None:
        items = ", ".join(f"item{n}" for n in range(parts))
        notes = [f"  - list: Steps {name}\n    items: [{items}]\n" for name in ("one", "two")]
        made = desk("topics:\n- topic: A\n  cards:\n" + "".join(notes), PLENTY + NO_STEPS)
        days_of(made, parts + 1)
        made.clock.at += 400 * DAY

        answers = study(made.session())

        assert len(answers) == 2 * (parts + 1)
        assert far_apart(answers)

    @pytest.mark.parametrize("sizes", [(1, 2), (1, 1, 3), (2, 1, 4), (3, 2, 5), (1, 1, 1, 1, 2), (2, 3, 2)])
    def test_siblings_are_not_left_for_the_end(self, desk: Desks, sizes: tuple[int, ...]) -> None:
        notes = [" and ".join(f"{{{{word{part} of {n}}}}}" for part in range(size)) for n, size in enumerate(sizes)]
        made = desk(
            "topics:\n- topic: A\n  cards:\n" + "".join(f"  - Say {note}.\n" for note in notes), PLENTY + NO_STEPS
        )
        days_of(made, max(sizes))
        made.clock.at += 400 * DAY

        answers = study(made.session())

        assert len(answers) == sum(sizes)
        assert far_apart(answers)

    def test_the_longest_due_are_not_put_off_for_siblings(self, desk: Desks) -> None:
        made = desk(
            "topics:\n- topic: A\n  cards:\n  - The {{one}} and the {{two}}.\n  - Another?: Yes.\n",
            f"{PLENTY}{NO_STEPS}fuzz = false\n",
        )
        days_of(made, 2)
        made.clock.at += 400 * DAY
        path = made.folder / "flashcards.toml"
        path.write_text(path.read_text().replace("reviews_per_day = 5000", "reviews_per_day = 1"))
        made.reopen()

        due = {entry.memory.due_day for entry in made.cards().values() if entry.note.kind == "cloze"}
        answers = study(made.session())

        assert [min(due)] == [said.before.due_day for said in answers]

    def test_a_new_sibling_gives_way_to_another_new_card(self, desk: Desks) -> None:
        source = (
            "topics:\n- topic: A\n  cards:\n  - The {{first}} and {{second}}.\n  - Another?: Yes.\n  - Third?: No.\n"
        )
        made = desk(source, f"new_per_day = 1\n{NO_STEPS}")
        study(made.session())
        made.clock.at += 30 * DAY

        answers = study(made.session(new=2))

        assert [Why.REVIEW, Why.NEW, Why.NEW] == [said.why for said in answers]
        assert far_apart(answers)

    def test_a_learning_step_gives_way_to_another_card(self, desk: Desks) -> None:
        source = "topics:\n- topic: A\n  cards:\n  - The {{first}} and {{second}}.\n  - Another?: Yes.\n"
        made = desk(source, PLENTY)
        days_of(made, 3)
        made.clock.at += 100 * DAY

        answers = study(made.session(), lambda card: Rating.AGAIN if card.memory.state is State.REVIEW else Rating.GOOD)

        assert len(answers) == 6
        assert far_apart(answers[:3])


class TestLearnAhead:
    def test_a_near_step_is_shown_when_nothing_else_is_left(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "Q1?")), 'learning_steps = ["1m", "15m"]')

        answers = study(made.session())

        assert [Why.NEW, Why.AHEAD] == [said.why for said in answers]

    def test_a_step_beyond_twenty_minutes_ends_the_session(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "Q1?")), 'learning_steps = ["1m", "30m"]\nfuzz = false')
        session = made.session()

        answers = study(session)
        due = made.memory("Q1?").due_at

        assert [Why.NEW] == [said.why for said in answers]
        assert (session.card, session.ended, session.left.learning) == (None, "", 1)
        assert due == answers[0].at + 30 * MINUTE

    def test_a_due_step_comes_before_reviews_and_new_cards(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "Q1?", "Q2?", "Q3?")), 'learning_steps = ["1m", "10m"]\nfuzz = false')
        session = made.session()
        answer(session)
        made.clock.at += 10 * MINUTE

        answer(session)

        assert session.card is not None
        assert (session.card.card.front, session.why) == ("Q1?", Why.STEP)

    def test_a_step_past_the_nights_end_is_due_the_next_day(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "Q1?")), 'learning_steps = ["1m", "1d"]')
        study(made.session())
        kept = made.memory("Q1?")

        made.clock.at += DAY - 3 * HOUR
        answers = study(made.session())

        assert (kept.state, kept.due_at) == (State.LEARNING, None)
        assert [Why.STEP] == [said.why for said in answers]

    def test_nothing_left_is_said(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "Q1?")))
        session = made.session()

        study(session)

        assert (session.card, session.ended, session.left.total) == (None, "", 0)


FILES = {
    "a.yaml": "deck: Maths::Algebra\ntags: [easy]\n" + deck(topic("A", "A1?"), topic("B", "B1?", requires="A")),
    "c.yaml": "deck: Maths\n" + deck(topic("C", "C1?", requires="B", more="tags: [hard::very]"), topic("D", "D1?")),
    "x.yaml": "deck: Mathsy\n" + deck(topic("X", "X1?")),
}


class TestFilters:
    def shown(self, made: Desk, selection: queues.Selection) -> set[str]:
        return {said.front for said in study(made.session(selection=selection))}

    def test_topic_is_that_topic_alone(self, desk: Desks) -> None:
        made = desk(FILES)

        assert {"C1?"} == self.shown(made, queues.Selection((made.topic("C"),)))

    def test_path_adds_all_that_it_builds_on(self, desk: Desks) -> None:
        made = desk(FILES)
        path = topics.path(made.collection.index, [made.topic("C")])

        assert {"A1?", "B1?", "C1?"} == self.shown(made, queues.Selection(tuple(path)))

    @pytest.mark.parametrize(
        ("name", "fronts"),
        [("Maths", {"A1?", "B1?", "C1?", "D1?"}), ("maths::algebra", {"A1?", "B1?"}), ("Math", set()), ("M%", set())],
    )
    def test_deck_takes_in_the_decks_inside_it(self, desk: Desks, name: str, fronts: set[str]) -> None:
        made = desk(FILES)

        assert fronts == self.shown(made, queues.Selection(decks=(name,)))

    @pytest.mark.parametrize(("name", "fronts"), [("easy", {"A1?", "B1?"}), ("HARD", {"C1?"}), ("har", set())])
    def test_tag_takes_in_the_tags_below_it(self, desk: Desks, name: str, fronts: set[str]) -> None:
        made = desk(FILES)

        assert fronts == self.shown(made, queues.Selection(tags=(name,)))

    def test_limit_candidates_never_what_counts_as_passed(self, desk: Desks) -> None:
        source = deck(topic("A", "A1?"), topic("B", "B1?", requires="A"), topic("C", "C1?"))
        made = desk(source)
        chosen = queues.Selection((made.topic("B"), made.topic("C")))

        waiting = introduced(study(made.session(selection=chosen, limit=1)))
        study(made.session(selection=queues.Selection((made.topic("A"),))))
        made.clock.at += 3 * DAY
        study(made.session(selection=queues.Selection((made.topic("A"),))))
        ready = introduced(study(made.session(selection=chosen)))

        assert (["C1?"], ["B1?"]) == (waiting, ready)

    def test_limits_count_what_was_done_outside_of_them(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "A1?", "A2?"), topic("B", "B1?", "B2?")), "new_per_day = 3")

        study(made.session(selection=queues.Selection((made.topic("B"),))))
        rest = study(made.session())

        assert ["A1?"] == introduced(rest)


class TestWishes:
    def test_limit_stops_after_so_many_answers(self, desk: Desks) -> None:
        made = desk(deck(topic("A", *(f"Q{n}?" for n in range(9)))))
        session = made.session(limit=4)

        answers = study(session)

        assert (4, "limit", None) == (len(answers), session.ended, session.card)

    def test_minutes_stop_after_so_much_answering(self, desk: Desks) -> None:
        made = desk(deck(topic("A", *(f"Q{n}?" for n in range(20)))))
        session = made.session(minutes=1)

        answers = study(session, seconds=10)

        assert (6, "minutes", None) == (len(answers), session.ended, session.card)

    def test_ahead_takes_in_what_is_due_later(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "Q1?", "Q2?")), NO_STEPS)
        study(made.session())
        made.clock.at += DAY
        due = made.memory("Q1?").due_day
        today = made.collection.calendar.day(made.clock.at)

        counts = [len(study(made.session(ahead=days))) for days in (due - today - 1, due - today)]

        assert [0, 2] == counts

    def test_ahead_does_not_bring_up_buried_cards(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "Q1?")), NO_STEPS)
        study(made.session())
        made.clock.at += DAY
        made.log(Kind.BURY, "Q1?", value=made.memory("Q1?").due_day)

        assert made.session(ahead=30).card is None

    def test_ahead_does_not_bring_up_what_was_answered_today(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "Q1?", "Q2?")), NO_STEPS)
        study(made.session(limit=1))

        session = made.session(new=0, ahead=30)

        assert (None, 0) == (session.card, session.left.reviews)

    def test_ahead_brings_up_what_was_answered_today_where_it_is_due_today(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "Q1?")), NO_STEPS)
        study(made.session())
        today = made.collection.calendar.day(made.clock.at)
        again = Draft(Kind.RESCHEDULE, made.cards()["Q1?"].origin, schedule=Schedule(State.REVIEW, 0, 3, today))
        made.collection.history.append([again], at=made.clock.at, day=today)

        assert 1 == len(study(made.session(ahead=30)))

    def test_steps_that_became_days_come_ahead_too(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "Q1?", "Q2?")), 'learning_steps = ["1m", "72h"]\n')
        study(made.session())
        made.clock.at += DAY

        today, ahead = study(made.session()), study(made.session(ahead=3))

        assert [] == today
        assert [("Q1?", Why.EARLY), ("Q2?", Why.EARLY)] == [(said.front, said.why) for said in ahead]

    def test_a_card_that_comes_ahead_says_so(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "Q1?")), NO_STEPS)
        study(made.session())
        made.clock.at += DAY

        session = made.session(ahead=30)

        assert Why.EARLY is session.why
        assert any("you asked for what is due within 30 days." in line for line in reasons(session))


class TestOrderOfReviews:
    def late(self, made: Desk) -> None:
        """The later a topic in the order, the longer it is due."""
        for name in ("C", "B", "A"):
            study(made.session(selection=queues.Selection((made.topic(name),))))
            made.clock.at += DAY
        made.clock.at += 30 * DAY

    SOURCE = deck(topic("A", "A1?"), topic("B", "B1?", requires="A"), topic("C", "C1?", requires="B"))

    def test_foundations_come_first(self, desk: Desks) -> None:
        made = desk(self.SOURCE, NO_STEPS + "fuzz = false")
        self.late(made)

        assert ["A1?", "B1?", "C1?"] == [said.front for said in study(made.session())]

    def test_with_a_backlog_the_longest_due_come_first(self, desk: Desks) -> None:
        made = desk(self.SOURCE, NO_STEPS + "fuzz = false\nreviews_per_day = 2")
        self.late(made)

        assert ["C1?", "B1?"] == [said.front for said in study(made.session())]

    def test_too_much_for_the_minutes_asked_for_is_a_backlog(self, desk: Desks) -> None:
        made = desk(self.SOURCE, NO_STEPS + "fuzz = false")
        self.late(made)

        shown = [said.front for said in study(made.session(minutes=0.1))]

        assert ["C1?"] == shown

    def test_due_reviews_are_never_held_back_by_the_graph(self, desk: Desks) -> None:
        made = desk(self.SOURCE, NO_STEPS)
        self.late(made)
        made.log(Kind.FORGET, "A1?")

        shown = {said.front for said in study(made.session(new=0))}

        assert {"B1?", "C1?"} == shown


@pytest.mark.parametrize("kind", [Kind.SUSPEND, Kind.KNOWN, Kind.BURY])
@pytest.mark.parametrize("state", ["new", "learning", "due"])
def test_what_is_put_aside_is_never_shown(desk: Desks, kind: Kind, state: str) -> None:
    made = desk(deck(topic("A", "Aside?", "Other?")))
    if state != "new":
        study(made.session(), most=2 if state == "learning" else 100)
    if state == "due":
        made.clock.at += 30 * DAY
    made.log(kind, "Aside?", value=made.collection.calendar.day(made.clock.at) + 1)

    shown = {said.front for said in study(made.session())}

    assert {"Other?"} == shown


def test_a_buried_card_returns_the_next_day(desk: Desks) -> None:
    made = desk(deck(topic("A", "Q1?")))
    made.session().bury()

    today = study(made.session())
    made.clock.at += DAY
    tomorrow = study(made.session())

    assert ([], ["Q1?"]) == (introduced(today), introduced(tomorrow))


def _desk(folder: Path, source: str, settings_: str) -> Desk:
    (folder / "flashcards.toml").write_text(f'timezone = "UTC"\n{settings_}')
    (folder / "deck.yaml").write_text(source)
    return Desk(folder, Clock())
