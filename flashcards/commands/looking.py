"""What tells a learner how things stand: list, show, stats, history, settings."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flashcards.commands import completing
from flashcards.commands.common import print_json, selecting, terminal_width
from flashcards.text.plural import counted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flashcards.collection.collection import Collection
    from flashcards.report.chronicle import Told
    from flashcards.report.statistics import Statistics
    from flashcards.text.styled import Line

STATES = (
    "new", "learning", "review", "young", "mature", "due", "suspended", "buried", "known", "flagged", "leech",
)  # fmt: skip


@click.command("list")
@click.argument("text", required=False, default="")
@selecting
@click.option("--state", type=click.Choice(STATES), help="Only cards that are so.")
@click.option("--gone", is_flag=True, help="Histories whose note is no longer in the decks.")
@click.option("--json", "as_json", is_flag=True, help="An array of cards.")
@click.pass_obj
def list_(asked: Path | None, /, text: str, state: str | None, gone: bool, as_json: bool, **narrowing: Any) -> None:
    """List cards in study order: all, or those with TEXT in them or in their topic's title.

    Of several words a card has all, in any order, and each may go on: 'grad desc' finds gradient descent. Words in
    double quotes stand together. Letter case and accents do not matter.

    Each line has the card's id (on a terminal its end, which is enough for all commands), its state, the day on which
    it is due, and the question.

    \b
    flashcards list gradient --state due
    flashcards list '"learning rate" sgd'
    flashcards list --state leech
    flashcards list --deck Mathematics --json
    """
    from flashcards import computer, opening
    from flashcards.collection import queues
    from flashcards.study import listing

    with opening.opened(asked) as collection:
        if gone:
            _gone(collection, as_json=as_json)
            return
        selection = opening.selection(collection, **narrowing)
        if not selection.everything:
            queues.select(collection.index, selection)
        at = computer.now()
        entries = listing.find(collection, at, text=text, state=state or "", scoped=not selection.everything)
        if as_json:
            print_json(list(listing.described(collection, entries, at)))
            return
        from flashcards.terminal import columns, showing

        width = terminal_width()
        rows = [showing.row(collection, entry, at, short=width is not None) for entry in entries]
        _print(columns.lines(rows, width))
        if not rows:
            click.echo("No card is so.", err=True)


def _gone(collection: Collection, *, as_json: bool) -> None:
    from flashcards.collection import upkeep

    found = upkeep.gone(collection)
    if as_json:
        print_json([entry._asdict() for entry in found])
        return
    for entry in found:
        question = (entry.question.splitlines() or [""])[0]
        click.echo(f"{entry.name}  {counted(entry.answers, 'answer')}  {question}")


@click.command()
@click.argument("name", metavar="CARD|TOPIC", shell_complete=completing.topics)
@click.pass_obj
def show(asked: Path | None, name: str) -> None:
    """Show a card: both sides, what is remembered, why it is asked or waits; or a topic with its cards.

    \b
    flashcards show "Gradient descent"
    flashcards show 1f0c8a55
    """
    from flashcards import computer, opening
    from flashcards.collection import cards
    from flashcards.terminal import columns, showing

    with opening.opened(asked) as collection:
        at, width = computer.now(), terminal_width()
        entries = cards.named(collection.index, name)
        for place, entry in enumerate(entries):
            if place:
                click.echo()
            _render(collection, showing.card(collection, entry, at, colour=width is not None))
        if not entries:
            topic = opening.topic(collection, name)
            _render(collection, showing.topic(collection, topic, at))
            rows = showing.rows(collection, topic, at, short=width is not None)
            _print(columns.lines(rows, width))


@click.command()
@click.option("--all", "everything", is_flag=True, help="Months, hours, expected recall, the hardest cards and topics.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.html",
    help="Write a page of plots.",
)
@click.option("--json", "as_json", is_flag=True, help="All numbers, as an object.")
@click.pass_obj
def stats(asked: Path | None, everything: bool, output: Path | None, as_json: bool) -> None:
    """Say what is due, what is to come, what was done, and how well it is remembered.

    The page that --output writes is a single file without scripts, which can be mailed or kept.

    \b
    flashcards stats
    flashcards stats --all
    flashcards stats -o report.html
    flashcards stats --json
    """
    from flashcards import computer, opening
    from flashcards.report import numbers, words

    with opening.opened(asked) as collection:
        if everything or output:
            _statistics(collection, computer.now(), output, as_json=as_json)
            return
        found = numbers.numbers(collection, computer.now())
        if as_json:
            print_json(numbers.as_json(found))
            return
        _print(words.listed(found) if terminal_width() is None else words.pictured(found))


def _statistics(collection: Collection, at: int, output: Path | None, *, as_json: bool) -> None:
    """The longer look: into a file, as JSON, or in words."""
    from flashcards.report import details, numbers, statistics, words
    from flashcards.terminal.columns import cut_to

    found = statistics.statistics(collection, at)
    if output:
        _write_report(collection, found, output)
    if as_json:
        print_json(numbers.as_json(found.numbers) | statistics.as_json(found))
    elif not output:
        width = terminal_width()
        say = words.listed if width is None else words.pictured
        told = say(found.numbers, everything=True)
        more = details.details(found, drawn=width is not None)
        _print([*told, *(cut_to(line, width) for line in more)])


def _write_report(collection: Collection, found: Statistics, output: Path) -> None:
    from importlib.resources import files

    from flashcards.model import Fault
    from flashcards.report.document import document

    style = files("flashcards.web").joinpath("static", "plots.css").read_text("utf-8")
    try:
        output.write_text(document(found, collection.folder.absolute().name, style), "utf-8")
    except OSError as error:
        raise Fault(f"{output} cannot be written: {(error.strerror or str(error)).lower()}") from error
    click.echo(f"Written: {output}", err=True)


@click.command()
@click.argument("name", metavar="[CARD|TOPIC]", required=False, shell_complete=completing.topics)
@click.option("-n", "--last", type=click.IntRange(0), default=50, help="How many, without a name (50); 0 is no limit.")
@click.option("--all", "everything", is_flag=True, help="Also what the program notes: names, words, numbers of parts.")
@click.option("--json", "as_json", is_flag=True, help="An array of all events.")
@click.pass_obj
def history(asked: Path | None, name: str | None, last: int, everything: bool, as_json: bool) -> None:
    """Tell what happened to a card or to the cards of a topic, or what happened last; the newest comes last.

    \b
    flashcards history --last 20
    flashcards history "What does yeast eat?" --json
    flashcards history 1f0c8a55
    """
    from flashcards import opening
    from flashcards.report import chronicle
    from flashcards.study import changes

    with opening.opened(asked) as collection:
        entries = changes.chosen(collection, [name], scoped=False) if name else []
        everything = everything or as_json
        told = (
            chronicle.of_cards(collection, entries, everything=everything)
            if name
            else chronicle.latest(collection, last, everything=everything)
        )
        if as_json:
            print_json([chronicle.as_json(collection, event) for event in told])
            return
        _tell(collection, told, named=len(entries) != 1)
        if not told:
            click.echo("Nothing was done yet.", err=True)


def _tell(collection: Collection, told: Iterable[Told], *, named: bool) -> None:
    """Events, each with what it happened to, unless that is the same for all."""
    from flashcards.report import chronicle
    from flashcards.terminal import styling
    from flashcards.terminal.columns import cut_to

    width = terminal_width()
    for event in told:
        about = styling.line(collection.index, event.question) or event.card
        click.echo(cut_to(chronicle.line(collection, event) + (f"  {about}" if named and about else ""), width))


@click.command()
@click.option("--deck", default="", metavar="DECK", shell_complete=completing.decks, help="What holds for a deck.")
@click.option("--json", "as_json", is_flag=True, help="An array of settings.")
@click.pass_obj
def settings(asked: Path | None, deck: str, as_json: bool) -> None:
    """Say which settings are in force, and where each comes from: flashcards.toml, with the line, or the default.

    \b
    flashcards settings
    flashcards settings --deck "Mathematics::Algebra"
    """
    import json

    from flashcards import opening
    from flashcards.collection import sources
    from flashcards.terminal import columns

    with opening.opened(asked) as collection:
        for problem in collection.problems:
            click.echo(opening.located(problem, collection.folder), err=True)
        found = sources.in_force(collection.folder, collection.settings)
        found = sources.of_deck(found, deck) if deck else found
        if as_json:
            print_json([{**source._asdict(), "source": str(source)} for source in found])
            return
        values = [json.dumps(source.value, ensure_ascii=False) for source in found]
        size = max(map(len, values))
        said = [
            f"{value:<{size}}  {source}" + (f" (deck {source.deck})" if source.deck else "")
            for source, value in zip(found, values, strict=True)
        ]
        _print(columns.aligned([(source.key, text) for source, text in zip(found, said, strict=True)]))


def _render(collection: Collection, lines: Iterable[Line]) -> None:
    """Styled lines, as in a review; plain ones in a pipe."""
    from flashcards.terminal.screen import Screen, size_of
    from flashcards.text.styled import plain

    if terminal_width() is None:
        click.echo(plain(lines), nl=False)
        return
    base = f"{collection.folder.absolute().as_uri()}/"
    colour = not os.environ.get("NO_COLOR")
    Screen(sys.stdout, colour=colour, size=lambda: size_of(sys.stdout), base=base).write(lines)


def _print(lines: Iterable[str]) -> None:
    click.echo("".join(f"{line}\n" for line in lines), nl=False)
