"""Edits between sittings: the history of a card stays with it, whatever becomes of its text and place."""

from __future__ import annotations

import random
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.collection import doctor, upkeep
from flashcards.model import Kind, Rating, State
from tests.students import DAY, SETTINGS, Clock, Desk, answer, deck, save, study, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashcards.collection.cards import Entry
    from flashcards.model import Memory

    Desks = Callable[..., Desk]

PLENTY = "new_per_day = 500\nreviews_per_day = 5000\n"
ALGEBRA = """\
- topic: Algebra
  cards:
  - What is a group, in one sentence?: A set with an associative operation, an identity and inverses.
  - What is a ring, in one sentence?: A group with a second operation that distributes.
"""
GEOMETRY = """\
- topic: Geometry
  requires: Algebra
  cards:
  - How many degrees has a triangle?: '180'
  - The {{hypotenuse}} lies opposite the {{right angle}}.
  - list: Steps of a proof
    items: [claim the theorem, show every step, say that it is done]
"""
DEGREES = "  - How many degrees has a triangle?: '180'\n"
BOTH = f"topics:\n{ALGEBRA}{GEOMETRY}"


def learnt(made: Desk) -> dict[str, Memory]:
    """Study until every card was answered on several days; what is remembered, by question."""
    for _ in range(6):
        study(made.session(), _hard_for_rings)
        made.clock.at += 3 * DAY
    assert all(memory.reps > 1 for memory in made.memories().values())
    return made.memories()


def _hard_for_rings(card: Entry) -> Rating:
    return Rating.HARD if "ring" in card.card.front and card.memory.state is State.REVIEW else Rating.GOOD


def sound(made: Desk) -> bool:
    """Whether index and log agree, and whether the index made anew would say the same."""
    before = made.memories()
    healthy = not doctor.examine(made.collection)
    made.reopen(without_index=True)
    return healthy and before == made.memories() and not doctor.examine(made.collection)


@dataclass(frozen=True, slots=True)
class Edit:
    """What is changed, which questions change with it, and how the program puts it."""

    pairs: tuple[tuple[str, str], ...]
    fronts: tuple[tuple[str, str], ...] = ()
    said: str = ""
    new: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def text(self, source: str) -> str:
        for old, new in self.pairs:
            assert old in source
            source = source.replace(old, new)
        return source


HIDDEN = "\ue000[…]\ue001"
HYPOTENUSE = f"The {HIDDEN} lies opposite the right angle."
RIGHT_ANGLE = f"The hypotenuse lies opposite the {HIDDEN}."
TRIANGLE = "How many degrees has a triangle?"
GROUP = "What is a group, in one sentence?"
RING = "What is a ring, in one sentence?"
FIRST = f"Steps of a proof\n\n1. {HIDDEN}"
SECOND = f"Steps of a proof\n\n1. claim the theorem\n2. {HIDDEN}"

THIRD = f"Steps of a proof\n\n1. claim the theorem\n2. show every step\n3. {HIDDEN}"

SWAPPED = f"Steps of a proof\n\n1. show every step\n2. claim the theorem\n3. {HIDDEN}"

EDITS = {
    "an answer": Edit((("'180'", "'180 (pi)'"),)),
    "white space and case of a question": Edit((("How many degrees", "How  many Degrees"),)),
    "a question, its answer kept": Edit(
        (("How many degrees has a triangle?", "The sum of its angles is what?"),),
        ((TRIANGLE, "The sum of its angles is what?"),),
        "1 edited",
    ),
    "a word of a question and its answer": Edit(
        (("has a triangle?: '180'", "has any triangle?: 'half a turn'"),),
        ((TRIANGLE, "How many degrees has any triangle?"),),
        "1 edited",
    ),
    "the text around clozes": Edit(
        (("lies opposite the {{right", "lies opposite of the {{right"),),
        (
            (HYPOTENUSE, HYPOTENUSE.replace("opposite", "opposite of")),
            (RIGHT_ANGLE, RIGHT_ANGLE.replace("opposite", "opposite of")),
        ),
        "1 edited",
    ),
    "a cloze inserted before others": Edit(
        (("The {{hyp", "The {{longest}} side, the {{hyp"),),
        (
            (HYPOTENUSE, f"The longest side, the {HIDDEN} lies opposite the right angle."),
            (RIGHT_ANGLE, f"The longest side, the hypotenuse lies opposite the {HIDDEN}."),
        ),
        "1 edited",
        new=(f"The {HIDDEN} side, the hypotenuse lies opposite the right angle.",),
    ),
    "a cloze taken away": Edit((("{{hypotenuse}}", "hypotenuse"),), said="1 edited", gone=(HYPOTENUSE,)),
    "the word in a cloze": Edit(
        (("{{hypotenuse}}", "{{hypothenuse}}"),),
        ((RIGHT_ANGLE, RIGHT_ANGLE.replace("hypot", "hypoth")),),
        "1 edited",
    ),
    "the order of the items of a list": Edit(
        (("claim the theorem, show every step", "show every step, claim the theorem"),),
        ((FIRST, f"Steps of a proof\n\n1. show every step\n2. {HIDDEN}"), (SECOND, FIRST), (THIRD, SWAPPED)),
    ),
    "an item of a list": Edit(
        (("claim the theorem", "state the theorem"),),
        (
            (SECOND, SECOND.replace("claim", "state")),
            (THIRD, THIRD.replace("claim", "state")),
        ),
    ),
    "the order of topics and cards": Edit(((BOTH, f"topics:\n{GEOMETRY}{ALGEBRA}"),)),
    "the title of a topic, the old one kept as another": Edit(
        (("topic: Algebra", "topic: Abstract algebra\n  aka: Algebra"),), said="2 moved"
    ),
    "the title of a topic": Edit((("- topic: Algebra", "- topic: Structures"),), said="2 moved"),
    "a card to another topic": Edit(
        (
            (DEGREES, ""),
            ("a second operation that distributes.\n", f"a second operation that distributes.\n{DEGREES}"),
        ),
        said="1 moved",
    ),
    "a topic split in two": Edit(
        (("  - What is a ring", "- topic: Rings\n  requires: Algebra\n  cards:\n  - What is a ring"),), said="1 moved"
    ),
    "a card to a short form's long one": Edit(
        (
            (
                "How many degrees has a triangle?: '180'",
                "q: How many degrees has a triangle?\n    a: '180'\n    type: true",
            ),
        )
    ),
    "a card taken out": Edit(((DEGREES, ""),), said="1 gone", gone=(TRIANGLE,)),
    "a card put in": Edit(
        (("  cards:\n  - What is a group", "  cards:\n  - Who was Galois?: A duellist.\n  - What is a group"),),
        said="1 new",
        new=("Who was Galois?",),
    ),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_history_stays_with_its_card(desk: Desks, edit: Edit) -> None:
    made = desk(BOTH, PLENTY)
    before = learnt(made)
    names = dict(edit.fronts)

    made.write(edit.text(BOTH))
    changes = made.reopen()
    after = made.memories()

    kept = {
        " ".join(names.get(front, front).split()).casefold(): m for front, m in before.items() if front not in edit.gone
    }
    found = {" ".join(front.split()).casefold(): memory for front, memory in after.items() if memory.reps}
    assert kept == found
    assert edit.said in str(changes)
    assert set(edit.new) == {front for front, memory in after.items() if not memory.reps}
    assert sound(made)


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
@pytest.mark.parametrize("studied_between", [False, True])
def test_a_revert_brings_everything_back(desk: Desks, edit: Edit, studied_between: bool) -> None:
    made = desk(BOTH, PLENTY)
    before = learnt(made)

    made.write(edit.text(BOTH))
    made.reopen()
    if studied_between:
        study(made.session())
    made.write(BOTH)
    made.reopen()

    after = made.memories()
    assert before.keys() == after.keys()
    if studied_between:
        assert all(after[front].reps >= memory.reps for front, memory in before.items())
    else:
        assert before == after
    assert sound(made)


class TestFiles:
    def test_a_file_may_be_renamed(self, desk: Desks) -> None:
        made = desk(BOTH, PLENTY)
        before = learnt(made)

        (made.folder / "deck.yaml").rename(made.folder / "maths.yaml")
        changes = made.reopen()

        assert ("", before) == (str(changes), made.memories())
        assert sound(made)

    def test_topics_may_move_between_files(self, desk: Desks) -> None:
        made = desk(BOTH, PLENTY)
        before = learnt(made)

        made.write(f"topics:\n{ALGEBRA}")
        made.write(f"topics:\n{GEOMETRY}", "sub/geometry.yaml")
        changes = made.reopen()

        assert ("", before) == (str(changes), made.memories())
        assert sound(made)

    def test_a_file_that_comes_back_finds_its_history(self, desk: Desks) -> None:
        made = desk({"a.yaml": f"topics:\n{ALGEBRA}", "g.yaml": f"topics:\n{GEOMETRY}"}, PLENTY)
        before = learnt(made)

        (made.folder / "g.yaml").unlink()
        gone = made.reopen()
        missing = len(upkeep.gone(made.collection))
        made.write(f"topics:\n{GEOMETRY}", "g.yaml")
        made.reopen()

        assert ("3 gone (history kept)", 3) == (str(gone), missing)
        assert before == made.memories()
        assert sound(made)

    def test_a_copy_of_a_file_changes_nothing(self, desk: Desks) -> None:
        made = desk(BOTH, PLENTY)
        before = learnt(made)

        for name in ("zz copy.yaml", "a copy.yaml"):
            made.write(BOTH, name)
            made.reopen()
            assert before == made.memories()
            assert sound(made)
        (made.folder / "a copy.yaml").unlink()
        made.reopen()

        assert before == made.memories()


BROKEN = {
    "one topic": BOTH.replace("- What is a ring", "- 'What is a ring"),
    "one topic, by a tab": BOTH.replace("  requires: Algebra", "\trequires: Algebra"),
    "the whole file": "topics: [\n" + BOTH,
    "the encoding": "\ufffe" + BOTH,
    "the title": BOTH.replace("- topic: Algebra", "- topic: [Algebra"),
    "the end": BOTH[:-30] + "{",
    "everything": "topics: {{{",
}


class TestSyntaxErrors:
    @pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
    @pytest.mark.parametrize("studied_between", [False, True])
    def test_mended_later_nothing_is_lost(self, desk: Desks, broken: str, studied_between: bool) -> None:
        made = desk(BOTH, PLENTY)
        before = learnt(made)

        made.write(broken)
        changes = made.reopen()
        if studied_between:
            study(made.session())
        held = made.memories()
        made.write(BOTH)
        made.reopen()

        assert (0, 0, 0) == (changes.edited, changes.moved, changes.gone)
        if not studied_between:
            assert before == made.memories()
        assert before.keys() == made.cards().keys()
        assert all(held.get(front, memory) == made.memory(front) for front, memory in before.items())
        assert sound(made)

    def test_a_topic_that_appears_meanwhile_does_not_take_a_held_history(self, desk: Desks) -> None:
        made = desk(BOTH, PLENTY)
        before = learnt(made)

        made.write(BOTH.replace("- What is a ring", "- 'What is a ring"))
        made.write(f"topics:\n{ALGEBRA.replace('Algebra', 'Elsewhere')}", "other.yaml")
        made.reopen()
        twins = [memory.reps for front, memory in made.memories().items() if front in (GROUP, RING)]
        made.write(BOTH)
        (made.folder / "other.yaml").unlink()
        made.reopen()

        assert [0, 0] == twins
        assert before == made.memories()
        assert sound(made)


class TestAmbiguous:
    def test_two_heirs_are_reported_and_neither_inherits(self, desk: Desks) -> None:
        question = "What does the word 'kernel' mean in algebra?"
        made = desk(f'topics:\n- topic: A\n  cards:\n  - q: "{question}"\n    a: Something.\n', PLENTY)
        study(made.session())
        heirs = [question.replace("algebra", f"algebra {n}") for n in (1, 2)]

        lines = "".join(f'  - q: "{heir}"\n    a: Thing {n}.\n' for n, heir in enumerate(heirs))
        made.write(f"topics:\n- topic: A\n  cards:\n{lines}")
        changes = made.reopen()

        assert [0, 0] == [made.memory(heir).reps for heir in heirs]
        assert 1 == len(changes.ambiguous)
        assert 2 == len(changes.ambiguous[0][1])
        assert sound(made)

    def test_rename_decides(self, desk: Desks) -> None:
        made = desk(deck(topic("A", "Alpha?")), PLENTY)
        study(made.session())
        old = made.cards()["Alpha?"].id
        made.write(deck(topic("A", "Something else?")))
        made.reopen()

        upkeep.rename(made.collection, old, made.cards()["Something else?"].id, at=made.clock.at)

        assert 2 == made.memory("Something else?").reps
        assert sound(made)

    def test_a_split_note_leaves_its_history_with_the_half_that_kept_the_question(self, desk: Desks) -> None:
        made = desk("topics:\n- topic: A\n  cards:\n  - What and why is a prime?: One thing. Another.\n", PLENTY)
        study(made.session())

        made.write("topics:\n- topic: A\n  cards:\n  - What is a prime?: One thing.\n  - Why primes?: Another.\n")
        made.reopen()

        reps = {front: memory.reps for front, memory in made.memories().items()}
        assert {"What is a prime?": 2, "Why primes?": 0} == reps
        assert sound(made)

    def test_equal_answers_are_no_reason_to_pair(self, desk: Desks) -> None:
        cards = "".join(f"  - Is {name} prime?: Yes.\n" for name in ("two", "nineteen", "one hundred and one"))
        made = desk(f"topics:\n- topic: A\n  cards:\n{cards}", PLENTY)
        study(made.session())

        made.write("topics:\n- topic: A\n  cards:\n  - Does the sun shine by day?: Yes.\n  - Is water wet?: Yes.\n")
        made.reopen()

        assert [0, 0] == [memory.reps for memory in made.memories().values()]
        assert sound(made)


@dataclass(slots=True)
class Author:
    """Somebody who rewrites a deck all the time; every card carries a mark in its answer that tells which it is."""

    chance: random.Random
    topics: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    made: int = 0

    LETTERS = "abcdefghijklmnopqrstuvwxyz     "
    WORDS = ("red", "green", "blue", "old", "new", "tall", "round", "quick", "quiet", "bright", "heavy", "open")

    def begin(self) -> None:
        for title in ("North", "South"):
            self.topics[title] = []
            for _ in range(4):
                self.add(title)

    def add(self, title: str) -> None:
        self.made += 1
        question = "".join(self.chance.choices(self.LETTERS, k=40)).strip()
        self.topics[title].append((f"{self.made}{question}", f"mark {self.made}"))

    def step(self) -> None:
        title = self.chance.choice(list(self.topics))
        notes = self.topics[title]
        place = self.chance.randrange(len(notes)) if notes else -1
        match self.chance.randrange(6):
            case 0:
                self.add(title)
            case 1 if place >= 0:
                notes.pop(place)
            case 2 if place >= 0:
                question, mark = notes[place]
                notes[place] = (f"{question} {self.chance.choice(self.WORDS)}", mark)
            case 3 if place >= 0:
                self.topics[self.chance.choice(list(self.topics))].append(notes.pop(place))
            case 4:
                self.topics[f"{title} {self.made}"] = self.topics.pop(title)
                self.made += 1
            case _:
                self.chance.shuffle(notes)

    def text(self) -> str:
        parts = [
            f"- topic: {title}\n  cards:" + ("".join(f"\n  - {q}?: {a}" for q, a in notes) or " []") + "\n"
            for title, notes in self.topics.items()
        ]
        return "topics:\n" + "".join(parts)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_no_history_ever_goes_to_another_card(seed: int) -> None:
    author = Author(random.Random(seed))
    author.begin()
    with tempfile.TemporaryDirectory(prefix="author-") as place:
        folder = Path(place)
        save(folder / "flashcards.toml", SETTINGS + PLENTY + "learning_steps = []\n")
        save(folder / "deck.yaml", author.text())
        made = Desk(folder, Clock())
        first_answered: dict[str, str] = {}
        for _ in range(8):
            session = made.session()
            for _ in range(2):
                if session.card is not None:
                    shown = session.card
                    mark = first_answered.setdefault(shown.origin, shown.card.back)
                    assert mark == shown.card.back
                    answer(session)
            author.step()
            made.write(author.text())
            made.reopen(without_index=author.chance.random() < 0.3)
            made.clock.at += DAY
        counts = dict.fromkeys(first_answered, 0)
        for event in made.collection.history.events(kinds=[Kind.REVIEW]):
            counts[event.draft.subject] += 1
        held = {entry.origin: entry for entry in made.cards().values() if entry.memory.reps}

        assert all(entry.card.back == first_answered[origin] for origin, entry in held.items())
        assert all(entry.memory.reps == counts[origin] for origin, entry in held.items())
        assert sound(made)
        made.close()
