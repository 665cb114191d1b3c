"""A line that counts while something takes longer than a moment, and then goes away."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

PATIENCE_SECONDS = 0.5
EVERY_SECONDS = 0.1


class Counter:
    """Called with what is being done, how much of it is done, and how much there is (0 for unknown)."""

    def __init__(self, out: TextIO, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._out = out
        self._monotonic = monotonic
        self._next = monotonic() + PATIENCE_SECONDS
        self._width = 0

    def __call__(self, what: str, done: int, total: int) -> None:
        now = self._monotonic()
        if now < self._next:
            return
        self._next = now + EVERY_SECONDS
        text = f"{what}: {done:,}{f' of {total:,}' if total else ''}"
        self._write(text.ljust(self._width))
        self._width = len(text)

    def clear(self) -> None:
        """Take the line away; must come before anything else is printed."""
        if self._width:
            self._write(" " * self._width + "\r")
            self._width = 0

    def _write(self, text: str) -> None:
        self._out.write(f"\r{text}")
        self._out.flush()
