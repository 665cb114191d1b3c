"""What stands in a file but cannot be read is held: nothing of it is gone, and no other card takes its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flashcards.collection import doctor, upkeep
from tests.students import DAY, Desk, study

if TYPE_CHECKING:
    from collections.abc import Callable

    Desks = Callable[..., Desk]

WATER = '  - Is water wet?: "True"\n'
LETTER = "  - What is beta?: A letter\n"
FISH = '  - Do fish have gills?: "True"\n'


def deck(*cards: str, title: str = "T") -> str:
    return f"topics:\n- topic: {title}\n  cards:\n{''.join(cards)}"


def studied(desk: Desks, decks: str | dict[str, str]) -> Desk:
    made = desk(decks)
    for _ in range(3):
        study(made.session())
        made.clock.at += 2 * DAY
    assert all(memory.reps > 1 for memory in made.memories().values())
    return made


def reps(made: Desk) -> dict[str, int]:
    return {front: memory.reps for front, memory in made.memories().items()}


@pytest.mark.parametrize(
    "broken",
    [
        '  - Is water wet?: "True"\n    hnt: think of rain\n',
        '  - q: Is water wet?\n    a: "True"\n    hnt: think of rain\n',
        '  - q: Is water wet?\n    q: Is water wet?\n    a: "True"\n',
    ],
)
def test_a_card_with_a_mistake_keeps_its_history_from_a_card_with_the_same_answer(desk: Desks, broken: str) -> None:
    made = studied(desk, deck(WATER, LETTER))
    before = made.memories()

    made.write(deck(broken, LETTER, FISH))
    changes = made.reopen()
    fish = made.memory("Do fish have gills?").reps
    made.write(deck(WATER, LETTER))
    made.reopen()

    assert ("1 new", 0) == (str(changes), fish)
    assert before == made.memories()


@pytest.mark.parametrize("broken", ["  - {{Is water wet\n", "  - cloze: The {{sun}} shines.\n    hnt: x\n"])
def test_so_does_a_cloze(desk: Desks, broken: str) -> None:
    made = studied(desk, deck("  - The {{sun}} shines.\n", LETTER))
    before = made.memories()

    made.write(deck(broken, LETTER, "  - The {{sun}} shines on all.\n"))
    made.reopen()
    made.write(deck("  - The {{sun}} shines.\n", LETTER))
    made.reopen()

    assert before == made.memories()


def test_a_topic_that_goes_on_in_another_file_keeps_what_was_moved_there(desk: Desks) -> None:
    made = studied(desk, deck(WATER, LETTER))
    before = made.memories()

    made.write(deck(WATER))
    made.write(deck(LETTER), "more.yaml")
    changes = made.reopen()
    made.write(deck(WATER, "  - What is the second one called?: A letter\n"))
    later = made.reopen()
    stolen = made.memory("What is the second one called?").reps
    (made.folder / "more.yaml").unlink()
    made.write(deck(WATER, LETTER))
    made.reopen()

    assert ("", "1 new", 0) == (str(changes), str(later), stolen)
    assert before == made.memories()


def test_so_does_one_that_goes_on_in_its_file(desk: Desks) -> None:
    made = studied(desk, deck(WATER, LETTER))
    before = made.memories()

    made.write(deck(WATER) + "- topic: T\n  cards:\n" + LETTER + "- topic: U\n  cards:\n" + LETTER)
    made.reopen()
    twin = [entry.memory.reps for entry in made.cards().values() if entry.note.id.startswith("u/")]
    made.write(deck(WATER, LETTER))
    made.reopen()

    assert [0] == twin
    assert before == made.memories()


TWO = deck(WATER, title="S") + "- topic: T\n  cards:\n" + LETTER
SLIPS = {
    "no space after the dash": TWO.replace("- topic: T", "-topic: T"),
    "no dash": TWO.replace("- topic: T", "  topic: T"),
    "a second list of topics": TWO.replace("- topic: T", "topics:\n- topic: T"),
    "a colon in the title": TWO.replace("- topic: T", "- topic: T: all of it"),
    "a title that is not closed": TWO.replace("- topic: T", '- topic: "T'),
    "a title that begins a list": TWO.replace("- topic: T", "- topic: [T"),
}


@pytest.mark.parametrize("slip", SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_in_the_first_line_of_a_topic_gives_nothing_away(desk: Desks, slip: str) -> None:
    made = studied(desk, TWO)
    before = made.memories()

    made.write(slip)
    changes = made.reopen()
    made.write(deck(LETTER, title="Elsewhere"), "other.yaml")
    made.reopen()
    (made.folder / "other.yaml").unlink()
    made.write(TWO)
    made.reopen()

    assert (0, 0, 0) == (changes.gone, changes.moved, changes.edited)
    assert before == made.memories()


@pytest.mark.parametrize(
    ("sound", "broken"),
    [("- topic: T\n", "- topic: T\n  text: @x\n"), ("Paris\n", '"Paris\n'), ("Paris\n", "is: Paris\n")],
)
def test_a_name_that_returns_does_not_take_what_lives_under_a_held_one(desk: Desks, sound: str, broken: str) -> None:
    paris = "  - What is the capital of France?: Paris\n"
    made = studied(desk, deck(paris, title="S") + f"- topic: T\n  cards:\n{LETTER}")
    moved = f"topics:\n- topic: S\n  cards: []\n- topic: T\n  cards:\n{LETTER}{paris}"
    made.write(moved)
    made.reopen()
    before = made.memories()

    made.write(moved.replace(sound, broken).replace("cards: []", f"cards:\n{paris}"))
    made.reopen()
    returned = made.memory("What is the capital of France?").reps
    made.write(moved)
    made.reopen()

    assert 0 == returned
    assert before == made.memories()


def test_a_card_with_a_syntax_error_leaves_the_others_to_be_studied(desk: Desks) -> None:
    made = studied(desk, deck(WATER, LETTER))
    before = made.memories()

    made.write(deck('  - Is water wet?: "True\n', LETTER, FISH))
    changes = made.reopen()
    meanwhile = reps(made)
    made.write(deck(WATER, LETTER))
    made.reopen()

    assert ("1 new", {"What is beta?": before["What is beta?"].reps, "Do fish have gills?": 0}) == (
        str(changes),
        meanwhile,
    )
    assert before == made.memories()


def test_a_history_of_its_own_has_a_name_that_no_note_has(desk: Desks) -> None:
    first = "  - What is alpha?: One thing\n    id: x\n"
    made = studied(desk, deck(first))
    made.write(deck(first.replace("id: x", "id: y")))
    made.reopen()

    second = "  - What is beta?: Two things\n    id: x~2\n"
    made.write(deck(first.replace("id: x", "id: y"), second, "  - What is gamma?: Three things\n    id: x\n"))
    made.reopen()

    assert {"What is alpha?", "What is beta?", "What is gamma?"} == made.cards().keys()
    assert [] == doctor.examine(made.collection)


def test_what_is_held_is_not_listed_as_gone(desk: Desks) -> None:
    made = studied(desk, TWO)

    made.write(TWO.replace("- What is beta", "- 'What is beta"))
    made.reopen()

    assert [] == upkeep.gone(made.collection)


class TestTheIndexIsDeleted:
    def test_a_card_that_stood_beside_another_never_takes_its_history(self, desk: Desks) -> None:
        made = studied(desk, deck(WATER, LETTER))
        made.write(deck(WATER, LETTER, FISH))
        made.reopen()
        made.write(deck(LETTER, FISH))
        made.reopen()

        changes = made.reopen(without_index=True)
        fish = made.memory("Do fish have gills?").reps
        made.write(deck(WATER, LETTER, FISH))
        made.reopen()

        assert ("", 0) == (str(changes), fish)
        assert 1 < made.memory("Is water wet?").reps

    def test_nor_does_one_of_the_same_words_in_another_topic(self, desk: Desks) -> None:
        made = studied(desk, deck(WATER, LETTER))
        made.write(deck("  - what is  beta?: A  letter\n", title="U"), "u.yaml")
        made.reopen()
        made.write(deck(WATER))
        made.reopen()

        made.reopen(without_index=True)

        assert {"Is water wet?", "what is  beta?"} == set(reps(made))
        assert 0 == reps(made)["what is  beta?"]

    def test_what_was_not_guessed_stays_so(self, desk: Desks) -> None:
        made = studied(desk, deck("  - What does kernel mean in algebra?: That.\n"))
        heirs = [f"  - What does kernel mean in algebra {n}?: Thing {n}.\n" for n in (1, 2)]
        made.write(deck(*heirs))
        reported = made.reopen().ambiguous
        made.write(deck(heirs[0]))
        made.reopen()

        made.reopen(without_index=True)

        assert 1 == len(reported)
        assert {"What does kernel mean in algebra 1?": 0} == reps(made)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (deck(LETTER), deck(LETTER, title="U") + "- topic: V\n  cards:\n" + LETTER),
        (deck(WATER), deck(FISH, '  - Can birds swim at all?: "True"\n')),
    ],
)
def test_several_heirs_by_words_or_answer_are_reported(desk: Desks, before: str, after: str) -> None:
    made = studied(desk, before)

    made.write(after)
    changes = made.reopen()

    assert [2] == [len(names) for _, names in changes.ambiguous]
    assert [0, 0] == [entry.memory.reps for entry in made.cards().values()] or 1 == len(made.cards())
