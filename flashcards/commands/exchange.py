"""What comes from and goes to other programs: export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flashcards.commands.common import selecting
from flashcards.model import Mistake
from flashcards.text.plural import counted

if TYPE_CHECKING:
    from flashcards.collection.collection import Collection
    from flashcards.collection.queues import Selection
    from flashcards.formats.anki.outward.export import Outcome

_UNSCHEDULED = (
    "In Anki: File > Import. Tick 'Import any deck presets' to have new cards in the order they build on each other;",
    "leave the other boxes as they are. Notes are added, and updated where they have changed here since.",
    "What is in Anki keeps its scheduling, deck and flags. Your reviews stay here: --schedule takes them along.",
)
_SCHEDULED = (
    "In Anki: File > Import. Tick 'Import any learning progress' and 'Import any deck presets', and turn on FSRS.",
    "Cards that are new to that collection come with due dates, FSRS memory, flags, suspensions and every review.",
    "Cards that are there keep what they have there, whatever is ticked; words that have changed here are updated.",
)


@click.command()
@selecting
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Where to: .apkg for Anki (the default, named like the folder), .md, .csv or .json.",
)  # fmt: skip
@click.option("--schedule", is_flag=True, help="For Anki: with due dates, what FSRS knows, and all reviews.")
@click.option("--one-deck", is_flag=True, help="For Anki: all in one deck, in the order they build on each other.")
@click.pass_obj
def export(asked: Path | None, /, output: Path | None, schedule: bool, one_deck: bool, **narrowing: Any) -> None:
    """Write cards for Anki, or as Markdown, a table or JSON. Exporting again updates the notes that are in Anki.

    \b
    flashcards export
    flashcards export --schedule
    flashcards export -o neural.apkg --path "Training neural networks"
    flashcards export -o cards.json --tag exam
    """
    from flashcards import opening

    with opening.opened(asked) as collection:
        opening.refuse_bad_settings(collection)
        chosen = opening.selection(collection, **narrowing)
        target = output or Path(f"{collection.folder.resolve().name}.apkg")
        if target.suffix.lower() == ".apkg":
            _to_anki(collection, chosen, target, schedule=schedule, one_deck=one_deck)
        elif schedule or one_deck:
            raise Mistake(f"--schedule and --one-deck are for Anki: name a file that ends in .apkg, not '{target}'")
        else:
            _to_text(collection, chosen, target)


def _to_anki(collection: Collection, chosen: Selection, target: Path, *, schedule: bool, one_deck: bool) -> None:
    from flashcards import computer, opening
    from flashcards.collection.namespace import namespace
    from flashcards.formats.anki.outward.export import export as write

    known = namespace(collection, computer.entropy)
    with opening.counting() as counter:
        written = write(
            collection, chosen, target, namespace=known, at=computer.now(), schedule=schedule, one_deck=one_deck,
            progress=counter,
        )  # fmt: skip
    for problem in written.problems:
        click.echo(opening.located(problem, collection.folder), err=True)
    if not collection.writable and not collection.settings.namespace:
        click.echo(f"To keep these notes apart from others, Anki knows them under the namespace {known}", err=True)
    _say(written, target, schedule=schedule)
    if written.problems:
        click.echo(f"{counted(len(written.problems), 'problem')} on the way", err=True)


def _say(written: Outcome, target: Path, *, schedule: bool) -> None:
    """What was written, and three lines on what Anki makes of it."""

    notes, cards = counted(written.notes, "note"), counted(written.cards, "card")
    reviews = f" and {counted(written.reviews, 'review')}" if schedule else ""
    known = f" ({counted(written.known, 'known card')} suspended there)" if written.known else ""
    click.echo(f"{notes} with {cards}{reviews} written to {target}{known}")
    click.echo("\n".join(_SCHEDULED if schedule else _UNSCHEDULED))


def _to_text(collection: Collection, chosen: Selection, target: Path) -> None:
    from flashcards import computer
    from flashcards.collection import queues
    from flashcards.formats import plain
    from flashcards.study import listing

    now = computer.now()
    queues.select(collection.index, chosen)
    found = listing.find(collection, now, scoped=True)
    count = plain.write(listing.described(collection, found, now), target)
    click.echo(f"{counted(count, 'card')} written to {target}")
