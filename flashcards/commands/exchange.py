"""What comes from and goes to other programs: export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flashcards.commands.common import selecting

if TYPE_CHECKING:
    from flashcards.collection.collection import Collection
    from flashcards.collection.queues import Selection


@click.command()
@selecting
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Where to: .apkg for Anki (the default, named like the folder), .md, .csv or .json.",
)  # fmt: skip
@click.pass_obj
def export(asked: Path | None, /, output: Path | None, **narrowing: Any) -> None:
    """Write cards for Anki, or as Markdown, a table or JSON. Exporting again updates the notes that are in Anki.

    \b
    flashcards export
    flashcards export -o neural.apkg --path "Training neural networks"
    flashcards export -o cards.json --tag exam
    """
    from flashcards import opening

    with opening.opened(asked) as collection:
        opening.refuse_bad_settings(collection)
        chosen = opening.selection(collection, **narrowing)
        target = output or Path(f"{collection.folder.resolve().name}.apkg")
        if target.suffix.lower() == ".apkg":
            _to_anki(collection, chosen, target)
        else:
            _to_text(collection, chosen, target)


def _to_anki(collection: Collection, chosen: Selection, target: Path) -> None:
    from flashcards import computer, opening
    from flashcards.collection.namespace import namespace
    from flashcards.formats.anki.export import export as write

    counter = opening.counter()
    known = namespace(collection, computer.entropy)
    written = write(collection, chosen, target, namespace=known, at=computer.now(), progress=counter)
    if counter:
        counter.clear()
    for problem in written.problems:
        click.echo(opening.located(problem, collection.folder), err=True)
    if not collection.writable and not collection.settings.namespace:
        click.echo(f"To keep these notes apart from others, Anki knows them under the namespace {known}", err=True)
    notes, cards = opening.count(written.notes, "note"), opening.count(written.cards, "card")
    click.echo(f"{notes} with {cards} written to {target}")
    if written.problems:
        click.echo(f"{opening.count(len(written.problems), 'problem')} on the way", err=True)


def _to_text(collection: Collection, chosen: Selection, target: Path) -> None:
    from flashcards import computer, opening
    from flashcards.collection import queues
    from flashcards.formats import plain
    from flashcards.study import listing

    now = computer.now()
    queues.select(collection.index, chosen)
    found = listing.find(collection, now, scoped=True)
    count = plain.write(listing.described(collection, found, now), target)
    click.echo(f"{opening.count(count, 'card')} written to {target}")
