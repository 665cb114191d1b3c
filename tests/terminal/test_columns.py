"""Cards in columns: aligned, and never wider than the terminal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flashcards.terminal.columns import Row, aligned, cut_to, lines
from flashcards.text.cells import width_of

WORDS = st.text(st.sampled_from("ab é中👩🏽\u0301\x1b\n"), max_size=40)


def test_columns_are_aligned_and_the_last_is_cut() -> None:
    rows = [Row("a1", "new", "–", "What is an atom, in a few words?"), Row("b22", "suspended", "2026-03-02", "Why?")]

    assert [
        "a1   new        –           What is an atom, in…",
        "b22  suspended  2026-03-02  Why?",
    ] == list(lines(rows, 48))


def test_without_a_width_nothing_is_cut() -> None:
    assert ["a" * 200 + "  new  –  " + "b" * 200] == list(lines([Row("a" * 200, "new", "–", "b" * 200)], None))


@given(st.lists(st.builds(Row, WORDS, st.just("new"), st.just("–"), WORDS), max_size=5), st.integers(60, 120))
def test_no_line_is_wider_than_the_terminal_or_commands_it(rows: list[Row], width: int) -> None:
    made = list(lines(rows, width))

    assert len(rows) == len(made)
    assert all(width_of(line) <= width and "\x1b" not in line and "\n" not in line for line in made)


@given(WORDS, st.integers(1, 30))
def test_a_text_is_cut_to_its_cells(text: str, width: int) -> None:
    cut = cut_to(text, width)

    assert width_of(cut) <= width
    assert cut == text or cut.endswith("…")


def test_labels_stand_in_a_column() -> None:
    assert ["due        today", "stability  3 d"] == aligned([("due", "today"), ("stability", "3 d")])
