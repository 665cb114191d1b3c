"""A card or topic to the reasons for what the plan does with it, in words and with numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.collection import cards, queues, topics
from flashcards.memory.scheduler import retrievability
from flashcards.model import State
from flashcards.study.gate import READY, WINDOW, Gate
from flashcards.study.plan import Options, plan

if TYPE_CHECKING:
    from flashcards.collection.cards import Entry
    from flashcards.collection.collection import Collection
    from flashcards.collection.topics import TopicRow


def of_card(collection: Collection, entry: Entry, at: int) -> list[str]:
    """Why a card is shown, waits, or is not due."""
    day = collection.calendar.day(at)
    memory = entry.memory
    if memory.suspended:
        lapses = f" after {memory.lapses} lapses" if memory.lapses >= collection.settings.leech_lapses > 0 else ""
        return [f"It is suspended{lapses}: no plan shows it until it is unsuspended."]
    if memory.known:
        return ["You said that you know it: it counts as passed and is not asked, until you forget it on purpose."]
    lines = []
    if memory.buried_until > day:
        lines.append(f"It is buried until {_date(collection, memory.buried_until)}.")
    match memory.state:
        case State.NEW:
            lines += _new(collection, entry, at)
        case State.REVIEW:
            lines += _review(collection, entry, at)
        case _:
            lines += _step(collection, entry, at)
    return lines


def of_topic(collection: Collection, topic: TopicRow, at: int) -> list[str]:
    """Why a topic is open or waits."""
    gate = _gate(collection, at)
    standing = gate.standing(topic.key)
    if not standing.cards:
        return [
            "It has no cards of its own: it is a milestone, and the order passes through it.",
            *_rests(collection, gate, topic.key),
        ]
    lines = [f"{standing.begun} of its {_cards(standing.cards)} begun, {standing.passed} passed."]
    if standing.suspended:
        lines.append(f"{standing.suspended} of them suspended.")
    if standing.begun < standing.cards:
        lines += _standing_in_line(collection, gate, topic, at)
    return [*lines, _order(collection, topic)]


def _review(collection: Collection, entry: Entry, at: int) -> list[str]:
    memory, day = entry.memory, collection.calendar.day(at)
    chance = retrievability(memory.stability, day - memory.last_day, collection.parameters())
    wanted = collection.settings.retention_of(entry.deck)
    late = day - memory.due_day
    if late >= 0:
        when = "today" if late == 0 else f"{_days(late)} ago"
        lines = [f"It is a review, due {when} ({_date(collection, memory.due_day)})."]
        lines += _queued(collection, at)
    else:
        lines = [f"It is not due yet: it comes back in {_days(-late)}, on {_date(collection, memory.due_day)}."]
    interval = f"the interval is {_days(memory.interval)}"
    lines.append(
        f"You remember it with a chance of {chance:.0%} (wanted: {wanted:.0%}); {interval}, stability"
        f" {memory.stability:.1f} days, difficulty {memory.difficulty:.1f} of 10, {memory.reps} answers,"
        f" {memory.lapses} lapses."
    )
    return lines


def _queued(collection: Collection, at: int) -> list[str]:
    current = plan(collection, at, Options())
    left = current.left()
    if not left.reviews:
        return [f"Today's limit of {collection.settings.reviews_per_day} reviews is used up; it stays due."]
    order = "the longest due come first, since more is due than fits" if left.backlog else "foundations come first"
    return [f"{left.reviews} reviews are left today; {order}."]


def _step(collection: Collection, entry: Entry, at: int) -> list[str]:
    memory = entry.memory
    steps = collection.settings.learning_steps
    word = "learning"
    if memory.state is State.RELEARNING:
        steps, word = collection.settings.relearning_steps, "relearning"
    place = f"It is in step {memory.step + 1} of {max(len(steps), memory.step + 1)} of {word}"
    if memory.due_at is None:
        return [f"{place}, due on {_date(collection, memory.due_day)}."]
    wait = (memory.due_at - at) / 60_000
    when = "due now" if wait <= 0 else f"due in {max(1, round(wait))} min"
    ahead = " (shown early when nothing else is left)" if 0 < wait <= collection.settings.learn_ahead / 60 else ""
    return [f"{place}, {when}{ahead}."]


def _new(collection: Collection, entry: Entry, at: int) -> list[str]:
    gate = _gate(collection, at)
    day = collection.calendar.day(at)
    topic = topics.topic(collection.index, entry.topic_key)
    lines = ["It is new."]
    sibling = any(
        other.memory.introduced_day == day
        for other in cards.of_topic(collection.index, entry.topic_key)
        if other.note_key == entry.note_key and other.key != entry.key
    )
    if sibling:
        lines.append("Another card of its note was introduced today: a note introduces one card a day.")
    return [
        *lines,
        *_limits(collection, at),
        *_standing_in_line(collection, gate, topic, at),
        _order(collection, topic),
    ]


def _limits(collection: Collection, at: int) -> list[str]:
    day = collection.calendar.day(at)
    introduced, reviewed = queues.done_today(collection.index, day)
    limit = collection.settings.new_per_day
    if introduced >= limit:
        return [f"Today's {limit} new cards are used up (`--new` lifts the limit for today)."]
    if introduced + reviewed >= collection.settings.reviews_per_day:
        return [f"Today's limit of {collection.settings.reviews_per_day} reviews is used up, which new cards share."]
    return [f"{introduced} of today's {limit} new cards introduced."]


def _standing_in_line(collection: Collection, gate: Gate, topic: TopicRow, at: int) -> list[str]:
    """Where a topic with new cards stands: open, waiting for others, or beyond the window."""
    day = collection.calendar.day(at)
    window = [key for key, _, _ in queues.new_topics(collection.index, day, False, WINDOW)]
    chosen = gate.choose(window)
    if topic.key == chosen:
        if gate.standing(topic.key).begun or gate.ready(topic.key):
            return ["Its topic is the next to introduce a card."]
        return [
            "Its topic is next although it waits: no topic near it is ready, and its foundations are strongest.",
            *_rests(collection, gate, topic.key),
        ]
    lines = []
    if topic.key not in window:
        before = _topics_before(collection, topic)
        lines.append(f"{before} topics with new cards come before it; the plan looks at the first {WINDOW}.")
    elif chosen is not None:
        lines.append(f"'{topics.topic(collection.index, chosen).title}' introduces its cards first.")
    return [*lines, *_rests(collection, gate, topic.key)]


def _topics_before(collection: Collection, topic: TopicRow) -> int:
    from flashcards.collection.topics import fresh_before

    return fresh_before(collection.index, topic.rank)


def _rests(collection: Collection, gate: Gate, key: int) -> list[str]:
    found = gate.foundations(key)
    if not found:
        return ["It builds on nothing else."]
    lines = []
    for foundation in found:
        title = topics.topic(collection.index, foundation.topic).title
        standing = foundation.standing
        passed = f"'{title}': {standing.passed} of {_cards(standing.active)} passed"
        if foundation.ready:
            lines.append(f"ready: {passed}")
        else:
            needed = next(n for n in range(standing.cards + 1) if (n + standing.suspended) / standing.cards >= READY)
            lines.append(f"waiting: {passed}, {needed} needed")
    return lines


def _order(collection: Collection, topic: TopicRow) -> str:
    """How its place in the study order came about."""
    later = [
        row.title
        for key in topics.dependants(collection.index, topic.key)
        if (row := topics.topic(collection.index, key)) and (row.path, row.line) < (topic.path, topic.line)
    ]
    place = f"Topic {topic.rank + 1} of the study order: "
    if later:
        return f"{place}pulled forward, because '{later[0]}' builds on it."
    return f"{place}the order of the files."


def _gate(collection: Collection, at: int) -> Gate:
    return Gate(collection.index, collection.calendar.day(at), collection.parameters())


def _date(collection: Collection, day: int) -> str:
    return collection.calendar.date(day).isoformat()


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _cards(count: int) -> str:
    return "1 card" if count == 1 else f"{count} cards"
