"""This computer, for those at the rim: its clock, its chance, its name, its folders. Nothing below asks for these."""

from __future__ import annotations

import os
import time
from contextlib import suppress
from pathlib import Path

BACKUPS = "backups"


def now() -> int:
    """The wall clock in UTC milliseconds."""
    return time.time_ns() // 1_000_000


def data_folder() -> Path:
    """Where this user's programs keep data; `$FLASHCARDS_HOME` takes its place."""
    asked = os.environ.get("FLASHCARDS_HOME")
    if asked:
        return Path(asked).expanduser().absolute()
    import platformdirs

    return Path(platformdirs.user_data_dir("flashcards", appauthor=False))


def device() -> str:
    """A lasting name for this computer, made by chance at the first call; a passing one where it cannot be kept."""
    path = data_folder() / "device"
    if kept := _word(path):
        return kept
    name = os.urandom(8).hex()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with path.open("x", encoding="ascii") as file:
                file.write(name)
        except FileExistsError:  # by another process just now; or it was cut short, or is damaged
            return _word(path) or _put(path, name)
    return name


def _word(path: Path) -> str:
    """What a small file says; empty if it cannot be read."""
    try:
        return path.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _put(path: Path, name: str) -> str:
    path.write_text(name, "ascii")
    return name


def bundled_course() -> Path | None:
    """The course that came with the program: beside the package in an installation, `decks/` in a checkout."""
    package = Path(__file__).parent
    for folder in (package / "course", package.parent / "decks"):
        if folder.is_dir():
            return folder
    return None


def chosen_collection() -> Path | None:
    """The collection that `$FLASHCARDS_COLLECTION` names."""
    asked = os.environ.get("FLASHCARDS_COLLECTION")
    return Path(asked).expanduser() if asked else None


def host_names() -> list[str]:
    """What this computer is called in its network."""
    import platform

    name = platform.node().lower()
    return [name, f"{name.partition('.')[0]}.local"] if name else []


def network_address() -> str:
    """The number by which others in the network reach this computer; empty without a network.

    It is asked of the table of routes: a UDP socket that is connected has sent nothing yet.
    """
    import socket

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            asking.connect(("192.0.2.1", 9))  # of a block that is only for examples
        except OSError:
            return ""
        found: str = asking.getsockname()[0]
    return "" if found.startswith("127.") or found == "0.0.0.0" else found  # noqa: S104 - a comparison


def entropy(count: int) -> bytes:
    """Bytes of chance."""
    return os.urandom(count)
