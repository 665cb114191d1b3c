"""Topics of the index to the study order: edges, ranks, and the positions of cards."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flashcards.collection.follow import queue
from flashcards.collection.shelve import DETACH
from flashcards.deck import graph
from flashcards.model import Reference, Span

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from flashcards.collection.shelve import Found


def link(index: sqlite3.Connection, found: Sequence[Found]) -> None:
    """Order all topics anew, and keep the edges and what is wrong with them."""
    keys, nodes = _nodes(index, found)
    linked = graph.link(nodes)
    first = {node.id: n for n, node in reversed(list(enumerate(nodes)))}
    index.execute("update topic set rank = null")
    index.executemany(
        "update topic set rank = ? where key = ?",
        [(rank, keys[n]) for rank, n in enumerate(linked.order) if first[linked.nodes[n].id] == n],
    )
    _set_second_bearers_aside(index)
    index.execute("delete from edge")
    index.executemany(
        "insert or ignore into edge values (?, ?)",
        [(keys[n], keys[p]) for n, required in enumerate(linked.needs) for p in required],
    )
    index.execute("delete from problem where file is null")
    index.executemany(
        "insert into problem values (null, ?, ?, ?, ?, ?, ?, ?)",
        [(n, p.level, *p.span, p.message, p.hint) for n, p in enumerate(linked.problems)],
    )


def _set_second_bearers_aside(index: sqlite3.Connection) -> None:
    """A topic that bears the id of an earlier one has no rank; its notes have neither history nor cards."""
    second = "(select n.key from note n join topic t on t.key = n.topic where t.rank is null)"
    index.execute(f"{DETACH} where note in {second}")
    index.execute(f"update note set origin = null where key in {second}")


def _nodes(index: sqlite3.Connection, found: Sequence[Found]) -> tuple[list[int], list[graph.Node]]:
    """All topics in file order, with their keys: as just read if everything was, else from the index."""
    ordered = "from topic t join file f on f.key = t.file order by f.ord, t.ord"
    read_now = [graph.node(topic) for entry in found for topic in entry.topics]
    if len(read_now) == index.execute("select count(*) from topic").fetchone()[0]:
        return [key for (key,) in index.execute(f"select t.key {ordered}")], read_now
    columns = "t.key, t.id, t.title, t.aka, t.requires, f.path, t.line, t.column"
    rows = index.execute(f"select {columns} {ordered}").fetchall()
    return [row[0] for row in rows], [_node(*row[1:]) for row in rows]


def place(index: sqlite3.Connection) -> None:
    """The study order of cards: by the rank of their topic, then as written."""
    position = "(select rank * 65536 + card.ord from topic where key = card.topic)"
    index.execute(f"update card set position = {position} where note is not null and position is not {position}")
    queue(index)


def _node(id_: str, title: str, aka: str | None, requires: str | None, path: str, line: int, column: int) -> graph.Node:
    references = [Reference(text, Span(path, *place)) for text, *place in json.loads(requires or "[]")]
    return graph.Node(id_, title, tuple(json.loads(aka or "[]")), tuple(references), Span(path, line, column))
