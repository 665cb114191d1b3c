"""What several commands share: the options that narrow them to some cards, asking first, and JSON on the way out."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from flashcards.commands import completing

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flashcards.commands.completing import Completer

SHOWN = 5
"""Lines of what is about to be changed."""


def selecting(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that narrow a command to some cards."""
    for option in (
        _many("--tag", "tags", "TAG", "Only cards with this tag (or below it).", completing.tags),
        _many("--deck", "decks", "DECK", "Only this deck and those inside it.", completing.decks),
        _many("--path", "paths", "TOPIC", "This topic and all it builds on.", completing.topics),
        _many("--topic", "topics", "TOPIC", "This topic alone.", completing.topics),
    ):
        command = option(command)
    return command


def _many(option: str, name: str, metavar: str, said: str, completer: Completer) -> Callable[..., Any]:
    return click.option(option, name, multiple=True, metavar=metavar, help=said, shell_complete=completer)


def print_json(value: object) -> None:
    """Print a value as JSON, for scripts."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def terminal_width() -> int | None:
    """The columns of the terminal; None for a pipe or a dumb one, where nothing is cut, drawn or coloured."""
    from flashcards.terminal.screen import size_of

    drawing = bool(sys.stdout) and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
    return size_of(sys.stdout)[0] if drawing else None


def agreed(lines: Sequence[str], title: str, *, yes: bool) -> bool:
    """Show what is meant, and ask; without a terminal nobody can be asked, so `--yes` has to say it."""
    if yes:
        return True
    click.echo(title)
    for line in lines[:SHOWN]:
        click.echo(f"  {line}")
    if len(lines) > SHOWN:
        click.echo(f"  … and {len(lines) - SHOWN:,} more")
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout and sys.stdout.isatty()):
        from flashcards.model import Mistake

        raise Mistake("nothing was changed: without a terminal, --yes has to say that it is meant")
    if click.confirm("Go on?"):
        return True
    click.echo("Nothing was changed.")
    return False
