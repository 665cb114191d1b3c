"""One entry under `topics:` to a topic with its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from yaml.nodes import MappingNode, SequenceNode

from flashcards.deck import cards, names, prose
from flashcards.deck.page import curly, kind
from flashcards.deck.texts import formulas
from flashcards.model import Reference, Topic

if TYPE_CHECKING:
    from yaml.nodes import Node

    from flashcards.deck.page import Page
    from flashcards.model import Note

KEYS = frozenset({"topic", "id", "aka", "tags", "requires", "text", "cards"})


class Header(NamedTuple):
    """What a file says of all its topics."""

    deck: str
    tags: tuple[str, ...] = ()


class Outcome(NamedTuple):
    """A topic, if it could be read. `ids` are those that it may have: none where not even that is known.

    `whole` is False when a card is missing; `claimed` are the ids of notes that such cards may have.
    """

    topic: Topic | None
    ids: tuple[str, ...] = ()
    whole: bool = False
    claimed: tuple[str, ...] = ()


def topic(page: Page, node: Node, header: Header) -> Outcome:
    """The topic an entry describes. A bad card drops itself; anything else that is bad drops the topic."""
    if type(node) is not MappingNode:
        hint = curly(page, node) or "each begins with '- topic: title'"
        page.error(node, f"a topic is a mapping, not {kind(node)}", hint)
        return Outcome(None)
    before = page.errors
    fields = page.fields(node)
    title = " ".join(page.words(fields["topic"], "topic").split()) if "topic" in fields else ""
    if "topic" not in fields:
        _untitled(page, node, fields)
    name = _name(page, fields, title)
    page.unknown(node, fields, KEYS, "a topic")
    aka = _titles(page, fields["aka"], "aka") if "aka" in fields else ()
    requires = _references(page, fields["requires"]) if "requires" in fields else ()
    tags = tuple(dict.fromkeys(header.tags + cards.labels(page, fields["tags"]))) if "tags" in fields else header.tags
    text = _text(page, fields["text"]) if "text" in fields else ""
    if page.errors > before or _spoiled(page, node, fields):
        return Outcome(None, _ids(node, name))
    span = page.span(node)
    notes = _notes(page, fields["cards"], name) if "cards" in fields else prose.notes(name, title, text, span)
    made = Topic(name, title, header.deck, span, aka, requires, tags, text, notes, "id" in fields)
    if "cards" not in fields or len(notes) == _entries(fields["cards"]):
        return Outcome(made, (name,), True)
    return Outcome(made, (name,), False, _claimed(fields["cards"], made))


def _ids(node: MappingNode, name: str) -> tuple[str, ...]:
    """The ids of a topic that is dropped. Where the dash before a topic is missing, it has the titles of two."""
    titles = [value.value for key, value in node.value if key.value == "topic" and type(value.value) is str]
    others = [names.slug(title) for title in titles[1:]]
    return () if not name or not all(others) else (name, *others)


def _untitled(page: Page, node: Node, fields: dict[str, Node]) -> None:
    if not any(names.nearest(name, KEYS).startswith("did you mean 'topic'") for name in fields.keys() - KEYS):
        page.error(node, "a topic without a title", "add a line 'topic: title'")


def _name(page: Page, fields: dict[str, Node], title: str) -> str:
    """The topic's id; '' after reporting that there is none."""
    if "id" in fields:
        return cards.identity(page, fields["id"])
    name = names.slug(title)
    if title and not name:
        page.error(fields["topic"], f"no letter in {names.quoted(title)} can name the topic", "add a line 'id: name'")
    return name


def _text(page: Page, node: Node) -> str:
    text = page.words(node, "text")
    formulas(page, node, text)
    return text


def _titles(page: Page, node: Node, name: str) -> tuple[str, ...]:
    return tuple([page.words(entry, name) for entry in page.entries(node, name)])


def _references(page: Page, node: Node) -> tuple[Reference, ...]:
    entries = page.entries(node, "requires")
    return tuple([Reference(page.words(entry, "requires"), page.span(entry)) for entry in entries])


def _spoiled(page: Page, node: Node, fields: dict[str, Node]) -> bool:
    """Whether YAML misread something in the topic itself; what it misread in a card is the card's affair."""
    if not page.spoils(node):
        return False
    entries = fields.get("cards")
    if not isinstance(entries, SequenceNode):
        return True
    return page.spoils(node) > sum(page.spoils(entry) for entry in entries.value)


def _notes(page: Page, entries: Node, topic: str) -> tuple[Note, ...]:
    """The notes under `cards:`."""
    if type(entries) is SequenceNode:
        return listed(page, entries, topic)
    hint = "begin each card with '- '; [] stands for none"
    page.error(entries, f"'cards' has to be a list, not {kind(entries)}", hint)
    return ()


def _entries(entries: Node) -> int:
    """How many notes there are if all are sound."""
    return len(entries.value) if type(entries) is SequenceNode else -1


def _claimed(entries: Node, topic: Topic) -> tuple[str, ...]:
    nodes = entries.value if type(entries) is SequenceNode else ()
    there = {note.id for note in topic.notes}
    return tuple([name for node in nodes for name in cards.claimed(node, topic.id) if name not in there])


def listed(page: Page, entries: SequenceNode, topic: str) -> tuple[Note, ...]:
    """The notes of a list of cards that are sound, none twice. `topic` is the topic's id."""
    notes: dict[str, Note] = {}
    asked: dict[str, Note] = {}
    for entry in entries.value:
        note = cards.note(page, entry, topic)
        if note is None:
            continue
        if note.id in notes:
            _same(page, entry, note, notes[note.id])
            continue
        notes[note.id] = note
        if (first := asked.setdefault(note.question, note)) is not note:
            message = f"{names.quoted(note.question)} is asked twice in this topic"
            page.say("warning", note.span, message, f"the first is on line {first.span.line}")
    return tuple(notes.values())


def _same(page: Page, entry: Node, note: Note, first: Note) -> None:
    """Two notes of a topic with one name."""
    if names.normalised(note.question) == names.normalised(first.question):
        message = f"{names.quoted(note.question)} is asked twice in this topic"
    else:
        message = f"two cards of this topic have the id {names.quoted(note.id.partition('/')[2])}"
    page.error(entry, message, f"the first is on line {first.span.line}")
