"""Scripts, styles and embedded pages in other people's texts, which do not come along. Code is left alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from flashcards.deck.names import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

_BEGIN = re.compile(r"<(?P<name>script|style|iframe)(?=[\s/>])[^<>]*>", re.IGNORECASE)


class Opened(NamedTuple):
    """A tag with which something begins that is left out; `alone` if nothing belongs to it."""

    name: str
    start: int
    end: int
    alone: bool


def opened(text: str, *, has_code: bool = True) -> Iterator[Opened]:
    """The tags outside of code, or all where backticks make none."""
    found = list(_BEGIN.finditer(text)) if "<" in text else []
    if not found:
        return
    from flashcards.text.formulas import regions

    code = [(region.start, region.end) for region in regions(text)] if has_code else []
    for tag in found:
        if not any(start <= tag.start() < end for start, end in code):
            yield Opened(tag["name"].lower(), tag.start(), tag.end(), tag[0].endswith("/>"))


def closing(name: str, text: str, at: int = 0) -> int:
    """Where what has this name ends; -1 if it does not."""
    found = re.compile(rf"</{name}\s*>", re.IGNORECASE).search(text, at)
    return found.end() if found else -1


def without(text: str, *, has_code: bool = True) -> tuple[str, list[str]]:
    """The text without them, and what to say of each. What never ends stays."""
    kept: list[str] = []
    said: list[str] = []
    done = 0
    endless: set[str] = set()
    for tag in opened(text, has_code=has_code):
        if tag.start < done or (tag.name in endless and not tag.alone):
            continue
        end = tag.end if tag.alone else closing(tag.name, text, tag.end)
        if end == -1:
            endless.add(tag.name)
            continue
        kept.append(text[done : tag.start])
        said.append(left_out(tag.name, text[tag.start : end]))
        done = end
    return "".join([*kept, text[done:]]), said


def left_out(name: str, text: str) -> str:
    """What to say of something that is left out."""
    return f"the {name} {quoted(' '.join(text.split()))} was left out"
