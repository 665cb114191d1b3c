"""Things to what they cost: processes until they say something, medians of runs in turn, a table of ratios."""

from __future__ import annotations

import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

ROOT = Path(__file__).parent.parent
PYTHON = sys.executable
PEER = "Anki's backend"
BARE = "python -c pass"
UNIT = 1024 if sys.platform != "darwin" else 1
"""Of the peak memory as the system reports it, in bytes."""


class Cost(NamedTuple):
    """Seconds on the wall's clock and of processor time, user and system; the peak memory in MB, where it is known."""

    wall: float
    cpu: float
    peak: float = 0.0


class Row(NamedTuple):
    """One line of the result: what, beside which anchor; ours divided by the anchor's, and what it may be at most."""

    what: str
    anchor: str
    ratio: float
    cpu: float | None = None
    target: float | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        return "" if self.target is None else "ok" if self.ratio <= self.target else "over"


def row(what: str, anchor: str, ours: Cost, theirs: Cost, target: float | None = None, note: str = "") -> Row:
    """The row of two costs."""
    return Row(what, anchor, ours.wall / theirs.wall, ours.cpu / theirs.cpu, target, note)


def in_turn(things: Mapping[str, Callable[[], Cost]], rounds: int) -> dict[str, Cost]:
    """The median cost of each thing; every round does each once, after one that does not count."""
    costs: dict[str, list[Cost]] = {name: [] for name in things}
    for turn in range(rounds + 1):
        for name, thing in things.items():
            cost = thing()
            if turn:
                costs[name].append(cost)
    return {name: median(found) for name, found in costs.items()}


def median(costs: Iterable[Cost]) -> Cost:
    """The median of each part."""
    return Cost(*(statistics.median(part) for part in zip(*costs, strict=True)))


def environment(home: Path) -> dict[str, str]:
    """A learner's environment: compiled modules are kept, nothing is asked of this computer's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "FLASHCARDS"))}
    return {**kept, "FLASHCARDS_HOME": str(home), "TERM": "xterm-256color"}


@contextmanager
def scratch() -> Iterator[tuple[Path, dict[str, str]]]:
    """A folder until the end of the block, and the environment of a learner who lives in it."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder), environment(Path(folder))


def program(*arguments: object) -> list[str]:
    """The command line of a checkout."""
    return [PYTHON, str(ROOT / "cli.py"), *map(str, arguments)]


def work(*arguments: object) -> list[str]:
    """The command line of something that `bench.work` does."""
    return [PYTHON, "-m", "bench.work", *map(str, arguments)]


def run(command: Sequence[str], env: Mapping[str, str], *, says: bytes = b"") -> Cost:
    """A process from start to end, with some input."""
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env=dict(env), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    assert process.stdin is not None
    try:
        process.stdin.write(says)
        process.stdin.close()
    except BrokenPipeError:
        pass
    return _ended(process, begun, expected=0)


def bare(env: Mapping[str, str]) -> Cost:
    """A Python that does nothing."""
    return run([PYTHON, "-c", "pass"], env)


def output(command: Sequence[str], env: Mapping[str, str]) -> str:
    """What a process prints."""
    return subprocess.run(command, cwd=ROOT, env=dict(env), check=True, stdout=subprocess.PIPE, text=True).stdout


def until(command: Sequence[str], env: Mapping[str, str], words: str, *, terminal: bool = False) -> Cost:
    """A process from its start until some words of it have arrived; then it is killed."""
    import pty

    begun = time.perf_counter()
    ours, theirs = pty.openpty() if terminal else (-1, subprocess.PIPE)
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=dict(env),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs if terminal else subprocess.STDOUT,
        start_new_session=True,
    )
    if terminal:
        os.close(theirs)
    else:
        assert process.stdout is not None
        ours = process.stdout.fileno()
    heard, wanted = b"", words.encode()
    try:
        while wanted not in heard:
            piece = os.read(ours, 65536)
            if not piece:
                raise RuntimeError(f"{command} ended without {words!r}: {heard.decode(errors='replace')[-2000:]}")
            heard += piece
        seconds = time.perf_counter() - begun
    finally:
        os.kill(process.pid, signal.SIGKILL)  # `Popen.kill` may reap it, and with it what it has cost
        cost = _ended(process, begun)
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                stream.close()
        if terminal:
            os.close(ours)
    return cost._replace(wall=seconds)


def _ended(process: subprocess.Popen[bytes], begun: float, *, expected: int | None = None) -> Cost:
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if expected is not None and process.returncode != expected:
        raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * UNIT / 1e6)


NUMBERS = (2, 3, 4)
"""The columns of a table that hold numbers."""


def table(rows: Iterable[Row]) -> str:
    """The rows as lines, in columns."""
    head = ("what", "beside", "ratio", "of CPU time", "target", "")
    lines = [head, *(_cells(row_) for row_ in rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]
    return "\n".join("  ".join(map(_aligned, range(len(head)), line, widths)).rstrip() for line in lines)


def _aligned(column: int, cell: str, width: int) -> str:
    return cell.rjust(width) if column in NUMBERS else cell.ljust(width)


def _cells(found: Row) -> tuple[str, ...]:
    cpu = "" if found.cpu is None else f"{found.cpu:.2f}"
    target = "" if found.target is None else f"≤ {found.target:g}"
    return (found.what, found.anchor, f"{found.ratio:.2f}", cpu, target, f"{found.verdict} {found.note}".strip())
