"""Spaced repetition for subjects that build on themselves."""

__version__ = "0.1.0"
