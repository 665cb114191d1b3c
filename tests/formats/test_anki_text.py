"""Texts that the official Anki wrote, read as tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flashcards.formats.table import sheet

if TYPE_CHECKING:
    from pathlib import Path

    from tests.formats.phone import Phone

NOTES = (
    ("Basic", ("What is <b>bread</b>?", "Baked &amp; risen<br>dough; \"really\", \t*so*"), "A::B", "x y::z"),
    ("Basic (and reversed card)", ("un œuf", "an egg"), "A", ""),
    ("Basic (type in the answer)", ("7 * 6?", "42"), "A", "x"),
    ("Cloze", ("{{c1::Rome}} is in {{c2::Italy::where?}}", "<i>extra</i>"), "A::B", ""),
)  # fmt: skip


def fill(phone: Phone) -> dict[str, str]:
    """The notes, in their decks; their unique identifiers by their first field."""
    collection = phone.collection
    for kind, fields, deck, tags in NOTES:
        note_type = collection.models.by_name(kind)
        assert note_type is not None
        note = collection.new_note(note_type)
        note.fields[:2] = list(fields)
        note.tags = tags.split()
        collection.add_note(note, collection.decks.id(deck))  # type: ignore[arg-type]
    return {note.fields[0]: note.guid for note in phone.notes()}


@pytest.mark.parametrize("html", [True, False])
def test_notes_in_plain_text_come_back_with_decks_tags_types_and_identifiers(
    phone: Phone, tmp_path: Path, html: bool
) -> None:
    guids = fill(phone)
    target = tmp_path / "notes.txt"
    phone.collection.export_note_csv(
        out_path=str(target),
        limit=None,
        with_html=html,
        with_tags=True,
        with_deck=True,
        with_notetype=True,
        with_guid=True,
    )

    topics, problems = sheet.read(target.read_text("utf-8"), target.name)

    assert {"A": "A", "B": "A::B"} == {topic.title: topic.deck for topic in topics}
    notes = {note.anki: (note, topic) for topic in topics for note in topic.notes}
    bread, egg, product, rome = (notes[guids[fields[0]]] for _, fields, _, _ in NOTES)
    assert ("What is **bread**?" if html else "What is bread?") == bread[0].question
    assert ('Baked & risen\\\ndough; "really", \\*so\\*' if html else 'Baked & risen dough; "really", \t*so*') == bread[
        0
    ].answer
    assert {"x", "y::z"} == {*bread[0].tags, *bread[1].tags}
    assert ("an egg", True) == (egg[0].reverse, product[0].typed)
    assert ("{{Rome}} is in {{Italy::where?}}", "*extra*") == (rome[0].question, rome[0].extra) or not html
    assert [] == [problem for problem in problems if problem.level == "error"]
