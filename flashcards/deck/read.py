"""A deck file's text to topics, problems, and the ids of what could not be read. Never raises on what a user wrote."""

from __future__ import annotations

import codecs
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

from yaml.nodes import MappingNode, SequenceNode

from flashcards.deck import compose, names, recover, traps
from flashcards.deck.cards import labels
from flashcards.deck.page import Page, curly, kind
from flashcards.deck.topics import Header, topic
from flashcards.model import Problem, Span, Topic

if TYPE_CHECKING:
    from yaml.nodes import Node

LARGEST = 10_000_000
_OTHER_CODES = (
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
KEYS = frozenset({"deck", "tags", "topics"})


class Reading(NamedTuple):
    """What a file says.

    `held` are the ids of topics that are missing or miss a card, where nothing is gone, and of notes that stand in the
    file but are not among the topics; an id with a `/` at its end holds all notes that its topic lacks. `whole` is
    False when something unreadable could not be given to any topic, so that no id at all may be taken for gone.
    """

    topics: tuple[Topic, ...]
    problems: tuple[Problem, ...]
    held: tuple[str, ...]
    whole: bool


def decode(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """A file's bytes as text without a byte order mark; '' and a problem when they are not UTF-8."""
    other = next((name for mark, name in _OTHER_CODES if data.startswith(mark)), "")
    if other:
        return "", (Problem("error", Span(path, 1, 1), f"the file is {other}, not UTF-8", "save it as UTF-8"),)
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8-sig")
        line, last = good.count("\n") + 1, good.rpartition("\n")[2]
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        return "", (Problem("error", Span(path, line, len(last) + 1), message, "save the file as UTF-8"),)


def read(text: str, path: str) -> Reading:
    """All topics of a deck file and everything wrong in it, in file order. `path` is relative to the collection."""
    if len(text) > LARGEST:
        message = f"the file is larger than {LARGEST // 1_000_000} MB"
        return Reading((), (Problem("error", Span(path, 1, 1), message, "split it into several"),), (), False)
    with compose.without_collector():
        return _Reader(path).read(text)


def default_deck(path: str) -> str:
    """'biology/cells.yaml' is the deck 'biology::cells'."""
    return "::".join(PurePosixPath(path).with_suffix("").parts) or path


def page_of(path: str, text: str, line: int, problems: list[Problem], strange: tuple[int, ...] = ()) -> Page:
    """A page on which characters that no deck may have, at these offsets, are reported already."""
    page = Page(path, text, line, problems)
    for index in strange:
        page.say("error", page.place(index), "a character that cannot be in a deck", "delete it")
    page.spoiled = strange
    return page


def report_traps(page: Page, root: Node) -> None:
    """Report all that YAML would read otherwise than it was meant; what that spoils is then known to the page."""
    found = traps.find(page.text, root)
    for trap in found:
        page.say("error", page.place(trap.place), trap.message, trap.hint)
    if found:
        page.spoiled = sorted([*page.spoiled, *(trap.inside for trap in found)])


class _Reader:
    """One file being read: what it gave so far."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self.topics: dict[str, Topic] = {}
        self.held: dict[str, None] = {}
        self.whole = True
        self.header = Header(default_deck(path))

    def read(self, text: str) -> Reading:
        text, strange = compose.clean(text)
        root, broken = compose.compose(text, self.path)
        page = page_of(self.path, text, 0, self.problems, strange)
        if broken is not None:
            self._recover(text, broken, strange)
        elif not isinstance(root, MappingNode):
            self._shapeless(page, root)
        else:
            self._deck(page, root)
        order = sorted(self.problems, key=lambda problem: problem.span[1:])
        return Reading(tuple(self.topics.values()), tuple(order), tuple(self.held), self.whole)

    def _shapeless(self, page: Page, root: Node | None) -> None:
        said = "the file is empty" if root is None else f"the file is {kind(root)}, not a mapping"
        hint = "a deck file has a line 'topics:'"
        if root is None:
            page.say("error", page.place(0), said, hint)
        else:
            page.error(root, said, hint)
        self.whole = False

    def _deck(self, page: Page, root: MappingNode) -> None:
        report_traps(page, root)
        fields = page.fields(root)
        if len(fields) < len(root.value):
            self.whole = False  # of two lists of topics one is read
        if _is_lone_topic(fields):
            self._lone_topic(page, root)
            return
        page.unknown(root, fields, KEYS, "a deck file")
        self._header(page, fields)
        if "topics" not in fields:
            page.error(root, "the file has no topics", "add a line 'topics:'")
            self.whole = False
        elif not isinstance(fields["topics"], SequenceNode):
            found = fields["topics"]
            hint = curly(page, found) or "begin each with '- topic: title'"
            page.error(found, f"'topics' has to be a list, not {kind(found)}", hint)
            self.whole = False
        else:
            for entry in fields["topics"].value:
                self._topic(page, entry)

    def _lone_topic(self, page: Page, root: MappingNode) -> None:
        place = next(name for name, _ in root.value if name.value == "topic")
        hint = "put it under 'topics:', indented, as '- topic: …'"
        page.error(place, "a topic at the top of the file", hint)
        self.whole = False

    def _header(self, page: Page, fields: dict[str, Node]) -> None:
        deck = page.words(fields["deck"], "deck") if "deck" in fields else ""
        if deck and not all(part.strip() for part in deck.split("::")):
            page.error(fields["deck"], f"{names.quoted(deck)} has a part without a name", "write Deck::Subdeck")
            deck = ""
        tags = labels(page, fields["tags"]) if "tags" in fields else self.header.tags
        self.header = Header(" ".join(deck.split()) or self.header.deck, tags)

    def _topic(self, page: Page, entry: Node, *, lacks_cards: bool = False) -> None:
        outcome = topic(page, entry, self.header)
        made = outcome.topic
        if not outcome.ids:
            self.whole = False
        if lacks_cards:
            self._hold(*[f"{name}/" for name in outcome.ids])
        if not outcome.whole:
            self._hold(*outcome.ids, *outcome.claimed)
        if made is None:
            return
        first = self.topics.get(made.id)
        if first is None:
            self.topics[made.id] = made
            return
        self._hold(made.id, *[note.id for note in made.notes])
        message = f"a second topic with the id {names.quoted(made.id)}"
        page.error(entry, message, f"the first is on line {first.span.line}; give one of them an 'id:'")

    def _hold(self, *ids: str) -> None:
        self.held.update(dict.fromkeys(ids))

    def _recover(self, text: str, broken: Problem, strange: tuple[int, ...]) -> None:
        """A file with a syntax error: what can be read of its header, and each topic on its own."""
        pieces = recover.divide(text)
        found_fault = False
        for piece in pieces.header:
            root, fault = compose.compose(piece.text, self.path, piece.line)
            if fault is not None:
                self.problems.append(fault)
                found_fault = True
            elif isinstance(root, MappingNode):
                page = page_of(self.path, piece.text, piece.line, self.problems, _within(strange, piece))
                report_traps(page, root)
                fields = page.fields(root)
                page.unknown(root, fields, KEYS, "a deck file")
                self._header(page, fields)
            elif root is not None:
                self.whole = False
        for piece in pieces.topics:
            found_fault |= self._recover_topic(piece, _within(strange, piece))
            found_fault |= self._slipped(piece, pieces.topics[0])
        if pieces.stray or not found_fault or not pieces.topics:
            self.whole = False
        if not found_fault:
            self.problems.append(broken)

    def _recover_topic(self, piece: recover.Piece, strange: tuple[int, ...]) -> bool:
        """Whether this piece has a syntax error, which is then reported."""
        root, fault = compose.compose(piece.text, self.path, piece.line)
        if fault is None:
            self._entries(piece, root, strange)
        elif not self._without_faulty_cards(piece, strange):
            self.problems.append(self._joined_dash(piece) or fault)
            if name := recover.name(piece):
                self._hold(name)
            else:
                self.whole = False
        return fault is not None

    def _entries(
        self, piece: recover.Piece, root: Node | None, strange: tuple[int, ...], *, lacks_cards: bool = False
    ) -> None:
        if isinstance(root, SequenceNode):
            page = page_of(self.path, piece.text, piece.line, self.problems, strange)
            report_traps(page, root)
            for entry in root.value:
                self._topic(page, entry, lacks_cards=lacks_cards)

    def _without_faulty_cards(self, piece: recover.Piece, strange: tuple[int, ...]) -> bool:
        """Read a topic without the cards that have syntax errors, which are then reported; False if that is no help."""
        cards = recover.cards(piece)
        faults = [(card, fault) for card in cards if (fault := compose.compose(card.text, self.path, card.line)[1])]
        if not 0 < len(faults) < len(cards):
            return False
        rest = recover.without(piece, [card for card, _ in faults])
        root, fault = compose.compose(rest.text, self.path, rest.line)
        if fault is not None:
            return False
        self.problems += [fault for _, fault in faults]
        self._entries(rest, root, strange, lacks_cards=True)
        return True

    def _joined_dash(self, piece: recover.Piece) -> Problem | None:
        """YAML takes `-topic:` for a key, and blames the line below."""
        if not piece.text.startswith("-topic", piece.margin):
            return None
        span = Span(self.path, piece.line + 1, piece.margin + 1)
        return Problem("error", span, "no space after the dash: '-topic'", "write '- topic: …'")

    def _slipped(self, piece: recover.Piece, first: recover.Piece) -> bool:
        """Whether a topic does not line up with the first, which is then reported; it can be read all the same."""
        if piece.margin == first.margin:
            return False
        span = Span(self.path, piece.line + 1, piece.margin + 1)
        message = f"this topic does not line up with the one on line {first.line + 1}"
        self.problems.append(Problem("error", span, message, f"indent it by {first.margin}"))
        return True


def _is_lone_topic(fields: dict[str, Node]) -> bool:
    """Whether a file has the keys of a topic where those of a deck belong."""
    return "topic" in fields and "topics" not in fields and not fields.keys().isdisjoint(("cards", "text"))


def _within(places: tuple[int, ...], piece: recover.Piece) -> tuple[int, ...]:
    return tuple([place - piece.start for place in places if 0 <= place - piece.start < len(piece.text)])
