"""Processes that end in the middle of something: what was acknowledged is there, and the next one goes on."""

from __future__ import annotations

import random
import signal
from typing import TYPE_CHECKING

import pytest

from tests.processes.conftest import said

if TYPE_CHECKING:
    import subprocess

    from tests.processes.conftest import Place

TIMES = 30


def rest_of(process: subprocess.Popen[str]) -> tuple[str, str]:
    """What is left in the pipes of a process that ends, beside what was read already."""
    assert process.stdout is not None
    assert process.stderr is not None
    with process:
        return process.stdout.read(), process.stderr.read()


def test_every_acknowledged_answer_survives_a_kill(place: Place) -> None:
    chance = random.Random(7)
    acknowledged = place_answers = 0
    for _ in range(TIMES):
        sitting = place.sit()
        assert sitting.stdout is not None
        heard = "".join(sitting.stdout.readline() for _ in range(chance.randrange(12)))
        sitting.kill()
        rest, complaint = rest_of(sitting)
        before, place_answers = place_answers, len(place.answers()) if place.history.exists() else 0
        taken = said(heard + rest)
        acknowledged += taken.total()

        assert "" == complaint
        assert -signal.SIGKILL == sitting.returncode
        assert taken.total() <= place_answers - before <= taken.total() + 1

    last = place.sit(answers=5)
    output, complaint = last.communicate()
    doctor = place.run("doctor")

    assert acknowledged > TIMES
    assert (0, "", 5) == (last.returncode, complaint, said(output).total())
    assert (0, "sound and agree") == (doctor.returncode, doctor.stdout.strip()[-15:]), doctor.stdout


def test_plain_mode_keeps_every_answer_it_went_on_from(place: Place) -> None:
    chance = random.Random(3)
    for _ in range(8):
        before = len(place.answers()) if place.history.exists() else 0
        review = place.plain()
        graded = chance.randrange(1, 6)
        assert review.stdin is not None
        wait_for(review, "Enter shows the answer.")
        for _ in range(graded):
            review.stdin.write("\n3\n")
            review.stdin.flush()
            wait_for(review, "Enter shows the answer.")
        review.stdin.write("\n3\n" * chance.randrange(3))
        review.stdin.flush()
        review.kill()
        rest_of(review)

        assert graded <= len(place.answers()) - before <= graded + 2

    assert 0 == place.run("doctor").returncode


def wait_for(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdout is not None
    while (heard := process.stdout.readline()).strip() != line:
        assert heard, "the program ended"


@pytest.mark.parametrize("pauses", [0, 1, 2])
def test_a_kill_while_a_fresh_collection_is_opened_harms_nothing(place: Place, pauses: int) -> None:
    for number in range(4):
        sitting = place.sit()
        hidden = place.folder / ".flashcards"
        wanted = (hidden, place.history, hidden / "index.db")[pauses]
        while not wanted.exists() and sitting.poll() is None:
            pass
        for _ in range(number * 20_000):
            pass
        sitting.kill()
        sitting.communicate()

    last = place.sit(answers=3)
    output, complaint = last.communicate()

    assert (0, "", 3) == (last.returncode, complaint, said(output).total())
    assert 0 == place.run("doctor").returncode
