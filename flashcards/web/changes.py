"""What forms do to cards, one or many: suspend, flag, forget and the like, as one action that can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from flashcards.collection import cards
from flashcards.model import Kind, Stale
from flashcards.study.changes import Change, apply, said, undo
from flashcards.text.plural import counted
from flashcards.web import pages
from flashcards.web.asked import Asked
from flashcards.web.routing import action
from flashcards.web.shown import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.datastructures import QueryParams
    from starlette.requests import Request
    from starlette.responses import Response

    from flashcards.collection.cards import Entry
    from flashcards.web.desk import Desk

DOINGS = {
    "suspend": "Suspend",
    "unsuspend": "Unsuspend",
    "bury": "Put off until tomorrow",
    "known": "Mark as known",
    "forget": "Forget",
    "flag": "Flag",
    "unflag": "Take flags off",
}
"""What can be done to cards, and what its button says."""
ELSEWHERE = "Something happened to these cards since the page was shown, so nothing was changed. Look again."
RED = 1


def change(desk: Desk, request: Request, form: QueryParams) -> Response:  # noqa: ARG001 - all actions take it
    """One thing done to the cards that are meant; nothing, if one of them is no longer as it was shown."""
    doing, back = form.get("do", ""), _back(form)
    if doing not in DOINGS:
        raise HTTPException(400, "This form does not say what is to be done.")
    at = desk.clock()
    meant = _meant(desk, form, at)
    if meant is None:
        return _to(back, desk.say(ELSEWHERE))
    wanted = _change(doing, desk.collection.calendar.day(at))
    affected = [entry for entry in meant if wanted.matters(entry.memory)]
    if not affected:
        return _to(back, desk.say("No card was chosen." if not meant else "All of them are so already."))
    try:
        events = apply(desk.collection, affected, wanted, at, seen=number(form, "seen"))
    except Stale:
        return _to(back, desk.say(ELSEWHERE))
    notice = f"{DOINGS[doing]}: {counted(len(affected), 'card')}."
    return _to(back, desk.say(notice), events[0].action.hex())


def _change(doing: str, day: int) -> Change:
    match doing:
        case "flag":
            return Change(Kind.FLAG, RED)
        case "unflag":
            return Change(Kind.FLAG, 0)
        case "bury":
            return Change(Kind.BURY, day + 1)
        case kind:
            return Change(Kind[kind.upper()])


def _meant(desk: Desk, form: QueryParams, at: int) -> Sequence[Entry] | None:
    """The cards that were ticked, all on the page, or all that its search finds; None if those are others now."""
    match form.get("which", "ticked"):
        case "all":
            found = Asked.of_address(form.get("back", "")).all(desk.collection, at)
            return found if len(found) == number(form, "total") else None
        case "page":
            return _named(desk, form.getlist("there"))
        case _:
            return _named(desk, form.getlist("card"))


def _named(desk: Desk, origins: Sequence[str]) -> list[Entry] | None:
    entries = [cards.of_origin(desk.collection.index, origin) for origin in dict.fromkeys(origins)]
    there = [entry for entry in entries if entry]
    return there if len(there) == len(entries) else None


def take_back(desk: Desk, request: Request, form: QueryParams) -> Response:  # noqa: ARG001 - all actions take it
    """What was done last here, undone; doing it twice does nothing."""
    try:
        wanted = bytes.fromhex(form.get("action", ""))
    except ValueError:
        raise HTTPException(400, "This form does not say what is to be taken back.") from None
    if wanted in desk.collection.history.undone():
        return _to(_back(form), desk.say("That was taken back already."))
    [events] = undo(desk.collection, [wanted], desk.clock())
    notice = f"Taken back: {said(desk.collection, events)}" if events else "There is nothing to take back."
    return _to(_back(form), desk.say(notice))


def _to(back: str, notice: str, done: str = "") -> Response:
    """Back to a page, with what it is to say, and what it can take back."""
    return pages.go(back, said=notice, done=done)


def _back(form: QueryParams) -> str:
    """The page that a form came from, without what it said; only pages that have such forms."""
    back = form.get("back", "")
    if not back.startswith(("/browse", "/topic/")) or "\\" in back:
        return "/browse"
    return back


routes = [action("/cards", change), action("/cards/undo", take_back)]
