"""Titles and questions to the ids that history hangs on. Frozen: a change here would orphan every log."""

from __future__ import annotations

import unicodedata
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flashcards.model import NoteKind

VERSION = "1"
LONGEST = 40
LONGEST_PART = 24
_ENOUGH = 60
"""As much of a question as usually gives a slug of `LONGEST`."""


class _Letters(dict[int, str]):
    """What `str.translate` makes of a character: itself, a word for it, or a gap. Filled as characters are met."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        kept = letter if unicodedata.category(letter)[0] in "LMN" else " "
        self[code] = kept
        return kept


_LETTERS = _Letters({ord("+"): " plus ", ord("#"): " sharp "})


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


# The same for a text of ASCII alone, which is most of them and ten times as fast as bytes.
_ASCII = bytes(ord(chr(code).lower()) if chr(code).isascii() and chr(code).isalnum() else 32 for code in range(256))


def slug(title: str) -> str:
    """Letters, marks and digits of any script, all else one `-`: 'C++ basics' is `c-plus-plus-basics`. May be empty."""
    if title.isascii():
        if "+" in title or "#" in title:
            title = title.replace("+", " plus ").replace("#", " sharp ")
        return b"-".join(title.encode().translate(_ASCII).split()).decode()
    return "-".join(_folded(title).translate(_LETTERS).split())


def normalised(text: str) -> str:
    """The text as far as identity goes: composed Unicode, one space for each gap, case kept (`$A$` is not `$a$`)."""
    composed = text if text.isascii() else unicodedata.normalize("NFC", text)
    return " ".join(composed.split())


def key(kind: NoteKind, question: str) -> str:
    """A note's name in its topic: the start of the question's slug for people, a hash of all of it for sureness.

    A question without any letter gets the hash alone.
    """
    same = normalised(question)
    digest = blake2b(f"{VERSION}\0{kind}\0{same}".encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    words = slug(same[:_ENOUGH])
    if len(words) <= LONGEST + 1 and len(same) > _ENOUGH:
        words = slug(same)
    words = words[:LONGEST].rstrip("-")
    return f"{words}-{digest}" if words else digest


def part(text: str) -> str:
    """The name of one item's card: the item itself when it is one short word, else its start and a hash of it."""
    same = normalised(text)
    words = slug(same)
    if words == same and "-" not in words and len(words) <= LONGEST_PART:
        return words
    digest = blake2b(same.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
    return f"{words[:LONGEST_PART].rstrip('-')}-{digest}".lstrip("-")


def valid(name: str) -> bool:
    """Whether an author may write this as `id:`: letters, marks, digits and `-_.~`, so never a `/` or a space."""
    return bool(name) and all(letter in "-_.~" or unicodedata.category(letter)[0] in "LMN" for letter in name)


def folded(name: str) -> str:
    """A title as `requires` compares it: neither case nor spacing matter."""
    return " ".join((name.lower() if name.isascii() else _folded(name)).split())


def nearest(word: str, known: Iterable[str]) -> str:
    """'did you mean …?' for a mistyped word, or nothing."""

    from difflib import get_close_matches  # only mistakes need it

    near = get_close_matches(word, list(known), 1, 0.6)
    return f"did you mean '{near[0]}'?" if near else ""


def quoted(text: str, longest: int = 50) -> str:
    """The user's own words inside a message: on one line, and shortened when long."""
    line = " ".join(text.split())
    return f"'{line}'" if len(line) <= longest else f"'{line[: longest - 1].rstrip()}…'"
