"""A number and what it counts, in words."""

from __future__ import annotations


def counted(number: int, noun: str) -> str:
    """'1 card', '1,200 cards'."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
