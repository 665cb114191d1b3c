from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.collection import topics
from flashcards.collection.queues import Selection
from flashcards.study.plan import Options
from flashcards.study.session import Session
from flashcards.study.summary import summary
from tests.terminal.sitting import DECK, Sitting, write

if TYPE_CHECKING:
    from pathlib import Path


def lines(sitting: Sitting, said: str = "") -> list[str]:
    return sitting.plain(said).splitlines()


def test_leaving_early_says_what_is_left(sitting: Sitting) -> None:
    assert [
        "1 answer in less than a minute, 1 new card.",
        "Left today: 3 new, 1 learning; about 1 minute.",
    ] == lines(sitting, "\n3\nq\n")[-2:]


def test_only_reviews_are_remembered_or_not(sitting: Sitting) -> None:
    sitting.plain("\n4\n\n4\n\n4\n")
    sitting.clock.advance(minutes=10 * 24 * 60)

    said = lines(sitting, "\n3\n\n1\n\n3\n\n1\n\n3\nq\n")

    assert "5 answers in less than a minute, 67% of 3 reviews remembered, 1 new card." in said


def test_steps_beyond_learn_ahead_are_named_by_the_clock(tmp_path: Path) -> None:
    settings = 'timezone = "UTC"\nfuzz = false\nlearning_steps = ["1h"]\n'
    sitting = Sitting(write(tmp_path / "slow", settings=settings))
    sitting.plain("\n1\n\n1\n\n1\n\n1\n")

    said = summary(sitting.session())

    assert "Nothing is left to do now." in said
    assert "4 learning cards come back today, the first at 10:00." in said
    sitting.collection.close()


def test_the_next_day_is_named_with_its_cards(sitting: Sitting) -> None:
    sitting.plain("\n4\n\n4\n\n4\n\n4\n")

    assert ["Nothing is left to do now.", "In 8 days (2026-01-09): 4 cards to review."] == summary(sitting.session())


def test_a_card_that_was_buried_comes_tomorrow(sitting: Sitting) -> None:
    sitting.plain("\n4\n\n4\n\n4\n\n4\n")
    sitting.clock.advance(minutes=8 * 24 * 60)
    session = sitting.session()

    while session.card:
        session.bury()

    assert ["Nothing is left to do now.", "Tomorrow: 4 cards to review."] == summary(session)


def test_a_learning_step_that_was_buried_comes_tomorrow(sitting: Sitting) -> None:
    sitting.plain("\n4\n\n4\n\n4\n\n1\n")
    session = sitting.session()

    session.bury()

    assert ["Nothing is left to do now.", "Tomorrow: 1 card to review."] == summary(session)


def test_what_is_over_the_limit_comes_tomorrow(tmp_path: Path) -> None:
    settings = 'timezone = "UTC"\nfuzz = false\n'
    sitting = Sitting(write(tmp_path / "many", DECK, settings))
    sitting.plain("\n4\n\n4\n\n4\n\n4\n")
    sitting.collection.close()
    sitting = Sitting(write(tmp_path / "many", DECK, f"{settings}reviews_per_day = 3\n"), sitting.clock)
    sitting.clock.advance(minutes=20 * 24 * 60)

    said = sitting.plain("\n4\n\n4\n\n4\n").splitlines()

    assert "Tomorrow: 1 card to review." == said[-1]
    sitting.collection.close()


def test_new_cards_of_tomorrow_are_named_before_reviews_of_later_days(tmp_path: Path) -> None:
    settings = 'timezone = "UTC"\nfuzz = false\nnew_per_day = 2\n'
    sitting = Sitting(write(tmp_path / "two", DECK, settings))
    sitting.plain("\n4\n\n4\n")

    said = summary(sitting.session())

    assert ["Tomorrow: 2 new cards.", "In 8 days (2026-01-09): 2 cards to review."] == said[-2:]
    sitting.collection.close()


def test_new_cards_are_not_promised_where_reviews_fill_the_day(tmp_path: Path) -> None:
    settings = 'timezone = "UTC"\nfuzz = false\nnew_per_day = 2\nreviews_per_day = 3\n'
    sitting = Sitting(write(tmp_path / "full", DECK, settings))
    sitting.plain("\n4\n\n4\n")
    sitting.clock.advance(minutes=7 * 24 * 60)

    said = summary(sitting.session(new=0))

    assert "Tomorrow: 2 cards to review, and 1 new." == said[-1]
    sitting.collection.close()


def test_new_cards_held_back_by_the_limit_are_named(tmp_path: Path) -> None:
    settings = 'timezone = "UTC"\nfuzz = false\nnew_per_day = 1\n'
    sitting = Sitting(write(tmp_path / "few", DECK, settings))
    sitting.plain("\n4\n")

    said = summary(sitting.session())

    assert "Today's 1 new card is met; `flashcards review --new 11` allows more." in said
    sitting.collection.close()


def test_more_is_more_than_was_met(tmp_path: Path) -> None:
    settings = 'timezone = "UTC"\nfuzz = false\nnew_per_day = 1\n'
    sitting = Sitting(write(tmp_path / "few", DECK, settings))
    none = summary(sitting.session(new=0))
    sitting.plain("\n4\n\n4\n", new=2)

    said = summary(sitting.session())

    assert "Today has no new cards; `flashcards review --new 10` allows more." in none
    assert "Today's 2 new cards are met; `flashcards review --new 12` allows more." in said
    sitting.collection.close()


def test_a_wished_limit_ends_the_session(sitting: Sitting) -> None:
    said = sitting.plain("\n3\n", limit=1).splitlines()

    assert "That was the number of answers you asked for." in said


def test_an_empty_collection_has_nothing_waiting(tmp_path: Path) -> None:
    sitting = Sitting(write(tmp_path / "empty", "topics: []"))

    assert ["Nothing is left to do now.", "Nothing is waiting."] == lines(sitting)
    sitting.collection.close()


def test_a_selection_is_named_where_nothing_is_left_of_it(sitting: Sitting) -> None:
    slopes = topics.find(sitting.collection.index, "Slopes")
    assert slopes is not None
    selection = Selection(topics=(slopes.key,))
    session = Session(sitting.collection, sitting.clock, Options(new=0), selection, within=("Slopes", "Maths"))

    assert "Nothing is left to do in 'Slopes', 'Maths' now." in summary(session)
