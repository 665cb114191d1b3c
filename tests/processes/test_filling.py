"""The first reading has the index to itself: whatever ends it, the index is whole afterwards, or made anew."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.processes.conftest import ROOT, said

if TYPE_CHECKING:
    from pathlib import Path

    from tests.processes.conftest import Place

UNFINISHED = -1
FILLING = "create index if not exists card_due"
FEW, MANY = 10, 10_000
CARDS = 300


def start(place: Place, deed: str, statement: str = FILLING, pages: int = FEW) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.processes.filling", place.folder, deed, statement, str(pages)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=place.environment,
        cwd=ROOT,
    )


def end(process: subprocess.Popen[str]) -> tuple[int, str, list[str]]:
    """How it ended, what it complained of, and what it said."""
    output, complaint = process.communicate(timeout=60)
    return process.returncode, complaint, output.splitlines()


def index_of(place: Place) -> Path:
    return place.folder / ".flashcards" / "index.db"


def version_in_file(path: Path) -> int:
    """The user_version as it lies on the disk, which no log and no damage can hide."""
    return int.from_bytes(path.read_bytes()[60:64], "big", signed=True)


def modes(path: Path) -> tuple[str, str]:
    """The journal mode that the file is left in, and whether it is sound."""
    connection = sqlite3.connect(path)
    try:
        return (
            connection.execute("pragma journal_mode").fetchone()[0],
            connection.execute("pragma integrity_check").fetchone()[0],
        )
    finally:
        connection.close()


def assert_healthy(place: Place) -> None:
    listed, doctor = place.run("list"), place.run("doctor")

    assert (0, CARDS) == (listed.returncode, len(listed.stdout.splitlines())), listed.stderr
    assert (0, "sound and agree") == (doctor.returncode, doctor.stdout.strip()[-15:]), doctor.stdout
    assert ("wal", "ok") == modes(index_of(place))


@pytest.fixture(params=["fresh", "answered"])
def either(place: Place, request: pytest.FixtureRequest) -> Place:
    """A collection whose index is still to be made: with no answers yet, or with some."""
    if request.param == "answered":
        output, _ = place.sit(answers=5).communicate()
        assert 5 == said(output).total()
        index_of(place).unlink()
    return place


@pytest.mark.parametrize(
    ("deed", "statement", "pages", "code"),
    [
        ("kill", "insert into topic", FEW, -signal.SIGKILL),
        ("kill", FILLING, FEW, -signal.SIGKILL),
        ("kill", "commit", FEW, -signal.SIGKILL),
        ("cut", "commit", MANY, -signal.SIGXFSZ),
    ],
)
def test_what_a_dead_process_left_is_made_anew(either: Place, deed: str, statement: str, pages: int, code: int) -> None:
    before = either.answers() if either.history.exists() else []

    ended, complaint, _ = end(start(either, deed, statement, pages))
    left = version_in_file(index_of(either))

    assert (code, "") == (ended, complaint)
    assert UNFINISHED == left
    assert_healthy(either)
    assert before == either.answers()


@pytest.mark.parametrize(("deed", "pages"), [("kill", FEW), ("cut", MANY)])
def test_several_may_find_what_a_dead_process_left(place: Place, deed: str, pages: int) -> None:
    for _ in range(4):
        end(start(place, deed, "commit", pages))
        sittings = [place.sit(f"device {number}", 1) for number in range(3)]
        outputs = [sitting.communicate() for sitting in sittings]

        assert [(0, "")] * 3 == [(s.returncode, e) for s, (_, e) in zip(sittings, outputs, strict=True)]
        assert_healthy(place)
        index_of(place).unlink()


@pytest.mark.parametrize(("deed", "words"), [("interrupt", "interrupted"), ("full", "the disk"), ("wait", "")])
def test_the_same_connection_can_try_again(either: Place, deed: str, words: str) -> None:
    filling = start(either, deed)

    ended, complaint, lines = end(filling)
    first, again = lines[-2:]

    assert (0, "") == (ended, complaint)
    assert words in first
    assert "again" == again
    assert_healthy(either)


def test_what_a_rollback_could_not_put_back_is_not_called_finished(either: Place) -> None:
    ended, complaint, lines = end(start(either, "broken"))
    left = version_in_file(index_of(either))

    assert (0, "") == (ended, complaint)
    assert "the disk reports an error" in lines[0]
    assert UNFINISHED == left
    assert_healthy(either)


def test_others_wait_until_it_is_filled(either: Place) -> None:
    filling = start(either, "wait")
    assert filling.stdout is not None
    assert "waiting\n" == filling.stdout.readline()
    others = [either.sit(f"device {number}", 2) for number in range(2)]

    meanwhile = [other.poll() for other in others]
    ended = end(filling)
    outputs = [other.communicate() for other in others]

    assert [None, None] == meanwhile
    assert (0, "", ["first", "again"]) == ended
    assert [(0, "")] * 2 == [(other.returncode, e) for other, (_, e) in zip(others, outputs, strict=True)]
    assert_healthy(either)


def test_where_another_has_it_open_it_is_filled_as_usual(place: Place) -> None:
    waiting = start(place, "wait", "select value from meta")
    assert waiting.stdout is not None
    assert "waiting\n" == waiting.stdout.readline()

    listed = place.run("list")
    left = version_in_file(index_of(place))
    ended = end(waiting)

    assert (0, CARDS) == (listed.returncode, len(listed.stdout.splitlines()))
    assert UNFINISHED != left
    assert (0, "", ["first", "again"]) == ended
    assert_healthy(place)
