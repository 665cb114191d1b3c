"""Who may ask: the right host, a key in a cookie, forms of our own pages only. It knows nothing of cards.

A page on the net can make a browser ask any address of this computer. So a request has to name the host it came to
(a foreign name may point here, too), must carry a cookie that only the printed link or the password gives, and what
changes something has to come from our own pages. No page may load or run anything that is not ours.
"""

from __future__ import annotations

import hmac
import time
from dataclasses import dataclass, field
from hashlib import sha256
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from flashcards.web.password import Tries

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from flashcards.web.password import Password

LOCAL = frozenset({"localhost", "127.0.0.1", "[::1]"})
STATIC, DOOR = "/static/", "/login"
"""What may be asked for without a key: single files that are the same for everyone, and the form for the password."""
LET_IN = "let_in"
"""Where a scope says whether its request has the key: without it, no answer may tell of the collection."""
SAFE = frozenset({"GET", "HEAD"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; font-src 'self';"
    " form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",  # `no-referrer` would make browsers send forms with `Origin: null`
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


@dataclass(frozen=True, slots=True)
class Gate:
    """Which hosts are ours, and the key. A server that others reach asks for a password instead of a link, and may be
    called by any number, since only names can be pointed somewhere else."""

    key: bytes
    port: int
    hosts: frozenset[str] = LOCAL
    password: Password | None = None
    tries: Tries = field(default_factory=Tries)
    monotonic: Callable[[], float] = time.monotonic

    @property
    def open(self) -> bool:
        """Whether others reach this server."""
        return self.password is not None

    @property
    def token(self) -> str:
        """What the printed link carries."""
        return self._sign("link")

    @property
    def cookie(self) -> str:
        """Browsers keep cookies by host alone, so that its name has to tell ports apart."""
        return f"flashcards-{self.port}"

    @property
    def pass_(self) -> str:
        return self._sign("cookie")

    def _sign(self, purpose: str) -> str:
        return hmac.new(self.key, purpose.encode(), sha256).hexdigest()[:40]

    def knows(self, host: str) -> bool:
        """Whether a Host header names this server."""
        name, _, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
        name = (name or host).lower()
        if name in self.hosts:
            return self.open or port == str(self.port) or (not port and self.port == 80)
        return self.open and _is_number(name)

    def set_cookie(self, *, secure: bool) -> str:
        return f"{self.cookie}={self.pass_}; HttpOnly; SameSite=Strict; Path=/{'; Secure' if secure else ''}"


@dataclass(frozen=True, slots=True)
class Guard:
    """Stands before the pages."""

    app: ASGIApp
    gate: Gate
    headers: tuple[tuple[bytes, bytes], ...] = field(
        default_factory=lambda: tuple((name.encode(), value.encode()) for name, value in HEADERS.items())
    )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [*message["headers"], *(pair for pair in self.headers if pair[0] not in own)]
            await send(message)

        given = _headers(scope)
        if refused := self._refused(scope, given):
            await _say(guarded, *refused)
        elif link := self._link(scope):
            cookie = self.gate.set_cookie(secure=scope["scheme"] == "https")
            await _say(guarded, 303, "", {"location": link, "set-cookie": cookie})
        else:
            await self.app({**scope, LET_IN: self._has_pass(given)}, receive, guarded)

    def _refused(
        self, scope: Scope, given: Mapping[str, str]
    ) -> tuple[int, str] | tuple[int, str, dict[str, str]] | None:
        """Why a request is not let in, if it is not."""
        if not self.gate.knows(given.get("host", "")):
            return 421, "This address is not the one that flashcards is served at."
        if scope["method"] not in SAFE and not _own(scope, given):
            return 403, "This form did not come from a page of flashcards."
        if self._is_for_all(scope) or self._has_pass(given) or self._link(scope):
            return None
        if self.gate.open:
            return 303, "", {"location": DOOR}
        return 403, "Open the link that `flashcards serve` has printed: it holds the key to these pages."

    def _is_for_all(self, scope: Scope) -> bool:
        path, method = scope["path"], scope["method"]
        if path == DOOR:
            return self.gate.open and (method in SAFE or method == "POST")
        name = path.removeprefix(STATIC)
        return method in SAFE and name not in ("", path) and "/" not in name

    def _has_pass(self, given: Mapping[str, str]) -> bool:
        pairs = (pair.strip().partition("=") for pair in given.get("cookie", "").split(";"))
        passes = [value for name, _, value in pairs if name == self.gate.cookie]
        return any(hmac.compare_digest(value.encode(), self.gate.pass_.encode()) for value in passes)

    def _link(self, scope: Scope) -> str:
        """Where the printed link leads, without its token; empty for any other request."""
        if b"token=" not in scope["query_string"] or scope["method"] not in SAFE or self.gate.open:
            return ""
        pairs = parse_qsl(scope["query_string"].decode("latin-1"))
        tokens = [value for name, value in pairs if name == "token"]
        if not any(hmac.compare_digest(value.encode(), self.gate.token.encode()) for value in tokens):
            return ""
        rest = urlencode([pair for pair in pairs if pair[0] != "token"])
        path = "/" + scope["raw_path"].decode("latin-1").partition("?")[0].lstrip("/\\")
        return f"{path}?{rest}" if rest else path


def _own(scope: Scope, given: Mapping[str, str]) -> bool:
    """Whether a form came from one of our own pages."""
    site = given.get("sec-fetch-site", "same-origin")
    return given.get("origin", "") == f"{scope['scheme']}://{given.get('host', '')}" and site == "same-origin"


def _headers(scope: Scope) -> dict[str, str]:
    """The headers by name. Where one is given twice nobody knows which is meant, so that it is none of ours."""
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        found.setdefault(name.decode("latin-1").lower(), []).append(value.decode("latin-1"))
    cookies = "; ".join(found.pop("cookie", []))
    return {"cookie": cookies, **{name: values[0] for name, values in found.items() if len(values) == 1}}


def _is_number(name: str) -> bool:
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


async def _say(send: Send, status: int, words: str, headers: Mapping[str, str] | None = None) -> None:
    """A bare answer: whoever is not let in gets to see nothing of the pages."""
    body = words.encode()
    pairs = {"content-type": "text/plain; charset=utf-8", "content-length": str(len(body)), **(headers or {})}
    start = [(name.encode(), value.encode("latin-1")) for name, value in pairs.items()]
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": body})
