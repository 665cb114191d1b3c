"""What several commands share: the options that narrow them to some cards, and JSON on the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable


def selecting(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that narrow a command to some cards."""
    for option in (
        click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only cards with this tag (or below it)."),
        click.option("--deck", "decks", multiple=True, metavar="DECK", help="Only this deck and those inside it."),
        click.option("--path", "paths", multiple=True, metavar="TOPIC", help="This topic and all it builds on."),
        click.option("--topic", "topics", multiple=True, metavar="TOPIC", help="This topic alone."),
    ):
        command = option(command)
    return command


def print_json(value: object) -> None:
    """Print a value as JSON, for scripts."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
