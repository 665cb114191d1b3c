"""Events to the numbers of Anki's review log, which are instants too (UTC ms) but must all differ.

An answer keeps its own instant. Where two would have the same, they follow each other by a millisecond, in the order of
(instant, event id): each gets the later of its own instant and the one after the last answer's. Answers that were taken
back keep their number, so that undoing changes none of the others. What else Anki's log tells of, a card forgotten or
rescheduled, takes the numbers that answers leave free: hundreds of these may share an instant, and must not move an
answer. So the same log always gives the same numbers, and a review that comes back from Anki is known by its own.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from flashcards.model import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flashcards.memory.events import Told


def numbered(told: Iterable[Told]) -> Iterator[tuple[int, Told]]:
    """Each event with its number in Anki, from events in the order of (instant, event id), all of the log's.

    Answers come out in order; the others late, when it is known what answers leave free.
    """
    waiting: deque[Told] = deque()
    answer = int(Kind.REVIEW)
    last = free = -1
    for one in told:
        if one.kind != answer:
            waiting.append(one)
            continue
        number = max(one.at, last + 1)
        while waiting and (place := max(waiting[0].at, free)) < number:
            yield place, waiting.popleft()
            free = place + 1
        yield number, one
        last, free = number, number + 1
    for one in waiting:
        place = max(one.at, free)
        yield place, one
        free = place + 1
