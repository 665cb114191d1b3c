"""Home: what waits today, deck by deck, and one button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.report.today import today
from flashcards.study.intervals import minutes
from flashcards.study.summary import waiting
from flashcards.text.plural import counted
from flashcards.web import pages
from flashcards.web.routing import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from flashcards.report.today import Shelf, Today
    from flashcards.web.desk import Desk

MOST_DECKS = 60


def home(desk: Desk, request: Request) -> Response:
    """The day at a glance."""
    now = today(desk.collection, desk.clock())
    shown = _shown(now.shelves)
    return pages.render(
        desk,
        request,
        "home.html",
        today=now,
        date=f"{now.date:%A}, {now.date.day} {now.date:%B}",
        plan=waiting(now.left),
        time=minutes(now.minutes),
        said=_done(now),
        shelves=shown,
        hidden=len(now.shelves) - len(shown),
    )


def _done(now: Today) -> list[str]:
    """What was done today, and for how many days in a row."""
    said = []
    if now.answers:
        said.append(f"{counted(now.answers, 'answer')} today in {minutes(now.spent)}.")
    if now.streak.days > 1:
        best = f", {now.streak.longest} at best" if now.streak.longest > now.streak.days else ""
        said.append(f"{now.streak.days} days in a row{best}.")
    return said


def _shown(shelves: Sequence[Shelf]) -> list[Shelf]:
    """All decks, or as many levels of them as a page can hold."""
    depth = max((shelf.depth for shelf in shelves), default=0)
    while depth and sum(shelf.depth <= depth for shelf in shelves) > MOST_DECKS:
        depth -= 1
    return [shelf for shelf in shelves if shelf.depth <= depth]


routes = [page("/", home)]
