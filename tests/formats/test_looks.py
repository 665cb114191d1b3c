"""The looks of our cards in a real browser: nothing sticks out of a phone, and all can be read by day and by night."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from tests.formats.page import write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")
PHONE = {"width": 390, "height": 700}
TELLING = re.compile(r"(0|1|4|8|9|10|11|12)-answer")
"""Cards of which each has something that the others have not: extra, figure, cloze, code, typing, headings."""


@pytest.fixture(scope="module")
def frames(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("looks") / "page"
    return sorted(set(write(folder).parent.glob("*.html")) - {folder / "index.html"})


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
        browser.close()


def test_nothing_sticks_out_of_a_phone(page: Page, frames: list[Path]) -> None:
    wide = []
    for frame in frames:
        page.goto(frame.as_uri())
        if page.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            wide.append(frame.name)

    assert len(frames) > 40
    assert [] == wide


def test_everything_can_be_read_by_day_and_by_night(page: Page, frames: list[Path]) -> None:
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    pale = []
    for frame in filter(lambda frame: TELLING.match(frame.name), frames):
        page.goto(frame.as_uri())
        found = Axe().run(page, options={"runOnly": ["color-contrast", "image-alt", "link-name"]})
        pale += [(frame.name, one["id"], node["html"]) for one in found.response["violations"] for node in one["nodes"]]

    assert [] == pale


def test_night_is_dark_and_day_is_light(page: Page, frames: list[Path]) -> None:
    def ground(name: str) -> str:
        page.goto(frames[0].with_name(name).as_uri())
        return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))

    assert ("rgb(255, 255, 255)", "rgb(31, 34, 38)") == (ground("0-answer.html"), ground("0-answernightMode.html"))
