"""What was read in a text that a program made, put back to where its author wrote it."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from flashcards.deck.incoming import Incoming
    from flashcards.model import Note, Span, Topic


def as_written(found: Incoming, written: Sequence[Topic]) -> Incoming:
    """The same with the spans of the author's topics: those of problems, too. Without any, what was found."""
    if not written:
        return found
    topics = {topic.id: topic for topic in written}
    notes = {note.id: note for topic in written for note in topic.notes}
    pairs = sorted(
        pair
        for arrival in found.arrivals
        if arrival.topic.id in topics
        for pair in _pairs(arrival.topic, topics[arrival.topic.id], notes)
    )
    starts = [begin for begin, _ in pairs]
    problems = (
        problem._replace(span=_span(problem.span, starts, pairs) or written[0].span) for problem in found.problems
    )
    arrivals = (
        arrival._replace(topic=_moved(arrival.topic, topics[arrival.topic.id], notes))
        if arrival.topic.id in topics
        else arrival
        for arrival in found.arrivals
    )
    return found._replace(arrivals=tuple(arrivals), problems=tuple(problems))


def at(topic: Topic, path: str) -> Topic:
    """The same, in a file of this path."""
    return topic._replace(
        span=topic.span._replace(path=path),
        requires=tuple(reference._replace(span=reference.span._replace(path=path)) for reference in topic.requires),
        notes=tuple(note._replace(span=note.span._replace(path=path)) for note in topic.notes),
    )


def _pairs(topic: Topic, written: Topic, notes: Mapping[str, Note]) -> Iterator[tuple[Span, Span]]:
    """Where a topic and what is in it stands, and where that was written."""
    yield topic.span, written.span
    for reference, other in zip(topic.requires, written.requires, strict=False):
        yield reference.span, other.span
    for note in topic.notes:
        if note.id in notes:
            yield note.span, notes[note.id].span


def _span(span: Span, starts: Sequence[Span], pairs: Sequence[tuple[Span, Span]]) -> Span | None:
    """Where the last thing was written that begins at or before a place."""
    place = bisect_right(starts, span)
    return pairs[place - 1][1] if place else None


def _moved(topic: Topic, written: Topic, notes: Mapping[str, Note]) -> Topic:
    return topic._replace(
        span=written.span,
        requires=written.requires if len(written.requires) == len(topic.requires) else topic.requires,
        notes=tuple(note._replace(span=notes[note.id].span) if note.id in notes else note for note in topic.notes),
    )
