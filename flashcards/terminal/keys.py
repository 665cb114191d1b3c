"""What a terminal sends to the names of keys. A key is the character it types, or one of the names below."""

from __future__ import annotations

import re

ENTER, SPACE, BACKSPACE, DELETE, ESCAPE = "enter", " ", "backspace", "delete", "escape"
LEFT, RIGHT, HOME, END, ERASE_LINE, ERASE_WORD = "left", "right", "home", "end", "erase line", "erase word"
CLOSE, STOP, REDRAW, OTHER = "close", "stop", "redraw", "other"
PASTE = "paste:"
"""Pasted text comes as one key with this before it, so that no character of it is taken for a command."""

_NAMES = {
    "\r": ENTER, "\n": ENTER, "\x7f": BACKSPACE, "\x08": BACKSPACE, "\x04": CLOSE, "\x1a": STOP, "\x0c": REDRAW,
    "\x15": ERASE_LINE, "\x17": ERASE_WORD, "\x01": HOME, "\x05": END, "\x02": LEFT, "\x06": RIGHT,
    "\x1b[D": LEFT, "\x1b[C": RIGHT, "\x1b[H": HOME, "\x1b[F": END, "\x1bOD": LEFT, "\x1bOC": RIGHT, "\x1bOH": HOME,
    "\x1bOF": END, "\x1b[1~": HOME, "\x1b[4~": END, "\x1b[7~": HOME, "\x1b[8~": END, "\x1b[3~": DELETE,
    "\x1b[1;5D": LEFT, "\x1b[1;5C": RIGHT, "\x1bOM": ENTER,
}  # fmt: skip
_PASTE = re.compile(r"\x1b\[200~(.*?)\x1b\[201~", re.DOTALL)
_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|O.)", re.DOTALL)
_BEGUN = re.compile(r"\x1b(?:\[[0-?]*[ -/]*|O)?\Z")


def split(sent: str, *, finished: bool) -> tuple[list[str], str]:
    """Keys in order, and the beginning of one that is still on its way; with `finished` nothing more is on its way."""
    keys: list[str] = []
    while sent:
        key, length = _first(sent, finished)
        if not length:
            break
        keys.append(key)
        sent = sent[length:]
    return keys, sent


def _first(sent: str, finished: bool) -> tuple[str, int]:
    """The first key, and how many characters it takes; none while it is on its way."""
    if sent[0] != "\x1b":
        return _NAMES.get(sent[0]) or (sent[0] if sent[0].isprintable() else OTHER), 1
    if pasted := _PASTE.match(sent):
        return PASTE + pasted[1], pasted.end()
    if not finished and (_BEGUN.match(sent) or sent.startswith("\x1b[200~")):
        return OTHER, 0
    if sequence := _SEQUENCE.match(sent):
        return _NAMES.get(sequence[0], OTHER), sequence.end()
    return ESCAPE, 1
