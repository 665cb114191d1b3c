"""Browse: all cards in a table, narrowed by words, deck, tag and state; and what can be done to some of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import search
from flashcards.study import listing
from flashcards.web import brief, pages
from flashcards.web.asked import MOST, Asked
from flashcards.web.changes import DOINGS
from flashcards.web.routing import page

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from flashcards.collection.cards import Entry
    from flashcards.web.desk import Desk

HINTS = 300
"""Decks and tags that are offered to choose from."""
TOPICS = 8
COLUMNS = (
    ("question", "Card", ""),
    ("topic", "Topic", "far"),
    ("", "State", "far"),
    ("due", "Due", "far"),
    ("interval", "Interval", "far number"),
    ("answers", "Answers", "far number"),
    ("lapses", "Lapses", "far number"),
    ("difficulty", "Difficulty", "far number"),
)
"""What a column sorts by, its name, and its class: what is far is left out on a phone."""


class Row(NamedTuple):
    """A card in the table."""

    entry: Entry
    question: str
    state: str
    due: str


def show(desk: Desk, request: Request) -> Response:
    """A page of the cards that the address asks for."""
    collection, at = desk.collection, desk.clock()
    asked = Asked.of(request.query_params)
    found = asked.found(collection, at)
    last = max(1, -(-found.total // MOST))
    if asked.page > last:
        return pages.go(asked.address(page=last))
    rows = [
        Row(entry, brief.question(entry), listing.state(collection, entry, at), listing.due(collection, entry) or "–")
        for entry in found.entries
    ]
    return pages.render(
        desk,
        request,
        "browse.html",
        asked=asked,
        rows=rows,
        total=found.total,
        last=last,
        first=(asked.page - 1) * MOST + 1,
        columns=COLUMNS,
        states=list(search.STATES),
        decks=search.decks(collection.index)[:HINTS],
        tags=search.tags(collection.index)[:HINTS],
        topics=search.topics(collection.index, asked.q, TOPICS) if asked.q else [],
        doings=DOINGS,
        seen=collection.history.sequence,
        back=asked.address(),
        done=request.query_params.get("done", ""),
    )


routes = [page("/browse", show)]
