"""A card or topic, outside of a session, to styled lines: both sides, what is remembered, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.collection import cards, topics
from flashcards.study import listing, why
from flashcards.terminal import styling
from flashcards.terminal.columns import Row, aligned
from flashcards.terminal.pages import BLANK, RULE, answer, hint, paragraphs
from flashcards.text.styled import Line, Run

if TYPE_CHECKING:
    from flashcards.collection.cards import Entry
    from flashcards.collection.collection import Collection
    from flashcards.collection.topics import TopicRow

FLAG = "⚑ "


def card(collection: Collection, entry: Entry, at: int, *, colour: bool) -> list[Line]:
    """Question, answer and what belongs to them; then the numbers, and why it is asked or waits."""
    texts = styling.texts(collection.index, entry)
    return [
        *_heading(entry.deck, entry.title),
        BLANK,
        *texts.front,
        RULE,
        *answer(texts, None, colour=colour),
        *(hint(texts) if texts.hint else []),
        *_facts(collection, entry, at),
        BLANK,
        *paragraphs(why.of_card(collection, entry, at)),
    ]


def _facts(collection: Collection, entry: Entry, at: int) -> list[Line]:
    """What is remembered, with dates."""
    memory, span = entry.memory, entry.note.span
    said = listing.as_json(entry, collection, at)
    topic_tags = topics.topic(collection.index, entry.topic_key).tags
    pairs = [
        ("card", f"{FLAG if memory.flag else ''}{entry.id}"),
        ("file", f"{span.path}:{span.line}"),
        ("tags", ", ".join(dict.fromkeys([*topic_tags, *entry.note.tags]))),
        ("state", listing.state(collection, entry, at)),
        ("due", listing.due(collection, entry) or ""),
        ("introduced", _date(collection, memory.introduced_day)),
        ("last answer", _date(collection, memory.last_day)),
        ("answers", f"{memory.reps}, {memory.lapses} lapses" if memory.reps else ""),
        ("interval", f"{memory.interval} d" if memory.interval else ""),
        ("stability", f"{memory.stability:.1f} d" if memory.stability else ""),
        ("difficulty", f"{memory.difficulty:.1f} of 10" if memory.stability else ""),
        ("recall now", f"{said['retrievability']:.0%}" if said["retrievability"] is not None else ""),
    ]
    return _plain(aligned([(label, value) for label, value in pairs if value]))


def topic(collection: Collection, found: TopicRow, at: int) -> list[Line]:
    """The text of a topic, what it builds on, what builds on it, and how far it is; its cards go below."""
    index = collection.index
    lines = [*_heading(found.deck, found.title), BLANK]
    if found.text:
        lines += [*styling.lines(index, found.text), BLANK]
    pairs = [
        ("topic", found.id),
        ("file", f"{found.path}:{found.line}"),
        ("tags", ", ".join(found.tags)),
        ("also called", ", ".join(found.aka)),
        ("builds on", _titles(collection, topics.prerequisites(index, found.key))),
        ("unlocks", _titles(collection, topics.dependants(index, found.key))),
    ]
    lines += _plain(aligned([(label, value) for label, value in pairs if value]))
    return [*lines, BLANK, *paragraphs(why.of_topic(collection, found, at)), BLANK]


def rows(collection: Collection, found: TopicRow, at: int, *, short: bool) -> list[Row]:
    """The cards of a topic, for a list."""
    return [row(collection, entry, at, short=short) for entry in cards.of_topic(collection.index, found.key)]


def row(collection: Collection, entry: Entry, at: int, *, short: bool) -> Row:
    """A card for a list; `short` names it by the end of its id, which is enough for all commands."""
    name = cards.short(entry) if short else entry.id
    state, due = listing.state(collection, entry, at), listing.due(collection, entry) or "–"
    return Row(name, state, due, styling.line(collection.index, entry.card.front))


def _titles(collection: Collection, keys: list[int]) -> str:
    return ", ".join(topics.topic(collection.index, key).title for key in keys)


def _heading(deck: str, title: str) -> list[Line]:
    where = f"{deck.replace('::', ' › ')} · " if deck else ""
    return [Line(runs=(Run(where, "dim"), Run(title, "bold")))]


def _plain(texts: list[str]) -> list[Line]:
    return [Line(runs=(Run(text),)) for text in texts]


def _date(collection: Collection, day: int) -> str:
    return collection.calendar.date(day).isoformat() if day >= 0 else ""
