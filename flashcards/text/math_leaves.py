"""The MathML elements without children to pieces of a formula's row: names, numbers, operators, spaces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flashcards.text import symbols
from flashcards.text.math_rows import Class, Item, Unsure

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_INVISIBLE = re.compile("[\u2061-\u2064\ufe00\u200b]")


def is_tall_bar(element: Element) -> bool:
    """A bar of `\\left` or `\\right`, which math-core leaves to stretch and to space itself."""
    return element.tag == "mo" and visible(element) in symbols.BARS and not {"lspace", "form"} & set(element.attrib)


def visible(element: Element) -> str:
    return _INVISIBLE.sub("", element.text or "")


def word(element: Element) -> list[Item]:
    text = visible(element).replace("\u00a0", " ")
    if not text:
        return []
    if not text.strip():
        return [Item(" ", "space")]
    if element.tag == "mi" and text == ":":
        return [Item(":", "comma")]
    if text in symbols.LIMITS and element.tag == "mi":
        return [Item(text, "large")]
    if element.tag == "mi" and text in symbols.PREFIXES:
        return [Item(text, "prefix", single=True)]
    return [Item(text, "ordinary", single=element.tag != "mtext" or text.isalnum())]


_KINDS: tuple[tuple[frozenset[str], Class], ...] = (
    (symbols.BINARY, "binary"),
    (symbols.RELATIONS, "relation"),
    (symbols.OPENING, "open"),
    (symbols.CLOSING, "close"),
    (symbols.BARS, "bar"),
    (symbols.LARGE, "large"),
    (symbols.PREFIXES, "prefix"),
    (symbols.POSTFIXES, "postfix"),
    (symbols.DOTS, "dots"),
    (frozenset(",;"), "comma"),
    (frozenset("/"), "slash"),
    (symbols.ORDINARY | {"."}, "ordinary"),
)


def operator(element: Element) -> list[Item]:
    text = visible(element)
    if not text:
        return []
    if len(text) > 1 and text.replace(" ", "").isalpha():
        return [Item(text, "large" if text in symbols.LIMITS else "function")]
    if text in symbols.BARS and element.get("form"):
        return [Item(text, "open" if element.get("form") == "prefix" else "close")]
    if text == "," and element.get("rspace") == "0":
        return [Item(text, "ordinary")]
    for characters, kind in _KINDS:
        if text in characters:
            return [Item(symbols.PLAINER.get(text, text), kind, single=kind in ("ordinary", "prefix", "dots"))]
    raise Unsure(f"operator {text}")


def space(element: Element) -> list[Item]:
    width = element.get("width", "0")
    return [Item(" ", "space")] if width.endswith("em") and float(width[:-2]) > 0.1 else []
