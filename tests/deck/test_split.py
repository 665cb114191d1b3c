"""Notes to cards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.deck.split import CLOSE, OPEN, cards, plain
from flashcards.model import Card, Note, Span

SPAN = Span("a.yaml", 1, 1)
HIDDEN = f"{OPEN}[…]{CLOSE}"


def shown(text: str) -> str:
    return f"{OPEN}{text}{CLOSE}"


def test_a_basic_note_is_one_card() -> None:
    assert cards(Note("t/n", "basic", "Q?", "A", SPAN)) == (Card("t/n", "", "Q?", "A"),)


def test_a_reverse_is_a_second_card() -> None:
    forward, backward = cards(Note("t/n", "basic", "Q?", "A", SPAN, reverse="R?", typed=True))

    assert forward == Card("t/n", "", "Q?", "A", "A")
    assert backward == Card("t/n/reverse", "reverse", "R?", "Q?")


def test_a_cloze_is_a_card_for_each_text() -> None:
    first, second = cards(Note("t/n", "cloze", "{{a}} and {{b::what?}} and {{a}}", "", SPAN))

    assert first == Card("t/n/a", "a", f"{HIDDEN} and b and {HIDDEN}", f"{shown('a')} and b and {shown('a')}")
    assert second.front == f"a and {OPEN}[what?]{CLOSE} and a"


def test_an_ordered_list_shows_what_came_before() -> None:
    whole, first, second = cards(Note("t/n", "list", "Steps", "", SPAN, items=("a", "b")))

    assert whole == Card("t/n", "", "Steps", "1. a\n2. b")
    assert first == Card("t/n/a", "a", f"Steps\n\n1. {HIDDEN}", f"1. {shown('a')}\n2. b")
    assert second == Card("t/n/b", "b", f"Steps\n\n1. a\n2. {HIDDEN}", f"1. a\n2. {shown('b')}")


def test_a_list_without_order_shows_all_the_others() -> None:
    _, first, _ = cards(Note("t/n", "list", "Kinds", "", SPAN, items=("a", "b"), ordered=False))

    assert first == Card("t/n/a", "a", f"Kinds\n\n- {HIDDEN}\n- b", f"- {shown('a')}\n- b")


def test_further_lines_of_an_item_are_indented() -> None:
    whole, *_ = cards(Note("t/n", "list", "Steps", "", SPAN, items=("a\nmore", "b")))

    assert whole.back == "1. a\n   more\n2. b"


def test_a_list_of_one_is_one_card() -> None:
    assert len(cards(Note("t/n", "list", "Steps", "", SPAN, items=("a",)))) == 1


@given(st.lists(st.text(min_size=1), min_size=2, max_size=8, unique_by=lambda text: " ".join(text.split())))
def test_the_cards_of_a_list_have_ids_of_their_own(items: list[str]) -> None:
    found = cards(Note("t/n", "list", "Q", "", SPAN, items=tuple(items)))

    assert len({card.id for card in found}) == len(items) + 1


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("`pip install torch`", "pip install torch"),
        ("``a ` b``", "a ` b"),
        ("```sh\nls -l\n```", "ls -l"),
        ("**bold** and *soft* and _soft_ words", "bold and soft and soft words"),
        ("`SELECT * FROM a * b`", "SELECT * FROM a * b"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("snake_case_name", "snake_case_name"),
        ("$x^2$", "x^2"),
        ("[text](http://a.b)", "text"),
        ("***`both`***", "both"),
    ],
)
def test_plain(markdown: str, expected: str) -> None:
    assert expected == plain(markdown)
