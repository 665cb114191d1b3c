"""The bytes of someone's file to text, in whatever encoding it is; one that had to be guessed is said."""

from __future__ import annotations

import codecs

from flashcards.model import Problem, Span

SAMPLE = 200_000
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Of those that fit a text equally well, the first is taken.
_LIKELY = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp932", "gb18030", "big5", "euc_kr", "euc_jp", "koi8_r",
    "mac_roman", "utf_16_le", "utf_16_be",
)  # fmt: skip


def decode(data: bytes, path: str) -> tuple[str, tuple[Problem, ...]]:
    """A file's text without a byte order mark, and what had to be guessed; '' and an error for what is no text."""
    marked = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(marked), ()
    except UnicodeDecodeError:
        name = _guess(data[:SAMPLE])
    if not name:
        return "", (_problem("error", path, "this is not a text file", "save it as text, in UTF-8"),)
    text = data.decode(name, "replace")
    message = f"the file is not UTF-8; it was read as {name}"
    return text, (_problem("warning", path, message, "if letters are wrong, save it as UTF-8"),)


def _problem(level: str, path: str, message: str, hint: str) -> Problem:
    return Problem("error" if level == "error" else "warning", Span(path, 1, 1), message, hint)


def _guess(sample: bytes) -> str:
    """The encoding in which the bytes look most like a language; '' for none."""
    from charset_normalizer import from_bytes

    matches = from_bytes(sample, cp_isolation=list(_LIKELY))
    ranked = [
        (match.chaos, -match.coherence, _LIKELY.index(name))
        for match in matches
        for name in match.could_be_from_charset
        if name in _LIKELY
    ]
    return _LIKELY[min(ranked)[2]] if ranked else ""
