"""The page of a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flashcards.model import Kind
from tests.students import DAY, answer, study

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.serving import Site, Watched

SLOPE = "What is a slope?"


def test_a_topic_has_its_text_its_neighbours_and_its_cards(site: Site) -> None:
    with site.client() as client:
        page = client.get("/topic/gradients").text
        slopes = client.get("/topic/slopes").text

    assert '<a href="/topic/slopes">Slopes</a>' in page
    assert '<a href="/topic/pictures">Pictures</a>' in page
    assert "2 cards" in page
    assert "A <strong>slope</strong> is how much" in slopes
    assert "0 of its 2 cards begun, 0 passed." in slopes
    assert "<math" in slopes


def test_a_card_that_was_studied_has_its_curve_and_its_history(site: Site) -> None:
    with site.client() as client:
        assert "<svg" not in client.get("/topic/slopes").text
        answer(site.desk.session())
        site.clock.at += DAY
        study(site.desk.session())
        site.clock.at += 3 * DAY
        page = client.get("/topic/slopes").text

    assert "Forgetting curve: " in page
    assert "recall today" in page
    assert "2026-03-02 08:00" in page
    assert "answered &#39;good&#39; in 8 s" in page


def test_what_was_taken_back_is_told_as_such(site: Site) -> None:
    session = site.desk.session()
    answer(session)
    session.undo()

    with site.client() as client:
        assert "(taken back)" in client.get("/topic/slopes").text


@pytest.mark.parametrize("path", ["/topic/Slopes", "/topic/slopes", "/topic/SLOPES"])
def test_a_topic_is_found_by_its_title_too(site: Site, path: str) -> None:
    with site.client() as client:
        assert 200 == client.get(path).status_code


@pytest.mark.parametrize("path", ["/topic/nothing", "/topic/..%2f..%2fetc", "/topic/%00", "/topic/" + "x" * 2000])
def test_a_topic_that_there_is_not_is_said_to_be_missing(site: Site, path: str) -> None:
    with site.client() as client:
        answered = client.get(path)

    assert 404 == answered.status_code
    assert "There is no topic" in answered.text


def test_a_card_is_changed_from_its_topic(visit: Callable[..., Watched], site: Site) -> None:
    page = visit().open("/topic/slopes")
    page.locator("article").first.get_by_text("Change").click()
    page.locator("article").first.get_by_role("button", name="Flag", exact=True).click()

    assert "Flag: 1 card." in page.inner_text("[role=status]")
    assert page.url.startswith(f"{site.address}/topic/slopes?")
    assert 1 == site.desk.memory(SLOPE).flag
    page.get_by_role("button", name="Take that back").click()
    assert 0 == site.desk.memory(SLOPE).flag


def test_a_topic_is_reviewed_from_its_page_alone_or_with_what_it_builds_on(
    visit: Callable[..., Watched], site: Site
) -> None:
    page = visit().open("/topic/gradients")
    page.get_by_role("button", name="Review this topic").click()
    page.wait_for_url("**/review*")
    assert "The gradient of" in page.inner_text("main")

    page.goto(f"{site.address}/topic/gradients")
    page.get_by_role("button", name="With all that it builds on").click()
    page.wait_for_url("**/review*")
    assert "A slope is how much" in page.inner_text("main")


def test_a_form_leads_back_to_the_topic(visit: Callable[..., Watched], site: Site) -> None:
    page = visit().open("/topic/slopes")
    page.locator("article").first.get_by_text("Change").click()
    page.locator("article").first.get_by_role("link", name="Edit").click()
    page.get_by_label("Answer", exact=True).fill("How steep it is.")
    page.get_by_role("button", name="Save").click()

    page.wait_for_selector("[role=status]")
    assert page.url.startswith(f"{site.address}/topic/slopes?")
    assert page.url.endswith(f"#{page.locator('article').first.get_attribute('id')}")


def test_all_cards_of_a_topic_are_changed_at_once(visit: Callable[..., Watched], site: Site) -> None:
    page = visit().open("/topic/slopes")
    page.get_by_text("Change all 2").click()
    page.locator("section > details").get_by_role("button", name="Suspend", exact=True).click()

    assert [True, True] == [e.memory.suspended for e in site.desk.cards().values() if e.topic == "slopes"]
    assert 2 == len(list(site.desk.collection.history.events(kinds=[Kind.SUSPEND])))


def test_a_topic_keeps_nobody_out(visit: Callable[..., Watched], site: Site) -> None:
    study(site.desk.session(limit=4))
    window = visit()
    page = window.open("/topic/slopes")
    for summary in page.locator("summary").all():
        summary.click()

    assert [] == window.barriers_in_all_looks()
