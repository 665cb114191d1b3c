"""The map of the subject: all topics, or those around one, as a picture of links."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.responses import Response
from starlette.routing import Route

from flashcards.collection import topics
from flashcards.report.map import landscape, picture
from flashcards.web import assets, pages
from flashcards.web.routing import page

if TYPE_CHECKING:
    from starlette.requests import Request

    from flashcards.web.desk import Desk

STYLE = "/map/picture.css"


def show(desk: Desk, request: Request) -> Response:
    """The map, of `?topic=` (a title or id) what is around it; `?whole=1` shows all topics, however many they are."""
    index, asked = desk.collection.index, request.query_params.get("topic", "").strip()
    found = topics.find(index, asked) if asked else None
    whole = "whole" in request.query_params
    land = landscape.readable(desk.collection, desk.clock(), found.key if found else None, whole=whole)
    return pages.render(
        desk,
        request,
        "map.html",
        style=f"{STYLE}?{_digest()}",
        land=land,
        picture=picture.svg(land, address),
        samples=[(picture.sample(entry), entry.words) for entry in picture.SAMPLES],
        notice=_unknown(desk, asked) if asked and not found else "",
    )


def address(topic: str) -> str:
    """The page of a topic."""
    return f"/topic/{quote(topic, safe='')}"


def _unknown(desk: Desk, asked: str) -> str:
    near = " or ".join(f"'{title}'" for title in topics.near(desk.collection.index, asked))
    return f"There is no topic '{asked}'" + (f" (did you mean {near}?)" if near else ".")


@cache
def _digest() -> str:
    return blake2b(picture.style().encode(), digest_size=6).hexdigest()


async def style(request: Request) -> Response:
    """The look of the picture, which its files have inside them."""
    lasting = request.url.query == _digest()
    headers = {"cache-control": assets.LASTING if lasting else "no-cache"}
    return Response(picture.style(), headers=headers, media_type="text/css")


routes = [page("/map", show), Route(STYLE, style)]
