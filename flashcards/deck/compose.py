"""YAML text to a tree of nodes in which every scalar is the text that was written. Bounded in depth."""

from __future__ import annotations

import gc
import re
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

import yaml

from flashcards.deck import explain
from flashcards.model import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

DEEPEST = 100
_COLUMNS, _MOST_OPEN = 40, 16  # 80 blocks, 16 openings, and `{{…}}` as it is closed: below 100

_INDENTED = re.compile(rf"\n[ \t?:-]{{{_COLUMNS}}}")
_WORDS = r"""[^\[\]{}"'#\n]*"""
_CLOSED = rf"{_WORDS}[\]}}]|\{{{_WORDS}\}}\}}"
_OPENINGS = tuple(re.compile(rf"\{sign}(?<=[\s\[{{,:?-]\{sign})(?!{_CLOSED})") for sign in "[{")
# What YAML forbids, what it takes for a line break and no editor does, and the marks of hidden and shown clozes.
FORBIDDEN = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue002-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]",
)
# In UTF-8 none of the forbidden characters is made of these bytes alone, save U+2028 and U+2029.
_SOUND = bytes({*b"\t\n\r", *range(0x20, 0x7F), *range(0x80, 0x100)} - {0xC2, 0xED, 0xEE, 0xEF})


class TooDeepError(yaml.MarkedYAMLError):
    """Lists in lists in lists: the C composer recurses, and far deeper than this it crashes the process."""


class _Texts:
    """In place of PyYAML's resolver: nothing is a number or a date, and an untagged node has the tag ''.

    The composer calls these three for each node: they are the cheapest thing that takes any arguments.
    """

    resolve = descend_resolver = ascend_resolver = "".format


class _Bounded(_Texts):
    """The same, and depth has an end.

    The composer calls `descend_resolver` with the parent of each node before it recurses into it, so the bound is exact
    and costs no second pass. `above` are the nodes around the current one.
    """

    def __init__(self, text: str) -> None:
        self.above: list[Node | None] = [None]
        super().__init__(text)  # type: ignore[call-arg]

    def descend_resolver(self, parent: Node | None, _index: object) -> None:  # type: ignore[override]
        above = self.above
        if above[-1] is parent:
            return
        if parent in above:
            del above[above.index(parent) + 1 :]
            return
        above.append(parent)
        if len(above) > DEEPEST and parent is not None:
            raise TooDeepError(problem="too deep", problem_mark=parent.start_mark)


def _parser() -> type:
    try:
        from yaml.cyaml import CParser  # type: ignore[attr-defined]
    except ImportError:  # PyYAML without its C part: slower, the same tree
        return _pure()
    return CParser


def _pure() -> type:
    from yaml.composer import Composer
    from yaml.parser import Parser
    from yaml.reader import Reader
    from yaml.scanner import Scanner

    class Pure(Reader, Scanner, Parser, Composer):
        def __init__(self, text: str) -> None:
            Reader.__init__(self, text)
            Scanner.__init__(self)
            Parser.__init__(self)
            Composer.__init__(self)

    return Pure


def _loader(resolver: type) -> Any:
    return type("Loader", (resolver, _parser()), {})


_SHALLOW, _ANY = _loader(_Texts), _loader(_Bounded)


def _is_shallow(text: str) -> bool:
    """Whether the text cannot be deeper than `DEEPEST`, by a quick look; most that could be are not.

    A block begins with the signs before the first word of its line, and stands further in than the block around it,
    save a list under a key: two for each column. Flows that are closed on their line, with mere words in them, hold no
    other.
    """
    if "\r" in text and text.count("\r") != text.count("\r\n"):
        return False
    if _INDENTED.search("\n" + text):
        return False
    open_ = (found for opening in _OPENINGS for found in opening.finditer(text))
    return next(islice(open_, _MOST_OPEN, None), None) is None


def compose(text: str, path: str, line: int = 0) -> tuple[Node | None, Problem | None]:
    """The tree of one document, or what is wrong with its syntax. An empty text gives neither.

    `line` is the number of lines that come before the text in its file. The text has been through `clean`.
    """
    try:
        return (_SHALLOW if _is_shallow(text) else _ANY)(text).get_single_node(), None
    except yaml.MarkedYAMLError as error:
        return None, explain.syntax(error, text, path, line)
    except yaml.YAMLError:  # without a place: not reached with cleaned text, but no text may raise
        return None, Problem("error", Span(path, line + 1, 1), "this is not readable as YAML")


def clean(text: str) -> tuple[str, tuple[int, ...]]:
    """The text with each character that must not be in a deck made a space, and the offsets of those characters."""
    text = text.removeprefix("\ufeff")
    unsure = text.encode("utf-8", "surrogatepass").translate(None, _SOUND)
    if not unsure and "\u2028" not in text and "\u2029" not in text:
        return text, ()
    places = tuple(found.start() for found in FORBIDDEN.finditer(text))
    return (FORBIDDEN.sub(" ", text) if places else text), places


@contextmanager
def without_collector() -> Iterator[None]:
    """The garbage collector off: it would walk a growing tree of nodes again and again, at four times the cost."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
