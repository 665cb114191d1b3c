"""YAML that someone wants to add to a collection: first what that would do to which file, then just that.

It decides where things go. `sift` says what is new, `deck.merge` where it stands in a file, `replace` how that is
written. Either all files are written, or none.
"""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import pictures, replace, topics
from flashcards.collection.discover import SUFFIXES
from flashcards.collection.sift import sift
from flashcards.deck import merge, names, read, short
from flashcards.deck.incoming import incoming
from flashcards.memory import store
from flashcards.model import Mistake, Problem, Span, Topic

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from flashcards.collection.collection import Collection
    from flashcards.collection.current import Changes
    from flashcards.collection.pictures import Copy
    from flashcards.collection.sift import Portion
    from flashcards.collection.topics import TopicRow
    from flashcards.deck.incoming import Incoming
    from flashcards.deck.merge import NewCard

UNNAMED = "stdin"


class Source(NamedTuple):
    """What is to be added. `name` is that of its file, from which its deck is called; `folder` is where that lies."""

    text: str
    folder: Path
    name: str = UNNAMED


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


def plan(collection: Collection, given: Source, *, to: TopicRow | None = None, into: str = "") -> Plan:
    """What adding this would do. `to` is the topic of loose cards, `into` the file of new topics, in the collection.

    The collection has been refreshed. Raises Mistake where the new has no place.
    """
    collection.must_be_writable()
    _refuse_own(collection, given)
    found = incoming(given.text, given.name, _named(to, given.name))
    if not found.sound:
        return Plan((), (), (), (), found.problems)
    portions, faults = sift(collection.index, found.arrivals)
    home = _home(collection, found, given, portions, into)
    homes = tuple(portion.row.path if portion.row else home for portion in portions)
    fresh = [(_fresh(portion), path) for portion, path in zip(portions, homes, strict=True)]
    copies, missing = pictures.copies(collection.folder, given.folder, fresh)
    problems = tuple(sorted([*found.problems, *faults, *missing], key=lambda problem: problem.span))
    made = Plan(tuple(portions), homes, (), tuple(copies), problems)
    return made._replace(changes=tuple(_changes(collection, made, found, given))) if made.sound else made


def carry_out(collection: Collection, made: Plan, *, at: int) -> Changes:
    """Write the files, and take them in. Raises Mistake, with nothing written, if one has changed since it was read."""
    folder = collection.folder
    files = {copy.path: copy.source.read_bytes() for copy in made.copies}
    files |= {change.path: change.after.encode("utf-8") for change in made.changes}
    with store.faults(folder), ExitStack() as stack:
        drafts = [(_draft(stack, folder / path, content), path) for path, content in files.items()]
        with store.transaction(collection.index):  # so that two who add at once do it one after the other
            for change in made.changes:
                if change.before is not None:
                    replace.known(folder / change.path, change.digest, change.path)
            _refuse_others(folder, made)
            for draft, path in drafts:
                draft.replace((folder / path).resolve())
    return collection.refresh(at)


def _draft(stack: ExitStack, path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return stack.enter_context(replace.beside(path.resolve(), content))


def _refuse_others(folder: Path, made: Plan) -> None:
    """What is to be new has not come into being meanwhile."""
    fresh = [change.path for change in made.changes if change.before is None]
    for path in [*fresh, *(copy.path for copy in made.copies)]:
        if (folder / path).exists():
            raise Mistake(f"{path}: this file has just been made by someone else; nothing is written")


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


def _home(collection: Collection, found: Incoming, given: Source, portions: Sequence[Portion], into: str) -> str:
    """The file for new topics: the one asked for, that of their deck, or of what they build on, or a new one."""
    fresh = [portion.arrival.topic for portion in portions if portion.row is None]
    if into or not fresh:
        return _inside(collection.folder, into) if into else ""
    deck = found.deck or (read.default_deck(given.name) if found.is_deck and given.name != UNNAMED else "")
    home = _of_deck(collection.index, deck) if deck else _beside(collection.index, fresh)
    return home or _unused(collection.folder, deck or fresh[0].title)


def _of_deck(index: sqlite3.Connection, deck: str) -> str:
    query = "select f.path from topic t join file f on f.key = t.file where t.deck = ? order by f.ord limit 1"
    row = index.execute(query, (deck,)).fetchone()
    return str(row[0]) if row else ""


def _beside(index: sqlite3.Connection, fresh: Iterable[Topic]) -> str:
    """The file of the first topic that these build on, else the only deck file."""
    for reference in (reference for topic in fresh for reference in topic.requires):
        if row := topics.find(index, reference.text):
            return row.path
    paths = index.execute("select path from file where key in (select file from topic) limit 2").fetchall()
    return str(paths[0][0]) if len(paths) == 1 else ""


def _unused(folder: Path, title: str) -> str:
    """A name for a new file."""
    stem = names.slug(title.replace("::", " ")) or "cards"
    numbered = (f"{stem}{f'-{number}' if number > 1 else ''}{SUFFIXES[0]}" for number in range(1, 10_000))
    return next(name for name in numbered if not (folder / name).exists())


def _inside(folder: Path, into: str) -> str:
    path = PurePosixPath(into.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or any(part.startswith(".") for part in path.parts):
        raise Mistake(f"{into} is not a file in the collection {folder}")
    if path.suffix not in SUFFIXES:
        raise Mistake(f"{into} cannot be a deck file: its name has to end in {' or '.join(SUFFIXES)}")
    return str(path)


def _changes(collection: Collection, made: Plan, found: Incoming, given: Source) -> Iterable[Change]:
    """Each deck file that is added to, as it is and as it will be."""
    fresh = [portion for portion in made.portions if portion.row is None]
    for path in dict.fromkeys(made.homes):
        mine = [portion for portion, home in zip(made.portions, made.homes, strict=True) if home == path]
        cards = {portion.row.id: _cards(portion) for portion in mine if portion.row and portion.new}
        new = [merge.NewTopic(p.arrival.topic, p.arrival.lines) for p in mine if p.row is None]
        if not (cards or new):
            continue
        target = (collection.folder / path).resolve()
        if not target.exists():
            whole = found.is_deck and len(fresh) == len(made.portions)
            text = given.text if whole else merge.merged(_header(found, path), path, {}, new, found.problems)
            yield Change(path, None, text)
            continue
        digest = _digest(collection.index, path)
        before = replace.known(target, digest, path).decode("utf-8")
        yield Change(path, before, merge.merged(before, path, cards, new, found.problems), digest)


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
