"""A composed tree to the places where YAML silently reads something else than the author wrote."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import yaml
from yaml.nodes import MappingNode, ScalarNode

from flashcards.deck.compose import FORBIDDEN
from flashcards.deck.names import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

# Each is a quick look at the whole file for what may be a trap; the tree is walked only if there may be one. They begin
# with a plain character and look back, for a search that begins by looking back is ten times slower; and whether that
# character is there at all is known thirty times sooner.
_ESCAPED = ('"', re.compile(r'"(?<![^\s\[{,:?]")[^"\\]*\\'))
_CUT = ("#", re.compile(r"#(?<=\S #)"))
_MARKERS = (("&", re.compile(r"&(?=[\w-])")), ("!", re.compile("!")))

_ESCAPE = re.compile(r"\\(?:x(\w\w)|u(\w{4})|U(\w{8})|.)", re.DOTALL)
_CONTROLS = frozenset("0abtnvfreNLP_\t")
_STARTS = {"&": "an anchor", "*": "an alias", "!": "a tag"}


class Trap(NamedTuple):
    """Where in the text, and what to say about it. `inside` is a place in the value that is spoiled by it."""

    place: int
    inside: int
    message: str
    hint: str


def find(text: str, root: Node) -> list[Trap]:
    """Aliases, anchors, tags, control characters from double quotes, texts cut at one space and `#`; in file order."""
    marked = _is_marked(text)
    if not marked and not any(sign in text and look.search(text) for sign, look in (_ESCAPED, _CUT)):
        return []
    traps = list(_markers(text)) if marked else []
    for node in _scalars(root):
        if node.style == '"':
            traps += _escapes(text, node)
        elif not node.style and node.value and text.startswith(" #", node.end_mark.index):
            traps.append(_cut(node))
    return sorted(traps)


def _is_marked(text: str) -> bool:
    """Whether a value may begin with an anchor or a tag; there is no alias without an anchor before it."""
    return any(
        _may_begin(text, found.start()) for sign, look in _MARKERS if sign in text for found in look.finditer(text)
    )


def _may_begin(text: str, index: int) -> bool:
    before = text[text.rfind("\n", 0, index) + 1 : index].rstrip()
    return not before or before[-1] in "-?:,[{\r" or before.split()[-1][0] in "&!"


def _scalars(root: Node) -> Iterator[ScalarNode]:
    """All texts of the tree; what an alias repeats comes once."""
    seen: set[int] = set()
    waiting: list[Node] = [root]
    while waiting:
        node = waiting.pop()
        if type(node) is ScalarNode:
            yield node
        elif id(node) not in seen:
            seen.add(id(node))
            waiting += [part for pair in node.value for part in pair] if type(node) is MappingNode else node.value


def _escapes(text: str, node: Node) -> Iterator[Trap]:
    start, end = node.start_mark.index, node.end_mark.index
    if text.find("\\", start, end) < 0:
        return
    for found in _ESCAPE.finditer(text, start, end):
        code = found[1] or found[2] or found[3]
        if FORBIDDEN.match(chr(int(code, 16))) if code else found[0][1] in _CONTROLS:
            message = f"in double quotes {found[0]} is not a backslash and a letter: {quoted(text[start:end])}"
            yield Trap(found.start(), found.start(), message, "use single quotes, or write the text after a |")


def _cut(node: Node) -> Trap:
    message = f"the text ends at '#', as if a comment began there: {quoted(node.value)}"
    return Trap(
        node.end_mark.index + 1,
        node.start_mark.index,
        message,
        "put quotes around the text; before a comment leave two spaces",
    )


def _markers(text: str) -> Iterator[Trap]:
    """Anchors, aliases and tags, where they stand: the tree no longer tells."""
    for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        if isinstance(event, yaml.NodeEvent) and (event.anchor or getattr(event, "tag", None)):
            index = event.start_mark.index if event.start_mark else 0
            what = _STARTS.get(text[index : index + 1], "a tag")
            hint = "put quotes around it if it is text; decks have no anchors, aliases and tags"
            yield Trap(index, index, f"this begins {what}: {quoted(text[index:].split(None, 1)[0])}", hint)
