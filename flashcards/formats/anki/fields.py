"""A note to the fields of one or two notes of Anki, as far as they are made of Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from flashcards.deck import split
from flashcards.deck.names import part
from flashcards.formats.anki.dialect import Clozes, escape, tex
from flashcards.text import cloze, html
from flashcards.text.pieces import MOST_MARKS, mark

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flashcards.model import Note
    from flashcards.text.cloze import Cloze

Shape = Literal["basic", "cloze", "items"]
"""What a note of Anki is: a question (whole lists too), a text with clozes, or a list asked item by item."""

BETWEEN = "\x1f"
"""What Anki puts between fields."""
MOST_CLOZES = 500
_OUR_MARKS = str.maketrans({"\ue000": None, "\ue001": None})
_TAG = re.compile(r"<(?!img\b)[^>]*>")


class Sheet(NamedTuple):
    """The first fields of a note of Anki, joined; `missing` are parts that it cannot ask; an `empty` one would show
    nothing on one of its sides."""

    shape: Shape
    fields: str
    missing: tuple[str, ...]
    empty: bool


def sheets(note: Note, ordinals: Mapping[str, int], names: Mapping[str, str]) -> tuple[Sheet, ...]:
    """The notes that a note becomes. `ordinals` are the lasting numbers of its parts, `names` those of its media."""
    bare = _without_our_marks(note)
    match note.kind:
        case "basic":
            typed = _typed(split.plain(bare.answer)) if note.typed else ""
            fields = [*_htmls(names, bare.question, bare.answer, bare.reverse), typed]
            return (_sheet("basic", fields, bare, names),)
        case "cloze":
            return (_cloze(bare, ordinals, names),)
        case "list":
            return _list(bare, ordinals, names)


def _without_our_marks(note: Note) -> Note:
    """The note without what would pass for a mark of ours; almost always the note itself."""
    texts = (note.question, note.answer, note.reverse, note.extra, note.hint, note.source, *note.items)
    if all(text.isascii() or not ("\ue000" in text or "\ue001" in text) for text in texts):
        return note
    return note._replace(
        question=note.question.translate(_OUR_MARKS),
        answer=note.answer.translate(_OUR_MARKS),
        reverse=note.reverse.translate(_OUR_MARKS),
        extra=note.extra.translate(_OUR_MARKS),
        hint=note.hint.translate(_OUR_MARKS),
        source=note.source.translate(_OUR_MARKS),
        items=tuple(item.translate(_OUR_MARKS) for item in note.items),
    )


def _htmls(names: Mapping[str, str], *texts: str) -> list[str]:
    dialect = Clozes(names).dialect()
    return [html.html(text, dialect) if text else "" for text in texts]


def _sheet(
    shape: Shape, fields: list[str], note: Note, names: Mapping[str, str], missing: tuple[str, ...] = ()
) -> Sheet:
    more = _htmls(names, note.hint, note.extra, note.source)
    sides = fields[: 2 if shape == "basic" else 1]
    empty = not all(_TAG.sub("", side).replace("&nbsp;", " ").strip() for side in sides)
    return Sheet(shape, BETWEEN.join((*fields, *more)), missing, empty)


def _typed(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))


def _cloze(note: Note, ordinals: Mapping[str, int], names: Mapping[str, str]) -> Sheet:
    clozes = Clozes(names)

    def written(found: Cloze, key: str) -> str:
        ordinal, number = ordinals.get(key, 0), len(clozes.numbers)
        if not 0 < ordinal <= MOST_CLOZES or number == MOST_MARKS:
            return found.answer
        clozes.numbers.append((ordinal, _hint(found, names)))
        marked = mark(number, found.text)
        return f"{{{marked}}}" if found.argument else marked

    text = html.html(cloze.rewritten(note.question, written), clozes.dialect())
    missing = tuple(key for key, n in ordinals.items() if f"{{{{c{n}::" not in text)
    return _sheet("cloze", [text], note, names, missing)


def _hint(found: Cloze, names: Mapping[str, str]) -> str:
    if not found.hint:
        return ""
    if found.place == "formula":
        return tex(cloze.hint_in_formula(found.hint))
    if found.place == "code":
        return escape(found.hint)
    return html.html(found.hint, Clozes(names).dialect())


def _list(note: Note, ordinals: Mapping[str, int], names: Mapping[str, str]) -> tuple[Sheet, ...]:
    """The list asked whole; then, with the same look, each item as a cloze."""
    question, *items = _htmls(names, note.question, *note.items)
    tag = "ol" if note.ordered else "ul"
    answer = f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"
    whole = _sheet("basic", [question, answer, "", ""], note, names)
    if len(items) < 2:
        return (whole,)
    numbers = [ordinals.get(part(item), 0) for item in note.items]
    asked = [
        f"<li>{{{{c{n}::{item}}}}}</li>" if 0 < n <= MOST_CLOZES else f"<li>{item}</li>"
        for n, item in zip(numbers, items, strict=True)
    ]
    text = f'{question}<{tag} class="items">{"".join(asked)}</{tag}>'
    missing = tuple(key for key, n in ordinals.items() if n not in numbers or n > MOST_CLOZES)
    return (whole, _sheet("items", [text], note, names, missing))
