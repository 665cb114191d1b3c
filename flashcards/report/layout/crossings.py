"""Layers in any order to layers in which few edges cross.

From several starts: sweeps that sort each layer by the mean place of neighbours, then sifting, which tries each node at
every place of its layer. The best result is shaken a few times, in case there is a better one near it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.report.layout.layers import Layered

WORK = 4_000
"""How many nodes and bends are put in order in one sweep of all starts: a large picture is tried less often."""
SWEEPS = 24
SHAKES, MIXED, PART = 24, 3, 6
"""How often the best result is shaken, in how many layers, and how many neighbours of each are mixed up."""
FAR = 24
"""Places that a node is tried at to either side: more than a picture has that can be read."""


def untangled(graph: Layered) -> list[list[int]]:
    """The layers in the best order that was found; the same for the same graph."""
    beside = [above + below for above, below in zip(graph.up, graph.down, strict=True)]
    starts = [(beside, False), (graph.down, False), (beside, True), (graph.down, True)]
    tried = starts[: max(1, WORK // max(1, len(graph.up)))]
    found = [_sifted(graph, _swept(graph, _walked(graph, *start))) for start in tried]
    best = min(found, key=lambda layers: crossings(graph, layers))
    return _shaken(graph, best, min(SHAKES, WORK // max(1, len(graph.up)) - len(starts)))


def crossings(graph: Layered, layers: Sequence[Sequence[int]]) -> int:
    """How many pairs of edges cross, with straight lines from layer to layer."""
    place = _places(graph, layers)
    found = 0
    for layer in layers:
        ends: list[int] = []
        for node in layer:
            below = [place[other] for other in graph.down[node]]
            for end in below:
                found += len(ends) - bisect_right(ends, end)
            for end in below:
                insort(ends, end)
    return found


def _walked(graph: Layered, onwards: Sequence[Sequence[int]], turned: bool) -> list[list[int]]:
    """Each layer in the order in which a walk, depth first from above, comes by; `turned` begins at the other end."""
    rank = {node: rank for rank, layer in enumerate(graph.layers) for node in layer}
    layers: list[list[int]] = [[] for _ in graph.layers]
    seen: set[int] = set()
    stack = [node for layer in reversed(graph.layers) for node in (layer if turned else reversed(layer))]
    while stack:
        node = stack.pop()
        if node not in seen:
            seen.add(node)
            layers[rank[node]].append(node)
            stack += onwards[node] if turned else reversed(onwards[node])
    return layers


def _swept(graph: Layered, layers: list[list[int]]) -> list[list[int]]:
    """Sweep down and up in turn, and keep the best."""
    best, fewest = layers, crossings(graph, layers)
    for turn in range(SWEEPS):
        layers = _sweep(graph, layers, downwards=turn % 2 == 0, turned=turn % 4 > 1)
        found = crossings(graph, layers)
        if found < fewest:
            best, fewest = layers, found
    return best


def _shaken(graph: Layered, layers: list[list[int]], times: int) -> list[list[int]]:
    """Mix up parts of a few layers and sift again, from the best result on; by a chance that is always the same."""
    best, fewest = layers, crossings(graph, layers)
    chance = Random(1)  # noqa: S311 - nothing is to be kept secret
    for _ in range(times):
        if not fewest:
            break
        mixed = [list(layer) for layer in best]
        for _ in range(MIXED):
            layer = mixed[int(chance.random() * len(mixed))]
            start = int(chance.random() * len(layer))
            layer[start : start + PART] = sorted(layer[start : start + PART], key=lambda _: chance.random())
        mixed = _sifted(graph, mixed)
        found = crossings(graph, mixed)
        if found <= fewest:
            best, fewest = mixed, found
    return best


def _sweep(graph: Layered, layers: Sequence[Sequence[int]], *, downwards: bool, turned: bool) -> list[list[int]]:
    """Sort each layer by the mean place of its neighbours in the one before; `turned` changes the order of equals."""
    place = [float(found) for found in _places(graph, layers)]
    toward = graph.up if downwards else graph.down
    swept = []
    for layer in layers if downwards else reversed(layers):
        for node in layer:
            if others := toward[node]:
                place[node] = sum([place[other] for other in others]) / len(others)
        again = sorted(reversed(layer) if turned else layer, key=place.__getitem__)
        for number, node in enumerate(again):
            place[node] = number
        swept.append(again)
    return swept if downwards else swept[::-1]


def _sifted(graph: Layered, layers: Sequence[Sequence[int]]) -> list[list[int]]:
    """Put each node at the place of its layer where fewest edges cross, those with most neighbours first."""
    place = _places(graph, layers)
    sifted = [list(layer) for layer in layers]
    for _ in range(max(1, min(5, WORK // max(1, len(graph.up))))):
        before = [list(layer) for layer in sifted]
        for layer in sifted:
            _sift(graph, layer, place)
        if sifted == before:
            break
    return sifted


def _sift(graph: Layered, layer: list[int], place: list[int]) -> None:
    ups = {node: sorted([place[other] for other in graph.up[node]]) for node in layer}
    downs = {node: sorted([place[other] for other in graph.down[node]]) for node in layer}

    def gain(left: int, right: int) -> int:
        return _gain(ups[left], ups[right]) + _gain(downs[left], downs[right])

    for node in sorted(layer, key=lambda node: -len(ups[node]) - len(downs[node])):
        here = best = layer.index(node)
        most = gained = 0
        for there in range(here + 1, min(len(layer), here + FAR)):
            gained += gain(node, layer[there])
            if gained > most:
                best, most = there, gained
        gained = 0
        for there in range(here - 1, max(-1, here - FAR), -1):
            gained += gain(layer[there], node)
            if gained > most:
                best, most = there, gained
        if best != here:
            layer.insert(best, layer.pop(here))
    for number, node in enumerate(layer):
        place[node] = number


def _gain(left: Sequence[int], right: Sequence[int]) -> int:
    """How many crossings fewer two neighbours have the other way round, from the places of their own neighbours."""
    if not left or not right:
        return 0
    if left[-1] < right[0]:
        return -len(left) * len(right)
    if len(left) == 1 == len(right):
        return (left[0] > right[0]) - (left[0] < right[0])
    return sum([bisect_left(right, end) + bisect_right(right, end) - len(right) for end in left])


def _places(graph: Layered, layers: Sequence[Sequence[int]]) -> list[int]:
    """The place of each node in its layer."""
    place = [0] * len(graph.up)
    for layer in layers:
        for number, node in enumerate(layer):
            place[node] = number
    return place
