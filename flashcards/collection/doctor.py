"""A collection to a clean bill of health: both databases are sound, and the index is what the history adds up to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.collection import rows, tally
from flashcards.collection.follow import MEMORY, QUEUE, parameters
from flashcards.collection.order import POSITION
from flashcards.memory.fold import recount

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashcards.collection.collection import Collection

TOLERANCE = 1e-9


def examine(collection: Collection, progress: Callable[[int], None] | None = None) -> list[str]:
    """What is wrong, in words; empty if all is well. Folds the whole history again and compares."""
    found = [f"history.db: {fault}" for fault in collection.history.faults()]
    found += [f"index.db: {row[0]}" for row in collection.index.execute("pragma integrity_check") if row[0] != "ok"]
    return found or [*_memories(collection, progress), *_places(collection), *_names(collection), *_stamps(collection)]


def _memories(collection: Collection, progress: Callable[[int], None] | None) -> list[str]:
    weights = parameters(collection.index)
    found, seen = [], set()
    counted = tally.Tally()
    for done, (origin, steps) in enumerate(collection.history.steps()):
        seen.add(origin)
        theirs, answers = recount(steps, weights)
        counted.add(answers)
        row = collection.index.execute(f"select {rows.MEMORY} from card c where origin = ?", (origin,)).fetchone()
        if row is None:
            found.append(f"'{origin}' has a history but is not in the index")
            continue
        ours = rows.memory(row)
        differing = [name for name in MEMORY if not _same(getattr(ours, name), getattr(theirs, name))]
        if differing:
            found.append(f"'{origin}': the index differs from the history in {', '.join(differing)}")
        if progress and done % 1000 == 0:
            progress(done)
    if counted.rows() != tally.stored(collection.index):
        found.append("the answers counted in the index differ from the history")
    strays = collection.index.execute("select origin from card where reps > 0").fetchall()
    return found + [
        f"'{origin}' is remembered in the index but not in the history" for (origin,) in strays if origin not in seen
    ]


def _places(collection: Collection) -> list[str]:
    """A card that the plan cannot find is never shown, however well it is remembered."""
    found = []
    for column, meant, said in (
        ("position", POSITION, "cards that are not in their place of the study order"),
        ("queue", f"({QUEUE})", "cards that do not wait where they should"),
    ):
        query = f"select count(*) from card where {column} is not {meant}"
        if number := collection.index.execute(query).fetchone()[0]:
            found.append(f"{said}: {number}")
    return found


def _same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) <= TOLERANCE * max(1.0, abs(one))
    return one == other


def _names(collection: Collection) -> list[str]:
    query = "select origin, count(*) from note where origin is not null group by origin having count(*) > 1"
    twice = [f"{count} notes share the history '{origin}'" for origin, count in collection.index.execute(query)]
    query = (
        "select count(*) from note n where origin is not null and not exists (select 1 from card where note = n.key)"
    )
    bare = collection.index.execute(query).fetchone()[0]
    return twice + ([f"{bare} notes have no card"] if bare else [])


def _stamps(collection: Collection) -> list[str]:
    """The fold's order must be that of the stamps, which must be there for every event."""
    last = 0
    for event in collection.history.events():
        if event.stamp <= 0 or event.stamp < last:
            return [f"event {event.seq} of the history is out of order"]
        last = event.stamp
    return []
