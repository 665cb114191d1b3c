"""`flashcards serve` as a process: its address, busy ports, Ctrl-C, and others on the same collection."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

from flashcards import computer
from tests.processes.conftest import ROOT, Place, place
from tests.web.plainly import Visitor

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["place"]


@contextmanager
def served(place: Place, *words: str, **environ: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The program while it serves, and the address that it has printed."""
    process = subprocess.Popen(
        [sys.executable, ROOT / "cli.py", "--collection", place.folder, "serve", "--no-open", "--port", "0", *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**place.environment, **environ},
        cwd=place.home,
    )
    assert process.stdout is not None
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.communicate()


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another matter there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_review_in_the_browser_is_kept_when_the_server_is_stopped(place: Place, number: signal.Signals) -> None:
    with served(place) as (process, address):
        origin = address.partition("/?")[0]
        with httpx.Client(base_url=origin, headers={"origin": origin}, follow_redirects=True) as client:
            assert 200 == client.get(address).status_code
            visitor = Visitor(client)
            for key in ("Enter", "Space", "3"):
                visitor.press(key)
            process.send_signal(number)
            _, said = process.communicate(timeout=10)

    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[0-9a-f]{40}", address)
    assert 0 == process.returncode
    assert "Traceback" not in said
    assert 1 == len(place.answers())
    assert list((place.home / "backups").rglob("*.db*"))


def test_a_busy_port_is_one_sentence(place: Place) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        done = place.run("serve", "--no-open", "--port", port)

    assert 3 == done.returncode
    assert done.stderr.splitlines()[-1].startswith(f"port {port} of 127.0.0.1 cannot be used: another program")
    assert "Traceback" not in done.stderr


def test_a_host_that_is_none_is_one_sentence(place: Place) -> None:
    done = place.run("serve", "--no-open", "--host", "no.such.host.invalid", given="")

    assert 1 == done.returncode
    assert done.stderr.splitlines()[-1].startswith("serving others takes a password")


def test_others_are_served_by_password_alone(place: Place) -> None:
    with served(place, "--host", "0.0.0.0", FLASHCARDS_PASSWORD="correct horse") as (_, address):  # noqa: S104, S106
        port = address.rstrip("/").rpartition(":")[2]
        origin = f"http://127.0.0.1:{port}"
        with httpx.Client(base_url=origin, headers={"origin": origin}, follow_redirects=True) as client:
            visitor = Visitor(client)
            assert "Password" in visitor.text
            visitor.send(visitor.form("/login"), password="correct horse")  # noqa: S106
            assert "Decks" in visitor.text

    assert "token" not in address


def test_others_are_told_the_number_of_this_computer_and_that_anyone_can_listen(place: Place) -> None:
    with served(place, "--host", "0.0.0.0", FLASHCARDS_PASSWORD="correct horse") as (process, address):  # noqa: S104, S106
        port = address.rstrip("/").rpartition(":")[2]
        httpx.get(f"http://127.0.0.1:{port}/")
        process.terminate()
        more, said = process.communicate(timeout=60)

    number = computer.network_address()
    there = [f"http://{number}:{port}/ on a phone or another computer of this network"] if number else []
    assert there == more.splitlines()
    assert "This connection is not encrypted" in said


def test_a_short_password_is_refused(place: Place) -> None:
    environment = {**place.environment, "FLASHCARDS_PASSWORD": "short"}
    done = subprocess.run(
        [sys.executable, ROOT / "cli.py", "-C", place.folder, "serve", "--host", "0.0.0.0"],  # noqa: S104
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
    )

    assert (1, "a password needs 8 characters at least\n") == (done.returncode, done.stderr)


REVIEW = """
import sys
from flashcards.cli import main
sys.argv[1:] = ["review", "--plain"]
try:
    main()
finally:
    print([name for name in ("starlette", "uvicorn", "jinja2") if name in sys.modules])
"""


def test_review_loads_nothing_of_the_web(place: Place) -> None:
    done = subprocess.run(
        [sys.executable, "-c", REVIEW],
        env={**place.environment, "FLASHCARDS_COLLECTION": str(place.folder)},
        input="q\n",
        capture_output=True,
        text=True,
        cwd=place.home,
        timeout=60,
    )

    assert "[]" == done.stdout.splitlines()[-1]
