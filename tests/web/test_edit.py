"""Editing: the file says the new words; nobody's edit is lost, and no history."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.collection.edit import merged
from flashcards.model import Rating
from tests.students import Clock, Desk, answer, save
from tests.web.plainly import Visitor
from tests.web.serving import asking

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

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


@pytest.mark.parametrize(
    ("back", "there"),
    [
        ("/browse?q=slope&sort=-question", "/browse?q=slope&sort=-question&said="),
        ("/browse", "/browse?said="),
        ("home", "/?said="),
        ("//evil.example/browse", "/?said="),
        ("/browse\\x", "/?said="),
    ],
)
def test_a_form_leads_back_to_the_list_it_was_opened_from(site: Site, back: str, there: str) -> None:
    visitor = at_form(site)

    visitor.send(visitor.form("/edit/card"), answer="New.", back=back)

    assert str(visitor.page.url).removeprefix(site.address).startswith(there)


LIST = """\
topics:
- topic: L
  tags: [shared]
  cards:
  - list: Steps   # in order
    items:
    - one
    - |
      two

        lines
  - q: Name it
    a: This.
"""


def at_list(site: Site, kind: str) -> Visitor:
    site.desk.write(LIST, "list.yaml")
    visitor = Visitor(site.client())
    visitor.go("/")
    site.desk.collection.refresh(site.clock())
    entry = next(entry for entry in site.desk.cards().values() if entry.topic == "l" and entry.note.kind == kind)
    visitor.go(f"/edit/card?card={entry.origin}")
    return visitor


def lists(site: Site) -> str:
    return (site.desk.folder / "list.yaml").read_text("utf-8")


def test_items_of_several_lines_are_edited_among_the_others(site: Site) -> None:
    visitor = at_list(site, "list")
    form = visitor.form("/edit/card")
    assert "- one\n- two\n\n    lines" == form.fields["items"]

    visitor.send(form, items="- one\r\n- two\r\n\r\n    rows\r\n- three", ordered="")

    rows = LIST.replace("        lines\n", "        rows\n    - three\n    ordered: false\n")
    assert rows == lists(site)


def test_a_card_gets_its_other_direction_typing_and_tags(site: Site) -> None:
    visitor = at_list(site, "basic")
    form = visitor.form("/edit/card")
    assert "Besides those of its topic: shared." in visitor.text
    assert ("", "", "") == tuple(form.fields[name] for name in ("mirrored", "typed", "tags"))

    visitor.send(form, mirrored="1", typed="1", tags="a, b", reverse="")

    assert f"{LIST}    type: true\n    reverse: true\n    tags: [a, b]\n" == lists(site)
    again = at_form(site, "Name it").form("/edit/card").fields
    assert ("1", "1", "a b", "") == tuple(again[name] for name in ("mirrored", "typed", "tags", "reverse"))


def test_what_cannot_be_said_is_refused_and_the_words_stay(site: Site) -> None:
    visitor = at_list(site, "basic")

    visitor.send(visitor.form("/edit/card"), mirrored="1", reverse="And back?")

    assert 409 == visitor.page.status_code
    assert "choose one" in visitor.text
    assert ("1", "And back?") == tuple(visitor.form("/edit/card").fields[name] for name in ("mirrored", "reverse"))
    visitor.send(visitor.form("/edit/card"), mirrored="", tags="a")
    assert f"{LIST}    reverse: And back?\n    tags: [a]\n" == lists(site)


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


@pytest.mark.parametrize("letter", ["ж", "語", "\N{OWL}"])
def test_what_opens_in_a_form_can_be_saved(folder: Path, letter: str) -> None:
    path, desk = folder / "maths.yaml", Desk(folder, Clock())
    save(path, f"{path.read_text('utf-8')}{f'# {letter * 90}{chr(10)}' * 3000}")
    with asking(desk) as caller:
        visitor = Visitor(caller)
        visitor.go("/edit/file?path=maths.yaml")
        form = visitor.form("/edit/file")

        visitor.send(form, text=form.fields["text"].replace("\n", "\r\n") + "# more\n")

        assert "Written to maths.yaml." in visitor.text
    desk.close()
    assert path.read_text("utf-8").endswith("# more\n")


def test_a_card_that_is_too_large_for_a_form_is_said_to_be(site: Site) -> None:
    save(
        site.desk.folder / "large.yaml", f"topics:\n  - topic: Large\n    cards:\n      - How large?: {'ж' * 300_000}\n"
    )
    site.desk.collection.refresh(site.clock())

    visitor = at_form(site, "How large?")

    assert 400 == visitor.page.status_code
    assert "Large.yaml is too large for this form; open it in your editor, at line 4" in visitor.text


def test_a_collection_that_cannot_be_written_says_so(site: Site) -> None:
    visitor = at_form(site)
    object.__setattr__(site.desk.collection, "writable", False)
    before = text(site)

    visitor.send(visitor.form("/edit/card"), answer="new")

    assert "cannot be written" in visitor.text
    assert before == text(site)


def test_forms_keep_nobody_out(visit: Callable[..., Watched], site: Site) -> None:
    window = visit()
    window.open(f"/edit/card?card={site.desk.cards()[SLOPE].origin}")

    assert [] == window.barriers_in_all_looks()


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
