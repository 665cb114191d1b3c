"""A text file's name and first lines to the reader that understands it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from pathlib import PurePath

Format = Literal["outline", "markdown", "table", "cards"]

SUFFIXES: dict[str, Format] = {
    ".md": "markdown", ".markdown": "markdown", ".csv": "table", ".tsv": "table", ".tab": "table", ".json": "cards",
}  # fmt: skip
READERS: dict[Format, str] = {
    "outline": "outline", "markdown": "markdown.document", "table": "table.sheet", "cards": "cards",
}  # fmt: skip
"""The module here that reads each; imported when it is needed."""
UNSURE = frozenset({".txt", ".text", ""})
_HEAD = 20_000
_DIRECTIVE = re.compile(r"\ufeff?#(?:separator|html|tags|columns|notetype|deck|guid)(?: column)?:", re.IGNORECASE)
_OUTLINE = re.compile(r"^(?: - | {2,}\S)", re.MULTILINE)
_MARKDOWN = re.compile(r"^(?:#{2,6} |[QC]:|\?{1,2}$)|^\*\*Q\.\*\*|^---\n|==[^=\s]|\S:::?\S|\S ::: ?\S", re.MULTILINE)

_QUOTED = re.compile(r"(?:^|(?<=\t))\"(?:[^\"]|\"\")*\"(?=\t|\r?$)", re.MULTILINE)
"""A cell with quotes around it, inside of which they are doubled."""


def sniff(path: PurePath, text: str) -> Format | None:
    """The format of a text: by its name, or of plain text by how it looks; None for no format that is known."""
    suffix = path.suffix.lower()
    if suffix not in UNSURE:
        return SUFFIXES.get(suffix)
    head = text[:_HEAD]
    if _DIRECTIVE.match(head) or _is_table(head):
        return "table"
    return "markdown" if _MARKDOWN.search(head) and not _OUTLINE.search(head) else "outline"


def _is_table(head: str) -> bool:
    """Whether nearly all rows have a tab inside. A row may go over several lines in a cell with quotes around it."""
    if "\t" not in head:
        return False
    rows = _QUOTED.sub(lambda cell: cell[0].replace("\n", " "), head)
    lines = [line for line in rows.split("\n")[:200] if line.strip()]
    return bool(lines) and sum("\t" in line.strip() for line in lines) > 0.8 * len(lines)
