"""The page of a topic: its text, its cards with what is remembered of each, its neighbours, and what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from markupsafe import Markup
from starlette.exceptions import HTTPException

from flashcards.collection import cards, topics
from flashcards.report import chronicle, forgetting
from flashcards.study import listing, why
from flashcards.text.plural import counted
from flashcards.web import brief, pages, texts
from flashcards.web.changes import DOINGS
from flashcards.web.routing import page

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from starlette.requests import Request
    from starlette.responses import Response

    from flashcards.collection.cards import Entry
    from flashcards.collection.collection import Collection
    from flashcards.collection.topics import TopicRow
    from flashcards.web.desk import Desk

TOLD = 30
"""Events that are told, the latest ones."""


class Shown(NamedTuple):
    """A card on the page: both sides, where it stands, its numbers with their names, and its forgetting curve."""

    entry: Entry
    front: Markup
    back: Markup
    state: str
    facts: tuple[tuple[str, str], ...]
    curve: Markup


class Told(NamedTuple):
    """Something that happened to a card of the topic."""

    when: str
    card: str
    what: str
    undone: bool


def show(desk: Desk, request: Request) -> Response:
    """A topic by its id; by a title as well, so that a typed address is found."""
    collection, at = desk.collection, desk.clock()
    found = topics.find(collection.index, request.path_params["name"])
    if found is None:
        raise HTTPException(404, f"There is no topic '{request.path_params['name']}'.")
    entries = cards.of_topic(collection.index, found.key)
    return pages.render(
        desk,
        request,
        "topic.html",
        topic=found,
        deck=found.deck.replace("::", " › "),
        text=texts.html(collection.index, found.text, found.path),
        builds_on=_rows(collection, topics.prerequisites(collection.index, found.key)),
        unlocks=_rows(collection, topics.dependants(collection.index, found.key)),
        reasons=why.of_topic(collection, found, at),
        cards=[_card(collection, entry, at) for entry in entries],
        told=list(_told(collection, entries)),
        doings=DOINGS,
        seen=collection.history.sequence,
        back=f"/topic/{quote(found.id, safe='')}",
        done=request.query_params.get("done", ""),
    )


def _rows(collection: Collection, keys: Sequence[int]) -> list[TopicRow]:
    return [topics.topic(collection.index, key) for key in keys]


def _card(collection: Collection, entry: Entry, at: int) -> Shown:
    index, sides, path = collection.index, entry.card, entry.note.span.path
    wanted = collection.settings.retention_of(entry.deck)
    found = forgetting.curve(entry.memory, collection.calendar.day(at), wanted, collection.parameters())
    return Shown(
        entry,
        texts.html(index, sides.front, path),
        texts.html(index, sides.back, path),
        listing.state(collection, entry, at),
        tuple(_facts(collection, entry, found)),
        Markup(forgetting.picture(found, wanted)) if found else Markup(),  # noqa: S704 - made of numbers alone
    )


def _facts(collection: Collection, entry: Entry, found: forgetting.Curve | None) -> Iterable[tuple[str, str]]:
    """What is remembered of a card, as far as there is anything."""
    memory = entry.memory
    if due := listing.due(collection, entry):
        yield "due", due
    if found is None:
        return
    yield "recall today", f"{found.now:.0%}"
    if memory.interval:
        yield "interval", counted(memory.interval, "day")
    yield "stability", f"{memory.stability:,.1f} days"
    yield "difficulty", f"{memory.difficulty:.1f} of 10"
    yield "answers", f"{memory.reps:,}" + (f", {counted(memory.lapses, 'lapse')}" if memory.lapses else "")


def _told(collection: Collection, entries: Sequence[Entry]) -> Iterable[Told]:
    """What happened to the cards, the newest first; that their words were noted is of no interest here."""
    questions = {entry.id: brief.question(entry) for entry in entries}
    events = [told for told in chronicle.of_cards(collection, entries) if told.card in questions]
    for told in reversed(events[-TOLD:]):
        when = collection.calendar.clock(told.event.at)
        yield Told(f"{when:%Y-%m-%d %H:%M}", questions[told.card], chronicle.words(collection, told.event), told.undone)


routes = [page("/topic/{name:path}", show)]
