"""A collection to an `.apkg`: which notes go out, in which decks and order, and whether with what is remembered.

Notes are read twice, by the thousand: to render them and tell the log of them, and, when the log has numbered and dated
them, to write them. No more than a few numbers of each are held.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from flashcards.collection import exports, replace
from flashcards.formats.anki import labels, types
from flashcards.formats.anki.outward import package, presets, revlog
from flashcards.formats.anki.outward.outgoing import Preparation
from flashcards.formats.anki.outward.writer import Writer
from flashcards.memory import store
from flashcards.model import Mistake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from flashcards.collection.collection import Collection
    from flashcards.collection.queues import Selection
    from flashcards.formats.anki.outward.presets import Preset
    from flashcards.model import Problem

    Progress = Callable[[str, int, int], None]

_PORTION = 1000
_Thing = TypeVar("_Thing")


class Outcome(NamedTuple):
    """What was written, and what is wrong with notes that are left out or lack something.

    `reviews` are answers; `known` are cards that arrive suspended, since Anki has no word for known.
    """

    notes: int
    cards: int
    media: int
    problems: tuple[Problem, ...]
    reviews: int = 0
    known: int = 0


def export(
    collection: Collection,
    selection: Selection,
    target: Path,
    *,
    namespace: str,
    at: int,
    schedule: bool = False,
    one_deck: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Write the selected notes to a package, which appears whole or not at all; `schedule` with all that is remembered
    of their cards, and `one_deck` all in one.

    What goes out for the first time or has changed is logged before that, if the collection can be written. Raises
    Mistake if there is nothing to write.
    """
    going = _Going(collection, Preparation(collection.index, collection.folder), at, progress)
    keys = going.prepare(exports.keys(collection, selection))
    if not keys:
        raise Mistake("there is nothing to export")
    one = _in_common(going.decks, collection.folder.resolve().name)
    named = dict.fromkeys(going.decks, one) if one_deck else _spelt(going.decks)
    files = going.preparation.files
    outgoing = package.Package((types.BASIC, types.CLOZE), *_decks(collection, set(named.values())), files)
    with store.faults(target), replace.beside(target, b"") as draft, _one_moment(collection):
        writer = Writer(collection, going.preparation, namespace, at if schedule else None, named)
        notes = going.counted("Writing notes", writer.notes(keys), len(keys))
        told = revlog.rows(collection.history.told(), writer.ids, collection.calendar) if schedule else ()
        outgoing.write(draft, notes, going.counted("Writing reviews", told))
        draft.replace(target)
    problems = tuple(going.preparation.problems)
    return Outcome(writer.written, writer.cards, len(files), problems, going.count, writer.known)


@contextmanager
def _one_moment(collection: Collection) -> Iterator[None]:
    """Read what belongs together, whatever other processes do meanwhile."""
    with store.snapshot(collection.index), collection.history.moment():
        yield


@dataclass(slots=True)
class _Going:
    """The notes on their way out. `count` is how many things the last `counted` has seen."""

    collection: Collection
    preparation: Preparation
    at: int
    progress: Progress | None
    decks: frozenset[str] = frozenset()
    count: int = 0

    def prepare(self, keys: Sequence[int]) -> list[int]:
        """The keys of notes of which something goes out, in the order of first exports, so that numbers last."""
        index, sound = self.collection.index, []
        stations, decks = exports.stations(index), set()
        for one, parts in self.counted("Preparing notes", exports.notes(index, keys), len(keys)):
            station = stations.get(one.topic)  # another process may read changed decks meanwhile
            if station and self.preparation.prepare(one, station, parts):
                sound.append((0 if self.collection.writable else labels.unlogged(one).created, one.key))
                decks.add(labels.deck_name(station.deck))
            if self.count % _PORTION == 0:
                self._settle()
        self._settle()
        exports.tidy(index)
        self.decks = frozenset(decks)
        if not self.collection.writable:
            return [key for _, key in sorted(sound)]
        return exports.by_first_export(index, [key for _, key in sound])

    def _settle(self) -> None:
        """Tell the log what has changed, and keep what was rendered."""
        if self.collection.writable:
            exports.tell(self.collection, self.preparation.drafts, at=self.at)
        exports.keep(self.collection.index, self.preparation.rendered)
        self.preparation.drafts.clear()
        self.preparation.rendered.clear()

    def counted(self, what: str, things: Iterable[_Thing], total: int = 0) -> Iterator[_Thing]:
        """The same things, with progress told."""
        self.count = 0
        for thing in things:
            if self.progress and self.count % 100 == 0:
                self.progress(what, self.count, total)
            self.count += 1
            yield thing


def _in_common(decks: Iterable[str], otherwise: str) -> str:
    """The deck that all are in, or a name for one."""
    first, *others = (name.split("::") for name in sorted(decks))
    shared = [
        part for place, part in enumerate(first) if all(name[: place + 1] == first[: place + 1] for name in others)
    ]
    return "::".join(shared) or otherwise


def _spelt(decks: Iterable[str]) -> dict[str, str]:
    """What each deck is called in Anki, where names that differ in case alone are one."""
    spelt: dict[str, str] = {}
    for name in sorted(decks):
        for inner in reversed(list(_above(name))):
            outer, between, last = inner.rpartition("::")
            spelt.setdefault(inner.casefold(), f"{spelt.get(outer.casefold(), '')}{between}{last}")
    return {name: spelt[name.casefold()] for name in decks}


def _decks(collection: Collection, names: Iterable[str]) -> tuple[list[package.Deck], list[Preset]]:
    """The decks, with those that they are in, and their presets: Anki orders cards by that of the deck it studies."""
    parameters = collection.parameters()
    shipped: dict[int, Preset] = {}
    decks = []
    for name in sorted({above for inner in names for above in _above(inner)}):
        preset = presets.preset(collection.settings, name, parameters)
        shipped[preset.id] = preset
        decks.append(package.Deck(labels.deck_id(name), name, preset.id))
    return decks, list(shipped.values())


def _above(name: str) -> Iterator[str]:
    """A deck and all that it is in."""
    while name:
        yield name
        name = name.rpartition("::")[0]
