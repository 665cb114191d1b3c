"""Markdown to the pictures and sounds it refers to."""

from __future__ import annotations

import re
from typing import NamedTuple

# Compiled at first use, for most cards have no media.
_REFERENCE = r"(?<!\\)!\[((?:[^\[\]\\]|\\.)*)\]\([ \t\n]*(?:<([^<>\n]*)>|([^\s()<](?:[^\s()]|\([^\s()]*\))*))"
_REMOTE = r"[A-Za-z][A-Za-z0-9+.-]+:|//"
PICTURES = (".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".bmp")
SOUNDS = (".mp3", ".ogg", ".oga", ".opus", ".wav", ".flac", ".m4a", ".aac")


class Media(NamedTuple):
    """A file that a text shows or plays. `offset` is where the path stands; a remote one is an address on the net."""

    path: str
    offset: int
    remote: bool = False


def references(markdown: str) -> list[Media]:
    """The files of a text in order; those in code do not count."""
    if "](" not in markdown or "![" not in markdown:
        return []
    from flashcards.text.formulas import regions

    hidden = regions(markdown)
    return [
        _media(found)
        for found in re.finditer(_REFERENCE, markdown)
        if not any(region.start <= found.start() < region.end for region in hidden)
    ]


def is_sound(path: str) -> bool:
    """Whether a file is to be played rather than shown."""
    return path.lower().endswith(SOUNDS)


def name(path: str) -> str:
    """What a reader sees of a path: the file's own name."""
    return path.rstrip("/").rpartition("/")[2]


def _media(found: re.Match[str]) -> Media:
    group = 2 if found[2] is not None else 3
    path, remote = found[group], bool(re.match(_REMOTE, found[group]))
    return Media(path if remote else decoded(path), found.start(group), remote)


def decoded(path: str) -> str:
    """The path of a file as Markdown writes it, `%20` and the like resolved."""
    if "%" not in path:
        return path
    from urllib.parse import unquote

    return unquote(path)
