"""Letters that no text has, for Markdown in the making: what they stand for is settled when all of it is there.

Whether `**` opens an emphasis, or a `#` at the start of a text is a heading, depends on what comes to stand beside it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

HOLD, HELD = "\ufdd0", "\ufdd1"
"""Around the number of something that is put in at the end."""
BREAK, LINE = "\ufdd2", "\ufdd3"
"""A `<br>`, and the edge of a `<div>`, which breaks a line only where one has begun."""
START = "\ufdd4"
"""Before what would mean something at the start of a line, and only there."""
DOLLAR = "\ufdd5"
"""A dollar that is meant; a lone one needs no backslash."""
STRONG, EMPHASIS, STRUCK = ("\ufdd6", "\ufdd7"), ("\ufdd8", "\ufdd9"), ("\ufdda", "\ufddb")
CLOZE, NUMBERED, HINT, CLOZED = "\ufddc", "\ufddd", "\ufdde", "\ufddf"
"""The number of a cloze stands between the first two."""
ITEM = "\ufde0"
"""Before the dash or number of an item."""
ALL = "\ufdd0-\ufdef"

_STRANGE = re.compile(f"[{ALL}\ue000\ue001\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_GAP = re.compile(f"[ \\t\\n]*[{BREAK}{LINE}][ \\t\\n{BREAK}{LINE}]*")
_APART = re.compile(f"([ \\t]*(?:[{BREAK}{LINE}]|\\n[ \\t]*[\\n{BREAK}{LINE}])[ \\t\\n{BREAK}{LINE}]*|^\\s+|\\s+$)")
_BLANKS = re.compile(r"\n{3,}")
_RISKY = re.compile(f"^([\\s>*_+#\\d.)~-]*){START}", re.MULTILINE)
_PUNCTUATION = r"(?:\\[!-/:-@\[-`{-~]|[^\w\s*~\\" + ALL + "])+"
_TILDE = re.compile(f"([{STRUCK[0]}{STRUCK[1]}])~")
_LEADING, _TRAILING = re.compile(f"^{_PUNCTUATION}"), re.compile(f"{_PUNCTUATION}$")


def unmarked(text: str) -> str:
    """The text without letters that would pass for marks of ours, and without those that no file may hold."""
    return text if text.isascii() and text.isprintable() else _STRANGE.sub("", text.replace("\r", "\n"))


def lines(text: str) -> str:
    """The text with its breaks settled: a paragraph ends at an empty line, and other breaks are hard ones."""
    if BREAK in text or LINE in text:
        text = _GAP.sub(_gap, text)
    return _BLANKS.sub("\n\n", text.strip(" \t\n").removesuffix("\\\n"))


_SIGNS = "".join((*STRONG, *EMPHASIS, *STRUCK, "*_~"))
_JOINED = "".join((*STRONG, *EMPHASIS, "*"))


def _gap(found: re.Match[str]) -> str:
    gap = found[0]
    if found.start() == 0 or found.end() == len(found.string) or gap.count("\n\n"):
        return "\n\n"
    if found.string.startswith(ITEM, found.end()):
        return "\n"
    if found.string[found.start() - 1] == NUMBERED or found.string.startswith((CLOZED, HINT), found.end()):
        return ""
    ended = False
    for letter in gap:
        if letter == BREAK and ended:
            return "\n\n"
        ended = ended or letter in (BREAK, LINE)
    return "\\\n"


def around(text: str, marks: tuple[str, str]) -> str:
    """Each line of a text between two marks; white space around it stays outside."""
    pieces = _APART.split(text)
    return "".join(
        f"{marks[0]}{piece}{marks[1]}" if at % 2 == 0 and piece.strip() else piece for at, piece in enumerate(pieces)
    )


def settled(text: str, held: Callable[[re.Match[str]], str]) -> str:
    """The Markdown without any mark; `held` says what stands for a number with the digits beside it."""
    text = text.replace(ITEM, "")
    text = _TILDE.sub(r"\1\\~", text)
    for (opening, closing), sign in ((STRONG, "**"), (STRUCK, "~~"), (EMPHASIS, "*")):
        if opening in text:
            text = text.replace(closing + opening, "")
            text = re.sub(f"{opening}([^{opening}{closing}]*){closing}", lambda found: _emphasised(found, sign), text)  # noqa: B023
    text = _RISKY.sub(r"\1\\", text).replace(START, "")
    dollars = "\\$" if text.count(DOLLAR) + text.count(HOLD) > 1 else "$"
    text = text.replace(DOLLAR, dollars).replace(f"{HELD}{HOLD}", f"{HELD} {HOLD}")
    return re.sub(f"([0-9]*){HOLD}(\\d+){HELD}([0-9]*)", held, text)


def _emphasised(found: re.Match[str], sign: str) -> str:
    """An emphasis as CommonMark finds it: it cannot begin between a letter and a punctuation mark, nor end so."""
    inside = found[1]
    if inside.count(CLOZE) != inside.count(CLOZED):
        return inside
    before, after = _beside(found.string, found.start() - 1, -1), _beside(found.string, found.end(), 1)
    prefix = suffix = ""
    if _is_wordy(before) and not _begins_wordy(inside, sign):
        prefix = _run(_LEADING, inside)
        inside = inside[len(prefix) :]
    if _is_wordy(after) and not _begins_wordy(inside[::-1], sign):
        suffix = _run(_TRAILING, inside)
        inside = inside[: len(inside) - len(suffix)]
    torn = (_is_wordy(before) and not _begins_wordy(inside, sign)) or (
        _is_wordy(after) and not _begins_wordy(inside[::-1], sign)
    )
    if torn or not inside.strip():
        return f"{prefix}{inside}{suffix}"
    if sign == "*" and "*" in (*_around(found), inside[:1], inside[-1:]):
        if _is_wordy(before) or _is_wordy(after):
            return f"{prefix}{inside}{suffix}"
        sign = "_"
    spaced = inside.strip(" ")
    start, end = inside[: inside.index(spaced)], inside[inside.index(spaced) + len(spaced) :]
    return f"{prefix}{start}{sign}{spaced}{sign}{end}{suffix}"


def _run(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0] if found else ""


def _beside(text: str, at: int, step: int) -> str:
    """The letter beside an emphasis, behind signs of another, which may come to nothing."""
    while 0 <= at < len(text) and text[at] in _SIGNS:
        at += step
    return text[at] if 0 <= at < len(text) else ""


def _around(found: re.Match[str]) -> tuple[str, str]:
    text, start, end = found.string, found.start(), found.end()
    return text[max(0, start - 1) : start], text[end : end + 1]


def _begins_wordy(text: str, sign: str) -> bool:
    """Whether the first letter is one, behind signs of further emphasis that join this one's."""
    return _is_wordy(text.lstrip(_JOINED if sign != "~~" else "")[:1])


def _is_wordy(letter: str) -> bool:
    """Whether a character is neither white space nor punctuation, so far as emphasis goes."""
    return letter.isalnum()
