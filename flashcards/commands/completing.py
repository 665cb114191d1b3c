"""What the shell may complete: titles of topics, tags and decks, straight from the index, which needs no parser."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from collections.abc import Callable

    import click

    Completer = Callable[[click.Context, click.Parameter, str], list[CompletionItem]]


def topics(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Ids of topics that begin with what was typed, or whose title does; the title stands beside it."""
    return [_item(name, title) for name, title in _asked(ctx, "topics", incomplete)]


def decks(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Decks, and those above them."""
    return [_item(name, "") for name, _ in _asked(ctx, "decks", incomplete)]


def tags(ctx: click.Context, _: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Tags of topics and notes."""
    return [_item(name, "") for name, _ in _asked(ctx, "tags", incomplete)]


def _asked(ctx: click.Context, what: str, incomplete: str) -> list[tuple[str, str]]:
    """Words from the index as it lies there: the decks are not read, and nothing is made."""
    from flashcards import computer
    from flashcards.collection import discover, vocabulary
    from flashcards.model import Fault, Mistake

    given = ctx.find_root().params.get("collection")
    asked = Path(given) if given else computer.chosen_collection()
    try:
        folder = discover.choose(asked, here=Path.cwd()) or computer.data_folder() / "course"
        return vocabulary.beginning(folder, what, incomplete)
    except (Fault, Mistake, OSError):
        return []


def _item(value: str, beside: str) -> CompletionItem:
    """Bash takes a word as it is, so what has a meaning for it is quoted; zsh and fish quote on their own."""
    if os.environ.get("_FLASHCARDS_COMPLETE", "").startswith("bash"):
        value = re.sub(r"([^\w@%+=:,./~-])", r"\\\1", value)
    return CompletionItem(value, help=beside or None)
