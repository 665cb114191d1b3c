"""A LaTeX formula to one line of Unicode for a terminal, or to nothing where the line could be read another way.

The rule of precedence: written close together binds tighter than `/`, and `/` tighter than operators with spaces.
A fraction or root that would read differently beside its neighbours gets parentheses.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from flashcards.text import symbols
from flashcards.text.formulas import typeset
from flashcards.text.math_leaves import is_tall_bar, operator, space, visible, word
from flashcards.text.math_rows import (
    BOX_CLOSE,
    BOX_OPEN,
    Item,
    Unsure,
    fused,
    is_atom,
    is_derivative,
    is_product,
    join,
    matching,
    trimmed,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from xml.etree.ElementTree import Element

_ENTITY = re.compile(r"&(?!amp;|lt;|gt;|quot;|#)(\w+);")
_SINGLE_SCRIPT = re.compile(r"([_^])\(([^\W_]|[∞∅])\)(?![\w(\[_⁰-₟ᴬ-ᵪᶜᶠᶻᶿⱽⱼ²³¹√∛∜|‖{⟨\u0300-\u036f\u20d7\ue000])")
_FUNCTION_LETTERS = frozenset("PpQqfghF𝔼ℙ")


def line(tex: str) -> str | None:
    """The formula in one line; None where only the TeX is sure. A `\\boxed{}` stands as `[…]` in U+E000 and U+E001."""
    from xml.etree.ElementTree import ParseError

    try:
        return _line(tex)
    except (ValueError, Unsure, ParseError, RecursionError):
        return None


@lru_cache(maxsize=512)
def _line(tex: str) -> str:
    from xml.etree.ElementTree import fromstring

    if re.search(r"(?<!\\)(\\\\)*%", tex):
        raise Unsure("a comment")
    math = typeset(tex)
    if "\\\\" in tex and "<mtable" not in math:
        raise Unsure("lines outside a table")
    root = fromstring(_without_entities(math))  # noqa: S314 - math-core's own output
    table = root[0] if len(root) == 1 and root[0].tag == "mtable" else None
    text = _lines_of_equations(table) if table is not None else join(_row(root))
    if not text:
        raise Unsure("an empty formula")
    return _SINGLE_SCRIPT.sub(r"\1\2", text)


def _without_entities(math: str) -> str:
    return _ENTITY.sub(lambda found: _ENTITIES.get(found[1]) or _character(found[1]), math)


_ENTITIES = {"ApplyFunction": "\u2061"}


def _character(name: str) -> str:
    from html.entities import html5

    return html5[f"{name};"]


def _row(parent: Iterable[Element]) -> list[Item]:
    items: list[Item] = []
    for child in parent:
        if child.tag == "mo" and child.text == "\u2061":
            items = _applied(items)
        else:
            items += _items(child)
    return fused(items)


def _applied(items: list[Item]) -> list[Item]:
    *before, last = items
    return [*before, last if last.kind == "large" else last._replace(kind="function")]


def _items(element: Element) -> list[Item]:
    match element.tag:
        case "mrow" | "mstyle":
            return _group(element)
        case "mpadded" if element.get("style", "").startswith("padding-") and len(element.attrib) == 1:
            return _group(element)
        case "mi" | "mn" | "mtext":
            return word(element)
        case "mo":
            return operator(element)
        case "mspace":
            return space(element)
        case "msup" | "msub" | "msubsup":
            return _scripted(element)
        case "mfrac":
            return [_fraction(element)]
        case "msqrt" | "mroot":
            return [_root(element)]
        case "mover" | "munder" | "munderover":
            return _over_or_under(element)
        case "menclose" if element.get("notation") == "box":
            inner = join(_row(element))
            return [Item(f"{BOX_OPEN}[{inner}]{BOX_CLOSE}", "ordinary", single=True)]
    raise Unsure(element.tag)


def _group(element: Element) -> list[Item]:
    children = list(element)
    if len(children) == 3 and children[1].tag == "mtable":
        return [_bracketed_table(*children)]
    if len(children) == 3 and children[1].tag == "mfrac" and children[1].get("linethickness") == "0":
        above, below = (join(_row([part])) for part in children[1])
        return [Item(f"({above} choose {below})", "ordinary")]
    if children and any(part.tag == "mo" and not visible(part) and part.text != "\u2061" for part in children):
        raise Unsure("a bracket without its partner")
    if len(children) > 2 and is_tall_bar(children[0]) and is_tall_bar(children[-1]):
        left, right = (Item(visible(bar), "bar") for bar in (children[0], children[-1]))
        return [left._replace(kind="open"), *_row(children[1:-1]), right._replace(kind="close")]
    return _row(children)


def _scripted(element: Element) -> list[Item]:
    base, *scripts = element
    below = scripts[0] if element.tag != "msup" else None
    above = scripts[-1] if element.tag != "msub" else None
    return _with_scripts(_row([base]), below, above)


def _with_scripts(base: list[Item], below: Element | None, above: Element | None) -> list[Item]:
    text = _scripts(below, above)
    if not text:
        return base
    if base and all(item.kind == "space" for item in base):
        return [*base, Item(text, "script")]
    if not base:
        return [Item(text, "script")]
    *before, last = base
    bracketed = last.kind == "close" and before and before[0].kind == "open" and matching(base) == 0
    alone = not before and last.kind in ("large", "function", "close", "prefix", "bar", "binary", "relation")
    if bracketed or alone:
        return [*before, last._replace(text=last.text + text, single=False)]
    if not before and last.single:
        return [Item(last.text + text, last.kind)]
    return [Item(f"({join(base)}){text}", "ordinary")]


def _scripts(below: Element | None, above: Element | None) -> str:
    under = join(_row([below]), script=True) if below is not None else ""
    over = join(_row([above]), script=True) if above is not None else ""
    small_under, small_over = _small(under, symbols.SUBSCRIPTS), _small(over, symbols.SUPERSCRIPTS)
    primes = bool(over) and all(letter in "′″‴" for letter in over)
    if small_under is not None and small_over is not None:
        return small_over + small_under if primes else small_under + small_over
    if primes:
        return f"{over}_({under})"
    if over in symbols.BARE_EXPONENTS:
        return (small_under if small_under is not None else f"_({under})") + f"^{over}"
    return (f"_({under})" if under else "") + (f"^({over})" if over else "")


def _small(text: str, letters: dict[str, str]) -> str | None:
    """The text in raised or lowered letters, if there is one for each."""
    small = [letters.get(letter) for letter in text]
    return None if None in small else "".join(letter for letter in small if letter)


def _over_or_under(element: Element) -> list[Item]:
    base, *marks = element
    if element.get("accent") or element.get("accentunder"):
        return [_accented(base, visible(marks[0]), under=element.tag == "munder")]
    items = _row([base])
    if len(items) > 1 and all(item.kind in ("large", "function") for item in items):
        items = [Item(join(items), "large")]
    if len(items) != 1 or items[0].kind not in ("large", "function"):
        raise Unsure("something above or below")
    below = marks[0] if element.tag != "mover" else None
    above = marks[-1] if element.tag != "munder" else None
    return [item._replace(kind="large") for item in _with_scripts(items, below, above)]


def _accented(base: Element, mark: str, *, under: bool) -> Item:
    items = _row([base])
    accent = "\u0332" if under and mark in ("\u0332", "_", "̲") else "" if under else symbols.ACCENTS.get(mark, "")
    plain = all(item.single and item.kind == "ordinary" and item.text.isalnum() for item in items)
    text = "".join(item.text for item in items)
    if not accent or not plain or not text or (len(text) > 1 and not (under or accent in symbols.LINE_ACCENTS)):
        raise Unsure("an accent")
    accented = unicodedata.normalize("NFC", "".join(letter + accent for letter in text))
    return Item(accented, "ordinary", single=len(text) == 1)


def _fraction(element: Element) -> Item:
    if element.get("linethickness") == "0":
        raise Unsure("a fraction without a line")
    above, below = (trimmed(_row([part])) for part in element)
    if not above or not below:
        raise Unsure("an empty fraction")
    if is_derivative(above) and is_derivative(below):
        return Item(f"{join(above)}/{join(below)}", "fraction")
    over = join(above) if is_product(above) else f"({join(above)})"
    under = join(below) if is_atom(below) else f"({join(below)})"
    return Item(f"{over}/{under}", "fraction")


def _root(element: Element) -> Item:
    parts = [[part] for part in element] if element.tag == "mroot" else [list(element)]
    items, *index = (trimmed(_row(part)) for part in parts)
    if not items:
        raise Unsure("an empty root")
    sign = _root_sign(join(index[0], script=True)) if index else "√"
    under = join(items)
    symbol = len(items) == 1 and items[0].single and items[0].kind == "ordinary"
    bare = symbol and (len(under) == 1 or under.isdecimal())
    return Item(f"{sign}{under}" if bare else f"{sign}({under})", "root")


def _root_sign(index: str) -> str:
    if index in ("3", "4"):
        return {"3": "∛", "4": "∜"}[index]
    small = _small(index, symbols.SUPERSCRIPTS)
    if small is None:
        raise Unsure("the index of a root")
    return f"{small}√"


def _bracketed_table(left: Element, table: Element, right: Element) -> Item:
    rows = _cells(table)
    if visible(left) == "{" and not visible(right):
        aligned = table.get("displaystyle") == "true"
        cases = [_statement([item for cell in row for item in cell]) if aligned else _case(row) for row in rows]
        return Item("{" + "; ".join(cases) + "}", "ordinary")
    if not visible(left) or not visible(right):
        raise Unsure("a bracket without its partner")
    texts = [[join(cell) for cell in row] for row in rows]
    if any(not text or "," in text or ";" in text for row in texts for text in row):
        raise Unsure("cells that a line would mix up")
    apart = ", " if any(" " in text for row in texts for text in row) else " "
    return Item(f"{visible(left)}{'; '.join(apart.join(row) for row in texts)}{visible(right)}", "ordinary")


def _cells(table: Element) -> list[list[list[Item]]]:
    return [[trimmed(_row(cell)) for cell in row] for row in table]


def _case(cells: list[list[Item]]) -> str:
    value, *rest = ("".join(join(cell)).strip().rstrip(",;.").strip() for cell in cells)
    if not value or len(rest) > 1:
        raise Unsure("cases")
    if not rest or not rest[0]:
        return value
    worded = re.match(r"(if|for|when|otherwise|else|where|unless)\b", rest[0])
    return f"{value} {rest[0]}" if worded else f"{value} if {rest[0]}"


def _lines_of_equations(table: Element) -> str:
    """Aligned equations: a line that begins with its relation goes on, any other is a new statement."""
    if table.get("displaystyle") != "true":
        raise Unsure("a table without brackets")
    text = ""
    for row in table:
        items = [item for cell in row if "50%" not in cell.get("style", "") for item in trimmed(_row(cell))]
        if not items:
            raise Unsure("an empty line")
        goes_on = bool(text) and items[0].kind in ("relation", "binary")
        text += (" " if goes_on else "; " if text else "") + _statement(items)
    return text


def _statement(items: list[Item]) -> str:
    """One line of an alignment, whose first operator has its left side on the line before."""
    if items[0].kind == "binary":
        return f"{items[0].text} {join(items[1:])}"
    return join(items)
