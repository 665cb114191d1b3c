"""The `#…:` lines above a text that Anki wrote, to how its rows are to be read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flashcards.deck.names import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.formats.gather import Gatherer

_LINE = re.compile(r"#(?P<name>[a-z]+(?: column)?):(?P<value>.*)$", re.IGNORECASE)
_SEPARATORS = {
    "tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|", "space": " ", "colon": ":",
}  # fmt: skip
_PLACES = {"deck column": "deck", "tags column": "tags", "notetype column": "notetype", "guid column": "guid"}


@dataclass(slots=True)
class Directives:
    """What the file says of itself; `html` is None where it does not say. Places count from 0."""

    separator: str = ""
    html: bool | None = None
    deck: str = ""
    notetype: str = ""
    tags: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    places: dict[str, int] = field(default_factory=dict)


def directives(lines: Sequence[str], found: Gatherer) -> tuple[Directives, int]:
    """The directives, and the number of the lines that hold them. Unknown ones are noted."""
    said = Directives()
    named = ""
    count = 0
    for count, line in enumerate(lines):
        directive = _LINE.match(line)
        if directive is None:
            break
        name, value = directive["name"].casefold(), directive["value"].strip(" ")
        if name == "columns":
            named = value
        elif not _take(said, name, value):
            found.warn(count + 1, f"{quoted(line)} is no directive that is known")
    else:
        count = len(lines)
    if named:
        said.columns = tuple(cell.strip() for cell in named.split(said.separator or "\t"))
    return said, count


def _take(said: Directives, name: str, value: str) -> bool:
    """Whether a directive is understood."""
    match name:
        case "separator":
            said.separator = _SEPARATORS.get(value.strip().casefold(), value[:1] if value != "" else "\t")
            return len(said.separator) == 1 and said.separator not in '"\n\r'
        case "html":
            said.html = value.strip().casefold() == "true"
        case "tags":
            said.tags = tuple(value.split())
        case "deck" | "notetype":
            setattr(said, name, value.strip())
        case _ if name in _PLACES and value.strip().isdigit() and int(value) > 0:
            said.places[_PLACES[name]] = int(value) - 1
        case _:
            return False
    return True
