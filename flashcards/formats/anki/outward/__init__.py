"""A collection to a package for Anki: notes, cards, what is remembered of them, and a preset that keeps their order."""
