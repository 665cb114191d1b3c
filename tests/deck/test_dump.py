"""Topics to deck files: what was dumped reads as it was, in the form that an author would have chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.deck import names, read
from flashcards.deck.dump import WIDTH, dump, readable
from flashcards.deck.write import placeless
from flashcards.model import Note, Reference, Span, Topic
from flashcards.text import cloze

NOWHERE = Span("", 1, 1)
DECKS = sorted((Path(__file__).parents[2] / "decks").glob("*.yaml"))

TEXTS = (
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=30)
    | st.text(st.sampled_from("ab?:#- '\"|>[]{}&*!%@`,\\$\t\n"), min_size=1, max_size=12)
    | st.lists(st.sampled_from(["true", "word", "a:", "#b", "- c", "it's", "{{d}}", "$e$"]), min_size=1).map(" ".join)
)  # fmt: skip
texts = TEXTS.map(readable).filter(bool)
lines = texts.map(lambda text: " ".join(text.split())).filter(bool)
titles = lines.filter(names.slug)
words = texts.map(lambda text: "".join(text.split())).filter(bool)
ids = st.text(st.sampled_from("aZ09-_.~é"), min_size=1, max_size=6)
clozes = st.builds("{} {{{{{}}}}} {}".format, texts, words, texts).filter(
    lambda text: readable(text) == text and cloze.parse(text)[1] is None and bool(cloze.parts(text))
)
reverses = texts.filter(lambda text: text.lower() not in ("yes", "no", "on", "off", "y", "n"))


def _named(note: Note, name: str) -> Note:
    return note._replace(id=f"t/{name or names.key(note.kind, note.question)}")


@st.composite
def notes(draw: st.DrawFn) -> Note:
    common = {
        name: draw(st.just("") | texts) for name in ("extra", "hint", "source", "anki")
    } | {"tags": tuple(draw(st.lists(words, max_size=2, unique=True)))}  # fmt: skip
    kind = draw(st.sampled_from(["basic", "cloze", "list"]))
    if kind == "basic":
        answer = draw(texts)
        reverse = draw(st.just("") | st.just(answer) | reverses)
        typed = draw(st.booleans())
        made = Note("", "basic", draw(texts), answer, NOWHERE, reverse=reverse, typed=typed, **common)
    elif kind == "cloze":
        made = Note("", "cloze", draw(clozes), "", NOWHERE, **common)
    else:
        items = draw(st.lists(texts, min_size=1, max_size=4, unique_by=names.normalised))
        made = Note("", "list", draw(texts), "", NOWHERE, tuple(items), draw(st.booleans()), **common)
    return _named(made, draw(st.just("") | ids))


@st.composite
def topics(draw: st.DrawFn) -> Topic:
    title = draw(titles)
    own = draw(st.just("") | ids)
    made = Topic(
        own or names.slug(title), title, "d", NOWHERE,
        aka=tuple(draw(st.lists(texts, max_size=2))),
        requires=tuple(Reference(text, NOWHERE) for text in draw(st.lists(texts, max_size=3))),
        tags=("shared", *draw(st.lists(words.filter(lambda tag: tag != "shared"), max_size=2, unique=True))),
        text=draw(st.just("") | texts),
        own_id=bool(own),
    )  # fmt: skip
    found = draw(st.lists(notes(), max_size=3, unique_by=lambda note: note.id))
    named = (note._replace(id=f"{made.id}/{note.id.partition('/')[2]}") for note in found)
    return made._replace(notes=tuple(named))


@settings(max_examples=50)
@given(st.lists(topics(), max_size=3, unique_by=lambda topic: topic.id))
def test_what_was_dumped_reads_as_it_was(given: list[Topic]) -> None:
    found = read.read(dump(given, tags=["shared"]), "d.yaml")

    assert [] == [problem for problem in found.problems if problem.level == "error"]
    assert given == [placeless(topic) for topic in found.topics]


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_the_course_reads_the_same_and_has_no_long_lines(path: Path) -> None:
    before = read.read(path.read_text("utf-8"), path.name)
    deck, shared = before.topics[0].deck, sorted(set.intersection(*(set(topic.tags) for topic in before.topics)))

    text = dump(before.topics, deck=deck, tags=[tag for tag in before.topics[0].tags if tag in shared])

    after = read.read(text, path.name)
    assert list(map(placeless, before.topics)) == list(map(placeless, after.topics))
    assert [] == [line for line in text.split("\n") if len(line) > WIDTH]


def test_a_text_whose_cards_are_made_by_reading_has_none_written() -> None:
    text = "topics:\n  - topic: Yeast\n    text: |\n      Yeast is a fungus.\n"

    assert text == dump(read.read(text, "a.yaml").topics)


@given(st.text())
def test_what_is_readable_stays_as_it_is(text: str) -> None:
    assert readable(text) == readable(readable(text))
