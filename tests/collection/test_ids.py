"""Ids written into the files of a real collection: no history may be lost, then or later."""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from flashcards.collection import ids
from flashcards.collection.collection import Collection
from flashcards.deck import write
from flashcards.model import Draft, Kind, Mistake
from tests.deck.test_write import decks
from tests.students import DAY, Clock, Desk, deck, save, study

if TYPE_CHECKING:
    from flashcards.collection.current import Changes

ALL_KINDS = """\
topics:
  - topic: Slopes
    cards:
      - What is a slope?: Rise over run.
        reverse: true
      - q: Symbol?
        a: m
      - A line has a {{slope}} and
        an {{intercept}}.
      - list: Steps
        items: [look, measure, divide]
  - topic: Cat
    text: A cat is an animal.
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    save(tmp_path / "flashcards.toml", 'timezone = "UTC"\n')
    return tmp_path


def opened(place: Path, text: str, *, studied: bool = True) -> Desk:
    """A collection of one file, all cards of which have been answered."""
    save(place / "deck.yaml", text)
    desk = Desk(place, Clock())
    if studied:
        learn(desk)
    return desk


def learn(desk: Desk) -> None:
    """Answer everything there is, one card of a note a day."""
    for _ in range(6):
        study(desk.session(new=1000))
        desk.clock.at += DAY


def renames(desk: Desk) -> list[tuple[str, str | None]]:
    return [(event.draft.subject, event.draft.text) for event in desk.collection.history.events(kinds=[Kind.RENAME])]


def names(desk: Desk) -> dict[str, str]:
    """The present name of each origin."""
    return {origin: name for name, origin in ids.every(desk.collection)}


def test_every_note_is_listed_in_study_order(place: Path) -> None:
    last = cards("b?: x\n    id: b", topic="B").replace("B\n", "B\n  requires: A\n")

    with opened(place, deck(last, cards("a?: x\n    id: a")), studied=False).collection as collection:
        assert ids.every(collection) == [("a/a", "a/a"), ("b/b", "b/b")]


def test_all_kinds_keep_their_memories_and_nothing_is_logged(place: Path) -> None:
    desk = opened(place, ALL_KINDS)
    memories, before, sequence = desk.memories(), names(desk), desk.collection.history.sequence

    written = ids.write(desk.collection, at=desk.clock.at)

    assert written == [("deck.yaml", 6)]
    assert desk.memories() == memories
    assert all(memory.reps for memory in memories.values())
    assert names(desk) == before
    assert str(desk.reopen(without_index=True)) == ""
    assert (names(desk), desk.collection.history.sequence) == (before, sequence)
    assert desk.memories() == memories
    desk.close()


def test_a_second_time_writes_nothing(place: Path) -> None:
    desk = opened(place, ALL_KINDS)
    ids.write(desk.collection, at=desk.clock.at)
    status, sequence = (place / "deck.yaml").stat(), desk.collection.history.sequence

    again = ids.write(desk.collection, at=desk.clock.at)

    assert again == []
    assert (place / "deck.yaml").stat().st_mtime_ns == status.st_mtime_ns
    assert desk.collection.history.sequence == sequence
    desk.close()


def test_an_edited_note_gets_the_key_of_its_origin(place: Path) -> None:
    desk = opened(place, ALL_KINDS)
    origin = desk.cards()["Symbol?"].origin
    desk.write(ALL_KINDS.replace("Symbol?", "Letter for it?"))
    desk.reopen()
    assert names(desk)[origin] != origin

    ids.write(desk.collection, at=desk.clock.at)

    assert names(desk)[origin] == origin
    assert renames(desk)[-1] == (origin, origin)
    assert desk.memory("Letter for it?").reps
    assert str(desk.reopen(without_index=True)) == ""
    desk.close()


def cards(*lines: str, topic: str = "A") -> str:
    return "".join([f"- topic: {topic}\n  cards:\n", *(f"  - {line}\n" for line in lines)])


def moved_and_edited(place: Path) -> tuple[Desk, str]:
    """A note went from topic A to B and was reworded there; returns its origin."""
    desk = opened(place, deck(cards("First?: one", "Stays?: here"), cards("Other?: x", topic="B")))
    origin = desk.cards()["First?"].origin
    for lines in (("First?: one",), ("Foremost?: one",)):
        desk.write(deck(cards("Stays?: here"), cards("Other?: x", *lines, topic="B")))
        desk.reopen()
    return desk, origin


def test_a_note_that_was_moved_and_edited_keeps_its_key(place: Path) -> None:
    desk, origin = moved_and_edited(place)

    ids.write(desk.collection, at=desk.clock.at)

    moved = origin.replace("a/", "b/")
    assert names(desk)[origin] == moved
    assert renames(desk)[-1] == (origin, moved)
    assert desk.memory("Foremost?").reps
    assert str(desk.reopen(without_index=True)) == ""
    desk.close()


def test_the_log_knows_the_new_names_before_the_files_are_read_again(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, origin = moved_and_edited(place)
    refresh, found = Collection.refresh, []

    def watched(collection: Collection, at: int) -> Changes:
        before = names(desk), len(renames(desk))
        changes = refresh(collection, at)
        found.append(
            (changes.files, str(changes), len(renames(desk)) - before[1], names(desk).keys() - before[0].keys())
        )
        return changes

    monkeypatch.setattr(Collection, "refresh", watched)
    ids.write(desk.collection, at=desk.clock.at)

    assert found == [(0, "", 0, set()), (1, "", 0, set())]
    assert desk.cards()["Foremost?"].origin == origin
    desk.close()


def test_a_key_that_another_note_has_in_the_new_topic_is_left_to_it(place: Path) -> None:
    desk, origin = moved_and_edited(place)
    desk.write(deck(cards("Stays?: here"), cards("Other?: x", "Foremost?: one", "First?: 1", topic="B")))
    desk.reopen()
    before = names(desk)

    ids.write(desk.collection, at=desk.clock.at)

    assert names(desk) == before
    assert before[origin] == desk.cards()["Foremost?"].note.id
    assert desk.memory("Foremost?").reps
    assert not desk.memory("First?").reps
    desk.close()


def with_a_namesake(place: Path) -> Desk:
    """A note was reworded, and its old question came back as a note of its own."""
    desk = opened(place, deck(cards("First?: one", "Stays?: here")))
    for lines in (("Foremost?: one", "Stays?: here"), ("Foremost?: one", "Stays?: here", "First?: 1")):
        desk.write(deck(cards(*lines)))
        desk.reopen()
    learn(desk)
    return desk


def test_a_key_that_another_note_has_is_left_to_it(place: Path) -> None:
    desk = with_a_namesake(place)
    before = {front: (entry.origin, entry.memory) for front, entry in desk.cards().items()}
    origin, name = before["Foremost?"][0], desk.cards()["Foremost?"].note.id
    assert before["First?"][0] == f"{origin}~2"

    ids.write(desk.collection, at=desk.clock.at)

    assert names(desk)[origin] == name
    assert names(desk)[f"{origin}~2"] == f"{origin}~2"
    assert str(desk.reopen(without_index=True)) == ""
    assert {front: (entry.origin, entry.memory) for front, entry in desk.cards().items()} == before
    desk.close()


def test_the_name_of_a_history_without_a_note_is_not_taken(place: Path) -> None:
    desk = with_a_namesake(place)
    memory = desk.memory("First?")
    desk.write(deck(cards("Foremost?: one", "Stays?: here")))
    desk.reopen()

    ids.write(desk.collection, at=desk.clock.at)
    desk.write((place / "deck.yaml").read_text("utf-8") + "  - First?: 1\n")
    desk.reopen()

    assert desk.memory("First?") == memory
    assert desk.memory("Foremost?").reps
    desk.close()


@pytest.mark.parametrize("logged", [True, False])
def test_a_crash_between_log_and_file_loses_nothing(place: Path, logged: bool) -> None:
    """Either of the two alone, whichever came first, leads back to the same origin."""
    desk = opened(place, ALL_KINDS)
    origin = desk.cards()["Symbol?"].origin
    text = ALL_KINDS.replace("Symbol?", "Letter for it?")
    desk.write(text)
    desk.reopen()
    if logged:
        desk.collection.history.append([Draft(Kind.RENAME, origin, text=origin)], at=desk.clock.at, day=0)
    else:
        key = origin.partition("/")[2]
        desk.write(text.replace("Letter for it?\n", f"Letter for it?\n        id: {key}\n"))

    changes = desk.reopen(without_index=True)

    assert str(changes) == ""
    assert desk.cards()["Letter for it?"].origin == origin
    ids.write(desk.collection, at=desk.clock.at)
    assert names(desk)[origin] == origin
    desk.close()


def test_a_file_that_has_changed_just_now_is_left_alone(place: Path) -> None:
    desk = opened(place, ALL_KINDS)
    save(place / "other.yaml", "topics:\n- topic: Other\n  cards: []\n")
    status = (place / "deck.yaml").stat()
    changed = ALL_KINDS.replace("Rise", "Roll")
    (place / "deck.yaml").write_text(changed, "utf-8")
    os.utime(place / "deck.yaml", ns=(status.st_atime_ns, status.st_mtime_ns))

    with pytest.raises(Mistake, match=r"deck\.yaml: the file has changed just now(.|\n)*1 id was"):
        ids.write(desk.collection, at=desk.clock.at)

    assert (place / "deck.yaml").read_text("utf-8") == changed
    assert (place / "other.yaml").read_text("utf-8") == "topics:\n- topic: Other\n  id: other\n  cards: []\n"
    assert sorted(path.name for path in place.iterdir() if path.is_file()) == [
        "deck.yaml", "flashcards.toml", "other.yaml",
    ]  # fmt: skip
    desk.close()


def test_what_has_no_line_is_named_and_the_rest_is_written(place: Path) -> None:
    text = "topics:\n- topic: A\n  cards:\n  - {q: B, a: C}\n  - q: D\n    a: E\n"
    desk = opened(place, text)

    with pytest.raises(Mistake, match=r"^deck\.yaml:4:5: inside \[ \] or \{ \} there is no line"):
        ids.write(desk.collection, at=desk.clock.at)

    assert re.sub(r"d-\w{8}", "d", (place / "deck.yaml").read_text("utf-8")) == (
        "topics:\n- topic: A\n  id: a\n  cards:\n  - {q: B, a: C}\n  - q: D\n    id: d\n    a: E\n"
    )
    desk.close()


def test_a_file_with_a_syntax_error_is_named_and_left_alone(place: Path) -> None:
    text = ALL_KINDS + "  - topic: 'open\n"
    desk = opened(place, text)

    with pytest.raises(Mistake, match=r"^deck\.yaml:\d+:\d+: .* before that is mended"):
        ids.write(desk.collection, at=desk.clock.at)

    assert (place / "deck.yaml").read_text("utf-8") == text
    desk.close()


@pytest.mark.skipif(os.name == "nt", reason="neither permissions nor links there")
def test_permissions_and_links_stay(place: Path) -> None:
    desk = opened(place, ALL_KINDS)
    real = place / "elsewhere.txt"
    (place / "deck.yaml").rename(real)
    (place / "deck.yaml").symlink_to(real)
    real.chmod(0o640)

    ids.write(desk.collection, at=desk.clock.at)

    assert (place / "deck.yaml").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert "id: slopes" in real.read_text("utf-8")
    desk.close()


def test_afterwards_every_word_may_change(place: Path) -> None:
    desk = opened(place, ALL_KINDS)
    ids.write(desk.collection, at=desk.clock.at)
    symbol = desk.cards()["Symbol?"]
    text = (place / "deck.yaml").read_text("utf-8")

    desk.write(text.replace("Slopes", "Gradients").replace("Symbol?", "Ganz anders?").replace("a: m", "a: auch neu"))
    changes = desk.reopen()

    assert str(changes) == ""
    assert desk.cards()["Ganz anders?"].origin == symbol.origin
    assert desk.memory("Ganz anders?") == symbol.memory
    desk.close()


def _reworded(text: str) -> str:
    """Every word that the strategy made, wherever it stands but in an id, is another one."""
    number = count()
    lines = text.splitlines(keepends=True)
    return "".join(
        line if line.lstrip().startswith("id:") else re.sub(r"\bw[^\s{}'\"?,:]+", lambda _: f"v{next(number)}", line)
        for line in lines
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(decks())
def test_any_deck_keeps_its_histories_through_ids_and_edits(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        save(place / "flashcards.toml", 'timezone = "UTC"\n')
        (place / "deck.yaml").write_bytes(text.encode("utf-8"))
        desk = Desk(place, Clock())
        study(desk.session(new=1000), most=20)
        before = {entry.origin: entry.memory for entry in desk.cards().values()}

        with suppress(Mistake):
            ids.write(desk.collection, at=desk.clock.at)

        assert {entry.origin: entry.memory for entry in desk.cards().values()} == before
        result = (place / "deck.yaml").read_bytes().decode("utf-8")
        places = write.places(result, "deck.yaml")
        assert not places.open
        (place / "deck.yaml").write_bytes(_reworded(result).encode("utf-8"))
        changes = desk.reopen()
        after = {entry.origin: entry.memory for entry in desk.cards().values()}
        assert changes.gone <= len(places.closed)
        assert changes.edited == changes.moved == 0 or places.closed
        if not places.closed:
            assert after == before
        desk.close()
