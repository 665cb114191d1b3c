"""A session in lines: for pipes, screen readers and terminals that can do nothing else. No escape codes, no drawing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from flashcards.study import actions
from flashcards.study.answer import compare
from flashcards.study.summary import counts, summary
from flashcards.terminal import pages, styling
from flashcards.text.styled import plain as as_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flashcards.collection.cards import Entry
    from flashcards.study.answer import Comparison
    from flashcards.study.session import Session
    from flashcards.terminal.stopwatch import Stopwatch
    from flashcards.text.styled import Line

KEYS = {
    "Enter": "shows the answer",
    "1, 2, 3, 4": "grade: again, hard, good, easy (with two grades: 1 again, 2 good)",
    **{key: does for key, does in pages.HELP[2:] if key != "r"},
}

LETTERS = frozenset("qehtwi?") | frozenset(actions.CHANGES)


@dataclass(slots=True)
class Plain:
    """One card after the other. `editable` says whether an editor could be used here."""

    session: Session
    source: TextIO
    out: TextIO
    watch: Stopwatch
    environ: Mapping[str, str]
    editable: bool = False
    title: str = ""
    typed: Comparison | None = None

    def run(self) -> None:
        """Show cards until the end, or the end of input, and the closing lines."""
        self._present()
        while (card := self.session.card) is not None:
            asked = self.source.readline()
            if not asked or not self._act(card, asked.strip()):
                break
        self._say(*summary(self.session))

    def _present(self) -> None:
        card = self.session.card
        if card is None:
            return
        self.typed = None
        place = f"{card.deck.replace('::', ' / ')} / {card.title}"
        if place != self.title:
            self._say(f"{place}:")
            self.title = place
        flag = "; flagged" if card.memory.flag else ""
        self._say(f"{', '.join(counts(self.session.progress))}{flag}", "")
        self._show(self._texts(card).front)
        self._say("", *self._first(), "Type the answer, then Enter." if card.card.typed else "Enter shows the answer.")
        self.watch.start()

    def _first(self) -> list[str]:
        title = actions.unread(self.session)
        return [f"t: read about '{title}' first."] if title else []

    def _texts(self, card: Entry) -> styling.Texts:
        return styling.texts(self.session.collection.index, card)

    def _act(self, card: Entry, asked: str) -> bool:
        """Do what a line asks for; False if it asks to leave."""
        if self._is_answer(card, asked):
            self.typed = compare(asked, card.card.typed)
            self._reveal(card)
            return True
        match asked.lower():
            case "q":
                return False
            case "" if not self.session.revealed:
                self._reveal(card)
            case "1" | "2" | "3" | "4" if self.session.revealed:
                self._grade(asked)
            case "e" if self.editable:
                return self._edit()
            case "h" | "t" | "w" | "i" | "?" as key:
                self._tell(card, key)
            case key if key in actions.CHANGES:
                self._change(card, key)
            case _:
                self._say(self._possible())
        return True

    def _is_answer(self, card: Entry, asked: str) -> bool:
        """Whether a line is a typed answer; a key's letter alone is that key, unless one letter is to be typed."""
        wanted = "" if self.session.revealed else card.card.typed
        return bool(wanted and asked) and (asked.lower() not in LETTERS or len(wanted.strip()) == 1)

    def _reveal(self, card: Entry) -> None:
        self.session.reveal()
        self._say("")
        self._show(pages.answer(self._texts(card), self.typed, colour=False))
        if self.typed and not self.typed.right:
            self._say(f"This looks like '{actions.suggested(self.session, self.typed).name.lower()}'.")
        self._say(self._grades())

    def _grades(self) -> str:
        """`1 again 1m, 2 hard 6m, …`"""
        intervals = actions.intervals(self.session).items()
        return ", ".join(f"{n} {rating.name.lower()} {interval}" for n, (rating, interval) in enumerate(intervals, 1))

    def _grade(self, asked: str) -> None:
        chosen = actions.rating(self.session, asked)
        if chosen is None:
            self._say(self._possible())
            return
        self._say(*actions.grade(self.session, chosen, self.watch.seconds), "")
        self._present()

    def _change(self, card: Entry, key: str) -> None:
        self._say(actions.change(self.session, key))
        now = self.session.card
        if now is None or now.key != card.key or key == "u":
            self._say("")
            self._present()

    def _edit(self) -> bool:
        """Open the card in an editor, and again while it cannot be read and that is wanted; False to leave."""
        editing, asked = actions.editing(self.session), "e"
        with self.watch.pause():
            while asked == "e":
                edited = self._edited(editing)
                asked = self._broken() if edited.broken else ""
        if edited.broken:
            self.session.advance()
        if asked == "q":
            return False
        revealed, typed = self.session.revealed, self.typed
        self._present()
        if revealed and self.session.card is not None and self.session.revealed:
            self.typed = typed
            self._reveal(self.session.card)
        return True

    def _edited(self, editing: actions.Editing) -> actions.Edited:
        """What an editor has made of a card, and what is to be said of that."""
        from flashcards.terminal import editor

        path, line, _ = editing.card.note.span
        fault = editor.edit(self.environ, self.session.collection.folder / path, line)
        edited = actions.taken_in(editing)
        self._say(*filter(None, [fault, *edited.lines]))
        return edited

    def _broken(self) -> str:
        """What to do with a card that cannot be read: 'e' to edit it again, 'q', or nothing to go on."""
        while True:
            self._say("e edits it again; Enter goes on without it; q quits.")
            asked = self.source.readline()
            if asked.strip().lower() in ("e", "q", ""):
                return asked.strip().lower() if asked else "q"

    def _tell(self, card: Entry, asked: str) -> None:
        texts = self._texts(card)
        with self.watch.pause():
            match asked:
                case "h":
                    self._show(texts.hint) if texts.hint else self._say("This card has no hint.")
                case "t" if text := self.session.reading():
                    self._show(styling.lines(self.session.collection.index, text))
                case "t":
                    self._say("This topic has no text to read.")
                case "?":
                    self._say(*(f"{key}: {does}" for key, does in KEYS.items()))
                case _:
                    self._say(*actions.reasons(self.session))

    def _possible(self) -> str:
        if not self.session.revealed:
            return "Enter shows the answer; ? lists the keys; q quits."
        grades = ", ".join(f"{n} {rating.name.lower()}" for n, rating in enumerate(actions.grades(self.session), 1))
        return f"{grades}; ? lists the keys; q quits."

    def _show(self, lines: Iterable[Line]) -> None:
        self.out.write(as_text(lines))
        self.out.flush()

    def _say(self, *lines: str) -> None:
        self.out.write("".join(f"{line}\n" for line in lines))
        self.out.flush()
