"""One line of Unicode says what its formula says, or there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.text.unicode_math import line
from tests.text.math_trees import TREES, from_line, has_nested_bars, to_tex
from tests.text.strategies import NOISE

GOLD = Path(__file__).parent.parent / "gold" / "formulas.tsv"
STAYS_TEX = "(TeX)"


def rows() -> list[tuple[str, str]]:
    return [tuple(row.split("\t")) for row in GOLD.read_text("utf-8").splitlines()]  # type: ignore[misc]


@pytest.mark.parametrize(("tex", "expected"), rows())
def test_gold_formulas(tex: str, expected: str) -> None:
    assert expected == (line(tex) or STAYS_TEX)


def test_gold_file_is_rewritten_on_request(gold: bool) -> None:
    if gold:
        GOLD.write_text("".join(f"{tex}\t{line(tex) or STAYS_TEX}\n" for tex, _ in rows()), "utf-8")

    assert 200 <= len(rows())


def test_hidden_clozes_are_marked() -> None:
    assert "E = \ue000[…]\ue001" == line(r"E = \boxed{\ldots}")
    assert "\ue000[what?]\ue001/2" == line(r"\frac{\boxed{\text{what?}}}{2}")


@given(TREES)
def test_the_line_reads_back_as_the_tree(tree: object) -> None:
    written = line(to_tex(tree))

    assert tree == from_line(written) if written else has_nested_bars(tree)


@given(NOISE | st.text(max_size=20))
def test_any_text_gives_a_line_or_none(tex: str) -> None:
    written = line(tex)

    assert written is None or ("\n" not in written and written == written.strip())
