"""Desks, as in the tests of studying, and the program to be called on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest
from click.testing import CliRunner, Result

from flashcards.cli import cli
from tests.study.conftest import desk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.students import Desk

__all__ = ["desk"]


class Run(Protocol):
    """Call a command on a desk's collection, in a pipe."""

    def __call__(self, desk: Desk, *words: str) -> Result: ...


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("FLASHCARDS_HOME", str(tmp_path / "home"))

    def call(desk: Desk, *words: str) -> Result:
        return CliRunner().invoke(cli, ["-C", str(desk.folder), *words], catch_exceptions=True)

    return call
