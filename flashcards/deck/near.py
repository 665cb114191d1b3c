"""A mistyped title to the title that was probably meant, also among a hundred thousand."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from flashcards.deck import names

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

ALIKE = 0.75
"""How much alike two names have to be, from 0 to 1, without what frames them as questions."""
SMALL = 400
AROUND = 20
MOST = 200
_FRAME = re.compile(
    r"(?:what|who|where|when|why|how) (?:(?:is|are|was|were|do|does|did|can) )?(?:(?:a|an|the) )?(?=\w)|\s*\?$"
)


class Near:
    """Sorted on first use: most collections have no unknown name.

    In a large collection only names that share their beginning, their end or all their letters are compared, and only
    the first `MOST` unknown names get a hint, for comparing is slow.
    """

    def __init__(self, known: Collection[str], written: Callable[[str], str] = str) -> None:
        """`known` are folded names; `written` says how the author wrote one."""
        self._known = known
        self._written = written
        self._forward: list[str] = []
        self._backward: list[str] = []
        self._letters: dict[str, str] = {}
        self._hints: dict[str, str] = {}

    def hint(self, name: str) -> str:
        """'did you mean …?', or nothing."""
        word = names.folded(name)
        if word not in self._hints:
            if len(self._hints) >= MOST:
                return ""
            nearest = _nearest(word, self._candidates(word))
            self._hints[word] = f"did you mean '{self._written(nearest)}'?" if nearest else ""
        return self._hints[word]

    def _candidates(self, word: str) -> Collection[str]:
        if len(self._known) <= SMALL:
            return self._known
        if not self._forward:
            self._forward = sorted(self._known)
            self._backward = sorted(name[::-1] for name in self._known)
            self._letters = {"".join(sorted(name)): name for name in self._known}
        same = self._letters.get("".join(sorted(word)), "")
        ends = [name[::-1] for name in _around(self._backward, word[::-1])]
        return dict.fromkeys([same, *_around(self._forward, word), *ends])


def _nearest(word: str, candidates: Collection[str]) -> str:
    """The name that is most alike in what tells it from others: 'What is Python?' is not 'What is PyTorch?'."""
    from difflib import get_close_matches  # only mistakes need it

    own: dict[str, str] = {}
    for name in candidates:
        own.setdefault(_FRAME.sub("", name), name)
    near = get_close_matches(_FRAME.sub("", word), own, 1, ALIKE)
    return own[near[0]] if near else ""


def _around(ordered: list[str], word: str) -> list[str]:
    at = bisect_left(ordered, word)
    return ordered[max(0, at - AROUND) : at + AROUND]
