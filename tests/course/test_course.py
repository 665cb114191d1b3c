"""The course that ships keeps its promises."""

from __future__ import annotations

import importlib.util
import re
import sys
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flashcards.collection import discover
from flashcards.collection.check import check
from flashcards.deck import graph, split
from flashcards.deck.read import read
from flashcards.text.media import references
from tests.course import notes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flashcards.model import Note, Topic

DECKS = Path(__file__).parents[2] / "decks"
FIGURES = sorted(path for path in (DECKS / "figures").glob("*.py") if path.stem != "draw")


@pytest.fixture(scope="module")
def topics() -> list[Topic]:
    files = sorted(DECKS.glob("*.yaml"), key=lambda path: discover.natural(path.name))
    return [topic for path in files for topic in read(path.read_text("utf-8"), path.name).topics]


def texts(note: Note) -> Iterator[str]:
    yield from (note.question, note.answer, *note.items, note.extra, note.hint, note.reverse)


def test_check_strict_has_nothing_to_say() -> None:
    assert [] == [str(problem) for problem in check(DECKS, strict=True).problems]


def test_every_topic_of_the_notes_is_there_under_its_title(topics: list[Topic]) -> None:
    linked = graph.link(topics)

    assert [] == [title for title in notes.links() if linked.find(title) is None]


def test_every_prerequisite_of_the_notes_still_comes_before(topics: list[Topic]) -> None:
    linked = graph.link(topics)

    missing = [
        (title, prerequisite)
        for title, required in notes.links().items()
        for prerequisite in required
        if linked.find(prerequisite) not in linked.ancestors(linked.find(title) or 0)
    ]

    assert [] == missing


def test_the_number_of_notes_is_that_of_a_course_and_not_of_a_dump(topics: list[Topic]) -> None:
    assert 260 <= sum(len(topic.notes) for topic in topics) <= 420


def test_only_the_milestone_has_no_cards(topics: list[Topic]) -> None:
    assert ["Common problems training a neural network"] == [topic.title for topic in topics if not topic.notes]


def test_texts_are_short_enough_to_read_before_the_first_card(topics: list[Topic]) -> None:
    long = {topic.title: len(topic.text.split()) for topic in topics if topic.notes}

    assert {} == {title: words for title, words in long.items() if not 30 <= words <= 130}


def test_questions_and_answers_are_short(topics: list[Topic]) -> None:
    cards = [card for topic in topics for note in topic.notes for card in split.cards(note)]

    assert [] == [card.id for card in cards if len(card.front) > 420]
    assert [] == [note.id for topic in topics for note in topic.notes if len(note.answer) > 320]
    assert [] == [note.id for topic in topics for note in topic.notes if len(note.items) > 6]


def test_no_question_asks_for_yes_or_no(topics: list[Topic]) -> None:
    answers = {note.id: note.answer.casefold().strip(" .!") for topic in topics for note in topic.notes}

    assert [] == [id_ for id_, answer in answers.items() if re.match(r"(yes|no|true|false)([,.;:]|$)", answer)]


def test_no_two_questions_are_nearly_the_same(topics: list[Topic]) -> None:
    words = {
        note.id: frozenset(
            re.findall(r"[\w$\\{}^]+", re.sub(r"!\[.*?\]\(.*?\)", "", note.question.casefold(), flags=re.DOTALL))
        )
        for topic in topics
        for note in topic.notes
    }

    twins = [(a, b) for a, b in combinations(words, 2) if len(words[a] & words[b]) > 0.85 * len(words[a] | words[b])]

    assert [] == twins


def test_no_six_words_in_a_row_come_from_the_notes(topics: list[Topic]) -> None:
    said = [text for topic in topics for text in (topic.text, *(t for note in topic.notes for t in texts(note)))]

    assert [] == [run for text in said for run in notes.copied(text)]


def test_every_figure_is_used_and_every_reference_has_its_figure(topics: list[Topic]) -> None:
    said = [text for topic in topics for text in (topic.text, *(t for note in topic.notes for t in texts(note)))]

    used = {reference.path for text in said for reference in references(text)}

    assert {f"media/{path.name}" for path in (DECKS / "media").iterdir()} == used
    assert 14 <= len(used)


@pytest.mark.parametrize("script", FIGURES, ids=lambda path: path.stem)
def test_every_figure_is_what_its_script_draws(script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(script.parent))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    spec = importlib.util.spec_from_file_location(f"figure_{script.stem}", script)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    drawn = (DECKS / "media" / script.with_suffix(".svg").name).read_text("utf-8")

    assert drawn == module.draw()
    assert "<title>" in drawn
    assert "prefers-color-scheme" in drawn
    assert "<script" not in drawn
