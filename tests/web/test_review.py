"""Review in a real browser: by keys, by mouse, by touch; and what must never be graded twice or wrongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flashcards.model import Kind, Rating
from flashcards.study import actions
from flashcards.study.session import Session
from tests.students import MINUTE, SECOND, Desk, answer
from tests.web.plainly import Form, Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.web.serving import Site, Watched

SLOPE = "What is a slope?"


def ratings(site: Site) -> list[Rating | None]:
    return [event.draft.rating for event in site.desk.collection.history.events(kinds=[Kind.REVIEW])]


def grade(page: Page, name: str) -> None:
    """Press a grade and wait for what comes after it."""
    page.locator(f".grades .{name}").click()
    page.wait_for_selector(".reveal, h1:has-text('Done')")


def at_question(site: Site) -> Visitor:
    """Someone at the first question."""
    visitor = Visitor(site.client())
    visitor.go("/review")
    visitor.press("Space")
    return visitor


def test_a_whole_review_by_keys(visit: Callable[..., Watched], site: Site) -> None:
    page = visit().page
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Go to the cards")
    assert "Slopes" == page.inner_text("h1")
    page.keyboard.press("Space")

    page.wait_for_selector("text=Show answer")
    page.keyboard.press("h")
    assert page.locator(".hint .text").is_visible()
    page.keyboard.press("Space")
    page.wait_for_selector(".grades")
    assert "How fast a function rises." == page.inner_text(".back")
    assert page.evaluate("document.activeElement.className") == "answer"
    page.keyboard.press("3")

    page.wait_for_selector("#typed")
    page.keyboard.type("pip3 instal torch")
    page.keyboard.press("Enter")
    page.wait_for_selector(".grades")
    assert ["l"] == page.locator(".typed ins").all_inner_texts()
    assert 1 == page.inner_text(".answer").count("pip3 install torch")
    page.keyboard.press("Enter")

    page.wait_for_selector(".reveal")
    page.keyboard.press("s")
    page.wait_for_selector(".notice")
    assert page.inner_text(".notice").startswith("Suspended")
    page.keyboard.press("u")
    page.wait_for_selector(".notice:has-text('Taken back')")
    page.keyboard.press("q")
    page.wait_for_selector(".today")

    assert [Rating.GOOD, Rating.HARD] == ratings(site)


def test_a_review_by_mouse(visit: Callable[..., Watched], site: Site) -> None:
    page = visit().page
    page.click("button.big")
    page.click("text=Go to the cards")
    page.wait_for_selector("text=Show answer")
    page.click(".card")
    grade(page, "easy")

    page.wait_for_selector("#typed")
    page.click("text=Check")
    grade(page, "again")

    assert [Rating.EASY, Rating.AGAIN] == ratings(site)


def test_a_review_by_touch_on_a_phone(visit: Callable[..., Watched], site: Site) -> None:
    page = visit(width=390, height=780, has_touch=True, is_mobile=True).page
    page.tap("button.big")
    page.tap("text=Go to the cards")
    page.wait_for_selector("text=Show answer")
    page.tap(".card")
    page.wait_for_selector(".grades")
    boxes = [button.bounding_box() for button in page.locator(".grades button").all()]
    page.tap(".grades .good")
    page.wait_for_selector(".reveal")

    assert [Rating.GOOD] == ratings(site)
    assert all(box and box["height"] >= 44 and box["width"] >= 44 and box["y"] > 600 for box in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_review_without_script(visit: Callable[..., Watched], site: Site) -> None:
    page = visit(java_script_enabled=False).page
    page.click("button.big")
    page.click("text=Go to the cards")
    page.click("text=Show answer")
    site.clock.at += 7 * SECOND
    page.click(".grades .hard")
    page.click("text=More")
    page.click("text=Bury until tomorrow")
    page.click("text=Undo")

    assert [Rating.HARD] == ratings(site)
    [event] = site.desk.collection.history.events(kinds=[Kind.REVIEW])
    assert 7000 == event.draft.millis
    assert page.locator(".notice:has-text('Taken back: burying')").is_visible()


def test_everything_that_is_known_of_a_card_is_there(visit: Callable[..., Watched], site: Site) -> None:
    page = visit(color_scheme="dark").page
    study_until(site, "Compute it")
    page.goto(f"{site.address}/review?read=gradients")
    page.keyboard.press("Space")
    page.wait_for_selector(".grades")

    assert "Slopes" == page.inner_text(".builds-on a")
    assert page.locator(".back pre .comment").is_visible()
    assert 3 == page.locator(".back math mtable mtr, .back math[display=block]").count()
    assert page.evaluate("document.fonts.check('16px \"Latin Modern Math\"')")
    page.keyboard.press("w")
    page.wait_for_selector("aside")
    assert "It is new." in page.inner_text("aside")


def study_until(site: Site, front: str) -> None:
    """Answer elsewhere until a card is next."""
    session = Session(site.desk.collection, site.clock)
    while session.card is not None and session.card.card.front != front:
        answer(session, Rating.EASY)


def test_a_picture_is_shown(visit: Callable[..., Watched], site: Site) -> None:
    page = visit().page
    study_until(site, "What does the hill look like?")
    page.goto(f"{site.address}/review")
    page.click("text=Show answer")

    page.wait_for_selector(".back img")
    assert page.evaluate("document.querySelector('.back img').decode().then(() => true)")


def test_review_keeps_nobody_out(visit: Callable[..., Watched]) -> None:
    window = visit()
    found = []
    for path in ("/review", "/review?read=slopes", "", "?aside=why"):
        if path.startswith("/"):
            window.open(path)
        else:
            window.page.keyboard.press("Space" if not path else "w")
            window.page.wait_for_selector("aside" if path else ".grades")
        found += window.barriers_in_all_looks()

    assert [] == found


def test_a_double_click_counts_once(site: Site) -> None:
    visitor = at_question(site)
    visitor.press("Space")
    form = visitor.form("/review/grade")

    visitor.send(form, rating="3")
    visitor.send(form, rating="3")

    assert [Rating.GOOD] == ratings(site)
    assert actions.ELSEWHERE in visitor.text


def test_the_page_before_is_no_longer_graded(visit: Callable[..., Watched], site: Site) -> None:
    page = visit().page
    page.goto(f"{site.address}/review?read=slopes")
    page.click("text=Show answer")
    grade(page, "good")
    page.go_back()
    page.wait_for_selector(".notice")

    assert "answered or changed elsewhere" in page.inner_text(".notice")
    assert [Rating.GOOD] == ratings(site)


def test_two_tabs_grade_each_card_once(visit: Callable[..., Watched], site: Site) -> None:
    one = visit().page
    two = one.context.new_page()
    for page in (one, two):
        page.goto(f"{site.address}/review?read=slopes")
        page.click("text=Show answer")
        page.wait_for_selector(".grades")

    grade(one, "good")
    grade(two, "again")

    assert [Rating.GOOD] == ratings(site)
    assert actions.ELSEWHERE == two.inner_text(".notice")


def test_terminal_and_browser_share_a_collection(visit: Callable[..., Watched], site: Site) -> None:
    page = visit().page
    page.goto(f"{site.address}/review?read=slopes")
    page.click("text=Show answer")
    terminal = Desk(site.desk.folder, site.clock, device="terminal")
    said = answer(terminal.session(), Rating.EASY)
    grade(page, "again")
    terminal.close()

    assert SLOPE == said.front
    assert [Rating.EASY] == ratings(site)
    assert actions.ELSEWHERE == page.inner_text(".notice")


def test_an_old_page_of_a_card_that_came_again_is_refused(site: Site) -> None:
    visitor = at_question(site)
    visitor.press("Space")
    old = visitor.form("/review/grade")
    visitor.send(old, rating="1")
    site.clock.at += 2 * MINUTE
    visitor.go("/review")
    visitor.press("Space")

    visitor.send(old, rating="4")

    assert [Rating.AGAIN] == ratings(site)


def test_a_card_can_be_answered_on_a_page_that_another_program_has_left_behind(site: Site) -> None:
    visitor = at_question(site)
    visitor.press("Space")
    form = visitor.form("/review/grade")
    terminal = site.desk.session()
    terminal.take_up(site.desk.cards()["Compute it"].origin, 10**9)
    answer(terminal)

    visitor.send(form, rating="3")

    assert [Rating.GOOD, Rating.GOOD] == ratings(site)


def test_an_undo_that_is_pressed_twice_takes_back_one_answer(site: Site) -> None:
    visitor = at_question(site)
    for rating in ("3", "4"):
        visitor.press("Space")
        visitor.press(rating)
    undo = visitor.form("/review/undo")

    visitor.send(undo)
    visitor.send(undo)

    assert 1 == site.desk.reviews()
    assert "nothing was taken back" in visitor.text


def test_before_the_first_card_of_a_topic_the_last_answer_can_be_taken_back(
    visit: Callable[..., Watched], site: Site
) -> None:
    page = visit().page
    session = site.desk.session()
    session.take_up(site.desk.cards()["Compute it"].origin, 10**9)
    session.suspend()
    page.goto(f"{site.address}/review")
    page.wait_for_selector("text=Go to the cards")
    page.keyboard.press("?")
    assert page.locator("text=Why this card now").is_visible()
    page.keyboard.press("w")
    page.wait_for_selector("aside")
    assert "Undo: suspending, Compute it" == page.inner_text(".undo button")
    page.keyboard.press("u")
    page.wait_for_selector(".notice:has-text('Taken back: suspending')")


def test_what_was_said_of_an_answer_is_not_said_when_it_was_taken_back_elsewhere(site: Site) -> None:
    visitor = at_question(site)
    visitor.press("Space")
    visitor.press("3")
    said = str(visitor.page.url)
    assert "good · " in visitor.text
    assert "1 done" in visitor.text
    assert "<span>Undo</span>" in visitor.text

    site.desk.session().undo()

    assert "good · " not in visitor.go(said).text
    assert "0 done" in visitor.text


def test_undo_says_what_it_takes_back_where_the_page_does_not(site: Site) -> None:
    visitor = at_question(site)
    answer(site.desk.session())

    assert f"Undo: good, {SLOPE}" in visitor.go("/review").text


def test_undo_is_offered_where_there_is_something_to_take_back(site: Site) -> None:
    visitor = Visitor(site.client())
    visitor.go("/review")

    offered = [visitor.press("u")]
    visitor.press("Space")
    offered.append(visitor.press("u"))
    visitor.press("Space")
    visitor.press("3")
    offered.append(visitor.press("u"))

    assert [False, False, True] == offered
    assert "Taken back" in visitor.text


def test_an_undo_of_nothing_does_not_pass_over_the_text(site: Site) -> None:
    visitor = Visitor(site.client())
    visitor.go("/review")
    assert "Go to the cards" in visitor.text

    visitor.send(Form("/review/undo", "post", {"seen": str(site.desk.collection.history.sequence)}))

    assert "There is nothing to take back." in visitor.text
    assert "Go to the cards" in visitor.text


def test_time_in_which_nobody_looks_does_not_count(site: Site) -> None:
    visitor = at_question(site)
    site.clock.at += 50 * SECOND
    visitor.press("Space", away=str(45 * SECOND))
    site.clock.at += 1 * SECOND
    visitor.press("3")

    [event] = site.desk.collection.history.events(kinds=[Kind.REVIEW])
    assert 6000 == event.draft.millis


def test_after_the_last_card_the_end_is_told_and_more_can_be_asked_for(site: Site) -> None:
    (site.desk.folder / "flashcards.toml").write_text('timezone = "UTC"\nnew_per_day = 1\n')
    visitor = Visitor(site.client())
    visitor.send(visitor.form("/review/begin"), new="1")
    visitor.press("Space")
    visitor.press("Space")
    visitor.press("4")

    assert "Done for now" in visitor.text
    assert "met; the button below allows 11" in visitor.text
    visitor.send(visitor.form("/review/begin"), new="11")
    assert "Check" in visitor.text or "Show answer" in visitor.text


def test_two_grades_are_numbered_as_in_the_terminal(site: Site) -> None:
    object.__setattr__(site.desk.collection, "settings", site.desk.collection.settings.__class__(grades=2))
    visitor = at_question(site)
    visitor.press("Space")

    assert ["1", "2"] == [button["value"] for button in visitor.form("/review/grade").buttons]
    visitor.press("2")
    assert [Rating.GOOD] == ratings(site)


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/review/grade", {"rating": "3"}),
        ("/review/grade", {"card": "x", "seen": "-1", "rating": "3"}),
        ("/review/grade", {"card": "x", "seen": "1", "rating": "9"}),
        ("/review/change", {"card": "x", "do": "u"}),
        ("/review/undo", {"seen": "9" * 30}),
        ("/review/begin", {"minutes": "ten"}),
    ],
)
def test_forms_that_no_page_has_made_are_refused(site: Site, path: str, fields: dict[str, str]) -> None:
    assert 400 == site.client().post(path, data=fields).status_code
    assert [] == ratings(site)


def test_the_end_of_a_topic_is_not_the_end_of_all(site: Site) -> None:
    visitor = Visitor(site.client())
    visitor.go("/topic/gradients")
    visitor.send(visitor.form("/review/begin"), topic="gradients")
    while "Done for now" not in visitor.text:
        assert visitor.press("4") or visitor.press("Space")

    assert "Nothing is left to do in &#39;Gradients&#39; now." in visitor.text
