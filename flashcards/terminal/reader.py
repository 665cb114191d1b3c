"""Questions to lines of an answer: with editing and completion in a terminal, else as they come."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import ModuleType


class Reader:
    """Asks a person, or a pipe. `titles` are what Tab completes where that is asked for."""

    def __init__(self, source: TextIO, out: TextIO, titles: Callable[[], Sequence[str]]) -> None:
        self._source, self._out, self._titles = source, out, titles
        self.is_person = source is sys.stdin and source.isatty() and out.isatty()
        self._readline = _readline() if self.is_person else None

    def ask(self, prompt: str, *, complete: bool = False, before: str = "") -> str | None:
        """One line without outer spaces; None at the end of input. `before` stands in it already, to be changed."""
        line = self.line(prompt, complete=complete, before=before)
        return None if line is None else line.strip()

    def line(self, prompt: str, *, complete: bool = False, before: str = "") -> str | None:
        """One line as it was typed; None at the end of input."""
        if not self.is_person:
            self._out.write(f"{prompt}\n")
            self._out.flush()
            line = self._source.readline()
            return line.rstrip("\r\n") if line else None
        if self._readline is not None:
            self._prepare(self._readline, complete, before)
        try:
            return input(f"{prompt} ")
        except EOFError:
            self._out.write("\n")
            return None

    def _prepare(self, readline: ModuleType, complete: bool, before: str) -> None:
        matches = Matches(self._titles if complete else tuple)
        readline.set_completer(matches)
        readline.set_startup_hook((lambda: readline.insert_text(before)) if before else None)


class Matches:
    """Titles for what is typed so far, as `readline` asks for them: one after the other, and None at last."""

    def __init__(self, titles: Callable[[], Sequence[str]]) -> None:
        self._titles = titles
        self._found: list[str] = []

    def __call__(self, typed: str, number: int) -> str | None:
        if number == 0:
            self._found = completions(typed, self._titles())
        return self._found[number] if number < len(self._found) else None


def completions(typed: str, titles: Sequence[str]) -> list[str]:
    """Titles that begin so; else the only one of which a later word does. Case does not matter."""
    wanted = typed.casefold()
    begin = [title for title in titles if title.casefold().startswith(wanted)]
    inside = [title for title in titles if f" {wanted}" in title.casefold()] if not begin else []
    return begin or (inside if len(inside) == 1 else [])


def _readline() -> ModuleType | None:
    """Python's line editing with Tab for completion of whole lines; None where Python has none, as on Windows."""
    try:
        import readline
    except ImportError:
        return None
    readline.set_completer_delims("")
    is_libedit = "libedit" in (readline.__doc__ or "")
    readline.parse_and_bind("bind ^I rl_complete" if is_libedit else "tab: complete")
    return readline
