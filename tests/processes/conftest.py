"""Real processes of the real program, each with a home of its own."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.students import deck, save, topic

ROOT = Path(__file__).parents[2]
SETTINGS = "new_per_day = 9999\nreviews_per_day = 99999\n"


@dataclass(frozen=True, slots=True)
class Place:
    """A collection in a folder, and the processes that work on it."""

    folder: Path
    home: Path

    @property
    def history(self) -> Path:
        return self.folder / ".flashcards" / "history.db"

    @property
    def environment(self) -> dict[str, str]:
        kept = {
            name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "COVERAGE_PROCESS_START") if name in os.environ
        }
        return {
            **kept,
            "FLASHCARDS_HOME": str(self.home),
            "PYTHONPATH": str(ROOT),
            "NO_COLOR": "1",
            "LC_ALL": "C.UTF-8",
        }

    def sit(self, device: str = "desk", answers: int = 500) -> subprocess.Popen[str]:
        """A sitting that says each answer once it is durable."""
        return subprocess.Popen(
            [sys.executable, "-m", "tests.processes.sitting", self.folder, device, str(answers)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment,
            cwd=ROOT,
        )

    def plain(self) -> subprocess.Popen[str]:
        """A review in lines, to be driven through its pipes."""
        return subprocess.Popen(
            [sys.executable, ROOT / "cli.py", "--collection", self.folder, "review", "--plain"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.environment,
            cwd=self.home,
        )

    def run(
        self, *words: str, given: str | bytes = "", under: str = "", at: Path | None = None, **environ: str
    ) -> subprocess.CompletedProcess[str]:
        """The program itself, as a user runs it; `under` is a constraint of `constrained.py`, `at` a folder to be in
        in place of naming the collection."""
        launcher = [sys.executable, Path(__file__).with_name("constrained.py"), under] if under else []
        asked = () if at else ("--collection", self.folder)
        done = subprocess.run(
            [*launcher, sys.executable, ROOT / "cli.py", *asked, *words],
            input=given if isinstance(given, bytes) else given.encode(),
            capture_output=True,
            env={**self.environment, **environ},
            cwd=at or self.home,
            timeout=60,
        )
        output, complaint = (text.decode("utf-8", "replace") for text in (done.stdout, done.stderr))
        return subprocess.CompletedProcess(done.args, done.returncode, output, complaint)

    def answers(self) -> list[tuple[str, int]]:
        """Each answer in the log that was not taken back: the card and its number."""
        connection = sqlite3.connect(self.history)
        try:
            return connection.execute(
                "select n.name, e.seq from event e join name n on n.key = e.subject where e.kind = 1 order by e.seq"
            ).fetchall()
        finally:
            connection.close()

    def counts(self) -> Counter[str]:
        """How often each card was answered."""
        return Counter(origin for origin, _ in self.answers())


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A collection of three hundred cards."""
    folder, home = tmp_path / "collection", tmp_path / "home"
    home.mkdir()
    save(folder / "flashcards.toml", SETTINGS)
    save(folder / "deck.yaml", deck(*(topic(f"T{t}", *(f"Q{t} {n}?" for n in range(15))) for t in range(20))))
    return Place(folder, home)


def said(output: str) -> Counter[str]:
    """The answers that a sitting has acknowledged, by card; a last line cut short was not."""
    lines = output.split("\n")[:-1]
    return Counter(line.removeprefix("taken ") for line in lines if line.startswith("taken "))
