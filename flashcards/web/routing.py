"""A path and a plain function to a route: pages are shown, actions are done, both in the desk's one thread."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, TypeAlias

from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.routing import Route

from flashcards.web import pages

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from flashcards.web.desk import Desk

    Show: TypeAlias = Callable[[Desk, Request], Response]
    Do: TypeAlias = Callable[[Desk, Request, QueryParams], Response]

LARGEST_BODY = 1_000_000
PATIENCE = 10.0
"""Seconds that a body may take to arrive."""
FORM = "application/x-www-form-urlencoded"


def page(path: str, show: Show) -> Route:
    """What is shown at a path. The collection is up to date when `show` is called."""

    def answer(desk: Desk, request: Request) -> Response:
        desk.refresh()
        return show(desk, request)

    async def endpoint(request: Request) -> Response:
        return await at_desk(request, answer)

    return Route(path, endpoint, methods=["GET"], name=show.__name__)


def action(path: str, do: Do, *, most: int = LARGEST_BODY) -> Route:
    """What a form of at most so many bytes does; it answers with a page, or better with `pages.go`."""

    async def endpoint(request: Request) -> Response:
        form = await form_of(request, most)

        def answer(desk: Desk, request: Request) -> Response:
            desk.refresh()
            return do(desk, request, form)

        return await at_desk(request, answer)

    return Route(path, endpoint, methods=["POST"], name=do.__name__)


async def at_desk(request: Request, answer: Show) -> Response:
    """The answer of a function that runs in the desk's thread."""

    def sensibly() -> Response:
        return pages.sensibly(request.app.state.desk, request, answer)

    return await in_thread(request, sensibly)


async def in_thread(request: Request, answer: Callable[[], Response]) -> Response:
    """The answer of a function that runs in the desk's thread, and may do without the desk."""
    return await asyncio.get_running_loop().run_in_executor(request.app.state.thread, answer)


async def form_of(request: Request, most: int = LARGEST_BODY) -> QueryParams:
    """The fields of a form; a body that is too large, too slow or no form is refused. `most` is in bytes."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise HTTPException(415, "Only forms of these pages are taken.")
    try:
        body = await asyncio.wait_for(_body(request, most), PATIENCE)
        return QueryParams(body.decode("utf-8").replace("\x00", "\ufffd"))
    except TimeoutError:
        raise HTTPException(408, "The form did not arrive in time.") from None
    except ValueError:
        raise HTTPException(400, "This form cannot be read.") from None


async def _body(request: Request, most: int) -> bytes:
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise HTTPException(413, "This is more than a form may hold.")
    return bytes(body)


if TYPE_CHECKING:
    Endpoint: TypeAlias = Callable[[Request], Awaitable[Response]]
