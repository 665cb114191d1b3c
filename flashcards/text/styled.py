"""Styled text that does not know its width yet, and what a terminal makes of it.

It is kept in the index, so that a card is shown without importing a Markdown parser.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from flashcards.text.cells import clusters, width_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Run(NamedTuple):
    """Text in one look: names of `CODES` with spaces between, and `link:` with an address, which has no spaces."""

    text: str
    style: str = ""


class Line(NamedTuple):
    """A paragraph, a list item, a line of code. `first` and `rest` go before its first and its further rows.

    A line that does not wrap is cut over at the width as it comes.
    """

    first: str = ""
    rest: str = ""
    runs: tuple[Run, ...] = ()
    wrap: bool = True


Row = list[Run]
Cell = tuple[str, str, int]

CODES = {
    "bold": "1",
    "dim": "2",
    "italic": "3",
    "underline": "4",
    "strike": "9",
    "heading": "1;4",
    "quote": "3",
    "link": "4;34",
    "cloze": "1;36",
    "math": "35",
    "code": "32",
    "keyword": "35",
    "string": "32",
    "comment": "2;3",
    "number": "36",
    "name": "34",
    "image": "36",
    "right": "32",
    "wrong": "31",
    "missing": "32",
}
"""Look of each style. Only the eight colours that every theme chooses to be readable on its own background."""

# Compiled at first use: wide ranges take longer to compile than a whole card takes to show.
_UNSAFE = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]"
_UNADDRESSED = r"[\x00-\x20\x7f-\U0010ffff]"
_PLAIN_PREFIX = str.maketrans({"│": ">", "•": "-"})
_PLAIN_TEXT = str.maketrans({"─": "-"})


def clean(text: str) -> str:
    """Text that can neither command the terminal nor reorder what is read: control characters become visible."""
    return re.sub(_UNSAFE, _visible, text.replace("\t", "    ")) if not text.isprintable() else text


def _visible(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    return " " if code in (0x2028, 0x2029) else "�" if code < 0xA0 else ""


def to_json(lines: Iterable[Line]) -> str:
    """Compact: `[[first, rest, wrap, [text, style, text, style, …]], …]`."""
    import json

    rows = [[line.first, line.rest, int(line.wrap), [part for run in line.runs for part in run]] for line in lines]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> tuple[Line, ...]:
    """The lines that `to_json` wrote."""
    import json

    return tuple(
        Line(first, rest, tuple(map(Run, parts[::2], parts[1::2])), bool(wrap))
        for first, rest, wrap, parts in json.loads(text)
    )


def wrap(lines: Iterable[Line], width: int) -> list[Row]:
    """Rows that are at most `width` cells wide; only a character that is wider alone sticks out."""
    return [row for line in lines for row in _rows(line, max(width, 1))]


def ansi(runs: Iterable[Run], *, colour: bool, base: str = "") -> str:
    """Runs for a terminal, without colour free of escapes. `base` goes before the addresses of local files."""
    return "".join(_painted(run, base) if colour and run.style else clean(run.text) for run in runs)


def plain(lines: Iterable[Line]) -> str:
    """Text for pipes and screen readers: no escapes, no drawn lines, and no row is broken."""
    return "".join(f"{_plain(line)}\n" for line in lines)


def _plain(line: Line) -> str:
    text = "".join(clean(run.text.translate(_PLAIN_TEXT) if run.style == "dim" else run.text) for run in line.runs)
    return (line.first.translate(_PLAIN_PREFIX) + text).rstrip()


def _painted(run: Run, base: str) -> str:
    names = run.style.split(" ")
    codes = ";".join(CODES[name] for name in names if name in CODES)
    text = f"\x1b[{codes}m{clean(run.text)}\x1b[0m" if codes else clean(run.text)
    address = next((name.removeprefix("link:") for name in names if name.startswith("link:")), "")
    if not address:
        return text
    address = re.sub(_UNADDRESSED, _encoded, address if ":" in address else base + address)
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"


def _encoded(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))


def _rows(line: Line, width: int) -> list[Row]:
    first, rest = (_prefix(prefix, width) for prefix in (line.first, line.rest))
    cells = [(text, run.style, size) for run in line.runs for text, size in clusters(clean(run.text))]
    rows: list[Row] = []
    start = 0
    while True:
        prefix = rest if rows else first
        end, following = _break(cells, start, width - width_of(prefix), words=line.wrap)
        rows.append(_row(prefix, cells[start:end]))
        if following >= len(cells):
            return rows
        start = following


def _prefix(prefix: str, width: int) -> str:
    """A prefix leaves at least half of the width, and one cell, to the text."""
    return prefix if width_of(prefix) <= width // 2 else ""


def _break(cells: Sequence[Cell], start: int, room: int, *, words: bool) -> tuple[int, int]:
    """Where a row ends and where the next begins: at a space or beside a wide character, else in the word."""
    at, used = start, 0
    while at < len(cells) and (at == start or used + cells[at][2] <= room):
        used += cells[at][2]
        at += 1
    if at == len(cells) or not words:
        return at, at
    for end in range(at, start, -1):
        beside_wide = _wide(cells[end - 1]) or _wide(cells[end])
        if (beside_wide or " " in (cells[end][0], cells[end - 1][0])) and _before_spaces(cells, start, end) > start:
            return _before_spaces(cells, start, end), _after_spaces(cells, end)
    return at, at


def _wide(cell: Cell) -> bool:
    return cell[2] == 2


def _after_spaces(cells: Sequence[Cell], at: int) -> int:
    while at < len(cells) and cells[at][0] == " ":
        at += 1
    return at


def _before_spaces(cells: Sequence[Cell], start: int, end: int) -> int:
    while end > start and cells[end - 1][0] == " ":
        end -= 1
    return end


def _row(prefix: str, cells: Sequence[Cell]) -> Row:
    row: Row = [Run(prefix, "dim")] if prefix else []
    texts: list[str] = []
    for at, (text, style, _) in enumerate(cells):
        texts.append(text)
        if at + 1 == len(cells) or cells[at + 1][1] != style:
            row.append(Run("".join(texts), style))
            texts = []
    return row
