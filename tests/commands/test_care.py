"""Backups by command, and the completion of the shell."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flashcards.memory.history import History
from flashcards.model import Mistake
from tests.students import Desk, answer, deck, save, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.commands.conftest import Run

    Desks = Callable[..., Desk]

ROOT = Path(__file__).parents[2]
ATOMS = deck(topic("Atoms", "What is an atom?", more="tags: [physics]"), topic("Äther und Luft", "What is air?"))


def test_a_backup_goes_to_a_file_that_is_not_there_yet(desk: Desks, run: Run, tmp_path: Path) -> None:
    place = desk(ATOMS)
    answer(place.session())
    target = tmp_path / "copy.db"

    first, second = run(place, "backup", str(target)), run(place, "backup", str(target))

    assert f"{target}\n" == first.stdout
    assert isinstance(second.exception, Mistake)
    copy = History.read(target)
    assert place.collection.history.sequence == copy.sequence
    copy.close()


def test_a_backup_is_listed_and_restored_by_its_date_or_as_a_file(desk: Desks, run: Run, tmp_path: Path) -> None:
    place = desk(ATOMS)
    answer(place.session())
    made = run(place, "backup").stdout.strip()
    place.close()

    assert f"{made}\n" == run(place, "backup", "--list").stdout
    for source in (Path(made).stem, made):
        assert "sound and agree" in run(place, "restore", source, "--yes").stdout
    assert 1 + 2 == len(list((place.folder / ".flashcards").glob("history*.db")))
    place.open()
    assert 1 == place.reviews()


def test_a_history_is_not_replaced_before_somebody_agrees(desk: Desks, run: Run) -> None:
    place = desk(ATOMS)
    answer(place.session())
    made = Path(run(place, "backup").stdout.strip())
    answer(place.session())
    place.close()

    said = run(place, "restore", made.stem)

    assert f"Put {made} in the place of the history." in said.stdout
    assert "nothing was changed: without a terminal, --yes has to say that it is meant" == str(said.exception)
    place.open()
    assert 2 == place.reviews()


def test_a_backup_that_is_not_there_is_a_mistake_that_names_those_that_are(desk: Desks, run: Run) -> None:
    place = desk(ATOMS)
    empty = run(place, "backup").stdout
    answer(place.session())
    made = Path(run(place, "backup").stdout.strip())

    said = run(place, "restore", "1999-01-01")

    assert "There is no history yet.\n" == empty
    assert f"there is no backup 1999-01-01; there are {made.stem}" == str(said.exception)


def test_only_a_file_can_be_merged(desk: Desks, run: Run, tmp_path: Path) -> None:
    place = desk(ATOMS)

    said = run(place, "merge", str(tmp_path))

    assert 2 == said.exit_code
    assert "is a directory" in said.stderr


def test_backups_are_found_by_whatever_way_leads_to_the_folder(desk: Desks, run: Run, tmp_path: Path) -> None:
    place = desk(ATOMS)
    answer(place.session())
    made = run(place, "backup").stdout
    (tmp_path / "link").symlink_to(place.folder)
    (tmp_path / "sub").mkdir()

    for way in (tmp_path / "link", tmp_path / "sub" / ".." / place.folder.name):
        place.folder = way

        assert made == run(place, "backup", "--list").stdout


def test_backups_under_the_name_of_a_link_are_still_found(desk: Desks, run: Run, tmp_path: Path) -> None:
    place = desk(ATOMS)
    answer(place.session())
    link = tmp_path / "link"
    link.symlink_to(place.folder)
    place.folder = link
    early = tmp_path / "home" / "backups" / f"link-{blake2b(str(link).encode(), digest_size=4).hexdigest()}"
    early.mkdir(parents=True)
    place.collection.history.copy(early / "2026-01-01.db")
    made = run(place, "backup").stdout
    place.close()

    assert f"{early / '2026-01-01.db'}\n{made}" == run(place, "backup", "--list").stdout
    assert 0 == run(place, "restore", "2026-01-01", "--yes").exit_code


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_that_asks_the_program(desk: Desks, run: Run, shell: str) -> None:
    said = run(desk(""), "completion", shell).stdout

    assert f"_FLASHCARDS_COMPLETE={shell}_complete" in said
    if shutil.which(shell):
        assert 0 == subprocess.run([shell, "-n"], input=said, text=True).returncode


def completed(desk: Desk, *words: str, kind: str = "zsh") -> str:
    line = " ".join(["flashcards", "-C", str(desk.folder), *words])
    asked = {"_FLASHCARDS_COMPLETE": f"{kind}_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1)}
    code = "from flashcards.cli import main; import sys; sys.argv = ['flashcards']; main()"
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", **asked},
        capture_output=True,
        text=True,
        encoding="utf-8",
    ).stdout


def test_topics_tags_and_decks_are_completed(desk: Desks) -> None:
    place = desk(ATOMS)
    place.write("deck: Two words::Inside\ntopics:\n- topic: Z\n  cards: []\n", "z.yaml")
    place.reopen()

    assert ["plain", "atoms", "Atoms"] == completed(place, "show", "at").split("\n")[:3]
    assert "äther-und-luft" in completed(place, "why", "ÄTHER")
    assert "physics" in completed(place, "list", "--tag", "ph")
    assert "plain,Two\\ words::Inside" in completed(place, "list", "--deck", "two", kind="bash").splitlines()
    assert "Atoms" not in completed(place, "show", "x")


def test_a_folder_without_an_index_completes_nothing_and_makes_nothing(desk: Desks, tmp_path: Path) -> None:
    place = desk(ATOMS)
    place.folder = tmp_path / "bare"
    save(place.folder / "deck.yaml", ATOMS)

    assert "" == completed(place, "show", "at").strip()
    assert not (place.folder / ".flashcards").exists()
