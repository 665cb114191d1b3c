"""A note of Anki to the notes that ask the same here: one, unless its cards have too little in common.

What all cards of a note share its GUID for, Anki's number tells apart. A card that needs a note of its own here gets
the GUID with `/` and its number, counted from 1.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from flashcards.deck.dump import readable
from flashcards.formats.anki.inward import gaps, templates
from flashcards.formats.anki.inward.templates import Side
from flashcards.model import Note, Span
from flashcards.text.from_html import from_html

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from flashcards.formats.anki.inward import rows
    from flashcards.formats.anki.types import NoteType, Template
    from flashcards.text.from_html import MediaPath

OCCLUSION = 6
_OCCLUDED = "image-occlusion:"
_CLOZE_FIELD = re.compile(r"\{\{[^{}]*?\bcloze(?:-only)?:([^{}:]+?)\s*\}\}")
_NOTHING = "–"
_BLANK = Span("", 1, 1)
_DROPPED = (
    (re.compile(r"<(?:i?frame|object|embed)\b", re.IGNORECASE), "embedded pages"),
    (re.compile(r"<svg\b", re.IGNORECASE), "drawings inside the text (SVG)"),
    (re.compile(r"<(?:input|form|button|select|textarea)\b", re.IGNORECASE), "forms"),
    (re.compile(r"src\s*=\s*[\"']?data:", re.IGNORECASE), "pictures inside the text (data:)"),
    (re.compile(r"style\s*=[^<>]*color|<font\b|<u\b", re.IGNORECASE), "colours and underlines"),
)


class Converted(NamedTuple):
    """The notes, without ids, and what of the note could not come along."""

    notes: tuple[Note, ...]
    lost: tuple[str, ...] = ()


def convert(one: rows.Note, kind: NoteType, ords: Sequence[int], media: MediaPath) -> Converted:
    """The notes for these cards. A card whose front shows nothing becomes none, and is told of."""
    fields = dict(zip(kind.fields, one.fields, strict=False))
    lost = [said for found, said in _DROPPED if any(found.search(text) for text in one.fields)]
    if kind.stock == OCCLUSION or any(_OCCLUDED in text for text in one.fields):
        notes, more = _occluded(fields, kind, media)
    elif kind.is_cloze:
        notes, more = _clozes(fields, kind, ords, media)
    else:
        notes, more = _cards(fields, kind, ords, media)
    named = [note._replace(anki=f"{one.guid}{note.anki}") for note in notes]
    if not (named or more):
        more = ["notes whose front is empty"]
    return Converted(tuple(named), tuple(dict.fromkeys([*lost, *more])))


class _Face(NamedTuple):
    """Both sides of one card as Markdown. `extra` stands on the back beside what is typed."""

    question: str
    answer: str
    hint: str = ""
    typed: bool = False
    extra: str = ""


def _cards(
    fields: Mapping[str, str], kind: NoteType, ords: Iterable[int], media: MediaPath
) -> tuple[list[Note], list[str]]:
    lost: list[str] = []
    faces = {
        ord_: face
        for ord_ in ords
        if ord_ < len(kind.templates) and (face := _face(kind.templates[ord_], fields, 0, media, lost)).question
    }
    notes = [_basic(face, f"/{ord_ + 1}" if ord_ else "") for ord_, face in faces.items()]
    if faces.keys() == {0, 1} and (reverse := _reverse(faces[0], faces[1])):
        notes = [notes[0]._replace(reverse=reverse)]
    if any(note.answer == _NOTHING for note in notes):
        lost.append("backs that are empty (a dash stands there)")
    return notes, lost


def _reverse(one: _Face, other: _Face) -> str:
    """The question of the other direction, if the second card asks for the first one's question."""
    plain = not (other.hint or other.typed or other.extra) and one.answer != _NOTHING
    return other.question if plain and other.answer == one.question else ""


def _face(template: Template, fields: Mapping[str, str], number: int, media: MediaPath, lost: list[str]) -> _Face:
    front, back = Side(fields, number, lost=lost), Side(fields, number, is_back=True, lost=lost)
    front_html, back_html = front.html(template.front), back.html(templates.below_front(template.back))
    said = from_html(templates.answer(back_html, front_html), media)
    question = readable(from_html(front_html, media))
    hint = readable("; ".join(from_html(text, media) for text in dict.fromkeys(front.hints)))
    if front.typed:
        typed = from_html(front.typed[0], media)
        return _Face(question, readable(typed) or _NOTHING, hint, True, "" if said == typed else readable(said))
    typed = " ".join(from_html(text, media) for text in back.typed)
    return _Face(question, readable(f"{said}\n\n{typed}" if said and typed else said or typed) or _NOTHING, hint)


def _basic(face: _Face, suffix: str) -> Note:
    return Note(
        "", "basic", face.question, face.answer, _BLANK, typed=face.typed, hint=face.hint, extra=face.extra, anki=suffix
    )


def _clozes(
    fields: Mapping[str, str], kind: NoteType, ords: Sequence[int], media: MediaPath
) -> tuple[list[Note], list[str]]:
    """A text for as many clozes as go together; where ours cannot say what Anki's do, questions."""
    if not kind.templates:
        return [], []
    template, lost = kind.templates[0], list[str]()
    names = dict.fromkeys(name.strip() for name in _CLOZE_FIELD.findall(template.front))
    asked = {name: fields.get(name, "") for name in names}
    if not any(gaps.numbers(gaps.parse(text)) for text in asked.values()):
        return [], ["cloze notes without a cloze"]
    front = Side(fields, -1, cloze=lambda text: text, lost=lost)
    text = front.html(template.front)
    extra = readable(_beside(template, fields, media, lost))
    hint = readable("; ".join(from_html(one, media) for one in dict.fromkeys(front.hints)))
    notes = []
    for place, layer in enumerate(gaps.layers(text, media)):
        suffix = f"/{layer.numbers[0]}" if place else ""
        question = readable(layer.text)
        if gaps.is_sound(layer._replace(text=question)):
            notes.append(Note("", "cloze", question, "", _BLANK, extra=extra, hint=hint, anki=suffix))
            continue
        before = len(notes)
        for number in layer.numbers:
            face = _face(template, fields, number, media, lost)
            if face.question and number - 1 in ords:
                notes.append(_basic(face, f"/{number}" if notes or number > 1 else ""))
        lost.append("clozes that ours cannot say" + " (they became questions)" * (len(notes) > before))
    if len(notes) > 1:
        lost.append("clozes in one another, or alike (each became a card of its own)")
    return notes, lost


def _beside(template: Template, fields: Mapping[str, str], media: MediaPath, lost: list[str]) -> str:
    """What the back of a cloze shows beside the text."""
    front = Side(fields, -1, cloze=lambda _: "", lost=lost).html(template.front)
    back = Side(fields, -1, is_back=True, cloze=lambda _: "", lost=lost).html(templates.below_front(template.back))
    before, after = from_html(front, media), from_html(templates.answer(back, front), media)
    return after if not before else after.removeprefix(before).strip()


def _occluded(fields: Mapping[str, str], kind: NoteType, media: MediaPath) -> tuple[list[Note], list[str]]:
    """A picture with hidden places: the picture is asked as a whole."""
    texts = [text for name, text in fields.items() if _OCCLUDED not in text and name.lower() != "comments"]
    picture = next((place for place, text in enumerate(texts) if "<img" in text.lower()), -1)
    if picture == -1:
        return [], ["hidden places of a picture that is missing"]
    shown = from_html(texts[picture], media)
    header, *rest = [from_html(text, media) for text in texts[picture + 1 :]] or [""]
    answer = "\n\n".join(text for text in rest if text)
    question = readable(f"{header or kind.name}\n\n{shown}")
    note = Note("", "basic", question, readable(answer or shown) or _NOTHING, _BLANK)
    return [note], ["the places that a picture hides (the picture is asked as a whole)"]
