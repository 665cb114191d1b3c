"""What an importer finds, piece by piece, to topics that a deck file can hold, and what could not be placed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from flashcards.deck import compose, names, prose, read
from flashcards.deck.dump import readable
from flashcards.deck.names import quoted
from flashcards.deck.piece import BREAK
from flashcards.model import Note, Problem, Reference, Span, Topic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from flashcards.collection.refresh import Progress
    from flashcards.model import Level

T = TypeVar("T")

MOST_PROBLEMS = 1000
LONGEST_CLOZE = 20_000
UNTITLED = "Untitled"


@dataclass(slots=True)
class Draft:
    """A topic in the making: `lines` are its text, `notes` its cards by their keys."""

    title: str
    deck: str
    span: Span
    tags: dict[str, None] = field(default_factory=dict)
    requires: list[Reference] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    notes: dict[str, Note] = field(default_factory=dict)

    def tag(self, tags: Iterable[str]) -> None:
        """More tags; a space in one becomes a hyphen."""
        self.tags.update(_labels(tags))

    def hoist(self) -> None:
        """Tags that all its cards have become the topic's."""
        self.tag(shared_tags(list(self.notes.values())))
        for key, note in self.notes.items():
            self.notes[key] = note._replace(tags=tuple(tag for tag in note.tags if tag not in self.tags))

    def paragraph(self, lines: Iterable[str]) -> None:
        """More text, apart from what is there."""
        if self.lines and self.lines[-1].strip():
            self.lines.append("")
        self.lines += lines


class Gatherer:
    """Topics and problems of one file, in the order in which they are found. `lines` are how many it has."""

    def __init__(self, path: str, lines: int = 0, progress: Progress | None = None) -> None:
        self.path = path
        self._lines = lines
        self._progress = progress
        self.problems: list[Problem] = []
        self.unsaid = 0
        self._drafts: dict[tuple[str, str], Draft] = {}

    def span(self, line: int, column: int = 1) -> Span:
        return Span(self.path, line, column)

    def say(self, level: Level, span: Span, message: str, hint: str = "") -> None:
        """Gather a problem; of very many only the first are kept, and the others are counted."""
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(level, span, message, hint))
        else:
            self.unsaid += 1

    def warn(self, line: int, message: str, hint: str = "", *, column: int = 1) -> None:
        self.say("warning", self.span(line, column), message, hint)

    def topic(self, title: str, span: Span, deck: str = "") -> tuple[Draft, bool]:
        """The topic of this title in this deck, and whether it is new; a title that is no text gets one."""
        self._count(span)
        title = " ".join(readable(title).split()) or UNTITLED
        key = deck_name(deck), names.folded(title)
        old = self._drafts.get(key)
        if old is None:
            self._drafts[key] = Draft(title, key[0], span)
        return self._drafts[key], old is None

    @property
    def drafts(self) -> list[Draft]:
        """All topics so far, in their order."""
        return list(self._drafts.values())

    def add(self, topic: Draft, note: Note) -> bool:
        """Whether the note is in the topic now; if not, it has been said why. The note needs no id."""
        self._count(note.span)
        note = _readable(note)
        if fault := _fault(note):
            self.say("warning", note.span, fault)
            return False
        key = own = names.key(note.kind, note.question)
        number = 1
        while old := topic.notes.get(key):
            if old._replace(span=note.span) == note:
                self.say("warning", note.span, f"{quoted(note.question)} is here twice", _first(old))
                return True
            number += 1
            key = f"{own}-{number}"
        if number > 1:
            hint = f"{_first(topic.notes[own])}; the second gets an id"
            self.say("warning", note.span, f"{quoted(note.question)} has two answers", hint)
        topic.notes[key] = note
        return True

    def finish(self) -> tuple[tuple[Topic, ...], tuple[Problem, ...]]:
        """All topics, no two of one name, and all problems in file order."""
        topics, clashes = distinct(self._topics())
        self.problems += clashes
        if self.unsaid:
            last = self.problems[-1].span
            self.problems.append(Problem("warning", last, f"… and {self.unsaid:,} more of the kind"))
        return topics, tuple(sorted(self.problems, key=lambda problem: problem.span))

    def _topics(self) -> Iterator[Topic]:
        for done, draft in enumerate(self._drafts.values()):
            if self._progress:
                self._progress("Finding cards", done, len(self._drafts))
            yield _topic(draft)

    def _count(self, span: Span) -> None:
        if self._progress:
            self._progress("Reading lines", span.line, self._lines)


def opened(text: str, path: str, progress: Progress | None = None) -> tuple[list[str], Gatherer]:
    """The lines of a text, without what no deck can hold, and where to put what they say; none if it is too large."""
    found = Gatherer(path)
    if len(text) > read.LARGEST:
        message = f"the file is larger than {read.LARGEST // 1_000_000} MB"
        found.say("error", found.span(1), message, "split it into several")
        return [], found
    clean, strange = compose.clean(text)
    lines = BREAK.split(clean)
    found = Gatherer(path, len(lines), progress)
    if strange:
        before = BREAK.split(clean[: strange[0]])
        what = "a character" if len(strange) == 1 else f"{len(strange):,} characters"
        message = f"{what} that no deck can hold, made a space"
        found.warn(len(before), message, column=len(before[-1]) + 1)
    return lines, found


def distinct(topics: Iterable[Topic]) -> tuple[tuple[Topic, ...], list[Problem]]:
    """The topics with titles and ids of their own. A title that is taken gets its deck's name as well, or a number."""
    taken: dict[str, Span] = {}
    made: list[Topic] = []
    problems: list[Problem] = []
    for topic in topics:
        title = next(title for title in _titles(topic) if names.folded(title) not in taken)
        if title != topic.title:
            message = f"{quoted(topic.title)} is also the title of a topic at {taken[names.folded(topic.title)]}"
            problems.append(Problem("warning", topic.span, message, f"this one is called {quoted(title)}"))
        id_ = next(id_ for id_ in _ids(title) if id_ == names.folded(title) or id_ not in taken)
        taken[names.folded(title)] = taken[id_] = topic.span
        notes = tuple(note._replace(id=f"{id_}/{note.id.partition('/')[2]}") for note in topic.notes)
        made.append(topic._replace(id=id_, title=title, own_id=id_ != names.slug(title), notes=notes))
    return tuple(made), problems


def shared_tags(tagged: Sequence[Note] | Sequence[Topic]) -> tuple[str, ...]:
    """The tags that all of them have, in the order of the first."""
    if not tagged:
        return ()
    shared = set(tagged[0].tags).intersection(*(one.tags for one in tagged))
    return tuple(tag for tag in tagged[0].tags if tag in shared)


def portions(things: Iterable[T], size: Callable[[T], int], most: int) -> Iterator[list[T]]:
    """The things in portions of at most this size; one that is larger is a portion of its own."""
    portion: list[T] = []
    total = 0
    for thing in things:
        own = size(thing)
        if portion and total + own > most:
            yield portion
            portion, total = [], 0
        portion.append(thing)
        total += own
    if portion:
        yield portion


def deck_name(deck: str) -> str:
    """A deck's name without empty parts: 'A:: ::B' is 'A::B'."""
    parts = (" ".join(readable(part).split()).strip(":") for part in deck.split("::"))
    return "::".join(part for part in parts if part)


def _titles(topic: Topic) -> Iterator[str]:
    yield topic.title
    if topic.deck:
        yield f"{topic.title} ({topic.deck.rpartition('::')[2]})"
    yield from (f"{topic.title} ({number})" for number in range(2, 1_000_000))


def _ids(title: str) -> Iterator[str]:
    slug = names.slug(title)
    if slug:
        yield slug
    yield from (f"{slug or 'topic'}-{number}" for number in range(2 if slug else 1, 1_000_000))


def _topic(draft: Draft) -> Topic:
    text = readable("\n".join(draft.lines))
    requires = tuple(Reference(name, span) for wanted, span in draft.requires if (name := readable(wanted)))
    notes = tuple(note._replace(id=f"/{key}") for key, note in draft.notes.items())
    notes = notes or prose.notes("", draft.title, text, draft.span)
    return Topic("", draft.title, draft.deck, draft.span, (), requires, tuple(draft.tags), text, notes)


def _readable(note: Note) -> Note:
    return note._replace(
        question=readable(note.question), answer=readable(note.answer), reverse=readable(note.reverse),
        extra=readable(note.extra), hint=readable(note.hint), source=readable(note.source), anki=readable(note.anki),
        items=tuple(map(readable, note.items)), tags=tuple(_labels(note.tags)),
    )  # fmt: skip


def _labels(tags: Iterable[str]) -> dict[str, None]:
    """Tags as a deck file can hold them, none twice."""
    return dict.fromkeys("-".join(label.split()) for tag in tags if (label := readable(tag).strip()))


def _fault(note: Note) -> str:
    """Why a deck file cannot hold this note; '' if it can."""
    if not note.question:
        return f"an answer without a question: {quoted(note.answer)}" if note.answer else "a card without any text"
    if note.kind == "basic":
        return "" if note.answer else f"no answer to {quoted(note.question)}"
    if len(note.question) > LONGEST_CLOZE:
        return f"a cloze of {len(note.question):,} characters is too long: {quoted(note.question[:100])}"
    from flashcards.text import cloze

    fault = cloze.parse(note.question)[1]
    if fault is not None:
        return f"{fault.message}: {quoted(note.question)}"
    return "" if cloze.parts(note.question) else f"nothing is hidden in {quoted(note.question)}"


def _first(note: Note) -> str:
    return f"the first is on line {note.span.line}"
