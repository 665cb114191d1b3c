"""What all tests share."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--gold", action="store_true", help="rewrite the gold files instead of comparing with them")


@pytest.fixture
def gold(request: pytest.FixtureRequest) -> bool:
    """Whether the gold files are to be rewritten."""
    return bool(request.config.getoption("--gold"))
