"""A topic's lines to lines that carry tags which its file no longer gives it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from flashcards.deck import compose, short
from flashcards.deck.insert import Insertion, end, insert, line_after, under

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yaml.nodes import Node

    from flashcards.deck.piece import Lines


def tagged(lines: Lines, tags: Iterable[str]) -> Lines:
    """The lines with these tags besides those that they have."""
    text = "\n".join(lines)
    root, _ = compose.compose(text, "")
    topic = root.value[0] if isinstance(root, SequenceNode) else None
    old = under(topic, "tags")
    own = texts(old)
    missing = [tag for tag in tags if tag not in own]
    if not missing or not isinstance(topic, MappingNode):
        return lines
    return tuple(insert(text, [_insertion(text, topic, old, short.flow([*own, *missing]))]).split("\n"))


def texts(node: Node | None) -> list[str]:
    """A text, or those of a list."""
    entries = node.value if isinstance(node, SequenceNode) else [node]
    return [entry.value for entry in entries if isinstance(entry, ScalarNode)]


def _insertion(text: str, topic: MappingNode, old: Node | None, written: str) -> Insertion:
    if old is not None:
        start = old.start_mark.index
        return Insertion(start, written, end(text, old) - start)
    if topic.flow_style:
        return Insertion(topic.start_mark.index + 1, f"tags: {written}, ")
    head = under(topic, "topic") or topic
    return line_after(text, head, topic.start_mark.column, f"tags: {written}")
