"""Markdown notes to topics: headings, and the cards that hashcards and Obsidian know, in whatever mixture.

Paragraphs that are no card become the text of their topic.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from flashcards.deck.compose import without_collector
from flashcards.deck.names import quoted
from flashcards.deck.read import default_deck
from flashcards.formats import gather
from flashcards.formats.markdown import marked
from flashcards.formats.markdown.front_matter import Matter, matter
from flashcards.formats.markdown.inline import Pair, inline
from flashcards.formats.markdown.items import heads, items
from flashcards.formats.markdown.pieces import SIDE, Pieces, parted, within
from flashcards.formats.markdown.requiring import required
from flashcards.formats.markdown.tags import are_tags, of_heading, tags
from flashcards.model import Note

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.collection.refresh import Progress
    from flashcards.formats.gather import Draft, Gatherer
    from flashcards.formats.markdown.items import Item
    from flashcards.formats.markdown.pieces import Piece
    from flashcards.model import Problem, Span, Topic

_DECK = re.compile(r"\*([^*]+)\*$")
_OURS = "**Q.**"


def read(text: str, path: str, progress: Progress | None = None) -> tuple[tuple[Topic, ...], tuple[Problem, ...]]:
    """All topics of a Markdown file. Their decks are called by its one first-level heading, else by its path."""
    with without_collector():
        lines, found = gather.opened(text, path, progress)
        front = matter(lines, found)
        _Reader(found, front, list(Pieces(lines, found, front.end).read())).read()
        topics, problems = found.finish()
    topics = _alone(topics, has_deck=bool(front.deck))
    if front.aka and topics:
        topics = (topics[0]._replace(aka=front.aka), *topics[1:])
    return topics, problems


def _alone(topics: tuple[Topic, ...], *, has_deck: bool) -> tuple[Topic, ...]:
    """A topic that is the whole file needs no deck of its own, if the file lies in a folder."""
    above, _, last = topics[0].deck.rpartition("::") if topics else ("", "", "")
    is_alone = len(topics) == 1 and above and not has_deck and last == topics[0].title.replace("::", ":")
    return (topics[0]._replace(deck=above),) if is_alone else topics


class _Heading(NamedTuple):
    level: int
    title: str
    line: int
    tags: tuple[str, ...]


class _Side(NamedTuple):
    """One side of a card in the making, as hashcards has them: 'Q', 'A' or 'C'."""

    letter: str
    line: int
    lines: list[str]


class _Reader:
    """Reads piece by piece. `chain` are the headings above, `sides` the card that is being written."""

    def __init__(self, found: Gatherer, front: Matter, pieces: Sequence[Piece]) -> None:
        self.found = found
        self.front = front
        self.pieces = pieces
        top = [piece.lines[0] for piece in pieces if piece.kind == "heading" and piece.level == 1]
        self.sole = top[0] if len(top) == 1 else ""
        path = default_deck(found.path)
        above, _, stem = path.rpartition("::")
        self.title = front.title or self.sole or stem
        self.deck = front.deck or "::".join(part for part in (above, self.title.replace("::", ":")) if part)
        self.chain: list[_Heading] = []
        self.topic: Draft | None = None
        self.sides: list[_Side] = []
        self.has_deck_lines = any(line.startswith(_OURS) for piece in pieces for line in piece.lines)

    def read(self) -> None:
        for piece in self.pieces:
            if piece.kind == "heading":
                self._heading(piece)
            elif piece.kind == "rule":
                self._card()
            else:
                self._text(piece)
        self._card()
        self._leave(0)
        if self.front.tags and not self.found.drafts:
            self.found.warn(1, f"there is no topic for the tags {', '.join(self.front.tags)}")

    def _heading(self, piece: Piece) -> None:
        self._card()
        self._leave(piece.level)
        title, tagged = of_heading(piece.lines[0])
        self.chain = [heading for heading in self.chain if heading.level < piece.level]
        self.chain.append(_Heading(piece.level, marked.ours(title), piece.line, tagged))
        self.topic = None

    def _leave(self, level: int) -> None:
        """A heading that had nothing below it, and no deeper heading either, is a topic all the same."""
        if self.chain and self.topic is None and level <= self.chain[-1].level:
            self.found.warn(self.chain[-1].line, f"nothing stands below {quoted(self.chain[-1].title)}")
            self._open()

    def _open(self) -> Draft:
        """The topic of the last heading; without one, that of the file."""
        if self.topic is None:
            last = self.chain[-1] if self.chain else _Heading(0, self.title, self.front.end + 1, ())
            above = [heading.title.replace("::", ":") for heading in self.chain[:-1] if heading.title != self.sole]
            deck = "::".join([self.deck, *above])
            self.topic, is_new = self.found.topic(last.title, self.found.span(last.line), deck)
            if is_new:
                self.topic.requires += self.front.requires
            elif last.title != self.title:
                message = f"{quoted(last.title)} is a heading already"
                self.found.warn(last.line, message, f"this goes on with the one on line {self.topic.span.line}")
            self.topic.tag((*self.front.tags, *last.tags))
        return self.topic

    def _text(self, piece: Piece) -> None:
        """A paragraph: of the card that is being written, or on its own.

        A cloze ends at an empty line, and an answer does where a card in the way of Obsidian follows.
        """
        has_text = any(line.strip() for side in self.sides[-1:] for line in side.lines)
        letter = self.sides[-1].letter if has_text else ""
        if letter == "C" or (letter == "A" and not self.has_deck_lines and _is_card(piece)):
            self._card()
        if not self.sides:
            self._mixed(piece)
        elif has_text and not self.has_deck_lines and are_tags(piece):
            self._open().tag(tags(" ".join(piece.lines)))
        else:
            self._sided(piece)

    def _mixed(self, piece: Piece) -> None:
        """A paragraph in the way of Obsidian, until a line in it begins a card in the way of hashcards."""
        sides = (place for place, line in enumerate(piece.lines) if place not in piece.code and SIDE.match(line))
        before, after = parted(piece, next(sides, len(piece.lines)))
        if before.lines:
            self._paragraph(before)
        if after.lines:
            self._sided(after)

    def _sided(self, piece: Piece) -> None:
        """A paragraph of a card in the way of hashcards, or of our own export."""
        if self.sides:
            self.sides[-1].lines.append("")
        for place, line in enumerate(piece.lines):
            number = piece.line + place
            mark = None if place in piece.code else SIDE.match(line)
            if mark is None:
                self.sides[-1].lines.append(line)
                continue
            letter = mark["tag"] or mark["bold"]
            if letter != "A" or [side.letter for side in self.sides] != ["Q"]:
                self._card()
            self.sides.append(_Side(letter, number, [line[mark.end() :]]))

    def _card(self) -> None:
        """What was gathered of a card becomes one; if it cannot be, it becomes text."""
        sides, self.sides = self.sides, []
        if not sides:
            return
        texts = ["\n".join(side.lines).strip() for side in sides]
        span = self.found.span(sides[0].line)
        if sides[0].letter == "A":
            self.found.say("warning", span, f"an answer without a question: {quoted(texts[0])}", "it became text")
            self._open().paragraph(texts[:1])
        elif sides[0].letter == "C":
            text = marked.highlights(texts[0])
            self._add(Note("", "cloze", text if "{{" in text else marked.deletions(text), "", span), texts[0])
        else:
            self._add(Note("", "basic", texts[0], "".join(texts[1:]), span), "\n\n".join(texts))

    def _paragraph(self, piece: Piece) -> None:
        piece = self._without_orders(piece)
        lines = piece.lines
        if not lines:
            return
        mark = _mark(piece)
        if mark is None:
            self._lines(piece)
        else:
            question, answer = "\n".join(lines[:mark]), "\n".join(lines[mark + 1 :])
            both = lines[mark].strip() == "??"
            self._ask(Pair(question, answer, both), self.found.span(piece.line), "\n".join(lines))

    def _without_orders(self, piece: Piece) -> Piece:
        """The paragraph without lines that only say where the topic belongs: its deck, what it requires, its tags."""
        first = piece.lines[0]
        if self.has_deck_lines and self.topic is None and self.chain and (deck := _DECK.match(first)):
            self.topic, _ = self.found.topic(self.chain[-1].title, self.found.span(self.chain[-1].line), deck[1])
            self.topic.tag((*self.front.tags, *self.chain[-1].tags))
            return parted(piece, 1)[1]
        references, count = required(piece, self.found.path)
        if count:
            self._open().requires += references
            return parted(piece, count)[1]
        if are_tags(piece):
            self._tag(tags(" ".join(piece.lines)))
            return piece._replace(lines=())
        return piece

    def _tag(self, named: tuple[str, ...]) -> None:
        """Tags of a topic; above the first heading, of all."""
        if self.chain or self.topic:
            self._open().tag(named)
        else:
            self.front = self.front._replace(tags=(*self.front.tags, *named))

    def _lines(self, piece: Piece) -> None:
        """Lines with `::` are cards; the others around them stay together."""
        begin = 0
        for place, line in enumerate(piece.lines):
            pair = None if place in piece.code else inline(line)
            if pair is not None:
                self._rest(within(piece, begin, place))
                begin = place + 1
                self._ask(pair, self.found.span(piece.line + place), line)
        self._rest(within(piece, begin, len(piece.lines)))

    def _rest(self, piece: Piece) -> None:
        """A paragraph that is a cloze, a list in which some items are, or text."""
        text = "\n".join(piece.lines)
        if not marked.has_cloze(text):
            self._plain(text)
        elif marked.is_numbered(text) or len(found := items(piece)) == 1:
            self._cloze(text, piece.line)
        else:
            self._list(found, piece.line)

    def _list(self, found: Sequence[Item], line: int) -> None:
        """Items with a gap are cards; the others stay text, and so do those that have others below them."""
        hiding = [marked.has_cloze("\n".join(item.lines)) for item in found]
        others = frozenset(number for number, hides in enumerate(hiding) if not hides)
        staying = others | heads(found, others)
        kept = [text for number in sorted(staying) for text in found[number].lines]
        self._plain(marked.shown("\n".join(kept)))
        for item, hides in zip(found, hiding, strict=True):
            if hides:
                self._cloze(item.text, line + item.place)

    def _plain(self, text: str) -> None:
        if text:
            self._open().paragraph(marked.ours(text).split("\n"))

    def _cloze(self, text: str, line: int) -> None:
        if len(text) > gather.LONGEST_CLOZE:
            self._plain(text)
        else:
            self._add(Note("", "cloze", marked.highlights(text), "", self.found.span(line)), text)

    def _ask(self, pair: Pair, span: Span, raw: str) -> None:
        reverse = pair.answer if pair.both else ""
        self._add(Note("", "basic", pair.question.strip(), pair.answer.strip(), span, reverse=reverse.strip()), raw)

    def _add(self, note: Note, raw: str) -> None:
        note = note._replace(
            question=marked.ours(note.question), answer=marked.ours(note.answer), reverse=marked.ours(note.reverse)
        )
        topic = self._open()
        if not self.found.add(topic, note):
            topic.paragraph(marked.ours(raw).split("\n"))


def _mark(piece: Piece) -> int | None:
    """The place of the `?` or `??` between the lines of a question and those of its answer."""
    marks = (place for place, line in enumerate(piece.lines) if line.strip() in ("?", "??") and place not in piece.code)
    return next(marks, None)


def _is_card(piece: Piece) -> bool:
    """Whether a paragraph begins with a line that is a card, or has `?` between its lines."""
    mark = _mark(piece) or 0
    return 0 < mark < len(piece.lines) - 1 or (0 not in piece.code and inline(piece.lines[0]) is not None)
