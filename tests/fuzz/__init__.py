"""Readers and texts that nobody would write, for as long as one likes: `python -m tests.fuzz SECONDS`."""
