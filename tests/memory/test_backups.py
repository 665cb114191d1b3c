"""Backups: one for each state, thinned by age, never without the newest."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from threading import Barrier

from hypothesis import given
from hypothesis import strategies as st

from flashcards.memory.backups import back_up, backups, superfluous
from flashcards.memory.history import History
from flashcards.model import Draft, Kind

TODAY = date(2026, 11, 23)


def history(path: Path, seed: int = 1) -> History:
    log = History.open(path, device="d", entropy=random.Random(seed).randbytes)
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


def test_another_history_of_the_same_length_is_backed_up(tmp_path: Path) -> None:
    one, other = history(tmp_path / "one.db"), history(tmp_path / "other.db", seed=2)
    back_up(one, tmp_path / "b", TODAY)

    made = back_up(other, tmp_path / "b", TODAY + timedelta(days=1))

    assert made is not None
    assert list(other.events()) == list(History.read(made).events())


def test_a_backup_that_is_torn_further_in_is_made_again(tmp_path: Path) -> None:
    log = history(tmp_path / "h.db")
    made = back_up(log, tmp_path / "b", TODAY)
    assert made is not None
    made.write_bytes(made.read_bytes()[:4096] + b"\xff" * (made.stat().st_size - 4096))

    assert made == back_up(log, tmp_path / "b", TODAY)
    assert [] == History.read(made).faults()


def test_sessions_that_end_together_do_not_disturb_each_other(tmp_path: Path) -> None:
    history(tmp_path / "h.db").close()
    start = Barrier(4, timeout=20)

    def end(seed: int) -> None:
        log = History.open(tmp_path / "h.db", device=f"d{seed}", entropy=random.Random(seed).randbytes)
        for at in range(25):
            log.append([Draft(Kind.SUSPEND, "a/b")], at=at, day=1)
            start.wait()
            back_up(log, tmp_path / "b", TODAY)
        log.close()

    with ThreadPoolExecutor(4) as pool:
        ended = list(pool.map(end, range(2, 6)))

    assert [None] * 4 == ended
    assert [f"{TODAY}.db"] == [path.name for path in (tmp_path / "b").iterdir()]
    assert 101 == History.read(tmp_path / "b" / f"{TODAY}.db").sequence


def test_what_a_killed_session_left_half_copied_goes_at_a_later_day(tmp_path: Path) -> None:
    log = history(tmp_path / "h.db")
    for name in (f".{TODAY}.db.x.partial", f".{TODAY - timedelta(days=1)}.db.y.partial"):
        (tmp_path / "b" / name).mkdir(parents=True)

    back_up(log, tmp_path / "b", TODAY)

    assert [f".{TODAY}.db.x.partial", f"{TODAY}.db"] == sorted(path.name for path in (tmp_path / "b").iterdir())


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
