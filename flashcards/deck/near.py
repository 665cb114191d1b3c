"""A mistyped title to the title that was probably meant, also among a hundred thousand."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from flashcards.deck import names

if TYPE_CHECKING:
    from collections.abc import Collection

SMALL = 400
AROUND = 20
MOST = 200


class Near:
    """Sorted on first use: most collections have no unknown name.

    In a large collection only names that share their beginning, their end or all their letters are compared, and only
    the first `MOST` unknown names get a hint, for comparing is slow.
    """

    def __init__(self, known: Collection[str]) -> None:
        self._known = known
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
            self._hints[word] = names.nearest(word, self._candidates(word))
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


def _around(ordered: list[str], word: str) -> list[str]:
    at = bisect_left(ordered, word)
    return ordered[max(0, at - AROUND) : at + AROUND]
