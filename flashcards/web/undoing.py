"""What an undo on a page would take back, and what its button says of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.collection import cards
from flashcards.model import Kind
from flashcards.study import actions
from flashcards.text.plural import counted
from flashcards.web import brief

if TYPE_CHECKING:
    from starlette.requests import Request

    from flashcards.web.desk import Desk


def undoable(desk: Desk, request: Request) -> str | None:
    """What an undo would take back: 'good, What is a slope?'; empty where the page's notice tells that already, None
    where there is nothing."""
    history = desk.collection.history
    if desk.told(request.query_params.get("said", "")):
        return ""
    action = history.latest_action()
    events = history.of_action(action) if action else []
    if not events:
        return None
    first = events[0].draft
    word = first.rating.name.lower() if first.kind is Kind.REVIEW and first.rating else actions.named(events)
    number = len({event.draft.subject for event in events})
    card = cards.of_origin(desk.collection.index, first.subject) if number == 1 else None
    return f"{word}, {brief.question(card) if card else counted(number, 'card')}"


def say(desk: Desk, text: str) -> str:
    """A notice of what was just done, as long as that stands."""
    return desk.say(text, desk.collection.history.latest_action())
