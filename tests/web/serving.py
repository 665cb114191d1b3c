"""A real server over a small collection, and a browser that reports whatever it should not have to."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Literal
from urllib.parse import urlsplit

import httpx

from flashcards.web import server
from flashcards.web.app import app
from flashcards.web.desk import Desk as Pages
from flashcards.web.guard import Gate
from flashcards.web.password import Tries
from tests.students import MORNING, Clock, Desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page
    from starlette.applications import Starlette
    from starlette.types import Receive, Scope, Send

    from flashcards.web.password import Password

BARRIERS = """axe.run({ resultTypes: ["violations"] }).then((found) =>
  found.violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.html}`)))"""
Look = tuple[Literal["light", "dark"], int]
LOOKS: tuple[Look, ...] = (("light", 390), ("dark", 1200))
KEY = b"a key for tests, not for anyone else"
AT_ONCE = partial(float, 0)
"""A stopwatch by which nothing takes any time, so that each page looks for changed files, however busy the machine."""


@dataclass(slots=True)
class Site:
    """A collection on a desk, served at `address`. `link` is what the command would print."""

    desk: Desk
    address: str
    gate: Gate
    clients: list[httpx.Client] = field(default_factory=list)

    @property
    def link(self) -> str:
        return f"{self.address}/?token={self.gate.token}"

    @property
    def clock(self) -> Clock:
        return self.desk.clock

    def client(self, **headers: str) -> httpx.Client:
        """Someone who speaks HTTP and has the key."""
        given = {"origin": self.address, **headers}
        cookies = {self.gate.cookie: self.gate.pass_}
        made = httpx.Client(base_url=self.address, headers=given, cookies=cookies, follow_redirects=True)
        self.clients.append(made)
        return made


class Caller:
    """Asks an application without any network, in a thread of its own: the browser's driver has a loop in this one."""

    def __init__(self, application: Starlette, gate: Gate) -> None:
        self.routes = [(route.path, route.methods) for route in application.routes]
        self._thread = ThreadPoolExecutor(1)
        self._runner = asyncio.Runner()
        address = f"http://localhost:{gate.port}"
        self._client = httpx.AsyncClient(
            transport=httpx.ASGITransport(application),
            base_url=address,
            headers={"origin": address},
            cookies={gate.cookie: gate.pass_},
            follow_redirects=True,
        )

    def request(self, method: str, path: str, **wishes: Any) -> httpx.Response:
        """As `httpx.Client` has it."""
        return self._thread.submit(lambda: self._runner.run(self._client.request(method, path, **wishes))).result()

    def get(self, path: str, **wishes: Any) -> httpx.Response:
        return self.request("GET", path, **wishes)

    def post(self, path: str, **wishes: Any) -> httpx.Response:
        return self.request("POST", path, **wishes)

    def close(self) -> None:
        self._thread.submit(lambda: self._runner.run(self._client.aclose())).result()
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()


@contextmanager
def asking(desk: Desk) -> Iterator[Caller]:
    """Ask the pages over an open desk."""
    gate = Gate(KEY, 8000)
    made = app(Pages(desk.collection, desk.clock, "Studies", AT_ONCE), gate)
    caller = Caller(made, gate)
    try:
        yield caller
    finally:
        caller.close()
        made.state.thread.shutdown()


class Server:
    """A real server in a thread of its own. What it serves is exchanged from test to test: starting takes longer."""

    free: ClassVar[list[Server]] = []

    def __init__(self) -> None:
        listening = server.listen("127.0.0.1", 0)
        self.gate = Gate(KEY, listening.getsockname()[1])
        self.served: Starlette | None = None
        self._running = server.server(self)  # type: ignore[arg-type]
        self._thread = threading.Thread(target=self._running.run, kwargs={"sockets": [listening]})
        self._thread.start()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        assert self.served is not None
        await self.served(scope, receive, send)

    def stop(self) -> None:
        self._running.should_exit = True
        self._thread.join(10)


@contextmanager
def serving(
    folder: Path, *, at: int = MORNING, name: str = "Studies", password: Password | None = None
) -> Iterator[Site]:
    """Serve a folder on any free port, with a clock that stands still; with a password as to others who reach it."""
    desk = Desk(folder, Clock(at), device="web")
    host = Server.free.pop() if Server.free else Server()
    gate = replace(host.gate, password=password, tries=Tries(), monotonic=AT_ONCE)
    made = host.served = app(Pages(desk.collection, desk.clock, name, AT_ONCE), gate)
    site = Site(desk, f"http://127.0.0.1:{gate.port}", gate)
    try:
        yield site
    finally:
        for client in site.clients:
            client.close()
        made.state.thread.shutdown()
        desk.close()
        Server.free.append(host)


@dataclass(slots=True)
class Watched:
    """A page of the browser, and what it complained about."""

    page: Page
    site: Site
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda said: self._console(said.type, said.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda asked: self._request(asked.url))

    def _console(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self.complaints.append(text)

    def _request(self, url: str) -> None:
        if urlsplit(url).scheme not in ("data", "about") and not url.startswith(self.site.address):
            self.complaints.append(f"asked {url}")

    def barriers(self) -> list[str]:
        """What axe finds that keeps people out."""
        from axe_playwright_python.sync_playwright import Axe

        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(Axe().axe_script)
        found: list[str] = self.page.evaluate(BARRIERS)
        return found

    def barriers_in_all_looks(self) -> list[str]:
        """The same in light and dark, on a desk and on a phone; and whether the page is wider than its window."""
        found = []
        for scheme, width in LOOKS:
            self.page.emulate_media(color_scheme=scheme)
            self.page.set_viewport_size({"width": width, "height": 900})
            found += [f"{scheme}: {barrier}" for barrier in self.barriers()]
            beyond = self.page.evaluate("document.documentElement.scrollWidth - innerWidth")
            found += [f"{width}: {beyond} pixels too wide"] if beyond > 0 else []
        return found

    def open(self, path: str = "/") -> Page:
        """Go to a page of the site."""
        self.page.goto(f"{self.site.address}{path}")
        return self.page
