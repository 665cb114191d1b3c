"""A deck file that YAML cannot read to pieces that are read on their own: the header's keys, each topic, each card."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from flashcards.deck import compose, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_KEY = re.compile(r"(deck|tags|topics) *:(?=\s|$)")
_MARKER = re.compile(r"(?:---|\.\.\.)\s*$")
_DASH = re.compile(r"( *)-(?= |$|\r|\n|topic *:)")
_TOPIC = re.compile(r"( *)- *topic *:(?=\s|$)")
_TITLE = re.compile(r" *- *topic *: *([^\r\n]*)|\A[^\r\n]*[\r\n]+ +topic *: *([^\r\n]*)")
_TITLES = re.compile(r"^ *-? *topic *:", re.MULTILINE)
_CARDS = re.compile(r" *cards *:[ \t]*(?:#.*)?$")
_ID = re.compile(r"^ *(?:- +)?id *: *(?P<quote>['\"]?)([^\s'\"]+)(?P=quote) *\r?$", re.MULTILINE)


class Piece(NamedTuple):
    """Lines of a file, where they start as an offset, and how many lines come before."""

    text: str
    start: int
    line: int

    @property
    def margin(self) -> int:
        """How far its first line is indented."""
        return len(self.text) - len(self.text.lstrip(" "))


class Pieces(NamedTuple):
    """What a file divides into. `stray` says that some lines under `topics:` belong to no topic."""

    header: tuple[Piece, ...]
    topics: tuple[Piece, ...]
    stray: bool


def divide(text: str) -> Pieces:
    """By the look of the lines alone: the keys of a deck at the margin, topics at the dash of the first one."""
    header, topics, stray = [], [], False
    for name, piece in _sections(text):
        if name == "topics":
            found = list(_items(piece))
            topics += found[1:]
            stray = stray or _says_something(found[0].text)
        else:
            header.append(piece)
    return Pieces(tuple(header), tuple(topics), stray)


def name(piece: Piece) -> str:
    """The id of a topic that cannot be read, as far as a look at its lines can tell; '' when it cannot.

    It cannot where the title is what is wrong, for then it was another before, or where lines of a second topic seem to
    have got into it.
    """
    if len(_TITLES.findall(piece.text)) > 1:
        return ""
    if written := _own_id(piece.text):
        return written
    found = _TITLE.search(piece.text)
    title = (found[1] or found[2] or "").strip() if found else ""
    _, fault = compose.compose(f"topic: {title}", "")
    return names.slug(_unquoted(title)) if fault is None else ""


def cards(topic: Piece) -> list[Piece]:
    """The cards of a topic by the look of its lines: what stands at the dashes below `cards:`."""
    lines = _lines(*topic)
    if not any(_CARDS.match(line.text.rstrip("\r\n")) for line in lines):
        return []
    found: list[list[Piece]] = []
    margin = -1
    for line in lines:  # those after `cards:`
        dash = _DASH.match(line.text)
        if dash and margin in (-1, len(dash[1])):
            margin = len(dash[1])
            found.append([line])
        elif line.text.strip() and line.margin <= margin:
            break
        elif found:
            found[-1].append(line)
    return [_joined(held) for held in found]


def without(topic: Piece, left_out: Iterable[Piece]) -> Piece:
    """A topic with spaces in the place of some of its cards, so that all else stands where it stood."""
    text = topic.text
    for card in left_out:
        start, end = card.start - topic.start, card.start - topic.start + len(card.text)
        text = text[:start] + re.sub(r"[^\r\n]", " ", text[start:end]) + text[end:]
    return topic._replace(text=text)


def _own_id(text: str) -> str:
    """The `id:` before the cards, which have ids of their own."""
    found = _ID.search(re.split(r"^ *cards *:", text, maxsplit=1, flags=re.MULTILINE)[0])
    return found[2] if found and names.valid(found[2]) else ""


def _unquoted(title: str) -> str:
    bare = re.sub(r"\s{2,}#.*", "", title).strip()
    return bare[1:-1] if bare[:1] in ("'", '"') and bare[:1] == bare[-1:] else bare


def _lines(text: str, start: int = 0, line: int = 0) -> Iterator[Piece]:
    for number, found in enumerate(_LINE.finditer(text), line):
        if found[0]:
            yield Piece(found[0], start + found.start(), number)


def _sections(text: str) -> Iterator[tuple[str, Piece]]:
    """Each top-level key with its lines, or '' with lines that follow none; without `---`."""
    title, held = "", list[Piece]()
    for line in _lines(text):
        key = _KEY.match(line.text)
        marker = _MARKER.match(line.text)
        if key or marker:
            if held:
                yield title, _joined(held)
            title, held = (key[1] if key else ""), []
        if not marker:
            held.append(line)
    if held:
        yield title, _joined(held)


def _items(section: Piece) -> Iterator[Piece]:
    """What comes before the first topic, then each topic."""
    held, margin = list[Piece](), None
    for line in _lines(*section):
        dash = _DASH.match(line.text)
        if dash and (margin is None or len(dash[1]) == margin or _slipped(line.text, margin)):
            margin = len(dash[1]) if margin is None else margin
            yield _joined(held)
            held = []
        held.append(line)
    yield _joined(held)


def _slipped(line: str, margin: int) -> bool:
    """A topic one space off; further to the right it is an example in a text."""
    found = _TOPIC.match(line)
    return found is not None and len(found[1]) <= margin + 1


def _says_something(text: str) -> bool:
    """Whether there is more than the key, blank lines and comments."""
    rest = _KEY.sub("", text, count=1)
    return any(line.strip() and not line.lstrip().startswith("#") for line in rest.splitlines())


def _joined(lines: list[Piece]) -> Piece:
    first = lines[0] if lines else Piece("", 0, 0)
    return Piece("".join(line.text for line in lines), first.start, first.line)
