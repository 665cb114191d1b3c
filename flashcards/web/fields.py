"""A note to the fields of a form, and back. What was not changed in the form is as the note has it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from flashcards.deck.dump import readable
from flashcards.model import Mistake

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

    from flashcards.model import Note

LABELS = {
    "basic": ("Question", "Answer"),
    "cloze": ("Text, with {{gaps}}", ""),
    "list": ("What is asked", ""),
}
ITEMS = "Where an item needs several lines, begin each with a dash and a space, and its further lines with two spaces."
ON = "1"
_BREAK = re.compile(r"\r\n|\r")


class Field(NamedTuple):
    """What the form asks for; `optional` texts may be empty. A tick is '1' or nothing."""

    name: str
    label: str
    text: str
    kind: Literal["text", "line", "tick"] = "text"
    optional: bool = False
    hint: str = ""

    @property
    def rows(self) -> int:
        written = self.text.count("\n") + 2 + len(self.text) // 90
        return min(14, written if self.text or not self.optional else 1)

    @property
    def said(self) -> str:
        """What is said for someone who only reads."""
        return ("yes" if self.text else "no") if self.kind == "tick" else self.text


def of(note: Note) -> list[Field]:
    """The fields of a form that shows what a note says."""
    question, answer = LABELS[note.kind]
    found = [Field("question", question, note.question)]
    match note.kind:
        case "basic":
            mirrored = bool(note.reverse) and note.reverse == note.answer
            found += [
                Field("answer", answer, note.answer),
                _tick("typed", "The answer has to be typed", note.typed),
                _tick("mirrored", "Ask the other way round, too: show the answer as it stands", mirrored),
                _more("reverse", "Or the question of the other direction", "" if mirrored else note.reverse),
            ]
        case "list":
            found += [
                Field("items", "Items, one a line", _shown(note.items), hint=ITEMS),
                _tick("ordered", "Their order matters", note.ordered),
            ]
    found += [
        _more("hint", "Hint", note.hint),
        _more("extra", "More, below the answer", note.extra),
        _more("source", "Source", note.source),
        Field("tags", "Tags", " ".join(note.tags), "line"),
    ]
    return found


def _more(name: str, label: str, text: str) -> Field:
    return Field(name, label, text, optional=True)


def _tick(name: str, label: str, on: bool) -> Field:
    return Field(name, label, ON if on else "", "tick")


def filled(fields: list[Field], form: QueryParams) -> list[Field]:
    """The fields with what someone has written in them; those that the form does not have stay."""
    return [field._replace(text=_BREAK.sub("\n", form.get(field.name, field.text))) for field in fields]


def note(old: Note, form: QueryParams) -> Note:
    """The note as the form says it. Raises Mistake where it does not say what is meant."""
    shown = of(old)
    changed = {
        after.name: after.text
        for before, after in zip(shown, filled(shown, form), strict=True)
        if after.text != _sent(before.text)
    }
    given: dict[str, Any] = {
        name: readable(text)
        for name, text in changed.items()
        if name not in ("items", "tags", "typed", "ordered", "mirrored", "reverse")
    }
    given |= {name: changed[name] == ON for name in ("typed", "ordered") if name in changed}
    if "items" in changed:
        given["items"] = _items(changed["items"])
    if "tags" in changed:
        given["tags"] = _tags(changed["tags"], old.tags)
    new = old._replace(**given)
    return new._replace(reverse=_reverse(old, new.answer, changed))


def _sent(text: str) -> str:
    """A text as browsers send it back."""
    return _BREAK.sub("\n", text.encode("utf-8", "replace").decode()).replace("\x00", "\ufffd")


def _reverse(old: Note, answer: str, changed: dict[str, str]) -> str:
    """The question of the other direction: the answer as it reads now, a question of its own, or none."""
    mirrored = bool(old.reverse) and old.reverse == old.answer
    own = readable(changed["reverse"]) if "reverse" in changed else "" if mirrored else old.reverse
    if "mirrored" in changed:
        mirrored = changed["mirrored"] == ON
    if mirrored and own:
        raise Mistake("the other direction shows the answer as it stands, or has a question of its own: choose one")
    return answer if mirrored else own


def _shown(items: tuple[str, ...]) -> str:
    """Items one a line; where one needs more than that, each behind a dash."""
    if all("\n" not in item and item == item.strip() and not item.startswith("- ") for item in items):
        return "\n".join(items)
    return "\n".join(
        "\n".join([f"- {first}", *(f"  {line}" if line else "" for line in rest)])
        for first, *rest in (item.split("\n") for item in items)
    )


def _items(text: str) -> tuple[str, ...]:
    """The items of a list, whether they stand one a line or each behind a dash."""
    lines = text.split("\n")
    if not text.lstrip("\n").startswith("- "):
        return tuple(readable(line).strip() for line in lines if line.strip())
    items: list[list[str]] = []
    for number, line in enumerate(lines, 1):
        if line.startswith("- "):
            items.append([line[2:]])
        elif not line.strip() or (items and line.startswith("  ")):
            items[-1:] = [[*items[-1], line[2:]]] if items else []
        else:
            raise Mistake(f"line {number} of the items begins neither with “- ” nor with two spaces")
    return tuple(readable("\n".join(item)) for item in items)


def _tags(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Tags with spaces or commas between them, each once; a comma in one that was there is part of it."""
    words = (part for word in text.split() for part in ([word] if word in known else word.split(",")))
    return tuple(dict.fromkeys(readable(word) for word in words if word))
