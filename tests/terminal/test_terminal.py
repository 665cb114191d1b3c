"""The real program in a real terminal."""

from __future__ import annotations

import os
import re
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flashcards.model import Kind
from tests.terminal.sitting import Sitting, write

if TYPE_CHECKING:
    from collections.abc import Iterator

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")

LAUNCHER = Path(__file__).parents[2] / "cli.py"
PROMPT = "ready> "


@contextmanager
def terminal(folder: Path, command: list[str], **environ: str) -> Iterator[pexpect.spawn]:
    everything = {
        **{name: value for name, value in os.environ.items() if name != "NO_COLOR"},
        "FLASHCARDS_HOME": str(folder.parent / "home"),
        "TERM": "xterm",
        "PS1": PROMPT,
        "PYTHONWARNINGS": "error",
        **environ,
    }
    child = pexpect.spawn(
        command[0], command[1:], env=everything, encoding="utf-8", timeout=30, dimensions=(30, 80), cwd=str(folder)
    )
    try:
        yield child
    finally:
        child.close(force=True)


def program(folder: Path) -> list[str]:
    return [sys.executable, str(LAUNCHER), "--collection", str(folder), "review"]


@contextmanager
def shell(folder: Path, **environ: str) -> Iterator[pexpect.spawn]:
    """A shell with job control, which says how the program left the terminal."""
    with terminal(folder, ["bash", "--norc", "--noprofile", "-i"], **environ) as child:
        child.expect_exact(PROMPT)
        child.sendline("bind 'set enable-bracketed-paste off'")
        child.expect_exact(PROMPT)
        yield child


def run(child: pexpect.spawn, command: str) -> str:
    child.sendline(command)
    child.expect_exact("\n")
    child.expect_exact(PROMPT)
    return re.sub(r"\x1b\[\?2004[hl]", "", child.before).strip()


def kinds(folder: Path) -> list[Kind]:
    sitting = Sitting(folder)
    found = [event.draft.kind for event in sitting.events() if event.draft.kind not in (Kind.CONTENT, Kind.ORDINAL)]
    sitting.collection.close()
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "decks")


def test_reveal_grade_undo_help_and_quit(folder: Path) -> None:
    with terminal(folder, program(folder)) as child:
        child.expect_exact("What is a slope?")
        child.expect_exact("quit")
        child.send(" ")
        child.expect_exact("rises.")
        child.expect(r"easy.*quit")
        child.send("?")
        child.expect_exact("back to the card")
        child.send("x")
        child.expect_exact("quit")
        child.send("3")
        child.expect_exact("Which command")
        child.send("pip3 install torch\r")
        child.expect_exact("✓")
        child.send("\ru")
        child.expect_exact("Taken back")
        child.send("\x1b")
        child.expect_exact("quit")
        child.send("q")
        child.expect_exact("Left today")
        child.expect(pexpect.EOF)
        child.close()

    assert 0 == child.exitstatus
    assert [Kind.REVIEW, Kind.REVIEW, Kind.UNDO] == kinds(folder)


def test_keys_that_were_typed_ahead_are_not_lost(folder: Path) -> None:
    with terminal(folder, program(folder)) as child:
        child.expect_exact("What is a slope?")
        child.send(" 3\x1b")
        child.expect_exact("Which command")
        child.send(" 3q")
        child.expect(pexpect.EOF)

    assert [Kind.REVIEW, Kind.REVIEW] == kinds(folder)


def test_another_size_draws_the_card_again(folder: Path) -> None:
    with terminal(folder, program(folder)) as child:
        child.expect_exact("quit")
        child.setwinsize(20, 24)
        child.expect_exact("\x1b[2J")
        child.expect_exact("What is a slope?")
        child.expect_exact("quit")
        child.send("q")
        child.expect(pexpect.EOF)


@pytest.mark.parametrize(("key", "status"), [("q", "0"), ("\x04", "0"), ("\x03", "130")])
def test_leaving_puts_the_terminal_back(folder: Path, key: str, status: str) -> None:
    with shell(folder) as child:
        before = run(child, "stty -g")
        child.sendline(" ".join(program(folder)))
        child.expect_exact("What is a slope?")
        child.send(" ")
        child.expect(r"easy.*quit")
        child.send("3")
        child.expect_exact("Esc")
        child.send("\x1b")
        child.expect_exact("quit")
        child.send(key)
        child.expect_exact(PROMPT)

        assert status == run(child, "echo $?")
        assert before == run(child, "stty -g")

    assert [Kind.REVIEW] == kinds(folder)


def test_ctrl_z_stops_a_make_around_us_too(folder: Path) -> None:
    (folder / "Makefile").write_text(f"review:\n\t@{' '.join(program(folder))}\n")
    with shell(folder) as child:
        before = run(child, "stty -g")
        child.sendline("make review")
        child.expect_exact("What is a slope?")
        child.expect_exact("quit")
        child.send("\x1a")
        child.expect_exact("Stopped")
        child.expect_exact(PROMPT)
        assert before == run(child, "stty -g")

        child.sendline("fg")
        child.expect_exact("\x1b[2J")
        child.expect_exact("What is a slope?")
        child.expect_exact("quit")
        child.send(" ")
        child.expect(r"easy.*quit")
        child.send("q")
        child.expect_exact(PROMPT)

        assert before == run(child, "stty -g")


def test_ctrl_z_takes_the_foot_away_before_the_shell_writes(folder: Path) -> None:
    with shell(folder) as child:
        child.sendline(" ".join(program(folder)))
        child.expect_exact("quit")
        child.send(" 3")
        child.expect_exact("Which command")
        child.expect_exact("other keys")
        child.send("pip\x1a")
        child.expect_exact("Stopped")
        assert "\x1b[J" in child.before.rpartition("pip")[2]

        child.sendline("fg")
        child.expect_exact("\x1b[2J")
        child.expect_exact("pip\r\n")
        child.expect_exact("other keys")
        child.send("\x04")
        child.expect_exact(PROMPT)


@pytest.mark.parametrize(
    ("closed", "status", "said"),
    [("<&-", "0", "Left today"), (">&- 2>err", "1", ""), ("--plain >&- 2>err", "1", ""), ("<&- >&- 2>err", "1", "")],
)
def test_closed_streams_are_no_tracebacks(folder: Path, closed: str, status: str, said: str) -> None:
    with shell(folder) as child:
        shown = run(child, f"{' '.join(program(folder))} {closed}")
        assert status == run(child, "echo $?")

    assert said in shown
    assert "Traceback" not in shown
    if "err" in closed:
        assert "nothing can be shown" in (folder / "err").read_text()


@pytest.mark.parametrize(
    ("words", "status"),
    [("list >&-", "0"), ("list 2>&-", "0"), ("suspend slopes <&-", "1"), ("suspend slopes >&-", "1")],
)
def test_closed_streams_are_borne_by_other_commands(folder: Path, words: str, status: str) -> None:
    with shell(folder) as child:
        shown = run(child, f"{' '.join(program(folder)[:-1])} {words}")
        assert status == run(child, "echo $?")

    assert "Traceback" not in shown


def test_the_editor_has_the_terminal_to_itself(folder: Path, tmp_path: Path) -> None:
    script = tmp_path / "editor.py"
    script.write_text(
        "import pathlib, sys\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "input('which word? ')\n"
        "file.write_text(file.read_text().replace('What is a slope?', 'What would a slope be?'))\n"
    )
    with terminal(folder, program(folder), EDITOR=f"{sys.executable} {script}", VISUAL="") as child:
        child.expect_exact("What is a slope?")
        child.expect_exact("quit")
        child.send("e")
        child.expect_exact("which word?")
        child.sendline("would")
        child.expect_exact("What would a slope be?")
        child.expect_exact("quit")
        child.send(" ")
        child.expect(r"easy.*quit")
        child.send("4\x1bq")
        child.expect(pexpect.EOF)

    assert [Kind.REVIEW] == [kind for kind in kinds(folder) if kind is not Kind.RENAME]


def test_no_color_is_heeded(folder: Path) -> None:
    with terminal(folder, program(folder), NO_COLOR="1") as child:
        child.expect_exact("quit")
        child.send("q")
        child.expect(pexpect.EOF)

        assert "\x1b[1m" not in child.before


def test_a_dumb_terminal_is_spoken_to_in_lines(folder: Path) -> None:
    with terminal(folder, program(folder), TERM="dumb") as child:
        child.expect_exact("Enter shows the answer.")
        child.sendline("")
        child.expect_exact("1 again")
        child.sendline("q")
        child.expect(pexpect.EOF)

        assert "\x1b" not in child.before


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_being_told_to_end_puts_the_terminal_back(folder: Path, number: int) -> None:
    with shell(folder) as child:
        before = run(child, "stty -g")
        child.sendline(" ".join(program(folder)))
        child.expect_exact("quit")
        os.kill(_foreground(child), number)
        child.expect_exact(PROMPT)

        assert before == run(child, "stty -g")


def _foreground(child: pexpect.spawn) -> int:
    """The group that has the terminal, which is the program alone."""
    return os.tcgetpgrp(child.child_fd)
