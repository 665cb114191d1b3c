"""Backups: one for each state, thinned by age, never without the newest."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from flashcards.memory.backups import back_up, backups, superfluous
from flashcards.memory.history import History
from flashcards.model import Draft, Kind

TODAY = date(2026, 11, 23)


def history(path: Path) -> History:
    log = History.open(path, device="d", entropy=random.Random(1).randbytes)
    log.append([Draft(Kind.SUSPEND, "a/b")], at=1, day=1)
    return log


def test_a_backup_is_made_once_for_each_state(tmp_path: Path) -> None:
    log = history(tmp_path / "h.db")

    first = back_up(log, tmp_path / "b", TODAY)
    again = back_up(log, tmp_path / "b", TODAY + timedelta(days=1))
    log.append([Draft(Kind.UNSUSPEND, "a/b")], at=2, day=1)
    later = back_up(log, tmp_path / "b", TODAY + timedelta(days=2))

    assert first is not None
    assert again is None
    assert later is not None
    assert [first, later] == backups(tmp_path / "b")
    assert 2 == History.read(later).sequence


def test_a_damaged_backup_is_made_again(tmp_path: Path) -> None:
    log = history(tmp_path / "h.db")
    made = back_up(log, tmp_path / "b", TODAY)
    assert made is not None
    made.write_bytes(b"damaged")

    again = back_up(log, tmp_path / "b", TODAY)

    assert made == again
    assert 1 == History.read(made).sequence


def test_a_year_of_days_leaves_a_week_a_month_and_the_months() -> None:
    kept: set[Path] = set()
    for age in range(400, -1, -1):
        today = TODAY - timedelta(days=age)
        kept.add(Path(f"{today.isoformat()}.db"))
        kept -= set(superfluous(kept, today))

    ages = sorted((TODAY - date.fromisoformat(path.stem)).days for path in kept)

    assert list(range(7)) == ages[:7]
    assert 3 <= sum(7 <= age < 31 for age in ages) <= 5
    assert 11 <= sum(age >= 31 for age in ages) <= 14


@given(st.sets(st.integers(0, 1000), min_size=1, max_size=60))
def test_thinning_keeps_the_newest_and_is_done_at_once(ages: set[int]) -> None:
    paths = {Path(f"{(TODAY - timedelta(days=age)).isoformat()}.db") for age in ages}

    kept = paths - set(superfluous(paths, TODAY))

    assert max(paths) in kept
    assert [] == superfluous(kept, TODAY)
