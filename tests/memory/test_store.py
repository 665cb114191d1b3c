"""A database for one process alone, and for many that open it at once."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from multiprocessing import get_context
from typing import TYPE_CHECKING

import pytest

from flashcards.memory import store

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier
    from pathlib import Path

ROUNDS = 300
VERSION, UNFINISHED = 7, -1
REFUSED = "insert into t values (?)", [(1,), (None,)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A database with an empty table."""
    path = tmp_path / "some.db"
    with closing(store.connect(path, synchronous="normal")) as connection:
        connection.executescript(f"create table t (n not null); pragma user_version = {VERSION}")
    return path


def told(connection: sqlite3.Connection) -> tuple[int, str, str, int]:
    """Its version, its modes, and how many rows it has."""
    names = ("user_version", "journal_mode", "locking_mode")
    version, journal, locking = (connection.execute(f"pragma {name}").fetchone()[0] for name in names)
    return version, journal, locking, connection.execute("select count(*) from t").fetchone()[0]


def test_alone_it_is_marked_and_still_synced(path: Path) -> None:
    with closing(store.connect(path, synchronous="normal")) as connection:
        with store.alone(connection, UNFINISHED), store.transaction(connection):
            connection.execute("insert into t values (1)")
            filling = told(connection)
            synchronous = connection.execute("pragma synchronous").fetchone()[0]

        assert (UNFINISHED, "memory", "exclusive", 1) == filling
        assert 1 == synchronous
        assert (VERSION, "wal", "normal", 1) == told(connection)


def test_what_fails_alone_is_taken_back(path: Path) -> None:
    with closing(store.connect(path)) as connection:
        with pytest.raises(sqlite3.IntegrityError), store.alone(connection, UNFINISHED), store.transaction(connection):
            connection.executemany(*REFUSED)

        assert (VERSION, "wal", "normal", 0) == told(connection)


def test_what_fails_and_is_not_taken_back_stays_unfinished(path: Path) -> None:
    connection = store.connect(path)
    with pytest.raises(sqlite3.IntegrityError), store.alone(connection, UNFINISHED):
        connection.executemany(*REFUSED)
    connection.close()

    with closing(store.connect(path)) as connection:
        assert UNFINISHED == told(connection)[0]


def test_where_another_has_it_open_it_is_shared(path: Path) -> None:
    with closing(store.connect(path)) as connection, closing(store.connect(path)) as other:
        before = told(other)

        with store.alone(connection, UNFINISHED), store.transaction(connection):
            filling = told(connection), told(other)
            connection.execute("insert into t values (1)")

        assert (before, before) == filling
        assert (VERSION, "wal", "normal", 1) == told(connection) == told(other)


def test_in_memory_there_is_nobody_to_keep_out() -> None:
    with closing(store.connect(":memory:")) as connection:
        connection.execute("create table t (n)")
        before = told(connection)

        with store.alone(connection, UNFINISHED):
            filling = told(connection)

        assert before == filling == told(connection)


def open_each(folder: Path, together: Barrier) -> None:
    """Open many databases, each at the moment at which the others do."""
    for number in range(ROUNDS):
        together.wait(10)
        store.connect(folder / f"{number}.db").close()


def test_a_new_database_may_be_opened_by_many_at_once(tmp_path: Path) -> None:
    context = get_context("spawn")
    together = context.Barrier(3)
    many = [context.Process(target=open_each, args=(tmp_path, together)) for _ in range(3)]

    for process in many:
        process.start()
    for process in many:
        process.join()

    assert [0] * 3 == [process.exitcode for process in many]
