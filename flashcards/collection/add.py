"""YAML that someone wants to add to a collection: first what that would do to which file, then just that.

It decides where things go. `sift` says what is new, `deck.merge` where it stands in a file, `replace` how that is
written. All files lie ready on the disk before the first one gets its name, pictures before the decks that show them:
what cannot be written is known while nothing is, and after a power cut adding the same again adds what is missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import homes, pictures, replace
from flashcards.collection.sift import sift
from flashcards.collection.spots import as_written, at
from flashcards.deck import merge, read, short
from flashcards.deck.incoming import incoming
from flashcards.memory import store
from flashcards.model import Mistake, Problem, Span, Topic

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from flashcards.collection.collection import Collection
    from flashcards.collection.current import Changes
    from flashcards.collection.pictures import Copy
    from flashcards.collection.refresh import Progress
    from flashcards.collection.sift import Portion
    from flashcards.collection.topics import TopicRow
    from flashcards.deck.incoming import Incoming
    from flashcards.deck.merge import NewCard

UNNAMED = "stdin"
_KEPT = (
    "the text names it all the same; `flashcards check` reports it until it lies beside the deck file, or the text no"
    " longer names it"
)


class Source(NamedTuple):
    """What is to be added. `name` is that of its file, from which its deck is called; `folder` is where that lies.

    `stem` is the name of a new deck file for it, if that is not to be called like its deck. `written` are its topics
    where their author wrote them, if the text was made from something else.
    """

    text: str
    folder: Path
    name: str = UNNAMED
    stem: str = ""
    written: tuple[Topic, ...] = ()


class Change(NamedTuple):
    """A deck file and what it will say. `before` is None for a new one; `digest` is the hash of the old bytes."""

    path: str
    before: str | None
    after: str
    digest: bytes = b""


class Plan(NamedTuple):
    """What adding would do; nothing, if one of the problems is an error. `homes` are the files of the portions."""

    portions: tuple[Portion, ...]
    homes: tuple[str, ...]
    changes: tuple[Change, ...]
    copies: tuple[Copy, ...]
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> bool:
        return not any(problem.level == "error" for problem in self.problems)

    @property
    def cards(self) -> int:
        """How many notes are new."""
        return sum(len(portion.new) for portion in self.portions)


def source(data: bytes, path: Path | None, here: Path) -> tuple[Source, tuple[Problem, ...]]:
    """A file's bytes, or those that came from elsewhere, as something to add."""
    name = path.name if path else UNNAMED
    text, problems = read.decode(data, name)
    return Source(text, path.absolute().parent if path else here, name), problems


class _Batch(NamedTuple):
    """What one source says, sorted, and the file for its new topics."""

    found: Incoming
    given: Source
    portions: tuple[Portion, ...]
    home: str

    @property
    def homes(self) -> tuple[str, ...]:
        return tuple(portion.row.path if portion.row else self.home for portion in self.portions)

    def at(self, path: str) -> list[Portion]:
        """The portions that belong into a file."""
        return [portion for portion, home in zip(self.portions, self.homes, strict=True) if home == path]


def plan(collection: Collection, given: Source, *, to: TopicRow | None = None, into: str = "") -> Plan:
    """What adding this would do. `to` is the topic of loose cards, `into` the file of new topics, in the collection.

    The collection has been refreshed. Raises Mistake where the new has no place.
    """
    return plan_all(collection, [given], to=to, into=into)


def plan_all(
    collection: Collection,
    sources: Sequence[Source],
    *,
    to: TopicRow | None = None,
    into: str = "",
    lenient: bool = False,
    progress: Progress | None = None,
) -> Plan:
    """What adding several at once would do; topics of one may build on those of another.

    `lenient` makes warnings of what is missing around new topics: pictures, and prerequisites that lead in a circle.
    """
    collection.must_be_writable()
    for given in sources:
        _refuse_own(collection, given)
    read_ = []
    for done, given in enumerate(sources):
        if progress:
            progress("Preparing deck files", done, len(sources))
        read_.append(as_written(incoming(given.text, given.name, _named(to, given.name)), given.written))
    said = [problem for found in read_ for problem in found.problems]
    if not all(found.sound for found in read_):
        return Plan((), (), (), (), tuple(said))
    portions, faults, links = sift(collection.index, [arrival for found in read_ for arrival in found.arrivals])
    batches = _batches(collection, read_, sources, portions, into)
    copies, missing, doubled = _copies(collection.folder, batches)
    around = [_lenient(problem) if lenient else problem for problem in (*links, *missing)]
    problems = tuple(sorted([*said, *faults, *doubled, *around], key=lambda problem: problem.span))
    places = tuple(home for batch in batches for home in batch.homes)
    made = Plan(tuple(portions), places, (), tuple(copies), problems)
    return made._replace(changes=tuple(_changes(collection, batches))) if made.sound else made


def _lenient(problem: Problem) -> Problem:
    hint = _KEPT if problem.message.startswith(pictures.ABSENT) else problem.hint
    return problem._replace(level="warning", hint=hint)


def _batches(
    collection: Collection, read_: Sequence[Incoming], sources: Sequence[Source], portions: Sequence[Portion], into: str
) -> list[_Batch]:
    batches: list[_Batch] = []
    taken: set[str] = set()
    done = 0
    for found, given in zip(read_, sources, strict=True):
        mine = tuple(portions[done : done + len(found.arrivals)])
        fresh = [portion.arrival.topic for portion in mine if portion.row is None]
        deck = found.deck or (read.default_deck(given.name) if found.is_deck and given.name != UNNAMED else "")
        home = homes.home(collection, fresh, deck=deck, stem=given.stem, into=into, taken=taken)
        taken.add(home)
        batches.append(_Batch(found, given, mine, home))
        done += len(mine)
    return batches


def _copies(folder: Path, batches: Iterable[_Batch]) -> tuple[list[Copy], list[Problem], list[Problem]]:
    """The pictures of all sources, what is missing, and which two differ but have one name."""
    found: dict[str, Copy] = {}
    problems: list[Problem] = []
    doubled: list[Problem] = []
    for batch in batches:
        for portion, home in zip(batch.portions, batch.homes, strict=True):
            written = portion.arrival.topic.span
            near = at(_fresh(portion), batch.given.name)
            copies, missing = pictures.copies(folder, batch.given.folder, [(near, home)])
            problems += [problem._replace(span=problem.span._replace(path=written.path)) for problem in missing]
            for copy in copies:
                first = found.setdefault(copy.path, copy)
                if first.source != copy.source and first.source.read_bytes() != copy.source.read_bytes():
                    message = f"'{copy.path}' is two pictures, {first.source} and {copy.source}"
                    doubled.append(Problem("error", written, message, "give one of them another name"))
    return list(found.values()), problems, doubled


def carry_out(collection: Collection, made: Plan, *, at: int, progress: Progress | None = None) -> Changes:
    """Write the files, and take them in. Raises Mistake, with nothing written, if one has changed since it was read."""
    files = [replace.New(copy.path, copy.source) for copy in made.copies]
    for change in made.changes:
        digest = None if change.before is None else change.digest
        files.append(replace.New(change.path, change.after.encode(), digest))
    with store.faults(collection.folder):
        replace.write(collection, files)
    return collection.refresh(at, progress)


def _refuse_own(collection: Collection, given: Source) -> None:
    path, folder = (given.folder / given.name).resolve(), collection.folder.resolve()
    name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else ""
    if collection.index.execute("select 1 from file where path = ?", (name,)).fetchone():
        raise Mistake(f"{name} is in this collection already; its cards are learnt where they are")


def _named(to: TopicRow | None, path: str) -> Topic | None:
    return Topic(to.id, to.title, to.deck, Span(path, 1, 1)) if to else None


def _fresh(portion: Portion) -> Topic:
    """The part of a topic that is new."""
    topic = portion.arrival.topic
    return topic if portion.row is None else topic._replace(text="", notes=tuple(new.note for new in portion.new))


def _changes(collection: Collection, batches: Sequence[_Batch]) -> Iterable[Change]:
    """Each deck file that is added to, as it is and as it will be."""
    by_path: dict[str, list[_Batch]] = {}
    for batch in batches:
        for path in dict.fromkeys(batch.homes):
            by_path.setdefault(path, []).append(batch)
    for path, sources in by_path.items():
        mine = [portion for batch in sources for portion in batch.at(path)]
        cards = {portion.row.id: _cards(portion) for portion in mine if portion.row and portion.new}
        new = [merge.NewTopic(p.arrival.topic, p.arrival.lines) for p in mine if p.row is None]
        if not (cards or new):
            continue
        warnings = [problem for batch in sources for problem in batch.found.problems]
        target = (collection.folder / path).resolve()
        if not target.exists():
            [first, *others] = sources
            whole = first.found.is_deck and not others and len(new) == len(first.portions)
            text = first.given.text if whole else merge.merged(_header(first.found, path), path, {}, new, warnings)
            yield Change(path, None, text)
            continue
        digest = _digest(collection.index, path)
        before = replace.known(target, digest, path).decode("utf-8")
        yield Change(path, before, merge.merged(before, path, cards, new, warnings), digest)


def _cards(portion: Portion) -> list[NewCard]:
    return [merge.NewCard(new.note, new.lines) for new in portion.new]


def _header(found: Incoming, path: str) -> str:
    """A deck file without topics."""
    deck = f"deck: {short.scalar(found.deck)}\n" if found.deck and found.deck != read.default_deck(path) else ""
    return deck + (f"tags: {short.flow(found.tags)}\n" if found.tags else "") + merge.EMPTY


def _digest(index: sqlite3.Connection, path: str) -> bytes:
    row = index.execute("select hash from file where path = ?", (path,)).fetchone()
    if row is None:
        raise Mistake(f"{path} is no deck file of this collection")
    return bytes(row[0])
