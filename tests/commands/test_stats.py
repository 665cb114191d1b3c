"""`stats --all` and `stats -o`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.report.learner import DECK, SETTINGS, studied

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.commands.conftest import Run
    from tests.students import Desk

    Desks = Callable[..., Desk]


def test_all_statistics_are_told_in_a_pipe(desk: Desks, run: Run) -> None:
    said = run(studied(desk(DECK, SETTINGS), 20), "stats", "--all")

    assert 0 == said.exit_code
    for words in ("Today, ", "Streak: ", "How long cards last", "Hours of the day", "Topics: 3 of 3 begun"):
        assert words in said.stdout
    assert not set("▁▂▃▄▅▆▇█") & set(said.stdout)


def test_a_report_is_written_into_a_file(desk: Desks, run: Run, tmp_path: Path) -> None:
    place = studied(desk(DECK, SETTINGS, folder="chemistry"), 20)
    file = tmp_path / "report.html"

    said = run(place, "stats", "-o", str(file))

    page = file.read_text("utf-8")
    assert (0, "", f"Written: {file}\n") == (said.exit_code, said.stdout, said.stderr)
    assert page.startswith("<!doctype html>")
    assert "<h1>chemistry <small>" in page
    assert ".plot .part-1" in page


def test_a_report_and_json_can_be_had_at_once(desk: Desks, run: Run, tmp_path: Path) -> None:
    said = run(desk(DECK), "stats", "--json", "-o", str(tmp_path / "report.html"))

    assert 7 == json.loads(said.stdout)["cards"]["total"]
    assert (tmp_path / "report.html").exists()


def test_a_report_that_cannot_be_written_is_one_sentence(desk: Desks, run: Run, tmp_path: Path) -> None:
    said = run(desk(DECK), "stats", "-o", str(tmp_path / "nowhere" / "report.html"))

    assert "cannot be written: no such file or directory" in str(said.exception)
