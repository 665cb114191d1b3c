"""What a key does to a session, and what is said about it. Both ways of showing a session act through these."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import cards, topics, torn
from flashcards.collection.index import problem_count
from flashcards.model import Kind, Mistake, Rating, State
from flashcards.study.intervals import until

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from flashcards.collection.cards import Entry
    from flashcards.model import Event
    from flashcards.study.answer import Comparison
    from flashcards.study.session import Session


ELSEWHERE = "This card was answered elsewhere meanwhile, so this answer was not taken."


def grades(session: Session) -> list[Rating]:
    """The grades a learner chooses from."""
    return [Rating.AGAIN, Rating.GOOD] if session.collection.settings.grades == 2 else list(Rating)


def rating(session: Session, key: str) -> Rating | None:
    """The grade a digit stands for; with two grades, they are numbered 1 and 2."""
    choices = grades(session)
    place = int(key) - 1 if key in "1234" and len(key) == 1 else -1
    return choices[place] if 0 <= place < len(choices) else None


def intervals(session: Session) -> dict[Rating, str]:
    """When the card would come back after each grade, counted from when that was reckoned."""
    at = session.reckoned
    day = session.collection.calendar.day(at)
    return {rating: until(session.grades[rating], at, day) for rating in grades(session)}


def until_after(session: Session, rating: Rating) -> str:
    """When the card that is shown comes back after a grade that is given now."""
    session.reveal()
    session.reckon()
    return intervals(session)[rating]


def suggested(session: Session, typed: Comparison | None) -> Rating:
    """The grade that Enter gives: good, or what a typed answer suggests."""
    suggestion = typed.suggestion if typed else Rating.GOOD
    return suggestion if suggestion in grades(session) else Rating.AGAIN


def grade(session: Session, chosen: Rating, seconds: float) -> list[str]:
    """Give the card that is shown a grade; returns what the learner should know about it."""
    card = session.card
    if card is None:
        return []
    try:
        taken = session.grade(card, chosen, seconds)
    except Mistake as mistake:
        return [_sentence(mistake)]
    if not taken:
        return [ELSEWHERE]
    after = cards.of_origin(session.collection.index, card.origin) if chosen is Rating.AGAIN else None
    if after and after.memory.suspended:
        return [f"A leech: suspended after {after.memory.lapses} lapses. Try to write it in another way, or split it."]
    return []


def undo(session: Session) -> str:
    """Take back the last action, and show its card."""
    undone = session.undo()
    if not undone:
        return "There is nothing to take back."
    gone = cards.of_origin(session.collection.index, undone[0].draft.subject) is None
    return f"Taken back: {named(undone)}{', of a card that is no longer in the decks' if gone else ''}."


def named(undone: list[Event]) -> str:
    """What was done in an action, in a few words."""
    first = undone[0].draft
    if first.kind is Kind.REVIEW and first.rating:
        return f"the answer '{first.rating.name.lower()}'"
    if first.kind is Kind.FLAG:
        return "the flag" if first.value else "taking the flag away"
    return {
        Kind.SUSPEND: "suspending",
        Kind.UNSUSPEND: "unsuspending",
        Kind.BURY: "burying",
        Kind.KNOWN: "marking as known",
        Kind.FORGET: "forgetting",
        Kind.RESCHEDULE: "rescheduling",
    }.get(first.kind, first.kind.name.lower())


def _suspend(session: Session) -> str:
    session.suspend()
    return "Suspended: this card is not shown any more (u takes that back)."


def _bury(session: Session) -> str:
    session.bury()
    return "Buried until tomorrow (u takes that back)."


def _known(session: Session) -> str:
    session.known()
    return "Known: counted as passed and not asked any more (u takes that back)."


def _flag(session: Session) -> str:
    return "Flagged." if session.flag() else "The flag is taken away."


CHANGES: dict[str, Callable[[Session], str]] = {"u": undo, "s": _suspend, "b": _bury, "f": _flag, "k": _known}
"""Keys that write to the history, beside the grades."""


def change(session: Session, key: str) -> str:
    """Do what a key of `CHANGES` stands for; returns what was done, or why it was not."""
    try:
        return CHANGES[key](session)
    except Mistake as mistake:
        return _sentence(mistake)


class Editing(NamedTuple):
    """A card whose file is open in an editor, with what there was before."""

    session: Session
    card: Entry
    before: frozenset[str]
    """The origins of the cards in its file."""
    problems: int


class Edited(NamedTuple):
    """What the learner should know of an edit. `broken` says that the card cannot be read now: it stays as it was, to
    be edited again, until `advance` goes on without it."""

    lines: tuple[str, ...] = ()
    broken: bool = False


def editing(session: Session) -> Editing:
    """To be asked before an editor opens the file of the card that is shown."""
    card, index = session.current(), session.collection.index
    return Editing(session, card, cards.in_file(index, card.note.span.path), problem_count(index))


def taken_in(editing: Editing) -> Edited:
    """Take in what an editor has changed, and show the card anew, or go on if it is gone. Whatever is amiss may be
    edited and taken in again."""
    session, card = editing.session, editing.card
    index = session.collection.index
    stays = session.edited(editing.before)
    if not stays and torn.hides(index, card.note.span.path, card.note.id):
        return Edited(_wrong(index, card), broken=True)
    if not stays:
        session.advance()
    if problem_count(index) > editing.problems:
        return Edited(_wrong(index, card))
    if stays:
        return Edited()
    return Edited((f"That card is no longer in the decks{'; its history is kept' if card.memory.reps else ''}.",))


def _wrong(index: sqlite3.Connection, card: Entry) -> tuple[str, ...]:
    """What is wrong in a card's file, nearest to the card, and how to see the rest."""
    path, line, _ = card.note.span
    problems = torn.wrong(index, path)
    if not problems:
        return ("There is something wrong in the decks now: `flashcards check` says what. No history is lost by it.",)
    nearest = min(problems, key=lambda problem: (problem.level, abs(problem.span.line - line)))
    more = f" `flashcards check` names {len(problems) - 1} more." if len(problems) > 1 else ""
    return (str(nearest), f"No history is lost by it.{more}")


def reasons(session: Session) -> list[str]:
    """Why this card is shown now."""
    from flashcards.study import why
    from flashcards.study.plan import Why

    if session.card is None:
        return []
    early = ["Nothing else is left, so it comes a little before its time."] if session.why is Why.AHEAD else []
    return [*early, *why.of_card(session.collection, session.card, session.clock(), session.options)]


def unread(session: Session) -> str:
    """The topic's title if the card begins a topic that has something to read first; else nothing."""
    card = session.card
    if card is None or card.memory.state is not State.NEW:
        return ""
    begun = topics.standing(session.collection.index, card.topic_key).begun
    return "" if begun or not session.reading() else card.title


def _sentence(mistake: Mistake) -> str:
    words = str(mistake)
    return f"{words[:1].upper()}{words[1:]}."
