"""Editing: the file says the new words; nobody's edit is lost, and no history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.collection.edit import merged
from flashcards.model import Rating
from tests.students import answer
from tests.web.plainly import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.serving import Site, Watched

SLOPE = "What is a slope?"


def text(site: Site) -> str:
    return (site.desk.folder / "maths.yaml").read_text("utf-8")


def at_form(site: Site, front: str = SLOPE) -> Visitor:
    visitor = Visitor(site.client())
    visitor.go(f"/edit/card?card={site.desk.cards()[front].origin}&back=review")
    return visitor


def test_a_card_is_edited_while_it_is_reviewed(visit: Callable[..., Watched], site: Site) -> None:
    page = visit().page
    answer(site.desk.session(), Rating.AGAIN)
    page.goto(f"{site.address}/review?card={site.desk.cards()[SLOPE].origin}")
    page.keyboard.press("e")
    page.wait_for_selector("#question")
    page.fill("#question", "What does a slope say?")
    page.fill("#source", "")
    page.click("text=Save")
    page.wait_for_selector(".front")

    assert "What does a slope say?" == page.inner_text(".front")
    assert "Written to maths.yaml." == page.inner_text(".notice")
    assert "      - What does a slope say?: How fast a function rises." in text(site)
    assert "Any book" not in text(site)
    assert 1 == site.desk.memory("What does a slope say?").reps


def test_after_an_edit_undo_says_that_it_takes_back_an_older_answer(site: Site) -> None:
    answer(site.desk.session(), Rating.AGAIN)
    visitor = at_form(site, "Compute it")

    visitor.send(visitor.form("/edit/card"), answer="By hand.")

    assert "Written to maths.yaml." in visitor.text
    assert f"Undo: again, {SLOPE}" in visitor.text


def test_a_form_shows_what_the_card_says_and_saving_it_changes_nothing(site: Site) -> None:
    before = text(site)
    visitor = at_form(site, "Compute it")

    visitor.send(visitor.form("/edit/card"))

    assert before == text(site)


def test_a_form_over_a_file_that_has_changed_is_refused_and_keeps_the_words(site: Site) -> None:
    visitor = at_form(site)
    form = visitor.form("/edit/card")
    site.desk.write(text(site).replace("How fast a function rises.", "Its steepness."), "maths.yaml")

    visitor.send(form, answer="My own words.")

    assert 409 == visitor.page.status_code
    assert "My own words" not in text(site)
    assert "My own words" in visitor.form("/edit/card").fields["answer"]
    assert "Its steepness." in visitor.text
    visitor.send(visitor.form("/edit/card"))
    assert "My own words." in text(site)


def test_items_of_a_list_are_lines(site: Site) -> None:
    site.desk.write("topics:\n- topic: L\n  cards:\n  - list: Steps\n    items: [one, two]\n", "list.yaml")
    visitor = Visitor(site.client())
    entry = next(entry for entry in site.desk.cards().values() if entry.note.kind == "list")
    visitor.go(f"/edit/card?card={entry.origin}")

    visitor.send(visitor.form("/edit/card"), items="one\r\ntwo\r\n\r\nthree")

    assert "items: [one, two, three]" in (site.desk.folder / "list.yaml").read_text()


def test_a_file_is_mended_from_its_problem(visit: Callable[..., Watched], site: Site) -> None:
    window = visit()
    site.desk.write(text(site).replace("hint: Think", "hnt: Think"), "maths.yaml")
    page = window.open("/problems")
    assert [] == window.barriers()
    assert "1" == page.inner_text(".top .badge")
    page.click("text=Mend it")
    page.wait_for_selector("#text")
    assert [] == window.barriers()
    line = page.evaluate(
        "() => { const t = document.getElementById('text'); return t.value.slice(t.selectionStart, t.selectionEnd) }"
    )
    assert "        hnt: Think of a *hill*." == line
    page.keyboard.type("        hint: Think of a hill.")
    page.click("text=Save")
    page.wait_for_selector(".notice")

    assert "nothing wrong" in page.inner_text("main")
    assert "        hint: Think of a hill.\n" in text(site)


def test_what_would_be_newly_wrong_is_not_written_at_once(site: Site) -> None:
    visitor = Visitor(site.client())
    visitor.go("/edit/file?path=maths.yaml")
    before, broken = text(site), text(site).replace("  - topic: Slopes", "  - topci: Slopes")

    visitor.send(visitor.form("/edit/file"), text=broken)

    assert before == text(site)
    assert "did you mean" in visitor.text
    visitor.send(visitor.form("/edit/file"), anyway="1")
    assert broken == text(site)
    assert "there is something wrong in maths.yaml now" in visitor.text


def test_two_who_edit_a_file_do_not_overwrite_each_other(site: Site) -> None:
    one, two = Visitor(site.client()), Visitor(site.client())
    for visitor in (one, two):
        visitor.go("/edit/file?path=maths.yaml")

    one.send(one.form("/edit/file"), text=f"{text(site)}# one\n")
    two.send(two.form("/edit/file"), text=f"{text(site)}# two\n")

    assert (200, 409) == (one.page.status_code, two.page.status_code)
    assert text(site).endswith("# one\n")
    assert "# two" in two.form("/edit/file").fields["text"]


@pytest.mark.parametrize(
    "path", ["../other.yaml", "/etc/passwd", ".flashcards/history.db", "flashcards.toml", "", "a\x00b"]
)
def test_only_deck_files_can_be_edited(site: Site, path: str) -> None:
    client = site.client()

    assert 400 == client.get("/edit/file", params={"path": path}).status_code
    assert 400 == client.post("/edit/file", data={"path": path, "text": "x", "digest": "0" * 32}).status_code


def test_a_collection_that_cannot_be_written_says_so(site: Site) -> None:
    visitor = at_form(site)
    object.__setattr__(site.desk.collection, "writable", False)
    before = text(site)

    visitor.send(visitor.form("/edit/card"), answer="new")

    assert "cannot be written" in visitor.text
    assert before == text(site)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forms_keep_nobody_out(visit: Callable[..., Watched], site: Site, scheme: str) -> None:
    window = visit(color_scheme=scheme, width=390)
    window.open(f"/edit/card?card={site.desk.cards()[SLOPE].origin}")

    assert [] == window.barriers()


lines = st.lists(st.tuples(st.sampled_from(("a", "b", "", " c")), st.sampled_from(("\n", "\r\n", "\r"))), max_size=6)
files = st.builds(lambda rows, last: "".join(row + gap for row, gap in rows) + last, lines, st.sampled_from(("", "d")))


@given(files)
def test_a_form_that_changes_nothing_changes_no_byte(before: str) -> None:
    through_form = before.replace("\r\n", "\n").replace("\r", "\n")

    assert before == merged(before, through_form)
    assert f"\ufeff{before}" == merged(f"\ufeff{before}", through_form)


@given(files, files)
def test_a_form_says_what_was_written_in_it(before: str, after: str) -> None:
    written = after.replace("\r\n", "\n").replace("\r", "\n")

    assert written.split("\n") == merged(before, written).replace("\r\n", "\n").replace("\r", "\n").split("\n")
