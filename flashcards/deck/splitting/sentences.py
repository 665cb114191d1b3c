"""A paragraph to its sentences, with code and formulas left whole, and links taken out to become sources."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from flashcards.deck.splitting.words import words

_KNOWN_WORDS = 8192

_LINK = re.compile(r"(!?)\[([^\[\]]*)\]\(([^()\s]*(?:\([^()\s]*\)[^()\s]*)*)\)")
_URL = re.compile(r"<?(https?://[^\s<>]+[^\s<>.,;:!?)])>?")
_POINTER = re.compile(r" *\([^()]*\b(?:here|this|see|link|source)\b[^()]{0,10}\ue000[^()]*\)", re.IGNORECASE)
_OPAQUE = re.compile(r"(`+)(?!`)[^`]+\1|\$\$?[^$\s](?:[^$]*[^$\s])?\$\$?(?!\d)|https?://\S+")
_END = re.compile(r"[.!?]+[\"'”’)*_]*(?=\s)")
_LAST_WORD = re.compile(r"[^\s(\"“'‘]+$")
_ABBREVIATIONS = words(
    "e.g i.e vs cf fig figs dr mr mrs ms st no nos approx ca al p pp vol ch sec art eq ed eds inc ltd jr sr prof gen"
    " sgt u.s u.k etc resp min max"
)
_NAME_IN_SMALL = re.compile(r"\s+(?:[a-z]-[A-Za-z]{2}|[a-z]+[A-Z_])")
"""'k-means', 'iPhone' and 'x_train' begin a sentence as they are."""
_GOES_ON = words("etc u.s u.k al inc ltd jr sr min max no")
"""Abbreviations that can also end a sentence: they do where a capital follows."""
_EXAMPLE = re.compile(r"(?:for (?:example|instance)|an example|as an example|e\.g\.|example:)", re.IGNORECASE)
_TOKEN = re.compile(r"[\"'“(\[]*(`+)(?!`)[^`]+\1\S*|[(\[]*\$[^$\s](?:[^$]*[^$\s])?\$\S*|\S+")


class Sentence(NamedTuple):
    """A sentence as it is to be shown. `source` is the first address it links to."""

    text: str
    source: str = ""

    @property
    def is_example(self) -> bool:
        return bool(_EXAMPLE.match(self.text))


def sentences(paragraph: str) -> list[Sentence]:
    """The sentences of a paragraph; the last may lack its full stop."""
    text, sources = _without_links(" ".join(paragraph.split()))
    masked = text
    if "`" in text or "$" in text or "://" in text:
        masked = _OPAQUE.sub(lambda found: "\ue002" * len(found[0]), text)
    found, start = [], 0
    for end in _END.finditer(masked):
        if _ends(masked, end):
            found.append((start, end.end()))
            start = end.end() + 1
    found.append((start, len(text)))
    return [
        Sentence(said, next((source for at, source in sources if a <= at <= b), "") if sources else "")
        for a, b in found
        if (said := _unmarked(text[a:b]))
    ]


def tokens(text: str) -> list[str]:
    """The words of a sentence with the marks around them; a code span or formula is one word."""
    if "`" in text or "$" in text:
        return [found[0] for found in _TOKEN.finditer(text)]
    return text.split()


@lru_cache(maxsize=_KNOWN_WORDS)
def bare(token: str) -> str:
    """A word without the marks around it, in small letters; code is ''."""
    return "" if "`" in token or "$" in token else token.strip(".,;:!?()[]\"'“”‘’*_").lower()


def capitalised(text: str) -> str:
    """With a capital, where the first word is an ordinary one: 'iPhone' and 'x_train' stay."""
    first = text.split(" ", 1)[0]
    return (
        text[:1].upper() + text[1:]
        if re.sub("[-'’]", "", first.strip(".,;:*_\"'“”()-")).isalpha() and first.islower()
        else text
    )


def _unmarked(text: str) -> str:
    return text.replace("\ue000", "").strip()


def _without_links(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text with the words of its links alone, and where which address stood."""
    if "](" not in text and "http" not in text:
        return text, []
    parts: list[str] = []
    sources: list[tuple[int, str]] = []
    length = start = 0
    code = [found.span() for found in re.finditer(r"(`+)(?!`)[^`]+\1", text)]
    for found in sorted([*_LINK.finditer(text), *_URL.finditer(text)], key=lambda found: found.start()):
        if found.start() < start or any(a <= found.start() < b for a, b in code):
            continue
        is_link = found.re is _LINK
        said = "" if not is_link or found[1] else found[2]
        before = text[start : found.start()]
        parts += [before, said, "\ue000"]
        length += len(before) + len(said) + 1
        if address := (found[3] if is_link else found[1]):
            sources.append((length - 1, address))
        start = found.end()
    joined = "".join([*parts, text[start:]])
    return _tidied(joined, sources)


def _tidied(text: str, sources: list[tuple[int, str]]) -> tuple[str, list[tuple[int, str]]]:
    """Without '(see here)', and without the gap that an address leaves; marks stay, so that places can be told."""
    if not sources:
        return text, sources
    kept = _POINTER.sub("\ue000", text)
    kept = re.sub(r" \ue000(?=[ .,;:!?]|$)", "\ue000", kept)
    places = [found.start() for found in re.finditer("\ue000", kept)]
    return kept, [(place, address) for place, (_, address) in zip(places, sources, strict=False)]


def _ends(text: str, end: re.Match[str]) -> bool:
    following = text[end.end() :].lstrip()[:1]
    if following.islower() and not _NAME_IN_SMALL.match(text, end.end()):
        return False
    if not end[0].startswith(".") or end[0].startswith(".."):
        return True
    word = _LAST_WORD.search(text, max(0, end.start() - 30), end.start())
    last = word[0].lower() if word else ""
    if last in _ABBREVIATIONS:
        return last in _GOES_ON and following.isupper()
    return not (len(last) == 1 and last.isalpha() and word is not None and word[0].isupper()) or last == "i"
