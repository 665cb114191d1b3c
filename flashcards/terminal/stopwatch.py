"""The seconds a learner spends on a card; looking elsewhere does not count."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Stopwatch:
    """Runs from `start`; `monotonic` yields seconds."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._started = monotonic()
        self._paused = 0.0

    def start(self) -> None:
        self._started, self._paused = self._monotonic(), 0.0

    @property
    def seconds(self) -> float:
        return self._monotonic() - self._started - self._paused

    @contextmanager
    def pause(self) -> Iterator[None]:
        """What happens inside does not count."""
        begun = self._monotonic()
        try:
            yield
        finally:
            self._paused += self._monotonic() - begun
