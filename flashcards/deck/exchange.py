"""Words, items and tags in a deck file to others in their place, by insertions at the marks of the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yaml.nodes import SequenceNode

from flashcards.deck import dump, short
from flashcards.deck.insert import Insertion, end, line_after
from flashcards.deck.piece import BREAK, line_end, line_start, moved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yaml.nodes import Node

    from flashcards.deck.piece import Lines


def several(
    text: str, key: Node, node: Node, was: Sequence[str], now: Sequence[str], *, whole: bool
) -> Iterator[Insertion]:
    """Other items or tags: each in its place, those that come or go on their own lines; or all of them anew."""
    entries = [] if whole or not isinstance(node, SequenceNode) else node.value
    if len(entries) != len(was) or (len(was) != len(now) and text.startswith("[", node.start_mark.index)):
        yield replaced(text, key.start_mark.index, end(text, node), _all(key.value, now), key.start_mark.column)
        return
    head = _alike(was, now)
    tail = min(_alike(was[::-1], now[::-1]), len(was) - head, len(now) - head)
    there, said = entries[head : len(was) - tail], now[head : len(now) - tail]
    for entry, new in zip(there, said, strict=False):
        yield exchanged(text, entry, new, node.start_mark.column + 2)
    yield from (without(text, entry, entry, first=False) for entry in there[len(said) :])
    if len(said) > len(there):
        lines = [line for new in said[len(there) :] for line in short.after("- ", new, 2)]
        yield _entries(text, node, head + len(there), lines)


def _all(name: str, texts: Sequence[str]) -> Lines:
    """All items or tags, with their key."""
    if name == "tags" or not texts:
        return (f"{name}: {short.flow(texts)}",)
    return moved(dump.several(name, texts, in_brackets=True), -2)


def _alike(left: Sequence[str], right: Sequence[str]) -> int:
    """How many texts two lists have in common from their beginning."""
    pairs = zip(left, right, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(left), len(right)))


def _entries(text: str, node: Node, place: int, lines: Sequence[str]) -> Insertion:
    """New entries of a list of lines, below the one before that place, or above all."""
    column = node.start_mark.column
    rows = moved(lines, column)
    if place:
        return _below(text, node.value[place - 1], rows)
    usual = _usual(text)
    return Insertion(line_start(text, node.value[0].start_mark.index), "".join(row + usual for row in rows))


def added(text: str, last: Node, name: str, lines: Lines, column: int) -> Insertion:
    """A key with what stands behind it, on lines of its own below the last ones."""
    first, *rest = lines
    return _below(text, last, moved((f"{name}: {first}", *moved(rest, 2)), column))


def _below(text: str, node: Node, rows: Lines) -> Insertion:
    """Lines of their own below the last line of a node."""
    made = line_after(text, node, 0, "")
    return made._replace(text="".join(made.text + row for row in rows))


def without(text: str, key: Node, value: Node, *, first: bool) -> Insertion:
    """Takes away the lines of a key and its text. The first key stands behind the dash, where the next one moves to."""
    start, stop = key.start_mark.index, line_end(text, end(text, value))
    if first:
        return Insertion(start, "", len(text) - len(text[stop:].lstrip()) - start)
    start = line_start(text, start)
    found = BREAK.match(text, stop)
    return Insertion(start, "", (found.end() if found else stop) - start)


def exchanged(text: str, node: Node, new: str, column: int) -> Insertion:
    """Another text in the place of one; `column` is that of further lines."""
    return replaced(text, node.start_mark.index, end(text, node), short.after("", new, 0), column)


def replaced(text: str, start: int, stop: int, lines: Lines, column: int) -> Insertion:
    """Lines from one offset to another; all but the first begin at a column."""
    first, *rest = lines
    return Insertion(start, _usual(text).join([first, *moved(rest, column)]), stop - start)


def _usual(text: str) -> str:
    """The line break of a file."""
    found = BREAK.search(text)
    return found[0] if found else "\n"
