"""One sitting: show a card, take its grade, go on. A state machine that every face is a skin of.

It writes only through the history it is given, one action at a time, each durable before the next card. It does not
print, does not wait, and asks `clock` for the time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flashcards.collection import cards, queues, topics
from flashcards.collection.index import meta
from flashcards.memory import store
from flashcards.memory.scheduler import choices
from flashcards.model import Draft, Kind, Mistake, Rating, Stale, State
from flashcards.study.plan import Choice, Left, Options, Plan, Why, narrowed, plan
from flashcards.study.tally import Tally, added

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from flashcards.collection.cards import Entry
    from flashcards.collection.collection import Collection
    from flashcards.collection.queues import Selection
    from flashcards.model import Event, Schedule

LONGEST_ANSWER = 60.0
NOTHING = Left(0, 0, 0)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a session is; `minutes` is an estimate of what is left."""

    done: int
    left: Left
    minutes: float


@dataclass(slots=True)
class Session:
    """A sitting over a collection. `card` is None when there is nothing left to do; `ended` says why."""

    collection: Collection
    clock: Callable[[], int]
    options: Options = field(default_factory=Options)
    selection: Selection = field(default_factory=queues.Selection)
    within: tuple[str, ...] = ()
    """What the selection is called, for people."""
    card: Entry | None = None
    why: Why | None = None
    revealed: bool = False
    grades: dict[Rating, Schedule] = field(default_factory=dict)
    """What each grade would do, once the answer is revealed."""
    reckoned: int = 0
    """The instant that `grades` count from."""
    tally: Tally = field(default_factory=Tally)
    left: Left = NOTHING
    ended: str = ""
    _seen: int = 0
    """How far the index had followed the log when it was asked for the card."""
    _last_note: int | None = None
    _minutes: float = 0.0
    _given: dict[bytes, Tally] = field(default_factory=dict)
    """What each answer that stands adds to the tally, by its action."""

    def __post_init__(self) -> None:
        self._select()
        self.advance()

    def advance(self) -> None:
        """Go to the card that the plan wants now."""
        at = self.clock()
        self._follow(at)
        with store.snapshot(self.collection.index):
            current = self._plan(at)
            self.left = current.left()
            self._minutes = current.minutes(self.left)
            self.ended = self._over()
            choice = None if self.ended else current.next(self.left, after_note=self._last_note)
            self._show(choice)

    def _follow(self, at: int) -> None:
        """Take in what was done elsewhere; an answer that was taken back there no longer counts."""
        self.collection.catch_up(at)
        if gone := self._given.keys() & self.collection.history.undone(after=self._seen):
            self._given = {action: added for action, added in self._given.items() if action not in gone}
            self.tally = sum(self._given.values(), Tally())

    def _plan(self, at: int) -> Plan:
        return plan(self.collection, at, self.options)

    def _over(self) -> str:
        if self.options.limit is not None and self.tally.answers >= self.options.limit:
            return "limit"
        if self.options.minutes is not None and self.tally.seconds >= self.options.minutes * 60:
            return "minutes"
        return ""

    def _show(self, choice: Choice | None) -> None:
        self.revealed, self.grades = False, {}
        self._seen = meta(self.collection.index, "sequence")
        self.card = cards.entry(self.collection.index, choice.card) if choice else None
        self.why = choice.why if choice else None

    def reveal(self) -> dict[Rating, Schedule]:
        """Show the answer; returns what each grade would do."""
        if not self.revealed:
            self.reckon()
            self.revealed = True
        return self.grades

    def reckon(self) -> dict[Rating, Schedule]:
        """What each grade would do if it were given now."""
        card = self.current()
        self.reckoned = self.clock()
        self.grades = choices(
            card.memory,
            self.reckoned,
            card=card.origin,
            rules=self.collection.rules(card.deck),
            calendar=self.collection.calendar,
        )
        return self.grades

    def grade(self, card: Entry, rating: Rating, seconds: float) -> bool:
        """Take an answer and go on. False if it was not taken: the card was answered or changed elsewhere meanwhile.

        Raises Mistake if another card is shown than the one graded, or its answer was never revealed.
        """
        current = self.current()
        if card.origin != current.origin or not self.revealed:
            raise Mistake("this card is not the one that is shown")
        spent = min(max(seconds, 0.0), LONGEST_ANSWER)
        schedule = self.reckon()[rating]
        review = Draft(Kind.REVIEW, current.origin, rating, round(spent * 1000), schedule)
        drafts = [review, *self._leech(current, rating)]
        taken = self._write(current, drafts, self.reckoned)
        if taken:
            self._given[taken] = added(rating, spent, current.memory)
            self.tally += self._given[taken]
            self._last_note = current.note_key
        self.advance()
        return bool(taken)

    def _leech(self, card: Entry, rating: Rating) -> list[Draft]:
        """Suspend a card that is forgotten again and again: at the limit, then at every half of it."""
        limit = self.collection.settings.leech_lapses
        if not limit or rating is not Rating.AGAIN or card.memory.state is not State.REVIEW:
            return []
        over = card.memory.lapses + 1 - limit
        return [Draft(Kind.SUSPEND, card.origin)] if over >= 0 and over % -(-limit // 2) == 0 else []

    def _write(self, card: Entry, drafts: list[Draft], at: int, *, whatever: bool = False) -> bytes:
        """Append to the log if the card is still as shown, or `whatever` it is now; returns the action, if any."""
        self.collection.must_be_writable("so nothing can be answered here")
        first = cards.first_touch(self.collection.index, card)
        expecting = {} if whatever else {card.origin: self._seen}
        day = self.collection.calendar.day(at)
        try:
            events = self.collection.history.append([*drafts, *first], at=at, day=day, expecting=expecting)
        except Stale:
            return b""
        return events[0].action

    def _act(self, kind: Kind, value: int | None = None) -> Entry:
        """What holds whatever has happened to the card elsewhere meanwhile."""
        card = self.current()
        self._write(card, [Draft(kind, card.origin, value=value)], self.clock(), whatever=True)
        return card

    def suspend(self) -> None:
        """Take the card out of all plans until `unsuspend`."""
        self._last_note = self._act(Kind.SUSPEND).note_key
        self.advance()

    def bury(self) -> None:
        """Put the card off until tomorrow."""
        tomorrow = self.collection.calendar.day(self.clock()) + 1
        self._last_note = self._act(Kind.BURY, tomorrow).note_key
        self.advance()

    def known(self) -> None:
        """Count the card as passed, and do not ask it any more."""
        self._last_note = self._act(Kind.KNOWN).note_key
        self.advance()

    def flag(self) -> int:
        """Set the card's flag, or take it away; returns its colour now. The card stays."""
        card = self.current()
        colour = 0 if card.memory.flag else 1
        self._act(Kind.FLAG, colour)
        self._again(card)
        return colour

    def undo(self) -> list[Event]:
        """Take back this device's last action, also of an earlier sitting, and show its card; returns its events."""
        self.collection.must_be_writable("so nothing can be taken back here")
        at = self.clock()
        undone = self.collection.history.undo(at=at, day=self.collection.calendar.day(at))
        if not undone:
            return []
        self.advance()
        card = cards.of_origin(self.collection.index, undone[0].draft.subject)
        if card is not None:
            self.ended = ""
            self._show(Choice(card.key, self.why or Why.REVIEW))
        return undone

    def edited(self, before: Container[str] | None = None) -> bool:
        """Take in changed files and show the card anew; False if it is gone, and `advance` goes on without it.

        `before` are the origins of the cards that its file had before it was edited: a card without a history that was
        reworded is the one that now stands at its place and was not there.
        """
        card = self.current()
        self.collection.refresh(self.clock())
        self._select()
        now = cards.of_origin(self.collection.index, card.origin)
        if now is None and before is not None and not card.memory.reps:
            now = cards.heir(self.collection.index, card, before)
        return now is not None and self._again(now)

    def _again(self, card: Entry) -> bool:
        """Show the same card as it is now, its answer hidden or shown as before."""
        self._follow(self.clock())
        now = cards.of_origin(self.collection.index, card.origin)
        if now is None:
            self.advance()
            return False
        revealed = self.revealed
        self._show(Choice(now.key, self.why or Why.REVIEW))
        if revealed:
            self.reveal()
        return True

    @property
    def seen(self) -> int:
        """How far the log was followed when the card was shown: the number of the newest event then."""
        return self._seen

    def take_up(self, origin: str, seen: int) -> bool:
        """Show a card that a face has had on its screen since the log stood at `seen`; False if it is gone, or has had
        an event since."""
        found = cards.of_origin(self.collection.index, origin)
        if found is None:
            return False
        if self.card is None or self.card.origin != origin:
            self.revealed, self.why = False, None
        return self._again(found) and self.collection.history.last(origin) <= seen

    def upcoming(self) -> Entry | None:
        """The card that would come if the present one went: for preparing it while the learner thinks."""
        if self.card is None:
            return None
        choice = self._plan(self.clock()).next(self.left, after_note=self.card.note_key, without=self.card.key)
        return cards.entry(self.collection.index, choice.card) if choice else None

    def reading(self) -> str:
        """The reading text of the card's topic; empty if it has none."""
        return topics.topic(self.collection.index, self.current().topic_key).text

    @property
    def progress(self) -> Progress:
        return Progress(self.tally.answers, self.left, self._minutes)

    def _select(self) -> None:
        scoped = not self.selection.everything
        if scoped:
            queues.select(self.collection.index, self.selection)
        self.options = narrowed(self.options, scoped=scoped)

    def current(self) -> Entry:
        """The card that is shown. Raises Mistake if there is none."""
        if self.card is None:
            raise Mistake("no card is shown")
        return self.card
