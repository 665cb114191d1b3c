"""A session to whichever way of showing it fits: a dialogue in a terminal, or plain lines."""

from __future__ import annotations

import io
import os
import sys
import time
from typing import TYPE_CHECKING, TextIO

from flashcards.model import Mistake
from flashcards.terminal.stopwatch import Stopwatch

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flashcards.study.session import Session


def review(
    session: Session,
    *,
    plain: bool,
    source: TextIO | None = None,
    out: TextIO | None = None,
    environ: Mapping[str, str] = os.environ,
    monotonic: Callable[[], float] = time.monotonic,
) -> None:
    """Hold a session until nothing is left or the learner leaves. Every answer is kept the moment it is given.

    `plain` asks for lines where a terminal would do better. A closed input is one that has ended; raises Mistake for a
    closed output. KeyboardInterrupt and Fault pass through; the terminal is as it was by then.
    """
    source, out = source or sys.stdin or io.StringIO(), out or sys.stdout
    if out is None:
        raise Mistake("the standard output is closed, so nothing can be shown")
    _forgiving(out)
    watch = Stopwatch(monotonic)
    if is_plain(plain, source, out, environ):
        from flashcards.terminal.plain import Plain

        Plain(session, source, out, watch, environ, editable=_is_terminal(source) and _is_terminal(out)).run()
    else:
        _converse(session, source, out, watch, environ)
    _prepare(session)


def is_plain(asked: bool, source: TextIO, out: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether a session is held in lines: wanted, no terminal on both sides, or one that can do nothing."""
    return asked or environ.get("TERM") == "dumb" or not (_is_terminal(source) and _is_terminal(out))


def _converse(session: Session, source: TextIO, out: TextIO, watch: Stopwatch, environ: Mapping[str, str]) -> None:
    from flashcards.terminal.dialogue import Dialogue
    from flashcards.terminal.keyboard import Keyboard
    from flashcards.terminal.screen import Screen, size_of

    base = f"{session.collection.folder.absolute().as_uri()}/"
    screen = Screen(out, colour=not environ.get("NO_COLOR"), size=lambda: size_of(out), base=base)
    with Keyboard(source.fileno(), out.fileno(), screen.end) as keyboard:
        try:
            Dialogue(session, screen, keyboard, watch, environ).run()
        finally:
            screen.end()


def _prepare(session: Session) -> None:
    """Render what tomorrow begins with, so that its first card needs no parser."""
    from flashcards.collection import cards
    from flashcards.study.plan import Options, plan
    from flashcards.terminal.styling import texts

    collection = session.collection
    tomorrow = collection.calendar.begins(collection.calendar.day(session.clock()) + 1)
    coming = plan(collection, tomorrow, Options())
    choice = coming.next(coming.left())
    card = cards.entry(collection.index, choice.card) if choice else None
    for _ in texts(collection.index, card).prepare() if card else ():
        pass


def _is_terminal(stream: TextIO) -> bool:
    try:
        return stream.isatty()
    except ValueError:
        return False


def _forgiving(out: TextIO) -> None:
    """A terminal with few letters shows question marks, not a traceback."""
    reconfigure = getattr(out, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="replace")
