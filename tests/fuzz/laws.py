"""What must hold whatever a text says, for each reader; and the pieces of which hostile texts are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.deck import read as decks
from flashcards.deck.dump import dump
from flashcards.deck.write import placeless
from flashcards.formats import cards, outline
from flashcards.formats.markdown import document
from flashcards.formats.table import sheet
from flashcards.text import html, terminal
from flashcards.text.from_html import from_html
from tests.deck.strategies import PIECES as DECK
from tests.formats import strategies

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from flashcards.model import Problem, Span, Topic

    Read = Callable[[str, str], tuple[tuple[Topic, ...], tuple[Problem, ...]]]

HTML = (
    "<b>", "</b>", "<div>", "</div>", "<p>", "<br>", "<ul><li>", "</li></ul>", "<table><tr><td>", "</table>", "<pre>",
    "</pre>", "<code>", "</code>", "<img src='x.png'>", "<a href='javascript:x'>", "<script>", "</script>", "<!--",
    "-->",
    "&nbsp;", "&lt;", "&#0;", "&#x110000;", "\\(x\\)", "\\[", "[latex]", "[/latex]", "[$]", "[/$]", "[sound:a.mp3]",
    "{{c1::x}}", "$", "*", "_", "`", "\n", "text ", "<", ">", "<anki-mathjax>", "</anki-mathjax>", "<style>", "<svg>",
)  # fmt: skip


def reads(read: Read, path: str) -> Callable[[str], None]:
    """Topics that a deck file holds as they are, with all places in the text."""

    def law(text: str) -> None:
        topics, problems = read(text, path)
        last = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
        check(1 <= span.line <= last for span in _spans(topics, problems))
        found = decks.read(dump(topics), "deck.yaml")
        check(problem.level == "warning" for problem in found.problems)
        same = [placeless(topic)._replace(deck="") for topic in topics]
        check([same == [placeless(topic)._replace(deck="") for topic in found.topics]])

    return law


def deck(text: str) -> None:
    """Topics that read as they are when they are dumped, and problems with places in the text."""
    found = decks.read(text, "deck.yaml")
    last = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    check(1 <= span.line <= last for span in _spans(found.topics, found.problems))
    again = decks.read(dump(found.topics), "deck.yaml")
    check([[placeless(topic)._replace(deck="") for topic in found.topics] == [
        placeless(topic)._replace(deck="") for topic in again.topics
    ]])  # fmt: skip


def markup(text: str) -> None:
    """Markdown that can be shown, without anything that runs."""
    made = from_html(text)
    terminal.lines(made)
    shown = html.html(made).lower()
    check(["<script" not in shown, 'href="javascript:' not in shown])


def check(holds: Iterable[bool]) -> None:
    """Raise AssertionError if something does not hold."""
    for number, one in enumerate(holds):
        if not one:
            raise AssertionError(f"number {number} does not hold")


def _spans(topics: Iterable[Topic], problems: Iterable[Problem]) -> list[Span]:
    found = [problem.span for problem in problems]
    for topic in topics:
        found += [topic.span, *(reference.span for reference in topic.requires), *(note.span for note in topic.notes)]
    return found


LAWS: Mapping[str, Callable[[str], None]] = {
    "deck": deck,
    "outline": reads(outline.read, "notes.txt"),
    "markdown": reads(document.read, "notes.md"),
    "table": reads(sheet.read, "notes.csv"),
    "cards": reads(cards.read, "notes.json"),
    "html": markup,
}
PIECES: Mapping[str, tuple[str, ...]] = {
    "deck": DECK,
    "outline": strategies.OUTLINE,
    "markdown": strategies.MARKDOWN,
    "table": strategies.TABLE,
    "cards": strategies.CARDS,
    "html": HTML,
}
