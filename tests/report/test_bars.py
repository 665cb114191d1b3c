"""Numbers to bars."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flashcards.report.bars import axis, bars, share

NUMBERS = st.lists(st.integers(0, 10_000), max_size=40)


def test_bars_are_as_high_as_their_numbers() -> None:
    assert ["▁▁  ▂▂▄▄██"] == bars([1, 0, 2, 4, 8])
    assert ["      ██", "  ▄▄████"] == bars([0, 1, 2, 4], rows=2)


def test_no_numbers_are_no_bars() -> None:
    assert ["", ""] == bars([], rows=2)
    assert [""] == bars([0, 0])


@given(NUMBERS, st.integers(1, 6))
def test_every_number_but_nothing_can_be_seen(values: list[int], rows: int) -> None:
    drawn = bars(values, rows)

    assert rows == len(drawn)
    assert [value > 0 for value in values] == [
        drawn[-1].ljust(2 * len(values))[2 * n] != " " for n in range(len(values))
    ]


@given(st.lists(st.text("0123456789", max_size=3), max_size=20))
def test_labels_stand_below_their_bars_and_apart(labels: list[str]) -> None:
    line = axis(labels)

    assert all(word in labels for word in line.split())
    assert all(line.startswith(label, 2 * place) for place, label in enumerate(labels[:1]))


def test_a_share_fills_its_part() -> None:
    assert ["", "██", "████"] == [share(part, 4) for part in (0, 0.5, 1.2)]
