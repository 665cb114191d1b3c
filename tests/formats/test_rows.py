"""What is read of a package is what Anki has, whatever the format it was packed in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from flashcards.formats.anki.inward.opened import open_package
from flashcards.formats.anki.inward.rows import Deck
from flashcards.formats.anki.types import NoteType, Template
from tests.formats.packing import FORMATS, Author

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.formats.packing import Format


@pytest.fixture(scope="module")
def author(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Author]:
    made = Author(tmp_path_factory.mktemp("author"))
    picture = made.media("das bild.png", b"a picture")
    made.add("Basic", f"<b>Q</b> <img src='{picture}'>", "A [sound:tone.mp3]", deck="Sea::Whales", tags=["a::b", "c"])
    made.media("tone.mp3", b"a tone")
    made.add("Basic (optional reversed card)", "front", "back", "yes", deck="Sea")
    made.add("Cloze", "{{c1::a}} and {{c3::b}}", "more")
    yield made
    made.close()


@pytest.mark.parametrize("format_", FORMATS)
def test_notes_are_read_as_they_are(author: Author, format_: Format) -> None:
    with open_package(author.packed(format_)) as package:
        found = list(package.notes())

    notes = [author.collection.get_note(key) for key in author.collection.find_notes("")]
    assert [(n.id, n.guid, n.mid, n.mod, tuple(n.tags), tuple(n.fields)) for n in notes] == [tuple(n) for n in found]


@pytest.mark.parametrize("format_", FORMATS)
def test_cards_are_read_as_they_are(author: Author, format_: Format) -> None:
    with open_package(author.packed(format_)) as package:
        found = {(card.id, card.note, card.ord, card.home, card.type, card.due) for card in package.cards()}

    cards = [author.collection.get_card(key) for key in author.collection.find_cards("")]
    assert {(c.id, c.nid, c.ord, c.did, int(c.type), c.due) for c in cards} == found


@pytest.mark.parametrize("format_", FORMATS)
def test_note_types_decks_and_media_are_named(author: Author, format_: Format) -> None:
    with open_package(author.packed(format_)) as package:
        types = {kind.name: kind for kind in package.types.values()}
        decks = {deck.name for deck in package.decks.values()}
        media = {name: b"".join(package.medium(name)) for name in package.media}

    basic = types["Basic"]
    templates = (Template("Card 1", "{{Front}}", "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}"),)
    assert NoteType(basic.id, "Basic", ("Front", "Back"), templates, stock=1) == basic
    assert types["Cloze"].is_cloze
    assert {"Default", "Sea", "Sea::Whales", "Deck"} == decks
    assert {"das bild.png": b"a picture", "tone.mp3": b"a tone"} == media


def test_presets_are_the_same_in_all_formats(author: Author) -> None:
    preset = author.collection.decks.get_config(1)
    assert preset is not None
    preset["desiredRetention"] = 0.85
    preset["fsrsParams6"] = [0.1 * number for number in range(1, 22)]
    preset["new"]["delays"] = [2.0, 15.0]
    author.collection.decks.save(preset)

    found = []
    for format_ in FORMATS:
        with open_package(author.packed(format_)) as package:
            found.append(package.presets[1])

    assert (0.85, (2.0, 15.0), 20, 200) == (
        found[0].retention,
        found[0].learn_steps,
        found[0].new_per_day,
        found[0].reviews_per_day,
    )
    assert [0.1, 0.2] == [round(value, 6) for value in found[0].parameters[:2]]
    rounded = [one._replace(parameters=tuple(round(value, 5) for value in one.parameters)) for one in found]
    assert [rounded[0]] * 4 == rounded


def test_a_whole_collection_says_when_its_days_start(author: Author) -> None:
    found = set()
    for format_ in ("old.colpkg", "new.colpkg"):
        with open_package(author.packed(format_)) as package:
            found.add(package.config)

    assert {(4, 2)} == {(config.rollover, config.scheduler) for config in found}
    assert 1 == len(found)


def test_a_card_in_a_filtered_deck_has_a_home(tmp_path: Path) -> None:
    author = Author(tmp_path)
    author.add("Basic", "q", "a", deck="Home")
    author.collection.sched.rebuild_filtered_deck(author.collection.decks.new_filtered("Cram"))

    with open_package(author.packed("new.colpkg")) as package:
        decks = package.decks
        (card,) = package.cards()

    author.close()
    assert "Home" == decks[card.home].name
    assert [Deck(card.deck, "Cram", 0, is_filtered=True)] == [deck for deck in decks.values() if deck.is_filtered]


def test_guids_are_of_anki_s_letters(author: Author) -> None:
    with open_package(author.packed()) as package:
        assert all(re.fullmatch(r"[!-~]{1,10}", note.guid) for note in package.notes())
