"""What keeps a collection in order: list, merge, doctor."""

from __future__ import annotations

from pathlib import Path

import click

from flashcards.commands.common import print_json

EXISTING = click.Path(exists=True, path_type=Path)


@click.command("list")
@click.option("--gone", is_flag=True, help="Histories whose note is no longer in the decks.")
@click.option("--json", "as_json", is_flag=True, help="An array.")
@click.pass_obj
def list_(asked: Path | None, gone: bool, as_json: bool) -> None:
    """List all cards in study order, or histories without a card.

    \b
    flashcards list
    flashcards list --gone
    """
    from flashcards import opening
    from flashcards.collection import cards, upkeep

    with opening.opened(asked) as collection:
        if gone:
            found = upkeep.gone(collection)
            if as_json:
                print_json([entry._asdict() for entry in found])
            for entry in [] if as_json else found:
                click.echo(f"{entry.name}  {opening.count(entry.answers, 'answer')}  {entry.question.splitlines()[0]}")
            return
        listed = ((entry.id, entry.title, entry.deck) for entry in cards.entries(collection.index))
        if as_json:
            print_json([{"id": id_, "topic": title, "deck": deck} for id_, title, deck in listed])
            return
        for id_, _, _ in listed:
            click.echo(id_)


@click.command()
@click.argument("other", type=EXISTING)
@click.pass_obj
def merge(asked: Path | None, other: Path) -> None:
    """Take over the answers of another computer: OTHER is its history.db. Doing it twice changes nothing.

    \b
    flashcards merge /media/stick/history.db
    """
    from flashcards import computer, opening
    from flashcards.collection import upkeep

    with opening.opened(asked) as collection:
        opening.back_up(collection)
        taken = upkeep.merge(collection, other, at=computer.now())
        click.echo(f"{opening.count(taken, 'event')} taken over from {other}")


@click.command()
@click.option("--restore", type=EXISTING, metavar="BACKUP", help="Put a backup in the place of the history.")
@click.option("--backups", "show", is_flag=True, help="List the backups of this collection.")
@click.pass_obj
def doctor(asked: Path | None, restore: Path | None, show: bool) -> None:
    """Prove that history and index are sound and agree; list or restore backups.

    \b
    flashcards doctor
    flashcards doctor --backups
    flashcards doctor --restore ~/backups/2026-11-23.db
    """
    from flashcards import opening
    from flashcards.collection import doctor as medicine
    from flashcards.collection.restore import restore as put_back
    from flashcards.memory import backups
    from flashcards.model import Mistake

    folder = opening.folder(asked)
    if show:
        for path in backups.backups(opening.backup_folder(folder)):
            click.echo(path)
        return
    if restore is not None:
        click.echo(f"The history was put back; what was there before is kept as {put_back(folder, restore)}")
    with opening.opened(asked) as collection:
        faults = medicine.examine(collection)
        for fault in faults:
            click.echo(fault)
        if faults:
            raise Mistake(
                "deleting .flashcards/index.db makes the index anew; a damaged history is put back by --restore"
            )
        click.echo(f"{opening.count(collection.history.sequence, 'event')}: history and index are sound and agree")
