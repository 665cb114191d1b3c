"""What someone typed, in YAML that says the same and is as short as that can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.deck import read, short
from flashcards.deck.compose import FORBIDDEN
from flashcards.deck.incoming import incoming
from flashcards.model import Note, Span, Topic

CARDS = {
    ("Why?", "So."): "- Why?: So.",
    ("Why?", "a: b"): "- Why?: 'a: b'",
    ("Why?", "it's: b"): '- Why?: "it\'s: b"',
    ("Why?", "C# is #1"): "- Why?: 'C# is #1'",
    ("Why?", "'a': \"b\""): "- Why?: |\n    'a': \"b\"",
    ("Why?", "1. a\n\n   b"): "- Why?: |\n    1. a\n\n       b",
    ("Why?", "  a\nb"): "- Why?: |2\n      a\n    b",
    ("Why: a?", "b"): "- q: 'Why: a?'\n  a: b",
    ("Do it", "no"): "- q: Do it\n  a: no",
    ("q", "$\\nabla$"): "- q: q\n  a: $\\nabla$",
    ("A {{gap}} here", ""): "- A {{gap}} here",
    ("{{Gaps}} first", ""): "- '{{Gaps}} first'",
    ("{{Gaps}}: 'a' \"b\"", ""): "- |\n  {{Gaps}}: 'a' \"b\"",
    ("What does {{x}} mean?", "y"): "- What does {{x}} mean?: y",
}


@pytest.mark.parametrize(("typed", "written"), CARDS.items(), ids=CARDS.values())
def test_the_shortest_form_that_is_safe(typed: tuple[str, str], written: str) -> None:
    assert tuple(written.split("\n")) == short.card(*typed)


TYPED = st.text(st.characters(codec="utf-8", exclude_characters="\r\t"), min_size=1, max_size=30) | st.text(
    st.sampled_from("ab?:#- '\"|>[]{}&*!%@`,\\$\n"), min_size=1, max_size=12
)


def sound(text: str) -> bool:
    return text == text.strip() and bool(text) and not FORBIDDEN.search(text) and "{{" not in text


@given(TYPED.map(str.strip).filter(sound), TYPED.map(str.strip).filter(sound))
def test_every_card_reads_as_it_was_typed(question: str, answer: str) -> None:
    text = "\n".join(short.card(question, answer))

    found = incoming(text, "new.yaml", Topic("t", "T", "", Span("", 1, 1)))

    errors = [problem for problem in found.problems if problem.level == "error"]
    assert errors == []
    [note] = found.arrivals[0].topic.notes
    assert (note.kind, note.question, note.answer) == ("basic", question, answer)


@given(TYPED.map(lambda text: " ".join(text.split())).filter(sound), st.lists(TYPED.map(str.strip).filter(sound)))
def test_every_topic_reads_as_it_was_typed(title: str, requires: list[str]) -> None:
    wanted = [" ".join(name.split()) for name in requires]
    cards = [short.card("Why?", "So."), short.card("Do", "a\n\nb")]

    found = incoming(short.topic(f"T {title}", wanted, cards), "new.yaml")

    [arrival] = found.arrivals
    assert arrival.topic.title == f"T {title}"
    assert [reference.text for reference in arrival.topic.requires] == wanted
    assert [note.answer for note in arrival.topic.notes] == ["So.", "a\n\nb"]


@given(st.lists(st.text(st.characters(categories=("L", "N", "P", "S")), min_size=1).filter(sound), unique=True))
def test_tags_read_as_they_were(tags: list[str]) -> None:
    found = read.read(f"tags: {short.flow(tags)}\ntopics:\n- topic: A\n  cards: []\n", "x.yaml")

    assert [tuple(tags)] == [topic.tags for topic in found.topics]


def test_a_note_reads_as_it_was() -> None:
    note = Note("t/x", "basic", "What?", "a\nb: c", Span("", 1, 1))

    assert short.of_note(note) == ("- What?: |", "    a", "    b: c")
