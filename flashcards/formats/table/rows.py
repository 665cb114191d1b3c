"""Lines of a table to its rows, each with the line on which it begins."""

from __future__ import annotations

import csv
import io
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from flashcards.deck.read import LARGEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from flashcards.formats.gather import Gatherer

SEPARATORS = ("\t", ";", ",", "|")
_SAMPLE = 100


class Row(NamedTuple):
    """The cells of a row, and the line on which it begins."""

    line: int
    cells: list[str]


def rows(lines: Sequence[str], first: int, separator: str, found: Gatherer) -> list[Row]:
    """All rows with something in them. `first` is the number of the first line; without a separator, it is guessed.

    Where a quote is never closed, the rows from there on are read without quotes.
    """
    csv.field_size_limit(LARGEST + 1)
    separator = separator or _separator(lines, found.path)
    made = list(_read(lines, first, separator))
    if made and len(lines) > (last := made[-1].line - first) + 1 and _is_open(lines[last:], separator):
        message = "a quote is opened here and never closed"
        found.warn(made[-1].line, message, "from here on, quotes were taken for text")
        made[-1:] = [Row(number, line.split(separator)) for number, line in enumerate(lines[last:], first + last)]
    return [row for row in made if any(cell.strip() for cell in row.cells)]


def _read(lines: Iterable[str], first: int, separator: str, *, strict: bool = False) -> Iterator[Row]:
    reader = csv.reader(io.StringIO("\n".join(lines), newline=""), delimiter=separator, strict=strict)
    done = 0
    for cells in reader:
        yield Row(first + done, cells)
        done = reader.line_num


def _is_open(lines: Sequence[str], separator: str) -> bool:
    """Whether lines end inside quotes."""
    try:
        list(_read(lines, 1, separator, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False


def _separator(lines: Sequence[str], path: str) -> str:
    """What divides the lines most evenly into several cells."""
    if path.lower().endswith((".tsv", ".tab")):
        return "\t"
    sample = [line[:10_000] for line in lines[:_SAMPLE]]
    evenness = {separator: _evenness(sample, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: evenness[separator])
    return best if evenness[best][0] else "\t"


def _evenness(sample: Sequence[str], separator: str) -> tuple[float, float]:
    """The share of rows that have the usual number of cells, if that is more than one; and of cells with something."""
    found = [row.cells for row in islice(_read(sample, 1, separator), _SAMPLE) if row.cells]
    widths = [len(cells) for cells in found]
    usual = max(set(widths), key=widths.count, default=1)
    if usual == 1:
        return 0.0, 0.0
    filled = sum(bool(cell.strip()) for cells in found for cell in cells)
    return widths.count(usual) / len(widths), filled / sum(widths)
