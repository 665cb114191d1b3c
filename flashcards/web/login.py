"""The door of a server that others reach: a password for the cookie."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from flashcards.web import pages
from flashcards.web.routing import action, page

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams
    from starlette.requests import Request
    from starlette.responses import Response

    from flashcards.web.desk import Desk
    from flashcards.web.guard import Gate


def login(desk: Desk, request: Request) -> Response:
    """The form for the password."""
    _open_gate(request)
    return pages.render(desk, request, "login.html", wrong="")


def enter(desk: Desk, request: Request, form: QueryParams) -> Response:
    """The cookie, for the right password; wrong ones take longer and longer."""
    gate = _open_gate(request)
    client, now = request.client.host if request.client else "", gate.monotonic()
    if wait := gate.tries.wait(client, now):
        said = f"Too many wrong passwords: try again in {ceil(wait)} s."
        return pages.render(desk, request, "login.html", status=429, wrong=said)
    if gate.password is None or not gate.password.matches(form.get("password", "")):
        gate.tries.failed(client, now)
        return pages.render(desk, request, "login.html", status=403, wrong="That is not the password.")
    gate.tries.passed(client)
    response = pages.go("/")
    response.headers["set-cookie"] = gate.set_cookie(secure=request.url.scheme == "https")
    return response


def _open_gate(request: Request) -> Gate:
    gate: Gate = request.app.state.gate
    if not gate.open:
        raise HTTPException(404)
    return gate


routes = [page("/login", login), action("/login", enter)]
