"""What keeps the notes of this collection apart from all others in a program that takes them in: written once, kept."""

from __future__ import annotations

import re
import tomllib
from hashlib import blake2b
from typing import TYPE_CHECKING

from flashcards.collection import replace
from flashcards.collection.discover import SETTINGS
from flashcards.memory import store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flashcards.collection.collection import Collection

_EMPTY = re.compile(r"^(namespace[ \t]*=[ \t]*)(\"\"|'')", re.MULTILINE)
_KEY = re.compile(r"^[ \t]*[^#\s].*(?:\n|\Z)", re.MULTILINE)
_TABLE = re.compile(r"^[ \t]*\[", re.MULTILINE)


def namespace(collection: Collection, entropy: Callable[[int], bytes]) -> str:
    """The collection's namespace, made and written into its settings if it has none.

    Where nothing can be written it is made of the history's beginning or, without one, of the folder's path.
    """
    if collection.settings.namespace:
        return collection.settings.namespace
    if not collection.writable:
        return _derived(collection)
    made = entropy(8).hex()
    _write(collection.folder / SETTINGS, made)
    return made


def _derived(collection: Collection) -> str:
    first = next(collection.history.events(), None)
    seed = first.id if first else str(collection.folder.resolve()).encode("utf-8", "surrogateescape")
    return blake2b(seed, digest_size=8).hexdigest()


def _write(path: Path, made: str) -> None:
    with store.faults(path):
        old = path.read_bytes().decode("utf-8") if path.exists() else ""
        with replace.beside(path, with_namespace(old, made).encode("utf-8")) as draft:
            draft.replace(path)


def with_namespace(text: str, made: str) -> str:
    """The settings with the namespace in them and every other line as it was."""
    mark, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    wanted = {**tomllib.loads(body), "namespace": made}
    return mark + next(new for new in _candidates(body, made) if _means(new, wanted))


def _candidates(body: str, made: str) -> list[str]:
    """In place of an empty one; else below the last key before a table; else, where that only looks so, at the top."""
    end = "\r\n" if "\r\n" in body else "\n"
    line = f'namespace = "{made}"{end}'
    table = _TABLE.search(body)
    keys = list(_KEY.finditer(body, 0, table.start() if table else len(body)))
    at = keys[-1].end() if keys else 0
    gap = "" if not at or body[at - 1] == "\n" else end
    return [_EMPTY.sub(rf'\g<1>"{made}"', body, count=1), f"{body[:at]}{gap}{line}{body[at:]}", line + body]


def _means(text: str, wanted: dict[str, object]) -> bool:
    try:
        return tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        return False
