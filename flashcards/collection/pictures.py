"""The pictures and sounds that new cards refer to, from beside their source to beside their new deck file."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple

from flashcards.deck import check
from flashcards.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from flashcards.model import Topic

ABSENT = "there is no file"


class Copy(NamedTuple):
    """A file to be copied; `path` is the new one's in the collection, where none is yet."""

    source: Path
    path: str


def copies(folder: Path, source: Path, topics: Iterable[tuple[Topic, str]]) -> tuple[list[Copy], list[Problem]]:
    """What has to be copied for topics that go into deck files of the collection `folder`, and why something cannot be.

    Their texts name files relative to the folder `source`, and will do so relative to their deck files. A file that is
    there already is never replaced.
    """
    found: dict[str, Copy] = {}
    problems: list[Problem] = []
    for topic, deck in topics:
        references, strays = check.media([topic])
        problems += strays
        for name, span, _ in references:
            path = posixpath.join(posixpath.dirname(deck), name)
            copy = found.get(path) or Copy(source / name, path)
            said = _fault(copy, folder / path)
            if said:
                problems.append(Problem("error", span, said))
            elif not (folder / path).is_file():
                found[path] = copy
    return list(found.values()), problems


def _fault(copy: Copy, target: Path) -> str:
    """Why a file cannot be copied, or nothing."""
    if not copy.source.is_file():
        return "" if target.is_file() else f"{ABSENT} '{copy.source.name}' ({copy.source})"
    if target.is_file() and target.read_bytes() != copy.source.read_bytes():
        return f"the collection has another '{copy.path}'; give this picture a name of its own"
    return ""
