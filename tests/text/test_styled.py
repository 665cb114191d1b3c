"""Rows fit their width, and nothing a user wrote commands the terminal."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from flashcards.text.cells import clusters, width_of
from flashcards.text.styled import CODES, Line, Run, ansi, clean, from_json, plain, to_json, wrap

LETTERS = st.sampled_from([*"ab  cdé漢字。", "e\u0301", "👍", "ẍ", "𝒩", "x\u20d7"])
TEXTS = st.lists(LETTERS, max_size=30).map("".join)
STYLES = st.sampled_from(["", "bold", "italic cloze", "link link:media/x.svg"])
RUNS = st.lists(st.builds(Run, TEXTS, STYLES), max_size=4).map(tuple)
PREFIXES = st.sampled_from(["", "• ", "│ ", "   "])
LINES = st.lists(st.builds(Line, PREFIXES, PREFIXES, RUNS, st.booleans()), max_size=4)


def text(row: list[Run]) -> str:
    return "".join(run.text for run in row)


def rows(line: str, width: int, *, words: bool = True) -> list[str]:
    return [text(row) for row in wrap([Line(runs=(Run(line),), wrap=words)], width)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("one two three", ["one two", "three"]),
        ("one  two", ["one  two"]),
        ("exactly8", ["exactly8"]),
        ("incomprehensible", ["incompre", "hensible"]),
        ("a incomprehensible", ["a", "incompre", "hensible"]),
        ("日本語の文章", ["日本語の", "文章"]),
        ("ab日本語の", ["ab日本語", "の"]),
        ("", [""]),
        ("   indented", ["   inden", "ted"]),
    ],
)
def test_a_line_wraps_at_spaces_and_beside_wide_characters(line: str, expected: list[str]) -> None:
    assert expected == rows(line, 8)


def test_code_is_cut_over_where_the_width_ends() -> None:
    assert ["    x = ", "1 + 2"] == rows("    x = 1 + 2", 8, words=False)


def test_further_rows_begin_under_the_text_of_an_item() -> None:
    line = Line("• ", "  ", (Run("one two"),))

    assert ["• one", "  two"] == [text(row) for row in wrap([line], 6)]


def test_a_prefix_leaves_room_for_the_text() -> None:
    line = Line("│ │ │ ", "│ │ │ ", (Run("word"),))

    assert ["word"] == [text(row) for row in wrap([line], 6)]


@given(LINES, st.integers(2, 30))
def test_rows_fit(lines: list[Line], width: int) -> None:
    assert all(width_of(text(row)) <= width for row in wrap(lines, width))


@given(RUNS, st.integers(2, 30), st.booleans())
def test_wrapping_loses_nothing_but_spaces(runs: tuple[Run, ...], width: int, words: bool) -> None:
    written = "".join(text(row) for row in wrap([Line(runs=runs, wrap=words)], width))

    assert "".join(text(list(runs)).split()) == "".join(written.split())


@given(LINES)
def test_lines_survive_the_index(lines: list[Line]) -> None:
    assert tuple(lines) == from_json(to_json(lines))


@given(TEXTS)
def test_widths_agree_with_a_library(line: str) -> None:
    assert cell_len(line) == width_of(line)


@pytest.mark.parametrize(
    ("line", "expected"),
    [("👩‍👩‍👧", [("👩‍👩‍👧", 2)]), ("🇩🇪🇫🇷", [("🇩🇪", 2), ("🇫🇷", 2)]), ("❤️", [("❤️", 2)]), ("👍🏽", [("👍🏽", 2)])],
)
def test_an_emoji_is_one_piece(line: str, expected: list[tuple[str, int]]) -> None:
    assert expected == clusters(line)


@given(LINES, st.text())
def test_without_colour_there_are_no_escapes(lines: list[Line], noise: str) -> None:
    written = [ansi([*row, Run(noise, "bold")], colour=False) for row in wrap(lines, 20)] + [plain(lines)]

    assert not any("\x1b" in row for row in written)


@given(st.text(st.characters(max_codepoint=0x20FF)), st.sampled_from(["", "bold", "link link:x"]))
def test_no_control_character_and_no_override_reaches_the_terminal(noise: str, style: str) -> None:
    written = ansi([Run(noise, style)], colour=False)

    assert not any(unicodedata.category(letter) == "Cc" and letter != "\n" for letter in written)
    assert not set(written) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028")


def test_control_characters_become_visible() -> None:
    assert "␛[31m␇ a    b" == clean("\x1b[31m\x07 a\tb\u202e")


def test_styles_become_codes() -> None:
    assert "\x1b[1;1;36mx\x1b[0m y" == ansi([Run("x", "bold cloze"), Run(" y")], colour=True)


def test_links_are_addresses_without_anything_else_in_them() -> None:
    run = Run("x", "link link:media/ä\x1b.svg")

    assert "\x1b]8;;file:///d/media/%C3%A4%1B.svg\x1b\\\x1b[4;34mx\x1b[0m\x1b]8;;\x1b\\" == ansi(
        [run], colour=True, base="file:///d/"
    )


def test_plain_text_draws_no_lines() -> None:
    lines = [Line("│ ", "│ ", (Run("quote", "quote"),)), Line("• ", "  ", (Run("x"),)), Line(runs=(Run("──", "dim"),))]

    assert "> quote\n- x\n--\n" == plain(lines)


def test_no_style_chooses_black_white_or_a_background() -> None:
    codes = {code for codes in CODES.values() for code in codes.split(";")}

    assert not codes & {"30", "37", "90", "97", *(str(code) for code in [*range(40, 50), *range(100, 108)])}
