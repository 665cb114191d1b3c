"""A place to a collection: which folder is meant, and which deck files lie in it."""

from __future__ import annotations

import os
import re
import stat
from typing import TYPE_CHECKING, NamedTuple

from flashcards.model import Mistake

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HIDDEN = ".flashcards"
SETTINGS = "flashcards.toml"
SUFFIXES = (".yaml", ".yml")
_ENOUGH = 1 << 20
_DECK = re.compile(rb"^\xef?\xbb?\xbf?(?:topics|deck|- topic|\s*- topic|[\"']topics[\"'])\s*:", re.MULTILINE)
_LONE = tuple(re.compile(rb"^(?:\xef\xbb\xbf)?(?:%s)\s*:" % key, re.MULTILINE) for key in (b"topic", b"cards|text"))
"""The keys of a topic at the top of a file: plainly meant for us, though its 'topics:' is missing."""


class DeckFile(NamedTuple):
    """A deck file as it lies on the disk. `path` is relative to the collection, with `/`."""

    path: str
    size: int
    mtime: int


def choose(asked: Path | None, *, here: Path) -> Path | None:
    """The folder to work on: the one asked for, else `here` or its `decks/`; None leaves it to the user's own."""
    if asked is not None:
        if not asked.is_dir():
            raise Mistake(f"there is no folder {asked} (make it, and put a deck file in it)")
        return asked.absolute()
    for folder in (here, here / "decks"):
        if is_collection(folder):
            return folder.absolute()
    return None


def is_collection(folder: Path) -> bool:
    """Whether a folder holds settings, a history, or a YAML file of topics."""
    try:
        if (folder / SETTINGS).is_file() or (folder / HIDDEN).is_dir():
            return True
        names = sorted(entry.name for entry in os.scandir(folder) if entry.name.endswith(SUFFIXES))
    except OSError:
        return False
    return any(is_deck(_beginning(folder / name)) for name in names)


def _beginning(path: Path) -> bytes:
    """As much of a file as tells whether it is a deck; nothing of what is none, or may not be read."""
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(_ENOUGH)
    except OSError:
        return b""


def is_deck(content: bytes) -> bool:
    """Whether a YAML file is meant for us: other tools' files may lie beside the decks."""
    if _DECK.search(content) is not None or content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return all(key.search(content) for key in _LONE)


def walk(folder: Path) -> Iterator[DeckFile]:
    """All YAML files below a folder, in no order; hidden folders and collections of their own are left out."""
    yield from _walk(str(folder), "")


def natural(path: str) -> tuple[tuple[int, int, str], ...]:
    """The order in which a person would list files: 2 before 10."""
    pieces = re.split(r"(\d+)", path.casefold())
    return tuple((0, int(piece), "") if piece.isdigit() else (1, 0, piece) for piece in pieces if piece)


def _walk(folder: str, prefix: str) -> Iterator[DeckFile]:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return
    if prefix and any(entry.name in (HIDDEN, SETTINGS) for entry in entries):
        return
    for entry in entries:
        name = _printable(entry.name)
        if name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, f"{prefix}{name}/")
        elif name.endswith(SUFFIXES):
            try:
                status = entry.stat()
            except OSError:
                continue
            if stat.S_ISREG(status.st_mode):
                yield DeckFile(prefix + name, status.st_size, status.st_mtime_ns)


def _printable(name: str) -> str:
    """A file name that is not UTF-8 with `\\xff` for its odd bytes: such a file cannot be read, but can be named."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")
