"""What goes with a note beside its text: its GUID, its tags, its topic; and its dates where no log has any."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import lru_cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from flashcards.collection.exports import Past
from flashcards.formats.anki.dialect import Clozes, escape
from flashcards.text import html
from flashcards.text.terminal import MARKUP

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.collection.exports import Outgoing, Station
    from flashcards.formats.anki.fields import Shape

MOST_TITLES = 5
_GAPS = re.compile(r"[\s\x00-\x1f\x7f\"\u3000]+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


def guid(namespace: str, one: Outgoing, shape: Shape) -> str:
    """A note's lasting name in Anki. A GUID stays with its note type there, so an `id:` that passes from a question to
    a cloze gets another; and so does the second note of a list."""
    return one.note.anki if one.note.anki and shape != "items" else own_guid(namespace, one.origin, shape)


def own_guid(namespace: str, origin: str, shape: Shape) -> str:
    """The GUID of a note that did not come with one from Anki."""
    words = (namespace, origin) if shape == "basic" else (namespace, origin, shape)
    return b64encode(_hash("\x1f".join(words), 9)).decode()


def deck_id(name: str) -> int:
    """A number for a deck; Anki knows decks by their names and gives them its own, but for the one it begins with."""
    if name.lower() == "default":
        return 1
    return (1 << 40) + int.from_bytes(_hash(name, 4))


def deck_name(name: str) -> str:
    return _CONTROLS.sub("", name)


def tags(one: Outgoing, station: Station) -> tuple[str, ...]:
    """The topic as a tag, and those of file, topic and note, without spaces, which would divide them."""
    return tuple(sorted({*map(_tag, (f"topic::{station.id}", *station.tags, *one.note.tags))} - {""}))


@lru_cache(maxsize=16_384)
def _tag(name: str) -> str:
    return _GAPS.sub("_", _CONTROLS.sub("", name).strip())


def tail(one: Outgoing, station: Station) -> tuple[str, ...]:
    """The fields behind the source: topic, what it builds on, what it unlocks, the note's own name, and spare ones."""
    return (title(station.title), _titles(station.builds_on), _titles(station.unlocks), escape(one.origin), "", "", "")


@lru_cache(maxsize=16_384)
def title(text: str) -> str:
    """A topic's title as HTML."""
    return html.html(text, Clozes().dialect()) if MARKUP.search(text) else escape(text)


def _titles(titles: Sequence[str]) -> str:
    shown = [title(text) for text in titles[:MOST_TITLES]]
    more = len(titles) - len(shown)
    return " · ".join([*shown, f"{more} more"] if more else shown)


def unlogged(one: Outgoing) -> Past:
    """Number and date of a note of a collection that cannot be written: of its name, and of its file."""
    if one.past:
        return one.past
    chance = int.from_bytes(_hash(one.origin, 5))
    return Past("", 1_000_000_000_000 + chance % 500_000_000_000, one.saved)


def _hash(text: str, size: int) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).digest()
