"""Deck files to everything that is wrong in them, read afresh and across the whole collection."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import discover, settings
from flashcards.collection.refresh import parse
from flashcards.collection.shelve import Found
from flashcards.deck import check as checks
from flashcards.deck import graph
from flashcards.deck.names import quoted
from flashcards.memory import store
from flashcards.model import Fault, Mistake, Problem, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from flashcards.collection.discover import DeckFile


class Verdict(NamedTuple):
    """What a check found; paths are relative to `folder`.

    `media` is how many of the problems are about pictures and sounds, for which nothing else looks. `partial` are the
    files of which a part could not be read, so that more may be wrong there.
    """

    folder: Path
    problems: tuple[Problem, ...]
    files: int
    topics: int
    notes: int
    media: int
    partial: tuple[str, ...]

    @property
    def errors(self) -> int:
        return sum(problem.level == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors


def check(folder: Path, only: Sequence[str] = (), *, strict: bool = False) -> Verdict:
    """Check a collection. `only` names files or folders in it, relative, to speak of; the graph is always the whole."""
    files = sorted(discover.walk(folder), key=lambda file: discover.natural(file.path))
    found = [_read(folder, file) for file in files]
    topics = [topic for entry in found for topic in entry.topics]
    linked = graph.link(topics, {name for entry in found for name in entry.held})
    references, strays = checks.media(topics)
    media = [*strays, *_missing(folder, references)]
    problems = [*settings.of_folder(folder).problems, *(problem for entry in found for problem in entry.problems)]
    problems += [*linked.problems, *media]
    if strict:
        problems += checks.advise(topics, linked)
    chosen = [problem for problem in problems if _meant(problem.span.path, only)]
    spoken = [topic for topic in topics if _meant(topic.span.path, only)]
    return Verdict(
        folder,
        tuple(sorted(chosen, key=lambda problem: (discover.natural(problem.span.path), problem.span[1:]))),
        sum(_meant(file.path, only) for file in files),
        len(spoken),
        sum(len(topic.notes) for topic in spoken),
        sum(_meant(problem.span.path, only) for problem in media),
        tuple(entry.file.path for entry in found if _is_partial(entry) and _meant(entry.file.path, only)),
    )


def root_of(path: Path) -> tuple[Path, str]:
    """The collection of a file or folder, and its path in it: the nearest one above, else its own folder."""
    if not path.exists():
        raise Mistake(f"there is no file or folder {path}")
    path = path.absolute()
    if path.is_dir() and discover.is_collection(path):
        return path, ""
    for folder in path.parents:
        if (folder / discover.HIDDEN).is_dir() or (folder / discover.SETTINGS).is_file():
            return folder, path.relative_to(folder).as_posix()
    return (path, "") if path.is_dir() else (path.parent, path.name)


def _read(folder: Path, file: DeckFile) -> Found:
    try:
        with store.faults(folder / file.path):
            content = (folder / file.path).read_bytes()
    except Fault:
        problem = Problem("error", Span(file.path, 1, 1), "the file cannot be read")
        return Found(file, b"", problems=(problem,), whole=False)
    return parse(file, content, b"")


def _is_partial(found: Found) -> bool:
    """Whether a topic was not read at all; where a topic only lacks a card, all others were looked at."""
    held = {name for name in found.held if "/" not in name}
    return not found.whole or not {topic.id for topic in found.topics}.issuperset(held)


def _missing(folder: Path, references: Iterable[checks.Media]) -> list[Problem]:
    there: dict[str, bool] = {}
    found = []
    for media in references:
        if media.path not in there:
            there[media.path] = (folder / media.path).is_file()
        if not there[media.path]:
            found.append(Problem("error", _spot(folder, media), f"there is no file {quoted(media.written)}"))
    return found


def _spot(folder: Path, media: checks.Media) -> Span:
    """Where the file is named: the first place from the beginning of its card on, or that beginning."""
    path, first, _ = media.span
    lines = re.split(r"\r\n|\r|\n", (folder / path).read_text("utf-8-sig", "replace"))
    places = ((line, text.find(media.written)) for line, text in enumerate(lines[first - 1 :], first))
    return next((Span(path, line, at + 1) for line, at in places if at >= 0), media.span)


def _meant(path: str, only: Sequence[str]) -> bool:
    return not only or any(not name or path == name or path.startswith(f"{name}/") for name in only)
