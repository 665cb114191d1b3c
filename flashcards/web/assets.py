"""What pages are dressed with: styles, scripts, the font for formulas. The same for everyone, so they need no key."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from starlette.responses import Response
from starlette.routing import Route

if TYPE_CHECKING:
    from starlette.requests import Request

FOLDER = Path(__file__).parent / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
LASTING = "max-age=31536000, immutable"


class Asset(NamedTuple):
    """A file as it is served. `digest` tells its versions apart."""

    content: bytes
    type: str
    digest: str


@cache
def asset(name: str) -> Asset | None:
    """A file of the folder, read once; None if there is none of that name."""
    path = FOLDER / name
    if "/" in name or "\\" in name or path.suffix not in TYPES or not path.is_file():
        return None
    content = path.read_bytes()
    return Asset(content, TYPES[path.suffix], blake2b(content, digest_size=6).hexdigest())


def address(name: str) -> str:
    """Where a file is served; another version has another address."""
    found = asset(name)
    return f"/static/{name}?{found.digest}" if found else f"/static/{name}"


async def serve(request: Request) -> Response:
    """A file, to be kept for good where its version was asked for."""
    found = asset(request.path_params["name"])
    if found is None:
        return Response("There is no such file.", 404, media_type="text/plain")
    asked = request.url.query == found.digest
    headers = {"cache-control": LASTING if asked else "no-cache"}
    return Response(found.content, headers=headers, media_type=found.type)


routes = [Route("/static/{name}", serve)]
