"""The topics of a map to a tree of lines: what a topic opens stands below it, each with its recall in front."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flashcards.report.bars import share
from flashcards.report.map.picture import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flashcards.report.map.landscape import Landscape, Spot

BAR = 8
DEEP, DEEPER = 20, "… "
"""So many levels are drawn, so that titles stay in sight; what is deeper is marked."""
STATES = {"new": "new", "waiting": "waits", "milestone": "–", "suspended": "susp."}
AGAIN, NEXT = " ↑", " ← next"


class Twig(NamedTuple):
    """A topic in a tree. `last` says of each topic on the way to it, and of itself, whether it ends its branch."""

    place: int
    last: tuple[bool, ...]
    again: bool
    """It stands further up already, with what is below it."""


def lines(land: Landscape, *, drawn: bool) -> Iterator[str]:
    """The whole map from its foundations on; or, around a topic, what it builds on and what it unlocks."""
    if land.goal is None:
        first = [place for place, spot in enumerate(land.spots) if not spot.needs]
        yield from _lines(land, first, land.opens, drawn=drawn)
        return
    goal, needs = land.spots[land.goal], tuple(spot.needs for spot in land.spots)
    yield words(goal)
    for heading, roots, onwards in (
        ("Builds on", goal.needs, needs),
        ("Unlocks", land.opens[land.goal], land.opens),
    ):
        if roots:
            yield from ("", heading)
            yield from _lines(land, roots, onwards, drawn=drawn)


def _lines(land: Landscape, roots: Sequence[int], onwards: Sequence[Sequence[int]], *, drawn: bool) -> Iterator[str]:
    write = _drawn if drawn else _plain
    return (write(land.spots[twig.place], twig) for twig in _twigs(roots, onwards))


def _twigs(roots: Iterable[int], onwards: Sequence[Sequence[int]]) -> Iterator[Twig]:
    """Depth first, with a stack of its own: chains may be long. What was there before is not followed again."""
    seen: set[int] = set()
    stack: list[tuple[int, tuple[bool, ...]]] = [(place, ()) for place in reversed(list(roots))]
    while stack:
        place, last = stack.pop()
        yield Twig(place, last, place in seen)
        if place not in seen:
            seen.add(place)
            below = onwards[place]
            stack += [(other, (*last, number == 0)) for number, other in enumerate(reversed(below))]


def _drawn(spot: Spot, twig: Twig) -> str:
    branch = "".join("  " if last else "│ " for last in twig.last[-DEEP:-1])
    if twig.last:
        branch = DEEPER * (len(twig.last) > DEEP) + branch + ("└ " if twig.last[-1] else "├ ")
    bar = "" if twig.again else share(spot.recall or 0, BAR)
    marks = AGAIN * twig.again + NEXT * spot.next
    return f"{bar:<{BAR}} {spot.percent or STATES[spot.state]:>5}  {branch}{spot.title}{marks}"


def _plain(spot: Spot, twig: Twig) -> str:
    """For pipes and screen readers: the depth is in the spaces, and all else in words."""
    indent = DEEPER * (len(twig.last) > DEEP) + "  " * min(len(twig.last), DEEP)
    marks = " (above)" * twig.again + " (next)" * spot.next
    return f"{spot.percent or STATES[spot.state]:>5}  {indent}{spot.title}{marks}"
