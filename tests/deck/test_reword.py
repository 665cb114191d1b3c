"""A card's texts change in their file; everything else stays as its author wrote it."""

from __future__ import annotations

import difflib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.deck import read
from flashcards.deck.dump import readable
from flashcards.deck.reword import reworded
from flashcards.deck.write import placeless
from flashcards.model import Mistake, Note
from tests.deck.written import decks

DECK = """\
# Written by hand.
deck: Maths
topics:
  - topic: Slopes          # the first
    text: |
      A slope.
    cards:
      - What is a slope?: How fast it rises.   # a comment
        extra: Not a hill.
      # Asked often.
      -   q: Which command?
          a: "`pip3`"
          type: true

      - A gradient is a list of {{slopes}}.
      - cloze: |
          Two
          {{lines}}.
        hint: think
      - list: Steps
        items: [one, two]
      - q: Both ways
        a: |
          Several

          lines.
        reverse: true
        id: mine
      - hint: first
        q: What?
        a: That.

  - topic: Flow
    cards: [{q: In braces, a: "yes"}]
  - topic: Split
    text: Nothing but text.
"""
QUESTIONS = ("What is a slope?", "Which command?", "Steps", "Both ways", "What?")
texts = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ("a: b", "- x", "# no", "x # y", "'", '"', "{a}", "[b]", "| c", "two\nlines", "  led\n by", "\ttab", "no", "1",
         "Why?",
         "a\n\n\nb", "{{gap}} here", "$\\nabla$", "x:", "?", "& y", "* z", "%", "@a", "`c`", "end:  ", "\\n")
    ),
).map(readable)  # fmt: skip


def note(question: str, text: str = DECK) -> Note:
    found = [note for topic in read.read(text, "d.yaml").topics for note in topic.notes]
    return next(note for note in found if note.question.startswith(question))


def changed(before: str, after: str) -> list[str]:
    """Lines that went and came."""
    rows = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [row for row in list(rows)[2:] if row[0] in "+-"]


def test_an_answer_changes_in_its_place() -> None:
    after = reworded(DECK, "d.yaml", note("What is a slope?")._replace(answer="Rise over run."))

    assert [
        "-      - What is a slope?: How fast it rises.   # a comment",
        "+      - What is a slope?: Rise over run.   # a comment",
    ] == changed(DECK, after)


def test_a_question_that_is_no_key_any_more_gets_keys() -> None:
    after = reworded(DECK, "d.yaml", note("What is a slope?")._replace(question="Say: what is a slope"))

    assert [
        "-      - What is a slope?: How fast it rises.   # a comment",
        "+      - q: 'Say: what is a slope'",
        "+        a: How fast it rises.   # a comment",
    ] == changed(DECK, after)


def test_texts_of_their_own_come_and_go() -> None:
    more = reworded(DECK, "d.yaml", note("Which command?")._replace(hint="pip", extra="Two\nlines."))
    less = reworded(DECK, "d.yaml", note("What?")._replace(hint=""))

    assert ["+          hint: pip", "+          extra: |", "+            Two", "+            lines."] == changed(
        DECK, more
    )
    assert ["-      - hint: first", "-        q: What?", "+      - q: What?"] == changed(DECK, less)


def test_a_bare_cloze_with_something_more_gets_a_key() -> None:
    after = reworded(DECK, "d.yaml", note("A gradient")._replace(extra="One per dimension."))

    assert [
        "-      - A gradient is a list of {{slopes}}.",
        "+      - cloze: A gradient is a list of {{slopes}}.",
        "+        extra: One per dimension.",
    ] == changed(DECK, after)


def test_items_are_written_anew() -> None:
    after = reworded(DECK, "d.yaml", note("Steps")._replace(items=("one", "two", "three: and on")))

    assert ("one", "two", "three: and on") == note("Steps", after).items


LISTS = """\
topics:
  - topic: T
    cards:
      - list: Steps   # in this order
        items:
          # the first is hard
          - one
          - |
            two

            lines
          - three  # at last
        tags:
          - a  # why
          - b
"""


@pytest.mark.parametrize(
    ("items", "rows"),
    [
        (("1", "two\n\nlines", "three"), ["-          - one", "+          - 1"]),
        (("one", "two\n\nlines"), ["-          - three  # at last"]),
        (
            ("one", "two\n\nlines", "three", "four\n  - five"),
            ["+          - |", "+            four", "+              - five"],
        ),
        (("0", "one", "two\n\nlines", "three"), ["+          - 0"]),
        (("one", "three"), ["-          - |", "-            two", "-", "-            lines"]),
    ],
)
def test_items_on_lines_of_their_own_change_alone(items: tuple[str, ...], rows: list[str]) -> None:
    after = reworded(LISTS, "d.yaml", note("Steps", LISTS)._replace(items=items))

    assert rows == changed(LISTS, after)


def test_tags_come_and_go_in_the_form_that_they_have() -> None:
    block = reworded(LISTS, "d.yaml", note("Steps", LISTS)._replace(tags=("a", "b", "c")))
    none = reworded(LISTS, "d.yaml", note("Steps", LISTS)._replace(tags=()))
    more = reworded(DECK, "d.yaml", note("Which command?")._replace(tags=("x", "l'y")))
    other = reworded(more, "d.yaml", note("Which command?", more)._replace(tags=("x",)))

    assert ["+          - c"] == changed(LISTS, block)
    assert ["-        tags:", "-          - a  # why", "-          - b"] == changed(LISTS, none)
    assert ["+          tags: [x, 'l''y']"] == changed(DECK, more)
    assert ["-          tags: [x, 'l''y']", "+          tags: [x]"] == changed(more, other)


def test_the_other_direction_is_a_switch_or_a_question() -> None:
    both = note("Both ways")
    asked = reworded(DECK, "d.yaml", both._replace(reverse="And back?"))
    none = reworded(DECK, "d.yaml", both._replace(reverse=""))
    follows = reworded(DECK, "d.yaml", both._replace(answer="New", reverse="New"))
    told = reworded(DECK, "d.yaml", note("What?")._replace(reverse="True", typed=True))

    assert ["-        reverse: true", "+        reverse: And back?"] == changed(DECK, asked)
    assert ["-        reverse: true"] == changed(DECK, none)
    assert "        a: New\n        reverse: true\n        id: mine\n" in follows
    assert ["+        type: true", "+        reverse: 'True'"] == changed(DECK, told)


def test_whether_an_order_matters_is_a_switch() -> None:
    loose = reworded(DECK, "d.yaml", note("Steps")._replace(ordered=False))

    assert ["+        ordered: false"] == changed(DECK, loose)
    assert DECK == reworded(loose, "d.yaml", note("Steps", loose)._replace(ordered=True))


def test_an_answer_in_several_lines_stays_below_its_new_question() -> None:
    text = "topics:\n- topic: T\n  cards:\n  - Why?:   # asked often\n      as\n\n      so\n"

    after = reworded(text, "d.yaml", note("Why?", text)._replace(question="Say why"))

    assert ["-  - Why?:   # asked often", "+  - q: Say why", "+    a:   # asked often"] == changed(text, after)


def test_no_comment_is_lost() -> None:
    text = "topics:\n- topic: T\n  cards:\n  - list: L\n    items: [a,  # mine\n      b]\n  - Why?: so  # so\n"

    with pytest.raises(Mistake, match="a comment in this card is in the way; change it in the file"):
        reworded(text, "d.yaml", note("L", text)._replace(items=("a", "b", "c")))
    with pytest.raises(Mistake, match="a comment in this card is in the way; change it in the file"):
        reworded(text, "d.yaml", note("Why?", text)._replace(answer="so\nit is"))


def test_what_would_be_wrong_is_said() -> None:
    for card, said in (
        (note("A gradient")._replace(question="No gaps"), "a card that is only text needs a {{cloze}}"),
        (note("Steps")._replace(items=("a", "a")), "'a' is in the list twice"),
        (note("What?")._replace(tags=("two words",)), "the tag 'two words' has a space in it"),
        (note("Steps")._replace(items=()), "no items in the list 'Steps'"),
        (note("What?")._replace(reverse="yes"), "'reverse' is true, or the question of the other direction"),
    ):
        with pytest.raises(Mistake, match=re.escape(said)):
            reworded(DECK, "d.yaml", card)


def test_line_breaks_and_a_byte_order_mark_stay() -> None:
    dressed = "\ufeff" + DECK.replace("\n", "\r\n")

    after = reworded(dressed, "d.yaml", note("Both ways")._replace(answer="Two\nlines", reverse="Two\nlines"))

    assert after.startswith("\ufeff")
    assert "\n" not in after.replace("\r\n", "")
    assert "Two\nlines" == note("Both ways", after).answer == note("Both ways", after).reverse


def test_what_has_no_lines_of_its_own_is_refused() -> None:
    in_braces = note("In braces")
    split = in_braces._replace(span=read.read(DECK, "d.yaml").topics[-1].span)

    for card in (in_braces, split):
        with pytest.raises(Mistake, match="change it in the file"):
            reworded(DECK, "d.yaml", card._replace(answer="other"))


@given(
    st.sampled_from((*QUESTIONS, "A gradient", "Two")),
    st.lists(st.tuples(st.sampled_from(("question", "answer", "hint", "extra", "source")), texts), max_size=4),
)
def test_a_file_says_the_new_words_and_nothing_else_new(question: str, edits: list[tuple[str, str]]) -> None:
    old = note(question)
    new = old._replace(**{name: text for name, text in edits if name != "answer" or old.kind == "basic"})
    try:
        after = reworded(DECK, "d.yaml", new)
    except Mistake:
        return

    before, now = read.read(DECK, "d.yaml"), read.read(after, "d.yaml")
    assert len(before.problems) >= len([problem for problem in now.problems if problem.level == "error"])
    for topic, found in zip(before.topics, now.topics, strict=True):
        notes = [
            (new if one.span == old.span else one)._replace(id=other.id)
            for one, other in zip(topic.notes, found.notes, strict=True)
        ]
        assert placeless(topic._replace(notes=tuple(notes))) == placeless(found)


@given(
    st.sampled_from(("answer", "hint", "extra", "source")), texts.filter(lambda text: text.strip() and "$" not in text)
)
def test_nearly_any_text_can_be_written(name: str, text: str) -> None:
    new = note("Which command?")._replace(**{name: text})

    assert text == getattr(note("Which command?", reworded(DECK, "d.yaml", new)), name)


TAGS = st.lists(st.sampled_from(("t", "u", "v-w", "a::b")), max_size=3, unique=True).map(tuple)
ITEMS = st.lists(st.one_of(st.sampled_from(("one", "two", "two\nlines", "three", "a, b", "# x")), texts), max_size=4)
EDITS = st.one_of(
    st.tuples(st.sampled_from(("question", "answer", "hint", "extra", "source", "reverse")), texts),
    st.tuples(st.sampled_from(("typed", "ordered")), st.booleans()),
    st.tuples(st.just("tags"), TAGS),
    st.tuples(st.just("items"), ITEMS.map(tuple)),
)
KEYS = {"basic": {"answer", "reverse", "typed"}, "cloze": set(), "list": {"items", "ordered"}}
COMMON = {"question", "hint", "extra", "source", "tags"}


@given(decks(), st.data())
def test_only_the_lines_of_the_card_change_and_it_reads_as_entered(text: str, data: st.DataObject) -> None:
    [topic, *_] = read.read(text, "d.yaml").topics
    old = data.draw(st.sampled_from(topic.notes))
    edits = data.draw(st.lists(EDITS, min_size=1, max_size=4))
    new = old._replace(**{name: value for name, value in edits if name in COMMON | KEYS[old.kind]})
    try:
        after = reworded(text, "d.yaml", new)
    except Mistake:
        return

    place = topic.notes.index(old)
    found = read.read(after, "d.yaml").topics[0].notes
    lines = text.splitlines(keepends=True)
    first = old.span.line - 1
    following = topic.notes[place + 1].span.line - 1 if place + 1 < len(topic.notes) else len(lines)
    own = [row for row in lines[first:following] if row.strip() and not row.lstrip().startswith("#")]
    last = max(n for n in range(first, following) if lines[n] in own[-1:])
    assert new == found[place]._replace(id=new.id, span=new.span)
    assert "".join(lines[:first]) == after[: len("".join(lines[:first]))]
    assert after.endswith("".join(lines[last + 1 :]))
    assert [note.id for note in topic.notes if note != old] == [note.id for note in found if note != found[place]]
    assert sorted(re.findall(r"# (?:remark|behind|between)[^\r\n]*", text)) == sorted(
        re.findall(r"# (?:remark|behind|between)[^\r\n]*", after)
    )


@given(decks())
def test_a_note_that_says_the_same_changes_no_byte(text: str) -> None:
    for topic in read.read(text, "d.yaml").topics:
        for card in topic.notes:
            assert text == reworded(text, "d.yaml", card)
