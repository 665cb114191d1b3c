"""The review log of a package, and how its cards stand, into the log of the collection: each review once, in any order,
any number of times.

A card is known by the GUID of its note and by its number. What the log knows already, because it came before or because
it was done here and went out with an export, is known by its number in Anki's log.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection.follow import follow
from flashcards.formats.anki.instants import numbered
from flashcards.formats.anki.inward import places, preferences, reviews, standing
from flashcards.memory import store
from flashcards.memory.days import Calendar, number
from flashcards.model import Draft, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet

    from flashcards.collection.collection import Collection
    from flashcards.collection.refresh import Progress
    from flashcards.formats.anki.inward.opened import Package
    from flashcards.formats.anki.inward.places import Place
    from flashcards.formats.anki.inward.reviews import Where
    from flashcards.formats.anki.inward.rows import Card, Config, Review
    from flashcards.formats.anki.inward.standing import Terms
    from flashcards.memory.arrivals import Arrival

DEVICE = "Anki"
"""What signs events that come from there."""

_LATEST = 1 << 33
"""The latest creation of a collection that is believed, in seconds."""
_MANY = 1000
"""Reviewed cards from which on it pays to prepare the log for them."""


class Outcome(NamedTuple):
    """What came of it. `known` reviews were here already; `crammed` ones do not count in Anki either; those of
    `strangers` are of cards that are not in the decks. `inferred` cards have a log that is not whole. `remarks` are
    sentences for the user."""

    reviews: int = 0
    cards: int = 0
    known: int = 0
    crammed: int = 0
    strangers: int = 0
    inferred: int = 0
    remarks: tuple[str, ...] = ()


_NONE: frozenset[int] = frozenset()


class _Known(NamedTuple):
    """A card of the package that is in the decks."""

    card: Card
    where: Where


def bring(collection: Collection, package: Package, *, at: int, progress: Progress | None = None) -> Outcome:
    """Take in all that is new. The notes must be in the decks, and the decks be read.

    It is no action that could be undone; what was done here by hand and is newer than the package stays.
    """
    collection.must_be_writable()
    reviewed = package.reviewed()
    cards = _cards(collection, package, reviewed, at)
    said = preferences.take_over(collection, package, [one.card for one in cards.values()], at=at)
    gathering = _Gathering(collection, cards, _terms(collection, package.config), progress)
    many = len(reviewed) > max(_MANY, collection.history.sequence // 4)
    collection.history.take(gathering.arrivals(package.reviews()), device=DEVICE, many=many)
    _follow(collection, progress)
    collection.history.take(gathering.by_hand(at), device=DEVICE)
    _follow(collection, None)
    counts = gathering.counts
    return Outcome(
        counts["reviews"],
        counts["cards"],
        counts["known"],
        counts["crammed"],
        counts["strangers"],
        counts["inferred"],
        said,
    )


def _cards(collection: Collection, package: Package, reviewed: AbstractSet[int], at: int) -> dict[int, _Known]:
    """The cards of the package that are in the decks, by their ids; the log has heard of the notes that matter."""
    index = collection.index
    by_guid = places.notes(index, collection.settings.namespace)
    guids = {note.id: note.guid for note in package.notes()}
    at_home = {card.id: (card, found) for card in package.cards() if (found := _place(by_guid, guids, card))}
    heard = (place for card, (place, _) in at_home.values() if card.id in reviewed or standing.is_told(card))
    _introduce(collection, heard, at)
    origins = places.cards(index)
    known = {}
    for card, (place, number_) in at_home.values():
        origin = origins.get((place.key, place.shape != "basic", number_))
        if origin is not None:
            known[card.id] = _Known(card, reviews.Where(guids[card.note], card.ord, origin))
    return known


def _place(by_guid: Mapping[str, Place], guids: Mapping[int, str], card: Card) -> tuple[Place, int] | None:
    """The note of a card, and the card's number in it."""
    return places.of_card(by_guid, guids[card.note], card.ord) if card.note in guids else None


def _introduce(collection: Collection, notes: Iterator[Place], at: int) -> None:
    drafts = places.first_heard(collection.index, notes)
    if drafts:
        collection.history.append(drafts, at=at, day=collection.calendar.day(at))
        _follow(collection, None)


def _follow(collection: Collection, progress: Progress | None) -> None:
    count = (lambda done: progress("Remembering cards", done, 0)) if progress else None
    with store.faults(collection.folder), store.transaction(collection.index):
        follow(collection.index, collection.history, count)


def _terms(collection: Collection, config: Config) -> Terms:
    """How to read the package's numbers: days as Anki counted them, so that what it remembers comes out the same."""
    ours, settings = collection.calendar, collection.settings
    hours = config.rollover
    calendar = ours if hours is None or abs(hours) >= 24 else Calendar(ours.zone, timedelta(hours=hours))
    crt, west = min(max(config.crt, 0), _LATEST), config.creation_offset
    if west is None or abs(west) > 24 * 60:
        created = ours.clock(crt * 1000)
    else:
        created = datetime.fromtimestamp(crt, UTC) - timedelta(minutes=west)
    return standing.Terms(
        calendar,
        number(created.date()),
        len(settings.learning_steps),
        len(settings.relearning_steps),
        collection.parameters(),
        config.scheduler < 2,
    )


class _Gathering:
    """Goes through the package once, card by card, and counts what it finds."""

    def __init__(
        self, collection: Collection, cards: Mapping[int, _Known], terms: Terms, progress: Progress | None
    ) -> None:
        self.counts: Counter[str] = Counter()
        self._history, self._index = collection.history, collection.index
        self._cards, self._terms, self._progress = cards, terms, progress
        self._numbers = _numbers(collection)
        self._last: dict[int, tuple[int, int]] = {}

    def arrivals(self, rows: Iterable[Review]) -> Iterator[Arrival]:
        """What is new of all cards."""
        waiting = dict(self._cards)
        done = 0
        for key, group in groupby(rows, attrgetter("card")):
            of_card = list(group)
            done += len(of_card)
            if self._progress:
                self._progress("Reading reviews", done, 0)
            known = waiting.pop(key, None)
            if known is None:
                self.counts["strangers"] += sum(map(bool, (row.ease for row in of_card)))
            else:
                yield from self._of_card(known, of_card)
        for known in waiting.values():
            yield from self._of_card(known, [])

    def _of_card(self, known: _Known, rows: list[Review]) -> Iterator[Arrival]:
        card, where = known
        here = self._numbers.get(where.origin, _NONE)
        log = reviews.read(reviews.modern(rows) if self._terms.old else rows)
        told = new = standing.arrivals(card, log, where, self._terms)
        if here:
            new = [one for one in told if one.at not in here]
        if len(new) < len(told):
            new = [one for one in new if not one.draft.text]
        self._count(rows, told, new)
        self._last[card.id] = (told[-1].at if told else 0, max((row.id for row in rows if row.ease), default=0))
        yield from new

    def _count(self, rows: list[Review], told: list[Arrival], new: list[Arrival]) -> None:
        answers, fresh = (sum(one.draft.kind is Kind.REVIEW for one in events) for events in (told, new))
        self.counts["reviews"] += fresh
        self.counts["known"] += answers - fresh
        self.counts["crammed"] += sum(map(reviews.is_cram, rows))
        self.counts["cards"] += bool(new)
        self.counts["inferred"] += any(one.draft.text for one in new)

    def by_hand(self, now: int) -> Iterator[Arrival]:
        """What was done by hand in Anki, as far as it is news: it may have been done here, and undone since.

        What is buried is not taken over: that ends with the day. A flag is news if the card never had it; Anki does not
        tell since when it has it. A card that was answered there since it was suspended here is no longer suspended.
        """
        query = "select origin, suspended, known, flag from card where touched"
        here = {origin: states for origin, *states in self._index.execute(query)}
        for key, (card, where) in self._cards.items():
            suspended, known, flag = here.get(where.origin, (0, 0, 0))
            last, answered = self._last.get(key, (0, 0))
            at = max(standing.changed(card), last + 1)
            day = self._terms.calendar.day
            if standing.is_suspended(card) and not (suspended or known):
                yield where.arrival(at, day(at), Draft(Kind.SUSPEND, where.origin))
            elif suspended and not standing.is_suspended(card) and answered > self._latest(where, Kind.SUSPEND):
                yield where.arrival(answered + 1, day(answered), Draft(Kind.UNSUSPEND, where.origin))
            theirs = standing.flag(card)
            if theirs not in (0, flag) and theirs not in (before := self._flags(where)):
                at = max(now, last + 1) if before else at
                yield where.arrival(at, day(at), Draft(Kind.FLAG, where.origin, value=theirs))

    def _latest(self, where: Where, kind: Kind) -> int:
        return max((one.at for one in self._history.events(subject=where.origin, kinds=[kind])), default=0)

    def _flags(self, where: Where) -> set[int | None]:
        return {one.draft.value for one in self._history.events(subject=where.origin, kinds=[Kind.FLAG])}


def _numbers(collection: Collection) -> Mapping[str, AbstractSet[int]]:
    """What the log tells of each card, by the numbers that it has in Anki's log."""
    found: dict[str, set[int]] = {}
    for number_, one in numbered(collection.history.told()):
        found.setdefault(one.subject, set()).add(number_)
    return found
