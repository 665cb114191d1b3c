"""Source code to pieces of HTML, each kind of token in a `span` with a class; marks of clozes stay in their places."""

from __future__ import annotations

import re
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from flashcards.text.code import tokens
from flashcards.text.pieces import CLOSE, FIRST, OPEN, Piece, leaves

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_MARKS = re.compile(f"{OPEN}[{FIRST}-\uf8ff]?|{CLOSE}")


def coloured(code: str, language: str, escape: Callable[[str], str]) -> Iterator[Piece]:
    """The pieces of a fence, without the `pre` around them. What is marked does not disturb the colours around it."""
    source = code.rstrip("\n")
    marks: list[tuple[int, str]] = []
    bare: list[str] = []
    length = done = 0
    for found in _MARKS.finditer(source):
        bare.append(source[done : found.start()])
        length += found.start() - done
        marks.append((length, found[0]))
        done = found.end()
    bare.append(source[done:])
    alike = groupby(tokens("".join(bare), language), key=itemgetter(1))
    joined = (("".join(text for text, _ in group), look) for look, group in alike)
    for text, look in _divided(joined, marks):
        around = (f'<span class="{look}">', "</span>") if look and text.strip() else ("", "")
        yield from leaves(text, escape, around)


def _divided(pieces: Iterable[tuple[str, str]], marks: list[tuple[int, str]]) -> Iterator[tuple[str, str]]:
    """The tokens, cut where a mark stands; the mark itself comes without a look."""
    done, waiting = 0, list(reversed(marks))
    for text, look in pieces:
        start, end = done, done + len(text)
        while waiting and waiting[-1][0] < end:
            at, letter = waiting.pop()
            if at > done:
                yield text[done - start : at - start], look
            yield letter, ""
            done = at
        if done < end:
            yield text[done - start :], look
        done = end
    yield from ((letter, "") for _, letter in reversed(waiting))
