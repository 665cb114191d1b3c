"""The foot of the screen: what can be done with the card, and the keys that do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flashcards.terminal.pages import BLANK, dim
from flashcards.text.cells import width_of
from flashcards.text.styled import Line, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from flashcards.model import Rating
    from flashcards.terminal.prompt import Prompt

GAP = 3


class Key(NamedTuple):
    """A key in the foot, what it does, and whether it is what Enter does."""

    key: str
    does: str
    more: str = ""
    chosen: bool = False


ALWAYS = (Key("e", "edit"), Key("u", "undo"), Key("?", "keys"), Key("q", "quit"))


def asking(unread: str, width: int, *, hint: bool, text: bool) -> list[Line]:
    """Below a question. `unread` is the title of a topic that has something to read first."""
    first = [dim(f"t: read about “{unread}” first"), BLANK] if unread else []
    more = [*([Key("h", "hint")] if hint else []), *([Key("t", "topic")] if text else [])]
    return [*first, *flow([Key("space", "answer"), *more, *ALWAYS], width)]


def typing(prompt: Prompt, unread: str, width: int) -> tuple[list[Line], int]:
    """Below a question whose answer is typed, `unread` as above; also the cell of the cursor, in the first row."""
    text, cell = prompt.window(max(1, width - 2))
    line = Line("› ", "  ", (Run(text),), wrap=False)
    first = [dim(f"Esc, then t: read about “{unread}” first"), BLANK] if unread else []
    return [line, BLANK, *first, *flow([Key("Enter", "check"), Key("Esc", "other keys")], width)], cell + 2


def grading(intervals: Mapping[Rating, str], chosen: Rating, width: int) -> list[Line]:
    """Below an answer: the grades, each with the interval it gives; the one that Enter gives stands out."""
    keys = [
        Key(str(number), rating.name.lower(), interval, rating is chosen)
        for number, (rating, interval) in enumerate(intervals.items(), 1)
    ]
    return [*flow(keys, width), BLANK, *flow([Key("space", chosen.name.lower()), *ALWAYS], width)]


def flow(keys: Iterable[Key], width: int) -> list[Line]:
    """Keys side by side, in as many rows as it takes, none of them parted."""
    rows: list[list[Run]] = [[]]
    used = 0
    for key in keys:
        size = width_of(_text(key))
        if rows[-1] and used + GAP + size > width:
            rows.append([])
            used = 0
        if rows[-1]:
            rows[-1].append(Run(" " * GAP))
            used += GAP
        rows[-1] += _runs(key)
        used += size
    return [Line(runs=tuple(row), wrap=False) for row in rows]


def _text(key: Key) -> str:
    return " ".join(filter(None, (key.key, key.does, key.more)))


def _runs(key: Key) -> list[Run]:
    does = Run(f" {key.does}", "bold" if key.chosen else "" if key.more else "dim")
    return [Run(key.key, "bold"), does, *([Run(f" {key.more}", "dim")] if key.more else [])]
