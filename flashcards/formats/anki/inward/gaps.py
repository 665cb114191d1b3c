"""The clozes in a field of Anki to texts with our own: nested ones, and those with two numbers, need several texts.

Anki looks for `{{c1::`, `::` and `}}` before it looks at HTML, and so does this.
"""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from flashcards.text import cloze, marks
from flashcards.text.from_html import from_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from flashcards.text.from_html import MediaPath

_TOKEN = re.compile(r"\{\{c(\d{1,9}(?:,\d{1,9})*)::|(\}\})")
_DEEPEST = 20


class Gap(NamedTuple):
    """A cloze: its numbers, what stands in it, and its hint."""

    numbers: tuple[int, ...]
    inside: list[Piece]
    hint: str = ""


Piece = str | Gap


class Layer(NamedTuple):
    """A text, as Markdown, and the numbers that are asked in it."""

    numbers: tuple[int, ...]
    text: str


def parse(field: str) -> list[Piece]:
    """The field in pieces, as Anki reads it; a cloze that is never closed is text."""
    root: list[Piece] = []
    open_: list[tuple[str, Gap]] = []
    done = 0
    for found in _TOKEN.finditer(field):
        pieces = open_[-1][1].inside if open_ else root
        if found[1] and len(open_) < _DEEPEST:
            _text(open_, pieces, field[done : found.start()])
            open_.append((found[0], Gap(tuple(dict.fromkeys(map(int, found[1].split(",")))), [])))
        elif found[2] and open_:
            _text(open_, pieces, field[done : found.start()])
            _, gap = open_.pop()
            (open_[-1][1].inside if open_ else root).append(gap)
        else:
            continue
        done = found.end()
    _text(open_, open_[-1][1].inside if open_ else root, field[done:])
    for place, (written, gap) in enumerate(open_):
        (open_[place - 1][1].inside if place else root).extend([written, *gap.inside])
        if place + 1 < len(open_):
            gap.inside.clear()
    return root


def _text(open_: list[tuple[str, Gap]], pieces: list[Piece], text: str) -> None:
    """Text, of which `::` makes the rest a hint where it stands in a cloze."""
    if open_ and "::" in text:
        text, _, hint = text.partition("::")
        written, gap = open_[-1]
        open_[-1] = (written, gap._replace(hint=hint))
    if text:
        pieces.append(text)


def numbers(pieces: Iterable[Piece]) -> list[int]:
    """All numbers, in order of size; Anki has no cloze 0."""
    return sorted({number for gap in _gaps(pieces) for number in gap.numbers} - {0})


def layers(field: str, media: MediaPath) -> list[Layer]:
    """The texts that ask all of a field's clozes: as many as go together in the first, each other one in its own."""
    pieces = parse(marks.unmarked(field))
    apart = _apart(pieces)
    together: list[int] = []
    alone: list[int] = []
    for number in numbers(pieces):
        free = all((other, number) not in apart for other in together)
        (together if free else alone).append(number)
    return [_layer(pieces, chosen, media) for chosen in (together, *([number] for number in alone)) if chosen]


def _layer(pieces: Sequence[Piece], chosen: Sequence[int], media: MediaPath) -> Layer:
    marked = "".join(_marked(pieces, frozenset(chosen)))
    return Layer(tuple(chosen), _shortest(_braced(from_html(marked, media, clozes=True))))


def _gaps(pieces: Iterable[Piece]) -> Iterator[Gap]:
    for piece in pieces:
        if isinstance(piece, Gap):
            yield piece
            yield from _gaps(piece.inside)


def _apart(pieces: Sequence[Piece]) -> set[tuple[int, int]]:
    """The pairs of numbers, the lower first, that one text of ours cannot ask."""
    found: set[tuple[int, int]] = set()
    words: dict[str, set[int]] = {}
    for gap in _gaps(pieces):
        inner = {number for one in _gaps(gap.inside) for number in one.numbers}
        found |= {(min(a, b), max(a, b)) for a in gap.numbers for b in inner if a != b}
        found |= set(combinations(sorted(gap.numbers), 2))
        words.setdefault(" ".join(_plain(gap.inside).split()), set()).update(gap.numbers)
    for same in words.values():
        found |= set(combinations(sorted(same), 2))
    return found


def _plain(pieces: Iterable[Piece]) -> str:
    return "".join(piece if isinstance(piece, str) else _plain(piece.inside) for piece in pieces)


def _marked(pieces: Iterable[Piece], chosen: AbstractSet[int], *, inside: bool = False) -> Iterator[str]:
    """HTML in which marks stand for the chosen clozes, and the others are open."""
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        elif inside or chosen.isdisjoint(piece.numbers):
            yield from _marked(piece.inside, chosen, inside=inside)
        else:
            number = next(number for number in piece.numbers if number in chosen)
            yield f"{marks.CLOZE}{number}{marks.NUMBERED}"
            yield from _marked(piece.inside, chosen, inside=True)
            yield f"{marks.HINT}{piece.hint}{marks.CLOZED}" if piece.hint.strip() else marks.CLOZED


def _braced(markdown: str) -> str:
    """Markdown with braces where the marks are; an empty cloze would be none, so it vanishes."""
    markdown = re.sub(
        f"{marks.CLOZE}\\d+{marks.NUMBERED}\\s*(?:{marks.HINT}[^{marks.CLOZED}]*)?{marks.CLOZED}", "", markdown
    )
    for mark, written in ((marks.CLOZE, "{{c"), (marks.NUMBERED, "::"), (marks.HINT, "::"), (marks.CLOZED, "}}")):
        markdown = markdown.replace(mark, written)
    return markdown.strip()


def is_sound(layer: Layer) -> bool:
    """Whether our clozes ask just these numbers."""
    pieces, fault = cloze.parse(layer.text)
    found = {piece.number for piece in pieces if isinstance(piece, cloze.Cloze)}
    return fault is None and 0 < len(cloze.parts(layer.text)) == (len(found) if "" not in found else len(layer.numbers))


def _shortest(text: str) -> str:
    """The text without numbers, where they say nothing that the order of the clozes does not."""
    pieces, fault = cloze.parse(text)
    found = [piece for piece in pieces if isinstance(piece, cloze.Cloze)]
    in_order = [piece.number for piece in found] == [str(number) for number in range(1, len(found) + 1)]
    if fault or not in_order or any(piece.place != "prose" for piece in found):
        return text
    return "".join(piece if isinstance(piece, str) else _short(piece) for piece in pieces)


def _short(found: cloze.Cloze) -> str:
    return f"{{{{{found.text}{f'::{found.hint}' if found.hint else ''}}}}}"
