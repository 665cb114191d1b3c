"""The JSON Schema of a deck file, for editors."""

from __future__ import annotations

from importlib.resources import files


def text() -> str:
    """The schema as it ships with the package."""
    return (files("flashcards.deck") / "schema.json").read_text("utf-8")
