"""What a command meets at its edges: files that cannot be opened, terminals that cannot say everything."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.formats.packing import plain
from tests.processes.conftest import ROOT, Place
from tests.processes.test_troubles import needs_permissions, one_sentence
from tests.students import deck, save, topic

DECK = "topics:\n  - topic: 日本語\n    cards:\n      - q: 水は何？\n        a: みず\n      - q: Hill?\n        a: 丘\n"
STRICT = "utf-8:strict"


@pytest.fixture
def small(tmp_path: Path) -> Place:
    """A collection of two cards, one in an alphabet of its own."""
    home = tmp_path / "home"
    home.mkdir()
    save(tmp_path / "small" / "deck.yaml", DECK)
    save(tmp_path / "text.yaml", "topics:\n  - topic: Yeast\n    text: Yeast is a fungus.\n")
    place = Place(tmp_path / "small", home)
    place.run("list")
    return place


def test_a_file_that_cannot_be_opened_is_one_sentence(small: Place, tmp_path: Path) -> None:
    output = small.folder / "none" / "x.yaml"

    run = small.run("split", str(tmp_path / "text.yaml"), "-o", str(output))

    assert (3, f"{output} cannot be read or written: no such file or directory\n") == (run.returncode, run.stderr)


def test_a_full_disk_is_one_sentence_also_where_output_goes(small: Place) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no disk here is always full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, ROOT / "cli.py", "-C", small.folder, "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=small.environment,
            timeout=60,
        )

    assert (3, "a file cannot be read or written: no space left on device\n") == (done.returncode, done.stderr)


def test_a_disk_that_fills_while_a_package_is_unpacked_is_one_sentence(small: Place, tmp_path: Path) -> None:
    package = plain(tmp_path, *[(f"{n}?", "x" * 100_000) for n in range(30)])

    run = small.run("import", str(package), under="room=1000000")

    assert 3 == run.returncode
    assert one_sentence(run), run.stderr
    assert re.search(r"cannot be written: file too large", run.stderr)


@pytest.mark.parametrize("content", [b"", b"no certificate", b"\xff\xfe"])
def test_a_certificate_that_is_none_is_a_mistake(small: Place, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.pem").write_bytes(content)

    run = small.run("serve", "--no-open", "--port", "0", "--certificate", str(tmp_path / "bad.pem"))

    assert (1, "") == (run.returncode, run.stdout)
    assert one_sentence(run), run.stderr
    assert f"{tmp_path / 'bad.pem'} is no certificate with its key in PEM" in run.stderr


@needs_permissions
@pytest.mark.parametrize("name", ["mine.yaml", "decks/mine.yaml", "decks"])
def test_what_may_not_be_read_in_the_current_folder_is_passed_over(small: Place, tmp_path: Path, name: str) -> None:
    here = tmp_path / "elsewhere"
    save(here / "decks" / "mine.yaml", deck(topic("Mine", "Mine?")))
    save(here / "mine.yaml", "services: {}\n")
    (here / name).chmod(0)

    run = small.run("path", "What is AI?" if name != "mine.yaml" else "Mine", at=here, under="unprivileged")
    (here / name).chmod(0o755)

    assert 0 == run.returncode, run.stderr


@pytest.mark.parametrize("encoding", ["cp1252", "ascii:strict", "latin-1"])
def test_what_a_terminal_cannot_say_is_spelled_out(small: Place, encoding: str) -> None:
    run = small.run("list", PYTHONIOENCODING=encoding)
    as_json = small.run("list", "--json", PYTHONIOENCODING=encoding)

    assert (0, "") == (run.returncode, run.stderr)
    assert "Hill?" in run.stdout
    assert 0 == as_json.returncode


@pytest.mark.parametrize("words", [("review",), ("add",)])
def test_what_is_typed_in_another_encoding_stops_nothing(small: Place, words: tuple[str, ...]) -> None:
    run = small.run(*words, given=b"\xe9\n\xe9\n\xe9\n\n\n", PYTHONIOENCODING=STRICT)

    assert "Traceback" not in run.stderr
    assert run.returncode in (0, 1), run.stderr


@pytest.mark.parametrize("words", [("list",), ("why",), ("review", "--topic"), ("suspend",), ("history",)])
def test_an_argument_in_another_encoding_is_a_mistake(small: Place, words: tuple[str, ...]) -> None:
    run = small.run(*words, os.fsdecode(b"caf\xe9"))

    assert 1 == run.returncode
    assert one_sentence(run), run.stderr
    assert "'caf\\udce9' is not UTF-8" in run.stderr


@pytest.mark.parametrize("content", [b"", b"\xc3\xa4", b"\n"])
def test_a_broken_name_of_this_computer_is_made_anew(small: Place, content: bytes) -> None:
    (small.home / "device").write_bytes(content)

    runs = [small.run("review", given="\n3\nq\n"), small.run("undo")]

    assert [(0, ""), (0, "")] == [(run.returncode, run.stderr) for run in runs]
    assert re.fullmatch("[0-9a-f]{16}", (small.home / "device").read_text("ascii"))
