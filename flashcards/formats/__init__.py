"""A collection to other people's files, and back. It knows decks and what is remembered, not how to study."""
