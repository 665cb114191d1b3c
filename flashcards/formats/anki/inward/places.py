"""The notes and cards of a collection by what Anki knows them by: the GUID of the note, the number of the card."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import names
from flashcards.formats.anki import labels

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

    from flashcards.formats.anki.fields import Shape
    from flashcards.model import Draft

_SHAPES: Mapping[str, Sequence[Shape]] = {"basic": ("basic",), "cloze": ("cloze",), "list": ("basic", "items")}


class Place(NamedTuple):
    """A note of the collection, as one note of Anki: a list is two of these."""

    key: int
    origin: str
    shape: Shape


def notes(index: sqlite3.Connection, namespace: str) -> dict[str, Place]:
    """The notes of the decks by their GUIDs; those from Anki only as long as no export has made a namespace."""
    found: dict[str, Place] = {}
    query = (
        "select n.key, n.origin, n.kind, n.anki from note n join topic t on t.key = n.topic"
        " where n.origin is not null and t.rank is not null order by n.key"
    )
    own = []
    for key, origin, kind, anki in index.execute(query):
        for shape in _SHAPES[kind]:
            place = Place(key, origin, shape)
            if anki and shape != "items":
                found.setdefault(anki, place)
            own.append(place)
    if namespace:
        for place in own:
            found.setdefault(labels.own_guid(namespace, place.origin, place.shape), place)
    return found


def of_card(places: Mapping[str, Place], guid: str, ord_: int) -> tuple[Place, int] | None:
    """The note that asks a card of Anki, and the card's number in it. One that needed a note of its own when it came
    here has its number in the GUID."""
    own = places.get(f"{guid}/{ord_ + 1}")
    if own is not None:
        return own, 0 if own.shape == "basic" else ord_
    found = places.get(guid)
    return (found, ord_) if found else None


def first_heard(index: sqlite3.Connection, wanted: Iterator[Place]) -> list[Draft]:
    """What the log has to know of notes before it hears of their cards."""
    unknown = "select n.key from note n left join origin o on o.origin = n.origin where o.content is null"
    keys = {key for (key,) in index.execute(unknown)}
    return [
        draft
        for key in dict.fromkeys(place.key for place in wanted)
        if key in keys
        for draft in names.first_touch(index, key)
    ]


def cards(index: sqlite3.Connection) -> dict[tuple[int, bool, int], str]:
    """The names that events give cards, by the key of the note, whether it is one part of several, and Anki's number.

    The log must have heard of the notes: it numbers clozes and items.
    """
    query = (
        "select c.note, n.kind, c.part, c.origin, o.n from card c join note n on n.key = c.note"
        " left join ordinal o on c.part <> '' and o.note = n.origin and o.part = substr(c.origin, length(n.origin) + 2)"
        " where c.position is not null"
    )
    found = {}
    for note, kind, part, origin, number in index.execute(query):
        if kind == "basic" or not part:
            found[note, False, int(part == "reverse")] = origin
        elif number:
            found[note, True, number - 1] = origin
    return found
