"""The recorded tour is a recording, and shows what the README tells."""

from __future__ import annotations

import json
import re
from pathlib import Path

ROOT = Path(__file__).parents[1]


def test_the_tour_is_a_recording_of_the_commands_in_the_readme() -> None:
    head, *events = [json.loads(line) for line in (ROOT / "docs" / "tour.cast").read_text("utf-8").splitlines()]
    screen = re.sub(r"\x1b\[[0-9;]*[A-Za-z]", "", "".join(event[2] for event in events))

    assert (2, 84) == (head["version"], head["width"])
    assert events == sorted(events, key=lambda event: event[0])
    for words in ("flashcards check", "flashcards path Bread", "flashcards why Bread", "flashcards review"):
        assert f"$ {words}" in screen
        assert f"$ {words}" in (ROOT / "README.md").read_text("utf-8")
    assert "What does yeast eat?" in screen
    assert not re.search(r"/(tmp|home|work|Users)/", screen)


def test_links_in_the_docs_lead_to_files() -> None:
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")):
        for target in re.findall(
            r"\]\((?!https?:|#)([^)#]+)", re.sub(r"`[^`]*`|```.*?```", "", page.read_text("utf-8"), flags=re.DOTALL)
        ):
            if target.startswith(("docs/", "../", "tests/")) or target.endswith(".md"):
                assert (page.parent / target).exists(), f"{page.name}: {target}"
