"""Notes in Markdown, a file or a folder of them, to topics: the cards of hashcards and Obsidian, and text."""
