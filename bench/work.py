"""What the benches do in processes of their own: `python -m bench.work COMMAND FOLDER …`; results are JSON."""

from __future__ import annotations

import gc
import json
import os
import re
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bench import make
from bench.measure import Cost, median

if TYPE_CHECKING:
    from collections.abc import Callable

    from flashcards.collection.collection import Collection
    from flashcards.study.session import Session

RATINGS = (3, 3, 4, 3, 1, 3, 3, 2, 3, 3)
"""The grades given, over and over."""
SETTINGS = "reviews_per_day = 9999\n"


def ours(folder: Path, *size: str) -> None:
    """A collection of ours with a past: its decks are read, its history is written, its index is current."""
    from bench import past

    shape = make.Size(*map(int, size))
    make.decks(folder, shape)
    (folder / "flashcards.toml").write_text(SETTINGS)
    with _open(folder) as collection:
        collection.refresh(_now())
        past.write(collection, collection.calendar.day(_now()), shape.reviews)
    with _open(folder) as collection:
        collection.refresh(_now())


def decks(folder: Path, *size: str) -> None:
    """Deck files alone."""
    make.decks(folder, make.Size(*map(int, size)))


def anki(folder: Path, *size: str) -> None:
    """An Anki collection of the same size."""
    from bench import peer

    peer.make(folder, make.Size(*map(int, size)), _now())


def question(folder: Path) -> None:
    """The first words of the card that a session over a collection begins with."""
    with _open(folder) as collection:
        collection.refresh(_now())
        card = _session(collection).card
        assert card is not None, "nothing to review"
        words = re.match(r"[\w ,'’]+", card.card.front)
        print(words[0].strip()[:20] if words else card.card.front[:5])


def peer_first(folder: Path) -> None:
    """The anchor of a start at that size: Anki's backend opened, its first card rendered."""
    from bench.peer import Peer

    peer = Peer(folder)
    print("shown:", peer.question, flush=True)
    sys.stdin.read()


def answer(ours_folder: Path, peer_folder: Path, durable: str, answers: str) -> None:
    """The same answers given in both collections in turn; median costs. Not `durable`: neither waits for the disk."""
    from bench.peer import Peer
    from flashcards.model import Rating

    peer = Peer(peer_folder)
    with _open(ours_folder) as collection:
        if durable == "no":
            collection.history._db.execute("pragma synchronous = off")
            peer.forgo_the_disk()
        session = _session(collection)
        costs: dict[str, list[Cost]] = {"reveal": [], "grade": [], "peer": []}
        for turn in range(int(answers)):
            rating, card = RATINGS[turn % len(RATINGS)], session.card
            assert card is not None, "nothing left to review"
            costs["reveal"].append(_timed(session.reveal))
            costs["grade"].append(_timed(partial(session.grade, card, Rating(rating), 5.0)))
            costs["peer"].append(_timed(partial(peer.answer, rating)))
        print(json.dumps({name: median(found[2:]) for name, found in costs.items()}))
    peer.close()


def read(folder: Path) -> None:
    """A first reading, index written, and another open at which nothing has changed."""
    from flashcards.collection import refresh

    with _open(folder) as collection:
        first = _timed(lambda: collection.refresh(_now()))
    count = 0
    parse = refresh.parse

    def counted(*given: Any) -> Any:
        nonlocal count
        count += 1
        return parse(*given)

    refresh.parse = counted  # type: ignore[assignment]
    with _open(folder) as collection:
        changes = collection.refresh(_now())
    print(json.dumps({"cost": first, "again": count + changes.files}))


def compose(folder: Path, collector: str) -> None:
    """The anchor of a first reading: PyYAML's C parser on the same files; the garbage collector is on or off."""
    import yaml

    texts = [path.read_text("utf-8") for path in sorted(folder.rglob("*.yaml"))]

    def all_of_them() -> None:
        for text in texts:
            yaml.compose(text, Loader=yaml.CSafeLoader)

    if collector == "off":
        gc.disable()
    print(json.dumps({"cost": _timed(all_of_them)}))


def bare_page(size: str) -> None:
    """The anchor of a page: Starlette behind the same server, with a body of that many bytes and nothing to do."""
    from starlette.applications import Starlette
    from starlette.responses import HTMLResponse
    from starlette.routing import Route

    from flashcards.web import server

    body = "x" * int(size)

    def page(_: object) -> HTMLResponse:
        return HTMLResponse(body)

    listening = server.listen("127.0.0.1", 0)
    print(f"http://127.0.0.1:{listening.getsockname()[1]}/", flush=True)
    server.server(Starlette(routes=[Route("/", page)])).run(sockets=[listening])


def _timed(thing: Callable[[], object]) -> Cost:
    cpu, wall = time.process_time(), time.perf_counter()
    thing()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu)


def _open(folder: Path) -> Collection:
    from flashcards.collection.collection import Collection as Opened

    return Opened.open(folder, device="bench", entropy=os.urandom)


def _session(collection: Collection) -> Session:
    from flashcards.study.session import Session as Sitting

    return Sitting(collection, _now)


def _now() -> int:
    return time.time_ns() // 1_000_000


COMMANDS = (ours, decks, anki, question, peer_first, answer, read, compose, bare_page)


def main() -> None:
    """Do what the command line says; all that has a path for a name is a path."""
    name, *rest = sys.argv[1:]
    command: Callable[..., None] = {command.__name__: command for command in COMMANDS}[name]
    command(*(Path(word) if os.sep in word else word for word in rest))


if __name__ == "__main__":
    main()
