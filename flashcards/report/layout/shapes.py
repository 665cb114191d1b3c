"""What a layout is made of. Lengths are whole pixels, y grows downwards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Size(NamedTuple):
    """The room a node takes."""

    width: int
    height: int


class Box(NamedTuple):
    """A node in its place; x and y are its upper left corner."""

    x: int
    y: int
    width: int
    height: int


class Point(NamedTuple):
    """A place on a route."""

    x: int
    y: int


class Edge(NamedTuple):
    """Two nodes by their numbers; the route leads from the bottom of one down to the top of the other."""

    above: int
    below: int


class Route(NamedTuple):
    """An edge in its place: straight down from each even point to the next, in a curve from each odd one."""

    edge: Edge
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A box for each node, in their order, a route for each edge, and the size of it all."""

    boxes: tuple[Box, ...]
    routes: tuple[Route, ...]
    size: Size
