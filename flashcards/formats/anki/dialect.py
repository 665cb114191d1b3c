r"""Markdown to the HTML that Anki understands: MathJax, `[sound:…]`, its clozes; and nothing that looks like one.

Anki reads a field's raw text before it is HTML. So braces and `::`, which mean something to it in a cloze, and
`[sound:` or `[$]`, which do everywhere, stand as entities; in TeX, which has no entities, a space parts them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import normalize

from flashcards.text import html
from flashcards.text.media import is_sound
from flashcards.text.pieces import CLOSE, FIRST, OPEN

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPECIAL = re.compile(r"[{}]|:(?=:)|(?<=:):|\[(?=/?(?:sound:|anki:|latex\]|\$+\]))")
_ENTITIES = {"{": "&#123;", "}": "&#125;", ":": "&#58;", "[": "&#91;"}
_DELIMITER = re.compile(r"\\(?=[()\[\]])")
_FORMULA_MARK = re.compile(f"{OPEN}([{FIRST}-\uf8ff])(.*?){CLOSE}", re.DOTALL)
_UNKNOWN = re.compile(r"\\(tr|mathbbm)(?![A-Za-z])")
_KNOWN = {"tr": r"\operatorname{tr}", "mathbbm": r"\mathbb"}
_ON_THE_NET = re.compile(r"https?://|mailto:|data:image/", re.IGNORECASE)


def escape(text: str) -> str:
    """Text as a field may hold it: composed, as Anki stores it, and free of what Anki gives a meaning."""
    escaped = html.escape(text if text.isascii() else normalize("NFC", text))
    if "{" in escaped or "}" in escaped or ":" in escaped or "[" in escaped:
        escaped = _SPECIAL.sub(lambda found: _ENTITIES[found[0]], escaped)
    if "\\" in escaped:
        escaped = _DELIMITER.sub("<span>\\\\</span>", escaped)
    return escaped


def attribute(text: str) -> str:
    """The same for what stands in quotes."""
    return _SPECIAL.sub(lambda found: _ENTITIES[found[0]], html.escape(text))


def tex(source: str) -> str:
    """TeX as a field may hold it."""
    source = _UNKNOWN.sub(lambda found: _KNOWN[found[1]], source)
    while (parted := re.sub(r"\}\}|::|\{\{", lambda found: " ".join(found[0]), source)) != source:
        source = parted
    return html.escape(source if source.isascii() else normalize("NFC", source))


class Clozes:
    """The clozes of one text: what each is called in Anki, and its hint; and the dialect that writes them so."""

    def __init__(self, names: Mapping[str, str] | None = None) -> None:
        self.names = names or {}
        self.numbers: list[tuple[int, str]] = []

    def dialect(self) -> html.Dialect:
        return html.Dialect(escape, self._formula, self._media, self._cloze, _address)

    def _cloze(self, number: int, inside: str) -> str:
        if not 0 <= number < len(self.numbers):
            return inside
        ordinal, hint = self.numbers[number]
        return f"{{{{c{ordinal}::{'::'.join(map(_unmistakable, (inside, hint) if hint else (inside,)))}}}}}"

    def _formula(self, source: str, display: bool) -> str:
        opening, closing = (r"\[", r"\]") if display else (r"\(", r"\)")
        written, done = [], 0
        for found in _FORMULA_MARK.finditer(source):
            written.append(tex(source[done : found.start()]))
            written.append(f" {self._cloze(ord(found[1]) - ord(FIRST), tex(found[2]))} ")
            done = found.end()
        written.append(tex(source[done:]))
        return f"{opening}{''.join(written)}{closing}"

    def _media(self, path: str, alternative: str, title: str) -> str:
        """A picture or sound under its name in the package; what is missing leaves its description."""
        from flashcards.text.media import decoded

        name = path if _ON_THE_NET.match(path) else self.names.get(decoded(path), "")
        if not name:
            return f"<i>{escape(alternative)}</i>" if alternative else ""
        if is_sound(name):
            return f"[sound:{name}]"
        told = f' title="{attribute(title)}"' if title else ""
        return f'<img src="{attribute(name)}" alt="{attribute(" ".join(alternative.split()))}"{told}>'


def _unmistakable(part: str) -> str:
    """Part of a cloze whose ends cannot be taken for the marks around it."""
    if part.startswith(":"):
        part = f"&#58;{part[1:]}"
    return f"{part[:-1]}&#58;" if part.endswith(":") else f"{part} " if part.endswith("}") else part


def _address(href: str) -> str:
    """A link leads to the net or nowhere: a phone has no files of the collection."""
    return href if _ON_THE_NET.match(href) else ""
