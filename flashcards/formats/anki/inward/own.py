"""Notes of our own two types, back from Anki: what their fields say is known, and a list is put together again."""

from __future__ import annotations

import re
from html import unescape
from textwrap import dedent
from typing import TYPE_CHECKING, NamedTuple

from flashcards.deck.dump import readable
from flashcards.formats.anki import types
from flashcards.formats.anki.inward import gaps
from flashcards.model import Note, Span
from flashcards.text import cloze
from flashcards.text.from_html import from_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set

    from flashcards.formats.anki.inward import rows
    from flashcards.text.from_html import MediaPath

_TOPIC = "topic::"
_LIST = re.compile(r"<(ol|ul)><li>.*</li></\1>", re.DOTALL)
_ITEMS = re.compile(r'<(?:ol|ul) class="items">')
_ITEM = re.compile(r"^(- |\d+\. )", re.MULTILINE)
_BETWEEN = " · "
_MORE = re.compile(r"\d+ more")
_BLANK = Span("", 1, 1)


class Station(NamedTuple):
    """The topic of a note: its id, title, and the titles of what it builds on."""

    id: str
    title: str
    requires: tuple[str, ...]


def is_ours(one: rows.Note) -> bool:
    return one.type in (types.BASIC.id, types.CLOZE.id)


def fields(one: rows.Note) -> Mapping[str, str]:
    kind = types.BASIC if one.type == types.BASIC.id else types.CLOZE
    return dict(zip(kind.fields, one.fields, strict=False))


def is_item(one: rows.Note) -> bool:
    """Whether a note asks a list item by item, which the note that asks it whole knows too."""
    return one.type == types.CLOZE.id and _ITEMS.search(one.fields[0]) is not None


def lists(notes: Iterable[rows.Note]) -> frozenset[str]:
    """The names of the notes that are lists of several items."""
    return frozenset(fields(one).get("Id", "") for one in notes if is_item(one))


def station(one: rows.Note) -> Station:
    """The topic that a note names, in its tags and fields."""
    said = fields(one)
    tag = next((tag for tag in one.tags if tag.startswith(_TOPIC)), "")
    titles = [from_html(title) for title in said.get("Builds on", "").split(_BETWEEN)]
    requires = tuple(title for title in titles if title and not _MORE.fullmatch(title))
    return Station(tag.removeprefix(_TOPIC), from_html(said.get("Topic", "")), requires)


def tags(one: rows.Note) -> tuple[str, ...]:
    """The tags of a note but for the one that names its topic."""
    return tuple(tag for tag in one.tags if not tag.startswith(_TOPIC))


def note(one: rows.Note, lists: Set[str], media: MediaPath) -> Note | None:
    """The note, without an id; None for the second half of a list, or if a side is empty."""
    if is_item(one):
        return None
    said = fields(one)
    hint, extra, source = (readable(from_html(said.get(name, ""), media)) for name in ("Hint", "Extra", "Source"))
    made = _cloze(said, media) if one.type == types.CLOZE.id else _basic(said, lists, media)
    return made and made._replace(hint=hint, extra=extra, source=source, anki=one.guid)


def _cloze(said: Mapping[str, str], media: MediaPath) -> Note | None:
    first = next((readable(layer.text) for layer in gaps.layers(said.get("Text", ""), media)), "")
    return Note("", "cloze", first, "", _BLANK) if cloze.parts(first) else None


def _basic(said: Mapping[str, str], lists: Set[str], media: MediaPath) -> Note | None:
    question, back = readable(from_html(said.get("Front", ""), media)), said.get("Back", "")
    if said.get("Id") in lists and said.get("Id") and _LIST.fullmatch(back):
        return _list(question, back, media)
    answer = readable(from_html(back, media))
    if not question or not answer:
        return None
    reverse, typed = readable(from_html(said.get("Reverse", ""), media)), bool(unescape(said.get("Typed", "")).strip())
    return Note("", "basic", question, answer, _BLANK, reverse=reverse, typed=typed)


def _list(question: str, back: str, media: MediaPath) -> Note | None:
    parts = _ITEM.split(from_html(back, media))[1:]
    items = tuple(
        readable(dedent("    " + part.replace("\n", "\n" + " " * (4 - margin)))) for margin, part in _paired(parts)
    )
    return (
        Note("", "list", question, "", _BLANK, items=items, ordered=back.startswith("<ol"))
        if question and all(items)
        else None
    )


def _paired(parts: list[str]) -> Iterator[tuple[int, str]]:
    """Each item's mark as its width, and its lines."""
    yield from ((len(mark), text) for mark, text in zip(parts[::2], parts[1::2], strict=True))
