"""The reasons for what the plan does, in words and with numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flashcards.collection import topics
from flashcards.collection.queues import Selection
from flashcards.model import Kind, Rating
from flashcards.study import actions, changes, why
from tests.students import DAY, MINUTE, Desk, answer, deck, study, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    Desks = Callable[..., Desk]

NO_STEPS = "learning_steps = []\nrelearning_steps = []\nfuzz = false\n"
EARLY = " (shown early when nothing else is left)"
SOURCE = deck(topic("Base", "B1?", "B2?"), topic("Top", "T?", requires="Base"), topic("Free", "F?"))


def of_card(made: Desk, front: str) -> list[str]:
    return why.of_card(made.collection, made.cards()[front], made.clock.at)


def of_topic(made: Desk, title: str) -> list[str]:
    found = topics.find(made.collection.index, title)
    assert found is not None
    return why.of_topic(made.collection, found, made.clock.at)


class TestNew:
    def test_next(self, desk: Desks) -> None:
        assert [
            "It is new.",
            "0 of today's 20 new cards introduced.",
            "Its topic is the next to introduce a card.",
            "Topic 1 of the study order: the order of the files.",
        ] == of_card(desk(SOURCE), "B1?")

    def test_waiting_for_a_foundation(self, desk: Desks) -> None:
        made = desk(SOURCE)
        study(made.session(new=2))

        assert [
            "It is new.",
            "2 of today's 20 new cards introduced.",
            "'Free' introduces its cards first.",
            "waiting: 'Base': 0 of 2 cards passed, 2 needed",
            "Topic 2 of the study order: the order of the files.",
        ] == of_card(made, "T?")

    def test_ready(self, desk: Desks) -> None:
        made = desk(SOURCE)
        for front in ("B1?", "B2?"):
            made.log(Kind.KNOWN, front)

        assert "Its topic is the next to introduce a card." in of_card(made, "T?")

    def test_beyond_the_window(self, desk: Desks) -> None:
        made = desk(deck(*(topic(f"T{n}", f"Q{n}?") for n in range(13))))

        lines = of_card(made, "Q12?")

        assert (
            "It is not its turn yet: 12 topics with new cards come before it, and new cards come from the first 10"
            " topics that have some."
        ) in lines

    def test_limit_used_up(self, desk: Desks) -> None:
        made = desk(SOURCE, "new_per_day = 1")
        study(made.session())

        assert "Today's limit of 1 new card is used up (`--new` lifts it for a session)." in of_card(made, "B2?")

    def test_reviews_that_are_due_use_the_limit_up(self, desk: Desks) -> None:
        made = desk(SOURCE, NO_STEPS + "reviews_per_day = 2")
        study(made.session(new=2))
        made.clock.at += 30 * DAY

        lines = of_card(made, "F?")

        assert [
            "2 reviews are due, and today's limit of 2 reviews, which new cards share, has room for no more.",
            "Its topic is the next to introduce a card, when the limit has room for one.",
        ] == lines[1:3]

    def test_siblings_leave_nothing_to_introduce(self, desk: Desks) -> None:
        made = desk("topics:\n- topic: A\n  cards:\n  - The {{one}} and {{two}}.\n" + topic("B", "B?"))
        answer(made.session())

        assert why.NOTHING_TODAY in of_topic(made, "A")
        assert why.NOTHING_TODAY in of_card(made, "The one and \ue000[…]\ue001.")

    @pytest.mark.parametrize("kind", [Kind.SUSPEND, Kind.BURY])
    def test_cards_put_aside_leave_nothing_to_introduce(self, desk: Desks, kind: Kind) -> None:
        made = desk(SOURCE)
        made.log(kind, "F?", value=made.collection.calendar.day(made.clock.at) + 1)

        assert why.NOTHING_TODAY in of_topic(made, "Free")

    def test_topics_that_introduce_nothing_are_not_counted_before_it(self, desk: Desks) -> None:
        made = desk(deck(*(topic(f"T{n}", f"Q{n}?") for n in range(13))))
        for n in range(2):
            made.log(Kind.BURY, f"Q{n}?", value=made.collection.calendar.day(made.clock.at) + 1)

        assert "10 topics with new cards come before it" in " ".join(of_card(made, "Q12?"))
        assert "turn" not in " ".join(of_card(made, "Q11?"))

    def test_review_limit_used_up(self, desk: Desks) -> None:
        made = desk(SOURCE, "reviews_per_day = 1")
        study(made.session())

        assert "Today's limit of 1 review is used up, which new cards share." in of_card(made, "B2?")

    def test_sibling_introduced_today(self, desk: Desks) -> None:
        made = desk("topics:\n- topic: A\n  cards:\n  - The {{one}} and {{two}}.\n")
        study(made.session())
        fresh = next(front for front, memory in made.memories().items() if not memory.reps)

        assert "Another card of its note was introduced today: a note introduces one card a day." in of_card(
            made, fresh
        )

    def test_pulled_forward(self, desk: Desks) -> None:
        made = desk(deck(topic("Top", "T?", requires="Base"), topic("Base", "B?")))

        assert "Topic 1 of the study order: pulled forward, because 'Top' builds on it." in of_card(made, "B?")


class TestPutAside:
    def test_suspended(self, desk: Desks) -> None:
        made = desk(SOURCE)
        made.log(Kind.SUSPEND, "B1?")

        assert ["It is suspended: no plan shows it until it is unsuspended."] == of_card(made, "B1?")

    def test_leech(self, desk: Desks) -> None:
        made = desk(SOURCE, NO_STEPS + "leech_lapses = 1")
        study(made.session(new=1))
        made.clock.at += 30 * DAY
        answer(made.session(), Rating.AGAIN)

        assert ["It is suspended after 1 lapses: no plan shows it until it is unsuspended."] == of_card(made, "B1?")

    def test_known(self, desk: Desks) -> None:
        made = desk(SOURCE)
        made.log(Kind.KNOWN, "B1?")

        assert of_card(made, "B1?")[0].startswith("You said that you know it")

    def test_buried(self, desk: Desks) -> None:
        made = desk(SOURCE)
        made.session().bury()

        assert "It is buried until 2026-03-03." == of_card(made, "B1?")[0]


class TestLearning:
    @pytest.mark.parametrize(
        ("minutes", "when"),
        [(0, f"due in 10 min{EARLY}"), (7, f"due in 3 min{EARLY}"), (10, "due now")],
    )
    def test_step(self, desk: Desks, minutes: int, when: str) -> None:
        made = desk(SOURCE, "fuzz = false")
        answer(made.session())
        made.clock.at += minutes * MINUTE

        assert [f"It is in step 2 of 2 of learning, {when}."] == of_card(made, "B1?")

    def test_step_of_days(self, desk: Desks) -> None:
        made = desk(SOURCE, 'learning_steps = ["1m", "2d"]\nfuzz = false')
        answer(made.session())

        assert ["It is in step 2 of 2 of learning, due on 2026-03-04."] == of_card(made, "B1?")

    def test_relearning(self, desk: Desks) -> None:
        made = desk(SOURCE, "learning_steps = []\nfuzz = false")
        study(made.session(new=1))
        made.clock.at += 30 * DAY
        answer(made.session(), Rating.AGAIN)

        assert of_card(made, "B1?")[0].startswith("It is in step 1 of 1 of relearning, due in 10 min")

    def test_buried_it_is_not_due_in_minutes(self, desk: Desks) -> None:
        made = desk(SOURCE, "fuzz = false")
        answer(made.session())
        made.log(Kind.BURY, "B1?", value=made.collection.calendar.day(made.clock.at) + 1)

        assert ["It is buried until 2026-03-03.", "It is in step 2 of 2 of learning, and goes on then."] == of_card(
            made, "B1?"
        )


class TestInASession:
    def test_new_cards_are_those_asked_for(self, desk: Desks) -> None:
        made = desk(SOURCE, "new_per_day = 1")
        study(made.session())

        lines = actions.reasons(made.session(new=3))

        assert ["It is new.", "1 of today's 3 new cards introduced."] == lines[:2]

    def test_only_what_is_selected_comes_before_it(self, desk: Desks) -> None:
        made = desk(SOURCE)
        session = made.session(selection=Selection((made.topic("Free"),)))

        lines = actions.reasons(session)

        assert "Its topic is the next to introduce a card." in lines

    def test_reviews_may_be_asked_for_early(self, desk: Desks) -> None:
        made = desk(SOURCE, NO_STEPS)
        answer(made.session())
        made.clock.at += DAY

        lines = actions.reasons(made.session(ahead=3, new=0))

        assert "It is due in 1 day (2026-03-04), and you asked for what is due within 3 days." == lines[0]
        assert "1 review is left today; foundations come first." == lines[1]


class TestReview:
    def test_a_card_that_was_only_given_a_day_is_not_remembered(self, desk: Desks) -> None:
        made = desk(SOURCE)
        day = made.collection.calendar.day(made.clock.at)
        change = changes.Change(Kind.RESCHEDULE, day + 3)
        changes.apply(made.collection, [made.cards()["F?"]], change, made.clock.at)
        made.collection.catch_up(made.clock.at)

        assert ["It is not due yet: it comes back in 3 days, on 2026-03-05."] == of_card(made, "F?")

    def test_not_due_yet(self, desk: Desks) -> None:
        made = desk(SOURCE, NO_STEPS)
        answer(made.session())

        assert [
            "It is not due yet: it comes back in 2 days, on 2026-03-04.",
            (
                "You remember it with a chance of 100% (wanted: 90%); the interval is 2 days, stability 2.3 days,"
                " difficulty 2.1 of 10, 1 answers, 0 lapses."
            ),
        ] == of_card(made, "B1?")

    @pytest.mark.parametrize(("days", "when"), [(2, "today"), (3, "1 day ago"), (9, "7 days ago")])
    def test_due(self, desk: Desks, days: int, when: str) -> None:
        made = desk(SOURCE, NO_STEPS)
        answer(made.session())
        made.clock.at += days * DAY

        lines = of_card(made, "B1?")

        assert f"It is a review, due {when} (2026-03-04)." == lines[0]
        assert "1 review is left today; foundations come first." == lines[1]

    def test_limit_used_up(self, desk: Desks) -> None:
        made = desk(SOURCE, NO_STEPS + "reviews_per_day = 1")
        study(made.session())
        made.clock.at += DAY
        study(made.session())
        made.clock.at += 3 * DAY
        study(made.session())

        waiting = [front for front, memory in made.memories().items() if memory.reps == 1]

        assert any("stays due" in line for front in waiting for line in of_card(made, front))


class TestTopics:
    def test_milestone(self, desk: Desks) -> None:
        made = desk(deck(topic("Base", "B?"), topic("Stone", requires="Base")))

        assert [
            "It has no cards of its own: it is a milestone, and the order passes through it.",
            "waiting: 'Base': 0 of 1 card passed, 1 needed",
        ] == of_topic(made, "Stone")

    def test_begun(self, desk: Desks) -> None:
        made = desk(SOURCE)
        study(made.session(new=1))
        made.log(Kind.SUSPEND, "B2?")

        lines = of_topic(made, "Base")

        assert ["1 of its 2 cards begun, 0 passed.", "1 of them suspended."] == lines[:2]

    def test_next_although_it_waits(self, desk: Desks) -> None:
        made = desk(deck(topic("Base", "B?"), topic("Top", "T?", requires="Base")))
        study(made.session(new=1))

        assert [
            "0 of its 1 card begun, 0 passed.",
            "Its topic is next although it waits: no topic near it is ready, and its foundations are strongest.",
            "waiting: 'Base': 0 of 1 card passed, 1 needed",
            "Topic 2 of the study order: the order of the files.",
        ] == of_topic(made, "Top")

    def test_builds_on_nothing(self, desk: Desks) -> None:
        made = desk(SOURCE)

        assert "It builds on nothing else." in of_topic(made, "Free")
