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
        "kitchen/baking.yaml\n"
        "  Bread\n"
        "    + What gives bread its taste?\n"
        "    ~ Why does dough need time?  kitchen/baking.yaml:8 (left as it is)\n"
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


EXAMPLE = "topics:\n  - topic: Knife\n    cards:\n      - What does a knife do?: It cuts.\n"
WRITING = [
    (("import", "notes.txt"), ""),
    (("add", "knife.txt"), ""),
    (("add",), "Knife\n\nWhat for?\nCutting.\n"),
    (("new", "Knife"), ""),
]


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A folder with notes, but no collection; everything else of this user lies beside it."""
    here = tmp_path / "here"
    here.mkdir()
    (here / "notes.txt").write_text("Knife\n\n  A knife is a tool that cuts.\n", "utf-8")
    (here / "knife.txt").write_text(EXAMPLE, "utf-8")
    editor = here / "editor.sh"
    editor.write_text(f"#!/bin/sh\ncat > \"$1\" <<'END'\n{EXAMPLE}END\n", "utf-8")
    editor.chmod(0o755)
    return here


def in_empty(folder: Path, *words: str, stdin: str) -> subprocess.CompletedProcess[str]:
    return run(
        *words,
        home=folder,
        stdin=stdin,
        FLASHCARDS_HOME=str(folder.parent / "home"),
        EDITOR=str(folder / "editor.sh"),
        VISUAL="",
    )


@pytest.mark.parametrize(("words", "stdin"), WRITING, ids=["import", "add FILE", "add", "new"])
def test_what_goes_into_the_own_collection_says_so_and_where(empty: Path, words: tuple[str, ...], stdin: str) -> None:
    done = in_empty(empty, *words, stdin=stdin)

    own = empty.parent / "home" / "course"
    assert 0 == done.returncode, done.stderr
    said = (
        f"This folder is no collection, so notes go into your own: {own}\n"
        "To keep them here instead: `flashcards init .` once, or `flashcards -C . …`\n"
    )
    assert said in done.stderr
    written = next(path for path in own.glob("*.yaml") if "Knife" in path.read_text("utf-8"))
    assert str(written) in done.stdout


@pytest.mark.parametrize(("words", "stdin"), WRITING, ids=["import", "add FILE", "add", "new"])
def test_an_empty_folder_that_is_named_becomes_the_collection(empty: Path, words: tuple[str, ...], stdin: str) -> None:
    done = in_empty(empty, "-C", ".", *words, stdin=stdin)

    assert 0 == done.returncode, done.stderr
    assert "your own" not in done.stderr
    [written] = empty.glob("*.yaml")
    assert "Knife" in written.read_text("utf-8")
    assert written.name in done.stdout
    assert not (empty.parent / "home" / "course").exists()
