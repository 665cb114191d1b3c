"""The map: its numbers, its picture, its tree."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.collection import subject, topics
from flashcards.model import Kind
from flashcards.report.map import labels, landscape, picture, tree
from flashcards.report.map.landscape import Landscape, Spot
from flashcards.report.map.picture import document, svg
from flashcards.study import listing
from tests.students import DAY, Desk, answer, deck, study, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    Desks = Callable[..., Desk]

GOLD = Path(__file__).parent / "gold"
SVG = "{http://www.w3.org/2000/svg}"
BREAD = deck(
    topic("Yeast", "What is yeast?", "What does it eat?"),
    topic("Flour", "What is flour?"),
    topic("Dough", "What is dough?", "Why does it rise?", requires=["Yeast", "Flour"]),
    topic("Baking", requires="Dough"),
    topic("Bread", "What is bread?", requires=["Baking", "Yeast"]),
    topic("Salt", "What is salt?"),
)


@pytest.fixture
def place(desk: Desks) -> Desk:
    """Yeast and flour begun, yeast half of it, salt suspended; three days later."""
    made = desk(BREAD)
    made.log(Kind.SUSPEND, "What is salt?")
    session = made.session()
    for _ in range(2):
        answer(session)
    made.clock.at += 3 * DAY
    return made


def everything(desk: Desk) -> Landscape:
    return landscape.everything(desk.collection, desk.clock.at)


def around(desk: Desk, title: str, most: int | None = landscape.AROUND) -> Landscape:
    return landscape.around(desk.collection, desk.clock.at, desk.topic(title), most)


def chain(desk: Desks, length: int) -> Desk:
    return desk(deck(*(topic(f"T{n}", f"Q{n}?", requires=f"T{n - 1}" if n else "") for n in range(length))))


def test_topics_are_in_study_order_with_what_they_build_on(place: Desk) -> None:
    land = everything(place)

    assert ["Yeast", "Flour", "Dough", "Baking", "Bread", "Salt"] == [spot.title for spot in land.spots]
    assert ((), (), (0, 1), (2,), (3,), ()) == tuple(spot.needs for spot in land.spots)
    assert ((2,), (2,), (3,), (4,), (), ()) == land.opens
    assert 6 == land.total


def test_a_topic_is_begun_new_waiting_a_milestone_or_suspended(place: Desk) -> None:
    states = {spot.title: spot.state for spot in everything(place).spots}

    assert {"Yeast": "begun", "Flour": "new", "Dough": "waiting", "Baking": "milestone", "Bread": "waiting"} == {
        title: state for title, state in states.items() if title != "Salt"
    }
    assert "suspended" == states["Salt"]


def test_recall_is_the_mean_over_cards_and_new_ones_count_as_nothing(place: Desk) -> None:
    for action in (lambda: None, lambda: place.log(Kind.KNOWN, "What is flour?"), lambda: study(place.session())):
        action()
        land = everything(place)
        described = list(listing.described(place.collection, place.cards().values(), place.clock.at))
        for spot in land.spots:
            cards = [card for card in described if card["topic"] == spot.title and not card["suspended"]]
            chances = [1.0 if card["state"] == "known" else float(str(card["retrievability"] or 0)) for card in cards]
            expected = sum(chances) / len(chances) if chances else None
            assert spot.recall == (expected if expected is None else pytest.approx(expected, abs=1e-4))


def test_what_comes_next_is_what_the_plan_introduces(desk: Desks) -> None:
    place = desk(BREAD)

    for _ in range(5):
        following = [spot.title for spot in everything(place).spots if spot.next]
        session = place.session(new=99)
        new = next((said for said in study(session, most=40) if said.before.introduced_day < 0), None)
        assert following == ([new.topic] if new else [])
        place.clock.at += DAY


def test_what_was_asked_at_once_is_what_is_asked_one_by_one(place: Desk) -> None:
    index = place.collection.index
    known = subject.subject(index)
    keys = [title.key for title in known.titles]

    assert [(t.key, t.id, t.title, t.deck) for t in topics.topics(index)] == list(known.titles)
    assert [topics.prerequisites(index, key) for key in keys] == [known.prerequisites(key) for key in keys]
    assert {key: topics.standing(index, key) for key in keys} == subject.standings(index, keys)
    assert {key: topics.strengths(index, key) for key in keys} == subject.strengths(index, keys)


def test_around_a_topic_is_what_it_builds_on_and_what_builds_on_it(place: Desk) -> None:
    land = around(place, "Yeast")

    assert ["Yeast", "Dough", "Baking", "Bread"] == [spot.title for spot in land.spots]
    assert (0, 0, 6) == (land.goal, land.beyond, land.total)


def test_the_nearest_are_shown_first_and_the_others_counted(desk: Desks) -> None:
    land = around(chain(desk, 20), "T9", 6)

    assert ["T6", "T7", "T8", "T9", "T10", "T11"] == [spot.title for spot in land.spots]
    assert (3, 14) == (land.goal, land.beyond)
    assert [(), (0,), (1,), (2,), (3,), (4,)] == [spot.needs for spot in land.spots]


def test_so_many_topics_are_shown_as_can_be_read(desk: Desks) -> None:
    place = chain(desk, landscape.WHOLE + 1)
    collection, at = place.collection, place.clock.at

    surroundings = landscape.readable(collection, at)
    of_one = landscape.readable(collection, at, place.topic("T30"))

    assert (landscape.AROUND, 0) == (len(surroundings.spots), surroundings.goal)
    assert "T30" == of_one.spots[of_one.goal or 0].title
    assert landscape.WHOLE + 1 == len(landscape.readable(collection, at, whole=True).spots)


def test_as_many_topics_as_can_be_read_are_all_shown(desk: Desks) -> None:
    place = chain(desk, landscape.WHOLE)

    assert landscape.WHOLE == len(landscape.readable(place.collection, place.clock.at).spots)


def test_a_collection_without_topics_is_an_empty_map(desk: Desks) -> None:
    place = desk("topics: []\n")

    land = landscape.readable(place.collection, place.clock.at)

    assert () == land.spots
    ElementTree.fromstring(document(land))  # noqa: S314 - our own
    assert [] == list(tree.lines(land, drawn=True))


def spot(
    title: str, *needs: int, state: landscape.State = "begun", recall: float | None = 0.5, next_: bool = False
) -> Spot:
    return Spot(title, title, "", state, recall, topics.Standing(3, 0, 1, 1), next_, needs)


titles = st.text(st.characters(codec="utf-8"), min_size=1, max_size=70).filter(lambda text: bool(text.strip()))


@given(st.lists(titles, min_size=1, max_size=6), st.booleans())
def test_any_title_makes_a_sound_picture(wanted: list[str], milestone: bool) -> None:
    state: landscape.State = "milestone" if milestone else "begun"
    land = Landscape(tuple(spot(title, *range(place), state=state) for place, title in enumerate(wanted)), len(wanted))

    whole = ElementTree.fromstring(document(land))  # noqa: S314 - our own
    page = ElementTree.fromstring(svg(land, lambda name: f"/topic/{quote(name)}"))  # noqa: S314

    for drawn in (whole, page):
        assert set() == {"script", "foreignObject", "image", "use"} & {
            part.tag.removeprefix(SVG) for part in drawn.iter()
        }
        assert not [name for part in drawn.iter() for name in part.attrib if name == "style" or name.startswith("on")]
    assert len(wanted) == len(list(page.iter("a")))


@given(titles)
def test_a_title_fits_into_its_box(title: str) -> None:
    made = labels.label(title)

    assert 1 <= len(made.lines) <= labels.MOST_LINES
    assert max(map(labels.extent, made.lines)) <= made.size.width - 2 * labels.AROUND[0] + 1
    assert made.size.width <= labels.WIDEST + 2 * labels.AROUND[0] + labels.FONT
    assert made.size.height == len(made.lines) * labels.LINE + 2 * labels.AROUND[1]
    if not made.lines[-1].endswith("…"):
        assert "".join(title.split()) == "".join("".join(made.lines).split()) or not title.isprintable()


def test_a_title_is_put_on_lines_of_about_one_length() -> None:
    assert ("We want AI models", "to be generalizable") == labels.label("We want AI models to be generalizable").lines
    assert ("Neural networks",) == labels.label("Neural networks").lines
    assert 3 == len(labels.label("How to deal with missing values in training/testing data?").lines)
    assert labels.label("word " * 40).lines[-1].endswith("…")


def test_the_picture_says_everything_in_words(place: Desk) -> None:
    made = svg(everything(place), lambda name: f"/topic/{name}")

    said = re.findall(r'href="([^"]*)" aria-label="([^"]*)"', made)

    assert [
        ("/topic/yeast", "Yeast: 45% recall, 2 cards"),
        ("/topic/flour", "Flour: new, 1 card"),
        ("/topic/dough", "Dough: waiting for what it builds on, 2 cards"),
        ("/topic/baking", "Baking: a milestone, without cards"),
        ("/topic/bread", "Bread: waiting for what it builds on, 1 card"),
        ("/topic/salt", "Salt: suspended, 1 card"),
    ] == [(where, re.sub(r"\d+%", "45%", what).replace(", comes next", "")) for where, what in said]
    assert ["Flour"] == [what.split(":")[0] for _, what in said if what.endswith(", comes next")]


def test_the_picture_is_the_one_that_was_looked_at(place: Desk, gold: bool) -> None:
    drawn = document(everything(place))
    path = GOLD / "map.svg"
    if gold:
        path.write_text(drawn, "utf-8")

    assert path.read_text("utf-8") == drawn


LAND = Landscape(
    (
        spot("Yeast", recall=0.93),
        spot("Flour", state="new", recall=0.0, next_=True),
        spot("Dough", 0, 1, state="waiting", recall=0.0),
        spot("Baking", 2, state="milestone", recall=None),
        spot("Starter", 0, recall=0.5),
        spot("Salt", state="suspended", recall=None),
    ),
    6,
)


def test_a_tree_has_what_a_topic_opens_below_it() -> None:
    assert [
        "███████    93%  Yeast",
        "         waits  ├ Dough",
        "             –  │ └ Baking",
        "████       50%  └ Starter",
        "           new  Flour ← next",
        "         waits  └ Dough ↑",
        "         susp.  Salt",
    ] == list(tree.lines(LAND, drawn=True))


def test_a_plain_tree_needs_no_drawing() -> None:
    assert [
        "  93%  Yeast",
        "waits    Dough",
        "    –      Baking",
        "  50%    Starter",
        "  new  Flour (next)",
        "waits    Dough (above)",
        "susp.  Salt",
    ] == list(tree.lines(LAND, drawn=False))


def test_a_tree_around_a_topic_goes_both_ways() -> None:
    land = Landscape(LAND.spots[:4], 6, goal=2)

    assert [
        "Dough: waiting for what it builds on, 3 cards",
        "",
        "Builds on",
        "  93%  Yeast",
        "  new  Flour (next)",
        "",
        "Unlocks",
        "    –  Baking",
    ] == list(tree.lines(land, drawn=False))


@given(st.lists(st.lists(st.integers(0, 30), max_size=3), min_size=1, max_size=20))
def test_a_tree_has_every_topic_and_every_edge(choices: list[list[int]]) -> None:
    needs = [sorted({choice % place for choice in wanted}) if place else [] for place, wanted in enumerate(choices)]
    land = Landscape(tuple(spot(f"T{place}", *found) for place, found in enumerate(needs)), len(needs))

    drawn = [line[7:].strip() for line in tree.lines(land, drawn=False)]

    first = [line for line in drawn if not line.endswith("(above)")]
    assert sorted(f"T{place}" for place in range(len(needs))) == sorted(first)
    assert len(drawn) == sum(map(len, needs)) + sum(not found for found in needs)


def test_a_long_chain_is_no_trouble_for_a_tree() -> None:
    land = Landscape(tuple(spot(f"T{n}", *([n - 1] if n else [])) for n in range(2000)), 2000)

    for drawn in (True, False):
        lines = list(tree.lines(land, drawn=drawn))
        assert 2000 == len(lines)
        assert max(map(len, lines)) < 80
        assert "… " in lines[1000]


def test_the_json_of_a_map_can_be_written(place: Desk) -> None:
    described = json.loads(json.dumps(landscape.as_json(everything(place).spots)))

    assert ["yeast", "flour"] == described[2]["builds_on"]
    assert (None, "milestone") == (described[3]["recall"], described[3]["state"])


Colour = tuple[float, float, float]
EYES = {
    "all cones": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "no red cones": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green cones": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
"""What is left of linear red, green and blue (Machado, Oliveira and Fernandes 2009)."""


def themes() -> dict[str, dict[str, str]]:
    light, dark = picture.style().split("@media (prefers-color-scheme: dark)")
    found = [dict(re.findall(r"--map-([\w-]+): (#[0-9a-f]{6})", css)) for css in (light, dark)]
    return dict(zip(("light", "dark"), found, strict=True))


def linear(colour: str) -> Colour:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    values = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (red, green, blue)]
    return values[0], values[1], values[2]


def luminance(colour: Colour) -> float:
    return 0.2126 * colour[0] + 0.7152 * colour[1] + 0.0722 * colour[2]


def contrast(one: str, two: str) -> float:
    dark, light = sorted(luminance(linear(colour)) for colour in (one, two))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_texts_and_lines_can_be_seen(theme: str) -> None:
    colours = themes()[theme]

    assert [] == [n for n in range(6) if contrast(colours[f"{n}"], colours[f"on-{n}"]) < 4.5]
    for text, paper in (("ink", "paper"), ("ink", "box"), ("on-mark", "mark")):
        assert contrast(colours[text], colours[paper]) >= 4.5
    for line in ("line", "mark", "above", "below"):
        assert min(contrast(colours[line], colours[paper]) for paper in ("paper", "box")) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("eyes", EYES)
def test_more_recall_is_darker_or_brighter_to_all_eyes(theme: str, eyes: str) -> None:
    seen = [
        tuple(
            sum(part * share for part, share in zip(linear(themes()[theme][f"{n}"]), row, strict=True))
            for row in EYES[eyes]
        )
        for n in range(6)
    ]
    steps = [luminance((red, green, blue)) for red, green, blue in seen]

    brighter = steps if theme == "dark" else steps[::-1]
    assert all((two + 0.05) / (one + 0.05) > 1.15 for one, two in pairwise(brighter))
