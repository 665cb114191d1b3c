"""Review: question, answer, grade, one page each. The second skin of the session; it decides nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from starlette.exceptions import HTTPException

from flashcards.collection import topics
from flashcards.study import actions
from flashcards.study.answer import compare
from flashcards.study.plan import Options
from flashcards.study.summary import allowing_more, counts, summary
from flashcards.web import pages, texts
from flashcards.web.desk import Scope
from flashcards.web.routing import action, page
from flashcards.web.shown import Shown, number
from flashcards.web.undoing import say, undoable

if TYPE_CHECKING:
    from markupsafe import Markup
    from starlette.datastructures import QueryParams
    from starlette.requests import Request
    from starlette.responses import Response

    from flashcards.collection.cards import Entry
    from flashcards.collection.topics import TopicRow
    from flashcards.study.answer import Comparison
    from flashcards.study.session import Session
    from flashcards.web.desk import Desk

WHATEVER = 10**15
"""A point of the log that no event has passed."""
SEEN_BEFORE = "This card was answered or changed elsewhere meanwhile; this is how things stand now."
NOT_UNDONE = "Something else was done meanwhile, so nothing was taken back; ask again if you mean that."


class Aside(NamedTuple):
    """What stands beside a card."""

    title: str
    lines: tuple[str, ...] = ()
    text: str = ""


def question(desk: Desk, request: Request) -> Response:
    """The card that is next, or the one that the address names; before the first one of a topic, its text."""
    session, asked = desk.session(), request.query_params
    named = asked.get("card", "")
    if not (named and session.take_up(named, WHATEVER)):
        session.advance()
    card = session.card
    if card is None:
        return _finished(desk, request, session)
    if actions.unread(session) and asked.get("read") != card.topic:
        return _reading(desk, request, session, card)
    shown = Shown(card.origin, session.seen, number(asked, "since") or desk.clock(), number(asked, "away"))
    return _card(desk, request, session, card, shown)


def answer(desk: Desk, request: Request) -> Response:
    """The answer of the card that a question page has shown."""
    session, shown = desk.session(), Shown.of(request.query_params)
    if not session.take_up(shown.card, shown.seen) or session.card is None:
        return pages.go("/review", said=desk.say(SEEN_BEFORE))
    session.reveal()
    return _card(desk, request, session, session.card, shown)


def _card(desk: Desk, request: Request, session: Session, card: Entry, shown: Shown) -> Response:
    index, note, sides, path = desk.collection.index, card.note, card.card, card.note.span.path
    typed = compare(shown.typed, sides.typed) if session.revealed and shown.typed.strip() else None
    return pages.render(
        desk,
        request,
        "review.html",
        card=card,
        shown=shown,
        counts=counts(session.progress),
        scope=desk.scope.words(index),
        deck=card.deck.replace("::", " › "),
        revealed=session.revealed,
        front=texts.html(index, sides.front, path),
        back=texts.html(index, sides.back, path) if session.revealed else "",
        hint=texts.html(index, note.hint, path),
        extra=texts.html(index, note.extra, path) if session.revealed else "",
        source=texts.html(index, note.source, path) if session.revealed else "",
        typing=bool(sides.typed),
        typed=typed,
        repeated=typed is not None and not typed.right and _says_no_more(sides.back, sides.typed),
        grades=_grades(session, typed) if session.revealed else (),
        builds_on=_builds_on(desk, card.topic_key) if session.revealed else (),
        has_text=bool(session.reading()),
        aside=_aside(desk, request, session, card),
        undoable=undoable(desk, request),
    )


def _says_no_more(back: str, typed: str) -> bool:
    """Whether an answer is just what was to be typed, which stands beside what was."""
    return back.replace("`", "").split() == typed.split()


def _grades(session: Session, typed: Comparison | None) -> list[tuple[int, str, str, bool]]:
    """Each grade's number, name and interval, and whether it is the one that Enter gives."""
    chosen = actions.suggested(session, typed)
    intervals = actions.intervals(session).items()
    return [(n, rating.name.lower(), after, rating is chosen) for n, (rating, after) in enumerate(intervals, 1)]


def _builds_on(desk: Desk, topic: int) -> list[TopicRow]:
    index = desk.collection.index
    return [topics.topic(index, key) for key in topics.prerequisites(index, topic)]


def _aside(desk: Desk, request: Request, session: Session, card: Entry) -> Aside | None:
    """What the address asks for beside the card: why it is shown now, or the text of its topic."""
    match request.query_params.get("aside"):
        case "why":
            return Aside("Why this card now", tuple(actions.reasons(session)))
        case "topic":
            return Aside(card.title, (), _topic_text(desk, session, card))
    return None


def _topic_text(desk: Desk, session: Session, card: Entry) -> Markup:
    path = topics.topic(desk.collection.index, card.topic_key).path
    return texts.html(desk.collection.index, session.reading(), path)


def _reading(desk: Desk, request: Request, session: Session, card: Entry) -> Response:
    """What there is to read before the first card of a topic."""
    return pages.render(
        desk,
        request,
        "reading.html",
        card=card,
        deck=card.deck.replace("::", " › "),
        text=_topic_text(desk, session, card),
        builds_on=_builds_on(desk, card.topic_key),
        counts=counts(session.progress),
        shown=Shown(card.origin, session.seen, 0),
        topic=topics.topic(desk.collection.index, card.topic_key),
        aside=_aside(desk, request, session, card),
        undoable=undoable(desk, request),
    )


def _finished(desk: Desk, request: Request, session: Session) -> Response:
    lines = summary(session, more="the button below allows {}")
    return pages.render(
        desk,
        request,
        "finished.html",
        lines=lines,
        more=allowing_more(session),
        scope=desk.scope,
        seen=session.seen,
        undoable=undoable(desk, request),
    )


def begin(desk: Desk, request: Request, form: QueryParams) -> Response:  # noqa: ARG001 - all actions take it
    """A sitting over everything, or over what the form names."""
    options = Options(
        new=min(number(form, "new"), 9999) or None,
        limit=number(form, "limit") or None,
        minutes=number(form, "minutes") or None,
    )
    scope = Scope(*(tuple(filter(None, form.getlist(name))) for name in ("topic", "path", "deck", "tag")))
    desk.begin(options, scope)
    return pages.go("/review")


def grade(desk: Desk, request: Request, form: QueryParams) -> Response:  # noqa: ARG001
    """Take a grade for the card that the form was made for; nothing is taken twice, or for another one."""
    session, shown = desk.session(), Shown.of(form)
    desk.collection.must_be_writable("so nothing can be answered here")
    rating = actions.rating(session, form.get("rating", ""))
    if rating is None:
        raise HTTPException(400, "There is no such grade.")
    if not session.take_up(shown.card, shown.seen):
        return pages.go("/review", said=desk.say(actions.ELSEWHERE))
    interval = actions.until_after(session, rating)
    said = actions.grade(session, rating, shown.seconds(desk.clock()))
    return pages.go("/review", said=say(desk, " ".join(said) or f"{rating.name.lower()} · {interval}"))


def change(desk: Desk, request: Request, form: QueryParams) -> Response:  # noqa: ARG001
    """Suspend, bury, flag, known: what the keys of those names do in a terminal."""
    session, shown, key = desk.session(), Shown.of(form), form.get("do", "")
    if key not in actions.CHANGES or key == "u":
        raise HTTPException(400, "There is no such action.")
    if not session.take_up(shown.card, shown.seen):
        return pages.go("/review", said=desk.say(SEEN_BEFORE))
    said = say(desk, actions.change(session, key))
    if session.card is None or session.card.origin != shown.card:
        return pages.go("/review", said=said)
    back = "/review/answer" if form.get("revealed") else "/review"
    return pages.go(back, **shown._replace(seen=session.seen).fields(), read=session.card.topic, said=said)


def undo(desk: Desk, request: Request, form: QueryParams) -> Response:  # noqa: ARG001
    """Take back the last action; pressed twice by mistake, only one."""
    session, seen = desk.session(), desk.collection.history.sequence
    if number(form, "seen") != seen:
        return pages.go("/review", said=desk.say(NOT_UNDONE))
    said = desk.say(actions.change(session, "u"))
    card = session.card
    if card is None or desk.collection.history.sequence == seen:
        return pages.go("/review", said=said)
    return pages.go("/review", card=card.origin, read=card.topic, said=said)


routes = [
    page("/review", question),
    page("/review/answer", answer),
    action("/review/begin", begin),
    action("/review/grade", grade),
    action("/review/change", change),
    action("/review/undo", undo),
]
