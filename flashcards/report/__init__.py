"""A collection and an instant to numbers and pictures. Every face draws from the same numbers."""
