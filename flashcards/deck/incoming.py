"""YAML that someone wants to add to checked topics, each with the lines that say it.

It may be a deck file, one topic, a list of topics, or a list of cards for a topic that is named from outside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yaml.nodes import MappingNode, SequenceNode

from flashcards.deck import compose, names, piece, read, topics
from flashcards.deck.cards import labels
from flashcards.deck.insert import place_of, under
from flashcards.model import Problem, Span, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from flashcards.deck.page import Page
    from flashcards.deck.piece import Lines

NO_TOPIC = "write 'topic: …' above 'cards:', or name one with --to"


class Arrival(NamedTuple):
    """A topic, or cards for one, with `lines` for the whole topic, none if it is only named, and for each note.

    A note that is made of the topic's text has no lines of its own.
    """

    topic: Topic
    lines: Lines
    cards: tuple[Lines, ...]


class Incoming(NamedTuple):
    """What there is to add. `deck` and `tags` are what the file says of all its topics; with an error, none of it."""

    arrivals: tuple[Arrival, ...]
    problems: tuple[Problem, ...]
    deck: str = ""
    tags: tuple[str, ...] = ()
    is_deck: bool = False

    @property
    def sound(self) -> bool:
        return not any(problem.level == "error" for problem in self.problems)


def incoming(text: str, path: str, to: Topic | None = None) -> Incoming:
    """Read what is to be added; loose cards are for the topic `to`. Problems come in file order."""
    if len(text) > read.LARGEST:
        return Incoming((), read.read(text, path).problems)
    with compose.without_collector():
        clean, strange = compose.clean(text)
        root, broken = compose.compose(clean, path)
        problems: list[Problem] = []
        if isinstance(root, MappingNode) and under(root, "topics") is None and under(root, "topic") is not None:
            found = _Loose(read.page_of(path, clean, 0, problems, strange), root).topics([root])
        elif cards := _loose_cards(root):
            found = _Loose(read.page_of(path, clean, 0, problems, strange), root).entries(cards, to)
        elif broken is not None and "topics:" not in text:
            return Incoming((), (broken,))
        else:
            return _deck(text, clean, path, root)
    order = tuple(sorted(problems, key=lambda problem: problem.span[1:]))
    return Incoming(tuple(found), order)


def _loose_cards(root: Node | None) -> SequenceNode | None:
    """The list that a file consists of; it may stand below `cards:`."""
    if isinstance(root, MappingNode) and [key.value for key, _ in root.value] == ["cards"]:
        root = root.value[0][1]
    return root if isinstance(root, SequenceNode) else None


def _deck(text: str, clean: str, path: str, root: Node | None) -> Incoming:
    """A deck file, read as all of them are."""
    reading = read.read(text, path)
    entries = under(root, "topics")
    found: list[Arrival] = []
    if isinstance(entries, SequenceNode):
        nodes = {place_of(node): (place, node) for place, node in enumerate(entries.value)}
        for topic in reading.topics:
            place, node = nodes[topic.span[1:]]
            found.append(_arrival(clean, topic, node, piece.entry(clean, entries, place)))
    made = Incoming(tuple(found), reading.problems, is_deck=True)
    if not made.sound or root is None:
        return made
    deck, tags = under(root, "deck"), under(root, "tags")
    page = read.page_of(path, clean, 0, [])
    return made._replace(
        deck=" ".join(page.words(deck, "deck").split()) if deck else "", tags=labels(page, tags) if tags else ()
    )


def _arrival(text: str, topic: Topic, node: Node, lines: Lines) -> Arrival:
    cards = under(node, "cards")
    said = {}
    if isinstance(cards, SequenceNode):
        said = {place_of(card): piece.entry(text, cards, place) for place, card in enumerate(cards.value)}
    return Arrival(topic, lines, tuple(said.get(note.span[1:], ()) for note in topic.notes))


class _Loose:
    """A file that is no deck: its topics or cards, read in the same way."""

    def __init__(self, page: Page, root: Node | None) -> None:
        self.page = page
        if root is not None:
            read.report_traps(page, root)

    def entries(self, entries: SequenceNode, to: Topic | None) -> list[Arrival]:
        """A list of topics, or of cards for `to`."""
        topical = [under(node, "topic") is not None for node in entries.value]
        if topical and all(topical):
            return list(self._listed(entries))
        if to is None:
            self.page.error(entries, "these cards name no topic", NO_TOPIC)
            to = Topic("-", "", "", Span(self.page.path, 1, 1))
        notes = topics.listed(self.page, entries, to.id)
        places = {place_of(node): place for place, node in enumerate(entries.value)}
        lines = [piece.entry(self.page.text, entries, places[note.span[1:]]) for note in notes]
        return [Arrival(to._replace(notes=notes), (), tuple(lines))]

    def topics(self, nodes: list[MappingNode]) -> list[Arrival]:
        """A file that is one topic."""
        return [
            _arrival(self.page.text, topic, node, piece.whole(self.page.text, node))
            for node in nodes
            if (topic := self._topic(node))
        ]

    def _listed(self, entries: SequenceNode) -> Iterator[Arrival]:
        first: dict[str, Topic] = {}
        for place, node in enumerate(entries.value):
            topic = self._topic(node)
            if topic is None:
                continue
            if topic.id in first:
                message = f"a second topic with the id {names.quoted(topic.id)}"
                self.page.error(node, message, f"the first is on line {first[topic.id].span.line}")
            else:
                first[topic.id] = topic
                yield _arrival(self.page.text, topic, node, piece.entry(self.page.text, entries, place))

    def _topic(self, node: Node) -> Topic | None:
        return topics.topic(self.page, node, topics.Header("")).topic
