"""Topics of the index to the study order: edges, ranks, and the positions of cards."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flashcards.collection.follow import queue
from flashcards.collection.index import PLACES, held
from flashcards.collection.shelve import DETACH
from flashcards.deck import graph
from flashcards.model import Reference, Span

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from flashcards.collection.shelve import Found
    from flashcards.model import Topic

POSITION = f"(select rank * {PLACES} + card.ord from topic where key = card.topic)"
"""The place of a card in the study order."""


def link(index: sqlite3.Connection, found: Sequence[Found]) -> None:
    """Order all topics anew, and keep the edges and what is wrong with them."""
    keys, nodes_ = nodes(index, found)
    linked = graph.link(nodes_, held(index))
    _set_ranks(index, keys, dict(zip(keys, ranks(linked), strict=True)))
    _set_second_bearers_aside(index)
    note_down(index, linked, keys)


def ranks(linked: graph.Graph) -> list[int | None]:
    """The place of each topic in the study order; None for one that bears the id of an earlier one."""
    first: dict[str, int] = {}
    for n, node in enumerate(linked.nodes):
        first.setdefault(node.id, n)
    found: list[int | None] = [None] * len(linked.nodes)
    for rank, n in enumerate(linked.order):
        if first[linked.nodes[n].id] == n:
            found[n] = rank
    return found


def note_down(index: sqlite3.Connection, linked: graph.Graph, keys: Sequence[int]) -> None:
    """Keep the edges between topics of these keys, and what is wrong with them."""
    _set_edges(index, [(keys[n], keys[p]) for n, required in enumerate(linked.needs) for p in required])
    index.execute("delete from problem where file is null")
    index.executemany(
        "insert into problem values (null, ?, ?, ?, ?, ?, ?, ?)",
        [(n, p.level, *p.span, p.message, p.hint) for n, p in enumerate(linked.problems)],
    )


def _set_ranks(index: sqlite3.Connection, keys: Sequence[int], ranks: Mapping[int, int | None]) -> None:
    """Write the ranks that are others than before: most edits change few, and writing all costs the most of it all."""
    before = dict(index.execute("select key, rank from topic").fetchall())
    changed = [(ranks[key], key) for key in keys if before[key] != ranks[key]]
    index.executemany("update topic set rank = ? where key = ?", changed)


def _set_edges(index: sqlite3.Connection, edges: list[tuple[int, int]]) -> None:
    before = set(index.execute("select topic, prerequisite from edge").fetchall())
    index.executemany("delete from edge where topic = ? and prerequisite = ?", sorted(before.difference(edges)))
    index.executemany("insert into edge values (?, ?)", [edge for edge in edges if edge not in before])


def _set_second_bearers_aside(index: sqlite3.Connection) -> None:
    """A topic that bears the id of an earlier one has no rank; its notes have neither history nor cards."""
    second = "(select n.key from note n join topic t on t.key = n.topic where t.rank is null)"
    index.execute(f"{DETACH} where note in {second}")
    index.execute(f"update note set origin = null where key in {second}")


def nodes(index: sqlite3.Connection, found: Sequence[Found] = ()) -> tuple[list[int], Sequence[Topic | graph.Node]]:
    """All topics in file order, with their keys: as just read if everything was, else from the index."""
    ordered = "from topic t join file f on f.key = t.file order by f.ord, t.ord"
    read_now = [topic for entry in found for topic in entry.topics]
    if len(read_now) == index.execute("select count(*) from topic").fetchone()[0]:
        return [key for (key,) in index.execute(f"select t.key {ordered}")], read_now
    columns = "t.key, t.id, t.title, t.aka, t.requires, f.path, t.line, t.column"
    rows = index.execute(f"select {columns} {ordered}").fetchall()
    required = json.loads(f"[{','.join(row[4] or '[]' for row in rows)}]")  # one call, not one for each topic
    return [row[0] for row in rows], [_node(row, wanted) for row, wanted in zip(rows, required, strict=True)]


def place(index: sqlite3.Connection) -> None:
    """The study order of cards: by the rank of their topic, then as written."""
    index.execute(f"update card set position = {POSITION} where note is not null and position is not {POSITION}")
    queue(index)


def _node(row: tuple[Any, ...], wanted: list[tuple[str, int, int]]) -> graph.Node:
    _, id_, title, aka, _, path, line, column = row
    references = tuple([Reference(text, Span(path, *at)) for text, *at in wanted])
    return graph.Node(id_, title, tuple(json.loads(aka)) if aka else (), references, Span(path, line, column))
