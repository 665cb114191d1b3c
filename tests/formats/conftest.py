"""Desks, as in the tests of studying, and phones, put away after each test."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.formats import returning
from tests.formats.phone import Phone
from tests.study.conftest import desk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["desk"]


@pytest.fixture
def phone(tmp_path: Path) -> Iterator[Phone]:
    """An Anki collection as it comes."""
    made = Phone(tmp_path / "phone")
    yield made
    made.close()


@pytest.fixture
def fsrs(phone: Phone) -> Phone:
    """One that schedules with FSRS, and that has been there for a while."""
    phone.collection.set_config("fsrs", val=True)
    returning.days_pass(phone, 100)
    return phone
