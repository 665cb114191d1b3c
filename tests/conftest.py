"""What all tests share."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# How long an example takes says more of the machine than of us. On CI the examples are the same each time: what chance
# finds is found, and mended, at a desk.
settings.register_profile("desk", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--gold", action="store_true", help="rewrite the gold files instead of comparing with them")


@pytest.fixture
def gold(request: pytest.FixtureRequest) -> bool:
    """Whether the gold files are to be rewritten."""
    return bool(request.config.getoption("--gold"))
