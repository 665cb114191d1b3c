"""HTML as people and programs write it, to HTML that is closed, shallow, and of a few known elements.

It reads each character once, whatever the text: what follows is given nothing that could make it slow or too deep.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

DEEPEST = 40
LARGEST = 1_000_000
"""A longer text keeps its words alone."""

_TAG = re.compile(r"<(/?)([A-Za-z][^\s/<>]*)((?>\"[^\"]*\"|'[^']*'|[^<>\"'])*+|[^<>]*+)>")
_ATTRIBUTE = re.compile(r"([A-Za-z][\w-]*+)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]++))")


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DROPPED = _names(
    "script style iframe object embed applet head title template noscript form input button select textarea canvas svg"
    " math map frameset noframes rp"
)
"""Elements that vanish with all that is in them."""
_EMPTY = _names("br hr img input embed source wbr col area base link meta param track frame")
_KNOWN = _names(
    "a b strong i em cite dfn var s del strike code kbd samp tt pre sub sup q p div br hr img audio video source ul ol"
    " li table thead tbody tfoot tr td th caption h1 h2 h3 h4 h5 h6 blockquote dl dt dd ruby rt section article center"
    " figure figcaption header footer main address details summary fieldset legend"
)
_SAME = {
    "tt": "code",
    "cite": "em",
    "dfn": "em",
    "var": "em",
    "strike": "del",
    "center": "div",
    "main": "div",
} | dict.fromkeys(
    _names("section article figure figcaption header footer address details summary fieldset legend caption"), "div"
)
_BLOCKS = _names("p div ul ol table blockquote pre hr h1 h2 h3 h4 h5 h6 dl li")
_BREAKING = (_BLOCKS | _names("tr dt dd")) - {"ul", "ol", "table", "dl"}
_STRUCTURE = _BLOCKS | _names("tr td th thead tbody tfoot dt dd")
_CELLS = frozenset(["td", "th"])
_PARTS = _names("tr td th thead tbody tfoot")
_NOT_IN_CELLS = _names("table blockquote hr h1 h2 h3 h4 h5 h6")
_INLINE_ONLY = _names("pre code kbd samp h1 h2 h3 h4 h5 h6")
"""What a block cannot stand in; there it only breaks the line."""
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(["li"]), frozenset(["ul", "ol"])),
    "dt": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "dd": (frozenset(["dt", "dd"]), frozenset(["dl"])),
    "tr": (frozenset(["tr", "td", "th"]), frozenset(["table"])),
    "td": (frozenset(["td", "th"]), frozenset(["table", "tr"])),
    "th": (frozenset(["td", "th"]), frozenset(["table", "tr"])),
    "tbody": (frozenset(["thead", "tbody", "tfoot"]), frozenset(["table"])),
    "a": (frozenset(["a"]), frozenset(["td", "th", "li"])),
}
"""What an element ends that was left open, and how far up that reaches."""
_CARRIED = frozenset(["src", "alt", "title", "href", "start", "class", "colspan", "align", "style"])


def clean(html: str) -> str:
    """The same text in sound HTML."""
    if len(html) > LARGEST:
        return escape(unescape(words(html)), quote=False)
    return "".join(_Cleaner().pieces(html))


def words(html: str) -> str:
    """The text without its tags, entities as they are."""
    return re.sub(r"<[^<>]*>", " ", html)


class _Cleaner:
    """Knows what is open. `skipped` counts those that were too deep to be opened, by name."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.skipped: dict[str, int] = {}

    def pieces(self, html: str) -> Iterator[str]:
        at = 0
        while (start := html.find("<", at)) != -1:
            yield _text(html[at:start])
            found = _TAG.match(html, start)
            if found:
                name = found[2].lower()
                name, at = _SAME.get(name, name), found.end()
                if name in _DROPPED and not found[1] and name not in _EMPTY and not found[3].endswith("/"):
                    at = _after(html, at, name)
                elif found[1]:
                    yield from self._close(name)
                elif name in _KNOWN:
                    yield from self._begin(name, found[3])
            elif html.startswith("<!--", start):
                end = html.find("-->", start + 4)
                at = len(html) if end == -1 else end + 3
            elif html.startswith(("<!", "<?"), start):
                end = html.find(">", start)
                at = len(html) if end == -1 else end + 1
            else:
                yield "&lt;"
                at = start + 1
        yield _text(html[at:])
        yield from (f"</{name}>" for name in reversed(self.open))

    def _begin(self, name: str, attributes: str) -> Iterator[str]:
        if self._is_out_of_place(name):
            if name in _BREAKING:
                yield "<br>"
            if name not in _EMPTY:
                self.skipped[name] = self.skipped.get(name, 0) + 1
            return
        if name in _EMPTY:
            yield f"<{name}{_carried(attributes)}>"
            return
        ends, reach = _ENDS.get(name, (frozenset(), frozenset()))
        if name in _BLOCKS and "p" in self.open:
            ends, reach = ends | {"p"}, reach | {"li", "td", "th", "blockquote", "div", "dd"}
        if ends:
            yield from self._end(ends, reach)
        if len(self.open) >= DEEPEST:
            self.skipped[name] = self.skipped.get(name, 0) + 1
            return
        self.open.append(name)
        yield f"<{name}{_carried(attributes)}>"

    def _is_out_of_place(self, name: str) -> bool:
        """Whether a block stands where Markdown can have none."""
        if name not in _STRUCTURE:
            return False
        if self.skipped.get("table") and name in _PARTS:
            return True
        return not _INLINE_ONLY.isdisjoint(self.open) or (name in _NOT_IN_CELLS and not _CELLS.isdisjoint(self.open))

    def _end(self, ends: frozenset[str], reach: frozenset[str]) -> Iterator[str]:
        """Close what the new element ends, from the outermost such on."""
        outermost = -1
        for place in range(len(self.open) - 1, -1, -1):
            if self.open[place] in reach:
                break
            if self.open[place] in ends:
                outermost = place
        while outermost != -1 and len(self.open) > outermost:
            yield f"</{self.open.pop()}>"

    def _close(self, name: str) -> Iterator[str]:
        if name == "br" or (name == "p" and "p" not in self.open):
            yield "<br>"
        elif self.skipped.get(name):
            self.skipped[name] -= 1
        elif name in self.open:
            while (last := self.open.pop()) != name:
                yield f"</{last}>"
            yield f"</{name}>"


def _after(html: str, at: int, name: str) -> int:
    """Where an element ends that is left out; the end of the text if it does not."""
    found = re.compile(rf"</{name}[^<>]*>", re.IGNORECASE).search(html, at)
    return found.end() if found else len(html)


def _carried(attributes: str) -> str:
    found = {
        name: unescape(double or single or bare)
        for name, double, single, bare in _ATTRIBUTE.findall(attributes)
        if name in _CARRIED
    }
    return "".join(f' {name}="{escape(value)}"' for name, value in found.items())


def _text(text: str) -> str:
    return text.replace(">", "&gt;") if ">" in text else text
