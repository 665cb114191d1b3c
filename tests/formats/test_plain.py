"""Cards for everyone else: Markdown, a table, JSON."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from flashcards.formats import plain
from flashcards.model import Mistake

if TYPE_CHECKING:
    from pathlib import Path

CARDS = [
    {"topic": "A", "deck": "D::E", "front": "Why?", "back": 'So, "there".', "tags": ["x", "y"], "due": None},
    {"topic": "A", "deck": "D::E", "front": "Which?\n\n- a\n- b", "back": "b\n\nc", "tags": [], "due": "2026-03-02"},
    {"topic": "B", "deck": "D::E", "front": "Ä?", "back": "$x$", "tags": [], "due": None},
]


def test_markdown_has_a_heading_for_each_topic(tmp_path: Path) -> None:
    assert 3 == plain.write(CARDS, tmp_path / "notes.md")

    text = (tmp_path / "notes.md").read_text("utf-8")
    assert text.startswith('## A\n\n*D::E*\n\n**Q.** Why?\n\n**A.** So, "there".\n\n**Q.**\n\nWhich?\n\n- a\n- b\n\n')
    assert text.endswith("## B\n\n*D::E*\n\n**Q.** Ä?\n\n**A.** $x$\n")


def test_a_table_reads_back(tmp_path: Path) -> None:
    plain.write(CARDS, tmp_path / "notes.csv")

    rows = list(csv.DictReader(io.StringIO((tmp_path / "notes.csv").read_bytes().decode("utf-8"), newline="")))

    assert [card["front"] for card in CARDS] == [row["front"] for row in rows]
    assert ["x y", "", ""] == [row["tags"] for row in rows]
    assert ["", "2026-03-02", ""] == [row["due"] for row in rows]


def test_json_is_the_same_again(tmp_path: Path) -> None:
    plain.write(CARDS, tmp_path / "notes.json")

    assert json.loads((tmp_path / "notes.json").read_text("utf-8")) == CARDS


@pytest.mark.parametrize(("cards", "name", "said"), [(CARDS, "a.xls", "no format"), ([], "a.md", "nothing to export")])
def test_what_cannot_be_written_is_said(cards: list[dict[str, object]], name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(Mistake, match=said):
        plain.write(cards, tmp_path / name)

    assert not (tmp_path / name).exists()
