"""The terminal's keys, one at a time, while it is neither echoing nor waiting for whole lines.

Ctrl-C stays a signal, so that it leaves from wherever the program is. Ctrl-Z is a key to us: were it a signal, a `make`
around us might stop first and give the terminal to the shell before we have put its settings back.
"""

from __future__ import annotations

import codecs
import contextlib
import os
import select
import signal
import sys
from typing import TYPE_CHECKING, Any, Self

from flashcards.terminal import keys

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

ESCAPE_SECONDS = 0.05
"""How long the rest of an escape sequence may take; after that it was the Escape key."""

PASTING, NOT_PASTING = b"\x1b[?2004h", b"\x1b[?2004l"

if sys.platform == "win32":
    import msvcrt

    import click

    _WINDOWS = {"\r": keys.ENTER, "\x08": keys.BACKSPACE, "\x1b": keys.ESCAPE, "\x1a": keys.CLOSE, "\x04": keys.CLOSE}
    _ARROWS = {"K": keys.LEFT, "M": keys.RIGHT, "G": keys.HOME, "O": keys.END, "S": keys.DELETE}

    class Keyboard:
        """The console of Windows, which tells neither of a new size nor of a return from a stop."""

        def __init__(self, source: int, target: int, stopping: Callable[[], None]) -> None:
            """As below; here nothing stops, and the console is found without numbers."""

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            return

        def read(self) -> str:
            try:
                sent = click.getchar()
            except EOFError:
                return keys.CLOSE
            if sent[0] in "\x00\xe0" and len(sent) > 1:
                return _ARROWS.get(sent[1], keys.OTHER)
            return _WINDOWS.get(sent) or keys.split(sent, finished=True)[0][0]

        def waiting(self) -> bool:
            return bool(msvcrt.kbhit())

        @contextlib.contextmanager
        def released(self) -> Iterator[None]:
            yield

else:
    import termios

    class Keyboard:
        """A terminal's keys, between `with` and its end; must live in the main thread, because of the signals.

        `stopping` is called before Ctrl-Z gives the terminal to the shell.
        """

        def __init__(self, source: int, target: int, stopping: Callable[[], None]) -> None:
            self._source, self._target, self._stopping = source, target, stopping
            self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
            self._keys: list[str] = []
            self._rest = ""
            self._handlers: dict[signal.Signals, Any] = {}

        def __enter__(self) -> Self:
            self._before = termios.tcgetattr(self._source)
            self._woken, self._wake = os.pipe()
            for end in (self._woken, self._wake):
                os.set_blocking(end, False)
            self._wake_before = signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
            self._handle(signal.SIGWINCH, lambda *_: None)
            self._handle(signal.SIGTSTP, self._stop)
            self._handle(signal.SIGTERM, self._leave)
            self._handle(signal.SIGHUP, self._leave)
            self._take()
            return self

        def __exit__(self, *_: object) -> None:
            self._give_back(termios.TCSAFLUSH)
            for number, handler in self._handlers.items():
                signal.signal(number, handler)
            signal.set_wakeup_fd(self._wake_before)
            os.close(self._woken)
            os.close(self._wake)

        def read(self) -> str:
            """The next key. `keys.REDRAW` for a new size and after a stop, `keys.CLOSE` at the end of input."""
            while not self._keys:
                ready = self._wait(ESCAPE_SECONDS if self._rest else None)
                if self._woken in ready:
                    with contextlib.suppress(BlockingIOError):
                        os.read(self._woken, 512)
                    return keys.REDRAW
                self._receive(finished=not ready)
            key = self._keys.pop(0)
            if key != keys.STOP:
                return key
            self._stop_group()
            return keys.REDRAW

        def waiting(self) -> bool:
            """Whether something is there to be read already."""
            return bool(self._keys or self._wait(0))

        @contextlib.contextmanager
        def released(self) -> Iterator[None]:
            """The terminal as it was, for another program that runs in it; that one alone hears Ctrl-C."""
            interrupt = signal.signal(signal.SIGINT, lambda *_: None)
            stop = signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            self._give_back(termios.TCSADRAIN)
            try:
                yield
            finally:
                self._take()
                signal.signal(signal.SIGTSTP, stop)
                signal.signal(signal.SIGINT, interrupt)

        def _handle(self, number: signal.Signals, handler: Any) -> None:
            """A signal that is ignored from the start stays so: that is how shells without jobs start programs."""
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._handlers[number] = signal.signal(number, handler)

        def _wait(self, seconds: float | None) -> list[int]:
            return select.select([self._source, self._woken], [], [], seconds)[0]

        def _receive(self, *, finished: bool) -> None:
            if not finished:
                try:
                    sent = os.read(self._source, 4096)
                except OSError:
                    sent = b""
                if not sent:
                    self._keys.append(keys.CLOSE)
                self._rest += self._decoder.decode(sent)
            found, self._rest = keys.split(self._rest, finished=finished)
            self._keys += found

        def _take(self) -> None:
            """Keys without echo and without lines. What was typed ahead stays to be read."""
            mode = termios.tcgetattr(self._source)
            mode[3] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN)
            controls = list(mode[6])
            controls[termios.VMIN], controls[termios.VTIME] = 1, 0
            disabled = os.fpathconf(self._source, "PC_VDISABLE").to_bytes(1, "big")
            controls[termios.VQUIT] = controls[termios.VSUSP] = disabled
            mode[6] = controls
            termios.tcsetattr(self._source, termios.TCSADRAIN, mode)
            self._tell(PASTING)

        def _give_back(self, when: int) -> None:
            self._tell(NOT_PASTING)
            with contextlib.suppress(termios.error):
                termios.tcsetattr(self._source, when, self._before)

        def _tell(self, sequence: bytes) -> None:
            with contextlib.suppress(OSError):
                os.write(self._target, sequence)

        def _stop_group(self) -> None:
            """Stop with all that was started together with us, as Ctrl-Z does; goes on from here when continued."""
            self._stopping()
            self._stop_by(lambda: os.kill(0, signal.SIGTSTP))

        def _stop(self, _number: int, _frame: FrameType | None) -> None:
            self._stop_by(lambda: os.kill(os.getpid(), signal.SIGTSTP))

        def _stop_by(self, send: Callable[[], None]) -> None:
            self._give_back(termios.TCSADRAIN)
            handler = signal.getsignal(signal.SIGTSTP)
            if handler is not signal.SIG_IGN:
                signal.signal(signal.SIGTSTP, signal.SIG_DFL)
            send()
            signal.signal(signal.SIGTSTP, handler)
            self._take()

        def _leave(self, number: int, _frame: FrameType | None) -> None:
            raise SystemExit(128 + number)
