"""Prerequisites: names, order, cycles, closures."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flashcards.deck import near
from flashcards.deck.graph import Edge, Graph, Node, link
from flashcards.deck.read import read
from flashcards.model import Reference, Span

graphs = st.integers(1, 12).flatmap(
    lambda n: st.lists(st.lists(st.integers(0, n - 1), max_size=4), min_size=n, max_size=n),
)
"""For each topic those it requires: any graph, with loops, repeats and cycles."""


def made(needs: list[list[int]]) -> Graph:
    span = Span("a.yaml", 1, 1)
    return link(
        Node(f"t{i}", f"Topic {i}", (), tuple(Reference(f"topic  {p}", span) for p in pre), span)
        for i, pre in enumerate(needs)
    )


def linked(*texts: str) -> Graph:
    return link(topic for i, text in enumerate(texts) for topic in read(text, f"{i}.yaml").topics)


def says(graph: Graph) -> list[str]:
    return [str(problem) for problem in graph.problems]


def topics(**requires: str) -> str:
    return "topics:\n" + "".join(
        f"- topic: {name}\n" + (f"  requires: {wanted}\n" if wanted else "") for name, wanted in requires.items()
    )


def test_titles_other_titles_and_ids_are_names() -> None:
    graph = linked(
        "topics:\n- {topic: Über Alles, aka: [Old], id: x}\n", topics(a="ÜBER  alles", b="old", c="X", d="[x]")
    )

    assert graph.needs == ((), (0,), (0,), (0,), (0,))
    assert graph.problems == ()


def test_prerequisites_come_just_in_time() -> None:
    graph = linked(topics(a="", b="[e, d]", c="", d="", e=""))

    assert [graph.nodes[i].id for i in graph.order] == ["a", "d", "e", "b", "c"]


def test_an_unknown_name_is_a_warning_with_the_nearest() -> None:
    assert says(linked(topics(angle="", triangle="angel"))) == [
        "0.yaml:4:13: warning: 'triangle' requires 'angel', which no file defines (did you mean 'angle'?)"
    ]


def test_a_prerequisite_that_cannot_be_read_is_not_called_missing() -> None:
    topics_ = read("topics:\n- topic: Joins\n  requires: [Big tables, Sets]\n", "a.yaml").topics

    assert [str(problem) for problem in link(topics_, {"big-tables"}).problems] == [
        "a.yaml:3:14: warning: 'Joins' requires 'Big tables', which cannot be read now",
        "a.yaml:3:26: warning: 'Joins' requires 'Sets', which no file defines",
    ]


def test_titles_with_a_comma_between_them_are_no_list() -> None:
    graph = linked(topics(keys="", select="", joins="keys, Select"))

    assert ["write a list: [keys, Select]"] == [problem.hint for problem in graph.problems]


def test_a_name_that_two_topics_have_is_said_once() -> None:
    graph = linked("topics:\n- {topic: A, aka: [ten]}\n- topic: Ten\n")

    assert 1 == len(graph.problems)


def test_the_nearest_is_named_as_its_author_wrote_it() -> None:
    known = linked(topics(**{"What is PyTorch?": "", "Tensors": "Waht is PyTorch?"}))

    assert [problem.hint for problem in known.problems] == ["did you mean 'What is PyTorch?'?"]


def test_what_frames_a_question_makes_nothing_alike() -> None:
    known = [f"what is {name}?" for name in ("pytorch", "a gpu", "an embedding", "the chain rule")]
    found = near.Near(known)

    assert [found.hint(f"What is {name}?") for name in ("Python", "a CPU core", "the brain")] == [""] * 3
    assert found.hint("What is an embeding?") == "did you mean 'what is an embedding?'?"
    assert found.hint("Embeddings") == "did you mean 'what is an embedding?'?"
    assert found.hint("How is the chain rul?") == "did you mean 'what is the chain rule?'?"


def test_a_title_split_at_its_comma() -> None:
    graph = linked(
        "topics:\n- topic: Bias, variance, noise\n- topic: B\n  requires: [B2, Bias, variance, noise]\n- topic: B2\n"
    )

    assert graph.needs[1] == (0, 2)
    assert says(graph) == [
        "0.yaml:4:18: the comma splits a title: 'Bias' is no topic (write \"Bias, variance, noise\")"
    ]


def test_loops_and_repeats_are_taken_out() -> None:
    graph = linked(topics(a="[a, b, B]", b=""))

    assert graph.needs == ((1,), ())
    assert says(graph) == [
        "0.yaml:3:14: warning: 'a' requires itself (leave it out)",
        "0.yaml:3:20: warning: 'B' is required twice (leave it out)",
    ]


def test_a_name_of_two_topics() -> None:
    graph = linked("topics:\n- topic: A\n  id: one\n", "topics:\n- topic: B\n  aka: a\n- topic: C\n  requires: A\n")

    assert graph.needs[2] == (0,)
    assert says(graph) == [
        "1.yaml:2:3: 'a' is also the name of a topic at 0.yaml:2:3 ('requires' means the first; rename one of them)"
    ]


def test_an_id_of_two_files() -> None:
    assert says(linked(topics(a=""), topics(a=""))) == [
        "1.yaml:2:3: 'a' has the id 'a' of a topic at 0.yaml:2:3 (give one of them an 'id:' of its own)"
    ]


def test_a_cycle_is_shown_as_a_path() -> None:
    graph = linked(topics(a="b", b="c", c="a"))

    assert graph.dropped == (Edge(2, 0),)
    assert [graph.nodes[i].id for i in graph.order] == ["c", "b", "a"]
    assert [problem.message for problem in graph.problems] == [
        "a circle: 'a' (0.yaml:2:3) requires 'b' (0.yaml:4:3) requires 'c' (0.yaml:6:3) requires 'a'"
    ]
    assert graph.problems[0].span == Span("0.yaml", 7, 13)


def test_a_long_cycle_is_shortened() -> None:
    graph = made([[(i + 1) % 5000] for i in range(5000)])

    assert len(graph.problems) == 1
    assert "… 4990 more …" in graph.problems[0].message
    assert sorted(graph.order) == list(range(5000))


@given(graphs)
def test_order_has_every_topic_once_after_all_it_needs(needs: list[list[int]]) -> None:
    graph = made(needs)
    place = {topic: i for i, topic in enumerate(graph.order)}

    assert sorted(graph.order) == list(range(len(needs)))
    assert all(place[p] < place[v] for v, pre in enumerate(graph.needs) for p in pre)
    for v, pre in enumerate(needs):
        assert set(graph.needs[v]) | {e.needs for e in graph.dropped if e.topic == v} == set(pre) - {v}


@given(graphs)
def test_a_valid_file_keeps_its_order(needs: list[list[int]]) -> None:
    valid = [[p for p in pre if p < v] for v, pre in enumerate(needs)]

    assert made(valid).order == tuple(range(len(needs)))


@given(graphs)
def test_twice_the_same(needs: list[list[int]]) -> None:
    assert made(needs) == made(needs)


@given(graphs)
def test_closures(needs: list[list[int]]) -> None:
    graph = made(needs)

    for v in range(len(needs)):
        above = graph.ancestors(v)
        assert v not in above
        assert above == set(graph.needs[v]).union(*(graph.ancestors(p) for p in graph.needs[v]))


@given(graphs)
def test_redundant_edges_are_those_that_change_no_closure(needs: list[list[int]]) -> None:
    graph = made(needs)

    expected = [
        Edge(v, p)
        for v, pre in enumerate(graph.needs)
        for p in pre
        if any(p in graph.ancestors(q) for q in pre if q != p)
    ]
    assert expected == graph.redundant()


def test_near_among_many() -> None:
    known = [f"topic number {i}" for i in range(1000)] + ["zebra crossing", "angle"]

    found = near.Near(known)

    assert found.hint("angel") == "did you mean 'angle'?"
    assert found.hint("zebra crosing") == "did you mean 'zebra crossing'?"
    assert found.hint("xylophone") == ""


def test_hints_have_an_end() -> None:
    found = near.Near(["topic"])

    assert [found.hint(f"topic {i}") for i in range(near.MOST + 1)][-1] == ""
