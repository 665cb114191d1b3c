"""A note to what the log keeps of it, and back: enough to recognise it after an edit, and to know that it changed."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import NamedTuple

from flashcards.collection.identity import Content
from flashcards.deck import split
from flashcards.model import Note, Span

_NOWHERE = Span("", 1, 1)


class Record(NamedTuple):
    """What was logged of a note: its words, its topic then, and a hash over everything that a card shows."""

    note: Note
    topic: str
    hash: str


def record(note: Note, topic: str, export: str = "") -> str:
    """The JSON of a `content` event. `export` is a hash over what goes out of the note, if that is why it is told."""
    words = {"hash": fingerprint(note), "kind": note.kind, "question": note.question, "topic": topic}
    if note.answer:
        words["answer"] = note.answer
    shape: dict[str, object] = dict(words)
    if note.items:
        shape |= {"items": note.items, "ordered": note.ordered}
    if note.reverse:
        shape["reverse"] = note.reverse
    if export:
        shape["export"] = export
    return json.dumps(shape, ensure_ascii=False, separators=(",", ":"))


def recorded(origin: str, text: str) -> Record:
    """A `content` event's JSON, read again."""
    shape = json.loads(text)
    note = Note(
        id=origin,
        kind=shape["kind"],
        question=shape["question"],
        answer=shape.get("answer", ""),
        span=_NOWHERE,
        items=tuple(shape.get("items", ())),
        ordered=shape.get("ordered", True),
        reverse=shape.get("reverse", ""),
    )
    return Record(note, shape["topic"], shape["hash"])


def exported(text: str) -> str:
    """The hash over what was exported, from a `content` event's JSON; empty if the event has another reason."""
    return str(json.loads(text).get("export", "")) if '"export":' in text else ""


def fingerprint(note: Note) -> str:
    """A hash over all that a card of the note shows or carries; positions and names do not enter."""
    shown = note._replace(id="", span=_NOWHERE, anki="")
    return blake2b(repr(tuple(shown)).encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def of_note(note: Note, topic: str) -> Content:
    """What a note asks and answers, for recognising it."""
    return Content(note.question, "\n".join(note.items) or note.answer, topic)


def of_parts(note: Note, origin: str) -> dict[str, Content]:
    """The same for each part of a note, by part."""
    return {card.part: Content(card.front, _marked(card.back), origin) for card in split.cards(note) if card.part}


def _marked(back: str) -> str:
    """The revealed words of a cloze or item: what stands between the marks, if there are any."""
    start, end = back.find("\ue000"), back.find("\ue001")
    return back[start + 1 : end] if 0 <= start < end else back
