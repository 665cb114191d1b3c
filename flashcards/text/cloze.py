"""A text with `{{clozes}}` to its cards: what each hides, and what it shows.

Hidden and shown clozes stand between U+E000 and U+E001; in a formula, where these would be typeset, in a `\\boxed{}`.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING, Literal, NamedTuple
from unicodedata import normalize

from flashcards.text.formulas import Fault, Region, regions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

OPEN, CLOSE = "\ue000", "\ue001"
KEY_LENGTH = 24

# Each fault reads on to the end in vain, which a hostile text could make take for ever.
_MOST_FAULTS = 50

_NUMBER = re.compile(r"c(\d+)::")
_BRACES = re.compile(r"\\.|\{\{|\}\}|[{}]|::", re.DOTALL)
_SKIPPED = re.compile(_BRACES.pattern + r"|[$`~]", re.DOTALL)
_TEX_COMMAND = re.compile(r"\\[A-Za-z]+$")
_TAKES_ARGUMENT = re.compile(r"(?:\\[A-Za-z]+|[\^_}])$")
_NO_LETTERS = re.compile(r"[\W_]+")
_TEX_IN_WORDS = re.compile(r"[\\^_{}~]")

# A short cut for the usual text, since taking Markdown apart costs more than reading the YAML it stands in.
_PLAIN = re.compile(r"\{\{(?!c\d+::)([^\s{}:][^{}:]*)(?:::[^{}:]+)?\}\}")
_NOT_PLAIN = re.compile(r"[$`~\\\t]|    ")


class Cloze(NamedTuple):
    """One `{{…}}`. `start` and `end` are its place in the text, `number` is that of `{{c1::…}}`."""

    text: str
    hint: str
    number: str
    start: int
    end: int
    place: Literal["prose", "formula", "code"] = "prose"
    argument: bool = False
    """Whether its braces also serve TeX, as in `\\frac{{c1::a}}{b}`, so that what replaces it needs some."""

    @property
    def answer(self) -> str:
        return f"{{{self.text}}}" if self.argument else self.text


class Part(NamedTuple):
    """What one card hides: the texts of clozes that are asked together, and a name made of nothing but them."""

    key: str
    texts: tuple[str, ...]


Piece = str | Cloze


def parse(text: str) -> tuple[tuple[Piece, ...], Fault | None]:
    """The text in pieces, in order, and the first thing wrong with its clozes. What is wrong stays plain text."""
    if "{{" not in text:
        return ((text,) if text else ()), None
    pieces: list[Piece] = []
    problem: Fault | None = None
    places = regions(text)
    done = at = faults = 0
    while (at := text.find("{{", at)) != -1:
        around = next((place for place in places if place.start <= at < place.end), None)
        if not _opens(text, at, around):
            at += 2 if not text.startswith("{{{", at) else 1
            continue
        found = _cloze(text, at, around, places)
        if isinstance(found, Fault):
            problem, faults, at = problem or found, faults + 1, at + 2
            if faults == _MOST_FAULTS:
                break
            continue
        if done < at:
            pieces.append(text[done:at])
        pieces.append(found)
        done = at = found.end
    return (*pieces, text[done:]) if done < len(text) else tuple(pieces), problem


def at_a_glance(text: str) -> tuple[str, ...] | None:
    """The words of each cloze, without hints; None for a text in which only `parse` can tell."""
    if _NOT_PLAIN.search(text):
        return None
    between = _PLAIN.split(text)
    braces = len(between) - 1  # two at each side of a cloze, and two pieces for each cloze
    return tuple(between[1::2]) if text.count("{") == braces == text.count("}") else None


def parts(text: str) -> tuple[Part, ...]:
    """The cards of a text, by first appearance. The same number or the same text makes one card."""
    plainly = at_a_glance(text)
    if plainly is not None:
        return tuple([Part(_key((words,)), (words,)) for words in dict.fromkeys(map(_normal, plainly))])
    return tuple(Part(_key(texts), texts) for texts in _groups(_clozes(text)))


def numbers(text: str) -> dict[str, int]:
    """The number that each card was given as `{{c1::…}}`, the lowest if it has several, by its key."""
    written: dict[str, int] = {}
    clozes = _clozes(text)
    keys = {words: _key(texts) for texts in _groups(clozes) for words in texts}
    for found in clozes:
        if found.number:
            key = keys[_normal(found.text)]
            written[key] = min(written.get(key, int(found.number)), int(found.number))
    return written


def hide(text: str, key: str) -> str:
    """The question of one card, as Markdown: its clozes as `[…]` or `[hint]`, the others open."""
    return _with(text, key, hidden=True)


def show(text: str, key: str) -> str:
    """The answer of one card, as Markdown: its clozes marked, the others plain."""
    return _with(text, key, hidden=False)


def plain(text: str) -> str:
    """The text without any braces of clozes."""
    return "".join(piece if isinstance(piece, str) else piece.answer for piece in parse(text)[0])


def _opens(text: str, at: int, around: Region | None) -> bool:
    """Whether `{{` is meant: in formulas and fences, where braces have other uses, only with a number."""
    if around and around.kind != "code":
        return bool(_NUMBER.match(text, at + 2))
    before = text[max(0, at - 40) : at]
    escaped = (len(before) - len(before.rstrip("\\"))) % 2 == 1
    return bool(around) or not (escaped or (_TEX_COMMAND.search(before) and not _NUMBER.match(text, at + 2)))


def _cloze(text: str, start: int, around: Region | None, places: Iterable[Region]) -> Cloze | Fault:
    number = _NUMBER.match(text, start + 2)
    begin = number.end() if number else start + 2
    limit = around.end if around else len(text)
    end, hint_at = _end(text, begin, limit, [place for place in places if start < place.start])
    if end == -1:
        return Fault(start, "this cloze is never closed; it needs }}")
    content = text[begin : end if hint_at == -1 else hint_at].strip()
    hint = text[hint_at + 2 : end].strip() if hint_at != -1 else ""
    if not content:
        return Fault(start, "this cloze is empty")
    if re.search(r"\{\{c\d+::", content):
        return Fault(start, "a cloze inside a cloze is not supported")
    kind = around.kind if around else "prose"
    place: Literal["prose", "formula", "code"]
    place = "formula" if kind in ("formula", "display") else "code" if around else "prose"
    argument = place == "formula" and bool(_TAKES_ARGUMENT.search(text[max(0, start - 40) : start]))
    return Cloze(content, hint, number[1] if number else "", start, end + 2, place, argument)


def _end(text: str, begin: int, limit: int, inner: Iterable[Region]) -> tuple[int, int]:
    """Where `}}` closes at balanced braces, and where the hint's `::` is; formulas and code inside do not count."""
    ends = {place.start: place.end for place in inner}
    depth, hint_at, at = 0, -1, begin
    while (found := _SKIPPED.search(text, at)) and found.start() < limit:
        at = ends.get(found.start(), found.end())
        match found[0]:
            case "{" | "{{":
                depth += len(found[0])
            case "}" if depth:
                depth -= 1
            case "}}" if not depth:
                return found.start(), hint_at
            case "}}":
                depth -= 1
                at = found.start() + 1
            case "::" if not depth and hint_at == -1:
                hint_at = found.start()
    return -1, hint_at


def _clozes(text: str) -> list[Cloze]:
    return [piece for piece in parse(text)[0] if isinstance(piece, Cloze)]


def _groups(clozes: Iterable[Cloze]) -> list[tuple[str, ...]]:
    groups: list[tuple[set[str], set[str]]] = []
    for cloze in clozes:
        names = {cloze.number} - {""}
        text = _normal(cloze.text)
        linked = [group for group in groups if names & group[0] or text in group[1]]
        target = linked[0] if linked else (set(), set())
        if not linked:
            groups.append(target)
        target[0].update(names, *(group[0] for group in linked))
        target[1].update({text}, *(group[1] for group in linked))
        groups = [group for group in groups if group not in linked[1:]]
    return [tuple(sorted(texts)) for _, texts in groups]


def _normal(text: str) -> str:
    return normalize("NFC", " ".join(text.split()))


def _key(texts: tuple[str, ...]) -> str:
    """A name that no two groups share: readable letters, and a hash wherever these leave something out."""
    words = _NO_LETTERS.sub("-", " ".join(texts)).strip("-")
    if len(texts) == 1 and words == texts[0] and "-" not in words and len(words) <= KEY_LENGTH:
        return words
    digest = sha256("\x1f".join(texts).encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{words[:KEY_LENGTH].strip('-')}-{digest}".lstrip("-")


def rewritten(text: str, written: Callable[[Cloze, str], str]) -> str:
    """The text with what `written` makes of each cloze and of the key of its card in the cloze's place."""
    pieces = parse(text)[0]
    groups = _groups([piece for piece in pieces if isinstance(piece, Cloze)])
    keys = {words: _key(texts) for texts in groups for words in texts}
    return "".join(piece if isinstance(piece, str) else written(piece, keys[_normal(piece.text)]) for piece in pieces)


def _with(text: str, key: str, *, hidden: bool) -> str:
    written = _hidden if hidden else _shown
    return rewritten(text, lambda cloze, own: written(cloze) if own == key else cloze.answer)


def _hidden(cloze: Cloze) -> str:
    if cloze.place != "formula":
        return f"{OPEN}[{cloze.hint or '…'}]{CLOSE}"
    return _boxed(cloze, hint_in_formula(cloze.hint) if cloze.hint else r"\ldots")


def hint_in_formula(hint: str) -> str:
    """A hint as TeX: words as words, unless it is TeX itself."""
    if _TEX_IN_WORDS.search(hint):
        return hint
    words = re.sub("[%#&]", r"\\\g<0>", hint)
    return rf"\text{{{words}}}"


def _shown(cloze: Cloze) -> str:
    return _boxed(cloze, cloze.text) if cloze.place == "formula" else f"{OPEN}{cloze.text}{CLOSE}"


def _boxed(cloze: Cloze, tex: str) -> str:
    box = rf"\boxed{{{tex}}}"
    return f"{{{box}}}" if cloze.argument else box
