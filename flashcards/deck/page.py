"""A piece of YAML being read: where its nodes are, what they say, and what is wrong with them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from flashcards.deck.names import nearest, quoted
from flashcards.model import Level, Problem, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_BREAKS = re.compile(r"\r\n|\r|\n")
_TRUE, _FALSE = ("true", "True", "TRUE"), ("false", "False", "FALSE")


class Page:
    """Holds the text of one YAML document, and gathers problems.

    `line` is the number of lines before the text in its file. `spoiled` are the places, as offsets into the text and
    in rising order, where YAML would silently read something else than the author wrote.
    """

    def __init__(self, path: str, text: str, line: int, problems: list[Problem]) -> None:
        self.path = path
        self.text = text
        self.line = line
        self.problems = problems
        self.errors = 0
        self.spoiled: Sequence[int] = ()
        self._starts: list[int] = []

    def span(self, node: Node, offset: int = 0) -> Span:
        """Where the node starts, or the word that stands at this offset of its value."""
        if offset:
            return self.place(self._inside(node, offset))
        mark = node.start_mark
        return Span(self.path, mark.line + self.line + 1, mark.column + 1)

    def place(self, index: int) -> Span:
        """Line and column of an offset into the text."""
        if not self._starts:
            self._starts = [0, *(found.end() for found in _BREAKS.finditer(self.text))]
        line = bisect_right(self._starts, index)
        return Span(self.path, line + self.line, index - self._starts[line - 1] + 1)

    def _inside(self, node: Node, offset: int) -> int:
        """The value is not the source (folding, quotes, indentation): count the same word in both."""
        start, end = node.start_mark.index, node.end_mark.index
        word = re.match(r"\S*", node.value[offset:])
        target = word.group() if word else ""
        if not target:
            return int(start)
        place = start
        for _ in range(node.value.count(target, 0, offset) + 1):
            found = self.text.find(target, place, end)
            if found < 0:
                return int(start)
            place = found + 1
        return int(place - 1)

    def say(self, level: Level, span: Span, message: str, hint: str = "") -> None:
        """Gather a problem; an error also counts against the card or topic being read."""
        self.problems.append(Problem(level, span, message, hint))
        self.errors += level == "error"

    def error(self, node: Node, message: str, hint: str = "", offset: int = 0) -> None:
        past = node.start_mark.index >= len(self.text)  # libyaml counts a line that begins after the last character
        self.say("error", self.place(len(self.text)) if past else self.span(node, offset), message, hint)

    def spoils(self, node: Node) -> int:
        """How many of the problems that were found before reading lie inside this node."""
        if not self.spoiled:
            return 0
        start, end = node.start_mark.index, node.end_mark.index
        return bisect_left(self.spoiled, max(end, start + 1)) - bisect_left(self.spoiled, start)

    def fields(self, node: MappingNode) -> dict[str, Node]:
        """The mapping's keys and values; a repeated key and a key that is no text are problems."""
        found: dict[str, Node] = {}
        for name, value in node.value:
            word = name.value
            if type(word) is not str:
                self.error(name, "a key has to be plain text", curly(self, name))
            elif word in found:
                self.error(name, f"{quoted(word)} is here twice", "keep one of them")
            else:
                found[word] = value
        return found

    def unknown(self, node: MappingNode, fields: dict[str, Node], known: frozenset[str], what: str) -> None:
        """Report each key that nobody would read."""
        if known.issuperset(fields):
            return
        for name, _ in node.value:
            word = name.value
            if type(word) is str and word not in known:
                hint = nearest(word, known) or f"{what} may have {', '.join(sorted(known))}"
                self.error(name, f"{quoted(word)} is not a key of {what}", hint)

    def words(self, node: Node, name: str) -> str:
        """The text of a scalar without outer blank lines; '' after reporting one that is empty or no text."""
        if type(node) is not ScalarNode:
            self.error(node, f"{quoted(name)} has to be text, not {kind(node)}", curly(self, node))
            return ""
        value: str = node.value.rstrip().lstrip("\r\n")
        if not value:
            self.error(node, f"{quoted(name)} is empty", "write something after it, or leave the key out")
        return value

    def entries(self, node: Node, name: str) -> Iterable[Node]:
        """The nodes of a list; a single text counts as a list of one."""
        if type(node) is SequenceNode:
            return list(node.value)
        if type(node) is MappingNode:
            self.error(node, f"{quoted(name)} has to be a list or one text, not a mapping", curly(self, node))
            return ()
        return (node,)

    def flag(self, node: Node, name: str) -> bool:
        """`true` or `false`, unquoted; anything else is a problem."""
        if type(node) is ScalarNode and not node.style:
            if node.value in _TRUE:
                return True
            if node.value in _FALSE:
                return False
        said = f", not {quoted(node.value)}" if type(node) is ScalarNode else ""
        self.error(node, f"'{name}' is true or false{said}")
        return False


def is_true(node: Node) -> bool:
    return type(node) is ScalarNode and not node.style and node.value in _TRUE


def is_false(node: Node) -> bool:
    return type(node) is ScalarNode and not node.style and node.value in _FALSE


def kind(node: Node) -> str:
    """What a node is, in the words of someone who does not know YAML's."""
    if type(node) is SequenceNode:
        return "a list"
    return "a mapping" if type(node) is MappingNode else "text"


def curly(page: Page, node: Node) -> str:
    """The hint for `{{…}}` or `[…]` that YAML took for a structure of its own."""
    start = node.start_mark.index
    if page.text.startswith("{{", start):
        return "a text that begins with {{ needs quotes around it, or a | before it"
    if page.text[start : start + 1] in ("{", "["):
        return "if this is a text, put quotes around it"
    return ""
