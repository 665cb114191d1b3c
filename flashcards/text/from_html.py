"""HTML to the Markdown of our cards: what a reader sees, without looks that Markdown lacks, and nothing that runs.

markdownify walks the tree; here is how our Markdown differs. Whatever the text says, it says nothing else as Markdown:
what would pass for markup, a formula or a cloze is escaped.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote

from flashcards.text import clean_html, from_tex, marks

if TYPE_CHECKING:
    from collections.abc import Callable

    MediaPath = Callable[[str], str]
    """From the name of a file as HTML has it to its path for Markdown; empty for none."""

_SOUND = re.compile(r"\[sound:([^\]\[\n]+)\]")
_SPECIAL = re.compile(
    rf"\\(?=[!-/:-@\[-`{{-~{marks.ALL}]|\s|$)|`|\*|_|~(?=~|$)|(?<=~)~|<(?=[A-Za-z/!?]|$)|&(?=#|[A-Za-z])|\](?=[(:\[]|$)"
    r"|\{(?=\{|$)|(?<=\{)\{|\$"
)
_HELD = re.compile(rf"{marks.HOLD}(\d+){marks.HELD}")
_BARS = re.compile(r"\\?\|")
_IN_CLOZES = re.compile(rf"{_SPECIAL.pattern}|[{{}}]|:(?=:)|(?<=:):")
_LINE_START = re.compile(
    r"(^[ \t]*)(?=[-+](?:\s|$|[-+])|\#{1,6}(?:\s|$)|>|=+[ \t]*$|~~~|[|:][-:| \t]+$)|(^[ \t]*\d{1,9})(?=[.)](?:\s|$))",
    re.MULTILINE,
)
_TAG = re.compile(r"</?(\w+)")
_TAG_NAMES = frozenset(["br", "div"])
_LINE_TAG = re.compile(r"</?(br|div)\b[^<>]*>")
_NEW_LINE, _SPACES = re.compile(r"[\t \r\n]*[\r\n][\t \r\n]*"), re.compile(r"[\t ]+")


def in_media_folder(name: str) -> str:
    """The path of a file beside the deck."""
    return f"media/{quote(unescape(name))}"


def from_html(html: str, media: MediaPath = in_media_folder, *, clozes: bool = False) -> str:
    """The Markdown of a text of HTML. With `clozes`, marks of clozes (see `marks`) stay, and no brace means one."""
    text = marks.unmarked(html) if not clozes else html
    if "<" not in text and "[" not in text and "\\(" not in text and "\\[" not in text and not _SPECIAL.search(text):
        return _plain(text, clozes=clozes)
    return Text(media, clozes=clozes).markdown(text)


def _plain(text: str, *, clozes: bool) -> str:
    """Text alone, which is most of it."""
    words = "\n".join(filter(None, (" ".join(line.split()) for line in unescape(text).split("\n"))))
    if clozes or _LINE_START.search(words):
        return Text(in_media_folder, clozes=clozes).markdown(text)
    return words


class Text:
    """One text on its way. What is made before its place is known is held, and put in at the end."""

    def __init__(self, media: MediaPath, *, clozes: bool) -> None:
        self.media, self.clozes = media, clozes
        self.held: list[Callable[[str, str, str], str]] = []
        self.in_cells: set[int] = set()

    def markdown(self, html: str) -> str:
        html = from_tex.replaced(html, self.formula)
        html = clean_html.clean(_SOUND.sub(lambda found: self.played(unescape(found[1])), html).replace("&nbsp;", " "))
        written = self._lines(html) if _TAG_NAMES.issuperset(_TAG.findall(html)) else self._tree(html)
        return marks.settled(marks.lines(written), self._put).strip()

    def _lines(self, html: str) -> str:
        """Text that is divided into lines and no more, as most of it is: the same as the tree would say, in no time."""
        pieces = _LINE_TAG.split(html)
        written = [self.escaped(_spaced(unescape(piece))) for piece in pieces[::2]]
        signs = [marks.BREAK if tag == "br" else marks.LINE for tag in pieces[1::2]]
        return "".join(piece for pair in zip(written, [*signs, ""], strict=True) for piece in pair)

    def _tree(self, html: str) -> str:
        from bs4 import BeautifulSoup

        from flashcards.text.html_tree import Converter

        return str(Converter(self).convert_soup(BeautifulSoup(f"<body>{html}</body>", "html.parser")))

    def hold(self, written: Callable[[str, str, str], str]) -> str:
        """A mark for what is made of the digits before and after it, and of the line before these."""
        self.held.append(written)
        return f"{marks.HOLD}{len(self.held) - 1}{marks.HELD}"

    def formula(self, tex: str, display: bool) -> str:
        sign, number = "$$" if display else "$", len(self.held)

        def written(before: str, after: str, _: str) -> str:
            """A digit beside a dollar would make it a price, so it joins the formula."""
            shown = _BARS.sub(_bar, tex) if number in self.in_cells else tex
            return f"{sign}{before}{shown}{after}{sign}" if tex else before + after

        return self.hold(written)

    def in_cell(self, text: str) -> None:
        """The formulas of this text stand in a table, where a bar would end the cell."""
        self.in_cells.update(int(number) for number in _HELD.findall(text))

    def played(self, name: str) -> str:
        path = self.media(name)
        return self.literal(f"![]({path})" if path else "")

    def literal(self, markdown: str) -> str:
        return self.hold(lambda before, after, _: f"{before}{markdown}{after}")

    def _put(self, found: re.Match[str]) -> str:
        start = found.string.rfind("\n", 0, found.start()) + 1
        return self.held[int(found[2])](found[1], found[3], found.string[start : found.start()])

    def escaped(self, text: str) -> str:
        """Text that means nothing but itself."""
        text = (_IN_CLOZES if self.clozes else _SPECIAL).sub(_escape, text)
        return _LINE_START.sub(lambda found: f"{found[1] or found[2] or ''}{marks.START}", text)


def _spaced(text: str) -> str:
    """Text with the white space that HTML shows."""
    return _SPACES.sub(" ", _NEW_LINE.sub("\n", text))


def _bar(found: re.Match[str]) -> str:
    return r"\vert " if found[0] == "|" else r"\Vert "


def _escape(found: re.Match[str]) -> str:
    sign, text = found[0], found.string
    before, after = text[max(0, found.start() - 1) : found.start()], text[found.end() : found.end() + 1]
    if sign == "$":
        return marks.DOLLAR
    if sign in "*_" and before.isspace() and after.isspace():
        return sign
    if sign == "_" and before.isalnum() and after.isalnum():
        return sign
    return f"\\{sign}"
