"""Random expressions, their TeX, and a reader of the Unicode line that knows only the rule of precedence.

A tree is a name, or a tuple of an operator and its operands. Close together binds tighter than `/`, and `/` tighter
than operators with spaces; `^(…)`, raised letters and lowered letters belong to what is right before them.
"""

from __future__ import annotations

from hypothesis import strategies as st

from flashcards.text.symbols import SUBSCRIPTS, SUPERSCRIPTS

NAMES = ["a", "b", "x", "y", "Q", "α", "2", "3"]
TEX_NAMES = {"α": r"\alpha "}
RAISED = {small: letter for letter, small in SUPERSCRIPTS.items() if letter not in "⊤⊺∘"}
LOWERED = {small: letter for letter, small in SUBSCRIPTS.items()}

Tree = object


def _trees(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return (
        st.tuples(st.sampled_from(["+", "-", "frac", "pow", "mul"]), inner, inner)
        | st.tuples(st.sampled_from(["sqrt", "cbrt", "neg", "log", "abs"]), inner)
        | st.tuples(st.just("sub"), st.sampled_from(["a", "x", "Q"]), inner)
    )


TREES = st.recursive(st.sampled_from(NAMES), _trees, max_leaves=8)


def has_nested_bars(tree: Tree, *, inside: bool = False) -> bool:
    """Whether one pair of bars is somewhere inside another."""
    if not isinstance(tree, tuple):
        return False
    bars = tree[0] == "abs"
    return (bars and inside) or any(has_nested_bars(part, inside=inside or bars) for part in tree[1:])


_LOOSE = ("+", "-", "neg")


def to_tex(tree: Tree) -> str:
    """TeX that a careful author would write: brackets only where TeX itself needs them."""
    match tree:
        case str():
            return TEX_NAMES.get(tree, tree)
        case ("+" | "-" as sign, left, right):
            return f"{to_tex(left)} {sign} {_bracketed(right, _LOOSE)}"
        case ("neg", inner):
            return f"-{_bracketed(inner, (*_LOOSE, 'mul', 'log'))}"
        case ("mul", left, right):
            return f"{_factor(left)} {_factor(right, last=True)}"
        case ("frac", above, below):
            return rf"\frac{{{to_tex(above)}}}{{{to_tex(below)}}}"
        case ("pow", base, exponent):
            return f"{_base(base)}^{{{to_tex(exponent)}}}"
        case ("sub", name, index):
            return f"{name}_{{{to_tex(index)}}}"
        case ("sqrt", inner):
            return rf"\sqrt{{{to_tex(inner)}}}"
        case ("cbrt", inner):
            return rf"\sqrt[3]{{{to_tex(inner)}}}"
        case ("abs", inner):
            return rf"\left|{to_tex(inner)}\right|"
        case ("log", inner):
            return rf"\log({to_tex(inner)})"
    raise AssertionError(tree)


def _bracketed(tree: Tree, kinds: tuple[str, ...]) -> str:
    return rf"\left({to_tex(tree)}\right)" if isinstance(tree, tuple) and tree[0] in kinds else to_tex(tree)


def _factor(tree: Tree, *, last: bool = False) -> str:
    # Digits side by side would be one number in TeX too.
    bracketed = last and (tree in ("2", "3") or (isinstance(tree, tuple) and tree[0] in ("mul", "pow")))
    return rf"\left({to_tex(tree)}\right)" if bracketed else _bracketed(tree, _LOOSE)


def _base(tree: Tree) -> str:
    if isinstance(tree, tuple) and tree[0] in ("frac", "sqrt", "cbrt", "abs"):
        return f"{{{to_tex(tree)}}}"
    return _bracketed(tree, (*_LOOSE, "mul", "pow", "log", "sub"))


def from_line(text: str) -> Tree:
    """The tree of a line; raises AssertionError where the line does not follow the rule."""
    reader = _Reader(text)
    tree = reader.sum()
    assert reader.at == len(text), (text, reader.at)
    return tree


class _Reader:
    def __init__(self, text: str) -> None:
        self.text, self.at, self.in_bars = text, 0, False

    def take(self, token: str) -> bool:
        if self.text.startswith(token, self.at):
            self.at += len(token)
            return True
        return False

    def need(self, token: str) -> None:
        assert self.take(token), (self.text, self.at, token)

    def sum(self) -> Tree:
        tree = self.signed()
        while True:
            if self.take(" + ") or self.take("+"):
                tree = ("+", tree, self.signed())
            elif self.take(" − ") or self.take("−"):
                tree = ("-", tree, self.signed())
            else:
                return tree

    def signed(self) -> Tree:
        return ("neg", self.quotient()) if self.take("−") else self.quotient()

    def quotient(self) -> Tree:
        tree = self.product()
        return ("frac", tree, self.atom()) if self.take("/") else tree

    def product(self) -> Tree:
        tree = self.atom()
        while self.goes_on():
            self.take(" ")
            tree = ("mul", tree, self.atom())
        return tree

    def goes_on(self) -> bool:
        following = self.text[self.at : self.at + 1]
        bar = following == "|" and not self.in_bars
        return following.isalnum() or following in tuple("(√∛") or bar or self.text.startswith(" log", self.at)

    def atom(self) -> Tree:
        tree = self.scripted(self.primary())
        assert not (self.at < len(self.text) and self.text[self.at] in RAISED), self.text
        return tree

    def primary(self) -> Tree:
        if self.take("("):
            return self.inside(")")
        for sign, kind in (("√", "sqrt"), ("∛", "cbrt")):
            if self.take(sign):
                return (kind, self.primary())
        if self.take("log("):
            return ("log", self.inside(")"))
        if self.take("|"):
            return ("abs", self.inside("|"))
        assert self.at < len(self.text), self.text
        assert self.text[self.at] in NAMES, (self.text, self.at)
        self.at += 1
        return self.text[self.at - 1]

    def inside(self, closing: str) -> Tree:
        outer, self.in_bars = self.in_bars, closing == "|"
        tree = self.sum()
        self.need(closing)
        self.in_bars = outer
        return tree

    def scripted(self, base: Tree) -> Tree:
        below, above = self.script("_", LOWERED), self.script("^", RAISED)
        base = ("sub", base, below) if below is not None else base
        return ("pow", base, above) if above is not None else base

    def script(self, mark: str, small: dict[str, str]) -> Tree | None:
        if self.take(f"{mark}("):
            return self.inside(")")
        if self.take(mark):
            return self.primary()
        start = self.at
        while self.at < len(self.text) and self.text[self.at] in small:
            self.at += 1
        letters = "".join(small[letter] for letter in self.text[start : self.at])
        return from_line(letters) if letters else None
