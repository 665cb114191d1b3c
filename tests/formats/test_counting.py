"""What is told while a large file is taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flashcards.collection import add
from flashcards.formats import intake

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.students import Desk

    Desks = Callable[..., Desk]
    Calls = list[tuple[str, int, int]]

TOPICS = 30
FILES = {
    "notes.txt": "".join(f"Metal {n}\n  Metal {n} is a metal.\n\n" for n in range(TOPICS)),
    "notes.md": "".join(f"## Metal {n}\n\nWhat is it?::A metal.\n\n" for n in range(TOPICS)),
    "notes.csv": "topic,front,back\n" + "".join(f"Metal {n},What is it?,A metal.\n" for n in range(TOPICS)),
}


@pytest.mark.parametrize("name", FILES)
def test_one_file_is_counted_line_by_line_and_topic_by_topic(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_text(FILES[name], "utf-8")
    calls: Calls = []

    page = intake.page(file, progress=lambda *call: calls.append(call))
    intake.sources([page], lambda *call: calls.append(call))

    assert ["Reading lines", "Finding cards", "Writing topics"] == list(dict.fromkeys(what for what, _, _ in calls))
    assert len(FILES[name].splitlines()) // 2 < max(done for what, done, _ in calls if what == "Reading lines")
    assert all(0 <= done <= total for _, done, total in calls)
    assert calls == sorted(calls, key=lambda call: [what for what, _, _ in calls].index(call[0]))
    for what in ("Reading lines", "Finding cards"):
        steps = [done for one, done, _ in calls if one == what]
        assert steps == sorted(steps)
        assert TOPICS <= len(steps)


def test_it_is_counted_until_the_collection_has_it(desk: Desks, tmp_path: Path) -> None:
    place = desk("")
    file = tmp_path / "notes.txt"
    file.write_text(FILES["notes.txt"], "utf-8")
    calls: Calls = []

    plan = add.plan_all(
        place.collection, intake.sources([intake.page(file)]), progress=lambda *call: calls.append(call)
    )
    add.carry_out(place.collection, plan, at=place.clock.at, progress=lambda *call: calls.append(call))

    assert ["Preparing deck files", "Reading decks"] == [what for what, _, _ in calls]
