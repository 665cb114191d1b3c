"""Anki's packages. What Anki does with them was measured with the official backend; see docs/anki.md."""
