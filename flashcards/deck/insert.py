"""New lines into a deck file's text: inserted at the marks of its tree, every other character left as it is.

It writes no YAML of its own accord, and knows neither topics nor cards; who inserts reads the result again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from yaml.nodes import CollectionNode, MappingNode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yaml.nodes import Node, ScalarNode

    Where = tuple[int, int]

_BREAK = re.compile(r"\r\n|\r|\n")
_FURTHER_LINE = re.compile(r"(?:\r\n|\r|\n)(?P<line>(?P<indent> *)[^\r\n]*)")
_HEADER = re.compile(r"[|>][-+]?(?P<indent>[1-9]?)")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


class Insertion(NamedTuple):
    """What is to stand before the character that is at this offset now, in the place of the next `drop` characters."""

    at: int
    text: str
    drop: int = 0


def insert(text: str, insertions: Iterable[Insertion]) -> str:
    """The text with all insertions, in any order; those at one offset stand in the order given."""
    pieces, done = [], 0
    for at, new, drop in sorted(insertions, key=lambda insertion: insertion.at):
        pieces += [text[done:at], new]
        done = at + drop
    return "".join([*pieces, text[done:]])


def line_after(text: str, node: Node, column: int, line: str) -> Insertion:
    """A line of its own below the last line of a node, indented by `column`, with the line break used there.

    The file's last line keeps having a break, or none. What else stands on the node's last line, such as a comment,
    stays there, so the node must not lie in `[ ]` or `{ }`.
    """
    last = end(text, node)
    found = _BREAK.search(text, last) or _BREAK.search(text)
    at = found.start() if found and found.start() >= last else len(text)
    return Insertion(at, (found[0] if found else "\n") + " " * column + line)


def end(text: str, node: Node) -> int:
    """The offset behind the last character that a node says something with.

    Marks of block collections and block scalars lie behind the blank lines and comments that follow.
    """
    while isinstance(node, CollectionNode) and not node.flow_style and node.value:
        node = node.value[-1][1] if isinstance(node, MappingNode) else node.value[-1]
    start = node.start_mark.index
    return int(start) + len(text[start : node.end_mark.index].rstrip(" \t\r\n"))


def as_value(text: str, node: ScalarNode, margin: int) -> list[Insertion]:
    """What moves the further lines of a text to the right, so that it may follow `key: ` in a mapping that begins where
    the text does; nothing if they lie far enough to the right already.

    `margin` is the column of the dash before the text, from which an indentation such as that of `|2` is counted.
    """
    start, column = node.start_mark.index, node.start_mark.column
    lines = [found for found in _FURTHER_LINE.finditer(text, start, end(text, node)) if found["line"]]
    header = _HEADER.match(text, start) if node.style in ("|", ">") else None
    if header and header["indent"]:
        by = column - margin
    else:
        lowest = min((len(found["indent"]) for found in lines if found["line"].strip()), default=column + 1)
        by = 0 if lowest > column else column + 2 - lowest
    return [Insertion(found.start("line"), " " * by) for found in lines] if by else []


def under(node: Node | None, name: str) -> Node | None:
    """What stands under a key of a mapping; None if there is none."""
    pairs = node.value if isinstance(node, MappingNode) else ()
    return next((found for key, found in pairs if key.value == name), None)


def place_of(node: Node) -> Where:
    """Line and column, both from 1, as spans have them."""
    return node.start_mark.line + 1, node.start_mark.column + 1


def word(name: str) -> str:
    """An id as a YAML text: in quotes where other programs would take it for a number, a truth or nothing."""
    return name if name[:1].isalpha() and name.lower() not in _WORDS else f'"{name}"'
