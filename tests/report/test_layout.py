"""Graphs to pictures in layers."""

from __future__ import annotations

import random
from itertools import combinations, pairwise, product
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.report.layout.columns import _rising
from flashcards.report.layout.crossings import crossings, untangled
from flashcards.report.layout.layers import Layered, layered
from flashcards.report.layout.layout import layout
from flashcards.report.layout.ranks import ranks
from flashcards.report.layout.shapes import Edge, Layout, Point, Size

if TYPE_CHECKING:
    from collections.abc import Iterator

SIZES = st.builds(Size, st.integers(10, 200), st.integers(10, 80))
Graph = tuple[list[Size], list[Edge]]


@st.composite
def graphs(draw: st.DrawFn, most: int = 16) -> Graph:
    """Any graph without cycles, connected or not; the numbers of the nodes say nothing about their order."""
    sizes = draw(st.lists(SIZES, max_size=most))
    order = draw(st.permutations(range(len(sizes))))
    pairs = list(combinations(order, 2))
    edges = draw(st.lists(st.sampled_from(pairs), max_size=2 * most)) if pairs else []
    return sizes, [Edge(*edge) for edge in edges]


def subject(topics: int, seed: int = 1, far: int = 12) -> Graph:
    """Topics that build on one or two of those shortly before."""
    chance = random.Random(seed)
    edges = [
        Edge(max(0, topic - chance.randint(1, far)), topic)
        for topic in range(1, topics)
        for _ in range(chance.randint(1, 2))
    ]
    return [Size(chance.randint(60, 170), chance.choice((37, 54, 71))) for _ in range(topics)], edges


def on_the_way(points: tuple[Point, ...]) -> Iterator[tuple[float, float]]:
    """Places along a route, as it is drawn: straight down, and in a curve with upright ends."""
    for number, (one, two) in enumerate(pairwise(points)):
        for step in range(11):
            t = step / 10
            bent = 3 * t * t - 2 * t**3 if number % 2 else t
            half = (one.y + two.y) / 2
            y = (
                one.y * (1 - t) ** 3 + half * 3 * t * (1 - t) + two.y * t**3
                if number % 2
                else one.y + t * (two.y - one.y)
            )
            yield one.x + bent * (two.x - one.x), y


@given(graphs())
def test_no_boxes_overlap_and_all_lie_within_the_picture(graph: Graph) -> None:
    made = layout(*graph)

    assert graph[0] == [Size(box.width, box.height) for box in made.boxes]
    for box in made.boxes:
        assert 0 <= box.x <= box.x + box.width <= made.size.width
        assert 0 <= box.y <= box.y + box.height <= made.size.height
    for one, two in combinations(made.boxes, 2):
        beside = one.x + one.width < two.x or two.x + two.width < one.x
        assert beside or one.y + one.height < two.y or two.y + two.height < one.y


@given(graphs())
def test_every_edge_leads_down_from_box_to_box(graph: Graph) -> None:
    made = layout(*graph)

    assert sorted(set(graph[1])) == [route.edge for route in made.routes]
    for route in made.routes:
        upper, lower, points = made.boxes[route.edge.above], made.boxes[route.edge.below], route.points
        assert all(one.y <= two.y for one, two in pairwise(points))
        assert all(one.x == two.x for one, two in list(pairwise(points))[::2])
        assert upper.y + upper.height == points[0].y < points[-1].y == lower.y
        assert upper.x <= points[0].x <= upper.x + upper.width
        assert lower.x <= points[-1].x <= lower.x + lower.width
        assert all(0 <= point.x <= made.size.width for point in points)


def run_over(made: Layout) -> list[tuple[Edge, int]]:
    """The edges that run through a box, and which."""
    return [
        (route.edge, place)
        for route in made.routes
        for place, box in enumerate(made.boxes)
        if place not in route.edge
        and any(box.x <= x <= box.x + box.width and box.y < y < box.y + box.height for x, y in on_the_way(route.points))
    ]


@given(graphs())
def test_no_edge_runs_through_a_box(graph: Graph) -> None:
    assert [] == run_over(layout(*graph))


@pytest.mark.parametrize("far", [10, 25, 60])
def test_no_long_edge_runs_through_a_box(far: int) -> None:
    assert [] == run_over(layout(*subject(80, far=far)))


@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_edges_makes_no_difference(graph: Graph, chance: random.Random) -> None:
    sizes, edges = graph
    again = edges + edges[:3]
    chance.shuffle(again)

    assert layout(sizes, edges) == layout(sizes, again)


def test_an_empty_graph_is_an_empty_picture() -> None:
    assert Layout((), (), Size(0, 0)) == layout([], [])


@pytest.mark.parametrize("edges", [[(0, 0)], [(0, 1), (1, 0)], [(2, 3), (3, 4), (4, 2)]])
def test_a_cycle_has_no_layers(edges: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="cycle"):
        layout([Size(10, 10)] * 5, [Edge(*edge) for edge in edges])


@pytest.mark.parametrize("far", [12, 400])
def test_a_thousand_topics_are_drawn(far: int) -> None:
    sizes, edges = subject(1000, far=far)

    made = layout(sizes, edges)

    assert (1000, len(set(edges))) == (len(made.boxes), len(made.routes))


def test_a_long_chain_is_no_trouble() -> None:
    made = layout([Size(50, 20)] * 3000, [Edge(n, n + 1) for n in range(2999)])

    assert {0} == {box.x for box in made.boxes}


def test_a_large_part_comes_first_and_what_is_alone_comes_last() -> None:
    sizes = [Size(300, 20)] * 12

    made = layout(sizes, [Edge(3, 4), Edge(6, 7), Edge(7, 8)])

    tops = [box.y for box in made.boxes]
    assert (0, 0) == made.boxes[6][:2]
    assert tops[3] == 0 < made.boxes[3].x
    assert max(tops[n] for n in (3, 4, 6, 7, 8)) < min(tops[n] for n in (0, 1, 2, 5, 9, 10, 11))
    assert 1 < len({tops[n] for n in (0, 1, 2, 5, 9, 10, 11)})


@st.composite
def connected(draw: st.DrawFn, most: int) -> list[Edge]:
    nodes = draw(st.integers(2, most))
    edges = {Edge(draw(st.integers(0, node - 1)), node) for node in range(1, nodes)}
    pairs = [Edge(*pair) for pair in combinations(range(nodes), 2)]
    return sorted(edges | set(draw(st.lists(st.sampled_from(pairs), max_size=most))))


def nodes_of(edges: list[Edge]) -> int:
    return 1 + max(node for edge in edges for node in edge)


def length(edges: list[Edge], found: tuple[int, ...] | list[int]) -> int:
    return sum(found[below] - found[above] for above, below in edges)


@settings(max_examples=60)
@given(connected(6))
def test_edges_are_as_short_as_they_can_be_in_all(edges: list[Edge]) -> None:
    nodes = nodes_of(edges)
    possible = (
        found
        for found in product(range(nodes), repeat=nodes)
        if all(found[above] < found[below] for above, below in edges)
    )

    found = ranks(nodes, edges)

    assert all(found[above] < found[below] for above, below in edges)
    assert 0 == min(found)
    assert min(length(edges, other) for other in possible) == length(edges, found)


@given(connected(14))
def test_crossings_are_counted(edges: list[Edge]) -> None:
    graph = layered(nodes_of(edges), edges)

    pairs = combinations([(a, b) for a, others in enumerate(graph.down) for b in others], 2)
    place = {node: (rank, number) for rank, layer in enumerate(graph.layers) for number, node in enumerate(layer)}
    expected = sum(
        place[a][0] == place[c][0] and (place[a][1] - place[c][1]) * (place[b][1] - place[d][1]) < 0
        for (a, b), (c, d) in pairs
    )
    assert expected == crossings(graph, graph.layers)


@given(connected(14))
def test_untangling_moves_nodes_within_their_layers_only(edges: list[Edge]) -> None:
    graph = layered(nodes_of(edges), edges)

    found = untangled(graph)

    assert [sorted(layer) for layer in graph.layers] == [sorted(layer) for layer in found]
    assert crossings(graph, found) <= crossings(graph, graph.layers)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=30))
def test_a_tree_is_drawn_without_crossings(choices: list[int]) -> None:
    edges = [Edge(choice % (place + 1), place + 1) for place, choice in enumerate(choices)]
    graph: Layered = layered(len(edges) + 1, edges)

    assert 0 == crossings(graph, untangled(graph))


@given(st.lists(st.tuples(st.integers(-20, 20), st.integers(1, 8)), min_size=1, max_size=6))
def test_places_that_must_not_fall_are_as_near_as_can_be(wished: list[tuple[int, int]]) -> None:
    found = _rising((float(value), float(weight)) for value, weight in wished)

    def distance(values: list[float]) -> float:
        return sum(weight * (value - wish) ** 2 for value, (wish, weight) in zip(values, wished, strict=True))

    assert all(one <= two for one, two in pairwise(found))
    for cut, step in product(range(len(found)), (-0.5, 0.5)):
        moved = [value + step * (place >= cut) for place, value in enumerate(found)]
        if all(one <= two for one, two in pairwise(moved)):
            assert distance(found) <= distance(moved) + 1e-9
