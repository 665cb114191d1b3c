"""`flashcards export` from outside."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest

from tests.formats.exporting import inside
from tests.formats.test_anki import DECK
from tests.test_cli import run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def kitchen(tmp_path: Path) -> Path:
    folder = tmp_path / "kitchen"
    folder.mkdir()
    (folder / "flashcards.toml").write_text("# mine\ngrades = 2\n", "utf-8")
    (folder / "baking.yaml").write_text(DECK, "utf-8")
    return folder


def test_without_options_it_writes_a_package_named_like_the_folder(kitchen: Path, tmp_path: Path) -> None:
    done = run("-C", kitchen, "export", home=tmp_path)

    said, *lines = done.stdout.splitlines()
    assert (0, "6 notes with 10 cards written to kitchen.apkg") == (done.returncode, said)
    assert 3 == len(lines)
    assert "Import any deck presets" in lines[0]
    assert "--schedule" in lines[2]
    assert 6 == len(inside(tmp_path / "kitchen.apkg"))
    settings = (kitchen / "flashcards.toml").read_text("utf-8")
    assert settings.startswith('# mine\ngrades = 2\nnamespace = "')


def test_with_the_schedule_it_says_what_to_tick_and_what_arrives(kitchen: Path, tmp_path: Path) -> None:
    run("-C", kitchen, "known", "--topic", "Yeast", "--yes", home=tmp_path)
    done = run("-C", kitchen, "export", "--schedule", "--one-deck", "--topic", "Bread", home=tmp_path)
    known = run("-C", kitchen, "export", "--schedule", home=tmp_path)

    said, *lines = done.stdout.splitlines()
    assert (0, "4 notes with 7 cards and 0 reviews written to kitchen.apkg") == (done.returncode, said)
    assert 3 == len(lines)
    assert all(box in lines[0] for box in ("Import any learning progress", "Import any deck presets", "FSRS"))
    assert "0 reviews written to kitchen.apkg (3 known cards suspended there)" in known.stdout


def test_exported_twice_it_is_the_same(kitchen: Path, tmp_path: Path) -> None:
    run("-C", kitchen, "export", "-o", "one.apkg", home=tmp_path)
    run("-C", kitchen, "export", "-o", "two.apkg", home=tmp_path)

    assert (tmp_path / "one.apkg").read_bytes() == (tmp_path / "two.apkg").read_bytes()


def test_the_other_formats_have_the_keys_of_list(kitchen: Path, tmp_path: Path) -> None:
    for name in ("notes.md", "notes.csv", "cards.json"):
        done = run("-C", kitchen, "export", "-o", name, "--topic", "Yeast", home=tmp_path)
        assert (0, f"3 cards written to {name}\n") == (done.returncode, done.stdout)

    listed = json.loads(run("-C", kitchen, "list", "--json", home=tmp_path).stdout)
    cards = json.loads((tmp_path / "cards.json").read_text("utf-8"))
    assert listed[:3] == cards
    with (tmp_path / "notes.csv").open(encoding="utf-8", newline="") as file:
        assert list(cards[0]) == csv.DictReader(file).fieldnames
    assert "**Q.** What does yeast eat?" in (tmp_path / "notes.md").read_text("utf-8")


def test_problems_are_named_with_their_places_and_the_rest_goes_out(kitchen: Path, tmp_path: Path) -> None:
    (kitchen / "more.yaml").write_text(
        "topics:\n  - topic: Art\n    cards:\n      - What is ![a](b.png)?: Art.\n", "utf-8"
    )

    done = run("-C", kitchen, "export", home=tmp_path)

    assert 0 == done.returncode
    assert "more.yaml:4:9: the file 'b.png' does not exist" in done.stderr
    assert "7 notes" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "said", "code"),
    [
        (["-o", "notes.doc"], "'.doc' stands for no format", 1),
        (["-o", "notes.md", "--schedule"], "for Anki: name a file that ends in .apkg", 1),
        (["--tag", "nowhere"], "there is no tag 'nowhere'", 1),
        (["--topic", "Yeest"], "there is no topic 'Yeest' (did you mean 'Yeast'?)", 1),
        (["-o", "no/such/folder.apkg"], "cannot be written", 3),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    kitchen: Path, tmp_path: Path, arguments: list[str], said: str, code: int
) -> None:
    done = run("-C", kitchen, "export", *arguments, home=tmp_path)

    assert code == done.returncode
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_mistake_in_the_settings_comes_first(kitchen: Path, tmp_path: Path) -> None:
    (kitchen / "flashcards.toml").write_text("namespase = 'x'\n", "utf-8")

    done = run("-C", kitchen, "export", home=tmp_path)

    assert 1 == done.returncode
    assert "did you mean 'namespace'" in done.stderr
    assert not (tmp_path / "kitchen.apkg").exists()
