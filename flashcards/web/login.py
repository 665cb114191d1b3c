"""The door of a server that others reach: a password for the cookie. It does not open the collection."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.routing import Route

from flashcards.web import pages
from flashcards.web.guard import DOOR
from flashcards.web.routing import form_of, in_thread

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from flashcards.web.guard import Gate


LARGEST_BODY = 5000
"""Bytes of a form that someone may send who has no key yet."""


async def login(request: Request) -> Response:
    """The form for the password."""
    _open_gate(request)
    return pages.bare("login.html", wrong="")


async def enter(request: Request) -> Response:
    """The cookie, for the right password; wrong ones take longer and longer."""
    gate, form = _open_gate(request), await form_of(request, LARGEST_BODY)
    return await in_thread(request, lambda: _answer(gate, request, form.get("password", "")))


def _answer(gate: Gate, request: Request, given: str) -> Response:
    client, now = request.client.host if request.client else "", gate.monotonic()
    if wait := gate.tries.wait(client, now):
        said = f"Too many wrong passwords: try again in {ceil(wait)} s."
        return pages.bare("login.html", status=429, wrong=said)
    if gate.password is None or not gate.password.matches(given):
        gate.tries.failed(client, now)
        return pages.bare("login.html", status=403, wrong="That is not the password.")
    gate.tries.passed(client)
    response = pages.go("/")
    response.headers["set-cookie"] = gate.set_cookie(secure=request.url.scheme == "https")
    return response


def _open_gate(request: Request) -> Gate:
    gate: Gate = request.app.state.gate
    if not gate.open:
        raise HTTPException(404)
    return gate


routes = [Route(DOOR, login, methods=["GET"]), Route(DOOR, enter, methods=["POST"])]
