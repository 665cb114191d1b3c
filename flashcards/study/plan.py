"""A collection and an instant to the next card. Asked anew before every card, so that whatever happened since counts.

Learning steps come first, then reviews and new cards in turn, then learning steps of the next minutes. Due reviews are
never held back by the graph; with a backlog the longest due come first, otherwise foundations do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import queues
from flashcards.collection.queues import Skip
from flashcards.study.gate import WINDOW, Gate

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from flashcards.collection.collection import Collection
    from flashcards.collection.queues import Waiting

REVIEWS_PER_NEW = 4
EVERYTHING = 1_000_000
MANY = 40
"""So many reviews left are enough to keep siblings apart without looking ahead."""


class Why(StrEnum):
    """Why a card is shown now."""

    STEP = "its learning step is due"
    REVIEW = "its review is due"
    NEW = "it is new, and next in the order of the subject"
    EARLY = "it is due in the days that were asked for"
    AHEAD = "nothing else is left, and its learning step is near"


@dataclass(frozen=True, slots=True)
class Options:
    """What a learner asks for in one session; None leaves it to the settings."""

    new: int | None = None
    limit: int | None = None
    minutes: float | None = None
    ahead: int = 0
    scoped: bool = False


class Left(NamedTuple):
    """What is left today: new cards, learning steps, reviews; and whether more is due than fits."""

    new: int
    learning: int
    reviews: int
    backlog: bool = False

    @property
    def total(self) -> int:
        return self.new + self.learning + self.reviews


class Choice(NamedTuple):
    """The next card's key, and why."""

    card: int
    why: Why


@dataclass(frozen=True, slots=True)
class Plan:
    """What a collection wants at one instant."""

    index: sqlite3.Connection
    at: int
    day: int
    new_limit: int
    review_limit: int
    learn_ahead: int
    options: Options
    parameters: tuple[float, ...]
    pace: float
    """Seconds an answer takes."""

    def left(self) -> Left:
        """How many cards of each kind this day still holds."""
        new_done, reviewed = queues.done_today(self.index, self.day)
        reviews_allowed = max(0, self.review_limit - reviewed - new_done)
        found = queues.due_count(self.index, self._until, self.day, self._scoped, reviews_allowed + 1)
        reviews = min(found, reviews_allowed)
        new_allowed = self._new_allowed(new_done, reviews_allowed - reviews)
        new = queues.new_count(self.index, self.day, self._scoped, new_allowed) if new_allowed else 0
        steps, _ = queues.learning_count(self.index, self.day, self._scoped)
        steps += queues.due_count(self.index, self._until, self.day, self._scoped, EVERYTHING, steps=True)
        left = Left(new, steps, reviews, found > reviews_allowed)
        return left._replace(backlog=left.backlog or self._too_long(left))

    def next(self, left: Left, *, after_note: int | None = None, without: int | None = None) -> Choice | None:
        """The card to show, or None if today is done; `after_note` is the note shown last, whose siblings wait a card,
        and `without` a card to leave out of account."""
        skip = Skip(after_note or -1, without or -1)
        step = _apart(partial(self._step, self.at), skip)
        others = self._others(left, skip)
        if step is not None and (others is None or step.note != skip.note):
            return Choice(step.card, Why.EARLY if step.early else Why.STEP)
        if others is not None:
            return others
        ahead = _apart(partial(self._step, self.at + self.learn_ahead * 1000), skip)
        return Choice(ahead.card, Why.AHEAD) if ahead else None

    def minutes(self, left: Left) -> float:
        """About how long the rest takes; a new card is answered some three times on its first day."""
        return (left.reviews + left.learning * 1.5 + left.new * 3) * self.pace / 60

    def _new_allowed(self, done: int, room: int) -> int:
        """How many new cards there may be yet. Where their number was asked for, reviews do not hold them back."""
        wanted = self.new_limit - done
        return max(0, wanted if self.options.new is not None else min(wanted, room))

    @property
    def _scoped(self) -> bool:
        return self.options.scoped

    @property
    def _until(self) -> int:
        return self.day + self.options.ahead

    def _too_long(self, left: Left) -> bool:
        return self.options.minutes is not None and self.minutes(left) > self.options.minutes

    def _step(self, until: int, skip: Skip) -> Waiting | None:
        instant = queues.learning(self.index, self.day, until, self._scoped, skip)
        return instant or queues.step_of_day(self.index, self._until, self.day, self._scoped, skip)

    def _others(self, left: Left, skip: Skip) -> Choice | None:
        """A review, or a new card after every few reviews; whichever there is if there is only one kind."""
        review = new = None
        if left.reviews:
            review = self._pressing(left, skip) or _apart(partial(self._review, left.backlog), skip)
        if left.new and (review is None or self._turn_of_new() or review.note == skip.note):
            new = _apart(self._new, skip)
        if new is not None and not (review and new.note == skip.note):
            return Choice(new.card, Why.NEW)
        return Choice(review.card, Why.EARLY if review.early else Why.REVIEW) if review else None

    def _review(self, backlog: bool, skip: Skip) -> Waiting | None:
        return queues.due(self.index, self._until, self.day, self._scoped, skip, by_position=not backlog)

    def _pressing(self, left: Left, skip: Skip) -> Waiting | None:
        """A card whose siblings are so many that they would meet at the end if all others went first."""
        if left.reviews >= MANY:
            return None
        rest = queues.all_due(
            self.index, self._until, self.day, self._scoped, skip.card, left.reviews + 1, by_position=not left.backlog
        )
        if len(rest) > left.reviews:
            return None
        notes = [waiting.note for waiting in rest]
        return next((one for one in rest if 2 * notes.count(one.note) > len(rest) and one.note != skip.note), None)

    def _turn_of_new(self) -> bool:
        new_done, reviewed = queues.done_today(self.index, self.day)
        return reviewed >= REVIEWS_PER_NEW * (new_done + 1)

    def _new(self, skip: Skip) -> Waiting | None:
        window = {
            topic: queues.Waiting(card, note)
            for topic, card, note in queues.new_topics(self.index, self.day, self._scoped, WINDOW, skip)
        }
        chosen = Gate(self.index, self.day, self.parameters).choose(list(window))
        return window[chosen] if chosen is not None else None


def _apart(ask: Callable[[Skip], Waiting | None], skip: Skip) -> Waiting | None:
    """What comes first but for the note shown last; one of its cards only where there is nothing else."""
    return ask(skip) or ask(Skip(card=skip.card))


def plan(collection: Collection, at: int, options: Options) -> Plan:
    """The plan of a collection at an instant; `--new` replaces the day's limit of new cards, and no other."""
    settings = collection.settings
    return Plan(
        index=collection.index,
        at=at,
        day=collection.calendar.day(at),
        new_limit=settings.new_per_day if options.new is None else options.new,
        review_limit=settings.reviews_per_day,
        learn_ahead=settings.learn_ahead,
        options=options,
        parameters=collection.parameters(),
        pace=collection.history.pace(),
    )


def narrowed(options: Options, *, scoped: bool) -> Options:
    """The same wishes, for some of the cards or for all."""
    return replace(options, scoped=scoped)
