"""A graph to layers: every edge leads down, and a long one has a bend in each layer that it passes."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from flashcards.report.layout.ranks import ranks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.report.layout.shapes import Edge


@dataclass(frozen=True, slots=True)
class Layered:
    """Nodes and, with numbers after theirs, bends. All edges between them lead from one layer to the next.

    The order within `layers`, `up` and `down` means nothing yet.
    """

    nodes: int
    layers: list[list[int]]
    up: list[list[int]]
    down: list[list[int]]
    chains: list[list[int]]
    """For each edge all that it passes, from its upper to its lower end."""


def layered(nodes: int, edges: Sequence[Edge]) -> Layered:
    """Put the nodes of a graph into layers. Raises ValueError for a graph with a cycle."""
    rank_of = ranks(nodes, edges)
    layers: list[list[int]] = [[] for _ in range(max(rank_of, default=-1) + 1)]
    for node, rank in enumerate(rank_of):
        layers[rank].append(node)
    chains, bends = [], nodes
    for above, below in edges:
        passed = range(bends, bends + rank_of[below] - rank_of[above] - 1)
        for bend, rank in zip(passed, range(rank_of[above] + 1, rank_of[below]), strict=True):
            layers[rank].append(bend)
        bends += len(passed)
        chains.append([above, *passed, below])
    up: list[list[int]] = [[] for _ in range(bends)]
    down: list[list[int]] = [[] for _ in range(bends)]
    for chain in chains:
        for above, below in pairwise(chain):
            down[above].append(below)
            up[below].append(above)
    return Layered(nodes, layers, up, down, chains)
