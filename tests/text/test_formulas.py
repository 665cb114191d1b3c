"""Formulas are found where the parser finds them, and typeset or refused."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin

from flashcards.text.formulas import Fault, fault, formulas, regions, typeset
from flashcards.text.markdown import tokens
from tests.text.strategies import INLINE, MARKDOWN, NOISE

if TYPE_CHECKING:
    from markdown_it.token import Token


def parsed(found: list[Token]) -> list[str]:
    inline = [child for token in found for child in [token, *(token.children or [])]]
    images = [child for token in inline if token.type == "image" for child in token.children or []]
    math = ("formula", "display", "math_inline", "math_inline_double", "math_block")
    return ["".join(token.content.split()) for token in inline if token not in images and token.type in math]


def found(markdown: str) -> list[str]:
    return ["".join(formula.tex.split()) for formula in formulas(markdown)]


def test_prices_are_no_formulas() -> None:
    text = "Costs $5 and $6, but $x_1^2$"

    assert ["x_1^2"] == found(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$x$ is 5", ["x"]),
        ("`$a$` and $b$", ["b"]),
        (r"\$c$ and $d$", ["d"]),
        ("```\n$a$\n```\n$b$", ["b"]),
        ("    $code$", []),
        ("$$x$$ $$y$$", ["x", "y"]),
        ("$$E$$ (Einstein)", ["E"]),
        ("$$\na\n- b\n$$", ["a-b"]),
        ("> $a\n> b$", ["ab"]),
        ("$a\n\nb$", []),
        ("- x\n\n  $y$\n\n      $code$", ["y"]),
        ("|a|b|\n|-|-|\n|$z$|$x|y$|", ["z"]),
        ("[a](u$r$l) $x$", ["x"]),
    ],
)
def test_formulas_of_a_text(text: str, expected: list[str]) -> None:
    assert expected == found(text)
    assert expected == parsed(tokens(text))


@given(MARKDOWN)
def test_formulas_lie_where_they_say(text: str) -> None:
    for formula in formulas(text):
        dollars = "$$" if formula.display else "$"
        whole = text[formula.start : formula.end]

        assert whole.startswith(dollars)
        assert whole.endswith(dollars)


@given(MARKDOWN | NOISE)
def test_regions_are_in_order_and_apart(text: str) -> None:
    places = regions(text)

    assert all(0 <= place.start <= place.end <= len(text) for place in places)
    assert all(one.end <= other.start for one, other in pairwise(places))


@given(MARKDOWN)
def test_the_finder_agrees_with_the_parser(text: str) -> None:
    assert parsed(tokens(text)) == found(text)


@given(INLINE)
@example("$x$ and $5")
def test_the_finder_agrees_with_the_plugin_where_that_reads_no_further_than_its_text(text: str) -> None:
    # The plugin looks behind the first character at the last one, and takes a whole line `$$x$$ … $$y$$` as one
    # formula, and `$$ $$` as an empty one.
    assume(not text.startswith("$"))
    plugin = MarkdownIt("commonmark", {"html": False}).enable("table")
    dollarmath_plugin(plugin, allow_space=False, allow_digits=False, double_inline=True)

    expected = parsed(plugin.parse("w " + text))
    assume("" not in expected)

    assert expected == found("w " + text)


def test_typesetting_gives_mathml() -> None:
    assert "<math><msup><mi>x</mi><mn>2</mn></msup></math>" == typeset("x^2")


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("x^2", None),
        (r"\tr A", None),
        (r"αβ \foo", Fault(3, r'Unknown command "\foo"')),
        (r"\frac{a}", Fault(8, "Expected argument but reached end of input")),
        ("50% of x", Fault(2, r"'%' starts a comment and hides the rest of its line; write \%")),
        (r"50\% of x", None),
    ],
)
def test_a_fault_names_its_character(tex: str, expected: Fault | None) -> None:
    assert expected == fault(tex)


@given(NOISE)
def test_any_formula_is_typeset_or_refused(tex: str) -> None:
    problem = fault(tex)

    assert problem is None or 0 <= problem.offset <= len(tex)


def test_a_text_without_markup_imports_no_heavy_library() -> None:
    program = (
        "import sys; from flashcards.text import cloze, formulas, media, terminal;"
        "terminal.lines('Plain text.\\n\\nMore [of] it.'); formulas.formulas('no dollars'); media.references('none');"
        "cloze.parts('a {{b}} c');"
        "print(sorted({'markdown_it', 'pygments', 'math_core', 'rich', 'mdit_py_plugins'} & set(sys.modules)))"
    )

    assert "[]\n" == subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
