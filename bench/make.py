"""A size to a synthetic collection: deck files that look like a person's, the same at every call.

Large ones are kept in the folder for temporary files from one run to the next, for as long as they fit: their reviews
are dated from a day on, so a new day makes a new one.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench.measure import ROOT, work
from flashcards.collection.index import VERSION as INDEX

if TYPE_CHECKING:
    from collections.abc import Iterator

VERSION = 2
"""Another number makes all collections be made anew."""

WORDS = (
    "gradient", "loss", "weight", "layer", "neuron", "signal", "vector", "matrix", "basis", "kernel", "margin",
    "sample", "class", "label", "feature", "token", "model", "state", "action", "reward", "policy", "value", "search",
    "heuristic", "graph", "path", "prior", "posterior", "entropy", "channel", "code", "noise", "filter", "image",
    "pixel", "edge", "corpus", "sentence", "grammar", "parser", "tree", "rule", "fact", "agent", "goal", "plan",
    "memory", "attention", "query", "key", "head", "descends", "measures", "carries", "splits", "joins", "learns",
    "predicts", "compares", "follows", "bounds", "shifts", "scales", "averages", "rests", "on",
)  # fmt: skip
FORMULAS = (r"$\eta$", "$x^2 + 1$", r"$\sum_i w_i x_i$", r"$\frac{1}{n}$", r"$P(A \mid B)$", r"$\nabla L$")


class Size(NamedTuple):
    """How large a collection is. `cards` are per topic; `reviews` is the length of its history."""

    files: int
    topics: int
    cards: int
    reviews: int = 0

    @property
    def all_cards(self) -> int:
        return self.files * self.topics * self.cards


LARGE = Size(files=2000, topics=10, cards=5, reviews=1_000_000)
READING = Size(files=100, topics=100, cards=2)
SMALL = Size(files=20, topics=10, cards=5, reviews=10_000)
SMALL_READING = Size(files=5, topics=100, cards=2)


def decks(folder: Path, size: Size) -> None:
    """Write the deck files of a collection."""
    chance = random.Random(f"decks {VERSION}")
    folder.mkdir(parents=True, exist_ok=True)
    for file in range(size.files):
        path = folder / f"part-{file // 100}" / f"{file:04}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(_file(chance, size, file)) + "\n", encoding="utf-8")


def _file(chance: random.Random, size: Size, file: int) -> Iterator[str]:
    yield f"deck: Subject {file // 100}::Chapter {file}"
    yield f"tags: [chapter-{file}]"
    yield "topics:"
    for place in range(size.topics):
        number = file * size.topics + place
        yield f"  - topic: {title(number)}"
        if required := sorted({number - chance.randint(1, 12) for _ in range(chance.randint(1, 2))} - {number}):
            titles = [title(max(0, other)) for other in required if number]
            if titles:
                yield f"    requires: [{', '.join(dict.fromkeys(titles))}]"
        yield "    text: |"
        for _ in range(4):
            yield f"      {_sentence(chance, 10)} {chance.choice(FORMULAS)}."
        yield "    cards:"
        for card in range(size.cards):
            yield from _card(chance, number, card)


def _card(chance: random.Random, topic: int, number: int) -> Iterator[str]:
    """A card of one of the usual kinds; a question is told from all others by its numbers."""
    question = f"Of topic {topic}, what {_sentence(chance, 5).lower()} {number}?"
    match chance.randrange(6):
        case 0:
            yield f"      - {_sentence(chance, 4)} of {topic} at {number} is {{{{{_sentence(chance, 2).lower()}}}}}."
        case 1 | 2:
            yield f"      - q: {question}"
            yield f"        a: {_sentence(chance, 8)} {chance.choice(FORMULAS)}"
            yield f"        extra: {_sentence(chance, 9)}."
        case _:
            yield f"      - {question}: {_sentence(chance, 9)}."


def title(number: int) -> str:
    """The title of a topic."""
    return f"{WORDS[number % len(WORDS)].capitalize()} theory {number}"


def _sentence(chance: random.Random, length: int) -> str:
    return " ".join(chance.choices(WORDS, k=length)).capitalize()


def storage() -> Path:
    """Where collections are kept between runs: this user's own folder."""
    user = os.getuid() if hasattr(os, "getuid") else 0
    folder = Path(tempfile.gettempdir()) / f"flashcards-bench-{user}"
    folder.mkdir(mode=0o700, exist_ok=True)
    if hasattr(os, "getuid") and folder.stat().st_uid != user:
        raise PermissionError(f"{folder} belongs to someone else")
    return folder


@cache
def has_peer() -> bool:
    """Whether the official Anki package is here; the program does not depend on it, so it may not be."""
    if find_spec("anki") is not None:
        return True
    print("the package 'anki' is not installed: nothing is measured beside it", file=sys.stderr)
    return False


def kept(kind: str, size: Size) -> Path:
    """A collection of a kind (a command of `bench.work`) and size, made if it is not there; it is not to be changed."""
    name = f"{kind}-{'-'.join(map(str, size))}"
    made = storage() / f"{name}.{VERSION}.{INDEX}.{time.strftime('%Y-%m-%d')}"
    if not made.exists():
        for old in storage().glob(f"{name}.*"):
            shutil.rmtree(old)
        print(f"making {kind} with {size.all_cards:,} cards and {size.reviews:,} reviews …", file=sys.stderr)
        partial = made.with_name(f"{name}.partial")
        shutil.rmtree(partial, ignore_errors=True)
        subprocess.run(work(kind, partial, *size), cwd=ROOT, check=True)
        partial.rename(made)
    return made
