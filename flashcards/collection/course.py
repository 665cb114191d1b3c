"""The bundled course to the user's own collection, and its later versions; what the user has touched stays."""

from __future__ import annotations

import json
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from flashcards.collection.discover import HIDDEN
from flashcards.memory import store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

LEFT_OUT = {"figures", "__pycache__"}


def install(course: Path, own: Path, version: str) -> int:
    """Copy the course, or what is new in it; returns how many files were written.

    A file that was edited stays as it is, one that was deleted stays away: the list of what was copied tells.
    """
    listing = own / HIDDEN / "course.json"
    known: dict[str, Any] = json.loads(listing.read_text("utf-8")) if listing.exists() else {"version": "", "files": {}}
    if known["version"] == version:
        return 0
    written = 0
    files: dict[str, str] = {**known["files"]}
    with store.faults(own):
        for path in _files(course):
            name = path.relative_to(course).as_posix()
            content = path.read_bytes()
            if _may_write(own / name, files.get(name)):
                (own / name).parent.mkdir(parents=True, exist_ok=True)
                (own / name).write_bytes(content)
                written += 1
                files[name] = _digest(content)
        listing.parent.mkdir(parents=True, exist_ok=True)
        listing.write_text(json.dumps({"version": version, "files": files}, indent=1), "utf-8")
    return written


def _may_write(target: Path, copied: str | None) -> bool:
    if copied is None:
        return not target.exists()
    return target.exists() and _digest(target.read_bytes()) == copied


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name in LEFT_OUT:
            continue
        if path.is_dir():
            yield from _files(path)
        else:
            yield path


def _digest(content: bytes) -> str:
    return blake2b(content, digest_size=16).hexdigest()
