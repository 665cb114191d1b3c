"""The page of statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flashcards.report.document import document
from flashcards.report.statistics import statistics
from flashcards.web import assets
from tests.report.learner import DECK, SETTINGS, studied
from tests.students import SETTINGS as UTC
from tests.students import save
from tests.web.serving import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.web.serving import Site, Watched


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    save(tmp_path / "chemistry" / "deck.yaml", DECK)
    save(tmp_path / "chemistry" / "flashcards.toml", UTC + SETTINGS)
    return tmp_path / "chemistry"


@pytest.fixture
def site(folder: Path) -> Iterator[Site]:
    """Some weeks of study, served."""
    with serving(folder) as made:
        studied(made.desk, 30)
        yield made


def test_statistics_show_every_figure_with_its_table(visit: Callable[..., Watched]) -> None:
    page = visit().open("/statistics")

    assert 9 == page.locator("figure").count()
    assert all(page.locator("figure svg:visible").nth(n).bounding_box()["height"] > 60 for n in range(9))  # type: ignore[index]
    page.locator("#hours summary").click()
    assert "Reviews remembered" in page.locator("#hours table").inner_text()
    assert 24 == page.locator("#hours tbody tr").count()
    assert "Bonds" in page.locator("section[aria-labelledby=topics] a").all_inner_texts()


def test_the_tables_can_be_reached_with_the_keyboard(visit: Callable[..., Watched]) -> None:
    page = visit().open("/statistics")
    page.locator("#year summary").focus()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert "A year of answers, as a table" == page.locator(":focus").get_attribute("aria-label")


def test_statistics_keep_nobody_out(visit: Callable[..., Watched]) -> None:
    window = visit()
    page = window.open("/statistics")
    page.locator("#year summary").click()

    assert [] == window.barriers_in_all_looks()


def test_dark_pictures_are_drawn_in_other_colours(visit: Callable[..., Watched]) -> None:
    fills = {
        visit(color_scheme=scheme)
        .open("/statistics")
        .locator(".part-1")
        .first.evaluate("e => getComputedStyle(e).fill")
        for scheme in ("light", "dark")
    }

    assert 2 == len(fills)


def test_a_report_is_shown_from_a_file(browser: Browser, site: Site, tmp_path: Path) -> None:
    style = assets.asset("plots.css")
    assert style
    found = statistics(site.desk.collection, site.clock.at)
    file = tmp_path / "report.html"
    file.write_text(document(found, "Chemistry", style.content.decode()), "utf-8")
    context = browser.new_context(offline=True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    page.goto(file.as_uri())

    assert "Chemistry" in page.inner_text("h1")
    assert page.locator(".part-1").first.evaluate("e => getComputedStyle(e).fill") == "rgb(15, 107, 99)"
    assert [] == said
    context.close()


def test_what_is_asked_with_nothing_there_is_answered(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with serving(tmp_path / "empty") as site, site.client() as client:
        for path in ("/statistics", "/browse", "/browse?q=x&state=due&sort=-due&page=7"):
            assert 200 == client.get(path).status_code
