"""A session that is over to a few lines: what was done, what is left, and when to come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.collection import queues, torn
from flashcards.study.intervals import minutes
from flashcards.text.plural import counted

if TYPE_CHECKING:
    from flashcards.study.plan import Left
    from flashcards.study.session import Progress, Session


COMMAND = "`flashcards review --new {}` allows more"
MORE = 10
"""So many new cards beyond those of today are offered."""


def summary(session: Session, *, more: str = COMMAND) -> list[str]:
    """The closing lines, each a sentence or two. `more` says how to be given so many new cards in all."""
    return [*_done(session), *(_broken_off(session) if session.card or session.ended else _finished(session, more))]


def allowing_more(session: Session) -> int:
    """How many new cards in all to ask for where today's are met and more are waiting; 0 where that is not so."""
    collection, scoped = session.collection, session.options.scoped
    day = collection.calendar.day(session.clock())
    limit = collection.settings.new_per_day if session.options.new is None else session.options.new
    introduced, _ = queues.done_today(collection.index, day)
    return introduced + MORE if introduced >= limit and queues.new_topics(collection.index, day, scoped, 1) else 0


def counts(progress: Progress) -> list[str]:
    """Done, left by kind, time left."""
    done = f"{progress.done} done"
    return [done, *waiting(progress.left), f"{_short(progress.minutes)} left"]


def _short(minutes: float) -> str:
    return f"{round(minutes)} min" if minutes >= 0.75 else "<1 min"


def waiting(left: Left) -> list[str]:
    """What is left, by kind; kinds that have nothing left are not named."""
    numbers = ((left.new, "new"), (left.learning, "learning"), (left.reviews, "to review"))
    return [f"{number} {word}" for number, word in numbers if number]


def _done(session: Session) -> list[str]:
    tally = session.tally
    if not tally.answers:
        return []
    reviews = counted(tally.reviews, "review")
    parts = [
        f"{counted(tally.answers, 'answer')} in {minutes(tally.seconds / 60)}",
        *([f"{tally.remembered / tally.reviews:.0%} of {reviews} remembered"] if tally.reviews else []),
        *([f"{counted(tally.introduced, 'new card')}"] if tally.introduced else []),
    ]
    return [f"{', '.join(parts)}."]


def _broken_off(session: Session) -> list[str]:
    """Left before the end, by the learner or by the session's own limit."""
    limit = {"limit": "That was the number of answers you asked for.", "minutes": "That was the time you asked for."}
    said = [limit[session.ended]] if session.ended in limit else []
    progress = session.progress
    left = waiting(progress.left)
    if left:
        said.append(f"Left today: {', '.join(left)}; {_about(progress.minutes)}.")
    return said


def _finished(session: Session, more: str) -> list[str]:
    """Nothing to do now: what came to an end, and the time of the next card."""
    names = ", ".join(f"'{name}'" for name in session.within)
    return [f"Nothing is left to do{f' in {names}' if names else ''} now.", *_used_up(session, more), *_next(session)]


def _used_up(session: Session, more: str) -> list[str]:
    """The limits that hold something back."""
    collection = session.collection
    said = []
    if session.left.backlog:
        said.append(
            f"Today's limit of {collection.settings.reviews_per_day} reviews is reached, and more are"
            f" {'waiting' if session.options.ahead else 'due'}"
            " (reviews_per_day in flashcards.toml)."
        )
    if allowed := allowing_more(session):
        met = allowed - MORE
        today = (
            f"Today's {counted(met, 'new card')} {'is' if met == 1 else 'are'} met" if met else "Today has no new cards"
        )
        said.append(f"{today}; {more.format(allowed)}.")
    return said


def _next(session: Session) -> list[str]:
    """When the next card comes: a learning step by the clock, a review by the day."""
    collection, scoped = session.collection, session.options.scoped
    day = collection.calendar.day(session.clock())
    steps, due_at = queues.learning_count(collection.index, day, scoped)
    said = []
    if steps and due_at is not None:
        clock = collection.calendar.clock(due_at)
        said.append(f"{_come(steps, 'learning card')} back today, the first at {clock:%H:%M}.")
    return [*said, *_later(session, day), *_unread(session)] or ["Nothing is waiting."]


def _later(session: Session, day: int) -> list[str]:
    """The new cards of tomorrow, and the next day that has reviews with their number."""
    comes, number = queues.next_due(session.collection.index, day, session.options.scoped) or (day, 0)
    reviews = f"{counted(number, 'card')} to review"
    if comes == day + 1:
        new = _new(session, comes, number)
        return [f"Tomorrow: {reviews}{f', and {new} new' if new else ''}."]
    new = _new(session, day + 1)
    date = session.collection.calendar.date(comes)
    return [
        *([f"Tomorrow: {counted(new, 'new card')}."] if new else []),
        *([f"In {comes - day} days ({date.isoformat()}): {reviews}."] if number else []),
    ]


def _unread(session: Session) -> list[str]:
    """What waits, too, but in a file that cannot be read."""
    index = session.collection.index
    error = torn.first_error(index)
    if error is None:
        return []
    number = torn.hidden(index)
    which = f"{counted(number, 'card')} with answers cannot" if number else "Not all cards can"
    return [f"{which} be read now: {error}."]


def _new(session: Session, day: int, reviews: int = 0) -> int:
    """How many new cards a day may introduce beside its reviews, with which they share a limit."""
    settings = session.collection.settings
    most = max(0, min(settings.new_per_day, settings.reviews_per_day - reviews))
    return queues.new_count(session.collection.index, day, session.options.scoped, most)


def _come(number: int, word: str) -> str:
    return f"{counted(number, word)} {'comes' if number == 1 else 'come'}"


def _about(amount: float) -> str:
    return minutes(amount) if amount < 0.75 else f"about {minutes(amount)}"
