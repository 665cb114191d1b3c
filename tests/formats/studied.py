"""A desk with a past of some weeks up to now, in which everything has happened that can happen to a card; and Anki's
word for the same cards. Run as a program it compares what both say is due, in the time zone of its process.

Anki asks the clock itself, so the past is made to end now.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.model import Draft, Kind, Rating, Schedule, State
from flashcards.report.numbers import numbers
from tests.formats.exporting import send
from tests.formats.phone import Phone
from tests.students import DAY, HOUR, Clock, Desk, answer, save

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anki.cards import Card

    from flashcards.collection.cards import Entry
    from flashcards.model import Memory

QUESTIONS = 9
SETTINGS = (
    'new_per_day = 4\nlearning_steps = ["1m", "10m", "30h"]\nrelearning_steps = ["5m", "20m"]\nretention = 0.87\n'
)
GRADES = (Rating.GOOD, Rating.GOOD, Rating.EASY, Rating.HARD, Rating.AGAIN)


def now() -> int:
    return time.time_ns() // 1_000_000


def decks() -> dict[str, str]:
    """Topics in decks that lie in each other and build on each other; clozes and other directions among them."""
    files = {}
    for number, deck in enumerate(("Sea::Whales", "Sea", "Land") * 3):
        requires = f"  requires: [Topic {number - 1}]\n" if number else ""
        text = f"deck: Life::{deck}\ntopics:\n- topic: Topic {number}\n{requires}  cards:\n"
        text += "".join(f"  - What is {number} and {place}?: Answer {number}.{place}\n" for place in range(QUESTIONS))
        text += f"  - Of {number}, {{{{one}}}} and {{{{two}}}}.\n"
        text += f"  - q: Sign of {number}?\n    a: S{number}\n    reverse: Whose is S{number}?\n"
        files[f"{number}.yaml"] = text
    return files


def desk(folder: Path, zone: str, *, days: int, at: int, seed: int = 1, settings: str = SETTINGS) -> Desk:
    """A learner of so many days, who stopped in the midst of yesterday's cards; nothing was done on the day of `at`."""
    save(folder / "flashcards.toml", f'timezone = "{zone}"\n{settings}')
    for name, text in decks().items():
        save(folder / name, text)
    made = Desk(folder, Clock(at - days * DAY - 5 * HOUR), seed=seed)
    chance = random.Random(seed)
    for day in range(days, 0, -1):
        made.clock.at = made.collection.calendar.begins(made.collection.calendar.day(at) - day) + chance.randrange(
            DAY // 4
        )
        if day == 1 or chance.random() < 0.8:
            _sit(made, chance, most=25 if day == 1 else 80)
        if day % 5 == 3:
            _meddle(made, chance)
    made.clock.at = at
    return made


def _sit(made: Desk, chance: random.Random, *, most: int) -> None:
    session = made.session()
    for _ in range(most):
        if session.card is None:
            break
        answer(session, chance.choice(GRADES), seconds=chance.randrange(2, 70))
        if chance.random() < 0.04:
            session.undo()


def _meddle(made: Desk, chance: random.Random) -> None:
    """Whatever else there is to be done to cards."""
    day = made.collection.calendar.day(made.clock.at)
    cards = made.cards()
    seen = {front: entry.memory.state for front, entry in sorted(cards.items()) if entry.memory.state}
    some = chance.choices(sorted(cards), k=5)
    events = list(zip(some, (Kind.SUSPEND, Kind.FLAG, Kind.BURY, Kind.FORGET, Kind.KNOWN), strict=True))
    for state in (State.LEARNING, State.REVIEW, State.RELEARNING):
        events += [(front, chance.choice([Kind.SUSPEND, Kind.FORGET])) for front in seen if seen[front] is state][:1]
    values = {Kind.FLAG: 3, Kind.BURY: day + 1}
    drafts = [Draft(kind, cards[front].origin, value=values.get(kind)) for front, kind in events]
    again = cards[chance.choice(list(seen))]
    moved = Schedule(State.REVIEW, 0, max(1, again.memory.interval), day + chance.randrange(1, 20))
    drafts.append(Draft(Kind.RESCHEDULE, again.origin, schedule=moved))
    made.collection.history.append(drafts, at=made.clock.at, day=day)
    made.collection.catch_up(made.clock.at)


def pairs(made: Desk, phone: Phone) -> Iterator[tuple[Entry, Card]]:
    """Each card of ours with Anki's."""
    index = made.collection.index
    ordinals = {f"{note}/{part}": n - 1 for note, part, n in index.execute("select note, part, n from ordinal")}
    theirs = {(card.note()["Id"], card.ord): card for card in phone.cards()}
    for entry in made.cards().values():
        note = index.execute("select origin from note where key = ?", (entry.note_key,)).fetchone()[0]
        yield entry, theirs[note, ordinals.get(entry.origin, int(entry.part == "reverse"))]


def due_day(made: Desk, phone: Phone, card: Card) -> int:
    """The logical day on which Anki wants to ask a card."""
    if card.due > 1_000_000_000:
        return made.collection.calendar.day(card.due * 1000)
    today = made.collection.calendar.day(now())
    return today + card.due - (phone.collection.sched.today or 0)


def ours(made: Desk, at: int) -> tuple[int, int, int]:
    """What `flashcards stats` says is left to do on a day: new, learning, reviews."""
    left = numbers(made.collection, at).left
    return (left.new, left.learning, left.reviews)


def theirs(phone: Phone, at: int) -> tuple[int, int, int]:
    """What Anki's list of decks says of the same."""
    decks = phone.collection._backend.deck_tree(now=at // 1000).children
    return (
        sum(deck.new_count for deck in decks),
        sum(deck.learn_count for deck in decks),
        sum(deck.review_count for deck in decks),
    )


def known(memory: Memory) -> bool:
    """Whether FSRS knows anything of the card."""
    return memory.stability > 0


def main() -> None:
    """Compare three days; prints what each side says."""
    folder, zone = Path(sys.argv[1]), os.environ["TZ"]
    at = now()
    made = desk(folder / "desk", zone, days=30, at=at)
    phone = Phone(folder / "phone")
    phone.take(send(made, schedule=True)[0], progress=True, presets=True)
    days = [at + ahead * DAY for ahead in (0, 1, 6)]
    sys.stdout.write(json.dumps([(ours(made, day), theirs(phone, day)) for day in days]))
    made.close()
    phone.close()


if __name__ == "__main__":
    main()
