"""A card and its numbers to styled lines. Nothing here prints or asks the clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.study.answer import marked
from flashcards.study.summary import counts
from flashcards.text.cells import width_of
from flashcards.text.styled import Line, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flashcards.collection.cards import Entry
    from flashcards.study.answer import Comparison
    from flashcards.study.session import Progress
    from flashcards.terminal.styling import Texts

BLANK = Line()
RULE = Line(runs=(Run("─" * 12, "dim"),), wrap=False)

HELP = (
    ("space, Enter", "show the answer; then: good, or the grade that a typed answer suggests"),
    ("1 2 3 4", "again, hard, good, easy (with two grades: 1 again, 2 good)"),
    ("u", "take back the last action, also one of an earlier session"),
    ("h", "hint, if the card has one"),
    ("t", "read about the topic"),
    ("w", "why this card is shown now"),
    ("e", "edit the card in your editor ($VISUAL or $EDITOR)"),
    ("s", "suspend the card: it is not shown any more"),
    ("b", "bury the card until tomorrow"),
    ("f", "flag the card, or take the flag away"),
    ("k", "known: count the card as passed and do not ask it any more"),
    ("r", "draw the card again"),
    ("q", "quit; every answer is kept already"),
)
"""The keys, and what they do."""


def dim(text: str) -> Line:
    return Line(runs=(Run(text, "dim"),))


def heading(entry: Entry, progress: Progress) -> list[Line]:
    """Where the card belongs, and how far the session is."""
    flag = (Run("  ⚑ flagged", "bold"),) if entry.memory.flag else ()
    deck = Run(f"{entry.deck.replace('::', ' › ')} · ", "dim")
    return [Line(runs=(deck, Run(entry.title, "dim bold"), *flag)), dim(" · ".join(counts(progress)))]


def question(texts: Texts, progress: Progress) -> list[Line]:
    return [RULE, *heading(texts.entry, progress), BLANK, *texts.front, BLANK]


def hint(texts: Texts) -> list[Line]:
    return [*_labelled("hint", texts.hint), BLANK]


def answer(texts: Texts, typed: Comparison | None, *, colour: bool) -> list[Line]:
    """The answer with what belongs to it, and what was typed beside what was expected."""
    lines = [*(texts.back if colour else map(_bracketed, texts.back)), BLANK]
    if typed:
        lines += [*comparison(typed, colour=colour), BLANK]
    if texts.extra:
        lines += [*texts.extra, BLANK]
    if texts.source:
        lines += [*_labelled("source", texts.source), BLANK]
    return lines


def comparison(typed: Comparison, *, colour: bool) -> list[Line]:
    """Two rows that can be laid beside each other; without colour, what differs stands in brackets."""
    if typed.right:
        return [Line("typed     ", "          ", (Run(typed.typed[0].text), Run("  ✓", "right bold")))]
    rows = (("typed     ", typed.typed), ("expected  ", typed.expected))
    return [Line(label, " " * 10, runs if colour else (Run(marked(runs)),)) for label, runs in rows]


def help_page() -> list[Line]:
    size = max(width_of(key) for key, _ in HELP) + 2
    return [Line(key.ljust(size), " " * size, (Run(does),)) for key, does in HELP]


def reading(title: str, text: Sequence[Line]) -> list[Line]:
    return [Line(runs=(Run(title, "bold"),)), BLANK, *text]


def paragraphs(texts: Iterable[str]) -> list[Line]:
    return [Line(runs=(Run(text),)) for text in texts]


def _bracketed(line: Line) -> Line:
    """Revealed clozes in brackets, where no colour tells them from the rest."""
    return line._replace(runs=tuple(run._replace(text=f"[{run.text}]") if _is_cloze(run) else run for run in line.runs))


def _is_cloze(run: Run) -> bool:
    return "cloze" in run.style.split(" ")


def _labelled(label: str, lines: Sequence[Line]) -> list[Line]:
    """Lines behind a word that says what they are."""
    space = " " * (len(label) + 2)
    first, *rest = lines
    return [
        Line(f"{label}  {first.first}", space + first.rest, first.runs, first.wrap),
        *(Line(space + line.first, space + line.rest, line.runs, line.wrap) for line in rest),
    ]
