"""Outline notes: the grammar, what is not quite the grammar, and that no line is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.deck import graph
from flashcards.formats import outline
from tests.formats.strategies import sentences

SEED = Path(__file__).parents[3] / "shared" / "seed" / "ai-topics.txt"
NOTES = """\
# Baking

Bread

  Bread is baked dough.

  1) Knead.

  2) Bake:

      * hot

  ```
  heat(  220 )

   - not a prerequisite
  ```

 - Dough

Dough

 - Flour

  Dough is flour and water.
"""


def said(text: str) -> list[str]:
    return [str(problem).removeprefix("n.txt:") for problem in outline.read(text, "n.txt")[1]]


def test_titles_bodies_and_prerequisites() -> None:
    topics, problems = outline.read(NOTES, "n.txt")

    assert ((), ["Baking", "Baking"]) == (problems, [topic.deck for topic in topics])
    bread, dough = topics
    assert ("Bread", ["Dough"], (3, 21)) == (
        bread.title, [reference.text for reference in bread.requires], (bread.span.line, dough.span.line),
    )  # fmt: skip
    assert bread.text == (
        "Bread is baked dough.\n\n1) Knead.\n\n2) Bake:\n\n    * hot\n\n```\nheat(  220 )\n\n - not a prerequisite\n```"
    )
    assert ("Dough is flour and water.", ("n.txt", 23, 4)) == (dough.text, dough.requires[0].span)


@pytest.mark.parametrize("change", ["\r\n", "\r", "\ufeff"])
def test_line_ends_and_a_mark_at_the_start_make_no_difference(change: str) -> None:
    text = change + NOTES if change == "\ufeff" else NOTES.replace("\n", change)

    assert outline.read(NOTES, "n.txt") == outline.read(text, "n.txt")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  body\nA\n", ["1:1: warning: 'body' stands below no title and was left out (begin with a title)",
                         ("2:1: warning: nothing stands below 'A', and nothing needs it"
                         " (text below a title is indented by two)")]),
        ("A\n odd\n", ["2:1: warning: one space before 'odd'; it was taken for text (indent it by two)"]),
        ("A\n- B\n", ["2:1: warning: no space before '- B'; it was taken for a prerequisite (indent it by one)"]),
        ("A\n -\n  b\n", ["2:1: warning: a prerequisite without a name (write the title of a topic after it)"]),
        ("A\n\tb\n\tc\n", ["2:1: warning: a tab before the text, here and below, counts as 4 spaces"]),
        ("A\n  b\nA\n  c\n", ["3:1: warning: 'A' is a title already (this goes on with the topic on line 1)"]),
        ("A\n  ```\n  b\nB\n  c\n", ["2:1: warning: the code that begins with '```' is never closed"]),
        ("A\n  - B\nB\n  c\n", [("2:1: warning: the bullet 'B' was taken for text"
                                " (a prerequisite is indented by one space)")]),
        ("A\n  b\x00\n", ["2:4: warning: a character that no deck can hold, made a space"]),
        ("!?\n  b\n", []),
    ],
)  # fmt: skip
def test_what_is_not_the_grammar_is_said_with_its_line(text: str, expected: list[str]) -> None:
    assert expected == said(text)


def test_a_repeated_title_goes_on_with_its_topic() -> None:
    [topic], _ = outline.read("A\n  b\n - X\nA\n  c\n - Y\n", "n.txt")

    assert ("b\n\nc", ["X", "Y"]) == (topic.text, [reference.text for reference in topic.requires])


@given(st.lists(st.tuples(sentences, st.lists(sentences, max_size=3)), max_size=5))
def test_no_line_of_a_body_is_lost(notes: list[tuple[str, list[str]]]) -> None:
    text = "".join(f"{title}\n\n" + "".join(f"  {line}\n\n" for line in body) for title, body in notes)

    topics, _ = outline.read(text, "n.txt")

    assert sorted(line for _, body in notes for line in body) == sorted(
        line for topic in topics for line in topic.text.split("\n") if line
    )


@pytest.mark.skipif(not SEED.exists(), reason="the notes are not on this machine")
def test_the_notes_that_all_began_with_come_whole() -> None:
    text = SEED.read_text("utf-8")

    topics, problems = outline.read(text, "ai-topics.txt")

    assert (79, 115, ()) == (len(topics), sum(len(topic.requires) for topic in topics), problems)
    body = [line[2:].rstrip() for line in text.split("\n") if line.startswith("  ") and line.strip()]
    assert body == [line for topic in topics for line in topic.text.split("\n") if line]
    unknown = graph.link(topics).problems
    assert [269, 277, 297, 313, 327, 519] == [problem.span.line for problem in unknown]
    assert text.split("\n")[268][unknown[0].span.column - 1 :] == "What is Python?"
