"""The inside of a package: fields as text (a gold file), frozen types, lasting names and dates, whole files."""

from __future__ import annotations

import json
import stat
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flashcards.collection.queues import Selection
from flashcards.formats.anki import types
from flashcards.formats.anki.outward import export, package
from flashcards.formats.anki.outward.scheduled import Standing
from flashcards.model import Fault, Kind, Mistake
from tests.formats.exporting import inside, send
from tests.formats.test_anki import DECK

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.students import Desk

NEW = Standing()
GOLD = Path(__file__).parent / "gold"
MORE = r"""
  - topic: Why $e^{x}$?
    requires: [Bread, Yeast]
    tags: [exam, "maths::hard"]
    cards:
      - q: |
          A table

          | a | b |
          |---|---|
          | $x<1$ | `c{{d}}` |
        a: |
          - one
          - two & **three**

          ```c
          if (a < b) return "{{c1::x}}";
          ```
      - $\frac{{c1::a^{b^{c}}::above}}{d}$ is {{a fraction}}.
      - list: Colours
        items: [red, "green, `really`"]
        ordered: false
      - q: Taken from Anki
        a: It keeps its GUID.
        anki: "k{3x)~Q#"
"""


def test_the_inside_is_as_it_was(desk: Callable[..., Desk], gold: bool) -> None:
    path = GOLD / "inside.txt"
    written, _ = send(desk(DECK + MORE))

    text = "".join(_described(note._asdict()) for note in inside(written))
    if gold:
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")

    assert path.read_text("utf-8") == text


def _described(note: dict[str, object]) -> str:
    fields = note.pop("fields")
    assert isinstance(fields, dict)
    head = " | ".join(f"{key}: {value}" for key, value in note.items())
    return f"{head}\n" + "".join(f"  {name}: {text!r}\n" for name, text in fields.items()) + "\n"


def test_the_note_types_are_as_they_were(gold: bool) -> None:
    """If this fails you have changed how cards look: raise `types.CHANGED`, and never the ids, fields or templates."""
    path = GOLD / "types.json"
    models = [package.Model(kind).to_json(0, 1) for kind in (types.BASIC, types.CLOZE)]

    text = json.dumps(models, indent=1, ensure_ascii=False) + "\n"
    if gold:
        path.write_text(text, "utf-8")

    assert path.read_text("utf-8") == text


def test_ids_fields_and_templates_are_frozen() -> None:
    """Not for a gold file to rewrite: a change of these leaves the notes of everyone who has them without updates."""
    spare = ["Hint", "Extra", "Source", "Topic", "Builds on", "Unlocks", "Id", "Spare 1", "Spare 2", "Spare 3"]

    basic, cloze = (package.Model(kind).to_json(0, 1) for kind in (types.BASIC, types.CLOZE))

    assert ("1795392001000", 0) == (basic["id"], basic["type"])
    assert ("1795392002000", 1) == (cloze["id"], cloze["type"])
    assert [1795392001001 + at for at in range(14)] == [field["id"] for field in basic["flds"]]
    assert [1795392002001 + at for at in range(11)] == [field["id"] for field in cloze["flds"]]
    assert ["Front", "Back", "Reverse", "Typed", *spare] == [field["name"] for field in basic["flds"]]
    assert ["Text", *spare] == [field["name"] for field in cloze["flds"]]
    assert [1795392001101, 1795392001102] == [template["id"] for template in basic["tmpls"]]
    assert [1795392002101] == [template["id"] for template in cloze["tmpls"]]


def test_guids_depend_on_the_namespace_and_are_given_once(desk: Callable[..., Desk]) -> None:
    twice = MORE + "      - q: Taken twice\n        a: Once is enough.\n        anki: 'k{3x)~Q#'\n"

    written, outcome = send(desk(DECK + twice))

    guids = [note.guid for note in inside(written)]
    assert len(set(guids)) == len(guids)
    assert "k{3x)~Q#" in guids
    assert ["another note has the GUID 'k{3x)~Q#' too; this one goes out under a new one"] == [
        problem.message for problem in outcome.problems
    ]


def test_the_first_export_is_told_to_the_log_and_the_second_is_not(desk: Callable[..., Desk]) -> None:
    kitchen = desk(DECK)

    send(kitchen)
    first = kitchen.collection.history.sequence
    send(kitchen)

    kinds = [event.draft.kind for event in kitchen.collection.history.events()]
    assert 5 == kinds.count(Kind.CONTENT)
    assert 5 == kinds.count(Kind.ORDINAL)
    assert first == kitchen.collection.history.sequence


def test_a_collection_that_was_reviewed_before_is_told_all_the_same(desk: Callable[..., Desk]) -> None:
    from flashcards.model import Rating

    kitchen = desk(DECK)
    session = kitchen.session()
    assert session.card is not None
    session.reveal()
    session.grade(session.card, Rating.GOOD, 3.0)

    written, _ = send(kitchen)

    assert {kitchen.clock.at // 1000} == {note.mod for note in inside(written)}


@pytest.mark.skipif(sys.platform == "win32", reason="folders have no such permissions there")
def test_a_collection_that_cannot_be_written_is_exported_with_the_dates_of_its_files(
    desk: Callable[..., Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    kitchen = desk(DECK)
    kitchen.close()
    really = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and really(path, mode))
    kitchen.open()
    assert not kitchen.collection.writable

    first, outcome = send(kitchen, "first.apkg")
    second, _ = send(kitchen, "second.apkg")

    assert 6 == outcome.notes
    assert first.read_bytes() == second.read_bytes()
    assert {1} == {note.mod for note in inside(first)}
    assert ["1", "2"] == [str(ord_ + 1) for ord_, _ in inside(first)[2].cards]


def test_a_package_has_no_dates_and_is_compressed(desk: Callable[..., Desk]) -> None:
    written, _ = send(desk(DECK))

    with zipfile.ZipFile(written) as archive:
        assert ["collection.anki2", "media"] == archive.namelist()
        assert {(1980, 1, 1, 0, 0, 0)} == {member.date_time for member in archive.infolist()}
        assert archive.infolist()[0].compress_size * 3 < archive.infolist()[0].file_size
    assert written.stat().st_mode & stat.S_IRUSR


def test_an_export_that_fails_leaves_the_old_file(desk: Callable[..., Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    kitchen = desk(DECK)
    written, _ = send(kitchen)
    before = written.read_bytes()

    def full(self: object, file: Path, *_: object) -> None:
        file.write_bytes(b"half")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(package.Package, "write", full)
    with pytest.raises(Fault, match="no space left"):
        send(kitchen)

    assert before == written.read_bytes()
    assert ["collection", "out.apkg"] == sorted(path.name for path in written.parent.iterdir())


def test_nothing_to_export_is_said(desk: Callable[..., Desk]) -> None:
    with pytest.raises(Mistake, match="nothing to export"):
        send(desk(DECK), selection=Selection(tags=("nowhere",)))


def test_decks_by_the_thousand_are_written_once(desk: Callable[..., Desk]) -> None:
    decks = [package.Deck(number, f"deck {number}") for number in range(1, 3000)]
    fields = "a\x1fb" + "\x1f" * 12
    notes = [
        package.Note(deck.id, str(deck.id), types.BASIC.id, 1, "", fields, [package.Card(deck.id, 0, deck.id, NEW)])
        for deck in decks
    ]
    place = desk(DECK).folder / "many.apkg"

    package.Package([types.BASIC], decks).write(place, notes)

    assert 2999 == len(inside(place))


def test_each_stage_says_how_far_it_is(desk: Callable[..., Desk]) -> None:
    kitchen, said = desk(DECK), []

    export.export(
        kitchen.collection, Selection(), kitchen.folder.parent / "out.apkg", namespace="x", at=kitchen.clock.at,
        schedule=True, progress=lambda *stage: said.append(stage),
    )  # fmt: skip

    assert [("Preparing notes", 0, 5), ("Writing notes", 0, 5)] == said
