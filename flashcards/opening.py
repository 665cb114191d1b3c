"""The words of a command line to an open collection: which folder is meant, and what is said at the door."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flashcards import __version__, computer
from flashcards.model import Fault, Mistake
from flashcards.text.plural import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flashcards.collection.collection import Collection
    from flashcards.collection.current import Changes
    from flashcards.collection.queues import Selection
    from flashcards.collection.topics import TopicRow
    from flashcards.model import Problem
    from flashcards.terminal.progress import Counter

_PLACE = re.compile(r"([^\s()'\"][^()'\"]*?\.ya?ml)(:\d+:\d+)")
"""Another place in the decks, as a message names it."""


@contextmanager
def opened(asked: Path | None) -> Iterator[Collection]:
    """The chosen collection, open and up to date; says what has changed in its decks and counts their problems."""
    from flashcards.collection.collection import Collection as Opened

    with Opened.open(folder(asked), device=computer.device, entropy=computer.entropy) as collection:
        with counting() as counter:
            changes = collection.refresh(computer.now(), counter)
        _report(collection, changes)
        yield collection


@contextmanager
def opened_to_write(asked: Path | None) -> Iterator[Collection]:
    """The same for a command that writes deck files: nobody finds out later that they went into the own collection."""
    with opened(asked) as collection:
        if _chosen(asked) is None:
            click.echo(f"This folder is no collection, so notes go into your own: {collection.folder}", err=True)
            click.echo("To keep them here instead: `flashcards init .` once, or `flashcards -C . …`", err=True)
        yield collection


def folder(asked: Path | None) -> Path:
    """The folder to work on; the user's own collection is made, or brought up to date, when it is chosen."""
    chosen = _chosen(asked)
    return chosen if chosen is not None else _own()


def _chosen(asked: Path | None) -> Path | None:
    from flashcards.collection import discover

    return discover.choose(asked or computer.chosen_collection(), here=Path.cwd())


def _own() -> Path:
    from flashcards.collection import course

    own = computer.data_folder() / "course"
    if (source := computer.bundled_course()) is not None:
        first = not own.exists()
        course.install(source, own, __version__)
        if first:
            click.echo(f"Your own copy of the course is in {own}", err=True)
    return own


def _report(collection: Collection, changes: Changes) -> None:
    from flashcards.collection.index import problem_count

    if changes.first and collection.writable:
        click.echo(f"Your history is kept in {collection.folder / '.flashcards' / 'history.db'}", err=True)
    if str(changes):
        click.echo(f"Decks: {changes}", err=True)
    for old, candidates in changes.ambiguous:
        choices = ", ".join(f"'{name}'" for name in candidates)
        click.echo(f"'{old}' could have become {choices}: `flashcards rename {old} …` says which", err=True)
    problems = {"the decks": problem_count(collection.index), "flashcards.toml": len(collection.problems)}
    if any(problems.values()):
        said = " and ".join(f"{counted(number, 'problem')} in {where}" for where, number in problems.items() if number)
        click.echo(f"{said}; `flashcards check` names them", err=True)
    if not collection.writable:
        click.echo("This folder cannot be written: nothing will be remembered here", err=True)


@contextmanager
def counting() -> Iterator[Counter | None]:
    """A line that counts, on a terminal, once something takes longer than a moment; gone when that ends or fails."""
    if not (sys.stderr and sys.stderr.isatty()):
        yield None
        return
    from flashcards.terminal.progress import Counter as Line

    line = Line(sys.stderr)
    try:
        yield line
    finally:
        line.clear()


def selection(
    collection: Collection, topics: Sequence[str], paths: Sequence[str], decks: Sequence[str], tags: Sequence[str]
) -> Selection:
    """What the options --topic, --path, --deck and --tag leave. Raises Mistake for a name that there is not."""
    from flashcards.collection import queues
    from flashcards.collection import topics as known

    chosen: list[int] | None = None
    if topics or paths:
        alone = [topic(collection, name).key for name in topics]
        goals = [topic(collection, name).key for name in paths]
        chosen = [*alone, *known.path(collection.index, goals)]
    found = queues.Selection(tuple(chosen) if chosen is not None else None, tuple(decks), tuple(tags))
    if missing := queues.unknown(collection.index, found):
        raise Mistake(_nowhere(*missing))
    return found


def names(
    collection: Collection, topics: Sequence[str], paths: Sequence[str], decks: Sequence[str], tags: Sequence[str]
) -> tuple[str, ...]:
    """What a selection is called, for people: topics by their titles."""
    return (*(topic(collection, name).title for name in (*topics, *paths)), *decks, *tags)


def _nowhere(kind: str, name: str, known: Sequence[str]) -> str:
    """There is no such deck or tag, with what may have been meant: one that is called so further in, or spelt alike."""
    from difflib import get_close_matches

    folded = {one.casefold(): one for one in known}
    inside = [one for one in folded if one.endswith(f"::{name.casefold()}")]
    near = inside[:3] or get_close_matches(name.casefold(), folded, 1, 0.6)
    meant = " or ".join(f"'{folded[one]}'" for one in near)
    return f"there is no {kind} '{name}'" + (f" (did you mean {meant}?)" if near else "")


def topic(collection: Collection, name: str) -> TopicRow:
    """A topic by its name. Raises Mistake, with what may have been meant."""
    from flashcards.collection import topics

    found = topics.find(collection.index, name)
    if found is None:
        near = " or ".join(f"'{title}'" for title in topics.near(collection.index, name))
        raise Mistake(f"there is no topic '{name}'" + (f" (did you mean {near}?)" if near else ""))
    return found


def refuse_bad_settings(collection: Collection) -> None:
    """Stop where dues would be decided by settings that are not what the user meant."""
    if collection.problems:
        for problem in collection.problems:
            click.echo(located(problem, collection.folder), err=True)
        raise Mistake("mend the settings first: dues are decided by them")


def backups(collection_folder: Path) -> list[Path]:
    """The backups of a collection, oldest first, also those from when each way to its folder had a place of its own."""
    from flashcards.memory import backups as made

    folders = dict.fromkeys((_backup_folder(collection_folder), _backup_folder(collection_folder.resolve())))
    return sorted((path for folder in folders for path in made.backups(folder)), key=lambda path: path.name)


def _backup_folder(collection_folder: Path) -> Path:
    """In the user's data folder, not beside the original."""
    from hashlib import blake2b

    digest = blake2b(str(collection_folder).encode(), digest_size=4).hexdigest()
    return computer.data_folder() / computer.BACKUPS / f"{collection_folder.name}-{digest}"


def back_up(collection: Collection) -> None:
    """At the end, never before a card; a failure is said, and costs nothing else."""
    from flashcards.memory import backups as made

    if not collection.writable or not collection.history.sequence:
        return
    today = collection.calendar.date(collection.calendar.day(computer.now()))
    try:
        made.back_up(collection.history, _backup_folder(collection.folder.resolve()), today)
    except Fault as fault:
        click.echo(f"No backup was made: {fault}", err=True)


def located(problem: Problem, collection_folder: Path) -> str:
    """A problem with paths that an editor can open from here, also of the other places that it speaks of."""
    path = reachable(collection_folder / problem.span.path)
    said = _PLACE.sub(lambda found: _reached(found, collection_folder), problem.message)
    return str(problem._replace(span=problem.span._replace(path=path), message=said))


def _reached(place: re.Match[str], collection_folder: Path) -> str:
    path = collection_folder / place[1]
    return f"{reachable(path)}{place[2]}" if path.is_file() else place[0]


def places(collection: Collection) -> Callable[[str], str]:
    """The path of each file of a collection, for someone who is here."""
    return lambda path: reachable(collection.folder / path)


def reachable(path: Path) -> str:
    """A path that an editor can open from here."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)
