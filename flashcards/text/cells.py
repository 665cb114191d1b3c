"""Text to the cells it takes in a terminal: what belongs together, and how wide it is."""

from __future__ import annotations

from unicodedata import category, east_asian_width

_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"


def width_of(text: str) -> int:
    """Cells of a text without control characters."""
    return len(text) if text.isascii() else sum(width for _, width in clusters(text))


def clusters(text: str) -> list[tuple[str, int]]:
    """Pieces that must not be parted, each with its width of 0, 1 or 2 cells."""
    if text.isascii():
        return [(letter, 1) for letter in text]
    pieces: list[tuple[str, int]] = []
    for letter in text:
        before, width = pieces[-1] if pieces else ("", 0)
        if before and _continues(before, letter):
            wide = letter == _EMOJI_STYLE or _is_flag(letter)
            pieces[-1] = (before + letter, 2 if wide and width else width)
        else:
            pieces.append((letter, _width(letter)))
    return pieces


def _continues(before: str, letter: str) -> bool:
    if before.endswith(_JOINER) and not before.isascii() and len(before) > 1 and _width(letter) == 2:
        return True
    if _is_flag(letter):
        return len(before) == 1 and _is_flag(before)
    return letter == _JOINER or category(letter) in ("Mn", "Me") or "\U0001f3fb" <= letter <= "\U0001f3ff"


def _is_flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _width(letter: str) -> int:
    if letter.isascii():
        return 1
    if category(letter) in ("Mn", "Me", "Cf") and letter != "\u00ad":
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1
