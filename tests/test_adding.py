"""`add`, `new` and `init` from outside: exit codes, what is printed where, and a diff that `git apply` understands."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.test_cli import DECK, run

if TYPE_CHECKING:
    from pathlib import Path

CARDS = "- What gives bread its taste?: Salt.  # mostly\n- Why does dough need time?: It does not.\n"
ADDED = DECK + "      - What gives bread its taste?: Salt.  # mostly\n"


@pytest.fixture
def kitchen(tmp_path: Path) -> Path:
    folder = tmp_path / "kitchen"
    folder.mkdir()
    (folder / "baking.yaml").write_text(DECK, "utf-8")
    (tmp_path / "cards.yaml").write_text(CARDS, "utf-8")
    return folder


def test_a_file_is_added_and_what_happened_is_said(kitchen: Path, tmp_path: Path) -> None:
    done = run("-C", kitchen, "add", "cards.yaml", "--to", "Bread", home=tmp_path)

    assert 0 == done.returncode, done.stderr
    assert done.stdout == (
        "baking.yaml\n"
        "  Bread\n"
        "    + What gives bread its taste?\n"
        "    ~ Why does dough need time?  baking.yaml:8 (left as it is)\n"
        "        - The yeast has to make gas first.\n"
        "        + It does not.\n"
        "1 card added, 1 differs from what is there (left as it is)\n"
    )
    assert (kitchen / "baking.yaml").read_text("utf-8") == ADDED


@pytest.mark.parametrize("text", [DECK, DECK.rstrip("\n"), DECK.replace("\n", "\r\n")], ids=["usual", "no end", "CRLF"])
def test_a_dry_run_prints_the_diff_alone_and_writes_nothing(kitchen: Path, tmp_path: Path, text: str) -> None:
    (kitchen / "baking.yaml").write_bytes(text.encode("utf-8"))
    more = "topic: Knife\ncards:\n- What for?: Cutting.\n"

    diffs = [
        run("-C", kitchen, "add", "-", *words, "--dry-run", home=tmp_path, stdin=given)
        for words, given in [(("--to", "Bread"), CARDS), (("--into", "knife.yaml"), more)]
    ]

    assert [0, 0] == [done.returncode for done in diffs], diffs
    assert (kitchen / "baking.yaml").read_bytes() == text.encode("utf-8")
    assert "1 card to add" in diffs[0].stderr
    git = ["git", "apply", "--whitespace=nowarn", "-"]
    for done in diffs:
        subprocess.run(git, input=_raw(done.stdout, text).encode("utf-8"), check=True, cwd=kitchen)
    run("-C", tmp_path / "kitchen", "check", home=tmp_path)
    assert (kitchen / "knife.yaml").read_text("utf-8").startswith("topics:\n  - topic: Knife\n")
    after = (kitchen / "baking.yaml").read_bytes().decode("utf-8")
    assert after.replace("\r\n", "\n").rstrip("\n") == ADDED.rstrip("\n")


def _raw(shown: str, text: str) -> str:
    """The diff before reading made its line breaks alike."""
    if "\r\n" not in text or "knife" in shown:
        return shown
    rows = shown.split("\n")
    return "\n".join(f"{row}\r" if row[:1] in " +-" and row and row[:3] not in ("---", "+++") else row for row in rows)


def test_mistakes_are_listed_with_their_file_and_nothing_is_written(kitchen: Path, tmp_path: Path) -> None:
    (tmp_path / "cards.yaml").write_text("- Why?: a\n  hnit: b\n- 'What'\n", "utf-8")

    done = run("-C", kitchen, "add", "cards.yaml", "--to", "Bread", home=tmp_path)

    assert 1 == done.returncode
    assert [line.partition(": ")[0] for line in done.stderr.splitlines() if line.startswith("cards")] == [
        "cards.yaml:2:3",
        "cards.yaml:3:3",
    ]
    assert (kitchen / "baking.yaml").read_text("utf-8") == DECK


def test_a_file_that_is_not_text_is_a_mistake(kitchen: Path, tmp_path: Path) -> None:
    (tmp_path / "cards.yaml").write_bytes("- Warum?: Ä".encode("latin-1"))

    done = run("-C", kitchen, "add", "cards.yaml", "--to", "Bread", home=tmp_path)

    assert (1, True) == (done.returncode, "cards.yaml:1:11: byte 0xc4 is not UTF-8" in done.stderr)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("add", "cards.yaml", "--to", "Breed"), 1, "there is no topic 'Breed' (did you mean 'Bread'?)"),
        (("add", "cards.yaml"), 1, "cards.yaml:1:1: these cards name no topic"),
        (("add", "kitchen/baking.yaml"), 1, "is in this collection already"),
        (("add", "--dry-run"), 2, "--dry-run needs a FILE"),
        (("add", "nothing.yaml"), 2, "does not exist"),
        (("init", "kitchen"), 1, "kitchen is a collection already"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(
    kitchen: Path, tmp_path: Path, words: tuple[str, ...], code: int, said: str
) -> None:
    done = run("-C", kitchen, *words, home=tmp_path)

    assert (code, True) == (done.returncode, said in done.stderr), done.stderr
    assert "Traceback" not in done.stderr


def test_a_file_of_the_collection_may_be_named_from_here(kitchen: Path, tmp_path: Path) -> None:
    done = run("-C", kitchen, "add", "-", "--into", "kitchen/baking.yaml", home=tmp_path, stdin="topic: A\ncards: []\n")

    assert 0 == done.returncode, done.stderr
    assert (kitchen / "baking.yaml").read_text("utf-8") == DECK + "  - topic: A\n    cards: []\n"


def test_lines_through_a_pipe_are_asked_for(kitchen: Path, tmp_path: Path) -> None:
    done = run("-C", kitchen, "add", "--to", "Bread", home=tmp_path, stdin="What gives it taste?\nSalt.\n")

    assert (0, True) == (done.returncode, done.stdout.endswith("1 card added\n"))
    assert "      - What gives it taste?: Salt.\n" in (kitchen / "baking.yaml").read_text("utf-8")


def test_a_new_collection_is_sound_and_says_how_to_go_on(tmp_path: Path) -> None:
    done = run("init", "my notes", home=tmp_path)

    checked = run("-C", "my notes", "check", "--strict", home=tmp_path)
    commands = [line.strip() for line in done.stdout.splitlines() if line.startswith("  ")]
    assert ["flashcards --collection 'my notes' review", "flashcards --collection 'my notes' add"] == commands
    assert (0, "") == (checked.returncode, checked.stdout)
