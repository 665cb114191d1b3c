"""A place in a file to the command that opens the learner's editor there."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

PLUS = {"vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "kak", "micro", "joe", "jed", "mg", "ne"}
GOTO = {"code", "code-insiders", "codium", "vscodium", "cursor"}
COLON = {"hx", "helix", "subl", "sublime_text", "zed"}
WINDOWED = {*GOTO, "subl", "sublime_text", "zed"}
WAITING = {"--wait", "-w"}


def command(environ: Mapping[str, str], path: Path, line: int, *, which: Callable[[str], str | None]) -> list[str]:
    """`$VISUAL`, else `$EDITOR`, else what is there; at the line, for editors whose way of saying so we know."""
    asked = environ.get("VISUAL") or environ.get("EDITOR")
    words = _words(asked) if asked else []
    if not words:
        words = [_fallback(which)]
    name = PurePath(words[0].replace("\\", "/")).name.lower().removesuffix(".exe").removesuffix(".cmd")
    if name in PLUS:
        return [*words, f"+{line}", str(path)]
    if name in COLON:
        return [*words, *_wait(name, words), f"{path}:{line}"]
    if name in GOTO:
        return [*words, *_wait(name, words), "-g", f"{path}:{line}"]
    return [*words, str(path)]


def edit(environ: Mapping[str, str], path: Path, line: int) -> str:
    """Run the editor until it is left; returns what went wrong as a sentence, or nothing."""
    words = command(environ, path, line, which=shutil.which)
    try:
        subprocess.run(words, check=False)  # noqa: S603 - the learner's own choice of editor
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return f"The editor '{words[0]}' could not be started ({reason}); set $EDITOR to another one."
    return ""


def _words(asked: str) -> list[str]:
    """A whole path with spaces in it is one word, as Windows has them."""
    if os.path.exists(asked):  # noqa: PTH110 - any text may stand in the variable
        return [asked]
    try:
        return shlex.split(asked, posix=os.name != "nt")
    except ValueError:
        return asked.split()


def _wait(name: str, words: list[str]) -> list[str]:
    """Editors with a window of their own come back at once unless they are told to wait."""
    return ["--wait"] if name in WINDOWED and not WAITING & set(words) else []


def _fallback(which: Callable[[str], str | None]) -> str:
    if os.name == "nt":
        return "notepad"
    return next((name for name in ("nano", "vi") if which(name)), "vi")
