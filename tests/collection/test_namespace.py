"""The namespace goes into the settings once, and not one other line of theirs changes."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.collection.namespace import namespace, with_namespace

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.students import Desk

LINES = st.sampled_from(
    [
        "",
        "# a comment",
        "retention = 0.9",
        "new_per_day = 3 # few",
        "learning_steps = [\n  '1m',\n]",
        "x = '''\n[a]\n'''",
    ]
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", 'namespace = "ab"\n'),
        ("grades = 2", 'grades = 2\nnamespace = "ab"\n'),
        ("# mine\ngrades = 2\n\n# decks\n[decks.a]\n", '# mine\ngrades = 2\nnamespace = "ab"\n\n# decks\n[decks.a]\n'),
        ('namespace = ""  # mine\ngrades = 2\n', 'namespace = "ab"  # mine\ngrades = 2\n'),
        ("\ufeffgrades = 2\r\n[decks]\r\n", '\ufeffgrades = 2\r\nnamespace = "ab"\r\n[decks]\r\n'),
    ],
)
def test_the_line_goes_where_it_belongs(old: str, new: str) -> None:
    assert new == with_namespace(old, "ab")


@given(st.lists(LINES, unique=True), st.booleans())
def test_all_other_lines_stay(lines: list[str], table: bool) -> None:
    old = "\n".join([*lines, *(["[decks.a]", "retention = 0.8"] if table else [])])

    new = with_namespace(old, "ab")

    assert {**tomllib.loads(old), "namespace": "ab"} == tomllib.loads(new)
    assert old.split() == new.replace('namespace = "ab"', "").split()


def test_it_is_made_once(desk: Callable[..., Desk]) -> None:
    opened = desk("topics: []")

    first = namespace(opened.collection, lambda count: b"\x0a" * count)
    opened.reopen()
    second = namespace(opened.collection, lambda count: b"\x0b" * count)

    assert "0a" * 8 == first == second
    assert 'namespace = "0a0a0a0a0a0a0a0a"' in (opened.folder / "flashcards.toml").read_text("utf-8")
