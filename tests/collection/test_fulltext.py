"""Words to notes and topics: with a full-text table and without one the same is found, before and after edits."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.collection import fulltext, search
from tests.students import Clock, Desk, deck, save, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    Desks = Callable[..., Desk]

ALL = deck(
    topic("Émile Zola", "What did he write?", "Straße oder Weg?", more="text: A naturalist."),
    topic("C++ and C#", "Who made C++?", "Is f(x) = x_1^2 a parabola?"),
    topic("人工智能", "什么是机器学习?"),
    topic("Notes on notes", "Is a footnote a note?", "The learning rate of a gradient?"),
)


def notes(desk: Desk, text: str, *, keep: bool) -> list[str]:
    wanted = search.Wanted(text, keep=keep)
    return [entry.note.question for entry in search.found(desk.collection.index, wanted)]


def both(desk: Desk, text: str) -> list[str]:
    """What is found without the table, and then with it: the same."""
    scanned = notes(desk, text, keep=False)
    assert scanned == notes(desk, text, keep=True)
    return scanned


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("emile", 2), ("ÉMILE", 2), ("E\u0301mile", 2), ("strasse", 1), ("zola wri", 1), ("wri zola", 1),
        ('"learning rate"', 1), ('"rate learning"', 0), ("learn rat", 1), ("c++", 2), ("C#", 2), ("C++ made", 1),
        ("x_1", 1), ("机器", 1), ("智能", 1), ("器机", 0), ("note", 2), ("otnote", 1), ("ola", 3), ("+", 2),
        ("naturalist", 0), ("", 7), ('""', 7), ('"', 7), ("' or 1=1 --", 0), ("a* OR b", 0),
    ],
)  # fmt: skip
def test_words_are_found(desk: Desks, text: str, number: int) -> None:
    assert number == len(both(desk(ALL), text))


def test_a_word_is_looked_for_inside_of_others_only_where_none_begins_so(desk: Desks) -> None:
    place = desk(ALL)

    assert ["Is a footnote a note?"] == both(place, "foot note")
    assert ["Is a footnote a note?"] == both(place, "ootnote")


def test_topics_are_found_by_their_texts(desk: Desks) -> None:
    index = desk(ALL).collection.index

    assert ["Émile Zola"] == [found.title for found in search.topics(index, "naturalist", 5)]
    assert ["C++ and C#"] == [found.title for found in search.topics(index, "c++", 5)]


def test_the_table_is_kept_in_step(desk: Desks) -> None:
    place = desk({"one.yaml": ALL, "two.yaml": deck(topic("Zola's friends", "Who was Cézanne?"))})
    assert ["Who was Cézanne?"] == notes(place, "cezanne", keep=True)

    place.write(deck(topic("Zola's friends", "Who was Monet?", "Who was Manet?")), "two.yaml")
    place.reopen()
    assert ["Who was Monet?"] == notes(place, "monet", keep=False)
    assert [] == notes(place, "cezanne", keep=False)

    (place.folder / "two.yaml").unlink()
    place.reopen()
    assert [] == notes(place, "monet", keep=False)
    assert 2 == len(notes(place, "zola", keep=False))


def test_without_full_text_search_everything_is_looked_through(desk: Desks, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fulltext, "TABLE", "create virtual table words using no_such_module(texts)")
    place = desk(ALL)

    assert ["What did he write?"] == notes(place, "zola wri", keep=True)
    assert None is place.collection.index.execute("select 1 from sqlite_master where name = 'unread'").fetchone()


LETTERS = st.text("ab é#", max_size=8)


@settings(max_examples=25)
@given(st.lists(LETTERS.filter(str.strip), min_size=1, max_size=6), st.lists(LETTERS, min_size=1, max_size=4))
def test_with_and_without_the_table_the_same_is_found(questions: list[str], asked: list[str]) -> None:
    with tempfile.TemporaryDirectory() as name:
        save(Path(name) / "deck.yaml", deck(topic("T", *(f"{n}. {text.strip()}?" for n, text in enumerate(questions)))))
        place = Desk(Path(name), Clock())
        scanned = [notes(place, text, keep=False) for text in asked]
        kept = [notes(place, text, keep=True) for text in asked]
        place.close()

    assert scanned == kept
