"""A template and its values to a page; what went wrong to a page that says so."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from starlette.responses import HTMLResponse, RedirectResponse

from flashcards.collection.index import problem_count
from flashcards.memory import store
from flashcards.model import Fault, Mistake
from flashcards.text.plural import counted
from flashcards.web import assets

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from starlette.requests import Request
    from starlette.responses import Response

    from flashcards.web.desk import Desk

TEMPLATES = Path(__file__).parent / "templates"


class Place(NamedTuple):
    """An entry of the navigation."""

    path: str
    label: str


NAVIGATION = (
    Place("/", "Home"),
    Place("/map", "Map"),
    Place("/browse", "Browse"),
    Place("/statistics", "Statistics"),
    Place("/problems", "Problems"),
)


@cache
def environment() -> Environment:
    """The templates, each compiled at its first use."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    made = Environment(
        autoescape=True,
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["static"] = assets.address
    made.filters["counted"] = counted
    return made


def render(desk: Desk, request: Request, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """A page. Its address may ask for a notice by `?said=`; the template fills the blocks of `base.html`."""
    there = {route.path for route in request.app.routes if hasattr(route, "path")}
    return _filled(
        template,
        status,
        here=request.url.path,
        navigation=[place for place in NAVIGATION if place.path in there],
        problem_count=problem_count(desk.collection.index),
        collection=desk.name,
        writable=desk.collection.writable,
        notice=values.pop("notice", "") or desk.said(request.query_params.get("said", "")),
        **values,
    )


def bare(template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """A page for whoever has no key: it tells nothing of the collection."""
    return _filled(template, status, here="", navigation=(), problem_count=0, notice="", **values)


def _filled(template: str, status: int, **values: object) -> HTMLResponse:
    html = environment().get_template(template).render(**values)
    return HTMLResponse(html.encode("utf-8", "replace"), status)


def go(path: str, /, **query: str | int) -> RedirectResponse:
    """To another page, after something was done: loading that one again does nothing twice. `path` may ask already."""
    asked = {name: value for name, value in query.items() if value != ""}
    return RedirectResponse(f"{path}{'&' if '?' in path else '?'}{urlencode(asked)}" if asked else path, 303)


def sensibly(desk: Desk, request: Request, answer: Callable[[Desk, Request], Response]) -> Response:
    """An answer, or a page with the sentence that says why there is none."""
    try:
        return answer(desk, request)
    except Mistake as mistake:
        return wrong(desk, request, str(mistake), 400)
    except Fault as fault:
        return wrong(desk, request, str(fault), 503)
    except OSError as error:
        return wrong(desk, request, str(Fault.of(error)), 503)
    except Exception as error:
        said = store.sentence(error)
        if said is None:
            raise
        return wrong(desk, request, f"A database in .flashcards {said}", 503)


def wrong(desk: Desk, request: Request, said: str, status: int) -> HTMLResponse:
    """A page that says what is wrong."""
    sentence = f"{said[:1].upper()}{said[1:].removesuffix('.')}."
    return render(desk, request, "wrong.html", status=status, said=sentence)
