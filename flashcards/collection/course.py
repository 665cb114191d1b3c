"""The bundled course to the user's own collection, and its later versions; what the user has touched stays."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

from flashcards.collection import replace
from flashcards.collection.discover import HIDDEN
from flashcards.memory import store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEFT_OUT = {"figures", "__pycache__"}


def install(course: Path, own: Path, version: str) -> int:
    """Copy the course, or what is new in it; returns how many files were written.

    A file that was edited stays as it is, one that was deleted stays away: the list of what was copied tells. It is
    written last, so after a crash the files that came before it are known by being those of the course.
    """
    listing = own / HIDDEN / "course.json"
    copied, files = _listed(listing)
    if copied == version:
        return 0
    written = 0
    with store.faults(own):
        for path in _files(course):
            name, content = path.relative_to(course).as_posix(), path.read_bytes()
            if _says(own / name, replace.digest_of(content).hex()) or _may_write(own / name, files.get(name)):
                written += _put(own / name, content)
                files[name] = replace.digest_of(content).hex()
        _put(listing, json.dumps({"version": version, "files": files}, indent=1).encode())
    return written


def _listed(listing: Path) -> tuple[str, dict[str, str]]:
    """The version that was copied and the digests of its files; nothing where the list is none or is broken."""
    try:
        match json.loads(listing.read_bytes()):
            case {"version": str(version), "files": dict(files)} if all(isinstance(one, str) for one in files.values()):
                return version, files
    except (FileNotFoundError, ValueError, RecursionError):
        pass
    return "", {}


def _may_write(target: Path, copied: str | None) -> bool:
    if copied is None:
        return not target.exists()
    return _says(target, copied) and os.access(target, os.W_OK)


def _says(target: Path, digest: str) -> bool:
    return target.is_file() and replace.digest_of(target.read_bytes()).hex() == digest


def _put(target: Path, content: bytes) -> bool:
    """Whether a file had to be written to say this; it appears whole or not at all."""
    if target.is_file() and target.read_bytes() == content:
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    with replace.beside(target.resolve(), content) as draft:
        draft.replace(target.resolve())
    return True


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name in LEFT_OUT:
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path
