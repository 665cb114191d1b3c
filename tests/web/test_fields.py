"""The form of a card: what it shows is what the card says, and what is entered is what the file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from flashcards.deck import read
from flashcards.deck.dump import readable
from flashcards.deck.reword import reworded
from flashcards.model import Mistake, Note, Span
from flashcards.web import fields
from tests.deck.written import decks

if TYPE_CHECKING:
    from collections.abc import Mapping

HERE = Span("d.yaml", 1, 1)
BASIC = Note("t/n", "basic", "Q", "A", HERE)
LIST = Note("t/l", "list", "Steps", "", HERE, ("one", "two"))

odd = st.one_of(
    st.text(max_size=20), st.sampled_from(("a\rb", "a\r\nb", "\n a", "  a ", "- a", "a\n\n  b", "\x00", ""))
)
items = st.lists(odd, min_size=1, max_size=4).map(tuple)
basics = st.builds(
    lambda question, answer, reverse, typed, hint, tags: BASIC._replace(
        question=question, answer=answer, reverse=reverse, typed=typed, hint=hint, tags=tags
    ),
    odd,
    odd,
    odd,
    st.booleans(),
    odd,
    st.lists(st.sampled_from(("t", "a,b", ",", "u::v")), max_size=3, unique=True).map(tuple),
)
lists = st.builds(lambda items, ordered: LIST._replace(items=items, ordered=ordered), items, st.booleans())


def sent(note: Note, **changed: str) -> QueryParams:
    """The form of a note as a browser sends it, with other words in some of its fields."""
    shown = {field.name: changed.get(field.name, field.text) for field in fields.of(note)}
    return QueryParams(
        {
            name: text.encode("utf-8", "replace")
            .decode()
            .replace("\x00", "\ufffd")
            .replace("\r\n", "\n")
            .replace("\r", "\n")
            .replace("\n", "\r\n")
            for name, text in shown.items()
        }
    )


@given(st.one_of(basics, lists))
def test_a_form_that_is_saved_as_it_was_says_the_same(note: Note) -> None:
    assert note == fields.note(note, sent(note))


@given(decks())
def test_forms_saved_as_they_were_change_no_byte(text: str) -> None:
    for topic in read.read(text, "d.yaml").topics:
        for note in topic.notes:
            assert text == reworded(text, "d.yaml", fields.note(note, sent(note)))


lines = st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=8).map(str.rstrip).filter(bool)
wanted = st.lists(st.lists(lines, min_size=1, max_size=3).map("\n".join).map(readable), min_size=1, max_size=4)


@given(wanted)
def test_items_read_back_as_they_were_entered(texts: list[str]) -> None:
    entered = next(field.text for field in fields.of(LIST._replace(items=tuple(texts))) if field.name == "items")

    found = fields.note(LIST, sent(LIST, items=entered)).items

    assert tuple(texts) == found


@pytest.mark.parametrize(
    ("entered", "items"),
    [
        ("one\n\n  two  \n", ("one", "two")),
        (
            "- one\n- def f():\n      return 1\n\n  # end\n- three\n",
            ("one", "def f():\n    return 1\n\n# end", "three"),
        ),
        ("one\n- two", ("one", "- two")),
        ("\n- one\n", ("one",)),
    ],
)
def test_items_stand_one_a_line_or_behind_dashes(entered: str, items: tuple[str, ...]) -> None:
    assert items == fields.note(LIST, sent(LIST, items=entered)).items


def test_a_line_that_belongs_to_no_item_is_refused() -> None:
    with pytest.raises(Mistake, match="line 2 of the items begins neither with"):
        fields.note(LIST, sent(LIST, items="- one\ntwo"))


MIRRORED = BASIC._replace(reverse="A")


@pytest.mark.parametrize(
    ("old", "entered", "reverse"),
    [
        (BASIC, {"mirrored": "1"}, "A"),
        (BASIC, {"mirrored": "1", "answer": "B"}, "B"),
        (BASIC, {"reverse": "And back?"}, "And back?"),
        (MIRRORED, {"answer": "B"}, "B"),
        (MIRRORED, {"mirrored": ""}, ""),
        (MIRRORED, {"mirrored": "", "reverse": "And back?"}, "And back?"),
        (BASIC._replace(reverse="And back?"), {"answer": "B"}, "And back?"),
        (BASIC._replace(reverse="And back?"), {"reverse": ""}, ""),
    ],
)
def test_the_other_direction_is_the_answer_or_a_question(old: Note, entered: Mapping[str, str], reverse: str) -> None:
    assert reverse == fields.note(old, sent(old, **entered)).reverse


def test_a_tick_and_a_question_for_the_other_direction_are_one_too_many() -> None:
    with pytest.raises(Mistake, match="choose one"):
        fields.note(MIRRORED, sent(MIRRORED, reverse="And back?"))


@pytest.mark.parametrize(
    ("old", "entered", "tags"),
    [
        ((), "a b", ("a", "b")),
        ((), "a, b,c ,a", ("a", "b", "c")),
        (("a,b",), "a,b c", ("a,b", "c")),
        (("a",), " ", ()),
    ],
)
def test_tags_stand_between_spaces_or_commas(old: tuple[str, ...], entered: str, tags: tuple[str, ...]) -> None:
    assert tags == fields.note(BASIC._replace(tags=old), sent(BASIC._replace(tags=old), tags=entered)).tags
