"""Other people's texts to topics, at one megabyte and at ten: reading is linear."""

from __future__ import annotations

import json
import random
import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING

from bench import make, measure
from bench.measure import Cost, Row
from flashcards.formats.sniff import READERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MEGABYTE = 1_000_000
TARGET = 12


def rows(quick: bool) -> list[Row]:
    """Each reader in processes of its own; imports do not count."""
    small = MEGABYTE // 10 if quick else MEGABYTE
    return [_reader(name, small, rounds=1 if quick else 3) for name in READERS]


def _reader(name: str, small: int, *, rounds: int) -> Row:
    def cost(size: int) -> Cost:
        command = [measure.PYTHON, "-m", "bench.importing", name, str(size)]
        return Cost(*json.loads(measure.output(command, measure.environment(measure.ROOT))))

    costs = measure.in_turn({"small": lambda: cost(small), "large": lambda: cost(10 * small)}, rounds)
    what = f"reading {10 * small / MEGABYTE:g} MB as {name}"
    return measure.row(what, "a tenth of it", costs["large"], costs["small"], TARGET)


def outline(number: int, words: Callable[[], str]) -> str:
    """A topic of outline notes."""
    body = f"  {words()}.\n\n  1) {words()}\n\n  2) {words()}\n\n"
    return f"{make.title(number)}\n\n{body} - {make.title(number // 2)}\n\n"


def markdown(number: int, words: Callable[[], str]) -> str:
    """A heading with cards of several kinds, among prose."""
    text = f"## {make.title(number)}\n\nRequires: [[{make.title(number // 2)}]]\n\n{words()}, <b>{words()}</b>.\n\n"
    asked = f"{words()}::{words()}\n\n{words()} {number}?\n?\n{words()}\n\n"
    return f"{text}{asked}It is ==number {number}== of {words()}.\n\n"


def table(number: int, words: Callable[[], str]) -> str:
    """A row of HTML."""
    return f'{words()} {number}?,"{words()}<br>{words()}",{make.title(number // 50)}\n'


def cards(number: int, words: Callable[[], str]) -> str:
    """A card as JSON."""
    front, topic = f"{words()} {number}?", make.title(number // 50)
    return json.dumps({"front": front, "back": words(), "topic": topic, "deck": "D", "tags": []})


MAKERS: Mapping[str, Callable[[int, Callable[[], str]], str]] = {
    "outline": outline,
    "markdown": markdown,
    "table": table,
    "cards": cards,
}


def text(name: str, size: int) -> str:
    """So many characters in some format, and a little more."""
    chance = random.Random(name)
    pieces: list[str] = []
    length = 0
    while length < size:
        pieces.append(MAKERS[name](len(pieces), lambda: " ".join(chance.choices(make.WORDS, k=8))))
        length += len(pieces[-1]) + 1
    return f"[{','.join(pieces)}]" if name == "cards" else "".join(pieces)


def main() -> None:
    """Read a text of a format and size; prints seconds."""
    name, size = sys.argv[1:]
    read = import_module(f"flashcards.formats.{READERS[name]}").read
    read(text(name, 20_000), "warm.txt")
    source = text(name, int(size) - 2_000)
    cpu, wall = time.process_time(), time.perf_counter()
    read(source, "text.txt")
    print(json.dumps((time.perf_counter() - wall, time.process_time() - cpu)))


if __name__ == "__main__":
    main()
