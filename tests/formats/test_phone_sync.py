"""The whole way: out of here, into a desktop, synced to a phone, reviewed there, synced back, and here again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from anki.sync_pb2 import SyncCollectionResponse

from flashcards.collection.doctor import examine
from flashcards.model import State
from tests.formats import returning
from tests.formats.phone import Phone
from tests.formats.returning import LOCAL, now
from tests.students import DAY, HOUR, study, topic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.students import Desk

PATIENCE_SECONDS = 20
DECK = "topics:\n" + topic("One", *(f"Question {n}?" for n in range(8)))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Anki's own server of synchronisation, on this computer only; its address."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {
        **os.environ, "SYNC_USER1": "learner:secret", "SYNC_BASE": str(tmp_path / "server"),
        "SYNC_HOST": "127.0.0.1", "SYNC_PORT": str(port),
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-m", "anki.syncserver"], env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until_ready(port)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait()


def until_ready(port: int) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), PATIENCE_SECONDS).close()
        except OSError:
            if time.monotonic() > end:
                raise
        else:
            return


def sync(device: Phone, address: str, *, upload: bool) -> None:
    """Synchronise; where both sides cannot be joined, one is taken whole."""
    auth = device.collection.sync_login("learner", "secret", address)
    found = device.collection.sync_collection(auth, sync_media=False)
    if found.required in (SyncCollectionResponse.NO_CHANGES, SyncCollectionResponse.NORMAL_SYNC):
        return
    device.collection.close_for_full_sync()
    device.collection.full_upload_or_download(auth=auth, server_usn=None, upload=upload)
    device.collection.reopen(after_full_sync=True)


def test_every_review_arrives_once(desk: Callable[..., Desk], tmp_path: Path, server: str) -> None:
    mine = desk(DECK, settings=LOCAL, at=now() - 12 * DAY)
    for _ in range(11):
        study(mine.session(new=2))
        mine.clock.at += DAY
    mine.clock.at = now() - HOUR
    before, length = mine.memories(), mine.reviews()
    desktop, phone = Phone(tmp_path / "desktop"), Phone(tmp_path / "phone")
    desktop.collection.set_config("fsrs", val=True)
    desktop.take(returning.send(mine), progress=True, presets=True)
    sync(desktop, server, upload=True)
    sync(phone, server, upload=False)

    for card in phone.cards():
        phone.answer(card, 3)
    sync(phone, server, upload=True)
    sync(desktop, server, upload=False)
    (again,) = (card for card in desktop.cards() if card.note().fields[0] == "Question 3?")
    desktop.answer(again, 2)
    sync(desktop, server, upload=True)
    sync(phone, server, upload=False)
    packages = [returning.packed(device, tmp_path) for device in (desktop, phone, desktop)]
    taken = [returning.bring_in(mine, package).reviews for package in packages]

    assert [9, 0, 0] == taken
    assert length + 9 == mine.reviews()
    for asked, memory in mine.memories().items():
        assert before[asked].reps + 1 + (asked == "Question 3?") == memory.reps
        assert memory.state is State.REVIEW
    assert [] == examine(mine.collection)
    desktop.close()
    phone.close()
