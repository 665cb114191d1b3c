"""The layouts of parts that nothing connects to one layout: large ones first, in rows, then what stands alone."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

from flashcards.report.layout.shapes import Box, Layout, Point, Route, Size

if TYPE_CHECKING:
    from collections.abc import Sequence

APART = 40
"""Between two parts."""
BESIDE = 18
"""Between nodes without any edge."""
NARROWEST = 900
"""Rows may be at least so wide, however small the parts are."""
SHAPE = 1.6
"""How much wider than high the whole is to be, unless one part is wider."""

Part = tuple["Sequence[int]", Layout]
"""The numbers of some nodes, and their layout."""


def packed(nodes: int, parts: Sequence[Part]) -> Layout:
    """Put parts side by side in rows, and rows below each other."""
    joined = sorted((part for part in parts if part[1].routes), key=lambda part: (-len(part[0]), part[0][0]))
    alone = [part for part in parts if not part[1].routes]
    area = sum((part.size.width + APART) * (part.size.height + APART) for _, part in parts)
    widest = max([part.size.width for _, part in parts] + [NARROWEST, round(sqrt(area * SHAPE))])
    boxes: list[Box] = [Box(0, 0, 0, 0)] * nodes
    routes: list[Route] = []
    width = top = 0
    for group, gap in ((joined, APART), (alone, BESIDE)):
        left, height = 0, 0
        for members, part in group:
            if left and left + part.size.width > widest:
                left, top, height = 0, top + height + gap, 0
            for node, box in zip(members, part.boxes, strict=True):
                boxes[node] = box._replace(x=box.x + left, y=box.y + top)
            routes += [_shifted(route, left, top) for route in part.routes]
            width, height = max(width, left + part.size.width), max(height, part.size.height)
            left += part.size.width + gap
        top += height + APART if group else 0
    return Layout(tuple(boxes), tuple(sorted(routes)), Size(width, max(0, top - APART)))


def _shifted(route: Route, across: int, down: int) -> Route:
    return Route(route.edge, tuple([Point(point.x + across, point.y + down) for point in route.points]))
