"""New topics and cards into a deck file's text, each on lines of its own; no other line changes.

The lines are given; where they belong is read from the tree, and the result is read again before anyone gets it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from yaml.nodes import MappingNode, SequenceNode

from flashcards.deck import compose, read, short
from flashcards.deck.insert import Insertion, end, insert, place_of, under
from flashcards.deck.piece import BREAK, line_end, moved
from flashcards.deck.tagged import tagged, texts
from flashcards.deck.write import placeless
from flashcards.model import Mistake, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from yaml.nodes import Node

    from flashcards.deck.piece import Lines
    from flashcards.deck.read import Reading
    from flashcards.model import Note, Problem, Topic

EMPTY = "topics: []\n"
"""The smallest deck file, into which a new one's topics are merged."""
_STEP = 2


class NewCard(NamedTuple):
    """A note and the lines that say it."""

    note: Note
    lines: Lines


class NewTopic(NamedTuple):
    """A topic and the lines that say it. It gets the deck of its new file, and all its tags go along."""

    topic: Topic
    lines: Lines


def merged(
    text: str,
    path: str,
    cards: Mapping[str, Sequence[NewCard]],
    topics: Sequence[NewTopic] = (),
    warnings: Iterable[Problem] = (),
) -> str:
    """The text with new cards at the end of their topics, which are given by id, and new topics at its own end.

    `warnings` are what the new lines bring along. Raises Mistake where a list stands in `[ ]`, and if the file would
    come to say anything but the old and the new.
    """
    if not (cards or topics):
        return text
    body = text.removeprefix("\ufeff")
    with compose.without_collector():
        root, broken = compose.compose(compose.clean(body)[0], path)
        if broken is not None:
            raise Mistake(f"{broken}; before that is mended, nothing can be added to this file")
        before = read.read(body, path)
        insertions = list(_insertions(body, path, root, before, cards, topics))
    result = insert(body, insertions)
    _prove(before, read.read(result, path), path, cards, topics, warnings)
    return text[: len(text) - len(body)] + result


def _insertions(
    text: str,
    path: str,
    root: Node | None,
    before: Reading,
    cards: Mapping[str, Sequence[NewCard]],
    topics: Sequence[NewTopic],
) -> Iterator[Insertion]:
    entries = under(root, "topics")
    nodes = {place_of(node): node for node in entries.value} if isinstance(entries, SequenceNode) else {}
    known = {topic.id: topic for topic in before.topics}
    margin = _margin(entries)
    for name, new in cards.items():
        topic = known[name]
        node = nodes[topic.span[1:]]
        if under(node, "cards") is None:
            written = [short.of_note(note) for note in topic.notes]
            yield _first_cards(text, path, node, margin, [*written, *(card.lines for card in new)])
        else:
            yield from _below(text, path, node, "cards", [card.lines for card in new], margin)
    if topics:
        given = texts(under(root, "tags"))
        lines = [tagged(new.lines, (tag for tag in new.topic.tags if tag not in given)) for new in topics]
        yield from _below(text, path, root, "topics", lines, _STEP)


def _margin(topics: Node | None) -> int:
    """How far cards are indented in this file, seen from the keys of their topics."""
    for topic in topics.value if isinstance(topics, SequenceNode) else ():
        cards = under(topic, "cards")
        if isinstance(cards, SequenceNode) and not cards.flow_style and cards.value:
            return int(cards.start_mark.column - topic.start_mark.column)
    return _STEP


def _first_cards(text: str, path: str, topic: Node, margin: int, entries: Iterable[Lines]) -> Insertion:
    """The cards of a topic that had no `cards:`. One that its text made is written out, or it would vanish."""
    if not isinstance(topic, MappingNode) or topic.flow_style:
        raise Mistake(f"{Span(path, *place_of(topic))}: {_closed('topic', '{ }')}")
    column = topic.start_mark.column
    lines = [line for entry in entries for line in moved(entry, margin)]
    return _lines_after(text, topic, column, ["cards:", *lines])


def _below(
    text: str, path: str, node: Node | None, name: str, entries: Sequence[Lines], margin: int
) -> Iterator[Insertion]:
    """Entries at the end of the list below a key, one empty line between them where the file has it so."""
    found = under(node, name)
    if not isinstance(found, SequenceNode) or node is None:
        raise Mistake(f"{Span(path, *place_of(found or node)) if node else path}: '{name}' is not a list")
    if found.flow_style and (found.value or _in_flow(node)):
        raise Mistake(f"{Span(path, *place_of(found))}: {_closed(name, '[ ]')}")
    if found.flow_style:
        column, apart, last = node.start_mark.column + margin, name == "topics", found
        yield _without_brackets(text, found)
    else:
        column, apart, last = found.start_mark.column, _apart(text, found, name), found.value[-1]
    lines: list[str] = []
    for entry in entries:
        if apart and (lines or found.value):
            lines.append("")
        lines += entry
    yield _lines_after(text, last, column, lines)


def _in_flow(node: Node) -> bool:
    return isinstance(node, MappingNode) and bool(node.flow_style)


def _closed(name: str, brackets: str) -> str:
    return f"this '{name}' stands in {brackets}, where there is no line for another entry (begin each with '- ')"


def _without_brackets(text: str, node: Node) -> Insertion:
    """Takes away `[]` with the space before it; a comment behind it stays."""
    stop = end(text, node)
    start = len(text[: node.start_mark.index].rstrip(" "))
    return Insertion(start, "", stop - start)


def _apart(text: str, entries: SequenceNode, name: str) -> bool:
    """Whether there is an empty line above the last entry; topics that are alone so far are set apart."""
    if len(entries.value) < 2:
        return name == "topics"
    begin = end(text, entries.value[-2])
    between = BREAK.split(text[begin : entries.value[-1].start_mark.index])
    return any(not line.strip() for line in between[1:-1])


def _lines_after(text: str, node: Node, column: int, lines: Iterable[str]) -> Insertion:
    """Lines below the last one of a node, and below the comments that belong to it, with the line breaks used there.

    A comment that is indented belongs to it also after empty lines: behind a new text it could become a part of it.
    """
    at = seen = line_end(text, end(text, node))
    while found := BREAK.match(text, seen):
        seen = line_end(text, found.end())
        line = text[found.end() : seen]
        if not line.strip():
            continue
        if not line.lstrip(" ").startswith("#") or len(line) - len(line.lstrip(" ")) < max(column, 1):
            break
        at = seen
    usual = BREAK.match(text, at) or BREAK.search(text)
    gap = usual[0] if usual else "\n"
    return Insertion(at, "".join(gap + line for line in moved(lines, column)))


def _prove(
    before: Reading,
    after: Reading,
    path: str,
    cards: Mapping[str, Sequence[NewCard]],
    topics: Sequence[NewTopic],
    warnings: Iterable[Problem],
) -> None:
    """Raise Mistake unless the file says all that it did, and the new, and nothing else."""
    header = before.topics[0].deck if before.topics else after.topics[0].deck
    expected = [_extended(topic, cards.get(topic.id, ())) for topic in before.topics]
    expected += [new.topic._replace(deck=header) for new in topics]
    found = [placeless(topic) for topic in after.topics]
    for number, topic in enumerate(expected):
        if number >= len(found) or not _equal(placeless(topic), found[number], is_new=number >= len(before.topics)):
            raise Mistake(f"{path}: '{topic.title}' would be read otherwise than it was written; nothing was added")
    old, new = (
        Counter((problem.level, problem.message) for problem in reading.problems) for reading in (before, after)
    )
    brought = Counter((problem.level, problem.message) for problem in warnings)
    if len(found) > len(expected) or before.whole != after.whole or old - new or new - old - brought:
        raise Mistake(f"{path}: the new lines would change what this file says; nothing was added")


def _extended(topic: Topic, cards: Iterable[NewCard]) -> Topic:
    new = [card.note._replace(id=f"{topic.id}/{card.note.id.partition('/')[2]}") for card in cards]
    return topic._replace(notes=(*topic.notes, *new))


def _equal(expected: Topic, found: Topic, *, is_new: bool) -> bool:
    """A new topic has the tags of its file besides its own."""
    if is_new and set(expected.tags) <= set(found.tags):
        expected = expected._replace(tags=found.tags)
    return expected == found
