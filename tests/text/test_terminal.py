"""A card text looks right in a terminal, and the short way gives what the long way gives."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flashcards.text import cloze, terminal
from flashcards.text.markdown import tokens
from flashcards.text.styled import Line, Run, ansi, plain, wrap
from tests.text.strategies import MARKDOWN, NOISE

GOLD = Path(__file__).parent.parent / "gold" / "terminal"
CARDS = sorted(GOLD.glob("*.md"))
PLAIN = st.text(st.sampled_from("ab .,:;!?-1()[]'\"\n%/é漢\ue000\ue001|<&+="), max_size=40)


def by_parser(markdown: str) -> tuple[Line, ...]:
    return tuple(terminal._trimmed(terminal._Writer(tokens(markdown)).lines()))


def merged(lines: tuple[Line, ...]) -> list[list[Run]]:
    """Rows with runs of one look joined, as a reader sees them."""
    return wrap(lines, 10_000)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("one\ntwo", "one two\n"),
        ("one\n\ntwo", "one\n\ntwo\n"),
        ("a\\\nb", "a\nb\n"),
        ("*a* **b** `c` ~~d~~", "a b c d\n"),
        ("# Head\ntext", "Head\n\ntext\n"),
        ("- a\n- b\n  1. c", "- a\n- b\n  1. c\n"),
        ("3. a\n4. b", "3. a\n4. b\n"),
        ("- a\n\n- b", "- a\n\n- b\n"),
        ("> a\n>\n> b", "> a\n>\n> b\n"),
        ("> - a\n>   b", "> - a b\n"),
        ("---", "-" * 20 + "\n"),
        ("```\n  x\n\ny\n```", "    x\n\n  y\n"),
        ("```nonsense-language\nx\n```", "  x\n"),
        ("- ```\n  x\n  ```\n- b", "-   x\n- b\n"),
        ("| a | b |\n|--:|---|\n| 100 | c |", "  a  b\n---  -\n100  c\n"),
        ("[text](http://x.y)", "text\n"),
        ("![A cat](media/cat.svg)", "[image: A cat]\n"),
        ("![](media/cat%20b.svg)", "[image: cat b.svg]\n"),
        ("![](media/word.mp3)", "[sound: word.mp3]\n"),
        ("<b>raw</b> &amp; <!-- x -->", "<b>raw</b> & <!-- x -->\n"),
        ("$x^2$ and $\\ce{H2O}$", "x² and $\\ce{H2O}$\n"),
        ("$$\n\\frac12\n$$", "  1/2\n"),
        ("Costs $5 and $6", "Costs $5 and $6\n"),
        ("", ""),
        ("\x1b[31mred\u202e", "␛[31mred\n"),
    ],
)
def test_a_text_reads_as_its_author_meant(markdown: str, expected: str) -> None:
    assert expected == plain(terminal.lines(markdown))


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a {{b}}", [Run("a "), Run("[…]", "cloze")]),
        ("**{{b}}**", [Run("[…]", "bold cloze")]),
        ("`f({{b}})`", [Run("f(", "code"), Run("[…]", "code cloze"), Run(")", "code")]),
        ("$x = {{c1::2}}$", [Run("x = ", "math"), Run("[…]", "math cloze")]),
        ("$\\ce{H}{{c1::2}}$", [Run("$\\ce{H}{", "math"), Run("[…]", "math cloze"), Run("}$", "math")]),
        (
            "```python\nx = {{c1::2}}\n```",
            [Run("  ", "dim"), Run("x = "), Run("[…]", "cloze")],
        ),
    ],
)
def test_hidden_clozes_have_their_own_look(markdown: str, expected: list[Run]) -> None:
    hidden = cloze.hide(markdown, cloze.parts(markdown)[0].key)

    assert [expected] == merged(terminal.lines(hidden))


def test_shown_clozes_keep_their_markup() -> None:
    markdown = "a {{*b* $x$}} c"
    shown = cloze.show(markdown, cloze.parts(markdown)[0].key)

    expected = [Run("a "), Run("b", "italic cloze"), Run(" ", "cloze"), Run("x", "math cloze"), Run(" c")]
    assert [expected] == merged(terminal.lines(shown))


def test_code_has_colours() -> None:
    expected = [Run("  ", "dim"), Run("return", "keyword"), Run(" "), Run("1", "number")]

    assert [expected] == merged(terminal.lines("```python\nreturn 1\n```"))


@given(PLAIN)
def test_the_short_way_gives_what_the_long_way_gives(text: str) -> None:
    assume(not terminal.MARKUP.search(text))

    assert merged(by_parser(text)) == merged(terminal.lines(text))


@given(MARKDOWN | NOISE, st.integers(5, 40))
def test_any_text_fits_any_terminal(text: str, width: int) -> None:
    rows = [ansi(row, colour=False) for row in wrap(terminal.lines(text), width)]

    assert not any("\n" in row or "\x1b" in row for row in rows)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.stem)
@pytest.mark.parametrize("width", [40, 120])
def test_gold_cards(card: Path, width: int, gold: bool) -> None:
    rows = wrap(terminal.lines(card.read_text("utf-8")), width)
    written = "".join(ansi(row, colour=True).replace("\x1b", "\\e") + "\n" for row in rows)
    expected = card.with_suffix(f".{width}.txt")
    if gold:
        expected.write_text(written, "utf-8")

    assert expected.read_text("utf-8") == written
