from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from flashcards.terminal import styling
from flashcards.text.styled import Line, Run

if TYPE_CHECKING:
    from tests.terminal.sitting import Sitting

LATE = ("fsrs", "markdown_it", "math_core", "pygments", "rich", "genanki", "starlette")

PROBE = f"""
import sys
from pathlib import Path
from flashcards.collection.collection import Collection
from flashcards.study.session import Session
from flashcards.terminal import pages, styling
from flashcards.terminal import dialogue, keyboard, review, screen

with Collection.open(Path(sys.argv[1]), device="here", entropy=bytes) as collection:
    collection.refresh(0)
    session = Session(collection, lambda: 1_767_258_000_000)
    shown = pages.question(styling.texts(collection.index, session.card), session.progress)
    print(len(shown), *(name for name in {LATE!r} if name in sys.modules))
"""


def test_a_text_is_rendered_once(sitting: Sitting) -> None:
    index = sitting.collection.index

    first = styling.lines(index, "**bold** and $x^2$")
    kept = index.execute("select count(*) from rendered").fetchone()[0]

    assert 1 == kept
    assert first == styling.lines(index, "**bold** and $x^2$")


def test_a_text_without_markup_is_not_kept(sitting: Sitting) -> None:
    index = sitting.collection.index

    assert (Line(runs=(Run("What is a slope?"),)),) == styling.lines(index, "What is a slope?")
    assert 0 == index.execute("select count(*) from rendered").fetchone()[0]


def test_the_first_card_needs_few_imports(sitting: Sitting) -> None:
    sitting.plain(" \n")
    probe = subprocess.run([sys.executable, "-c", PROBE, str(sitting.folder)], capture_output=True, text=True)

    assert ("6\n", "") == (probe.stdout, probe.stderr)


def test_what_comes_next_is_prepared_while_one_thinks(sitting: Sitting) -> None:
    sitting.converse("q")

    kept = sitting.collection.index.execute("select count(*) from rendered").fetchone()[0]
    assert kept >= 3
