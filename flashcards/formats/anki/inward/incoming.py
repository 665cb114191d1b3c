"""A package to topics: each deck its own, or each tag of a deck, with what it builds on where that is known."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from hashlib import blake2b
from typing import TYPE_CHECKING, Literal, NamedTuple

from flashcards.deck import names
from flashcards.deck.dump import readable
from flashcards.formats import gather
from flashcards.formats.anki.inward import own
from flashcards.formats.anki.inward.convert import convert
from flashcards.model import Reference, Span, Topic
from flashcards.text import marks

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

    from flashcards.formats.anki.inward import rows
    from flashcards.formats.anki.inward.opened import Package
    from flashcards.formats.anki.types import NoteType
    from flashcards.model import Note
    from flashcards.text.from_html import MediaPath

    By = Literal["deck", "tag"]
    Progress = Callable[[str, int, int], None]

LARGEST_NOTE = 500_000
"""Of the fields of one note, in characters."""
LARGEST_TOPIC = 1_000_000
"""Of the texts in one topic, in characters; more go into a second."""
_NO_TOPIC = frozenset(["marked", "leech"])
"""Tags that say how one gets on with a note, not what it is about."""
_POSITION = re.compile(r'"pos":(\d+)')
_LAST = 1 << 40
_EXAMPLE = 60
_NOWHERE = Span("", 1, 1)


class Lost(NamedTuple):
    """What could not come along: of how many notes, and the first words of one."""

    what: str
    notes: int
    example: str


@dataclass(slots=True)
class Taken:
    """What was read. `known` are the notes of the package that were left out because the collection has
    them, with their types and the numbers of their cards."""

    topics: list[Topic] = field(default_factory=list)
    lost: list[Lost] = field(default_factory=list)
    known: list[tuple[rows.Note, NoteType, tuple[int, ...]]] = field(default_factory=list)
    other_decks: int = 0


class _Standing(NamedTuple):
    """The cards of a note: their numbers, the deck of the first, and its place among new cards."""

    ords: tuple[int, ...]
    deck: int
    place: int


def read(
    package: Package,
    media: MediaPath,
    *,
    decks: Sequence[str] = (),
    by: By = "deck",
    known: Collection[str] = (),
    taken: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Taken:
    """The notes of the package that are not `known` by their GUIDs, as topics.

    `decks` are patterns; a deck comes with those inside it. `taken` says the deck of each topic id of the collection.
    """
    standings = _standings(package)
    found = Taken()
    gathering = _Gathering(package, media, by, dict(taken or {}))
    coming = _coming(package, standings, decks, gathering, found)
    notes = sorted(coming, key=lambda one: (standings[one.id].place, one.id))
    for done, one in enumerate(notes):
        if progress and done % 100 == 0:
            progress("Reading notes", done, len(notes))
        standing, kind = standings[one.id], package.types[one.type]
        if one.guid in known:
            found.known.append((one, kind, standing.ords))
        else:
            gathering.take(one, kind, standing)
    found.topics, found.lost = gathering.topics(), gathering.told()
    return found


def _coming(
    package: Package, standings: Mapping[int, _Standing], decks: Sequence[str], gathering: _Gathering, found: Taken
) -> Iterator[rows.Note]:
    """The notes that come along. The others are counted here already, so that they do not fill the memory."""
    for one in package.notes():
        if own.is_ours(one):
            gathering.lists.update(own.lists([one]))
        if one.id not in standings:
            gathering.lose("notes without cards", one)
        elif one.type not in package.types:
            gathering.lose("notes without a note type", one)
        elif not _is_chosen(_deck(package, standings[one.id]), decks):
            found.other_decks += 1
        elif sum(map(len, one.fields)) > LARGEST_NOTE:
            gathering.lose(f"notes of more than {LARGEST_NOTE:,} characters", one)
        else:
            yield one


def _standings(package: Package) -> dict[int, _Standing]:
    found: dict[int, _Standing] = {}
    for card in package.cards():
        before = found.get(card.note)
        if before is not None:
            found[card.note] = before._replace(ords=(*before.ords, card.ord))
            continue
        position = card.due if card.type == 0 and not card.original_deck else _LAST
        if position == _LAST and (noted := _POSITION.search(card.data)):
            position = int(noted[1])
        found[card.note] = _Standing((card.ord,), card.home, position)
    return found


def _deck(package: Package, standing: _Standing) -> str:
    deck = package.decks.get(standing.deck)
    name = "::".join(" ".join(readable(part).split()) or "-" for part in deck.name.split("::")) if deck else "Default"
    return name or "Default"


def _is_chosen(deck: str, patterns: Sequence[str]) -> bool:
    """Whether one of the patterns fits the deck or one that it lies in; letter case does not matter."""
    parts = deck.casefold().split("::")
    above = ["::".join(parts[: end + 1]) for end in range(len(parts))]
    return not patterns or any(fnmatchcase(name, one.casefold()) for one in patterns for name in above)


class _Gathering:
    """Notes by the topics they belong to, in the order in which they come."""

    def __init__(self, package: Package, media: MediaPath, by: By, taken: dict[str, str]) -> None:
        self.package, self.media, self.by = package, media, by
        self.lists: set[str] = set()
        self._taken, self._given = taken, set[str]()
        self._found: dict[tuple[str, str], list[Note]] = {}
        self._stations: dict[str, own.Station] = {}
        self._lost: Counter[str] = Counter()
        self._examples: dict[str, str] = {}

    def take(self, one: rows.Note, kind: NoteType, standing: _Standing) -> None:
        deck = _deck(self.package, standing)
        if own.is_ours(one):
            self._take_own(one, deck)
            return
        made = convert(one, kind, standing.ords, self.media)
        for what in made.lost:
            self.lose(what, one)
        tag = next((tag for tag in one.tags if tag.lower() not in _NO_TOPIC), "") if self.by == "tag" else ""
        tags = tuple(readable(name) for name in one.tags if name != tag)
        self._found.setdefault((deck, tag), []).extend(note._replace(tags=tags) for note in made.notes)

    def _take_own(self, one: rows.Note, deck: str) -> None:
        """A note that went out of a collection of ours goes back to its topic."""
        note = own.note(one, self.lists, self.media)
        if note is None:
            if not own.is_item(one):
                self.lose("notes whose front or back is empty", one)
            return
        station = own.station(one)
        self._stations.setdefault(f"{deck}\x1f{station.id}", station)
        self._found.setdefault((deck, f"\x1f{station.id}"), []).append(note._replace(tags=own.tags(one)))

    def lose(self, what: str, one: rows.Note) -> None:
        self._lost[what] += 1
        if what not in self._examples:
            words = re.sub(r"<[^<>]*>", " ", marks.unmarked(one.fields[0][:1000]))
            self._examples[what] = names.quoted(words, _EXAMPLE)

    def told(self) -> list[Lost]:
        return [Lost(what, count, self._examples[what]) for what, count in self._lost.most_common()]

    def topics(self) -> list[Topic]:
        """The topics, deck by deck, each under a name that no other has."""
        order = dict.fromkeys(deck for deck, _ in self._found)
        made: list[Topic] = []
        for deck in order:
            for (of, tag), notes in self._found.items():
                if of == deck and notes:
                    made += self._topic(deck, tag, notes)
        return made

    def _topic(self, deck: str, tag: str, notes: list[Note]) -> Iterator[Topic]:
        parts = list(gather.portions(notes, _size, LARGEST_TOPIC))
        for number, part in enumerate(parts, 1):
            more = f" {number}" if number > 1 else ""
            if tag.startswith("\x1f"):
                station = self._stations[deck + tag]
                title = station.title or station.id or deck.rpartition("::")[2]
                requires = tuple(Reference(text, _NOWHERE) for text in station.requires)
                yield _topic(
                    title + more, (station.id or names.slug(title)) + more.replace(" ", "-"), deck, (), part, requires
                )
            else:
                yield _topic(*self._name(deck, tag, more), deck, (tag,) if tag else (), part)

    def _name(self, deck: str, tag: str, more: str) -> tuple[str, str]:
        """The shortest title, and its id, that stand for nothing else: the last part of the path, or more of it."""
        path = [*deck.split("::"), *(tag.split("::") if tag else ())]
        own_parts = len(path) - 1 if not tag else len(deck.split("::")) + tag.count("::")
        for start in range(own_parts, -1, -1):
            title = " – ".join(path[start:]) + more
            name = names.slug(title)
            if name and self._taken.get(name, deck) == deck and name not in self._given:
                self._given.add(name)
                return title, name
        digest = blake2b(f"{deck}\x1f{tag}{more}".encode(), digest_size=4).hexdigest()
        return " – ".join(path) + more, f"deck-{digest}"


def _topic(
    title: str, name: str, deck: str, tags: tuple[str, ...], notes: Sequence[Note], requires: tuple[Reference, ...] = ()
) -> Topic:
    """Tags that all notes have are the topic's."""
    shared = gather.shared_tags(notes)
    given: set[str] = set()
    named = []
    for note in notes:
        key = names.key(note.kind, note.question)
        if key in given:
            key = f"{key}-{blake2b(note.anki.encode(), digest_size=3).hexdigest()}"
        given.add(key)
        own_tags = tuple(tag for tag in note.tags if tag not in shared)
        named.append(note._replace(id=f"{name}/{key}", tags=own_tags))
    return Topic(name, title, deck, _NOWHERE, (), requires, tuple(dict.fromkeys((*tags, *shared))), "", tuple(named))


def _size(note: Note) -> int:
    return sum(map(len, (note.question, note.answer, note.extra, *note.items))) + 100
