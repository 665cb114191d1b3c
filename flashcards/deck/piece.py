"""An entry of a list in one file to lines that can stand in another, as their author wrote them.

Lines begin in column 0, the first one that is no comment with a dash. What they say is for others to read again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flashcards.deck.insert import end

if TYPE_CHECKING:
    from collections.abc import Iterable

    from yaml.nodes import Node, SequenceNode

    Lines = tuple[str, ...]

BREAK = re.compile(r"\r\n|\r|\n")


def entry(text: str, entries: SequenceNode, place: int) -> Lines:
    """An entry with the comment on its last line and, unless it is the first, those right above it."""
    node = entries.value[place]
    if entries.flow_style:
        return whole(text, node)
    column = entries.start_mark.column
    begin = _dash(text, node, column)
    if place:
        begin = _above(text, begin, column, end(text, entries.value[place - 1]))
    return moved(BREAK.split(text[begin : line_end(text, end(text, node))]), -column)


def whole(text: str, node: Node) -> Lines:
    """Something that is no entry of a list of lines, such as the whole of a file, as one."""
    start, column = node.start_mark.index, node.start_mark.column
    stop = end(text, node) if _is_flow(node) else line_end(text, end(text, node))
    first, *rest = BREAK.split(text[start:stop])
    if _is_flow(node):
        column = min((len(line) - len(line.lstrip(" ")) for line in rest if line.strip()), default=0)
    return (f"- {first}", *moved(rest, 2 - column))


def moved(lines: Iterable[str], by: int) -> Lines:
    """Lines further to the right, or to the left as far as they go."""
    if by >= 0:
        return tuple(" " * by + line if line else line for line in lines)
    return tuple(line[min(-by, len(line) - len(line.lstrip(" "))) :] for line in lines)


def line_end(text: str, at: int) -> int:
    """Where the line that holds an offset ends, before its break."""
    found = BREAK.search(text, at)
    return found.start() if found else len(text)


def line_start(text: str, at: int) -> int:
    begin = text.rfind("\n", 0, at) + 1
    return max(begin, text.rfind("\r", begin, at) + 1)


def _is_flow(node: Node) -> bool:
    """Whether something else may follow on its line."""
    return not hasattr(node, "flow_style") or bool(node.flow_style)


def _dash(text: str, node: Node, column: int) -> int:
    """Where the line of an entry's dash begins, which may be above the entry."""
    mark = re.compile(rf" {{{column}}}-(?=\s|\Z)")
    begin = line_start(text, node.start_mark.index)
    while begin and not mark.match(text, begin):
        begin = line_start(text, begin - (2 if text[begin - 2 : begin] == "\r\n" else 1))
    return begin


def _above(text: str, begin: int, column: int, least: int) -> int:
    """Where the comments right above a line begin that line up with its dash."""
    mark = re.compile(rf" {{{column}}}#")
    while begin > least:
        before = line_start(text, begin - (2 if text[begin - 2 : begin] == "\r\n" else 1))
        if before <= least or not mark.match(text, before):
            break
        begin = before
    return begin
