"""Advice for --strict, and media."""

from __future__ import annotations

from flashcards.deck import check
from flashcards.deck.graph import link
from flashcards.deck.read import read
from flashcards.model import Span


def advised(text: str) -> list[str]:
    topics = read(text, "a.yaml").topics
    return [str(problem) for problem in check.advise(topics, link(topics))]


def test_what_others_require_already() -> None:
    text = (
        "topics:\n- {topic: A, text: a}\n- {topic: B, text: b, requires: A}\n- {topic: C, text: c, requires: [B, A]}\n"
    )

    assert advised(text) == [
        "a.yaml:4:37: warning: 'C' requires 'A' by way of another topic already ('B' builds on it)",
    ]


def test_long_answers() -> None:
    text = f"topics:\n- topic: A\n  cards:\n  - Long?: {'x' * 401}\n  - Short?: ok\n"

    assert advised(text) == [
        "a.yaml:4:5: warning: the answer to 'Long?' has 401 characters (make several cards of it, or a list)",
    ]


def test_the_same_question_in_two_topics() -> None:
    text = "topics:\n- topic: A\n  cards: [What is it?: a]\n- topic: B\n  cards: [WHAT  is it?: b]\n"

    assert advised(text) == [
        "a.yaml:5:11: warning: 'WHAT is it?' is asked at a.yaml:3:11 too (say what it is about, or drop one of them)",
    ]


def test_topics_for_nothing() -> None:
    text = "topics:\n- topic: A\n- topic: B\n  requires: A\n- topic: C\n  text: c\n- topic: D\n"

    assert advised(text) == [
        "a.yaml:7:3: warning: 'D' has no cards and no text, and stands alone (add cards, or delete it)",
    ]


def test_media_are_found_from_the_files_folder() -> None:
    text = """
topics:
- topic: A
  text: "![a](media/a.svg)"
  cards:
  - q: "![](../b.mp3)?"
    a: "`![x](no.svg)` ![](https://x.org/y.png)"
  - list: L
    items: ["![](c%20d.png)", "![](../../out.svg)", "![](/etc/x.svg)"]
"""
    media, problems = check.media(read(text, "bio/a.yaml").topics)

    assert media == [
        check.Media("bio/media/a.svg", Span("bio/a.yaml", 3, 3), "media/a.svg"),
        check.Media("b.mp3", Span("bio/a.yaml", 6, 5), "../b.mp3"),
        check.Media("bio/c d.png", Span("bio/a.yaml", 8, 5), "c d.png"),
    ]
    assert [problem.message for problem in problems] == [
        "the file '../../out.svg' is not in the collection",
        "the file '/etc/x.svg' is not in the collection",
    ]
