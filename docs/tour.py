"""Records the README's two-minute tour in a real terminal: `make docs` writes docs/tour.cast (asciicast v2, text).

The program really runs; only the pauses between keys are made up, so that the recording does not change by itself.
"""

from __future__ import annotations

import json
import os
import re
import sys
import tempfile
from pathlib import Path

import pexpect

ROOT = Path(__file__).parents[1]
CAST = ROOT / "docs" / "tour.cast"
WIDTH, HEIGHT = 84, 24
DECK = """\
topics:
  - topic: Yeast
    cards:
      - What does yeast eat?: Sugar.
      - What does yeast give off that makes dough rise?: Carbon dioxide.

  - topic: Bread
    requires: Yeast
    cards:
      - Why does dough need time?: The yeast has to make gas first.
      - Dough rises best near {{30 °C::temperature}}.
      - list: The steps of baking bread
        items: [mix, knead, rise, shape, bake]
"""
STEPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("check", ()),
    ("path Bread", ()),
    ("why Bread", ()),
    ("review --limit 3", (" ", "3", " ", "3", " ", "4")),
    ("stats", ()),
)


class Recording:
    """What has appeared on the screen, and when."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.events: list[list[object]] = []

    def show(self, text: str, pause: float) -> None:
        self.seconds = round(self.seconds + pause, 2)
        self.events.append([self.seconds, "o", text])

    def type(self, command: str) -> None:
        self.show("$ ", 1.0)
        for letter in command:
            self.show(letter, 0.05)
        self.show("\r\n", 0.3)


def record(folder: Path) -> Recording:
    """The tour, taken in an empty folder."""
    decks = folder / "baking"
    decks.mkdir()
    (decks / "baking.yaml").write_text(DECK, "utf-8")
    seen = Recording()
    seen.type("cat baking.yaml")
    seen.show(DECK.replace("\n", "\r\n"), 0.2)
    for words, keys in STEPS:
        seen.type(f"flashcards {words}")
        for piece in output(words, keys, decks, folder / "home"):
            seen.show(piece.replace(str(decks), "~/baking"), 0.8)
    return seen


def output(words: str, keys: tuple[str, ...], decks: Path, home: Path) -> list[str]:
    """What a command prints before each key and after the last."""
    environment = {**os.environ, "FLASHCARDS_HOME": str(home), "TERM": "xterm-256color", "COLUMNS": str(WIDTH)}
    command = [str(ROOT / "cli.py"), *words.split()]
    child = pexpect.spawn(
        sys.executable, command, cwd=decks, env=environment, encoding="utf-8", dimensions=(HEIGHT, WIDTH), timeout=20
    )
    pieces = []
    for key in keys:
        child.expect("quit[^\n]*\n?")
        pieces.append(child.before + child.after)
        child.send(key)
    child.expect(pexpect.EOF)
    pieces.append(child.before)
    child.close()
    return [re.sub(r"\x1b\[\?[0-9;]*[a-z]", "", piece) for piece in pieces]


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        seen = record(Path(name).resolve())
    head = {"version": 2, "width": WIDTH, "height": HEIGHT, "title": "flashcards in two minutes"}
    lines = [json.dumps(line, ensure_ascii=False) for line in (head, *seen.events)]
    CAST.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
