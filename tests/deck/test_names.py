"""Ids, frozen: whoever changes a line of these tables throws away somebody's history."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.deck import names

SLUGS = {
    "Gradient descent": "gradient-descent",
    "What is a set?": "what-is-a-set",
    "C++": "c-plus-plus",
    "C#": "c-sharp",
    "C": "c",
    "A/B  tests -- twice!": "a-b-tests-twice",
    "__init__": "init",
    "Größe": "grösse",
    "STRASSE Straße": "strasse-strasse",
    "I\u0307stanbul": "i\u0307stanbul",
    "Cafe\u0301": "café",
    "Ångström": "ångström",
    "हिन्दी": "हिन्दी",
    "机器 学习": "机器-学习",
    "１２ x²": "１２-x²",
    "Ⅻ": "ⅻ",
    "🎉 party": "party",
    "→ ?": "",
    "": "",
    "$\\eta$": "eta",
    "1 + 1": "1-plus-1",
    "a\u00a0b\u200dc": "a-b-c",
}
KEYS = {
    ("basic", "What is a set?"): "what-is-a-set-ce4c3f1b",
    ("cloze", "What is a set?"): "what-is-a-set-59b275a6",
    ("basic", "  What\n is\ta set? "): "what-is-a-set-ce4c3f1b",
    ("basic", "what is a set?"): "what-is-a-set-ff2319b9",
    ("basic", "What does $A$ mean?"): "what-does-a-mean-86ef891e",
    ("basic", "What does $a$ mean?"): "what-does-a-mean-25f97753",
    (
        "list",
        "The twelve steps that everybody has to take, one after the other",
    ): "the-twelve-steps-that-everybody-has-to-t-379125a8",
    ("basic", "One two three four five six seven eight x nine"): "one-two-three-four-five-six-seven-eight-6e6f7447",
    ("basic", "→?"): "f75f0d9b",
    ("cloze", "Größe ist {{Maß}}."): "grösse-ist-mass-3374e9a0",
    ("basic", "Cafe\u0301?"): "café-1374398a",
    (
        "basic",
        "- " * 40 + "much later a word and some more words to fill the slug",
    ): "much-later-a-word-and-some-more-words-to-024dca9a",
}
PARTS = {
    "slopes": "slopes",
    "slopes-bd100c96": "slopes-bd100c96-ff17e3ed",
    "Slopes": "slopes-bd100c96",
    "two words": "two-words-d7f9e43e",
    "$x$": "x-d6006170",
    "über": "über",
    "averyveryveryverylongsingleword": "averyveryveryverylongsin-08a391f1",
    "→": "1870c408",
}


@pytest.mark.parametrize(("title", "expected"), SLUGS.items())
def test_slug(title: str, expected: str) -> None:
    assert expected == names.slug(title)


@pytest.mark.parametrize(("asked", "expected"), KEYS.items())
def test_key(asked: tuple[str, str], expected: str) -> None:
    kind, question = asked

    assert expected == names.key(kind, question)  # type: ignore[arg-type]


@pytest.mark.parametrize(("item", "expected"), PARTS.items())
def test_part(item: str, expected: str) -> None:
    assert expected == names.part(item)


@given(st.text())
def test_slug_is_a_valid_id_and_stays_as_it_is(title: str) -> None:
    slug = names.slug(title)

    assert slug == "" or names.valid(slug)
    assert slug == names.slug(slug)
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert "--" not in slug


@given(st.text(st.characters(codec="ascii")))
def test_the_quick_way_for_ascii_is_the_slow_way(title: str) -> None:
    assert names.slug(title) == names.slug(title + " é").removesuffix("é").removesuffix("-")


@given(st.text(max_size=200))
def test_key_is_a_valid_short_id_made_of_the_whole_slug(question: str) -> None:
    key = names.key("basic", question)
    words = names.slug(names.normalised(question))[: names.LONGEST].rstrip("-")

    assert names.valid(key)
    assert key.rpartition("-")[0] == words
    assert len(key.rpartition("-")[2]) == 8


@given(st.text())
def test_spacing_does_not_enter_a_key(question: str) -> None:
    assert names.key("basic", question) == names.key("basic", f" {question}\n")


@pytest.mark.parametrize("name", ["a", "a-b_c.d~2", "größe", "हि", "1"])
def test_valid_ids(name: str) -> None:
    assert names.valid(name)


@pytest.mark.parametrize("name", ["", "a b", "a/b", "a\n", "a+b", "#", "a:b", "é\u200d"])
def test_invalid_ids(name: str) -> None:
    assert not names.valid(name)


def test_quoted_is_short_and_on_one_line() -> None:
    assert names.quoted("a\n  b") == "'a b'"
    assert len(names.quoted("x" * 1000)) == 52


def test_nearest() -> None:
    assert names.nearest("tpic", ("topic", "tags")) == "did you mean 'topic'?"
    assert names.nearest("zebra", ("topic", "tags")) == ""
