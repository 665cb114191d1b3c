"""An open collection to an application: all pages behind the guard, all work at one desk."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse

from flashcards.web import (
    assets,
    browse,
    changes,
    edit,
    home,
    login,
    media,
    pages,
    problems,
    review,
    statistics,
    topic,
)
from flashcards.web import map as map_
from flashcards.web.guard import LET_IN, Guard
from flashcards.web.routing import at_desk

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from flashcards.web.desk import Desk
    from flashcards.web.guard import Gate

PAGES = (assets, login, home, review, edit, problems, media, map_, topic, browse, changes, statistics)
WORDS = {404: "There is no such page", 405: "This page takes no such request"}


def app(desk: Desk, gate: Gate) -> Starlette:
    """All pages. SQLite and the sitting are used by one thread alone, whatever is asked at once."""
    made = Starlette(
        routes=[route for module in PAGES for route in module.routes],
        middleware=[Middleware(Guard, gate=gate)],
        exception_handlers={HTTPException: _refused},
    )
    made.state.desk = desk
    made.state.gate = gate
    made.state.thread = ThreadPoolExecutor(1, "desk")
    return made


async def _refused(request: Request, error: Exception) -> Response:
    """A page for what there is not, or cannot be taken; a bare sentence for whoever has no key."""
    if not isinstance(error, HTTPException):
        raise error
    status, detail = error.status_code, error.detail
    said = WORDS.get(status, detail) if detail == HTTPStatus(status).phrase else detail
    if not request.scope.get(LET_IN):
        return PlainTextResponse(said, status, error.headers)
    response = await at_desk(request, lambda desk, request: pages.wrong(desk, request, said, status))
    response.headers.update(error.headers or {})
    return response
