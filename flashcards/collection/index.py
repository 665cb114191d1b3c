"""The derived database: parsed notes, their order and what is remembered, ready to be asked for a few rows.

Deleting it loses nothing. This module holds its schema and opens it; `refresh` fills it from the deck files, `follow`
from the history, and `cards` asks it.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from flashcards.memory import store

if TYPE_CHECKING:
    from pathlib import Path

PLACES = 65_536
"""How many card positions each topic has: a card's is the rank of its topic times this, and its place in it."""
VERSION = 5
UNFINISHED = -1
"""The version of an index that was being filled for the first time by a process that died."""

SCHEMA = """
create table meta (key text primary key, value) without rowid;
create table file (
  key integer primary key, path text not null unique, size integer, mtime integer, hash blob,
  ord integer, whole integer, held text
);
create table problem (
  file integer, ord integer, level text, path text, line integer, column integer, message text, hint text
);
create table topic (
  key integer primary key, id text, file integer, ord integer, rank integer, title text, deck text,
  line integer, column integer, aka text, requires text, tags text, text text, own_id integer
);
create table edge (topic integer, prerequisite integer, primary key (topic, prerequisite)) without rowid;
create table note (
  key integer primary key, id text, origin text, topic integer, ord integer, kind text, question text, answer text,
  items text, ordered integer not null default 1, reverse text not null default '', typed integer not null default 0,
  extra text not null default '', hint text not null default '', source text not null default '', tags text,
  anki text not null default '', line integer, column integer
);
create table card (
  key integer primary key, origin text not null, note integer, part text, topic integer, ord integer,
  position integer, queue integer, touched integer,
  state integer not null default 0, step integer not null default 0,
  stability real not null default 0, difficulty real not null default 0,
  interval integer not null default 0, due_day integer not null default -1, due_at integer,
  last_day integer not null default -1, introduced_day integer not null default -1,
  reviewed_day integer not null default -1, reps integer not null default 0, lapses integer not null default 0,
  passed integer not null default 0, known integer not null default 0, suspended integer not null default 0,
  flag integer not null default 0, buried_until integer not null default -1
);
create unique index card_origin on card (origin);
create table origin (
  origin text primary key, name text not null, stamp integer, parts integer, content text, recorded integer
);
create table bearer (name text, stamp integer, origin text, primary key (name, stamp, origin)) without rowid;
create table ordinal (note text, part text, n integer, primary key (note, part)) without rowid;
create table day (
  day integer, stage integer, again integer, hard integer, good integer, easy integer, millis integer,
  primary key (day, stage)
) without rowid;
create table quarter (quarter integer primary key, answers integer, reviews integer, remembered integer);
create table expected (percent integer primary key, reviews integer, remembered integer);
create table rendered (hash blob primary key, lines text) without rowid;
create table exported (origin text primary key, hash text, created integer, modified integer, stamp integer)
  without rowid;
create table fields (origin text primary key, hash blob, fields text) without rowid
"""

INDEXES = """
create index if not exists topic_file on topic (file);
create index if not exists topic_id on topic (id);
create index if not exists topic_rank on topic (rank);
create index if not exists edge_prerequisite on edge (prerequisite);
create index if not exists note_topic on note (topic);
create index if not exists note_unnamed on note (topic) where origin is null;
create unique index if not exists card_origin on card (origin);
create index if not exists card_note on card (note);
create index if not exists card_topic on card (topic);
create index if not exists card_new on card (position) where queue = 0;
create index if not exists card_learning on card (due_at) where queue = 1;
create index if not exists card_due on card (due_day, position, state, buried_until, note) where queue = 2;
create index if not exists card_step on card (due_day, position) where queue = 2 and state <> 2;
create index if not exists card_introduced on card (introduced_day) where introduced_day >= 0;
create index if not exists card_reviewed on card (reviewed_day) where reviewed_day >= 0;
create index if not exists origin_name on origin (name);
create index if not exists bearer_origin on bearer (origin)
"""


def open_index(path: Path | None) -> sqlite3.Connection:
    """Open the index, or make an empty one where it is missing, damaged or another version's; None is in memory."""
    connection = store.connect(":memory:") if path is None else _usable(path)
    connection.execute("pragma temp_store = memory")
    if connection.execute("pragma user_version").fetchone()[0] == 0:
        with store.faults(path or "the index"), store.transaction(connection):
            if connection.execute("pragma user_version").fetchone()[0] == 0:
                _run(connection, SCHEMA)
                connection.execute(f"pragma user_version = {VERSION}")
    return connection


def build_indexes(connection: sqlite3.Connection) -> None:
    """Make what finds rows fast: after the first reading, since filling an indexed table takes twice as long."""
    _run(connection, INDEXES)


def _run(connection: sqlite3.Connection, script: str) -> None:
    for statement in script.split(";\n"):
        connection.execute(statement)


class _Unusable(Exception):
    """A damaged index, one that was never finished, or one of another version."""


def _usable(path: Path) -> sqlite3.Connection:
    """The index as it is, new if there was none; what cannot be used is emptied first."""
    while True:
        try:
            return store.connect(path, synchronous="normal", look=_look)
        except _Unusable:
            _empty(path)


def _look(connection: sqlite3.Connection) -> None:
    try:
        connection.execute("select count(*) from sqlite_master").fetchone()
        version = connection.execute("pragma user_version").fetchone()[0]
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError as error:
        raise _Unusable from error
    if version not in (0, VERSION):
        raise _Unusable


def _empty(path: Path) -> None:
    """Empty an index in place, with nobody else in it: taking the file away under others would mix two of them."""
    shared = False
    with store.faults(path), closing(store.plain(path)) as connection:
        try:
            connection.execute("pragma writable_schema = on")  # a file that was cut short can be locked, too
            with suppress(sqlite3.OperationalError):
                connection.execute("pragma journal_mode = delete")
            connection.execute("begin exclusive")
            shared = connection.execute("pragma journal_mode").fetchone() == ("wal",)
            connection.execute("pragma writable_schema = off")
            _look(connection)  # another may have been quicker
        except sqlite3.OperationalError:
            raise
        except (_Unusable, sqlite3.DatabaseError):
            if shared:
                raise sqlite3.OperationalError("locked: others have it open") from None
            os.truncate(path, 0)


def meta(index: sqlite3.Connection, key: str, default: int = 0) -> int:
    row = index.execute("select value from meta where key = ?", (key,)).fetchone()
    return default if row is None else int(row[0])


def set_meta(index: sqlite3.Connection, key: str, value: object) -> None:
    index.execute("insert into meta values (?, ?) on conflict (key) do update set value = excluded.value", (key, value))


def problem_count(index: sqlite3.Connection) -> int:
    """How many errors and warnings the decks have, as of the last refresh."""
    return int(index.execute("select count(*) from problem").fetchone()[0])


def held(index: sqlite3.Connection) -> set[str]:
    """The ids of topics and notes that stand in a file but cannot be read."""
    rows = index.execute("select held from file where held is not null")
    return {name for (names,) in rows for name in json.loads(names)}
