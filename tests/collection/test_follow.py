"""Taking in events one by one, late or taken back, ends where folding all of them anew does."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.collection.collection import Collection
from flashcards.collection.doctor import examine
from flashcards.memory.days import DAY_MS
from flashcards.memory.history import History
from flashcards.model import Draft, Kind, Rating, Schedule, State

CARDS = ("bread/a-1", "bread/b-2")
START = 20_000 * DAY_MS + DAY_MS // 2

actions = st.lists(
    st.tuples(st.sampled_from(["review", "suspend", "forget", "undo", "elsewhere", "merge"]), st.sampled_from(CARDS)),
    max_size=12,
)


def draft(name: str, card: str, turn: int) -> Draft:
    if name in ("review", "elsewhere"):
        due = Schedule(State.REVIEW, 0, 3 + turn, 20_003 + 2 * turn)
        return Draft(Kind.REVIEW, card, Rating(1 + turn % 4), 1000, due)
    return Draft(Kind[name.upper()], card)


@given(actions)
@settings(max_examples=40, deadline=None)
def test_going_on_equals_folding_anew(done: list[tuple[str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        other = History.open(folder / "other.db", device="other", entropy=os.urandom)
        with Collection.open(folder, device="this", entropy=os.urandom) as collection:
            for turn, (action, card) in enumerate(done):
                at = START + turn * DAY_MS
                match action:
                    case "undo":
                        collection.history.undo(at=at, day=20_000 + turn)
                    case "elsewhere":
                        other.append([draft(action, card, turn)], at=at, day=20_000 + turn)
                    case "merge":
                        collection.history.merge(folder / "other.db")
                    case _:
                        collection.history.append([draft(action, card, turn)], at=at, day=20_000 + turn)
                collection.refresh(at)

                assert [] == examine(collection)
        other.close()


def test_an_answer_that_arrives_while_others_are_taken_in_counts_once(tmp_path: Path) -> None:
    with Collection.open(tmp_path, device="one", entropy=os.urandom) as collection:
        collection.refresh(START)
        path = tmp_path / ".flashcards" / "history.db"
        other = History.open(path, device="two", entropy=os.urandom)
        other.append([draft("review", CARDS[0], 2)], at=START, day=20_000)
        collection.catch_up(START)
        other.append([draft("review", CARDS[0], 2)], at=START + 1, day=20_003)
        touched = collection.history.touched

        def meanwhile(after: int) -> set[str]:
            other.append([draft("review", CARDS[0], 2)], at=START + 2, day=20_009)
            return touched(after)

        collection.history.touched = meanwhile  # type: ignore[method-assign]
        collection.catch_up(START + 3)
        collection.history.touched = touched  # type: ignore[method-assign]
        collection.catch_up(START + 4)

        assert [] == examine(collection)
        other.close()


def test_words_of_a_note_that_has_no_card_of_its_own_make_none(tmp_path: Path) -> None:
    with Collection.open(tmp_path, device="one", entropy=os.urandom) as collection:
        collection.refresh(START)
        collection.history.append([draft("review", CARDS[0], 2)], at=START, day=20_000)
        collection.catch_up(START)
        words = [
            Draft(Kind.CONTENT, "bread/cloze", text="{}"),
            Draft(Kind.ORDINAL, "bread/cloze", value=1, text="part"),
        ]
        collection.history.append([*words, draft("review", "bread/cloze/part", 2)], at=START + 1, day=20_000)
        collection.catch_up(START + 1)

        known = collection.index.execute("select origin from card order by origin").fetchall()

        assert [(CARDS[0],), ("bread/cloze/part",)] == known
