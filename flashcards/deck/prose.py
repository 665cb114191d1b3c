"""A topic's reading text to notes, for topics without `cards:`. What no rule fits stays reading text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from flashcards.model import Note

if TYPE_CHECKING:
    from flashcards.deck.splitting.rules import Made
    from flashcards.model import Span

_KEPT = 4096
_LONGEST_KEPT = 16_000
"""Above this a text is split anew each time, so that what is kept stays small."""


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
    return [
        Explained(
            made.rule,
            Note(
                f"{topic}/{made.key}", draft.kind, draft.question, draft.answer, span,
                draft.items, draft.ordered, draft.reverse, draft.typed, draft.extra, "", draft.source,
            ),
        )
        for made in (_kept(title, text) if len(text) <= _LONGEST_KEPT else _split(title, text))
        for draft in [made.draft]
    ]  # fmt: skip


@lru_cache(maxsize=_KEPT)
def _kept(title: str, text: str) -> tuple[Made, ...]:
    """The cards of a text; it is read several times on its way into a deck file and from there into the index."""
    return _split(title, text)


def _split(title: str, text: str) -> tuple[Made, ...]:
    from flashcards.deck.splitting import rules  # most topics have cards, and need none of this

    return tuple(rules.split(title, text))
