"""The nodes of a graph to their layers, so that edges are as short as they can be in all.

Gansner and others (1993): a spanning tree of edges that cannot be shorter, in which one edge after the other is given
up for a better one. What moving a part of the tree gains is the sum over its nodes of edges in, less edges out.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from flashcards.report.layout.shapes import Edge

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORK = 20_000
"""How many nodes are looked at while exchanging edges: enough for the best layers of some hundred nodes."""


class Tree(NamedTuple):
    """The nodes of a tree from its root on, so that each subtree is a slice; `parents` and `ends` are by node."""

    order: list[int]
    starts: list[int]
    ends: list[int]
    parents: list[int]


def ranks(nodes: int, edges: Sequence[Edge]) -> list[int]:
    """The layer of each node of a connected graph. Raises ValueError for a graph with a cycle."""
    found = _shortened(nodes, edges)
    pull = [0] * nodes
    for above, below in edges:
        pull[above] -= 1
        pull[below] += 1
    inside = _tight_tree(found, edges) if nodes > 1 else set()
    for _ in range(WORK // max(1, nodes)):
        if not _exchange(found, pull, inside, edges):
            break
    first = min(found, default=0)
    return [rank - first for rank in found]


def _exchange(found: list[int], pull: Sequence[int], inside: set[Edge], edges: Sequence[Edge]) -> bool:
    """Give up edges of the tree for better ones, the worst first; False if there is none to be given up."""
    tree = _rooted(len(found), inside)
    losing = _losing(tree, pull, inside)
    changed: set[int] = set()
    for top, leaving in losing:
        if top in changed:
            continue
        entering = _moved(found, tree, leaving, edges)
        inside ^= {leaving, entering}
        changed.update(tree.order[tree.starts[top] : tree.ends[top]])
        for node in (tree.parents[top], *entering):
            changed.update(_upwards(tree, node, changed))
    return bool(losing)


def _upwards(tree: Tree, node: int, known: set[int]) -> Iterator[int]:
    """A node and those above it in the tree, up to the first that is known already."""
    while node >= 0 and node not in known:
        yield node
        node = tree.parents[node]


def _shortened(nodes: int, edges: Sequence[Edge]) -> list[int]:
    """Each node right below the lowest one above it; then lower, where more edges lead on than come in."""
    up: list[list[int]] = [[] for _ in range(nodes)]
    down: list[list[int]] = [[] for _ in range(nodes)]
    for above, below in edges:
        down[above].append(below)
        up[below].append(above)
    order = _downwards(up, down)
    found = [0] * nodes
    for node in order:
        found[node] = max([found[above] + 1 for above in up[node]], default=0)
    for node in reversed(order):
        if down[node] and len(down[node]) >= len(up[node]):
            found[node] = min([found[below] for below in down[node]]) - 1
    return found


def _downwards(up: Sequence[Sequence[int]], down: Sequence[Sequence[int]]) -> list[int]:
    """All nodes, each after those above it."""
    missing = [len(above) for above in up]
    order = [node for node, count in enumerate(missing) if not count]
    for node in order:
        for below in down[node]:
            missing[below] -= 1
            if not missing[below]:
                order.append(below)
    if len(order) < len(up):
        raise ValueError("a graph with a cycle has no layers")
    return order


def _tight_tree(found: list[int], edges: Sequence[Edge]) -> set[Edge]:
    """A spanning tree of edges from one layer to the next, grown from the first node; moves nodes to it as it grows.

    What is not in the tree yet moves as one, by `shift`, until the nearest edge between them can be no shorter.
    """
    touching: list[list[Edge]] = [[] for _ in found]
    for edge in edges:
        touching[edge.above].append(edge)
        touching[edge.below].append(edge)
    tree: set[Edge] = set()
    placed: dict[int, int] = {}
    down: list[tuple[int, Edge]] = []
    up: list[tuple[int, Edge]] = []
    node = shift = 0
    while True:
        placed[node] = found[node] + shift
        for edge in touching[node]:
            if node == edge.above:
                heappush(down, (found[edge.below] - placed[node], edge))
            else:
                heappush(up, (placed[node] - found[edge.above], edge))
        for leading in (down, up):
            while leading and leading[0][1].above in placed and leading[0][1].below in placed:
                heappop(leading)
        if not down and not up:
            break
        if not up or (down and down[0][0] + shift <= up[0][0] - shift):
            length, edge = heappop(down)
            node, shift = edge.below, 1 - length
        else:
            length, edge = heappop(up)
            node, shift = edge.above, length - 1
        tree.add(edge)
    found[:] = [placed[node] for node in range(len(found))]
    return tree


def _rooted(nodes: int, inside: set[Edge]) -> Tree:
    beside: list[list[int]] = [[] for _ in range(nodes)]
    for above, below in inside:
        beside[above].append(below)
        beside[below].append(above)
    parents, starts, ends = [-1] * nodes, [0] * nodes, [0] * nodes
    order: list[int] = []
    stack = [0]
    while stack:
        node = stack.pop()
        starts[node] = len(order)
        order.append(node)
        for other in beside[node]:
            if other != parents[node]:
                parents[other] = node
                stack.append(other)
    for node in reversed(order):
        ends[node] = max(ends[node], starts[node] + 1)
        if node:
            ends[parents[node]] = max(ends[parents[node]], ends[node])
    return Tree(order, starts, ends, parents)


def _losing(tree: Tree, pull: Sequence[int], inside: set[Edge]) -> list[tuple[int, Edge]]:
    """The edges of a tree that keep others long, each with the top of the subtree it holds; the worst first."""
    sums = list(pull)
    losing = []
    for node in reversed(tree.order[1:]):
        parent = tree.parents[node]
        sums[parent] += sums[node]
        edge = Edge(node, parent)
        gain = sums[node]
        if edge not in inside:
            edge, gain = Edge(parent, node), -gain
        if gain > 0:
            losing.append((-gain, node, edge))
    return [(node, edge) for _, node, edge in sorted(losing)]


def _moved(found: list[int], tree: Tree, leaving: Edge, edges: Sequence[Edge]) -> Edge:
    """Move the part of the tree that an edge holds until another edge holds it; that edge."""
    upper = tree.parents[leaving.above] == leaving.below
    top = leaving.above if upper else leaving.below
    start, end, starts = tree.starts[top], tree.ends[top], tree.starts
    entering, least = leaving, len(found)
    for edge in edges:
        outer, inner = edge if upper else (edge.below, edge.above)
        if start <= starts[inner] < end and not start <= starts[outer] < end:
            slack = found[edge.below] - found[edge.above] - 1
            if slack < least:
                entering, least = edge, slack
    for node in tree.order[start:end]:
        found[node] += -least if upper else least
    return entering
