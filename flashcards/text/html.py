"""One card text, from Markdown to HTML: for the web, and with another `Dialect` for programs that show HTML.

No HTML of the author's passes, and what cannot stand in HTML (control characters, halves of surrogate pairs) is mended.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from flashcards.text.media import decoded, is_sound, name
from flashcards.text.pieces import Piece, join, leaves, without_marks
from flashcards.text.terminal import MARKUP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it.token import Token

_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_NAME = re.compile(r"[\w+#.-]+")  # of a language that says it to whoever reads the HTML again
_ALIGNED = re.compile(r"text-align:(left|center|right)")
_PARAGRAPH = Piece("open", "<p>")


def escape(text: str) -> str:
    """Text for HTML, also inside quoted attributes."""
    if not text.isprintable():
        text = _UNFIT.sub("\ufffd", text.replace("\r", ""))
    if "&" in text or "<" in text or ">" in text or '"' in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return text


def formula(tex: str, display: bool) -> str:
    """A formula as MathML; one that cannot be typeset stands as it was written."""
    from flashcards.text.formulas import typeset

    try:
        return typeset(tex, display=display)
    except ValueError:
        return f'<code class="tex">{escape(tex)}</code>'


def media(path: str, alternative: str, title: str) -> str:
    """A picture, or a sound to be played."""
    if is_sound(path):
        return f'<audio controls src="{escape(path)}" title="{escape(name(decoded(path)))}"></audio>'
    told = f' title="{escape(title)}"' if title else ""
    return f'<img src="{escape(path)}" alt="{escape(alternative)}"{told}>'


def cloze(_: int, html: str) -> str:
    """The words of a cloze, hidden or shown."""
    return f'<span class="cloze">{html}</span>'


def address(href: str) -> str:
    """Where a link may lead; empty for nowhere. The parser has refused scripts before."""
    return href


class Dialect(NamedTuple):
    """What HTML alone does not settle. `media` gets path, alternative and title, `cloze` the number of a mark."""

    escape: Callable[[str], str] = escape
    formula: Callable[[str, bool], str] = formula
    media: Callable[[str, str, str], str] = media
    cloze: Callable[[int, str], str] = cloze
    address: Callable[[str], str] = address


WEB = Dialect()


def html(markdown: str, dialect: Dialect = WEB) -> str:
    """The HTML of a text; a single paragraph stands without its tags."""
    if not MARKUP.search(markdown):
        return _without_markup(markdown, dialect)
    from flashcards.text.markdown import tokens

    pieces = list(_Writer(dialect).blocks(tokens(markdown)))
    if pieces.count(_PARAGRAPH) == 1 and pieces[0] == _PARAGRAPH and pieces[-1].html == "</p>":
        pieces = pieces[1:-1]
    return join(pieces, dialect.cloze)


def _without_markup(text: str, dialect: Dialect) -> str:
    parts = (part for part in re.split(r"\n[ \t]*\n", text) if part.strip())
    paragraphs = ["\n".join(row.strip(" \t") for row in part.strip("\n").split("\n")) for part in parts]
    pieces: list[Piece] = []
    for paragraph in paragraphs:
        pieces += [_PARAGRAPH, *leaves(paragraph, dialect.escape), Piece("close", "</p>")]
    return join(pieces[1:-1] if len(paragraphs) == 1 else pieces, dialect.cloze)


class _Writer:
    """Writes tokens as pieces. `links` tells of each open link whether it leads anywhere."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.links: list[bool] = []

    def blocks(self, tokens: Sequence[Token]) -> Iterator[Piece]:
        for at, token in enumerate(tokens):
            match token.type:
                case "inline":
                    yield from self._inline(token.children or [])
                    if _before_list(tokens, at):
                        yield Piece("leaf", "\n")
                case "fence" | "code_block":
                    yield from self._code(token)
                case "display":
                    yield Piece("leaf", self.dialect.formula(token.content, True))
                case "hr":
                    yield Piece("leaf", "<hr>")
                case _ if not token.hidden:
                    yield _tag(token)

    def _inline(self, children: Sequence[Token]) -> Iterator[Piece]:
        for token in children:
            match token.type:
                case "text":
                    yield from leaves(token.content, self.dialect.escape)
                case "softbreak":
                    yield Piece("leaf", "\n")
                case "hardbreak":
                    yield Piece("leaf", "<br>")
                case "code_inline":
                    yield from leaves(token.content, self.dialect.escape, ("<code>", "</code>"))
                case "formula" | "display":
                    yield Piece("leaf", self.dialect.formula(token.content, token.type == "display"))
                case "image":
                    yield Piece("leaf", self._media(token))
                case "link_open" | "link_close":
                    yield from self._link(token)
                case _:
                    yield _tag(token)

    def _media(self, token: Token) -> str:
        attrs = {key: without_marks(str(value)) for key, value in token.attrs.items()}
        return self.dialect.media(attrs.get("src", ""), without_marks(token.content), attrs.get("title", ""))

    def _link(self, token: Token) -> Iterator[Piece]:
        if token.type == "link_close":
            if self.links.pop():
                yield Piece("close", "</a>")
            return
        target = self.dialect.address(without_marks(str(token.attrs.get("href", ""))))
        self.links.append(bool(target))
        if target:
            yield Piece("open", f'<a href="{self.dialect.escape(target)}">')

    def _code(self, token: Token) -> Iterator[Piece]:
        from flashcards.text.code_html import coloured

        language = token.info.split()[0] if token.info.strip() else ""
        yield Piece("open", "<pre>")
        yield Piece("open", f'<code class="language-{language}">' if _NAME.fullmatch(language) else "<code>")
        yield from coloured(token.content, language, self.dialect.escape)
        yield Piece("close", "</code>")
        yield Piece("close", "</pre>")


def _tag(token: Token) -> Piece:
    if token.nesting < 0:
        return Piece("close", f"</{token.tag}>")
    attributes = "".join(
        f' class="{found[1]}"' if (found := _ALIGNED.fullmatch(str(value))) else f' {key}="{escape(str(value))}"'
        for key, value in token.attrs.items()
        if key in ("start", "style")
    )
    return Piece("open", f"<{token.tag}{attributes}>")


def _before_list(tokens: Sequence[Token], at: int) -> bool:
    """Whether a paragraph without tags of its own has another block after it, from which a space must part it."""
    after = tokens[at + 2] if at + 2 < len(tokens) else None
    return bool(tokens[at - 1].hidden and after and after.nesting >= 0)
