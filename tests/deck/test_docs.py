"""The examples of docs/format.md are decks."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

import pytest

from flashcards.deck.read import read

PAGE = Path(__file__).parents[2] / "docs" / "format.md"
EXAMPLES = re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_can_be_read(example: str) -> None:
    if example.startswith("#"):
        example += "topics: []\n"
    elif example.startswith("- topic:"):
        example = f"topics:\n{example}"
    elif example.startswith("- "):
        example = "topics:\n- topic: T\n  cards:\n" + textwrap.indent(example, "  ")

    assert read(example, "a.yaml").problems == ()
