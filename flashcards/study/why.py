"""A card or topic to the reasons for what the plan does with it, in words and with numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.collection import cards, queues, topics
from flashcards.memory.scheduler import retrievability
from flashcards.model import State
from flashcards.study.gate import READY, WINDOW, Gate
from flashcards.study.plan import Options, plan
from flashcards.text.plural import counted

if TYPE_CHECKING:
    from flashcards.collection.cards import Entry
    from flashcards.collection.collection import Collection
    from flashcards.collection.topics import TopicRow
    from flashcards.study.plan import Plan

EVERYTHING = Options()
NOTHING_TODAY = (
    "None of its cards can be introduced today: what is new of it is suspended or buried, or a card of the same note"
    " was introduced today."
)


def of_card(collection: Collection, entry: Entry, at: int, options: Options = EVERYTHING) -> list[str]:
    """Why a card is shown, waits, or is not due, in a session with some wishes."""
    day = collection.calendar.day(at)
    memory = entry.memory
    if memory.suspended:
        lapses = f" after {memory.lapses} lapses" if memory.lapses >= collection.settings.leech_lapses > 0 else ""
        return [f"It is suspended{lapses}: no plan shows it until it is unsuspended."]
    if memory.known:
        return ["You said that you know it: it counts as passed and is not asked, until you forget it on purpose."]
    current = plan(collection, at, options)
    buried = [f"It is buried until {_date(collection, memory.buried_until)}."] if memory.buried_until > day else []
    match memory.state:
        case State.NEW:
            lines = _new(collection, entry, current)
        case State.REVIEW:
            lines = [*_review(collection, entry, current), *_remembered(collection, entry, day)]
        case _:
            lines = [_step(collection, entry, current)]
    return [*buried, *lines]


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
        lines += _standing_in_line(collection, gate, topic, plan(collection, at, EVERYTHING))
    return [*lines, _order(collection, topic)]


def _review(collection: Collection, entry: Entry, current: Plan) -> list[str]:
    """When a review is due, and what is done with it today."""
    day, due_day = current.day, entry.memory.due_day
    date, late, ahead = _date(collection, due_day), current.day - due_day, current.options.ahead
    if entry.memory.buried_until > day:
        return [f"It is a review of {date}."]
    if late < -ahead:
        return [f"It is not due yet: it comes back in {_days(-late)}, on {date}."]
    if late < 0:
        said = f"It is due in {_days(-late)} ({date}), and you asked for what is due within {_days(ahead)}."
    else:
        said = f"It is a review, due {'today' if late == 0 else f'{_days(late)} ago'} ({date})."
    return [said, _queued(current)]


def _queued(current: Plan) -> str:
    left = current.left()
    if not left.reviews:
        return f"Today's limit of {counted(current.review_limit, 'review')} is used up; it stays due."
    order = "the longest due come first, since more is due than fits" if left.backlog else "foundations come first"
    return f"{counted(left.reviews, 'review')} {'is' if left.reviews == 1 else 'are'} left today; {order}."


def _remembered(collection: Collection, entry: Entry, day: int) -> list[str]:
    """What is remembered of a card; nothing of one that was only given a day."""
    memory = entry.memory
    if not memory.stability:
        return []
    chance = retrievability(memory.stability, day - memory.last_day, collection.parameters())
    wanted = collection.settings.retention_of(entry.deck)
    interval = f"the interval is {_days(memory.interval)}"
    return [
        (
            f"You remember it with a chance of {chance:.0%} (wanted: {wanted:.0%}); {interval}, stability"
            f" {memory.stability:.1f} days, difficulty {memory.difficulty:.1f} of 10, {memory.reps} answers,"
            f" {memory.lapses} lapses."
        )
    ]


def _step(collection: Collection, entry: Entry, current: Plan) -> str:
    memory = entry.memory
    steps = collection.settings.learning_steps
    word = "learning"
    if memory.state is State.RELEARNING:
        steps, word = collection.settings.relearning_steps, "relearning"
    place = f"It is in step {memory.step + 1} of {max(len(steps), memory.step + 1)} of {word}"
    if memory.buried_until > current.day:
        return f"{place}, and goes on then."
    if memory.due_at is None:
        return f"{place}, due on {_date(collection, memory.due_day)}."
    wait = (memory.due_at - current.at) / 60_000
    when = "due now" if wait <= 0 else f"due in {max(1, round(wait))} min"
    ahead = " (shown early when nothing else is left)" if 0 < wait <= collection.settings.learn_ahead / 60 else ""
    return f"{place}, {when}{ahead}."


def _new(collection: Collection, entry: Entry, current: Plan) -> list[str]:
    gate = _gate(collection, current.at)
    topic = topics.topic(collection.index, entry.topic_key)
    lines = ["It is new."]
    sibling = any(
        other.memory.introduced_day == current.day
        for other in cards.of_topic(collection.index, entry.topic_key)
        if other.note_key == entry.note_key and other.key != entry.key
    )
    if sibling:
        lines.append("Another card of its note was introduced today: a note introduces one card a day.")
    return [
        *lines,
        _limits(current),
        *_standing_in_line(collection, gate, topic, current),
        _order(collection, topic),
    ]


def _limits(current: Plan) -> str:
    """Which limit holds new cards back today, or how far they are."""
    introduced, reviewed = queues.done_today(current.index, current.day)
    limit, reviews = current.new_limit, counted(current.review_limit, "review")
    if introduced >= limit:
        return f"Today's limit of {counted(limit, 'new card')} is used up (`--new` lifts it for a session)."
    if current.options.new is None and introduced + reviewed >= current.review_limit:
        return f"Today's limit of {reviews} is used up, which new cards share."
    left = current.left()
    if current.options.new is None and introduced + reviewed + left.reviews >= current.review_limit:
        due = f"{counted(left.reviews, 'review')} {'is' if left.reviews == 1 else 'are'} due"
        return f"{due}, and today's limit of {reviews}, which new cards share, has room for no more."
    return f"{introduced} of today's {counted(limit, 'new card')} introduced."


def _standing_in_line(collection: Collection, gate: Gate, topic: TopicRow, current: Plan) -> list[str]:
    """Where a topic with new cards stands: open, waiting for others, or beyond the window."""
    day, scoped = current.day, current.options.scoped
    window = [key for key, _, _ in queues.new_topics(collection.index, day, scoped, WINDOW)]
    chosen = gate.choose(window)
    if topic.key == chosen:
        return _next_in_line(collection, gate, topic, current)
    lines = []
    if not queues.may_introduce(collection.index, day, topic.key):
        lines.append(NOTHING_TODAY)
    elif topic.key not in window:
        before = queues.topics_before(collection.index, day, scoped, topic.rank)
        lines.append(
            f"It is not its turn yet: {before} topics with new cards come before it, and new cards come from the first"
            f" {WINDOW} topics that have some."
        )
    elif chosen is not None:
        lines.append(f"'{topics.topic(collection.index, chosen).title}' introduces its cards first.")
    return [*lines, *_rests(collection, gate, topic.key)]


def _next_in_line(collection: Collection, gate: Gate, topic: TopicRow, current: Plan) -> list[str]:
    """The topic whose card is the next new one, on a day that has room for one."""
    if gate.standing(topic.key).begun or gate.ready(topic.key):
        held = "" if current.left().new else ", when the limit has room for one"
        return [f"Its topic is the next to introduce a card{held}."]
    return [
        "Its topic is next although it waits: no topic near it is ready, and its foundations are strongest.",
        *_rests(collection, gate, topic.key),
    ]


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
    return counted(count, "day")


def _cards(count: int) -> str:
    return counted(count, "card")
