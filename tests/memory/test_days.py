"""Logical days: local, from four in the morning, over every clock change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.memory.days import Calendar, number

BERLIN = Calendar(ZoneInfo("Europe/Berlin"))
ZONES = ["Europe/Berlin", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kolkata", "Australia/Lord_Howe", "UTC"]


def at(*moment: int, zone: str = "Europe/Berlin") -> int:
    return int(datetime(*moment, tzinfo=ZoneInfo(zone)).timestamp() * 1000)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ((2026, 11, 23, 3, 59), date(2026, 11, 22)),
        ((2026, 11, 23, 4, 0), date(2026, 11, 23)),
        ((2026, 11, 24, 0, 30), date(2026, 11, 23)),
        ((2026, 3, 29, 3, 30), date(2026, 3, 28)),
        ((2026, 10, 25, 2, 30), date(2026, 10, 24)),
    ],
)
def test_the_night_belongs_to_the_day_before(moment: tuple[int, ...], day: date) -> None:
    assert number(day) == BERLIN.day(at(*moment))


@given(st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)), st.sampled_from(ZONES), st.integers(0, 24 * 60 - 1))
def test_every_instant_lies_between_the_beginnings_of_its_day_and_the_next(
    moment: datetime, zone: str, minutes: int
) -> None:
    calendar = Calendar(ZoneInfo(zone), timedelta(minutes=minutes))
    instant = int(moment.replace(tzinfo=UTC).timestamp() * 1000)

    day = calendar.day(instant)

    assert calendar.begins(day) <= instant < calendar.begins(day + 1)


@pytest.mark.parametrize(
    ("zone", "night"),
    [
        ("Europe/Berlin", (2026, 10, 25)),
        ("Europe/Berlin", (2026, 3, 29)),
        ("America/Los_Angeles", (2026, 11, 1)),
        ("Australia/Lord_Howe", (2026, 4, 5)),
        ("Pacific/Apia", (2011, 12, 30)),
    ],
)
@given(minutes=st.integers(0, 24 * 60 - 1))
def test_no_night_goes_back_to_the_day_before(zone: str, night: tuple[int, int, int], minutes: int) -> None:
    calendar = Calendar(ZoneInfo(zone), timedelta(minutes=minutes))
    first = at(*night, zone="UTC") - 24 * 3_600_000

    days = [calendar.day(first + quarter * 900_000) for quarter in range(72 * 4)]

    assert sorted(days) == days


@given(st.integers(7000, 40000), st.sampled_from(ZONES))
def test_a_day_begins_in_itself(day: int, zone: str) -> None:
    calendar = Calendar(ZoneInfo(zone))

    assert day == calendar.day(calendar.begins(day))


def test_the_computer_s_own_zone_is_used_without_one() -> None:
    calendar = Calendar()

    assert 20780 == calendar.day(calendar.begins(20780))
