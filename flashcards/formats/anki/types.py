"""Our two note types, frozen: in every collection that has once imported them, a change of shape would strand notes.

Anki recognises a type by its id, and a field or template by its own. A note whose type has another id, or another
number or order of fields, is left alone for ever ("conflicting"). So one type serves a question asked plainly, both
ways and by typing, which are sections of its templates: a card that gets `reverse:` or `type:` later is updated.
Lists are a question and a cloze. Fields may be renamed (their ids stay), and the spare ones used. Whoever changes looks
raises `CHANGED`: Anki takes over templates and style only from a type that is newer than its own.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from flashcards.formats.anki.fields import Shape

CHANGED = 1_795_478_400
"""When names, templates or style of the types last changed, in seconds; 2026-11-24."""

TAIL = ("Hint", "Extra", "Source", "Topic", "Builds on", "Unlocks", "Id", "Spare 1", "Spare 2", "Spare 3")


class Template(NamedTuple):
    """One way of asking. `front` and `back` are Anki's qfmt and afmt."""

    name: str
    front: str
    back: str


class NoteType(NamedTuple):
    """What notes consist of. `stock` numbers the types that Anki comes with (6 is image occlusion), 0 for others."""

    id: int
    name: str
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    is_cloze: bool = False
    stock: int = 0


_TOPIC = '<div class="topic">{{Topic}}</div>\n'
_HINT = "\n{{#Hint}}<div>{{hint:Hint}}</div>{{/Hint}}"
_MORE = """
{{#Extra}}<div class="extra">{{Extra}}</div>{{/Extra}}
{{#Source}}<div class="source">{{Source}}</div>{{/Source}}
{{#Builds on}}<div class="link">Builds on: {{Builds on}}</div>{{/Builds on}}
{{#Unlocks}}<div class="link">Unlocks: {{Unlocks}}</div>{{/Unlocks}}"""


def _side(field: str, name: str) -> str:
    return f'<div class="{name}">{{{{{field}}}}}</div>'


_RULE = "\n<hr id=answer>\n"
_TYPED = "\n{{#Typed}}{{type:Typed}}{{/Typed}}"

BASIC = NoteType(
    1_795_392_001_000,
    "flashcards Basic",
    ("Front", "Back", "Reverse", "Typed", *TAIL),
    (
        Template(
            "Forward",
            _TOPIC + _side("Front", "question") + _HINT + _TYPED,
            _TOPIC + _side("Front", "question") + _RULE + _TYPED + _side("Back", "answer") + _MORE,
        ),
        Template(
            "Reverse",
            "{{#Reverse}}" + _TOPIC + _side("Reverse", "question") + "{{/Reverse}}",
            _TOPIC + _side("Reverse", "question") + _RULE + _side("Front", "answer") + _MORE,
        ),
    ),
)
CLOZE = NoteType(
    1_795_392_002_000,
    "flashcards Cloze",
    ("Text", *TAIL),
    (
        Template(
            "Cloze",
            _TOPIC + _side("cloze:Text", "question asked") + _HINT,
            _TOPIC + _side("cloze:Text", "question") + _MORE,
        ),
    ),
    is_cloze=True,
)
OF_SHAPE: dict[Shape, NoteType] = {"basic": BASIC, "cloze": CLOZE, "items": CLOZE}


def style() -> str:
    """The style of both types, for light and dark."""
    return Path(__file__).with_name("card.css").read_text("utf-8")
