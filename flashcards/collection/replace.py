"""New contents to the files of a collection: each appears whole or not at all, and nobody's edit is lost by it."""

from __future__ import annotations

import os
from contextlib import ExitStack, contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from flashcards.memory import store
from flashcards.model import Mistake

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from contextlib import AbstractContextManager

    from flashcards.collection.collection import Collection


class New(NamedTuple):
    """What a file of a collection is to say: bytes, or those of another file. `digest` is that of the bytes which it
    replaces; a file without one is not there yet."""

    path: str
    content: bytes | Path
    digest: bytes | None = None


def digest_of(content: bytes) -> bytes:
    """By which the index knows what a file says."""
    return blake2b(content, digest_size=16).digest()


def known(path: Path, digest: bytes, shown: str) -> bytes:
    """A file's bytes; raises Mistake if they are not those that the index knows. `shown` is what a user calls it."""
    content = path.read_bytes()
    if digest_of(content) != digest:
        raise Mistake(f"{shown}: the file has changed just now; nothing is written into it")
    return content


def write(collection: Collection, files: Iterable[New], *, before: Callable[[], None] | None = None) -> None:
    """Put files in their places in this order, once all of them lie ready on the disk. `before` is done when nothing
    stands in the way any more.

    Raises Mistake, with nothing written, if one has changed since it was read, or has just been made.
    """
    with ExitStack() as stack:
        drafts = [(stack.enter_context(_draft(collection.folder, file)), file) for file in files]
        with store.transaction(collection.index):  # so that two who write at once do it one after the other
            for _, file in drafts:
                _refuse_others(collection.folder, file)
            if before:
                before()
            for draft, file in drafts:
                draft.replace((collection.folder / file.path).resolve())


def _draft(folder: Path, file: New) -> AbstractContextManager[Path]:
    path = folder / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    return beside(path.resolve(), file.content)


def _refuse_others(folder: Path, file: New) -> None:
    """What somebody has written meanwhile is not lost."""
    if file.digest is not None:
        known(folder / file.path, file.digest, file.path)
    elif (folder / file.path).exists():
        raise Mistake(f"{file.path}: this file has just been made by someone else; nothing is written")


@contextmanager
def beside(path: Path, content: bytes | Path) -> Iterator[Path]:
    """A new file in the same folder with this content, or that of another file, safely on the disk, and with the
    permissions of the old one.

    Whoever is given it puts it in the place of the old one, or where none is yet; if that does not happen, it is
    removed. Raises Mistake for a file that must not be written, which replacing would not mind.
    """
    import shutil  # looking at cards does without
    import tempfile

    if path.exists() and not os.access(path, os.W_OK):
        raise Mistake(f"{path} cannot be written; check its permissions")
    number, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    draft = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            if isinstance(content, bytes):
                file.write(content)
            else:  # never held as a whole: there may be thousands, and films among them
                with content.open("rb") as source:
                    shutil.copyfileobj(source, file)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_mask())
        yield draft
        sync(path.parent)
    finally:
        draft.unlink(missing_ok=True)


def _mask() -> int:
    """What new files may not be, as this user has it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def sync(folder: Path) -> None:
    """Make a change of names in a folder last; Windows cannot, and need not."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    with suppress(OSError):
        number = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
