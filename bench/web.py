"""The web face: from the start to its address and to Home, and the next card beside a page that does nothing."""

from __future__ import annotations

import os
import re
import signal
import statistics
import subprocess
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode

from bench import make, measure
from bench.measure import BARE, ROOT, Row, row

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

PAGE = "a bare Starlette page"
MEGABYTES = 120


class Answered(NamedTuple):
    """A page, and the seconds from its being asked for to its last byte."""

    seconds: float
    html: str


class Talk:
    """A connection that is kept, with the key."""

    def __init__(self, place: str, cookie: str = "") -> None:
        self._line = HTTPConnection(place)
        self._headers = {"cookie": cookie, "origin": f"http://{place}"}

    def get(self, path: str) -> Answered:
        begun = time.perf_counter()
        self._line.request("GET", path, headers=self._headers)
        html = self._line.getresponse().read().decode()
        return Answered(time.perf_counter() - begun, html)

    def post(self, path: str, **fields: str) -> float:
        headers = {**self._headers, "content-type": "application/x-www-form-urlencoded"}
        begun = time.perf_counter()
        self._line.request("POST", path, urlencode(fields), headers)
        answer = self._line.getresponse()
        answer.read()
        assert answer.status == 303, answer.status
        return time.perf_counter() - begun

    def close(self) -> None:
        self._line.close()


def rows(quick: bool) -> list[Row]:
    """Starting, then answering, on the large collection."""
    folder = make.kept("ours", make.SMALL if quick else make.LARGE)
    with measure.scratch() as (_, env):
        return [*_starting(folder, env, 3 if quick else 15), *_answering(folder, env, 10 if quick else 200)]


def _starting(folder: Path, env: Mapping[str, str], rounds: int) -> list[Row]:
    command = measure.program("--collection", folder, "serve", "--port", "0", "--no-open")
    costs = measure.in_turn(
        {
            "bare": lambda: measure.bare(env),
            "address": lambda: measure.until(command, env, "token="),
            "home": lambda: _until_home(command, env),
        },
        rounds,
    )
    return [
        row("serve: its address, listening", BARE, costs["address"], costs["bare"], 15),
        row("… Home in the browser", BARE, costs["home"], costs["bare"]),
    ]


def _until_home(command: Sequence[str], env: Mapping[str, str]) -> measure.Cost:
    begun = time.perf_counter()
    with running(command, env) as (place, cookie, _):
        talk = Talk(place, cookie)
        talk.get("/")
        talk.close()
        seconds = time.perf_counter() - begun
    return measure.Cost(seconds, seconds)


def _answering(folder: Path, env: Mapping[str, str], answers: int) -> list[Row]:
    """The next card after each answer, and a page of its size that does nothing, in turn."""
    command = measure.program("--collection", folder, "serve", "--port", "0", "--no-open")
    with running(command, env) as (place, cookie, pid):
        talk = Talk(place, cookie)
        talk.post("/review/begin", new=str(answers + 50))
        size = len(talk.get("/review?read=x").html.encode())
        with running(measure.work("bare_page", str(size)), env) as (bare_place, _, _):
            bare = Talk(bare_place)
            cards, nothings = [], []
            for _ in range(answers + 5):
                cards.append(_next(talk))
                nothings.append(bare.get("/").seconds)
            bare.close()
        talk.close()
        peak = _peak(pid)
    ratio = statistics.median(cards[5:]) / statistics.median(nothings[5:])
    return [
        Row(f"next card of {make.LARGE.all_cards if answers > 10 else make.SMALL.all_cards:,}", PAGE, ratio, None, 3),
        Row("memory of serve after that", f"{MEGABYTES} MB", peak / MEGABYTES, None, 1, f"{peak:.0f} MB"),
    ]


def _next(talk: Talk) -> float:
    """Answer the card that is shown; returns the seconds until the next one is there."""
    shown = talk.get("/review?read=x")
    while "Go to the cards" in shown.html:
        shown = talk.get(f"/review?{urlencode(_fields(shown.html))}")
    talk.get(f"/review/answer?{urlencode(_fields(shown.html))}")
    talk.post("/review/grade", **_fields(shown.html), rating="3")
    following = talk.get("/review")
    return following.seconds


def _fields(html: str) -> dict[str, str]:
    form = html[html.index("<footer") :]
    form = form[: form.index("</form>")]
    return dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form))


def _peak(pid: int) -> float:
    """The most memory that a process has held, in MB; 0 where the system does not tell."""
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.exists() else None
    return int(found[1]) / 1000 if found else 0.0


@contextmanager
def running(command: Sequence[str], env: Mapping[str, str]) -> Iterator[tuple[str, str, int]]:
    """A server until the end of the block: its place, a cookie, and its process."""
    process = subprocess.Popen(command, cwd=ROOT, env=dict(env), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout is not None
    try:
        said = re.match(r"http://([^/]+)(/\S*)", process.stdout.readline().decode())
        assert said is not None, "it did not start"
        line = HTTPConnection(said[1])
        line.request("GET", said[2])
        answer = line.getresponse()
        answer.read()
        line.close()
        yield said[1], (answer.getheader("set-cookie") or "").partition(";")[0], process.pid
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()
