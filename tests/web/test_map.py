"""The map in a browser: what it shows, lights, zooms, moves and finds."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from flashcards.collection import topics
from flashcards.report.map import landscape
from flashcards.web.map import address
from tests.students import SETTINGS, deck, save, study, topic
from tests.web.serving import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.web.serving import Site, Watched

    Visit = Callable[..., Watched]

CHAIN = [topic(f"Step {n}", f"What is step {n}?", requires=f"Step {n - 1}" if n else "") for n in range(12)]
SUBJECT = deck(
    *CHAIN,
    topic("Einführung in <b>alles</b> & mehr", "Worum geht es?", requires=["Step 3"]),
    topic("How to deal with missing values in training and testing data?", "How?", requires="Step 3"),
    topic("C/C++", requires=["Step 4", "Step 2"]),
    *(topic(f"Alone {n}", f"What is alone {n}?") for n in range(14)),
)
LIT = "els => els.map(el => el.getAttribute('aria-label').split(':')[0]).sort()"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A chain of topics, some that hang on it, and some that stand alone."""
    made = tmp_path / "subject"
    save(made / "subject.yaml", SUBJECT)
    save(made / "flashcards.toml", SETTINGS)
    return made


@pytest.fixture
def atlas(visit: Visit) -> Callable[..., Watched]:
    """Opens the map, as `atlas(path="/map?…", width=390, …)`."""

    def opened(path: str = "/map", **wishes: Any) -> Watched:
        window = visit(**wishes)
        window.open(path)
        return window

    return opened


def lit(page: Page, kind: str) -> list[str]:
    found: list[str] = page.locator(f".map.lit .spot.{kind}").evaluate_all(LIT)
    return found


def scale(page: Page) -> float:
    found: float = page.evaluate(
        "document.querySelector('#map').getBoundingClientRect().width / map.viewBox.baseVal.width"
    )
    return found


def moved(page: Page) -> tuple[float, float]:
    x, y = page.evaluate("[field.scrollLeft, field.scrollTop]")
    return x, y


def spot(page: Page, title: str) -> Any:
    return page.locator(f'.spot[aria-label^="{title}:"]')


def test_hovering_lights_what_is_above_and_below(atlas: Visit) -> None:
    page = atlas().page

    spot(page, "Step 3").hover()

    assert ["Step 0", "Step 1", "Step 2"] == lit(page, "above")
    assert {"Step 4", "Step 11", "C/C++", "How to deal with missing values in training and testing data?"} < set(
        lit(page, "below")
    )
    assert 3 == page.locator(".edge.above").count()
    page.mouse.move(5, 5)
    page.wait_for_function("() => !document.querySelector('.map.lit')")


def test_keys_walk_through_the_topics_in_study_order(atlas: Visit) -> None:
    page = atlas().page

    page.focus("#field")
    for _ in range(3):
        page.keyboard.press("Tab")

    assert "Step 2: waiting for what it builds on, 1 card" == page.evaluate("document.activeElement.ariaLabel")
    assert ["Step 0", "Step 1"] == lit(page, "above")
    assert ["Step 2"] == lit(page, "here")


def test_a_topic_leads_to_its_page(atlas: Visit, site: Site) -> None:
    page = atlas().page

    page.route("**/topic/**", lambda route: route.fulfill(body="A topic"))
    spot(page, "C/C++").click()

    page.wait_for_url(f"**{address(topics.find(site.desk.collection.index, 'C/C++').id)}")
    assert "A topic" == page.inner_text("body")


@pytest.mark.parametrize("path", ["/map", "/map?topic=Step 4"])
@pytest.mark.parametrize("width", [390, 1200])
def test_it_opens_on_whole_boxes_around_the_topic_in_question(atlas: Visit, path: str, width: int) -> None:
    page = atlas(path, width=width, height=800).page

    view, *boxes = page.evaluate(
        """() => [field, ...document.querySelectorAll(".spot .box")].map((shown) => {
          const { left, right, top, bottom } = shown.getBoundingClientRect();
          return [left, right, top, bottom];
        })"""
    )
    asked = page.evaluate(
        "[...document.querySelectorAll('.spot')].findIndex((spot) => spot.matches('.goal')"
        " || (!document.querySelector('.goal') && spot.matches('.next')))"
    )

    left, right, top, bottom = view
    seen = [box for box in boxes if box[1] > left and box[0] < right and box[3] > top and box[2] < bottom]
    whole = [box for box in seen if box[0] >= left and box[1] <= right and box[2] >= top and box[3] <= bottom]
    cut_at_the_sides = [box for box in seen if box[0] < left or box[1] > right]
    assert boxes[asked] in whole
    assert len(cut_at_the_sides) <= 1 < 3 < len(whole)


def test_keys_and_buttons_zoom_and_arrows_move(atlas: Visit) -> None:
    page = atlas(width=600, height=700).page
    page.focus("#field")
    first = scale(page)

    page.keyboard.press("+")
    larger = scale(page)
    page.keyboard.press("-")
    page.keyboard.press("-")
    smaller = scale(page)
    page.keyboard.press("0")
    fitting = scale(page)
    page.click("[data-zoom=in]")

    assert smaller < first < larger
    assert page.evaluate("map.height.baseVal.value <= field.scrollHeight")
    assert scale(page) == pytest.approx(fitting * 1.25)
    page.keyboard.press("Tab")
    page.focus("#field")
    before = moved(page)
    page.keyboard.press("ArrowDown")
    page.wait_for_function(f"() => field.scrollTop > {before[1]}")


def test_keys_zoom_wherever_the_focus_is_but_not_while_words_are_typed(atlas: Visit) -> None:
    page = atlas(width=600, height=700).page
    first = scale(page)

    page.keyboard.press("+")
    larger = scale(page)
    page.focus("#topic")
    page.keyboard.type("0-+")

    assert first < larger == scale(page)
    assert "0-+" == page.input_value("#topic")


def test_the_wheel_zooms_around_the_pointer(atlas: Visit) -> None:
    page = atlas(width=600, height=600).page
    spot(page, "Step 5").scroll_into_view_if_needed()
    box = spot(page, "Step 5").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    page.mouse.move(x, y)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -300)
    page.keyboard.up("Control")

    page.wait_for_function(
        "() => document.querySelector('#map').getBoundingClientRect().width > 1.5 * map.viewBox.baseVal.width"
    )
    box = spot(page, "Step 5").bounding_box()
    assert (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) == pytest.approx((x, y), abs=3)


def test_the_wheel_alone_and_dragging_move_the_map(atlas: Visit) -> None:
    page = atlas(width=600, height=600).page
    middle = page.evaluate(
        "(({x, y, width, height}) => [x + width / 2, y + height / 2])(field.getBoundingClientRect())"
    )
    page.evaluate("field.scrollTo(0, 0)")

    page.mouse.move(*middle)
    page.mouse.wheel(0, 200)
    page.wait_for_function("() => field.scrollTop >= 150")
    before = moved(page)[1]
    page.mouse.down()
    page.mouse.move(middle[0], middle[1] - 60, steps=5)
    page.mouse.up()

    assert before + 60 == pytest.approx(moved(page)[1], abs=2)
    assert page.url.endswith("/map")


def test_two_fingers_zoom(atlas: Visit) -> None:
    page = atlas(width=390, height=844, has_touch=True, is_mobile=True).page
    session = page.context.new_cdp_session(page)
    x, y = page.evaluate("(({x, y, width, height}) => [x + width / 2, y + height / 2])(field.getBoundingClientRect())")
    first = scale(page)

    def touch(kind: str, *apart: float) -> None:
        points = [{"x": x + side * half, "y": y, "id": side} for half in apart for side in (0, 1)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 40)
    for half in (50, 60, 70, 80):
        touch("touchMove", half)
    touch("touchEnd")

    assert scale(page) == pytest.approx(first * 2, rel=0.05)


def test_search_finds_a_topic_on_the_map(atlas: Visit) -> None:
    page = atlas(width=600, height=600).page

    page.fill("#topic", "ALONE 1")
    page.keyboard.press("Enter")

    assert "Alone 1: new, 1 card" == page.evaluate("document.activeElement.ariaLabel")
    assert page.url.endswith("/map")
    assert page.evaluate(
        "(([a, b]) => b.top >= a.top && b.bottom <= a.bottom && b.left >= a.left && b.right <= a.right)"
        "([field, document.activeElement].map(el => el.getBoundingClientRect()))"
    )


def test_search_asks_the_server_for_what_is_not_on_the_map(atlas: Visit) -> None:
    page = atlas("/map?topic=step 4").page
    assert "Around Step 4" == page.inner_text("h1")
    assert 0 == spot(page, "Alone 1").count()

    page.fill("#topic", "Alone 1")
    page.keyboard.press("Enter")
    page.wait_for_url("**/map?topic=Alone+1")

    assert "Around Alone 1" == page.inner_text("h1")
    page.click("text=The whole map")
    assert 29 == page.locator(".spot").count()


def test_an_unknown_topic_is_said_above_the_map(atlas: Visit) -> None:
    page = atlas("/map?topic=Stepp").page

    assert "There is no topic 'Stepp'" in page.inner_text(".notice")
    assert "Map" == page.inner_text("h1")


def test_without_scripts_the_map_is_a_picture_with_links(atlas: Visit) -> None:
    page = atlas(java_script_enabled=False, width=600, height=600).page

    assert 29 == page.locator(".spot[href^='/topic/']").count()
    assert not page.locator(".zoom").is_visible()
    page.fill("#topic", "step 5")
    page.keyboard.press("Enter")
    page.wait_for_url("**/map?topic=step+5")
    assert "Around Step 5" == page.inner_text("h1")


def test_the_map_keeps_nobody_out(atlas: Visit) -> None:
    assert [] == atlas().barriers_in_all_looks()


def test_no_text_leaves_its_box(atlas: Visit, site: Site) -> None:
    study(site.desk.session())
    page = atlas().page

    beyond = page.locator(".spot").evaluate_all(
        """spots => spots.filter(spot => {
          const [text, box] = ["text", ".box"].map(part => spot.querySelector(part).getBBox());
          return text.x < box.x || text.y < box.y || text.x + text.width > box.x + box.width
            || text.y + text.height > box.y + box.height;
        }).map(spot => spot.getAttribute("aria-label"))"""
    )

    assert [] == beyond


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_recall_is_seen_as_a_colour(atlas: Visit, site: Site, scheme: str) -> None:
    study(site.desk.session())
    page = atlas(color_scheme=scheme).page

    fill = "el => getComputedStyle(el.querySelector('.box')).fill"
    known, new = (spot(page, title).evaluate(fill) for title in ("Step 0", "Step 11"))

    assert {"light": "rgb(17, 61, 112)", "dark": "rgb(160, 235, 230)"}[scheme] == known != new


@pytest.fixture
def large(tmp_path: Path) -> Iterator[Site]:
    """More topics than can be read in one picture."""
    steps = (topic(f"T{n}", f"Q{n}?", requires=f"T{n // 2}" if n else "") for n in range(landscape.WHOLE + 10))
    save(tmp_path / "large" / "deck.yaml", deck(*steps))
    with serving(tmp_path / "large") as made:
        yield made


def test_of_many_topics_those_around_the_next_one_are_shown(large: Site) -> None:
    with large.client() as client:
        part, whole = client.get("/map").text, client.get("/map?whole=1").text

    assert landscape.AROUND == part.count('class="spot ')
    assert f"{landscape.AROUND} topics of {landscape.WHOLE + 10}; " in part
    assert landscape.WHOLE + 10 == whole.count('class="spot ')


def test_the_style_of_the_picture_is_kept_for_good_under_its_name(site: Site) -> None:
    with site.client() as client:
        style = client.get(re.findall(r'href="(/map/picture.css[^"]*)"', client.get("/map").text)[0])

    assert ("text/css; charset=utf-8", True) == (
        style.headers["content-type"],
        "immutable" in style.headers["cache-control"],
    )
