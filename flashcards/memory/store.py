"""A path to an SQLite database that is safe to use: pragmas, migrations, transactions, and faults in plain words."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, contextmanager, suppress
from typing import TYPE_CHECKING

from flashcards.model import Fault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

PATIENCE_MS = 15_000
UNFINISHED = ".partial"
"""How the name of a folder ends in which a file is being written."""
REMEDY = "delete index.db (it is made anew), or put a backup back with `flashcards restore DATE`"


def connect(
    path: Path | str,
    *,
    synchronous: str = "full",
    read_only: bool = False,
    look: Callable[[sqlite3.Connection], None] | None = None,
) -> sqlite3.Connection:
    """Open a database for many processes: WAL, foreign keys, patience with locks. ':memory:' is allowed.

    `look` may refuse what lies there by an exception, before anything in it is changed.
    """
    with faults(path):
        if read_only:
            return _read_only(path)
        connection = plain(path)
        try:
            if look:
                look(connection)
            _write_ahead(connection)
            connection.executescript(
                f"pragma synchronous = {synchronous}; pragma foreign_keys = on; pragma trusted_schema = off"
            )
            if look:
                look(connection)  # it may have waited for another, who changed what lies there
        except BaseException:
            connection.close()
            raise
        return connection


def plain(path: Path | str) -> sqlite3.Connection:
    """A database as it lies there, with patience alone."""
    seconds = PATIENCE_MS / 1000
    return sqlite3.connect(path, timeout=seconds, isolation_level=None, check_same_thread=False)


def unused(path: Path | str) -> None:
    """Fold what was written ahead into a database. Raises Fault where another has it open."""
    with faults(path), closing(plain(path)) as connection:
        connection.execute("pragma locking_mode = exclusive")
        connection.execute("pragma journal_mode = delete")


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch to WAL. Of two that do so at once SQLite refuses one without any patience; it then waits for the other."""
    try:
        connection.execute("pragma journal_mode = wal")
    except sqlite3.OperationalError:
        connection.execute("begin immediate")
        connection.execute("rollback")
        connection.execute("pragma journal_mode = wal")


def _read_only(path: Path | str) -> sqlite3.Connection:
    """A database in a folder that cannot be written has no place for a WAL, so it is read as it lies."""
    from pathlib import Path

    uri = Path(path).absolute().as_uri()
    for mode in ("mode=ro", "mode=ro&immutable=1"):
        connection = sqlite3.connect(f"{uri}?{mode}", uri=True, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("select count(*) from sqlite_master").fetchone()
            connection.executescript(f"pragma busy_timeout = {PATIENCE_MS}; pragma trusted_schema = off")
        except sqlite3.OperationalError:
            connection.close()
            continue
        except BaseException:
            connection.close()
            raise
        return connection
    raise Fault(f"{path} cannot be read; check its permissions")


def migrate(connection: sqlite3.Connection, migrations: Sequence[str], path: Path | str) -> int:
    """Bring the schema up to date, each step with its number in one transaction; returns the version found.

    Raises Fault for a database that a newer version of flashcards has written.
    """
    found = int(connection.execute("pragma user_version").fetchone()[0])
    if found > len(migrations):
        raise Fault(f"{path} was written by a newer version of flashcards; update flashcards to open it")
    if found == len(migrations):
        return found
    with faults(path), transaction(connection):
        now = int(connection.execute("pragma user_version").fetchone()[0])
        for number, script in enumerate(migrations[now:], now + 1):
            for statement in script.split(";\n"):
                connection.execute(statement)
            connection.execute(f"pragma user_version = {number}")
    return found


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """One immediate transaction: all of it, or nothing."""
    connection.execute("begin immediate")
    try:
        yield connection
        connection.execute("commit")
    except BaseException:
        if connection.in_transaction:
            connection.execute("rollback")
        raise


@contextmanager
def alone(connection: sqlite3.Connection, unfinished: int) -> Iterator[None]:
    """The database to this connection alone, for work that fills it: each page is written once, without a log.

    Meanwhile its `user_version` is `unfinished`: where the process dies, or what fails cannot be taken back, what is
    left must be thrown away. Where others have the database open, or it is in memory, this does nothing.
    """
    version = connection.execute("pragma user_version").fetchone()[0]
    if not _take(connection):
        yield
        return
    try:
        connection.execute(f"pragma user_version = {unfinished}")
        before = connection.serialize()
        yield
    except BaseException:
        with suppress(sqlite3.Error):  # what it could not do is less than what went wrong
            if connection.serialize() == before:
                _share(connection, version)
        raise
    _share(connection, version)


def _take(connection: sqlite3.Connection) -> bool:
    """Whether no other has the database open; it can then keep what it would need for a rollback in memory."""
    can_compare = hasattr(connection, "serialize")  # not where Python was built with an old SQLite
    if not can_compare or connection.execute("pragma journal_mode").fetchone() != ("wal",):
        return False
    connection.execute("pragma locking_mode = exclusive")
    with suppress(sqlite3.OperationalError):
        if connection.execute("pragma journal_mode = memory").fetchone() == ("memory",):
            return True
    connection.execute("pragma locking_mode = normal")
    return False


def _share(connection: sqlite3.Connection, version: int) -> None:
    """Sound again, and for all: in this order nobody comes in before the log is back."""
    connection.execute(f"pragma user_version = {version}")
    connection.execute("pragma locking_mode = normal")
    connection.execute("pragma journal_mode = wal")


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """One read transaction: whatever others write meanwhile, all that is read inside belongs to one moment."""
    connection.execute("begin")
    try:
        yield
    finally:
        connection.execute("commit")


@contextmanager
def appearing(target: Path) -> Iterator[Path]:
    """A free path to write a file to. It becomes `target` once all of it is on the disk, or it goes again.

    It is nobody else's: of two that write the same target at once, the later one stays.
    """
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory(UNFINISHED, f".{target.name}.", target.parent) as folder:
        made = Path(folder) / target.name
        yield made
        with made.open("rb+") as file:  # Windows syncs only what may be written
            os.fsync(file.fileno())
        made.replace(target)


@contextmanager
def faults(path: Path | str, *, remedy: str = REMEDY) -> Iterator[None]:
    """Turn what SQLite and the file system complain about into one sentence for the user.

    `remedy` is what to say of a damaged database: by default what helps with one of the collection that is open.
    """
    try:
        yield
    except sqlite3.DatabaseError as error:
        said = sentence(error, remedy)
        if said is None:
            raise
        raise Fault(f"{path} {said}") from error
    except OSError as error:
        raise Fault(f"{path} cannot be written: {(error.strerror or str(error)).lower()}") from error


def sentence(error: Exception, remedy: str = REMEDY) -> str | None:
    """What a complaint of SQLite means for the user; None for one that is a bug of ours."""
    complaint = str(error).lower() if isinstance(error, sqlite3.DatabaseError) else ""
    for words, meaning in (
        ("locked", "is in use by another program; close it and try again"),
        ("full", "cannot grow: the disk is full; make room and try again (all earlier answers are kept)"),
        ("readonly", "cannot be written; check its permissions"),
        ("unable to open", "cannot be opened; check that its folder exists and can be written"),
        ("disk i/o", "cannot be read or written: the disk reports an error (all earlier answers are kept)"),
        ("not a database", "is not a database of flashcards; move it away, or restore a backup"),
        ("malformed", f"is damaged; {remedy}"),
    ):
        if words in complaint:
            return meaning
    return None
