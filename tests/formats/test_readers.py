"""What holds for every reader of other people's texts: values, never an exception, and nothing a deck cannot hold."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.deck import read as decks
from flashcards.deck.dump import dump
from flashcards.deck.write import placeless
from flashcards.formats import cards, encoding, gather, outline
from flashcards.formats.markdown import document
from flashcards.formats.sniff import sniff
from flashcards.formats.table import sheet
from tests.formats import strategies

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashcards.model import Problem, Span, Topic

    Read = Callable[[str, str], tuple[tuple[Topic, ...], tuple[Problem, ...]]]

READERS: dict[str, tuple[Read, str, tuple[str, ...]]] = {
    "outline": (outline.read, "notes.txt", strategies.OUTLINE),
    "markdown": (document.read, "notes.md", strategies.MARKDOWN),
    "table": (sheet.read, "notes.csv", strategies.TABLE),
    "cards": (cards.read, "notes.json", strategies.CARDS),
}


def spans(topics: tuple[Topic, ...], problems: tuple[Problem, ...]) -> list[Span]:
    inside = [span for topic in topics for span in (topic.span, *(reference.span for reference in topic.requires))]
    return [*inside, *(note.span for topic in topics for note in topic.notes), *(problem.span for problem in problems)]


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=50)
@given(st.data())
def test_any_text_gives_topics_that_a_deck_holds_with_places_in_the_file(name: str, data: st.DataObject) -> None:
    read, path, pieces = READERS[name]
    text = data.draw(strategies.hostile(*pieces))

    topics, problems = read(text, path)

    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [] == [span for span in spans(topics, problems) if not 1 <= span.line <= len(lines)]
    assert {path} >= {span.path for span in spans(topics, problems)}
    found = decks.read(dump(topics), "deck.yaml")
    assert [] == [problem for problem in found.problems if problem.level == "error"]
    assert [placeless(topic)._replace(deck="") for topic in topics] == [
        placeless(topic)._replace(deck="") for topic in found.topics
    ]


@pytest.mark.parametrize("name", READERS)
def test_what_is_too_large_is_refused(name: str) -> None:
    read, path, _ = READERS[name]

    topics, [problem] = read("a" * (decks.LARGEST + 1), path)

    assert ((), "error", "the file is larger than 10 MB") == (topics, problem.level, problem.message)


def test_of_very_many_problems_the_first_are_told_and_the_others_counted() -> None:
    _, problems = outline.read(" odd\n" * 5000, "notes.txt")

    assert gather.MOST_PROBLEMS + 1 == len(problems)
    assert "more of the kind" in problems[-1].message


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Wer isst Käse?;Der Bär", "cp1252"),
        ("Что это?;Собака и кошка", "cp1251"),
        ("Zażółć gęślą jaźń;żółw", "cp1250"),
        ("これは何ですか;犬と猫です", "cp932"),
        ("déjà\tvu", "utf-16"),
        ("déjà\tvu", "utf-8-sig"),
    ],
)
def test_encodings_are_guessed_and_said(text: str, code: str) -> None:
    read, problems = encoding.decode(text.encode(code), "a.csv")

    said = [] if code.startswith("utf") else [f"the file is not UTF-8; it was read as {code}"]
    assert (text, said) == (read, [problem.message for problem in problems])


def test_what_is_no_text_is_an_error() -> None:
    text, [problem] = encoding.decode(bytes(range(256)) * 20, "a.csv")

    assert ("", "error") == (text, problem.level)


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_an_error(data: bytes) -> None:
    text, problems = encoding.decode(data, "a.txt")

    assert text or not data or problems or data in (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.md", "x", "markdown"),
        ("a.CSV", "x", "table"),
        ("a.json", "x", "cards"),
        ("a.yaml", "x", None),
        ("a.txt", "Title\n\n  body\n\n - Other\n", "outline"),
        ("a.txt", "a\tb\nc\td\n", "table"),
        ("a.txt", 'a\t"b\n\nc\nd"\ne\tf\n', "table"),
        ("a.txt", '"a\nb"\t"c\nd ""e"" f\n"\n', "table"),
        ("a.txt", 'a\t"b\r\n\r\nc\r\nd"\r\ne\tf\r\n', "table"),
        ("a.txt", 'He said "a\nb".\n\n  c\td\n', "outline"),
        ("a.txt", 'a "\tb\nc\td\n', "table"),
        ("a.txt", "#separator:Semicolon\na;b\n", "table"),
        ("a.txt", "Q: a\nA: b\n", "markdown"),
        ("a.txt", "One\nTwo\n", "outline"),
    ],
)
def test_the_format_is_that_of_the_name_or_of_the_looks(name: str, text: str, expected: str | None) -> None:
    assert expected == sniff(PurePath(name), text)


TEMPLATES: dict[str, tuple[str, ...]] = {
    "outline": (
        "{}\n", "{}\n\n  {}\n", "  {}\n", "    - {}\n", " - {}\n", "- {}\n", " {}\n", "\t{}\n", "# {}\n",
        "  ```\n  {}\n", "  ~~~\n{}\n  ~~~\n", "  1) {}\n\n    {}\n",
    ),
    "markdown": (
        "# {}\n", "## {}\n", "### {} #{}\n", "{}\n---\n", "{}\n\n", "{}::{}\n", "{}:::{}\n\n", "Q: {}\nA: {}\n\n{}\n",
        "C: {} [{}]\n", "{}\n?\n{}\n\n", "{}\n?\n\n", "?\n{}\n\n", "=={}== {}\n\n", "{{{{c1::{}::{}}}}}\n\n", "> {}\n",
        "- {}\n", "#{} #{}\n\n",
        "Requires: [[{}]], {}\n\n", "```\n{}\n\n{}\n```\n", "```{}\n", "<!-- {} -->\n", "<!-- {}\n",
        "{} %%{}%% {}\n", "{} ^{}\n", "> [!note] {}\n> {}\n",
        "%% {}\n", "%%\n",
        "A: {}\n", "Q: {}\n", "<b>{}</b>\n", "<div>{}</div>\n\n", "| {} | {} |\n| --- | --- |\n", "![[{}]]\n",
        "[{}]({})\n", "---\n", "    {}\n", "*{}*\n", "**Q.** {}\n\n", "**A.** {}\n\n",
        "{} <style>{}</style>\n",
    ),
    "table": (
        "{},{}\n", "{},\n", ",{}\n", "{}\n", '"{}\n{}",{}\n', '{},"{}\n', "{},{},{},{}\n", "{{{{c1::{}}}}} {},{}\n",
        "<b>{}</b>,{}<br>{}\n", "front,back\n", "{},<script>{}</script>{}\n",
    ),
}  # fmt: skip


@st.composite
def told(draw: st.DrawFn, name: str) -> tuple[str, list[str]]:
    """A text made of templates, and its words, which are all different."""
    chosen = draw(st.lists(st.sampled_from(TEMPLATES[name]), max_size=8))
    numbered = iter(range(1000))
    count = sum(template.replace("{{", "").count("{}") for template in chosen)
    found = [f"word{next(numbered)}x" for _ in range(count)]
    return "".join(chosen).format(*found), found


@pytest.mark.parametrize("name", TEMPLATES)
@given(st.data())
def test_every_word_is_in_a_topic_or_in_a_problem(name: str, data: st.DataObject) -> None:
    read, path, _ = READERS[name]
    text, expected = data.draw(told(name))

    topics, problems = read(text, path)

    decks_ = " ".join(topic.deck for topic in topics)
    seen = f"{dump(topics)} {decks_} {problems}"
    assert [] == [word for word in expected if word not in seen]
