"""Anki's own queue asks new cards as they build on each other, whatever deck they lie in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.formats.exporting import inside, send
from tests.formats.studied import decks

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.formats.phone import Phone
    from tests.students import Desk

SETTINGS = "new_per_day = 999\n"


@pytest.fixture
def zoo(desk: Callable[..., Desk]) -> Desk:
    return desk(decks(), SETTINGS)


def places(phone: Phone, deck: str) -> list[int]:
    """Where the new cards of Anki's queue stand in our order; siblings wait for another day."""
    phone.collection.decks.set_current(phone.collection.decks.id_for_name(deck))  # type: ignore[arg-type]
    queued = phone.collection.sched.get_queued_cards(fetch_limit=500)  # type: ignore[union-attr]
    return [one.card.due for one in queued.cards]


def firsts(zoo: Desk) -> list[int]:
    """The places of the first cards of all notes."""
    seen: set[int] = set()
    entries = list(zoo.cards().values())
    return [
        place
        for place, entry in enumerate(entries, 1)
        if entry.note_key not in seen and not seen.add(entry.note_key)  # type: ignore[func-returns-value]
    ]


def test_with_our_preset_order_holds_across_decks(zoo: Desk, phone: Phone) -> None:
    phone.take(send(zoo)[0], presets=True)

    assert firsts(zoo) == places(phone, "Life")


def test_with_our_preset_order_holds_inside_a_deck_of_the_middle(zoo: Desk, phone: Phone) -> None:
    phone.take(send(zoo)[0], presets=True)

    sea = [at for at, entry in enumerate(zoo.cards().values(), 1) if entry.deck.startswith("Life::Sea")]
    assert [at for at in firsts(zoo) if at in sea] == places(phone, "Life::Sea")


def test_in_one_deck_it_holds_with_no_box_ticked(zoo: Desk, phone: Phone) -> None:
    phone.take(send(zoo, one_deck=True)[0])
    config = phone.collection.decks.get_config(1)  # type: ignore[arg-type]
    assert config is not None
    config["new"]["perDay"] = 999
    phone.collection.decks.save(config)

    assert ["Default", "Life"] == sorted(deck.name for deck in phone.collection.decks.all_names_and_ids())
    asked = places(phone, "Life")
    assert firsts(zoo) == [place for place in asked if place in firsts(zoo)]


def test_one_deck_is_what_all_have_in_common_or_named_like_the_folder(desk: Callable[..., Desk]) -> None:
    apart = desk({"a.yaml": _one("Land::Cats"), "b.yaml": _one("Landing")}, folder="zoo")
    alone = desk({"a.yaml": _one("Land::Cats")}, folder="alone")
    together = desk({"a.yaml": _one("Land::Cats"), "b.yaml": _one("Land::Cats::Big")}, folder="together")

    found = [{note.deck for note in inside(send(one, one_deck=True)[0])} for one in (apart, alone, together)]
    assert [{"zoo"}, {"Land::Cats"}, {"Land::Cats"}] == found


def _one(deck: str) -> str:
    return f"deck: {deck}\ntopics:\n- topic: Of {deck.replace('::', ' ')}\n  cards:\n  - What is {deck}?: That.\n"
