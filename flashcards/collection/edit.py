"""A deck file as it stands, and what someone wants it to say: written if it still is what was shown."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from flashcards.collection import replace
from flashcards.deck import read
from flashcards.deck.reword import reworded
from flashcards.memory import store
from flashcards.model import Mistake

if TYPE_CHECKING:
    from pathlib import Path

    from flashcards.collection.collection import Collection
    from flashcards.collection.current import Changes
    from flashcards.model import Note, Problem

BYTE_ORDER_MARK = "\ufeff"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


class Page(NamedTuple):
    """A deck file as someone gets to see it. `digest` is of its bytes, in hexadecimal digits."""

    path: str
    text: str
    digest: str


def page(collection: Collection, path: str) -> Page:
    """A deck file of the collection. Raises Mistake if it is none, or no text."""
    content = _file(collection, path).read_bytes()
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise Mistake(f"{path} is not UTF-8; save it as UTF-8 in your editor") from None
    return Page(path, text, replace.digest_of(content).hex())


def reword(collection: Collection, new: Note, digest: str, *, at: int) -> Changes:
    """Make the note at `new.span` say what `new` says. Raises Mistake if its file has changed since it was shown."""
    path = new.span.path
    text = replace.known(_file(collection, path), bytes.fromhex(digest), path).decode("utf-8")
    return _write(collection, path, reworded(text, path, new), digest, at)


def save(collection: Collection, path: str, text: str, digest: str, *, at: int) -> Changes:
    """Make a file say this. Lines that do not change keep their line breaks, and the file its byte order mark."""
    before = replace.known(_file(collection, path), bytes.fromhex(digest), path).decode("utf-8")
    return _write(collection, path, merged(before, text), digest, at)


def merged(before: str, after: str) -> str:
    """A text that came through a form, which knows one kind of line break alone."""
    mark = BYTE_ORDER_MARK if before.startswith(BYTE_ORDER_MARK) else ""
    old, new = _LINE.findall(before.removeprefix(mark)), _LINE.findall(after)
    was, now = ([line.rstrip("\r\n") for line in lines] for lines in (old, new))
    head = _alike(was, now)
    tail = min(_alike(was[::-1], now[::-1]), len(old) - head, len(new) - head)
    usual = next((line[len(bare) :] for line, bare in zip(old, was, strict=True) if line != bare), "\n")
    middle = [bare + (usual if line != bare else "") for line, bare in zip(new, now, strict=True)]
    lines = [*old[:head], *middle[head : len(new) - tail], *old[len(old) - tail :]]
    ended = [_before(line if line.endswith(("\r", "\n")) else line + usual, after) for line, after in pairwise(lines)]
    return mark + "".join([*ended, *lines[-1:]])


def _before(line: str, following: str) -> str:
    """A line whose break does not run together with the one that makes up an empty line after it."""
    return f"{line[:-1]}\r\n" if line.endswith("\r") and following.startswith("\n") else line


def _alike(left: list[str], right: list[str]) -> int:
    pairs = zip(left, right, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(left), len(right)))


def new_errors(path: str, before: str, after: str) -> list[Problem]:
    """What would be wrong with a file that is not wrong with it now."""
    old, new = (read.read(text.removeprefix(BYTE_ORDER_MARK), path).problems for text in (before, after))
    known = Counter(problem.message for problem in old)
    return [problem for problem in new if problem.level == "error" and not known[problem.message]]


def _file(collection: Collection, path: str) -> Path:
    if collection.index.execute("select 1 from file where path = ?", (path,)).fetchone() is None:
        raise Mistake(f"{path} is no deck file of this collection")
    found = (collection.folder / path).resolve()
    if not found.is_file():
        raise Mistake(f"{path} is no longer there")
    return found


def _write(collection: Collection, path: str, text: str, digest: str, at: int) -> Changes:
    collection.must_be_writable("so nothing can be changed here")
    with store.faults(_file(collection, path)):
        replace.write(collection, [replace.New(path, text.encode("utf-8"), bytes.fromhex(digest))])
    return collection.refresh(at)
