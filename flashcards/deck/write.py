"""Ids into a deck file's text, each on a line of its own. Whatever else the file says, it says the same as before."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from flashcards.deck import compose, read
from flashcards.deck.insert import Insertion, as_value, insert, line_after, place_of, under, word
from flashcards.model import Mistake, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from flashcards.deck.insert import Where
    from flashcards.deck.read import Reading
    from flashcards.model import Topic

_HEADS = ("q", "cloze", "list")
_NOWHERE = Span("", 1, 1)


class Place(NamedTuple):
    """A topic or card without an id. Its id may stand below `head`; `margin` is the column of its dash."""

    node: Node
    head: ScalarNode
    margin: int


class Places(NamedTuple):
    """The topics and cards that have no `id:`, by line and column, both from 1, as their spans have them.

    Those in `closed` stand inside `[ ]` or `{ }`, where there is no line to write an id on.
    """

    open: dict[Where, Place]
    closed: tuple[Where, ...]


def places(text: str, path: str) -> Places:
    """Where ids are missing. Raises Mistake if the file cannot be read as a whole."""
    root, broken = compose.compose(compose.clean(text)[0], path)
    if broken is not None:
        raise Mistake(f"{broken}; before that is mended, no id can be written into this file")
    found = Places({}, ())
    closed = []
    for place, flow in _walk(root):
        if flow:
            closed.append(place_of(place.node))
        else:
            found.open[place_of(place.node)] = place
    return found._replace(closed=tuple(closed))


def with_ids(text: str, path: str, ids: Mapping[Where, str]) -> str:
    """The text with an `id:` for the topics and cards at these places, which `places` has found open.

    Ids of topics are whole, those of notes are their keys. Line breaks, comments, a byte order mark and a missing last
    line break stay; a card that is only a text becomes `cloze:`. Raises Mistake if a place is not open, or if the file
    would come to say anything else than before.
    """
    if not ids:
        return text
    with compose.without_collector():
        found = places(text, path)
        for where in ids:
            if where not in found.open:
                raise Mistake(f"{Span(path, *where)}: an id cannot be written here")
        body = text.removeprefix("\ufeff")
        insertions = [new for where, name in ids.items() for new in _insertions(body, found.open[where], name)]
    result = insert(body, insertions)
    before = read.read(body, path)
    same(before._replace(topics=tuple(_named(topic, ids) for topic in before.topics)), read.read(result, path), path)
    return text[: len(text) - len(body)] + result


def same(expected: Reading, found: Reading, path: str) -> None:
    """Raise Mistake, at the first topic that differs, unless both readings agree in all but where things stand."""
    said = "a new line would change what this says, so nothing is written into this file"
    for topic, other in zip_longest(expected.topics, found.topics):
        if topic is None or other is None or placeless(topic) != placeless(other):
            raise Mistake(f"{(topic or other).span}: {said}")
    if _faults(expected) != _faults(found):
        raise Mistake(f"{Span(path, 1, 1)}: {said}")


def _walk(root: Node | None) -> Iterator[tuple[Place, bool]]:
    """Topics and cards without an id, in file order, and whether they lie in `[ ]` or `{ }`."""
    for topic, margin, flow in _entries(root, "topics"):
        if head := _head(topic, ("topic",)):
            yield Place(topic, head, margin), flow
        for card, inner, inside in _entries(topic, "cards"):
            if head := card if isinstance(card, ScalarNode) else _head(card, _HEADS, "?"):
                yield Place(card, head, inner), inside


def _entries(node: Node | None, name: str) -> Iterator[tuple[Node, int, bool]]:
    """The entries of the list under a key, the column of their dashes, and whether they are in `[ ]` or `{ }`."""
    entries = under(node, name)
    if isinstance(entries, SequenceNode):
        for entry in entries.value:
            flow = entries.flow_style or (not isinstance(entry, ScalarNode) and entry.flow_style)
            yield entry, entries.start_mark.column, bool(flow)


def _head(node: Node, heads: tuple[str, ...], sign: str = "") -> ScalarNode | None:
    """What stands after the key that makes a mapping a topic or card; None if there is none, or if it has an id."""
    if not isinstance(node, MappingNode) or under(node, "id") is not None:
        return None
    for key, value in node.value:
        names = isinstance(key, ScalarNode) and (key.value in heads or (sign and key.value.endswith(sign)))
        if names and isinstance(value, ScalarNode):
            return value
    return None


def _insertions(text: str, place: Place, name: str) -> Iterator[Insertion]:
    node, head, margin = place
    if node is head:
        yield Insertion(node.start_mark.index, "cloze: ")
        yield from as_value(text, head, margin)
    yield line_after(text, head, node.start_mark.column, f"id: {word(name)}")


def _named(topic: Topic, ids: Mapping[Where, str]) -> Topic:
    """The topic with its new ids. Notes made of its text stand where it stands, and have no ids of their own."""
    name = ids.get(topic.span[1:], topic.id)
    notes = []
    for note in topic.notes:
        key = note.id.partition("/")[2]
        new = key if note.span == topic.span else ids.get(note.span[1:], key)
        notes.append(note._replace(id=f"{name}/{new}"))
    return topic._replace(id=name, own_id=topic.own_id or topic.span[1:] in ids, notes=tuple(notes))


def placeless(topic: Topic) -> Topic:
    return topic._replace(
        span=_NOWHERE,
        requires=tuple(reference._replace(span=_NOWHERE) for reference in topic.requires),
        notes=tuple(note._replace(span=_NOWHERE) for note in topic.notes),
    )


def _faults(reading: Reading) -> tuple[object, ...]:
    """What is wrong and what is missing, without the hints, which may name lines."""
    return reading.whole, [(problem.level, problem.message) for problem in reading.problems]
