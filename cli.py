"""Launcher for a checkout: `python cli.py review` is `flashcards review`."""

from flashcards.cli import main

if __name__ == "__main__":
    main()
