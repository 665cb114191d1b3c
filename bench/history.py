"""A package of Anki with its review log into a collection: the whole command, beside a bare pass over the rows with
sqlite3 and the folding of their memory."""

from __future__ import annotations

import gc
import json
import random
import shutil
import sqlite3
import sys
import time
import zipfile
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from bench import make, measure
from bench.measure import Cost, Row, row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NOTES = 50_000
REVIEWS = 10
"""Answers to each note."""
FIRST = 1_500_000_000_000
DAY_MS = 86_400_000
DAY_ZERO = 16_332
"""The logical day from which days are counted in a package that genanki's template begins."""


def rows(quick: bool) -> list[Row]:
    """Ours, by the command line, beside what cannot be avoided."""
    count = 1_000 if quick else NOTES
    with measure.scratch() as (scratch, env):
        package, database, home = scratch / "large.apkg", scratch / "collection.anki21", scratch / "decks"
        write(count, package, database)
        command = measure.program("--collection", home, "import", package, "--with-history")

        def ours() -> Cost:
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir()
            (home / "first.yaml").write_text("topics: []\n")
            return measure.run(command, env)

        costs = measure.in_turn(
            {"ours": ours, "bare": lambda: _bare(database, env), "again": lambda: measure.run(command, env)},
            1 if quick else 3,
        )
    what = f"{count:,} notes with {count * REVIEWS:,} reviews in"
    return [
        row(what, "rows read and folded", costs["ours"], costs["bare"], 4),
        row("… and once more, nothing new", "the first time", costs["again"], costs["ours"], 1),
    ]


def _bare(database: Path, env: Mapping[str, str]) -> Cost:
    command = [measure.PYTHON, "-m", "bench.history", str(database)]
    return Cost(*json.loads(measure.output(command, env)))


def write(count: int, package: Path, database: Path) -> None:
    """A package as Anki 2.1 makes them, of notes that were reviewed for years."""
    from genanki.apkg_col import APKG_COL
    from genanki.apkg_schema import APKG_SCHEMA

    connection = sqlite3.connect(database)
    connection.executescript(APKG_SCHEMA)
    connection.executescript(APKG_COL)
    kind = {
        "id": 1, "name": "Basic", "type": 0, "flds": [{"name": "Front", "ord": 0}, {"name": "Back", "ord": 1}],
        "tmpls": [{"name": "Card 1", "ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}],
    }  # fmt: skip
    settings = json.dumps({"schedVer": 2, "creationOffset": 0, "rollover": 4})
    connection.execute("update col set models = ?, conf = ?", (json.dumps({"1": kind}), settings))
    chance = random.Random("history")
    for number in range(count):
        _card(connection, chance, number)
    connection.commit()
    connection.close()
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(database, database.name)
        archive.writestr("media", "{}")


def _card(connection: sqlite3.Connection, chance: random.Random, number: int) -> None:
    key, words = FIRST + number, chance.choices(make.WORDS, k=18)
    fields = f"What of {' '.join(words[:6])}, {number}?\x1f<b>{words[6]}</b> {' '.join(words[7:])}."
    reviews = list(_reviews(chance, key, number))
    last, *_, interval = reviews[-1][0], reviews[-1][4]
    due = last // DAY_MS - DAY_ZERO + interval
    note = (key, f"g{number}", 1, 1_600_000_000, -1, "", fields, "", 0, 0, "")
    card = (key, key, 1, 0, 1_600_000_000, -1, 2, 2, due, interval, 2500, REVIEWS, 0, 0, 0, 0, 0, "")
    for table, values in (("notes", [note]), ("cards", [card]), ("revlog", reviews)):
        connection.executemany(f"insert into {table} values ({', '.join('?' * len(values[0]))})", values)


def _reviews(chance: random.Random, key: int, number: int) -> Iterator[tuple[int, ...]]:
    """Rows whose instants are nobody else's: they end in the number of the note."""
    at, interval = FIRST + chance.randrange(200) * DAY_MS + chance.randrange(500) * NOTES + number, 1
    for turn in range(REVIEWS):
        grade = chance.choice((1, 2, 3, 3, 3, 3, 4)) if turn > 1 else 3
        interval = 1 if grade == 1 else int(interval * 1.7) + 1
        yield at, key, -1, grade, interval if turn else -600, 0, 500, 8000, int(turn > 1)
        at += (interval * DAY_MS if turn else 600_000) // NOTES * NOTES + chance.randrange(-70, 70) * NOTES * (turn > 0)


def bare(database: Path) -> int:
    """Every row read, and each card's answers folded into what is remembered of it."""
    from flashcards.memory.events import Step
    from flashcards.memory.fold import fold

    connection = sqlite3.connect(database)
    for table in ("notes", "cards"):
        for _ in connection.execute(f"select * from {table}"):
            pass
    folded = 0
    for _, found in groupby(connection.execute("select * from revlog order by cid, id"), itemgetter(1)):
        fold(Step(1, at // DAY_MS, ease, 2, 0, max(days, 0), 0, None, 0) for at, _, _, ease, days, *_ in found)
        folded += 1
    connection.close()
    return folded


def main() -> None:
    """Do the bare work once; prints seconds."""
    gc.freeze()
    cpu, wall = time.process_time(), time.perf_counter()
    bare(Path(sys.argv[1]))
    print(json.dumps((time.perf_counter() - wall, time.process_time() - cpu)))


if __name__ == "__main__":
    main()
