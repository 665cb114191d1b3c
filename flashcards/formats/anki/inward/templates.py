"""A template of Anki with the fields of a note to the HTML of one side of a card.

Hints and what is to be typed are not part of a side; they are noted apart. Speech is left out, as is what only add-ons
know of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flashcards.formats.anki.inward import gaps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_TAG = re.compile(r"\{\{\s*([#^/]?)([^{}]*?)\s*\}\}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_BLANK = re.compile(r"(?:\s|&nbsp;|\xa0|<br\s*/?>|</?div\b[^<>]*>|</?p\b[^<>]*>)*", re.IGNORECASE)
_READING = re.compile(r" ?([^ >\]\[]+?)\[([^\]\[]+?)\]")
_ANSWER = re.compile(r"<hr\b[^<>]*\bid\s*=\s*[\"']?answer\b[^<>]*>", re.IGNORECASE)
_RULE = re.compile(r"<hr\b[^<>]*>", re.IGNORECASE)
_BELOW_FRONT = re.compile(
    rf"({_BLANK.pattern}\{{\{{\s*FrontSide\s*\}}\}}{_BLANK.pattern}){_RULE.pattern}", re.IGNORECASE
)
_LAST_RULE = re.compile(rf"{_RULE.pattern}(?=(?:\s|</div>)*\Z)", re.IGNORECASE)
_TAGS = re.compile(r"<[^<>]*>")
_DEEPEST = 50
_LARGEST_SIDE = 2_000_000


@dataclass(slots=True)
class Side:
    """One side in the making. `number` is that of the cloze that is asked, 0 for none."""

    fields: Mapping[str, str]
    number: int = 0
    is_back: bool = False
    cloze: Callable[[str], str] | None = None
    """What a field with clozes becomes; without it, what Anki shows."""
    hints: list[str] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)

    def html(self, template: str) -> str:
        """The side; more than `_LARGEST_SIDE` of it is not made."""
        written: list[str] = []
        size = 0
        for piece in self._pieces(_COMMENT.sub("", template)):
            written.append(piece)
            size += len(piece)
            if size > _LARGEST_SIDE:
                self.lost.append("a side of more than 2 MB")
                break
        return "".join(written)

    def _pieces(self, template: str) -> Iterator[str]:
        """Text and fields outside of sections that do not apply. `shown` are the sections that are open."""
        open_: list[tuple[str, bool]] = []
        done = 0
        for found in _TAG.finditer(template):
            shown = all(applies for _, applies in open_)
            if shown:
                yield template[done : found.start()]
            done = found.end()
            sign, name = found[1], found[2].strip()
            if sign == "/":
                if open_ and open_[-1][0] == name:
                    open_.pop()
            elif sign:
                if len(open_) < _DEEPEST:
                    open_.append((name, self._is_filled(name) == (sign == "#")))
            elif shown:
                yield self._field(name)
        if all(applies for _, applies in open_):
            yield template[done:]

    def _is_filled(self, name: str) -> bool:
        if re.fullmatch(r"c\d+", name):
            return int(name[1:]) == self.number
        return not is_blank(self.fields.get(name, ""))

    def _field(self, name: str) -> str:
        *filters, last = (part.strip() for part in name.split(":"))
        text = self.fields.get(last, "")
        for one in reversed(filters):
            text = self._filtered(one, text, filters)
        return text

    def _filtered(self, name: str, text: str, all_: list[str]) -> str:
        match name:
            case "text":
                return _TAGS.sub("", text)
            case "hint":
                if self.is_back or is_blank(text):
                    return text
                self.hints.append(text)
                return ""
            case "type" | "nc":
                if is_blank(text) or name == "nc":
                    return text
                self.typed.append(text)
                return ""
            case "cloze" | "cloze-only":
                return self._clozed(text, typed="type" in all_)
            case "furigana":
                return _READING.sub(r"<ruby>\1<rt>\2</rt></ruby>", text)
            case "kana":
                return _READING.sub(_reading, text)
            case "kanji":
                return _READING.sub(r"\1", text)
        if name.startswith("tts"):
            self.lost.append("speech made by the computer")
            return ""
        return text

    def _clozed(self, text: str, *, typed: bool) -> str:
        if self.cloze is not None:
            return self.cloze(text)
        pieces = gaps.parse(text)
        if typed:
            return ", ".join(_opened(gap.inside) for gap in _of_number(pieces, self.number))
        return "".join(self._asked(pieces))

    def _asked(self, pieces: list[gaps.Piece]) -> Iterator[str]:
        for piece in pieces:
            if isinstance(piece, str):
                yield piece
            elif self.number not in piece.numbers:
                yield from self._asked(piece.inside)
            elif self.is_back:
                yield f"<b>{_opened(piece.inside)}</b>"
            else:
                yield f"<b>[{piece.hint or '…'}]</b>"


def is_blank(html: str) -> bool:
    """Whether Anki takes a field for empty."""
    return _BLANK.fullmatch(html) is not None


def below_front(template: str) -> str:
    """The template of a back in which a rule below the front, if one is there, says that the answer follows."""
    if _ANSWER.search(template) or not _BELOW_FRONT.match(template):
        return template
    return _BELOW_FRONT.sub(r"\1<hr id=answer>", _LAST_RULE.sub("", template), count=1)


def answer(back: str, front: str) -> str:
    """The back of a card without the front that it repeats."""
    parts = _ANSWER.split(back, maxsplit=1)
    if len(parts) == 2 and not is_blank(parts[1]):
        return parts[1]
    back, front = "".join(parts), front.strip()
    if not front or not back.strip().startswith(front):
        return back.strip() if front else back
    rest = back.strip().removeprefix(front)
    rule = _RULE.match(rest.lstrip())
    return rest.lstrip()[rule.end() :] if rule else rest


def _reading(found: re.Match[str]) -> str:
    return found[0] if found[2].startswith("sound:") else found[2]


def _of_number(pieces: list[gaps.Piece], number: int) -> Iterator[gaps.Gap]:
    for piece in pieces:
        if isinstance(piece, gaps.Gap):
            if number in piece.numbers:
                yield piece
            else:
                yield from _of_number(piece.inside, number)


def _opened(pieces: list[gaps.Piece]) -> str:
    return "".join(piece if isinstance(piece, str) else _opened(piece.inside) for piece in pieces)
