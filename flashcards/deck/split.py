"""A note to its cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flashcards.deck.names import part
from flashcards.model import Card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.model import Note, NoteKind

OPEN, CLOSE = "\ue000", "\ue001"
_HIDDEN = f"{OPEN}[…]{CLOSE}"

# What may surround words in Markdown, the contents in the group that matched: a code span keeps all within it.
_MARKS = re.compile(
    r"(?P<ticks>`+)(?P<code>.+?)(?P=ticks)|\$\$?(?P<tex>[^$]+)\$\$?|!?\[(?P<link>[^\]]*)\]\([^)]*\)"
    r"|(?P<stars>\*{1,3})(?=\S)(?P<strong>.+?)(?<=\S)(?P=stars)|(?<!\w)(?P<bars>_{1,3})(?=\S)(?P<soft>.+?)(?<=\S)(?P=bars)(?!\w)",
    re.DOTALL,
)
_FENCE = re.compile(r"(`{3,}|~{3,})[^\n]*\n(?P<code>.*?)\n?\1\s*", re.DOTALL)


def cards(note: Note) -> tuple[Card, ...]:
    """A note's cards, siblings of each other, in the order of its text."""
    match note.kind:
        case "basic":
            return _basic(note)
        case "cloze":
            return _cloze(note)
        case "list":
            return _list(note)


def plain(markdown: str) -> str:
    """What one would type for a text: no backticks, stars, dollars or link targets."""
    if fenced := _FENCE.fullmatch(markdown.strip()):
        return fenced["code"]
    return _MARKS.sub(_inner, markdown).strip()


def _inner(found: re.Match[str]) -> str:
    if found["code"] is not None:
        return found["code"].strip()
    text = found["tex"] or found["link"] or found["strong"] or found["soft"] or ""
    return text if found["tex"] else _MARKS.sub(_inner, text)


def _basic(note: Note) -> tuple[Card, ...]:
    forward = Card(note.id, "", note.question, note.answer, plain(note.answer) if note.typed else "")
    if not note.reverse:
        return (forward,)
    return (forward, Card(f"{note.id}/reverse", "reverse", note.reverse, note.question))


def parts(kind: NoteKind, question: str, *, items: Sequence[str] = (), reverse: bool = False) -> tuple[str, ...]:
    """The parts of a note's cards, in their order, without making the cards."""
    match kind:
        case "basic":
            return ("", "reverse") if reverse else ("",)
        case "cloze":
            from flashcards.text import cloze

            return tuple(found.key for found in cloze.parts(question))
        case "list":
            return ("", *map(part, items)) if len(items) > 1 else ("",)


def _cloze(note: Note) -> tuple[Card, ...]:
    from flashcards.text import cloze

    text = note.question
    return tuple(
        Card(f"{note.id}/{found.key}", found.key, cloze.hide(text, found.key), cloze.show(text, found.key))
        for found in cloze.parts(text)
    )


def _list(note: Note) -> tuple[Card, ...]:
    """All at once, then item by item: in order, knowing what came before; without order, knowing all the others."""
    whole = Card(note.id, "", note.question, _markdown(note.items, note.ordered))
    if len(note.items) < 2:
        return (whole,)
    return (whole, *(_item(note, place) for place in range(len(note.items))))


def _item(note: Note, place: int) -> Card:
    before, item, after = note.items[:place], note.items[place], note.items[place + 1 :]
    seen = (*before, _HIDDEN) if note.ordered else (*before, _HIDDEN, *after)
    shown = item if "\n" in item else f"{OPEN}{item}{CLOSE}"
    name = part(item)
    front = f"{note.question}\n\n{_markdown(seen, note.ordered)}"
    return Card(f"{note.id}/{name}", name, front, _markdown((*before, shown, *after), note.ordered))


def _markdown(items: Sequence[str], ordered: bool) -> str:
    """A Markdown list; an item's further lines are indented under it."""
    marks = [f"{number}. " if ordered else "- " for number in range(1, len(items) + 1)]
    return "\n".join(mark + item.replace("\n", "\n" + " " * len(mark)) for mark, item in zip(marks, items, strict=True))
