"""A session in a terminal: a key at a time. It holds what is on the screen, and nothing that must last."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from flashcards.study import actions
from flashcards.study.answer import compare
from flashcards.study.summary import summary
from flashcards.terminal import foot, keys, pages, styling
from flashcards.terminal.foot import Key, flow
from flashcards.terminal.pages import BLANK
from flashcards.terminal.prompt import Prompt

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from flashcards.collection.cards import Entry
    from flashcards.model import Rating
    from flashcards.study.answer import Comparison
    from flashcards.study.session import Session
    from flashcards.terminal.keyboard import Keyboard
    from flashcards.terminal.screen import Screen
    from flashcards.terminal.stopwatch import Stopwatch
    from flashcards.terminal.styling import Texts
    from flashcards.text.styled import Line


@dataclass(slots=True)
class Dialogue:
    """One card after the other, until none is left or the learner leaves."""

    session: Session
    screen: Screen
    keyboard: Keyboard
    watch: Stopwatch
    environ: Mapping[str, str]
    hinted: bool = False
    prompt: Prompt | None = None
    typed: Comparison | None = None
    notice: str = ""
    work: Iterator[None] = field(default_factory=lambda: iter(()))

    def run(self) -> None:
        """Show cards until the end, and the closing lines."""
        self.screen.write([BLANK])
        self._present()
        while (card := self.session.card) is not None:
            self._foot(card)
            if not self._act(card, self._key()):
                break
        self.screen.write([pages.RULE, *pages.paragraphs(summary(self.session))])

    def _present(self) -> None:
        """Show the card that the session has come to."""
        card = self.session.card
        if card is None:
            return
        self._begin(card)
        self.screen.write(self._page(card))

    def _begin(self, card: Entry) -> None:
        texts = self._texts(card)
        self.hinted, self.typed = False, None
        self.prompt = Prompt() if texts.card.typed else None
        self.watch.start()
        self.work = self._preparing(texts)

    def _key(self) -> str:
        """The next key; while the learner thinks, things to come are prepared."""
        while not self.keyboard.waiting():
            try:
                next(self.work)
            except StopIteration:
                break
        return self.keyboard.read()

    def _preparing(self, texts: Texts) -> Iterator[None]:
        import_module("fsrs")
        yield
        yield from texts.prepare()
        following = self.session.upcoming()
        if following:
            yield from self._texts(following).prepare()

    def _texts(self, card: Entry) -> Texts:
        return styling.texts(self.session.collection.index, card)

    def _act(self, card: Entry, key: str) -> bool:
        """Do what a key asks for; False if it asks to leave."""
        self.notice = ""
        if key == keys.REDRAW:
            self._redraw(card)
            return True
        if self.prompt is not None and not self.session.revealed:
            return self._type(card, self.prompt, key)
        match key.lower() if len(key) == 1 else key:
            case "q" | keys.CLOSE:
                return False
            case keys.ENTER | keys.SPACE:
                self._forward(card)
            case "1" | "2" | "3" | "4":
                self._grade(actions.rating(self.session, key))
            case "e":
                return self._edit(card)
            case "r":
                self._redraw(card)
            case "h" | "t" | "w" | "i" | "?" as asked:
                self._tell(card, asked)
            case asked if asked in actions.CHANGES:
                self._change(card, asked)
        return True

    def _type(self, card: Entry, prompt: Prompt, key: str) -> bool:
        """A key in the line in which an answer is typed."""
        match key:
            case keys.ENTER:
                self.typed = compare(prompt.text, self._texts(card).card.typed) if prompt.text.strip() else None
                self._reveal(card)
            case keys.ESCAPE:
                self.prompt = None
            case keys.CLOSE:
                return False
            case _:
                self.prompt = prompt.typed(key)
        return True

    def _forward(self, card: Entry) -> None:
        if self.session.revealed:
            self._grade(actions.suggested(self.session, self.typed))
        else:
            self._reveal(card)

    def _reveal(self, card: Entry) -> None:
        self.session.reveal()
        self.screen.write(self._answer(self._texts(card)))

    def _answer(self, texts: Texts) -> list[Line]:
        return [pages.dim("· · ·"), BLANK, *pages.answer(texts, self.typed, colour=self.screen.colour)]

    def _grade(self, rating: Rating | None) -> None:
        if rating is None or not self.session.revealed:
            return
        interval = actions.until_after(self.session, rating)
        notices = actions.grade(self.session, rating, self.watch.seconds)
        self._go_on(notices or [f"{rating.name.lower()} · {interval}"])

    def _change(self, card: Entry, key: str) -> None:
        said = actions.change(self.session, key)
        if self.session.card is not None and self.session.card.key == card.key and key != "u":
            self.notice = said
        else:
            self._go_on([said])

    def _go_on(self, said: Sequence[str]) -> None:
        """Leave a card behind with a word about it, and show the next one, or the same one anew."""
        self.screen.write([*map(pages.dim, said), BLANK])
        self._present()

    def _edit(self, card: Entry) -> bool:
        """Open the card in an editor, and again while it cannot be read and that is wanted; False to leave."""
        editing, key = actions.editing(self.session), "e"
        with self.watch.pause():
            while key == "e":
                edited = self._edited(editing)
                key = self._broken(edited.lines) if edited.broken else ""
        if edited.broken:
            self.session.advance()
        said = "" if edited.broken else " ".join(edited.lines)
        now = self.session.card
        if now is None or key == "q":
            self.screen.write([pages.dim(said), BLANK] if said else [])
            return key != "q"
        if now.origin != card.origin:
            self._begin(now)
        self.notice = said
        self._redraw(now)
        return True

    def _edited(self, editing: actions.Editing) -> actions.Edited:
        """What an editor has made of a card."""
        from flashcards.terminal import editor

        path, line, _ = editing.card.note.span
        self.screen.foot([pages.dim("The editor is open …")])
        with self.keyboard.released():
            fault = editor.edit(self.environ, self.session.collection.folder / path, line)
        edited = actions.taken_in(editing)
        return edited._replace(lines=(fault, *edited.lines)) if fault else edited

    def _broken(self, lines: Sequence[str]) -> str:
        """Say why a card cannot be read, until it is clear what to do: 'e' to edit it again, 'q', or to go on."""
        choices = {"e": "e", "q": "q", keys.CLOSE: "q", keys.SPACE: " ", keys.ENTER: " "}
        offered = [Key("e", "edit again"), Key("space", "go on without it"), Key("q", "quit")]
        while True:
            self.screen.foot([*pages.paragraphs(lines), *flow(offered, self.screen.width)])
            if key := choices.get(self.keyboard.read().lower()):
                return key

    def _tell(self, card: Entry, asked: str) -> None:
        """Show something beside the card in the place of the foot, until a key is pressed."""
        match asked:
            case "h":
                self._hint(card)
            case "t" if text := self.session.reading():
                self._aside(card, pages.reading(card.title, styling.lines(self.session.collection.index, text)))
            case "t":
                self.notice = "This topic has no text to read."
            case "?":
                self._aside(card, pages.help_page())
            case _:
                self._aside(card, pages.paragraphs(actions.reasons(self.session)))

    def _hint(self, card: Entry) -> None:
        texts = self._texts(card)
        if not texts.hint:
            self.notice = "This card has no hint."
        elif not self.hinted and not self.session.revealed:
            self.hinted = True
            self.screen.write(pages.hint(texts))

    def _aside(self, card: Entry, lines: Sequence[Line]) -> None:
        """Page by page if there is not enough room; where the card has scrolled away, it is shown again after."""
        key = ""
        with self.watch.pause():
            parts = self.screen.parted(lines, spare=2)
            for part in parts:
                last = part is parts[-1]
                more = Key("any key", "back to the card") if last else Key("space", "more")
                self.screen.foot([BLANK, *flow([more], self.screen.width)], above=part)
                key = self.keyboard.read()
                if key not in (keys.SPACE, keys.ENTER):
                    break
            if (
                key == keys.REDRAW
                or sum(map(len, parts)) + len(self.screen.rows(self._page(card))) > self.screen.height
            ):
                self._redraw(card)

    def _redraw(self, card: Entry) -> None:
        self.screen.clear()
        self.screen.write(self._page(card))

    def _page(self, card: Entry) -> list[Line]:
        """All that is shown of the card by now."""
        texts = self._texts(card)
        lines = pages.question(texts, self.session.progress)
        if self.hinted:
            lines += pages.hint(texts)
        if self.session.revealed:
            lines += self._answer(texts)
        return lines

    def _foot(self, card: Entry) -> None:
        width = self.screen.width
        said = [pages.dim(self.notice), BLANK] if self.notice else []
        if self.session.revealed:
            chosen = actions.suggested(self.session, self.typed)
            self.screen.foot([*said, *foot.grading(actions.intervals(self.session), chosen, width)])
        elif self.prompt is not None:
            row = len(self.screen.rows(said))
            lines, cell = foot.typing(self.prompt, actions.unread(self.session), width)
            self.screen.foot([*said, *lines], cursor=(row, cell))
        else:
            unread = actions.unread(self.session)
            hint = bool(card.note.hint) and not self.hinted
            self.screen.foot([*said, *foot.asking(unread, width, hint=hint, text=bool(self.session.reading()))])
