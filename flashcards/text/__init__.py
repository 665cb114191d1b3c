"""The text of a card, from Markdown to what a reader sees."""
