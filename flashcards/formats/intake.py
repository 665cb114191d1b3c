"""Files of other programs to sources that a collection can add."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import spots
from flashcards.collection.add import Source
from flashcards.deck.dump import dump
from flashcards.deck.names import folded
from flashcards.deck.read import LARGEST
from flashcards.formats import encoding, gather
from flashcards.formats.sniff import READERS, sniff
from flashcards.model import Mistake, Problem, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from flashcards.collection.refresh import Progress
    from flashcards.formats.markdown.folder import Folder
    from flashcards.model import Topic

NAME = "import"
"""Of the text that is made, which nobody sees."""
LARGEST_PART = 4_000_000
"""Of the texts in one deck file, in characters; more go into several."""


class Page(NamedTuple):
    """A file and what was read in it; its pictures are named as seen from `base`.

    `stem` is the name of a deck file for it, '' for that of its deck.
    """

    file: Path
    base: Path
    stem: str
    topics: tuple[Topic, ...]
    problems: tuple[Problem, ...]


def page(file: Path, folder: Folder | None = None, *, progress: Progress | None = None) -> Page:
    """A file, read, perhaps one of a folder. Raises Mistake for what is no file of a known format."""
    name = folder.name(file) if folder else file.name
    text, problems = encoding.decode(_bytes(file), name)
    topics: tuple[Topic, ...] = ()
    if text:
        format_ = sniff(file, text)
        if format_ is None:
            hint = (
                "`flashcards add` takes YAML" if file.suffix.lower() in (".yaml", ".yml") else "see docs/importing.md"
            )
            raise Mistake(f"{file}: files of this kind cannot be read ({hint})")
        text = folder.rooted(text, file) if folder else text
        topics, found = import_module(f"flashcards.formats.{READERS[format_]}").read(text, name, progress)
        problems += found
    if not topics and not problems:
        problems = (Problem("warning", Span(name, 1, 1), "there is nothing in this file that could be learnt"),)
    base, stem = (folder.root, "") if folder else (file.parent, file.stem)
    return Page(file, base, stem, tuple(spots.at(topic, str(file)) for topic in topics), _at(problems, file))


def _bytes(file: Path) -> bytes:
    """What is in a file, if that can be text of a size that is read."""
    try:
        if not file.is_file():
            raise Mistake(f"{file} is neither a file nor a folder")
        if (size := file.stat().st_size) > 4 * LARGEST:
            raise Mistake(
                f"{file} has {size // 1_000_000} MB; split it into files of at most {LARGEST // 1_000_000} MB"
            )
        return file.read_bytes()
    except OSError as error:
        raise Mistake(f"{file} cannot be read: {(error.strerror or str(error)).lower()}") from error


def apart(pages: Sequence[Page]) -> list[Page]:
    """The pages with no title twice, and with links that name a file leading to its first topic."""
    topics, problems = gather.distinct(_linked(pages))
    made, done = [], 0
    for one in pages:
        made.append(one._replace(topics=topics[done : done + len(one.topics)]))
        done += len(one.topics)
    return [*made[:-1], made[-1]._replace(problems=(*made[-1].problems, *problems))] if made else []


def sources(pages: Iterable[Page], progress: Progress | None = None) -> list[Source]:
    """The topics as deck files: one for each deck of a file, or of a folder."""
    decks: dict[tuple[Path, str, str], list[Topic]] = {}
    for one in pages:
        stem = one.stem if len({topic.deck for topic in one.topics}) == 1 else ""
        for topic in one.topics:
            decks.setdefault((one.base, stem, topic.deck), []).append(topic)
    made = []
    done, total = 0, sum(len(topics) for topics in decks.values())
    for (base, stem, deck), topics in decks.items():
        for part in gather.portions(topics, _size, LARGEST_PART):
            if progress:
                progress("Writing topics", done, total)
            made.append(_source(base, stem, deck, part))
            done += len(part)
    return made


def _source(base: Path, stem: str, deck: str, topics: Sequence[Topic]) -> Source:
    tags = gather.shared_tags(topics)
    shared = frozenset(tags)
    ordered = [topic._replace(tags=(*tags, *(tag for tag in topic.tags if tag not in shared))) for topic in topics]
    text = dump(ordered, deck=deck, tags=tags)
    return Source(text, base.absolute(), NAME, stem, tuple(ordered))


def _size(topic: Topic) -> int:
    return len(topic.text) + sum(len(note.question) + len(note.answer) + len(note.extra) + 50 for note in topic.notes)


def _linked(pages: Sequence[Page]) -> Iterator[Topic]:
    """All topics; the first of a file that others require by the file's name gets that as another title."""
    known = {folded(name) for one in pages for topic in one.topics for name in (topic.title, *topic.aka)}
    wanted = {folded(reference.text) for one in pages for topic in one.topics for reference in topic.requires} - known
    for one in pages:
        stem = one.file.stem
        is_wanted = folded(stem) in wanted
        wanted -= {folded(stem)}
        for place, topic in enumerate(one.topics):
            yield topic._replace(aka=(*topic.aka, stem)) if is_wanted and not place else topic


def _at(problems: Iterable[Problem], file: Path) -> tuple[Problem, ...]:
    return tuple(problem._replace(span=problem.span._replace(path=str(file))) for problem in problems)
