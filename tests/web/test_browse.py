"""Browse: finding cards, and changing some of them; never on the strength of a page that is out of date."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flashcards.model import Kind
from flashcards.web.asked import MOST, Asked
from tests.students import deck, save, topic
from tests.web.serving import serving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import httpx

    from tests.web.serving import Site, Watched

SLOPE = "What is a slope?"


@pytest.fixture
def client(site: Site) -> Iterator[httpx.Client]:
    with site.client() as made:
        yield made


def form(site: Site, **fields: str) -> dict[str, str]:
    return {"seen": str(site.desk.collection.history.sequence), "back": "/browse", **fields}


def origin(site: Site, front: str = SLOPE) -> str:
    return site.desk.cards()[front].origin


def questions(page: str) -> list[str]:
    return re.findall(r'<a id="question-\d+"[^>]*>([^<]*)</a>', page)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 5), ("q=slope", 3), ("q=gradie", 2), ("deck=studies", 5), ("deck=Studies::Maths", 5), ("deck=Other", 0),
        ("tag=x", 0), ("state=new", 5), ("state=due", 0), ("state=nonsense", 5), ("q=slope&state=suspended", 0),
        ("page=99", 5), ("sort=nonsense", 5),
    ],
)  # fmt: skip
def test_cards_are_narrowed_as_in_the_list(client: httpx.Client, query: str, number: int) -> None:
    assert number == len(questions(client.get(f"/browse?{query}").text))


def test_questions_stand_without_their_markup(client: httpx.Client) -> None:
    assert "The gradient of f(x, y) is a list of […], one per dimension, and it points uphill." in questions(
        client.get("/browse").text
    )


def test_topics_with_the_words_are_named(client: httpx.Client) -> None:
    assert 'Topics with these words: <a href="/topic/slopes">Slopes</a>' in client.get("/browse?q=rises+input").text


def test_a_column_sorts_and_asked_again_the_other_way_round(client: httpx.Client) -> None:
    rising = questions(client.get("/browse?sort=question").text)
    falling = questions(client.get("/browse?sort=-question").text)

    assert sorted(rising, key=str.lower) == rising == falling[::-1]
    assert 'aria-sort="descending"' in client.get("/browse?sort=-question").text


def test_many_cards_are_shown_page_by_page(tmp_path: Path) -> None:
    many = MOST + 7
    save(tmp_path / "many" / "deck.yaml", deck(topic("Many", *(f"Number {n:03}?" for n in range(many)))))
    with serving(tmp_path / "many") as site, site.client() as client:
        first, second = (questions(client.get(f"/browse?sort=question&page={n}").text) for n in (1, 2))
        ticked = {"which": "all", "total": str(many), "do": "suspend"}
        said = client.post("/cards", data=form(site, **ticked)).text

        assert [f"Number {n:03}?" for n in range(many)] == first + second
        assert f"Suspend: {many} cards." in said
        assert all(memory.suspended for memory in site.desk.memories().values())


@pytest.mark.parametrize(
    ("doing", "name"),
    [("suspend", "suspended"), ("known", "known"), ("flag", "flag"), ("bury", "buried_until")],
)
def test_ticked_cards_are_changed_and_that_can_be_taken_back(
    site: Site, client: httpx.Client, doing: str, name: str
) -> None:
    before = site.desk.memories()

    page = client.post("/cards", data=form(site, card=origin(site), do=doing)).text

    after = site.desk.memories()
    assert getattr(before[SLOPE], name) != getattr(after[SLOPE], name)
    assert {**before, SLOPE: after[SLOPE]} == after
    action = re.search(r'name="action" value="([0-9a-f]+)"', page)
    assert action
    assert "Taken back" in client.post("/cards/undo", data={"action": action[1], "back": "/browse"}).text
    assert before == site.desk.memories()
    assert "taken back already" in client.post("/cards/undo", data={"action": action[1], "back": "/browse"}).text
    assert before == site.desk.memories()


def test_all_cards_of_a_page_are_one_action(site: Site, client: httpx.Client) -> None:
    there = [entry.origin for entry in site.desk.cards().values()]

    client.post("/cards", data=form(site, which="page", do="suspend") | {"there": there})

    [action] = {event.action for event in site.desk.collection.history.events(kinds=[Kind.SUSPEND])}
    assert len(there) == len(list(site.desk.collection.history.events(kinds=[Kind.SUSPEND])))
    assert action


def test_a_page_that_is_out_of_date_changes_nothing(site: Site, client: httpx.Client) -> None:
    sent = form(site, card=origin(site), do="suspend")
    site.desk.log(Kind.FLAG, SLOPE, value=2)

    page = client.post("/cards", data=sent).text

    assert "nothing was changed" in page
    assert 2 == site.desk.memory(SLOPE).flag
    assert not site.desk.memory(SLOPE).suspended


def test_a_form_sent_twice_does_it_once(site: Site, client: httpx.Client) -> None:
    sent = form(site, card=origin(site), do="suspend")

    for _ in range(2):
        client.post("/cards", data=sent)

    assert 1 == len(list(site.desk.collection.history.events(kinds=[Kind.SUSPEND])))


def test_all_that_was_found_is_left_alone_if_it_is_others_now(site: Site, client: httpx.Client) -> None:
    page = client.post("/cards", data=form(site, which="all", total="4", do="suspend")).text

    assert "nothing was changed" in page
    assert not any(memory.suspended for memory in site.desk.memories().values())


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "explode"}, {}, {"do": "suspend", "card": "no/such"}, {"do": "suspend", "seen": "x"}, {"do": "suspend"},
        {"do": "suspend", "which": "all", "total": "1e9"}, {"do": "suspend", "back": "//elsewhere.example/"},
    ],
)  # fmt: skip
def test_forms_that_mean_nothing_change_nothing(site: Site, client: httpx.Client, fields: dict[str, str]) -> None:
    answered = client.post("/cards", data=form(site) | fields)

    assert answered.status_code in (200, 400)
    assert str(answered.url).startswith(site.address)
    assert 0 == site.desk.collection.history.sequence


@pytest.mark.parametrize("action", ["", "zz", "00", "f" * 32])
def test_only_what_was_done_can_be_taken_back(site: Site, client: httpx.Client, action: str) -> None:
    assert client.post("/cards/undo", data={"action": action}).status_code in (200, 400)
    assert 0 == site.desk.collection.history.sequence


def test_words_are_never_taken_for_html(tmp_path: Path) -> None:
    evil = '<img src=x onerror=alert(1)>"'
    save(tmp_path / "evil" / "deck.yaml", f"topics:\n- topic: '{evil}'\n  cards:\n  - q: '{evil}'\n    a: x\n")
    with serving(tmp_path / "evil") as site, site.client() as client:
        pages = [client.get("/browse", params={"q": evil, "deck": evil}), client.get("/browse?q=img")]
        pages.append(client.get(f"/topic/{next(iter(site.desk.cards().values())).topic}"))

    assert [200, 200, 200] == [page.status_code for page in pages]
    assert not any("<img" in page.text for page in pages)


TEXTS = st.text(max_size=20)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["q", "deck", "tag", "state", "sort", "page", "done", "said"]), TEXTS))
def test_any_address_is_answered(client: httpx.Client, query: dict[str, str]) -> None:
    sent = {name: text.encode("utf-8", "replace").decode() for name, text in query.items()}

    assert 200 == client.get("/browse", params=sent).status_code


@given(
    st.builds(
        Asked, st.just("a b&c"), st.just("Ü::x"), st.just("t"), st.sampled_from(["", "due"]),
        st.sampled_from(["order", "due", "lapses"]), st.booleans(), st.integers(1, 99),
    )
)  # fmt: skip
def test_an_address_says_what_is_asked(asked: Asked) -> None:
    assert asked == Asked.of_address(asked.address())


def test_cards_are_found_and_changed_by_keyboard(visit: Callable[..., Watched], site: Site) -> None:
    page = visit().open("/browse")
    page.get_by_label("Words").fill("slope")
    page.keyboard.press("Enter")
    page.get_by_label(SLOPE, exact=True).and_(page.get_by_role("checkbox")).press("Space")
    page.get_by_role("button", name="Suspend", exact=True).press("Enter")

    page.wait_for_selector("[role=status]")
    assert "Suspend: 1 card." in page.inner_text("[role=status]")
    assert "q=slope" in page.url
    assert site.desk.memory(SLOPE).suspended
    page.get_by_role("button", name="Take that back").press("Enter")
    page.wait_for_selector("text=Taken back")
    assert not site.desk.memory(SLOPE).suspended


def test_browse_keeps_nobody_out(visit: Callable[..., Watched]) -> None:
    window = visit()
    window.open("/browse?q=slope&sort=due")

    assert [] == window.barriers_in_all_looks()


def test_without_scripts_cards_are_changed_too(visit: Callable[..., Watched], site: Site) -> None:
    page = visit(java_script_enabled=False).open("/browse")
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Mark as known").click()

    assert site.desk.memory(SLOPE).known


def test_on_a_phone_all_that_can_be_done_to_cards_is_in_sight(visit: Callable[..., Watched]) -> None:
    page = visit(width=390, height=780).page
    page.goto(page.url.split("?")[0] + "browse")

    page.check("#card-1")

    boxes = [shown.bounding_box() for shown in page.locator(".doings > :not(.hidden)").all()]
    assert all(box and box["x"] >= 0 and box["x"] + box["width"] <= 390 and box["y"] < 780 for box in boxes)
