"""A card's texts change in their file; everything else stays as its author wrote it."""

from __future__ import annotations

import difflib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.deck import read
from flashcards.deck.dump import readable
from flashcards.deck.reword import reworded
from flashcards.deck.write import placeless
from flashcards.model import Mistake, Note

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
