"""Desks, as in the tests of studying."""

from tests.study.conftest import desk

__all__ = ["desk"]
