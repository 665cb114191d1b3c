"""Pictures and sounds of the collection: those that its deck files refer to, inside its folder, of kinds we know."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import FileResponse

from flashcards.collection.media import is_referenced
from flashcards.web.routing import page

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.requests import Request
    from starlette.responses import Response

    from flashcards.web.desk import Desk

TYPES = {
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".oga": "audio/ogg",
    ".opus": "audio/ogg",
    ".wav": "audio/wav",
    ".flac": "audio/flac",
    ".m4a": "audio/mp4",
    ".aac": "audio/aac",
}
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""A picture may be a document with scripts in it, which must not run where someone opens it by itself."""


def media(desk: Desk, request: Request) -> Response:
    """A file that a card shows or plays."""
    path = str(request.path_params["path"])
    found = _file(desk, path)
    kind = TYPES.get(found.suffix.lower()) if found else None
    if found is None or kind is None or not is_referenced(desk.collection.index, path):
        raise HTTPException(404, "There is no such picture or sound.")
    return FileResponse(
        found, media_type=kind, headers={"content-security-policy": POLICY, "cache-control": "no-cache"}
    )


def _file(desk: Desk, path: str) -> Path | None:
    """A file by its path in the collection, if that leads to no other place."""
    parts = PurePosixPath(path).parts
    if not parts or path != "/".join(parts) or any(part.startswith(".") or "\\" in part for part in parts):
        return None
    try:
        folder = desk.collection.folder.resolve()
        found = (folder / path).resolve()
        return found if found.is_relative_to(folder) and found.is_file() else None
    except (OSError, ValueError):
        return None


routes = [page("/media/{path:path}", media)]
