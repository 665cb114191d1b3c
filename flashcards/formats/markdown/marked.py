"""Marks in other people's Markdown to ours: clozes, links of wikis, HTML. Code and formulas are left alone."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import quote

from flashcards.text import media

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HIGHLIGHT = re.compile(r"(?<![=\\])==(?=[^\s=])((?:[^=\n]|=(?!=))*[^\s=])==(?!=)")
_DELETION = re.compile(r"(?<![!\\\]])\[([^\[\]\n]+)\](?![\[(:])")
_NUMBERED = re.compile(r"\{\{c\d+::")
_EMBED = re.compile(r"!\[\[([^\[\]|#\n]+)(?:#[^\[\]|\n]*)?(?:\|([^\[\]\n]*))?\]\]")
_LINK = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")
_NAME = re.compile(r"[^;,\s][^;,]*")
_JOINTS = frozenset({"and", "&", "or", "-"})
_BLOCK = re.compile(
    r"\s*<(?:div|p|table|ul|ol|dl|h[1-6]|pre|blockquote|details|center|section|figure)\b[^<>]*>", re.IGNORECASE
)
_INLINE = re.compile(
    r"<(b|i|em|strong|s|del|sub|sup|code|kbd|mark|span|font|u|a|small|big)\b[^<>]*>[^<>]*</\1\s*>|<img\b[^<>]*>",
    re.IGNORECASE,
)
_CALLOUT = re.compile(
    r"^(?P<bar>[ \t]*>[> \t]*)\[!(?P<kind>[\w-]+)\][+-]?[ \t]*(?P<title>.*)(?=(?P<more>\n[ \t]*>)?)", re.MULTILINE
)
_BREAK = re.compile(r"<br\s*/?>[ \t]*\n?", re.IGNORECASE)


def has_cloze(text: str) -> bool:
    """Whether a paragraph hides something: `==…==` or `{{c1::…}}`, outside of code and formulas."""
    if "==" not in text and "{{c" not in text:
        return False
    return any(_HIGHLIGHT.search(prose) or _NUMBERED.search(prose) for prose, is_prose in _pieces(text) if is_prose)


def is_numbered(text: str) -> bool:
    """Whether gaps are numbered, as by someone who wrote one text with several."""
    return _NUMBERED.search(text) is not None


def shown(text: str) -> str:
    """`==word==` as the word."""
    return _in_prose(text, lambda prose: _HIGHLIGHT.sub(r"\1", prose)) if "==" in text else text


def highlights(text: str) -> str:
    """`==word==` as a cloze."""
    return _in_prose(text, lambda prose: _HIGHLIGHT.sub(r"{{\1}}", prose)) if "==" in text else text


def deletions(text: str) -> str:
    """`[word]` as a cloze; links and pictures stay."""
    return _in_prose(text, lambda prose: _DELETION.sub(r"{{\1}}", prose))


def ours(text: str) -> str:
    """A text without links of wikis, callouts and HTML: what they show, as Markdown."""
    if "[!" in text:
        text = _called_out(text)
    if "[[" in text:
        text = _in_prose(text, lambda prose: _LINK.sub(_shown, _EMBED.sub(_embedded, prose)))
    if "<" not in text:
        return text
    if _BLOCK.match(text):
        from flashcards.text.from_html import from_html

        return from_html(text, _as_it_is)
    return _in_prose(text, lambda prose: _INLINE.sub(_converted, _BREAK.sub("\\\n", prose)))


def titles(text: str) -> list[tuple[str, int]]:
    """The titles in a list of links of wikis, or of names with commas between, and where each begins."""
    links = [(_target(link[1]), link.start()) for link in _LINK.finditer(text)]
    rest = _LINK.sub(lambda link: "," * len(link[0]), text)
    others = [(name[0].strip(" ."), name.start()) for name in _NAME.finditer(rest)]
    found = [(name, at) for name, at in (*links, *others) if name and name.casefold() not in _JOINTS]
    return sorted(found, key=lambda pair: pair[1])


def _target(link: str) -> str:
    note, _, heading = link.partition("#")
    return (heading.rpartition("#")[2] or note.rpartition("/")[2].removesuffix(".md")).strip()


def _in_prose(text: str, change: Callable[[str], str]) -> str:
    return "".join(change(piece) if is_prose else piece for piece, is_prose in _pieces(text))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces, and whether each is neither code nor a formula."""
    from flashcards.text.formulas import regions

    done = 0
    for region in regions(text):
        yield text[done : region.start], True
        yield text[region.start : region.end], False
        done = region.end
    yield text[done:], True


def _called_out(text: str) -> str:
    """Callouts of Obsidian as quotes that begin with their titles; one without a title is called like its kind."""
    from flashcards.text.formulas import regions

    code = [(region.start, region.end) for region in regions(text) if region.kind == "fence"]

    def titled(found: re.Match[str]) -> str:
        if any(start <= found.start() < end for start, end in code):
            return found[0]
        title = found["title"].strip() or found["kind"].capitalize()
        title = title if "*" in title else f"**{title}**"
        return f"{found['bar']}{title}" + (f"\n{found['bar'].rstrip()}" if found["more"] else "")

    return _CALLOUT.sub(titled, text)


def _shown(link: re.Match[str]) -> str:
    return link[2] or link[1].replace("#", " > ").strip()


def _embedded(link: re.Match[str]) -> str:
    """A picture or sound by its path; of anything else the name."""
    name = link[1].strip()
    if not name.lower().endswith((*media.PICTURES, *media.SOUNDS)):
        return link[2] or name
    label = "" if not link[2] or link[2].replace("x", "").isdigit() else link[2]
    return f"![{label}]({name.replace(' ', '%20')})"


def _converted(found: re.Match[str]) -> str:
    from flashcards.text.from_html import from_html

    return from_html(found[0], _as_it_is)


def _as_it_is(path: str) -> str:
    """A picture's path, as Markdown writes it."""
    return re.sub(r"[\s()<>]", lambda found: quote(found[0]), unescape(path))
