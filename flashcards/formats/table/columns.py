"""The head of a table to what its columns are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAMES: Mapping[str, str] = {
    name: column
    for column, names in {
        "front": ("front", "question", "q", "prompt", "term", "cloze", "text", "word"),
        "back": ("back", "answer", "a", "definition", "meaning", "response", "back extra", "translation"),
        "topic": ("topic", "title", "chapter", "lesson"),
        "deck": ("deck", "deck name"),
        "tags": ("tags", "tag", "labels"),
        "extra": ("extra", "notes", "note", "comment", "remarks", "explanation"),
        "hint": ("hint",),
        "source": ("source", "reference", "link", "url"),
        "requires": ("requires", "prerequisites", "prerequisite", "builds on"),
        "reverse": ("reverse", "reversed", "both ways", "bidirectional"),
        "type": ("type", "typed"),
        "notetype": ("notetype", "note type", "kind"),
        "guid": ("guid", "anki"),
    }.items()
    for name in names
}
OURS = frozenset({"front", "back", "stability", "retrievability"})
"""Columns that a table of our own has."""


class Columns(NamedTuple):
    """The place of each known column, and the places of further ones, whose cells belong to the back of the card.

    `unread` are columns by their names; what stands below no name is in `nameless`.
    """

    places: dict[str, int]
    more: tuple[int, ...] = ()
    unread: tuple[str, ...] = ()
    nameless: tuple[int, ...] = ()


def header(cells: Sequence[str]) -> tuple[str, ...]:
    """The names of columns, if a row is one of names: both sides of a card are among them."""
    names = tuple(cell.strip() for cell in cells)
    known = {NAMES.get(name.casefold(), "") for name in names}
    is_header = {"front", "back"} <= known or ("front" in known and len(known - {"", "front"}) > 0)
    return names if is_header and all(len(name) < 40 for name in names) else ()


def columns(names: Sequence[str], width: int, special: Mapping[str, int]) -> Columns:
    """What each column is: as said (`special`), by its name, or else front, back and more, in this order."""
    places = dict(special)
    taken = set(special.values())
    for place, name in enumerate(names):
        known = NAMES.get(name.casefold(), "")
        if known and known not in places and place not in taken:
            places[known] = place
            taken.add(place)
    free = [place for place in range(width) if place not in taken]
    by_name = "front" in places and bool(names)
    if not by_name:
        for side in ("front", "back"):
            if side not in places and free:
                places[side] = free.pop(0)
        return Columns(places, tuple(free))
    named = [place for place in free if place < len(names) and names[place]]
    nameless = tuple(place for place in free if place not in named)
    return Columns(places, (), tuple(names[place] for place in named), nameless)
