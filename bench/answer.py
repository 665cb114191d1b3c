"""From an answer to the next card, and the memory that a session takes."""

from __future__ import annotations

import json
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from bench import make, measure
from bench.measure import PEER, Cost, Row, row

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

MOST = 110
"""Megabytes that a session may take."""


def rows(quick: bool) -> list[Row]:
    """Answers and memory with the large collections, on copies of them."""
    if not make.has_peer():
        return []
    size = make.SMALL if quick else make.LARGE
    sources = make.kept("ours", size), make.kept("anki", size)
    count = 12 if quick else 300
    with measure.scratch() as (scratch, env):
        with _copies(sources, scratch) as (ours, theirs):
            mine, both, peer = _answers(ours, theirs, env, count, durable="no")
            memory = _memory(ours, theirs, env)
        with _copies(sources, scratch) as (ours, theirs):
            waiting, _, waiting_peer = _answers(ours, theirs, env, count, durable="yes")
    return [
        row("answer to next card, without our durable commit", PEER, mine, waiting_peer, 4),
        row("… neither waiting for the disk", PEER, mine, peer),
        row("… and with the intervals of the grades before it", PEER, both, peer),
        row("… both waiting for the disk", PEER, waiting, waiting_peer),
        memory,
    ]


@contextmanager
def _copies(sources: Iterable[Path], scratch: Path) -> Iterator[list[Path]]:
    copies = [shutil.copytree(source, scratch / source.name) for source in sources]
    try:
        yield copies
    finally:
        for copy in copies:
            shutil.rmtree(copy)


def _answers(ours: Path, theirs: Path, env: Mapping[str, str], count: int, *, durable: str) -> list[Cost]:
    """Ours, ours with what each grade would do, and Anki's, which always works that out."""
    said = json.loads(measure.output(measure.work("answer", ours, theirs, durable, count), env))
    cost = {name: Cost(*parts) for name, parts in said.items()}
    both = Cost(*(a + b for a, b in zip(cost["grade"], cost["reveal"], strict=True)))
    return [cost["grade"], both, cost["peer"]]


def _memory(ours: Path, theirs: Path, env: Mapping[str, str]) -> Row:
    """The peaks of whole processes: a session of twenty answers, and Anki's first card."""
    mine = measure.run(measure.program("--collection", ours, "review", "--plain"), env, says=b"\n3\n" * 20)
    peer = measure.until(measure.work("peer_first", theirs), env, "shown:")
    note = f"({mine.peak:.0f} MB beside {peer.peak:.0f})"
    return Row("memory of a session", PEER, mine.peak / peer.peak, None, round(MOST / peer.peak, 2), note)
