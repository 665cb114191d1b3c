"""The pictures and sounds of a package to a folder, under names made of their content, as exports give them."""

from __future__ import annotations

from hashlib import blake2b
from html import unescape
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import unquote

from flashcards.formats.anki.media import name_of
from flashcards.memory import store

if TYPE_CHECKING:
    from pathlib import Path

    from flashcards.formats.anki.inward.opened import Package

FOLDER = "media"


class Media:
    """The files that fields ask for; each is unpacked once. `missing` are names that the package does not have."""

    def __init__(self, package: Package, folder: Path) -> None:
        self.package, self.folder = package, folder / FOLDER
        self.missing: dict[str, None] = {}
        self._paths: dict[str, str] = {}
        self.folder.mkdir()

    def __call__(self, name: str) -> str:
        """The path of a file for Markdown beside its deck; empty if there is none."""
        if name not in self._paths:
            self._paths[name] = self._path(name)
        return self._paths[name]

    @property
    def found(self) -> int:
        """How many files were asked for and are there."""
        return len({path for path in self._paths.values() if path})

    def _path(self, name: str) -> str:
        spellings = (normalize("NFC", one) for one in (name, unquote(name), unescape(name)))
        known = next((one for one in spellings if one in self.package.media), None)
        if known is None:
            if name.lower().startswith("data:"):
                return ""
            self.missing[name] = None
            return ""
        draft = self.folder / ".draft"
        digest = blake2b(digest_size=6)
        with store.faults(draft), draft.open("wb") as out:
            for piece in self.package.medium(known):
                digest.update(piece)
                out.write(piece)
        made = name_of(known.replace("\\", "/"), digest.hexdigest())
        draft.replace(self.folder / made)
        return f"{FOLDER}/{made}"
