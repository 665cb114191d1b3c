"""A line that is being typed: keys → text and cursor. The screen shows as much of it as there is room for."""

from __future__ import annotations

from typing import NamedTuple

from flashcards.terminal import keys
from flashcards.text.cells import clusters, width_of


class Prompt(NamedTuple):
    """What stands before and after the cursor."""

    before: str = ""
    after: str = ""

    @property
    def text(self) -> str:
        return self.before + self.after

    def typed(self, key: str) -> Prompt:
        """The line after a key; keys that mean nothing here leave it as it is."""
        before, after = self
        if key.startswith(keys.PASTE) or len(key) == 1:
            return Prompt(before + " ".join(key.removeprefix(keys.PASTE).splitlines()), after)
        match key:
            case keys.BACKSPACE:
                return Prompt(_without_last(before), after)
            case keys.DELETE:
                return Prompt(before, _without_first(after))
            case keys.LEFT:
                left = _without_last(before)
                return Prompt(left, before[len(left) :] + after)
            case keys.RIGHT:
                right = _without_first(after)
                return Prompt(before + after[: len(after) - len(right)], right)
            case keys.HOME:
                return Prompt("", self.text)
            case keys.END:
                return Prompt(self.text, "")
            case keys.ERASE_LINE:
                return Prompt("", after)
            case keys.ERASE_WORD:
                return Prompt(before.rstrip()[: before.rstrip().rfind(" ") + 1], after)
        return self

    def window(self, width: int) -> tuple[str, int]:
        """What is shown in so many cells, and in which cell the cursor stands: the end of a long line, mostly."""
        left = self.before
        while left and width_of(left) >= width:
            left = _without_first(left)
        right = self.after
        while right and width_of(left + right) > width:
            right = _without_last(right)
        return left + right, width_of(left)


def _without_last(text: str) -> str:
    return "".join(piece for piece, _ in clusters(text)[:-1])


def _without_first(text: str) -> str:
    return "".join(piece for piece, _ in clusters(text)[1:])
