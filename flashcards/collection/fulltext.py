"""Words to the notes and topics that have them: by a full-text table where one is kept, else by looking through all.

Both find the same. The first reading of decks does not pay for the table: it is made for a program that will ask often.
Once it is there, triggers note what came and went, and the next search reads that anew.
"""

from __future__ import annotations

import re
import sqlite3
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from flashcards.memory import store

if TYPE_CHECKING:
    from collections.abc import Sequence

FEW = 1000
"""So many changed notes and topics are read anew by any search."""
TABLE = 'create virtual table words using fts5(texts, tokenize = "unicode61 remove_diacritics 0")'
BESIDES = (
    "create table unread (key integer primary key)",
    "insert into unread select key from note union all select -key from topic",
    *(
        f"create trigger {kind}_{event} after {event} on {kind}"
        f" begin insert or ignore into unread values ({sign}{row}.key); end"
        for kind, sign in (("note", ""), ("topic", "-"))
        for event, row in (("insert", "new"), ("delete", "old"))
    ),
)
"""A topic's row has the negative of its key, so that one table holds both."""
NOTES = """
select n.key as key, sought(t.title || char(10) || n.question || char(10) || n.answer || char(10) || n.extra || char(10)
  || n.hint || char(10) || n.reverse || char(10) || coalesce(n.items, '')) as texts
from note n join topic t on t.key = n.topic
"""
TOPICS = """
select -t.key as key, sought(t.title || char(10) || coalesce(t.aka, '') || char(10) || t.text) as texts from topic t
"""
TOKEN = re.compile(r"[^\W_]+")
SCRIPTS = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff])")
"""Letters of scripts that put no space between words: each counts as a word."""


class Term(NamedTuple):
    """One thing that is looked for: its words, one after the other, of which the last may go on.

    `exact` is all of it, where words alone would lose something: 'c++'.
    """

    words: tuple[str, ...]
    exact: str

    @property
    def letters(self) -> str:
        """A pattern for its letters, wherever they begin."""
        return r"[\W_]+".join(map(re.escape, self.words))

    @property
    def beginning(self) -> str:
        """A pattern for its letters where a word begins."""
        return rf"(?<![^\W_]){self.letters}"


def look(index: sqlite3.Connection, text: str, *, keep: bool = False, topics: bool = False) -> None:
    """Put the notes that have all words of a text into a scratch table `hit`; with `topics` those too, below zero.

    A word may go on, and stands anywhere; letter case and accents do not matter. Words in double quotes stand together.
    If nothing has them so, whatever has their letters is taken. `keep` makes the table for the searches to come.
    """
    index.execute("create temp table if not exists hit (key integer primary key)")
    index.execute("delete from temp.hit")
    for name, arguments, function in (("sought", 1, sought), ("has", 2, _has)):
        index.create_function(name, arguments, function, deterministic=True)
    wanted = terms(text)
    if not wanted:
        return
    read = [NOTES, TOPICS] if topics else [NOTES]
    if all(term.words for term in wanted) and _ready(index, keep):
        _match(index, wanted, topics=topics)
    else:
        _scan(index, read, wanted, [term.beginning for term in wanted if term.words])
    if index.execute("select 1 from temp.hit").fetchone() is None:
        _scan(index, read, wanted, [term.letters for term in wanted if len(term.words) > 1])


def terms(text: str) -> list[Term]:
    """What is looked for: words, and phrases in double quotes."""
    found = [phrase or word for phrase, word in re.findall(r'"([^"]*)"|([^\s"]+)', text)]
    folded_ = [" ".join(sought(piece).split()) for piece in found if piece.strip()]
    return [
        Term(tuple(TOKEN.findall(piece)), "" if piece.replace(" ", "").isalnum() else piece)
        for piece in folded_
        if piece
    ]


def sought(text: str) -> str:
    """A text without letter case and accents, with a space around letters that are words."""
    text = folded(text)
    if text.isascii():
        return text
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if unicodedata.category(letter) != "Mn")
    return SCRIPTS.sub(r" \1 ", unicodedata.normalize("NFC", bare))


def folded(text: str) -> str:
    """A text without letter case, composed: what two spellings of the same words have in common."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _ready(index: sqlite3.Connection, keep: bool) -> bool:
    """Whether there is a full-text table, up to date; False where there can be none, or none is worth the while."""
    try:
        unread = _unread(index)
        if not keep and (unread is None or unread > FEW):
            return False
        if unread != 0:
            with store.transaction(index):
                _take_in(index)
        index.execute("select 1 from words limit 1")
    except sqlite3.OperationalError:  # no FTS5 here, or another program holds the index
        return False
    return True


def _unread(index: sqlite3.Connection) -> int | None:
    """How many notes and topics have changed since the table was brought up to date; None if there is no table."""
    if index.execute("select 1 from sqlite_master where name = 'unread'").fetchone() is None:
        return None
    return int(index.execute("select count(*) from unread").fetchone()[0])


def _take_in(index: sqlite3.Connection) -> None:
    """Read what has changed anew; at the first time, everything."""
    if _unread(index) is None:
        index.execute(TABLE)
        for statement in BESIDES:
            index.execute(statement)
    index.execute("delete from words where rowid in (select key from unread)")
    for read, key in ((NOTES, "n.key"), (TOPICS, "-t.key")):
        index.execute(f"insert into words (rowid, texts) {read} where {key} in (select key from unread)")
    index.execute("delete from unread")


def _match(index: sqlite3.Connection, wanted: Sequence[Term], *, topics: bool) -> None:
    query = " ".join(f'"{" ".join(term.words)}"*' for term in wanted)
    exact = [term.exact for term in wanted if term.exact]
    tests = " and instr(texts, ?)" * len(exact) + " and rowid > 0" * (not topics)
    index.execute(f"insert into temp.hit select rowid from words where words match ?{tests}", (query, *exact))


def _scan(index: sqlite3.Connection, read: Sequence[str], wanted: Sequence[Term], patterns: Sequence[str]) -> None:
    """All texts looked through: for letters first, which is quick."""
    letters = [piece for term in wanted for piece in (*term.words[:1], term.exact) if piece]
    where = " and ".join(["instr(texts, ?)"] * len(letters) + ["has(?, texts)"] * len(patterns))
    for query in read:
        index.execute(f"insert into temp.hit select key from ({query}) where {where}", (*letters, *patterns))


def _has(pattern: str, text: str) -> bool:
    return _compiled(pattern).search(text) is not None


@lru_cache(maxsize=32)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
