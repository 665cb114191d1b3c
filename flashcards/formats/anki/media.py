"""The files that notes refer to, under names for Anki's one folder of media: made of their content, so that another
picture is another name; and what is missing as problems."""

from __future__ import annotations

import posixpath
import re
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from flashcards.model import Note, Problem
from flashcards.text.media import references

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_LONGEST = 40


class File(NamedTuple):
    """A file of the collection, and its name in Anki."""

    name: str
    source: Path


class Media:
    """All files that are asked for; each is read once."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._files: dict[str, File | str] = {}

    def of_note(self, note: Note) -> tuple[dict[str, File], list[Problem]]:
        """The files that a note's texts name, by the names they use."""
        found: dict[str, File] = {}
        problems: list[Problem] = []
        texts = (note.question, note.answer, note.reverse, note.extra, note.hint, note.source, *note.items)
        for path in _paths([text for text in texts if "](" in text]):
            file = self._file(posixpath.normpath(posixpath.join(posixpath.dirname(note.span.path), path)))
            if isinstance(file, File):
                found[path] = file
            else:
                problems.append(
                    Problem("error", note.span, f"the file '{path}' {file}", "its description stands for it")
                )
        return found, problems

    def _file(self, path: str) -> File | str:
        if path not in self._files:
            self._files[path] = self._looked_up(path)
        return self._files[path]

    def _looked_up(self, path: str) -> File | str:
        """The file, or what is wrong with it."""
        try:
            source = (self.folder / path).resolve()
            if not source.is_relative_to(self.folder):
                return "is not in the collection"
            if not source.is_file():
                return "does not exist"
            with source.open("rb") as reader:
                digest = blake2b(digest_size=6)
                while chunk := reader.read(1 << 20):
                    digest.update(chunk)
        except (OSError, ValueError) as error:
            return f"cannot be read: {getattr(error, 'strerror', '') or error}"
        return File(name_of(path, digest.hexdigest()), source)


def _paths(texts: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(found.path for text in texts for found in references(text) if not found.remote)


def name_of(path: str, digest: str) -> str:
    """The name of a file by what it is called and what is in it; one that has such a name keeps it."""
    stem, suffix = posixpath.splitext(posixpath.basename(path).lower())
    words = re.sub(r"[^a-z0-9]+", "-", stem).strip("-").removesuffix(digest)[:_LONGEST].strip("-")
    return f"{words}-{digest}".lstrip("-") + re.sub(r"[^a-z0-9.]", "", suffix)[:10]
