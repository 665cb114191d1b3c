"""Which files of a collection its deck files refer to: those, and no others, are anyone's business."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import quote

from flashcards.text.media import references

if TYPE_CHECKING:
    import sqlite3

_TEXTS = (
    "select f.path, t.text from topic t join file f on f.key = t.file where instr(t.text, :name) + instr(t.text, :url)"
    " union all select f.path, x.text from (select topic, question || char(10, 10) || answer || char(10, 10) || reverse"
    " || char(10, 10) || extra || char(10, 10) || hint || char(10, 10) || source || char(10, 10)"
    " || coalesce((select group_concat(value, char(10, 10)) from json_each(note.items)), '') as text from note) x"
    " join topic t on t.key = x.topic join file f on f.key = t.file where instr(x.text, :name) + instr(x.text, :url)"
)


def is_referenced(index: sqlite3.Connection, path: str) -> bool:
    """Whether a text of the decks shows or plays a file; its path is relative to the collection."""
    name = posixpath.basename(path)
    for deck, text in index.execute(_TEXTS, {"name": name, "url": quote(name)}):
        folder = posixpath.dirname(deck)
        if any(posixpath.normpath(posixpath.join(folder, found.path)) == path for found in references(text)):
            return True
    return False
