"""Layers in order to places from left to right: near the middle of the neighbours, and no one in another's way."""

from __future__ import annotations

from itertools import accumulate, pairwise
from math import inf
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flashcards.report.layout.layers import Layered

SWEEPS = 24
LAST = 8
"""The sweeps at the end that look at the neighbours above and below at once."""
STRAIGHT = (1, 2, 8)
"""How much an edge between two nodes, a node and a bend, or two bends counts: long edges are to be straight."""

Block = tuple[float, float, int]
"""Values that became one: their mean, their weight in all, and how many they are."""
Pull = list[tuple[int, int]]
"""Neighbours of a node, each with how much it counts."""


class Room(NamedTuple):
    """The width of each node and bend, and the gap to its neighbour."""

    widths: Sequence[int]
    gap: int

    def between(self, left: int, right: int) -> float:
        """The least distance between the middles of two neighbours."""
        return (self.widths[left] + self.widths[right]) / 2 + self.gap


def columns(graph: Layered, layers: Sequence[Sequence[int]], room: Room) -> list[float]:
    """The middle of each node and bend; neighbours keep their distance and their order."""
    up, down = _pulls(graph, graph.up), _pulls(graph, graph.down)
    both = [above + below for above, below in zip(up, down, strict=True)]
    rows = [(layer, _offsets(layer, room)) for layer in layers]
    place = [0.0] * len(graph.up)
    for layer, offsets in rows:
        for node, offset in zip(layer, offsets, strict=True):
            place[node] = offset - offsets[-1] / 2
    for turn in range(SWEEPS):
        toward = both if turn >= SWEEPS - LAST else down if turn % 2 else up
        for layer, offsets in reversed(rows) if turn % 2 else rows:
            _settle(layer, offsets, toward, place)
    for _ in range(2):
        _straighten(graph, layers, room, place)
    return place


def _pulls(graph: Layered, neighbours: Sequence[Sequence[int]]) -> list[Pull]:
    return [
        [(other, STRAIGHT[(node >= graph.nodes) + (other >= graph.nodes)]) for other in others]
        for node, others in enumerate(neighbours)
    ]


def _offsets(layer: Sequence[int], room: Room) -> list[float]:
    """How far each node of a layer is from the first one when all are as close as they may be."""
    return list(accumulate([room.between(left, right) for left, right in pairwise(layer)], initial=0.0))


def _settle(layer: Sequence[int], offsets: Sequence[float], toward: Sequence[Pull], place: list[float]) -> None:
    """Move the nodes of a layer as near to the mean of their neighbours as their distances allow."""
    wished = []
    for node, offset in zip(layer, offsets, strict=True):
        weight = sum([counts for _, counts in toward[node]])
        if weight:
            mean = sum([place[other] * counts for other, counts in toward[node]]) / weight
            wished.append((mean - offset, float(weight)))
        else:
            wished.append((place[node] - offset, 0.1))
    for node, offset, settled in zip(layer, offsets, _rising(wished), strict=True):
        place[node] = settled + offset


def _rising(wished: Iterable[tuple[float, float]]) -> list[float]:
    """The values that never fall and are nearest to the wished ones by their weights (isotonic regression)."""
    blocks: list[Block] = []
    for value, weight in wished:
        last = (value, weight, 1)
        while blocks and blocks[-1][0] > last[0]:
            last = _joined(blocks.pop(), last)
        blocks.append(last)
    return [value for value, _, count in blocks for _ in range(count)]


def _joined(one: Block, two: Block) -> Block:
    weight = one[1] + two[1]
    return (one[0] * one[1] + two[0] * two[1]) / weight, weight, one[2] + two[2]


def _straighten(graph: Layered, layers: Sequence[Sequence[int]], room: Room, place: list[float]) -> None:
    """Put the bends of each long edge below each other, as many at a time as the room between others allows."""
    beside: dict[int, tuple[int, int]] = {}
    for layer in layers:
        for node, left, right in zip(layer, [-1, *layer], [*layer[1:], -1], strict=False):
            beside[node] = left, right
    for chain in sorted(graph.chains, key=len, reverse=True):
        run: list[int] = []
        low, high = -inf, inf
        for bend in chain[1:-1]:
            left, right = beside[bend]
            least = place[left] + room.between(left, bend) if left >= 0 else -inf
            most = place[right] - room.between(bend, right) if right >= 0 else inf
            if run and (least > high or most < low):
                _stack(run, low, high, place)
                run, low, high = [], -inf, inf
            run, low, high = [*run, bend], max(low, least), min(high, most)
        _stack(run, low, high, place)


def _stack(bends: Sequence[int], low: float, high: float, place: list[float]) -> None:
    """Bends below each other, where most of them are already."""
    if len(bends) > 1:
        middle = min(max(median([place[bend] for bend in bends]), low), high)
        for bend in bends:
            place[bend] = middle
