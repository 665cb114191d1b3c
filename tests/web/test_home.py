"""Home: what waits, and one button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.students import DAY, study
from tests.web.plainly import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.serving import Site, Watched


def test_home_says_what_waits_today(visit: Callable[..., Watched]) -> None:
    page = visit().page

    assert "5 new" in page.inner_text(".today")
    assert ["Review Studies", "Review Maths"] == page.locator("tbody button").all_text_contents()


def test_a_deck_alone_is_reviewed(site: Site) -> None:
    visitor = Visitor(site.client())

    visitor.send(visitor.form("/review/begin"), deck="Studies::Maths")

    assert "only Studies › Maths" in visitor.go("/review?read=slopes").text


def test_a_topic_alone_is_called_by_its_title(site: Site) -> None:
    visitor = Visitor(site.client())

    visitor.send(visitor.form("/review/begin"), topic="slopes", deck="")

    assert "· only Slopes<" in visitor.go("/review?read=slopes").text


def test_after_an_absence_home_says_what_piled_up(site: Site) -> None:
    study(site.desk.session())
    site.clock.at += 40 * DAY

    text = Visitor(site.client()).text

    assert "Your last answer was 40 days ago, and 5 cards have come due. Nothing is lost by that." in text
    assert "10 minutes" in text


def test_a_changed_deck_file_is_picked_up_at_the_next_page(site: Site) -> None:
    visitor = Visitor(site.client())
    before = visitor.text

    site.desk.write("deck: Other\ntopics:\n- topic: New\n  cards:\n  - Now?: yes\n", "other.yaml")
    after = visitor.go("/").text

    assert ("Other" in before, "Other" in after) == (False, True)


def test_home_keeps_nobody_out(visit: Callable[..., Watched]) -> None:
    assert [] == visit().barriers_in_all_looks()
