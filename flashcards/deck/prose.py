"""A topic's reading text to notes, for topics without `cards:`. What no rule fits stays reading text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flashcards.deck.names import key
from flashcards.model import Note

if TYPE_CHECKING:
    from flashcards.model import Span


class Explained(NamedTuple):
    """A note with the name of the rule that made it."""

    rule: str
    note: Note


def notes(topic: str, title: str, text: str, span: Span) -> tuple[Note, ...]:
    """The notes of a topic's text, in its order. `topic` is the topic's id; all of them stand where it stands."""
    return tuple(explained.note for explained in explain(topic, title, text, span))


def explain(topic: str, title: str, text: str, span: Span) -> list[Explained]:
    """The same, with the rules."""
    if not text.strip():
        return []
    from flashcards.deck.splitting import rules  # most topics have cards, and need none of this

    return [
        Explained(
            made.rule,
            Note(
                f"{topic}/{key(draft.kind, draft.question)}", draft.kind, draft.question, draft.answer, span,
                draft.items, draft.ordered, draft.reverse, draft.typed, draft.extra, "", draft.source,
            ),
        )
        for made in rules.split(title, text)
        for draft in [made.draft]
    ]  # fmt: skip
