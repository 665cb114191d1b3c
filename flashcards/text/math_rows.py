"""The pieces of a formula, side by side, to a line: spaces, signs, and parentheses where neighbours would mix.

The rule of precedence: what stands close together binds tighter than `/`, and `/` tighter than operators with spaces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Class = Literal[
    "ordinary", "large", "function", "binary", "relation", "open", "close", "bar", "comma", "dots", "prefix", "postfix",
    "sign", "slash", "space", "fraction", "root", "script",
]  # fmt: skip
OPERANDS = frozenset[Class](["ordinary", "close", "bar", "postfix", "fraction", "root", "dots"])
STARTS = frozenset[Class](
    ["ordinary", "open", "bar", "fraction", "root", "function", "large", "prefix", "dots", "script"]
)

_FUNCTION_LETTERS = frozenset("Ppf𝔼ℙ")
_GROUPED = re.compile(r"[1-9]\d{0,2}(,\d{3})*")
_THOUSANDS = re.compile(r"\d{3}")
_BARE_ROOT = re.compile(r"([√∛∜])([^(].*)$")
BOX_OPEN, BOX_CLOSE = "\ue000", "\ue001"


class Unsure(Exception):
    """There is no line that surely says what the formula says."""


class Item(NamedTuple):
    """One piece of a row: its text and what it is to its neighbours. `single` means one symbol without scripts."""

    text: str
    kind: Class
    single: bool = False


def join(items: Sequence[Item], *, script: bool = False) -> str:
    """The row as a line. In a script operators stand close, unless a name's reach depends on the spaces."""
    close = script and not any(item.kind in ("function", "large") for item in items)
    _refuse_bars_in_bars(items)
    settled = [_settled(items, at) for at in range(len(items))]
    text = ""
    for at, item in enumerate(settled):
        text += (_gap(settled[at - 1], item, close=close) if at else "") + _safe(settled, at)
    return re.sub(r" {2,}", " ", text).strip()


def _refuse_bars_in_bars(items: Sequence[Item]) -> None:
    """`|a|b|c|` can be read in two ways; `||x| − |y||` in one."""
    opened: list[str] = []
    for at, item in enumerate(items):
        outer = opened[-1] if opened else ""
        if item.kind == "open":
            opened.append(item.text[0])
        elif item.kind == "close" and opened:
            opened.pop()
            outer = opened[-1] if opened else ""
        if outer not in ("|", "‖") or outer not in item.text:
            continue
        left, right = _near(items, at, -1), _near(items, at, 1)
        joined = (item.kind == "open" and left and left.kind in OPERANDS) or (
            item.kind == "close" and right and right.kind in STARTS
        )
        if joined or item.kind not in ("open", "close"):
            raise Unsure("bars inside bars")


def _settled(items: Sequence[Item], at: int) -> Item:
    """A binary operator without an operand on either side is a sign."""
    item, left, right = items[at], _near(items, at, -1), _near(items, at, 1)
    if item.kind == "script" and left and left.kind in OPERANDS and (items[at - 1] is left or item.text != "°"):
        raise Unsure("a script without a base")
    if item.kind != "binary":
        return item
    operand = left and (left.kind in OPERANDS - {"bar"} or left.text[0] == "∇")
    infix = operand and right and right.kind not in ("relation", "close", "comma")
    return item if infix else item._replace(kind="sign")


def _near(items: Sequence[Item], at: int, step: int) -> Item | None:
    at += step
    while 0 <= at < len(items):
        if items[at].kind != "space":
            return items[at]
        at += step
    return None


def _gap(before: Item, item: Item, *, close: bool) -> str:
    if "space" in (before.kind, item.kind):
        return ""
    if before.kind in ("function", "large"):
        called = item.kind in ("open", "bar") and before.text[0].isalpha()
        called = called or (item.kind == "fraction" and before.kind == "function")
        return "" if called or item.kind in ("close", "comma", "binary", "relation", "slash", "postfix") else " "
    if item.kind in ("function", "large"):
        return " " if before.kind in (OPERANDS - {"bar"}) | {"binary", "relation", "comma"} else ""
    if close:
        return ""
    if {"binary", "relation"} & {before.kind, item.kind}:
        return " "
    if before.kind == "comma":
        return "" if item.kind == "close" else " "
    if before.kind == "prefix" and before.text.endswith(")"):
        return " "
    apart = "dots" in (before.kind, item.kind) and before.kind in OPERANDS and item.kind in STARTS - {"open"}
    return " " if apart else ""


def _safe(items: Sequence[Item], at: int) -> str:
    """The item's text, in parentheses where its neighbours would take a piece of it."""
    item, left, right = items[at], _near(items, at, -1), _near(items, at, 1)
    before, after = left.kind if left else None, right.kind if right else None
    match item.kind:
        case "space":
            return " " if left and right and before not in ("sign", "prefix") else ""
        case "fraction":
            taken = before in OPERANDS | {"slash", "function", "script", "prefix"}
            taken = taken or after in STARTS | {"slash", "postfix", "script"}
            return f"({item.text})" if taken else item.text
        case "root":
            text = _BARE_ROOT.sub(r"\1(\2)", item.text) if after in STARTS | {"postfix"} else item.text
            return f"({text})" if item.text[0] not in "√∛∜" and before in OPERANDS else text
        case _:
            return item.text


def matching(items: Sequence[Item]) -> int:
    """Where the bracket opens that the last item closes; -1 for nowhere."""
    depth = 0
    for at in range(len(items) - 1, -1, -1):
        depth += {"close": 1, "open": -1}.get(items[at].kind, 0)
        if not depth:
            return at
    return -1


def fused(items: Iterable[Item]) -> list[Item]:
    """Three full stops are dots, `1,000` is one number as its author wrote it, `|x|` is in brackets."""
    done: list[Item] = []
    for item in items:
        done.append(item)
        texts = [part.text for part in done[-3:]]
        if texts == [".", ".", "."]:
            done[-3:] = [Item("…", "dots", single=True)]
        elif len(texts) == 3 and texts[1] == "," and _THOUSANDS.fullmatch(texts[2]) and _GROUPED.fullmatch(texts[0]):
            done[-3:] = [Item("".join(texts), "ordinary", single=True)]
    return _paired(done)


def _paired(items: list[Item]) -> list[Item]:
    """Bars as brackets, if all of them on one level can be nothing else."""
    levels: dict[int, list[int]] = {0: []}
    inside = [0]
    for at, item in enumerate(items):
        if item.kind == "open":
            inside.append(at + 1)
        elif item.kind == "close" and len(inside) > 1:
            inside.pop()
        elif item.kind == "bar":
            levels.setdefault(inside[-1], []).append(at)
    paired = list(items)
    for bars in levels.values():
        if len(bars) % 2 == 0 and all(_is_side(items, at, number) for number, at in enumerate(bars)):
            for number, at in enumerate(bars):
                paired[at] = items[at]._replace(kind="close" if number % 2 else "open")
    return paired


def _is_side(items: Sequence[Item], at: int, number: int) -> bool:
    left = _near(items, at, -1)
    closes = left is not None and left.kind in OPERANDS - {"bar"}
    return closes if number % 2 else not closes and not (left and left.kind == "bar") and len(items[at].text) == 1


def trimmed(items: list[Item]) -> list[Item]:
    while items and items[0].kind == "space":
        items = items[1:]
    while items and items[-1].kind == "space":
        items = items[:-1]
    return items


def is_derivative(items: Sequence[Item]) -> bool:
    """`dy`, `∂²f`, `dx²`, `Δt`: read as one even below a line."""
    return len(items) <= 2 and bool(re.match(r"[d∂δΔ][⁰¹²³⁴-⁹ⁿᵏ]*$", items[0].text)) and is_product(items)


def is_atom(items: Sequence[Item]) -> bool:
    """Whether a row stays one thing wherever it stands: a symbol, brackets, a call like P(A)."""
    if len(items) == 1:
        tight = items[0].kind in ("ordinary", "dots", "root") and " " not in items[0].text
        return tight or (items[0].kind in ("ordinary", "root") and _is_wrapped(items[0].text))
    if items[-1].kind != "close":
        return False
    if items[0].kind == "open":
        return matching(items) == 0
    letter = items[0].kind == "ordinary" and items[0].text[0] in _FUNCTION_LETTERS
    called = letter or items[0].kind == "function"
    sums = any(item.kind == "binary" for item in items)
    return called and items[1].kind == "open" and matching(items) == 1 and not sums


def _is_wrapped(text: str) -> bool:
    return text.startswith((BOX_OPEN, "(", "√(", "∛(", "∜(")) and text.endswith((BOX_CLOSE, ")"))


def is_product(items: Sequence[Item]) -> bool:
    """Whether a row is symbols and brackets side by side, which `/` cannot pull apart."""
    depth = 0
    for at, item in enumerate(items):
        depth += {"open": 1, "close": -1}.get(item.kind, 0)
        inside = depth > 0 or item.kind == "close"
        called = item.kind == "function" and at + 1 < len(items) and items[at + 1].kind == "open" and at == 0
        prefix = item.text[0] in "∂∇#"
        plain = item.kind in ("ordinary", "postfix") and " " not in item.text
        last_root = item.kind == "root" and at == len(items) - 1
        if depth < 0 or not (inside or plain or called or prefix or last_root):
            return False
    return depth == 0
