"""A folder of notes to the Markdown files in it, and their pictures to where they lie in it.

No more is read than can be meant, and nothing that lies elsewhere.
"""

from __future__ import annotations

import os
import posixpath
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from flashcards.collection.discover import natural
from flashcards.model import Mistake
from flashcards.text.media import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SUFFIXES = (".md", ".markdown")
MOST_FILES = 20_000
DEEPEST = 50
_PICTURE = re.compile(r"(?P<head>!\[[^\[\]\n]*\]\([ \t]*<?)(?P<path>[^()<>\s\"'][^()<>\n\"']*)")
_EMBED = re.compile(r"(?P<head>!\[\[)(?P<path>[^\[\]|#\n]+)")


class Folder(NamedTuple):
    """The notes in their order, and the way to each other file by its name, as the first of that name lies."""

    root: Path
    notes: tuple[Path, ...]
    others: Mapping[str, str]

    def name(self, note: Path) -> str:
        """The way to a note, from the folder's own name on, by which its decks are called."""
        return f"{self.root.resolve().name}/{note.relative_to(self.root).as_posix()}"

    def rooted(self, text: str, note: Path) -> str:
        """A note's text in which pictures and sounds that lie in the folder are named as seen from its top."""
        if "![" not in text:
            return text
        above = posixpath.dirname(note.relative_to(self.root).as_posix())
        text = _PICTURE.sub(lambda found: found["head"] + self._path(found["path"], above, in_link=True), text)
        return _EMBED.sub(lambda found: found["head"] + self._path(found["path"], above, in_link=False), text)

    def _path(self, written: str, above: str, *, in_link: bool) -> str:
        """What a path becomes: as seen from the note, from the top, or by the name alone, as Obsidian looks for it."""
        path, blank = written.rstrip(), written[len(written.rstrip()) :]
        path = decoded(path) if in_link else path
        for seen in (posixpath.normpath(posixpath.join(above, path)), posixpath.normpath(path)):
            if not seen.startswith(("../", "/")) and (self.root / seen).is_file():
                return (_quoted(seen) if in_link else seen) + blank
        found = self.others.get(posixpath.basename(path))
        return written if found is None else (_quoted(found) if in_link else found) + blank


def folder(root: Path) -> Folder:
    """What lies in a folder; hidden files and links that lead out are left out.

    Raises Mistake for a folder that cannot be meant: without notes, or with very many files.
    """
    within = root.resolve()
    notes: list[Path] = []
    others: dict[str, str] = {}
    for number, path in enumerate(_walk(root, 0)):
        if number >= MOST_FILES:
            raise Mistake(f"{root} holds more than {MOST_FILES:,} files; import it folder by folder")
        if path.is_symlink() and not path.resolve().is_relative_to(within):
            continue
        if path.name.lower().endswith(SUFFIXES):
            notes.append(path)
        else:
            others.setdefault(path.name, path.relative_to(root).as_posix())
    if not notes:
        raise Mistake(f"{root} holds no Markdown files")
    return Folder(root, tuple(sorted(notes, key=lambda path: natural(path.relative_to(root).as_posix()))), others)


def _walk(folder: Path, depth: int) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise Mistake(f"{folder} cannot be read: {(error.strerror or str(error)).lower()}") from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if depth < DEEPEST:
                yield from _walk(Path(entry.path), depth + 1)
        elif entry.is_file():
            yield Path(entry.path)


def _quoted(path: str) -> str:
    return re.sub(r"[\s()<>%]", lambda found: quote(found[0]), path)
