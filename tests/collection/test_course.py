"""The bundled course in the user's own folder: new versions come in, the user's own work stays."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from flashcards.collection.course import install
from flashcards.model import Fault
from tests.students import save

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def course(tmp_path: Path) -> Path:
    folder = tmp_path / "bundled"
    (folder / "media").mkdir(parents=True)
    (folder / "figures").mkdir()
    (folder / ".flashcards").mkdir()
    for name in ("1.yaml", "2.yaml", "media/a.svg", "figures/a.py", ".flashcards/history.db"):
        (folder / name).write_text(f"{name} v1")
    return folder


def contents(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".flashcards" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def test_the_first_start_copies_what_is_to_be_learned(course: Path, tmp_path: Path) -> None:
    install(course, tmp_path / "own", "1")

    assert {"1.yaml": "1.yaml v1", "2.yaml": "2.yaml v1", "media/a.svg": "media/a.svg v1"} == contents(tmp_path / "own")


def test_an_upgrade_replaces_only_what_was_not_touched(course: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    install(course, own, "1")
    (own / "1.yaml").write_text("mine")
    (own / "media" / "a.svg").unlink()
    (own / "3.yaml").write_text("mine too")
    for name in ("1.yaml", "2.yaml", "3.yaml", "4.yaml", "media/a.svg"):
        (course / name).write_text(f"{name} v2")

    install(course, own, "2")

    assert {"1.yaml": "mine", "2.yaml": "2.yaml v2", "3.yaml": "mine too", "4.yaml": "4.yaml v2"} == contents(own)


def test_an_edit_back_and_forth_is_never_taken_for_untouched(course: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    install(course, own, "1")
    (own / "1.yaml").write_text("mine")
    install(course, own, "2")

    (course / "1.yaml").write_text("v3")
    install(course, own, "3")

    assert "mine" == contents(own)["1.yaml"]


def test_the_same_version_is_not_looked_at_again(course: Path, tmp_path: Path) -> None:
    install(course, tmp_path / "own", "1")
    (course / "1.yaml").write_text("changed")

    assert 0 == install(course, tmp_path / "own", "1")


def listing(own: Path) -> Path:
    return own / ".flashcards" / "course.json"


@pytest.mark.parametrize(
    "content",
    [b"", b'{"version": "1", "fil', b"\xff", b"[]", b'{"version": 1}', b'{"files": {"1.yaml": 3}}', b"[" * 9999],
)
def test_a_broken_list_of_what_was_copied_is_none(course: Path, tmp_path: Path, content: bytes) -> None:
    own = tmp_path / "own"
    install(course, own, "1")
    (own / "2.yaml").write_text("mine")
    listing(own).write_bytes(content)

    assert 0 == install(course, own, "1")
    (course / "1.yaml").write_text("1.yaml v2")
    (course / "2.yaml").write_text("2.yaml v2")
    assert 1 == install(course, own, "2")

    assert {"1.yaml": "1.yaml v2", "2.yaml": "mine", "media/a.svg": "media/a.svg v1"} == contents(own)


def test_what_was_copied_before_a_crash_is_no_edit(course: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    save(own / "1.yaml", "1.yaml v1")
    install(course, own, "1")
    (course / "1.yaml").write_text("1.yaml v2")

    install(course, own, "2")

    assert "1.yaml v2" == contents(own)["1.yaml"]


@pytest.mark.parametrize("failing", range(4))
def test_a_crash_leaves_no_file_half_and_is_made_up_for(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    own = tmp_path / "own"
    turns = iter(range(9))
    sync = os.fsync

    def full(number: int) -> None:
        if stat.S_ISREG(os.fstat(number).st_mode) and next(turns) == failing:
            raise OSError(28, "No space left on device")
        sync(number)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Fault, match="no space left"):
        install(course, own, "1")
    monkeypatch.undo()
    left = contents(own)
    install(course, own, "1")

    assert left == {name: text for name, text in contents(own).items() if name in left}
    assert {"1.yaml": "1.yaml v1", "2.yaml": "2.yaml v1", "media/a.svg": "media/a.svg v1"} == contents(own)


def test_what_was_deleted_and_what_lies_in_the_way_stays_so(course: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "2.yaml").mkdir(parents=True)
    install(course, own, "1")
    (own / "1.yaml").unlink()

    install(course, own, "2")

    assert {"media/a.svg"} == set(contents(own))
