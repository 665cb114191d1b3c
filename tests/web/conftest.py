"""What tests of the web face share: a collection, a server over it, and a browser."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from tests import maths
from tests.students import SETTINGS, save
from tests.web.serving import Server, Watched, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.web.serving import Site

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
DECK = maths.deck(
    r"$$\begin{aligned} a &= b \\ &= \color{red}{c} \end{aligned}$$",
    slope=r": $\frac{\Delta y}{\Delta x}$.",
    more="""\
  - topic: Pictures
    requires: Gradients
    cards:
      - What does the hill look like?: "![A hill](media/hill.svg)"
""",
)
HILL = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 20L20 2L40 20"/></svg>'


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All that needs the browser runs in one worker, which starts it once."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session", autouse=True)
def servers() -> Iterator[None]:
    """Stops in the end what tests have started."""
    yield
    while Server.free:
        Server.free.pop().stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small collection with reading text, a typed card, a cloze, formulas, code and a picture."""
    made = tmp_path / "studies"
    save(made / "maths.yaml", DECK)
    save(made / "flashcards.toml", f"{SETTINGS}fuzz = false\n")
    save(made / "media" / "hill.svg", HILL)
    return made


@pytest.fixture
def site(folder: Path) -> Iterator[Site]:
    """The small collection, served."""
    with serving(folder) as made:
        yield made


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once; where there is none the tests are skipped, but on CI they fail."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        said = "there is no Chromium (on Debian: apt install chromium)"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Watched]]:
    """Opens a site in a window of its own, as `visit(width=390, color_scheme="dark", …)`; whatever the browser
    complained about by the end fails the test."""
    windows: list[Watched] = []

    def opened(*, site: Site | None = None, width: int = 1200, height: int = 900, **wishes: object) -> Watched:
        there = site or request.getfixturevalue("site")
        wanted: dict[str, Any] = {"reduced_motion": "reduce", **wishes}
        context = browser.new_context(viewport={"width": width, "height": height}, **wanted)
        context.set_default_timeout(5000)
        window = Watched(context.new_page(), there)
        windows.append(window)
        window.page.goto(there.link)
        return window

    yield opened
    for window in windows:
        window.page.context.close()
    assert [] == [complaint for window in windows for complaint in window.complaints]
