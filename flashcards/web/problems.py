"""Problems: what `check` says, each with a link to where it can be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.collection.check import check
from flashcards.web import pages
from flashcards.web.routing import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from flashcards.web.desk import Desk

MOST = 500


def problems(desk: Desk, request: Request) -> Response:
    """All errors and warnings, in the order of the files; with `?strict=1` advice, too."""
    strict = bool(request.query_params.get("strict"))
    desk.refresh(surely=True)
    verdict = check(desk.collection.folder, strict=strict)
    return pages.render(
        desk,
        request,
        "problems.html",
        verdict=verdict,
        found=verdict.problems[:MOST],
        hidden=max(0, len(verdict.problems) - MOST),
        strict=strict,
    )


routes = [page("/problems", problems)]
