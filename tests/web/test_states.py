"""Pages in states that are seldom seen: nobody is kept out, and nothing is cut off, in any light and width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flashcards.model import Rating
from flashcards.web.password import Password
from tests.students import SETTINGS, answer, deck, save, study, topic
from tests.web.serving import Watched, serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.web.serving import Site

    Visit = Callable[..., Watched]

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
RIGHT = "correct horse"


def barriers(window: Watched, *paths: str) -> list[str]:
    """What keeps people out of some pages."""
    return [f"{path}: {found}" for path in paths if window.open(path) for found in window.barriers_in_all_looks()]


def refusals(window: Watched) -> list[str]:
    """What the browser said of pages that are answers to mistakes; nothing else may be left to complain of."""
    said = [complaint for complaint in window.complaints if "responded with a status of 4" in complaint]
    window.complaints = [complaint for complaint in window.complaints if complaint not in said]
    return said


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Site]:
    """A collection without a card."""
    save(tmp_path / "bare" / "empty.yaml", "topics: []\n")
    save(tmp_path / "bare" / "flashcards.toml", SETTINGS)
    with serving(tmp_path / "bare") as made:
        yield made


@pytest.fixture
def vast(tmp_path: Path) -> Iterator[Site]:
    """A topic of many cards, with words, tags and names that no line can hold."""
    questions = (f"What is {LONG} {number}?" for number in range(20))
    more = f"id: {'x' * 80}\ntags: [{LONG.lower()}, b]\ntext: |\n  {LONG} `{LONG}` $x{'+x' * 80}$\n"
    save(tmp_path / "vast" / f"{LONG}.yaml", deck(topic(LONG, *questions, more=more)))
    save(tmp_path / "vast" / "flashcards.toml", SETTINGS)
    with serving(tmp_path / "vast") as made:
        yield made


@pytest.fixture
def locked(folder: Path) -> Iterator[Site]:
    """The small collection behind a password."""
    with serving(folder, password=Password.of(RIGHT, b"salt")) as made:
        yield made


def test_an_empty_collection(visit: Visit, bare: Site) -> None:
    window = visit(site=bare)
    pages = ("/", "/review", "/map", "/browse", "/statistics", "/problems", "/edit/file?path=empty.yaml")

    assert [] == barriers(window, *pages)


def test_a_long_topic(visit: Visit, vast: Site) -> None:
    window = visit(site=vast)
    first = next(iter(vast.desk.cards().values()))
    pages = (
        "/", "/review", f"/review?card={first.origin}", f"/topic/{first.topic}", "/browse", "/map", "/statistics",
        f"/edit/card?card={first.origin}", f"/edit/file?path={LONG}.yaml&line=3",
    )  # fmt: skip

    assert [] == barriers(window, *pages)


def test_the_password_is_asked_for(visit: Visit, locked: Site) -> None:
    window = visit(site=locked)
    page = window.page
    found = window.barriers_in_all_looks()
    for _ in range(6):
        page.get_by_label("Password").fill("battery")
        page.get_by_role("button", name="Open").click()
        page.wait_for_selector("[role=alert]")
    found += window.barriers_in_all_looks()

    assert [] == found
    assert "Too many wrong passwords" in page.inner_text("[role=alert]")
    assert 6 == len(refusals(window))


def test_the_right_password_opens_and_the_wrong_one_leaves_the_cursor_in_the_field(visit: Visit, locked: Site) -> None:
    window = visit(site=locked)
    page = window.page
    page.keyboard.type("battery")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    page.keyboard.type(RIGHT)
    page.keyboard.press("Enter")
    page.wait_for_selector(".today")

    assert 1 == len(refusals(window))


def test_what_is_not_there_or_not_done(visit: Visit, site: Site) -> None:
    window = visit()
    pages = ("/nowhere", "/topic/nothing", "/edit/card?card=x", "/edit/file?path=x", "/review/answer", "/browse?q=zzz")

    assert [] == barriers(window, *pages, f"/map?topic={LONG}")
    assert 5 == len(refusals(window))


def test_forms_that_are_refused(visit: Visit, site: Site) -> None:
    window = visit()
    page = window.open(f"/edit/card?card={site.desk.cards()['Compute it'].origin}")
    page.get_by_label("Ask the other way round").check()
    page.get_by_label("question of the other direction").fill("And back?")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector("[role=alert]")
    found = window.barriers_in_all_looks()
    window.open("/edit/file?path=maths.yaml&line=3")
    page.get_by_label("The file").fill("topics:\n- topci: x\n")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector("[role=alert]")
    found += window.barriers_in_all_looks()

    assert [] == found
    assert 2 == len(refusals(window))


def test_decks_with_mistakes(visit: Visit, site: Site) -> None:
    site.desk.write(
        f"topics:\n- topic: {LONG}\n  requires: [{LONG * 2}]\n  hnt: {LONG}\n  cards: [x, y]\n", "wrong.yaml"
    )
    window = visit()

    assert [] == barriers(window, "/problems", "/problems?strict=1", "/", "/edit/file?path=wrong.yaml&line=4")


def test_a_collection_that_cannot_be_written(visit: Visit, site: Site) -> None:
    answer(site.desk.session(), Rating.GOOD)
    object.__setattr__(site.desk.collection, "writable", False)
    window = visit()

    assert [] == barriers(window, "/", "/review", "/browse", "/topic/slopes", "/map")


def test_a_day_that_is_done(visit: Visit, site: Site) -> None:
    study(site.desk.session())
    window = visit()

    assert [] == barriers(window, "/", "/review", "/map", "/browse?state=learning")
