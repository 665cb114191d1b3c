"""Deck files to everything that is wrong in them, read afresh and across the whole collection."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import discover, settings
from flashcards.collection.refresh import parse
from flashcards.deck import check as checks
from flashcards.deck import graph
from flashcards.memory import store
from flashcards.model import Fault, Mistake, Problem, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from flashcards.collection.discover import DeckFile
    from flashcards.model import Topic


class Verdict(NamedTuple):
    """What a check found; paths in `problems` are relative to `folder`."""

    folder: Path
    problems: tuple[Problem, ...]
    files: int
    topics: int
    notes: int

    @property
    def errors(self) -> int:
        return sum(problem.level == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        return len(self.problems) - self.errors


def check(folder: Path, only: Sequence[str] = (), *, strict: bool = False) -> Verdict:
    """Check a collection. `only` names files or folders in it, relative, to speak of; the graph is always the whole."""
    files = sorted(discover.walk(folder), key=lambda file: discover.natural(file.path))
    topics: list[Topic] = []
    problems = _settings(folder)
    for file in files:
        found, said = _read(folder, file)
        topics += found
        problems += said
    linked = graph.link(topics)
    problems += linked.problems
    references, strays = checks.media(topics)
    problems += strays
    problems += _missing(folder, references)
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


def _settings(folder: Path) -> list[Problem]:
    path = folder / discover.SETTINGS
    return settings.read(path.read_text("utf-8"), discover.SETTINGS)[1] if path.is_file() else []


def _read(folder: Path, file: DeckFile) -> tuple[Sequence[Topic], Sequence[Problem]]:
    try:
        with store.faults(folder / file.path):
            content = (folder / file.path).read_bytes()
    except Fault:
        return (), [Problem("error", Span(file.path, 1, 1), "the file cannot be read")]
    found = parse(file, content, b"")
    return found.topics, found.problems


def _missing(folder: Path, references: Iterable[checks.Media]) -> list[Problem]:
    there: dict[str, bool] = {}
    found = []
    for path, span in references:
        if path not in there:
            there[path] = (folder / path).is_file()
        if not there[path]:
            found.append(Problem("error", span, f"there is no file '{path}'"))
    return found


def _meant(path: str, only: Sequence[str]) -> bool:
    return not only or any(not name or path == name or path.startswith(f"{name}/") for name in only)
