"""The front matter of a Markdown file, YAML or TOML between two `---`, to what it says of all its topics."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from flashcards.deck import compose
from flashcards.deck.names import quoted
from flashcards.formats.markdown.marked import titles
from flashcards.model import Reference

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from yaml.nodes import Node

    from flashcards.formats.gather import Gatherer

MOST_LINES = 500
_REQUIRES = frozenset({"requires", "prerequisites", "prerequisite", "builds on"})
_ALIASES = frozenset({"aka", "alias", "aliases"})
_KEEPING = frozenset({"date", "created", "updated", "modified", "cssclass", "cssclasses", "publish", "draft", "layout"})
"""What other programs keep of a file: one line names all of it, since every note of a folder may have it."""


class Matter(NamedTuple):
    """`end` is the number of its lines, 0 without any."""

    end: int = 0
    title: str = ""
    deck: str = ""
    tags: tuple[str, ...] = ()
    requires: tuple[Reference, ...] = ()
    aka: tuple[str, ...] = ()


def matter(lines: Sequence[str], found: Gatherer) -> Matter:
    """What the front matter says; what nobody reads of it is noted."""
    if not lines or lines[0].rstrip() != "---":
        return Matter()
    ends = (number for number, line in enumerate(lines[1:MOST_LINES], 1) if line.rstrip() in ("---", "..."))
    end = next(ends, 0)
    if not end:
        return Matter()
    text = "\n".join(lines[1:end])
    root, broken = compose.compose(text, found.path, 1)
    made = _read(root, found) if isinstance(root, MappingNode) else _toml(text, found)
    if made is None:
        span, message = (broken.span, broken.message) if broken else (found.span(1), "it is neither YAML nor TOML")
        found.say("warning", span, f"what looks like front matter was taken for text: {message}")
        return Matter()
    for number, line in enumerate(lines[1:end], 2):
        if line.lstrip().startswith("#"):
            found.warn(number, f"this comment in the front matter was left out: {quoted(line)}")
    return made._replace(end=end + 1)


def _toml(text: str, found: Gatherer) -> Matter | None:
    """What hashcards writes: `name = "…"` is the deck's. None for what is no TOML."""
    import tomllib

    try:
        values = tomllib.loads(text)
    except (ValueError, RecursionError):
        return None
    tags = values.pop("tags", [])
    title = str(values.pop("name", "") or values.pop("title", ""))
    if values:
        found.warn(2, f"in the front matter, this is not taken over: {', '.join(values)}")
    return Matter(title=title, tags=tuple(map(str, tags)) if isinstance(tags, list) else (str(tags),))


def _read(root: MappingNode, found: Gatherer) -> Matter:
    made = Matter()
    keeping: dict[str, int] = {}
    for key, value in root.value:
        name = str(key.value).casefold() if isinstance(key, ScalarNode) else ""
        texts = [text for text, _ in _texts(value)]
        if name in _REQUIRES:
            wanted = [(title, node) for text, node in _texts(value) for title in _titles(text)]
            requires = tuple(
                Reference(text, found.span(node.start_mark.line + 2, node.start_mark.column + 1))
                for text, node in wanted
            )
            made = made._replace(requires=(*made.requires, *requires))
        elif name in ("tags", "tag"):
            made = made._replace(
                tags=tuple(tag.lstrip("#") for text in texts for tag in text.replace(",", " ").split())
            )
        elif name in _ALIASES:
            made = made._replace(aka=tuple(texts))
        elif name == "title":
            made = made._replace(title=" ".join(texts))
        elif name == "deck":
            made = made._replace(deck=" ".join(texts))
        elif name in _KEEPING:
            keeping[f"{name} ({', '.join(texts)})" if texts else name] = key.start_mark.line + 2
        else:
            message = f"'{name}' in the front matter is not taken over" if name else "a key that is no text"
            found.warn(key.start_mark.line + 2, message, f"it says {quoted(', '.join(texts))}" if any(texts) else "")
    if keeping:
        found.warn(min(keeping.values()), f"in the front matter, this is not taken over: {', '.join(keeping)}")
    return made


def _titles(text: str) -> list[str]:
    return [title for title, _ in titles(text)] if "[[" in text else [text]


def _texts(node: Node) -> Iterator[tuple[str, Node]]:
    """All texts of a value with their nodes; YAML takes `[[A]]` for a list in a list."""
    if isinstance(node, ScalarNode):
        if node.value.strip():
            yield node.value.strip(), node
    elif isinstance(node, SequenceNode):
        for entry in node.value:
            yield from _texts(entry)
