"""Sizes and edges to a layout: each connected part in layers, the parts side by side, what is alone in rows below."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from flashcards.report.layout.columns import Room, columns
from flashcards.report.layout.crossings import untangled
from flashcards.report.layout.layers import layered
from flashcards.report.layout.pack import packed
from flashcards.report.layout.shapes import Box, Edge, Layout, Point, Route, Size

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flashcards.report.layout.layers import Layered

GAP = 18
"""Between boxes side by side, and between an edge and a box."""
BEND = 2
"""The room of an edge where it passes a layer."""
FALL = 36
"""Between two layers, at least."""
STEEP = 0.14
"""The part of the way that an edge goes to the side that it falls at least, for lines not to lie flat."""
STEEPEST = 90
PORTS = 14
"""Between two edges at the same side of a box, at most."""


def layout(sizes: Sequence[Size], edges: Iterable[Edge]) -> Layout:
    """Place boxes of these sizes so that all edges lead down and neither boxes nor edges run over a box.

    Whatever order the edges come in, the picture is the same. Raises ValueError for a graph with a cycle.
    """
    wanted = sorted(set(edges))
    parts = _parts(len(sizes), wanted)
    home = {node: place for place, part in enumerate(parts) for node in part}
    inside: list[list[Edge]] = [[] for _ in parts]
    for edge in wanted:
        inside[home[edge.above]].append(edge)
    return packed(len(sizes), [(part, _placed(part, sizes, its)) for part, its in zip(parts, inside, strict=True)])


def _parts(nodes: int, edges: Iterable[Edge]) -> list[list[int]]:
    """The nodes of each connected part, in order."""
    beside: list[list[int]] = [[] for _ in range(nodes)]
    for above, below in edges:
        beside[above].append(below)
        beside[below].append(above)
    parts, seen = [], [False] * nodes
    for start in range(nodes):
        if seen[start]:
            continue
        seen[start], part = True, [start]
        for node in part:
            for other in beside[node]:
                if not seen[other]:
                    seen[other] = True
                    part.append(other)
        parts.append(sorted(part))
    return parts


def _placed(part: Sequence[int], sizes: Sequence[Size], edges: Sequence[Edge]) -> Layout:
    """One connected part; its nodes have their numbers in the part, its edges those of the whole."""
    number = {node: place for place, node in enumerate(part)}
    graph = layered(len(part), [Edge(number[above], number[below]) for above, below in edges])
    layers = untangled(graph)
    bends = len(graph.up) - len(part)
    middles = columns(graph, layers, Room([*(sizes[node].width for node in part), *[BEND] * bends], GAP))
    left = min(
        (middles[node] - (sizes[part[node]].width if node < len(part) else BEND) / 2 for node in range(len(middles))),
        default=0,
    )
    across = [round(middle - left) for middle in middles]
    bands = list(_bands(graph, layers, [sizes[node].height for node in part], across))
    band = {node: bands[rank] for rank, layer in enumerate(layers) for node in layer}
    boxes = []
    for node, (width, height) in enumerate(sizes[node] for node in part):
        top, bottom = band[node]
        boxes.append(Box(across[node] - width // 2, (top + bottom - height) // 2, width, height))
    ends = _ports(graph, boxes, across)
    routes = [
        Route(edge, tuple(_route(chain, start, end, boxes, band, across)))
        for edge, chain, (start, end) in zip(edges, graph.chains, ends, strict=True)
    ]
    wide = max([box.x + box.width for box in boxes] + [point.x + BEND for route in routes for point in route.points])
    return Layout(tuple(boxes), tuple(routes), Size(wide, bands[-1][1]))


def _bands(
    graph: Layered, layers: Sequence[Sequence[int]], heights: Sequence[int], across: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Top and bottom of each layer; the more its edges go to the side, the further is the next one."""
    top = 0
    for layer in layers:
        bottom = top + max([heights[node] for node in layer if node < graph.nodes], default=0)
        yield top, bottom
        widest = max([abs(across[node] - across[below]) for node in layer for below in graph.down[node]], default=0)
        top = bottom + FALL + min(STEEPEST, round(widest * STEEP))


def _ports(graph: Layered, boxes: Sequence[Box], across: Sequence[int]) -> list[tuple[int, int]]:
    """Where each edge leaves the upper and enters the lower of its boxes: side by side, so that they do not cross."""
    starts, ends = [0] * len(graph.chains), [0] * len(graph.chains)
    leaving: list[list[tuple[int, int]]] = [[] for _ in boxes]
    entering: list[list[tuple[int, int]]] = [[] for _ in boxes]
    for edge, chain in enumerate(graph.chains):
        leaving[chain[0]].append((across[chain[1]], edge))
        entering[chain[-1]].append((across[chain[-2]], edge))
    for sides, found in ((leaving, starts), (entering, ends)):
        for node, (box, side) in enumerate(zip(boxes, sides, strict=True)):
            step = min(PORTS, box.width * 0.7 / max(1, len(side) - 1))
            for place, (_, edge) in enumerate(sorted(side)):
                found[edge] = round(across[node] + (place - (len(side) - 1) / 2) * step)
    return list(zip(starts, ends, strict=True))


def _route(
    chain: Sequence[int],
    start: int,
    end: int,
    boxes: Sequence[Box],
    band: dict[int, tuple[int, int]],
    across: Sequence[int],
) -> Iterator[Point]:
    """Down through the band of each layer, across only between two of them, where no box is."""
    upper, lower = boxes[chain[0]], boxes[chain[-1]]
    yield Point(start, upper.y + upper.height)
    for node, below in pairwise(chain):
        yield Point(start if node == chain[0] else across[node], band[node][1])
        yield Point(end if below == chain[-1] else across[below], band[below][0])
    yield Point(end, lower.y)
