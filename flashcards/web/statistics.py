"""Statistics: a few numbers, plots, and what is hardest; what `stats --all` says, drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from flashcards.report.document import rankings, tiles
from flashcards.report.figures import figures
from flashcards.report.statistics import statistics
from flashcards.web import pages
from flashcards.web.routing import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from flashcards.web.desk import Desk


def show(desk: Desk, request: Request) -> Response:
    """All figures, each with its table."""
    found = statistics(desk.collection, desk.clock())
    return pages.render(
        desk,
        request,
        "statistics.html",
        tiles=tiles(found),
        figures=[(figure, Markup("").join(map(Markup, figure.pictures))) for figure in figures(found)],
        rankings=rankings(found),
    )


routes = [page("/statistics", show)]
