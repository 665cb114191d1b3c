"""What a learner does: review, and ask why and what comes before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from flashcards.commands import completing
from flashcards.commands.common import print_json, selecting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@click.command()
@selecting
@click.option("--new", type=click.IntRange(0, 9999), metavar="N", help="N new cards in all today, whatever is due.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Stop after N answers.")
@click.option("--minutes", type=click.FloatRange(0.1), metavar="N", help="Stop after N minutes of answering.")
@click.option("--ahead", type=click.IntRange(0, 365), default=0, metavar="DAYS", help="Also what is due in DAYS days.")
@click.option("--plain", is_flag=True, help="No colours or keys: lines in, lines out (screen readers, pipes).")
@click.pass_obj
def review(
    asked: Path | None,
    /,
    new: int | None,
    limit: int | None,
    minutes: float | None,
    ahead: int,
    plain: bool,
    **narrowing: Any,
) -> None:
    """Review what is due and meet new cards.

    \b
    flashcards review
    flashcards review --path "Training neural networks" --minutes 10
    """
    from flashcards import computer, opening
    from flashcards.study.plan import Options
    from flashcards.study.session import Session
    from flashcards.terminal.review import review as show

    with opening.opened(asked) as collection:
        opening.refuse_bad_settings(collection)
        options = Options(new, limit, minutes, ahead)
        selection, names = opening.selection(collection, **narrowing), opening.names(collection, **narrowing)
        session = Session(collection, computer.now, options, selection, names)
        show(session, plain=plain)
        opening.back_up(collection)


@click.command()
@click.argument("name", metavar="CARD|TOPIC", shell_complete=completing.topics)
@click.pass_obj
def why(asked: Path | None, name: str) -> None:
    """Explain why a card or topic is shown, waits, or is not due.

    \b
    flashcards why "Gradient descent"
    flashcards why gradient-descent/what-does-gradient-descent-look-for-1f0c8a55
    """
    from flashcards import computer, opening
    from flashcards.collection import cards
    from flashcards.study import why as reasons
    from flashcards.terminal import styling

    with opening.opened(asked) as collection:
        at = computer.now()
        entries = cards.named(collection.index, name)
        for entry in entries:
            _say(styling.line(collection.index, entry.card.front), reasons.of_card(collection, entry, at))
        if not entries:
            topic = opening.topic(collection, name)
            _say(topic.title, reasons.of_topic(collection, topic, at))


@click.command()
@click.argument("topic", shell_complete=completing.topics)
@click.option("--json", "as_json", is_flag=True, help="An array of topics.")
@click.pass_obj
def path(asked: Path | None, topic: str, as_json: bool) -> None:
    """List what comes before a topic, in study order, and how far you are.

    \b
    flashcards path "Training neural networks"
    """
    from flashcards import opening
    from flashcards.study.path import way

    with opening.opened(asked) as collection:
        goal = opening.topic(collection, topic)
        stations = way(collection, goal)
        if as_json:
            print_json([station.as_json() for station in stations])
            return
        for station in stations:
            click.echo(station.line())
        click.echo(f"\n{stations[-1].summary(stations)}")


def _say(title: str, lines: Sequence[str]) -> None:
    click.echo(title)
    for line in lines:
        click.echo(f"  {line}")
