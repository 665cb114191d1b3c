"""The derived database: parsed notes, their order and what is remembered, ready to be asked for a few rows.

Deleting it loses nothing. This module holds its schema and opens it; `refresh` fills it from the deck files, `follow`
from the history, and `cards` asks it.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from flashcards.memory import store
from flashcards.model import Fault

PLACES = 65_536
"""How many card positions each topic has: a card's is the rank of its topic times this, and its place in it."""
VERSION = 4

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
  items text, ordered integer, reverse text, typed integer, extra text, hint text, source text, tags text, anki text,
  line integer, column integer
);
create table card (
  key integer primary key, origin text not null unique, note integer, part text, topic integer, ord integer,
  position integer, queue integer, touched integer,
  state integer not null default 0, step integer not null default 0,
  stability real not null default 0, difficulty real not null default 0,
  interval integer not null default 0, due_day integer not null default -1, due_at integer,
  last_day integer not null default -1, introduced_day integer not null default -1,
  reviewed_day integer not null default -1, reps integer not null default 0, lapses integer not null default 0,
  passed integer not null default 0, known integer not null default 0, suspended integer not null default 0,
  flag integer not null default 0, buried_until integer not null default -1
);
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
create index if not exists note_id on note (id);
create index if not exists note_origin on note (origin);
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
    connection = store.connect(":memory:") if path is None else _usable(path) or _anew(path)
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


def _usable(path: Path) -> sqlite3.Connection | None:
    """The index as it is, new if there was none; None if it is damaged or of another version. What others may have
    open is left in place: taking a database away under them would mix two of them."""
    try:
        connection = store.connect(path, synchronous="normal")
    except Fault as fault:
        if isinstance(fault.__cause__, sqlite3.OperationalError):
            raise
        return None
    if connection.execute("pragma user_version").fetchone()[0] in (0, VERSION):
        return connection
    connection.close()
    return None


def _anew(path: Path) -> sqlite3.Connection:
    """An empty index. An unusable one is moved out of the way, never half kept."""
    with store.faults(path):
        for suffix in ("", "-wal", "-shm"):
            Path(f"{path}{suffix}").unlink(missing_ok=True)
        return store.connect(path, synchronous="normal")


def meta(index: sqlite3.Connection, key: str, default: int = 0) -> int:
    row = index.execute("select value from meta where key = ?", (key,)).fetchone()
    return default if row is None else int(row[0])


def set_meta(index: sqlite3.Connection, key: str, value: object) -> None:
    index.execute("insert into meta values (?, ?) on conflict (key) do update set value = excluded.value", (key, value))


def problem_count(index: sqlite3.Connection) -> int:
    """How many errors and warnings the decks have, as of the last refresh."""
    return int(index.execute("select count(*) from problem").fetchone()[0])
