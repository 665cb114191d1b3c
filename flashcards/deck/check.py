"""Topics and their graph to advice: what `check --strict` says beyond plain mistakes. Opens no file."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple

from flashcards.deck.names import normalised, quoted
from flashcards.model import Problem, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from flashcards.deck.graph import Graph
    from flashcards.model import Note, Topic

LONGEST_ANSWER = 400
MOST_LINES = 6


class Media(NamedTuple):
    """A file that a card shows or plays: its path in the collection, where the note or topic begins, and its path as
    it is written there."""

    path: str
    span: Span
    written: str


def advise(topics: Sequence[Topic], graph: Graph) -> list[Problem]:
    """What all checks say, in file order. `graph` is made of the same topics."""
    found = [problem for check in CHECKS for problem in check(topics, graph)]
    return sorted(found, key=lambda problem: problem.span)


def redundant_requirements(_topics: Sequence[Topic], graph: Graph) -> Iterator[Problem]:
    """A prerequisite that another prerequisite builds on already."""
    for edge in graph.redundant():
        topic = graph.nodes[edge.topic]
        span = next((ref.span for ref in topic.requires if graph.find(ref.text) == edge.needs), topic.span)
        between = next(need for need in graph.needs[edge.topic] if edge.needs in graph.ancestors(need))
        message = (
            f"{quoted(topic.title)} requires {quoted(graph.nodes[edge.needs].title)} by way of another topic already"
        )
        yield Problem("warning", span, message, f"{quoted(graph.nodes[between].title)} builds on it")


def long_answers(topics: Sequence[Topic], _graph: Graph) -> Iterator[Problem]:
    """An answer that nobody can recall as one thing."""
    for note in _notes(topics):
        lines = len(note.answer.splitlines())
        if len(note.answer) > LONGEST_ANSWER or lines > MOST_LINES:
            size = f"{lines} lines" if lines > MOST_LINES else f"{len(note.answer)} characters"
            message = f"the answer to {quoted(note.question)} has {size}"
            yield Problem("warning", note.span, message, "make several cards of it, or a list")


def repeated_questions(topics: Sequence[Topic], _graph: Graph) -> Iterator[Problem]:
    """The same question in two topics, case, spacing and final marks aside: one card would give away the other."""
    first: dict[str, Note] = {}
    for note in _notes(topics):
        asked = normalised(note.question).casefold().rstrip("?!. ")
        other = first.setdefault(asked, note)
        if other is not note:
            message = f"{quoted(note.question)} is asked at {other.span} too"
            yield Problem("warning", note.span, message, "say what it is about, or drop one of them")


def idle_topics(topics: Sequence[Topic], graph: Graph) -> Iterator[Problem]:
    """A topic that teaches nothing, gathers nothing, and that nothing builds on."""
    for index, topic in enumerate(topics):
        if not (topic.notes or topic.text or topic.requires or graph.opens[index]):
            message = f"{quoted(topic.title)} has no cards and no text, and stands alone"
            yield Problem("warning", topic.span, message, "add cards, or delete it")


CHECKS: tuple[Callable[[Sequence[Topic], Graph], Iterable[Problem]], ...] = (
    redundant_requirements,
    long_answers,
    repeated_questions,
    idle_topics,
)


def media(topics: Iterable[Topic]) -> tuple[list[Media], list[Problem]]:
    """Every file the texts name, as a path from the collection's root, and the names that lead out of it.

    What is on the net is left to others. A name is relative to its deck file's folder.
    """
    found: list[Media] = []
    problems: list[Problem] = []
    for topic in topics:
        for text, span in _texts(topic):
            for path in _paths(text):
                place = posixpath.normpath(posixpath.join(posixpath.dirname(span.path), path))
                if _leaves(path, place):
                    message = f"the file {quoted(path)} is not in the collection"
                    problems.append(
                        Problem("error", span, message, "write its path from this file's folder: media/x.svg")
                    )
                else:
                    found.append(Media(place, span, path))
    return found, problems


def _paths(text: str) -> list[str]:
    if "](" not in text:
        return []
    from flashcards.text.media import references

    return [reference.path for reference in references(text) if not reference.remote]


def _leaves(path: str, place: str) -> bool:
    absolute = path.startswith(("/", "\\", "~")) or path[1:2] == ":"
    return absolute or "\\" in path or place == ".." or place.startswith("../")


def _texts(topic: Topic) -> Iterator[tuple[str, Span]]:
    yield topic.text, topic.span
    for note in topic.notes:
        for text in (note.question, note.answer, note.reverse, note.extra, note.hint, note.source, *note.items):
            yield text, note.span


def _notes(topics: Iterable[Topic]) -> Iterator[Note]:
    return (note for topic in topics for note in topic.notes)
