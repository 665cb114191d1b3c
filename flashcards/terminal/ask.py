"""Topics, questions and answers that someone types, to cards in the deck files: each is written before the next."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from flashcards.collection import add, sift, topics
from flashcards.deck import short
from flashcards.deck.names import normalised
from flashcards.model import Mistake
from flashcards.terminal.reader import Reader
from flashcards.text.plural import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flashcards.collection.collection import Collection
    from flashcards.collection.topics import TopicRow

LONG, END = "|", "."
HELP = (
    "An empty line ends the questions of a topic; an empty topic, or Ctrl-D, ends it all.",
    "A sentence with a {{gap}} needs no answer. Tab completes the titles of topics.",
    "For an answer of several lines type |, and a dot alone after the last one.",
)


def ask(
    collection: Collection,
    clock: Callable[[], int],
    *,
    topic: str = "",
    into: str = "",
    place: Callable[[str], str] = str,
    source: TextIO | None = None,
    out: TextIO | None = None,
) -> None:
    """Ask until the end of input. `topic` is the first one's title, `into` is for new ones; `place` names files."""
    collection.must_be_writable()
    source, out = source or sys.stdin, out or sys.stdout
    reader = Reader(source, out, lambda: [row.title for row in topics.topics(collection.index)])
    _Asking(collection, clock, reader, out, into, place).run(topic)


@dataclass(slots=True)
class _Asking:
    """One sitting of an author."""

    collection: Collection
    clock: Callable[[], int]
    reader: Reader
    out: TextIO
    into: str
    place: Callable[[str], str]
    cards: int = 0

    def run(self, first: str) -> None:
        if self.reader.is_person:
            self._say(f"New cards for {self.collection.folder}", *HELP)
        title: str | None = first or self._title()
        try:
            while title and self._topic(title):
                title = self._title()
        finally:
            self._say(f"{counted(self.cards, 'card')} added")

    def _title(self) -> str | None:
        if self.reader.is_person:
            self._say("")
        return self.reader.ask("Topic:", complete=True)

    def _topic(self, title: str) -> bool:
        """Take cards for a topic; False at the end of input."""
        title = self._meant(title, "a new topic")
        row = topics.find(self.collection.index, title)
        requires: list[str] = []
        if row is None:
            self._say("  a new topic")
            asked = self._requires()
            if asked is None:
                return False
            requires = asked
        else:
            cards = topics.standing(self.collection.index, row.key).cards
            self._say(f"  in {self.place(row.path)}, with {counted(cards, 'card')}")
        while question := self.reader.ask("Question:"):
            if not self._card(title, requires, question):
                return False
        if question is not None and topics.find(self.collection.index, title) is None:
            self._say(f"  '{title}' has no card, so it was not written")
        return question is not None

    def _meant(self, title: str, otherwise: str) -> str:
        """The title of a topic that is there, or the one that was typed. Only a person is asked which."""
        if row := topics.find(self.collection.index, title):
            return row.title
        near = topics.near(self.collection.index, title)
        if near and self.reader.is_person:
            self._say(f"  There is no '{title}' yet. Did you mean", *(f"  {n}  {t}" for n, t in enumerate(near, 1)))
            chosen = self.reader.ask(f"Its number, or Enter for {otherwise}:") or ""
            if chosen.isdecimal() and 0 < int(chosen) <= len(near):
                return near[int(chosen) - 1]
            return self._meant(chosen, otherwise) if chosen else title
        if near:
            self._say(f"  '{title}' is new (did you mean '{near[0]}'?)")
        return title

    def _requires(self) -> list[str] | None:
        """What a new topic builds on; None at the end of input."""
        found: dict[str, None] = {}
        while title := self.reader.ask("Builds on (a topic, or Enter for no more):", complete=True):
            meant = self._meant(title, "a topic that is still to come")
            if topics.find(self.collection.index, meant) is None:
                self._say("  There is no such topic yet")
            found[meant] = None
        return None if title is None else list(found)

    def _card(self, title: str, requires: Sequence[str], question: str) -> bool:
        """Ask for the answer and write the card, as often as something is wrong; False at the end of input."""
        answer = ""
        while True:
            if self._is_there(title, question):
                return True
            given = "" if short.is_cloze(question) else self._answer(answer)
            if given is None:
                self._say("  The last card has no answer, so it was not written")
                return False
            if not given and not short.is_cloze(question):
                self._say("  No answer, so this card was not written")
                return True
            faults = self._write(title, requires, question, given)
            if not faults:
                return True
            self._say(*(f"  {fault}" for fault in faults))
            again = self.reader.ask("Question:", before=question) if self.reader.is_person else ""
            if not again:
                return again is not None
            question, answer = again, given

    def _answer(self, before: str) -> str | None:
        answer = self.reader.ask("Answer:", before="" if "\n" in before else before)
        if answer != LONG:
            return answer
        lines: list[str] = []
        while (line := self.reader.line("  |")) is not None and line.strip() != END:
            lines.append(line)
        return "\n".join(lines).strip("\n").rstrip()

    def _is_there(self, title: str, question: str) -> bool:
        row = topics.find(self.collection.index, title)
        for note in sift.notes(self.collection.index, row) if row else ():
            if normalised(note.question) == normalised(question):
                self._say(f"  This is asked already: {self.place(note.span.path)}:{note.span.line}")
                return True
        return False

    def _write(self, title: str, requires: Sequence[str], question: str, answer: str) -> list[str]:
        """Write one card; returns what is wrong with it, if it could not be written."""
        row: TopicRow | None = topics.find(self.collection.index, title)
        lines = short.card(question, answer)
        text = "\n".join(lines) if row else short.topic(title, requires, [lines])
        try:
            plan = add.plan(self.collection, add.Source(text, Path.cwd()), to=row, into=self.into)
            if plan.sound:
                add.carry_out(self.collection, plan, at=self.clock())
        except Mistake as mistake:
            self._say("", *lines, "")
            raise Mistake(f"{mistake}\nThe card above was not written.") from None
        faults = [problem.message + (f" ({problem.hint})" if problem.hint else "") for problem in plan.problems]
        if not plan.sound:
            return faults
        self.cards += plan.cards
        self._say(
            *(f"  {fault}" for fault in faults), *(f"  written to {self.place(change.path)}" for change in plan.changes)
        )
        return []

    def _say(self, *lines: str) -> None:
        self.out.write("".join(f"{line}\n" for line in lines))
        self.out.flush()
