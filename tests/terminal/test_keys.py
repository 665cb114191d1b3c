from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.terminal import keys
from flashcards.terminal.prompt import Prompt
from flashcards.text.cells import width_of


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (" 3", [" ", "3"]),
        ("\r", [keys.ENTER]),
        ("\n", [keys.ENTER]),
        ("é漢", ["é", "漢"]),
        ("\x04", [keys.CLOSE]),
        ("\x1b[D\x1b[3~q", [keys.LEFT, keys.DELETE, "q"]),
        ("\x1b[99;1X1", [keys.OTHER, "1"]),
        ("\x1bq", [keys.ESCAPE, "q"]),
        ("\x1b", [keys.ESCAPE]),
        ("\x1b\x1b", [keys.ESCAPE, keys.ESCAPE]),
        ("\x1b[200~a\n3\x1b[201~q", ["paste:a\n3", "q"]),
        ("\x00", [keys.OTHER]),
    ],
)
def test_what_a_terminal_sends(sent: str, expected: list[str]) -> None:
    assert (expected, "") == keys.split(sent, finished=True)


@pytest.mark.parametrize("begun", ["\x1b", "\x1b[", "\x1b[1;", "\x1bO", "\x1b[200~half"])
def test_half_a_sequence_waits_for_the_rest(begun: str) -> None:
    assert (["a"], begun) == keys.split(f"a{begun}", finished=False)


@given(st.text(alphabet="\x1b[O200~1;ab\r\x04é"))
def test_everything_becomes_keys_in_the_end(sent: str) -> None:
    found, rest = keys.split(sent, finished=True)

    assert "" == rest
    assert len(found) <= len(sent)


def typed(*pressed: str) -> Prompt:
    line = Prompt()
    for key in pressed:
        line = line.typed(key)
    return line


def test_a_line_is_edited_in_the_middle() -> None:
    assert Prompt("ca", "t") == typed("c", "t", keys.LEFT, "a")
    assert Prompt("", "t") == typed("c", "t", keys.HOME, keys.DELETE)
    assert Prompt("one ", "") == typed(*"one two", keys.ERASE_WORD)
    assert Prompt("", "") == typed(*"one", keys.END, keys.ERASE_LINE)
    assert Prompt("a b", "") == typed("paste:a\nb")
    assert Prompt("x", "") == typed("x", keys.OTHER, keys.RIGHT)


def test_letters_of_several_characters_go_at_once() -> None:
    assert Prompt("", "") == typed("e", "\u0301", keys.BACKSPACE)


@given(st.text(alphabet="ab漢é\u0301 "), st.text(alphabet="ab漢"), st.integers(2, 30))
def test_the_window_fits_and_holds_the_cursor(before: str, after: str, width: int) -> None:
    text, cell = Prompt(before, after).window(width)

    assert width_of(text) <= width
    assert 0 <= cell < width
