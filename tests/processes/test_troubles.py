"""What the world does to a collection: one sentence, an exit code, and nothing lost."""

from __future__ import annotations

import os
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flashcards.collection.collection import Collection
from flashcards.memory import store
from flashcards.model import Fault
from tests.processes.conftest import Place, said
from tests.students import MORNING, Clock, Desk, answer, deck, save, study, topic

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator

GARBAGE = b"This is no database at all, whatever its name says.\n" * 200


def one_sentence(run: subprocess.CompletedProcess[str]) -> bool:
    """Whether all that was complained of is one line, and no traceback."""
    return len(run.stderr.strip().splitlines()) == 1 and "Traceback" not in run.stderr + run.stdout


def plain(*grades: str) -> str:
    """The lines of a learner who looks at each answer and grades it."""
    return "".join(f"\n{grade}\n" for grade in grades)


needs_permissions = pytest.mark.skipif(
    not sys.platform.startswith("linux") and os.getuid() == 0, reason="nothing is forbidden to root here"
)


@pytest.fixture
def begun(place: Place) -> Place:
    """A collection with some answers in it."""
    output, complaint = place.sit(answers=5).communicate()
    assert (5, "") == (said(output).total(), complaint)
    return place


def test_plain_lines_are_answers(begun: Place) -> None:
    run = begun.run("review", "--plain", given=plain("3", "3", "1"))

    assert (0, "") == (run.returncode, run.stderr)
    assert 8 == begun.counts().total()


class TestFullDisk:
    @pytest.mark.parametrize("room", [0, 4_096, 40_000, 80_000, 120_000])
    def test_keeps_what_was_there(self, begun: Place, room: int) -> None:
        before = begun.answers()

        run = begun.run("review", "--plain", given=plain(*"3" * 200), under=f"room={room}")
        after = begun.answers()
        doctor = begun.run("doctor")

        assert 3 == run.returncode
        assert one_sentence(run), run.stderr
        assert before == after[: len(before)]
        assert 0 == doctor.returncode, doctor.stdout

    def test_at_the_first_start_leaves_nothing_broken(self, place: Place) -> None:
        run = place.run("review", "--plain", given=plain("3"), under="room=2000")

        assert 3 == run.returncode
        assert one_sentence(run), run.stderr
        assert 0 == place.run("review", "--plain", given=plain("3", "3")).returncode
        assert 2 == place.counts().total()


@needs_permissions
class TestReadOnlyFolder:
    @pytest.fixture
    def frozen(self, begun: Place) -> Iterator[Place]:
        """A collection that may not be written."""
        hidden = begun.folder / ".flashcards"
        for path in (*hidden.iterdir(), *begun.folder.glob("*.*")):
            if path.is_file():
                path.chmod(0o444)
        hidden.chmod(0o555)
        begun.folder.chmod(0o555)
        yield begun
        begun.folder.chmod(0o755)
        hidden.chmod(0o755)

    @pytest.mark.parametrize("words", [("list",), ("check",), ("why", "T3"), ("path", "T3"), ("doctor",)])
    def test_may_be_read(self, frozen: Place, words: tuple[str, ...]) -> None:
        run = frozen.run(*words, under="unprivileged")

        assert 0 == run.returncode, run.stderr
        assert "Traceback" not in run.stderr

    @pytest.mark.parametrize("words", [("review", "--plain"), ("merge", "other.db"), ("rename", "t0", "t1")])
    def test_what_would_write_says_one_sentence(self, frozen: Place, words: tuple[str, ...]) -> None:
        (frozen.home / "other.db").write_bytes(frozen.history.read_bytes())
        before = frozen.answers()

        run = frozen.run(*words, given=plain("3", "3"), under="unprivileged")

        assert run.returncode in (0, 1, 3)
        assert "cannot be written" in run.stderr + run.stdout
        assert "Traceback" not in run.stderr
        assert before == frozen.answers()

    def test_without_any_history_may_be_read(self, place: Place) -> None:
        place.folder.chmod(0o555)

        run = place.run("list", under="unprivileged")
        place.folder.chmod(0o755)

        assert 0 == run.returncode, run.stderr
        assert 300 == len(run.stdout.splitlines())


class TestStrangeDatabases:
    @pytest.mark.parametrize("content", [GARBAGE, bytes(8192), GARBAGE[:4096]])
    def test_a_history_that_is_none_is_left_alone(self, begun: Place, content: bytes) -> None:
        _without_wal(begun.history)
        begun.history.write_bytes(content)

        run = begun.run("review", "--plain", given=plain("3"))

        assert 3 == run.returncode
        assert one_sentence(run), run.stderr
        assert "not a database" in run.stderr
        assert content == begun.history.read_bytes()

    def test_a_newer_history_is_refused(self, begun: Place) -> None:
        _version(begun.history, 99)

        run = begun.run("review", "--plain", given=plain("3"))

        assert 3 == run.returncode
        assert one_sentence(run), run.stderr
        assert "newer version" in run.stderr
        assert 5 == begun.counts().total()

    @pytest.mark.parametrize("content", [GARBAGE, b"", b"\0" * 8192])
    def test_a_damaged_index_is_made_anew(self, begun: Place, content: bytes) -> None:
        index = begun.folder / ".flashcards" / "index.db"
        _without_wal(index)
        index.write_bytes(content)

        run = begun.run("review", "--plain", given=plain("3"))

        assert 0 == run.returncode, run.stderr
        assert 6 == begun.counts().total()
        assert 0 == begun.run("doctor").returncode

    def test_a_newer_index_is_made_anew(self, begun: Place) -> None:
        _version(begun.folder / ".flashcards" / "index.db", 99)

        run = begun.run("review", "--plain", given=plain("3"))

        assert 0 == run.returncode, run.stderr
        assert 6 == begun.counts().total()
        assert 0 == begun.run("doctor").returncode

    def test_an_index_with_torn_pages_is_said_and_can_be_deleted(self, begun: Place) -> None:
        index = begun.folder / ".flashcards" / "index.db"
        _without_wal(index)
        torn = bytearray(index.read_bytes())
        torn[4096 * 2 :] = os.urandom(len(torn) - 4096 * 2)
        index.write_bytes(torn)

        run = begun.run("review", "--plain", given=plain("3"))
        index.unlink()
        again = begun.run("review", "--plain", given=plain("3"))

        assert run.returncode in (0, 3)
        assert "Traceback" not in run.stderr
        assert 0 == again.returncode, again.stderr
        assert 5 < begun.counts().total()


class TestLocked:
    def test_a_history_in_use_is_said_after_a_while(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(store, "PATIENCE_MS", 20)
        save(tmp_path / "deck.yaml", deck(topic("A", "A1?", "A2?")))
        desk = Desk(tmp_path, Clock(MORNING))
        session = desk.session()
        other = sqlite3.connect(tmp_path / ".flashcards" / "history.db", isolation_level=None)
        other.execute("begin exclusive")

        with pytest.raises(Fault, match="in use by another program"):
            answer(session)
        other.execute("rollback")
        other.close()
        answers = study(desk.session())
        desk.close()

        assert 4 == len(answers)

    @pytest.mark.parametrize("name", ["history.db", "index.db"])
    def test_opening_is_refused_in_words(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
        monkeypatch.setattr(store, "PATIENCE_MS", 20)
        save(tmp_path / "deck.yaml", deck(topic("A", "A1?", "A2?")))
        desk = Desk(tmp_path, Clock(MORNING))
        desk.close()
        other = sqlite3.connect(tmp_path / ".flashcards" / name, isolation_level=None)
        other.execute("pragma locking_mode = exclusive")
        other.execute("begin exclusive")

        with pytest.raises(Fault, match="in use by another program"):
            Collection.open(tmp_path, device="desk", entropy=os.urandom)
        other.close()


class TestHostileFolders:
    def test_a_thousand_files(self, place: Place) -> None:
        for n in range(1000):
            save(place.folder / f"part {n % 10}" / f"{n}.yaml", deck(topic(f"N{n}", f"Number {n}?")))

        listed = place.run("list")

        assert (0, 1300) == (listed.returncode, len(listed.stdout.splitlines()))

    def test_strange_entries_are_passed_over_or_named(self, place: Place) -> None:
        (place.folder / "folder.yaml").mkdir()
        save(place.folder / "folder.yaml" / "inside.yaml", deck(topic("Inside", "Inside?")))
        (place.folder / "dangling.yaml").symlink_to(place.folder / "nowhere.yaml")
        (place.folder / "loop").symlink_to(place.folder)
        (place.folder / "self.yaml").symlink_to(place.folder / "self.yaml")
        (place.folder / "empty.yaml").touch()
        (place.folder / "other.yaml").write_text("services:\n  web: {image: nginx}\n")
        os.mkfifo(place.folder / "pipe.yaml")

        listed = place.run("list")
        check = place.run("check")

        assert 0 == listed.returncode, listed.stderr
        assert 301 == len(listed.stdout.splitlines())
        assert check.returncode in (0, 1)
        assert "Traceback" not in listed.stderr + check.stderr

    @pytest.mark.parametrize(
        "name",
        [b"two\nlines.yaml", "übung 深い.yaml".encode(), b"' or 1=1 --.yaml", b"caf\xe9.yaml", b"\x1b[31mred.yaml"],
    )
    def test_file_names_may_be_anything(self, place: Place, name: bytes) -> None:
        path = Path(os.fsdecode(os.fsencode(place.folder) + b"/" + name))
        try:
            save(path, deck(topic("Strange", "Strange?", "Strange?")))
        except OSError:
            pytest.skip("this file system has no such names")

        listed = place.run("list")
        check = place.run("check")

        assert 0 == listed.returncode, listed.stderr
        assert 1 == check.returncode
        assert "Traceback" not in listed.stderr + check.stderr

    @needs_permissions
    def test_a_file_that_may_not_be_read_is_named_and_its_history_waits(self, begun: Place) -> None:
        path = begun.folder / "deck.yaml"
        os.utime(path, (2, 2))
        path.chmod(0)

        hidden = begun.run("list", under="unprivileged")
        check = begun.run("check", under="unprivileged")
        gone = begun.run("list", "--gone", under="unprivileged")
        path.chmod(0o644)
        shown = begun.run("list", under="unprivileged")

        assert (0, "") == (hidden.returncode, hidden.stdout)
        assert (1, True) == (check.returncode, "cannot be read" in check.stdout)
        assert "gone (history kept)" not in hidden.stderr + gone.stderr
        assert 300 == len(shown.stdout.splitlines())
        assert 0 == begun.run("doctor").returncode


def _version(path: Path, number: int) -> None:
    connection = sqlite3.connect(path)
    connection.execute(f"pragma user_version = {number}")
    connection.close()


def _without_wal(path: Path) -> None:
    """Fold a write-ahead log into its database."""
    connection = sqlite3.connect(path)
    connection.execute("pragma wal_checkpoint(truncate)")
    connection.close()
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
