"""The topics of a map to SVG: for a page, or a whole file with its own style and legend."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache, lru_cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flashcards.report.layout.layout import layout
from flashcards.report.layout.shapes import Box, Edge, Size
from flashcards.report.map.labels import AROUND, LINE, extent, label
from flashcards.text.styled import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flashcards.report.layout.shapes import Layout, Route
    from flashcards.report.map.landscape import Landscape, Spot

    Address = Callable[[str], str]

STEPS = (0.2, 0.4, 0.6, 0.8, 0.9)
"""Where one colour of recall ends and the next begins."""
MARGIN = 24
SLANT = 12
"""How far the sides of a milestone lean."""
SAMPLE = Size(34, 20)
"""A box in the legend."""
WORDS = {
    "new": "new",
    "waiting": "waiting for what it builds on",
    "milestone": "a milestone, without cards",
    "suspended": "suspended",
}


class Sample(NamedTuple):
    """An entry of the legend: a box as on the map, and what it means."""

    look: str
    words: str


SAMPLES = (
    *(
        Sample(f"begun r{step}", words)
        for step, words in enumerate(("recall below 20%", "20%", "40%", "60%", "80%", "90% or more"))
    ),
    Sample("new", "new"),
    Sample("waiting", "waits for what it builds on"),
    Sample("new next", "comes next"),
    Sample("milestone", "milestone"),
)


def look(spot: Spot) -> str:
    """The classes of a topic's box."""
    recall = f" r{bisect_right(STEPS, spot.recall)}" if spot.state == "begun" and spot.recall is not None else ""
    return spot.state + recall + (" next" if spot.next else "")


def words(spot: Spot) -> str:
    """A topic in one sentence."""
    state = f"{spot.percent} recall" if spot.percent else WORDS[spot.state]
    number = spot.standing.cards
    cards = "" if not number else ", 1 card" if number == 1 else f", {number} cards"
    return clean(f"{spot.title}: {state}{cards}{', comes next' if spot.next else ''}")


def svg(land: Landscape, address: Address) -> str:
    """The picture for a page that has the style: every topic is a link."""
    size = _arranged(*_shape(land)).size
    width, height = size.width + 2 * MARGIN, size.height + 2 * MARGIN
    return (
        f'<svg class="map" id="map" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="group"'
        f' aria-label="{escape(_title(land))}">{"".join(_drawn(land, MARGIN, MARGIN, address))}</svg>'
    )


def document(land: Landscape) -> str:
    """The picture as a file that needs nothing else."""
    size = _arranged(*_shape(land)).size
    width = max(size.width, 560) + 2 * MARGIN
    legend, top = _legend(width)
    height = top + size.height + MARGIN
    opened = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" role="img" aria-label="{escape(_title(land))}">'
    )
    parts = [
        opened,
        f"<title>{escape(_title(land))}</title>",
        f"<style>{style()}</style>",
        f'<rect class="paper" width="{width}" height="{height}"/>',
        *legend,
        *_drawn(land, (width - size.width) // 2, top, None),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


@cache
def style() -> str:
    """The style sheet of the picture."""
    return Path(__file__).with_name("picture.css").read_text("utf-8")


def sample(entry: Sample) -> str:
    """An entry of the legend as a small picture for a page that has the style."""
    width, height = SAMPLE.width + 8, SAMPLE.height + 8
    box = Box(4, 4, *SAMPLE)
    return (
        f'<svg class="map" viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true">'
        f'<g class="{entry.look}">{_box(box, entry.look)}</g></svg>'
    )


def _title(land: Landscape) -> str:
    number = "1 topic" if len(land.spots) == 1 else f"{len(land.spots):,} topics"
    return f"Map of {number}" + (f" around {clean(land.spots[land.goal].title)}" if land.goal is not None else "")


def _shape(land: Landscape) -> tuple[tuple[tuple[str, bool], ...], tuple[Edge, ...]]:
    """As much of a map as decides where everything is: titles, which of them are milestones, edges."""
    return (
        tuple((spot.title, spot.state == "milestone") for spot in land.spots),
        tuple(Edge(need, place) for place, spot in enumerate(land.spots) for need in spot.needs),
    )


@lru_cache(maxsize=8)
def _arranged(titles: tuple[tuple[str, bool], ...], edges: tuple[Edge, ...]) -> Layout:
    sizes = [label(title).size for title, _ in titles]
    wider = [size.width + 2 * SLANT * milestone for size, (_, milestone) in zip(sizes, titles, strict=True)]
    return layout([size._replace(width=width) for size, width in zip(sizes, wider, strict=True)], edges)


def _drawn(land: Landscape, left: int, top: int, address: Address | None) -> Iterator[str]:
    """Edges first, so that boxes lie above them."""
    arranged = _arranged(*_shape(land))
    yield f'<g transform="translate({left} {top})">'
    for route in arranged.routes:
        yield f'<path class="edge" data-ends="{route.edge.above} {route.edge.below}" d="{_line(route)}"/>'
    for place, (spot, box) in enumerate(zip(land.spots, arranged.boxes, strict=True)):
        yield _spot(spot, box, place, address, goal=place == land.goal)
    yield "</g>"


def _line(route: Route) -> str:
    """Down from even to odd points, in a curve from odd to even ones; both ends of a curve are upright."""
    first, *rest = route.points
    drawn = [f"M{first.x} {first.y}"]
    before = first
    for number, point in enumerate(rest):
        if number % 2 and point.x != before.x:
            half = (before.y + point.y) // 2
            drawn.append(f"V{before.y}C{before.x} {half} {point.x} {half} {point.x} {point.y}")
        before = point
    return "".join([*drawn, f"V{before.y}"])


def _spot(spot: Spot, box: Box, place: int, address: Address | None, *, goal: bool) -> str:
    looks = f"spot {look(spot)}{' goal' if goal else ''}"
    said = escape(words(spot))
    inner = f"<title>{said}</title>{_box(box, looks)}{_text(spot.title, box)}"
    if address is None:
        return f'<g class="{looks}">{inner}</g>'
    return f'<a class="{looks}" id="spot-{place}" href="{escape(address(spot.id))}" aria-label="{said}">{inner}</a>'


def _text(title: str, box: Box) -> str:
    middle = box.x + box.width // 2
    lines = label(title).lines
    top = box.y + AROUND[1] + LINE - 4
    if len(lines) == 1:
        return f'<text x="{middle}" y="{top}">{escape(lines[0])}</text>'
    spans = [f'<tspan x="{middle}" y="{top + n * LINE}">{escape(line)}</tspan>' for n, line in enumerate(lines)]
    return f"<text>{''.join(spans)}</text>"


def _box(box: Box, looks: str) -> str:
    """The outline of a topic, and a lock where it waits."""
    x, y, width, height = box
    if "milestone" in looks:
        half, inner = y + height // 2, width - 2 * SLANT
        corners = f"M{x + SLANT} {y}h{inner}L{x + width} {half}L{x + SLANT + inner} {y + height}h{-inner}L{x} {half}z"
        return f'<path class="box" d="{corners}"/>'
    outline = f'<rect class="box" x="{x}" y="{y}" width="{width}" height="{height}" rx="8"/>'
    return outline + (_lock(x + width - 6, y + 3) if "waiting" in looks else "")


def _lock(x: int, y: int) -> str:
    """A padlock in a circle around a point."""
    return (
        f'<circle class="badge" cx="{x}" cy="{y}" r="9"/><path class="lock" d="M{x - 2.5} {y}v-2a2.5 2.5 0 0 1 5 0v2"/>'
        f'<rect class="body" x="{x - 4}" y="{y - 1}" width="8" height="6" rx="1"/>'
    )


def _legend(width: int) -> tuple[list[str], int]:
    """The legend in rows of a width, and where the picture begins below it."""
    drawn, x, y = [], MARGIN, MARGIN
    for entry in SAMPLES:
        room = SAMPLE.width + 8 + round(extent(entry.words)) + 16
        if x > MARGIN and x + room > width - MARGIN:
            x, y = MARGIN, y + SAMPLE.height + 12
        outline = _box(Box(x, y, *SAMPLE), entry.look)
        text = f'<text class="words" x="{x + SAMPLE.width + 8}" y="{y + 15}">{escape(entry.words)}</text>'
        drawn += [f'<g class="{entry.look}">{outline}</g>', text]
        x += room
    return drawn, y + SAMPLE.height + MARGIN
