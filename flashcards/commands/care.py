"""What keeps a history safe: merge, backup, restore, doctor; and the completion of the shell."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from flashcards.commands.common import agreed
from flashcards.text.plural import counted

LOG = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("other", type=LOG)
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
        with opening.counting() as counter:
            taken = upkeep.merge(collection, other, at=computer.now(), progress=counter)
        click.echo(f"{counted(taken, 'event')} taken over from {other}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--list", "show", is_flag=True, help="List the backups of this collection, oldest first.")
@click.pass_obj
def backup(asked: Path | None, file: Path | None, show: bool) -> None:
    """Copy the history to FILE, or to your data folder, where a copy is made after each session anyway.

    \b
    flashcards backup
    flashcards backup /media/stick/history.db
    flashcards backup --list
    """
    from flashcards import opening
    from flashcards.model import Mistake

    folder = opening.folder(asked)
    if show:
        for path in opening.backups(folder):
            click.echo(path)
        return
    with opening.opened(asked) as collection:
        if file is None:
            opening.back_up(collection)
            there = opening.backups(folder)
            click.echo(there[-1] if there else "There is no history yet.")
            return
        if file.exists():
            raise Mistake(f"{file} exists already; name another file")
        collection.history.copy(file)
        click.echo(file)


@click.command()
@click.argument("source", metavar="FILE|DATE")
@click.option("-y", "--yes", is_flag=True, help="Do not ask first.")
@click.pass_obj
def restore(asked: Path | None, source: str, yes: bool) -> None:
    """Put a backup in the place of the history: a file, or the date of one that `backup --list` shows.

    You are asked first. What was there before is kept beside it.

    \b
    flashcards restore 2026-11-23
    flashcards restore /media/stick/history.db
    """
    from flashcards import opening
    from flashcards.collection import discover
    from flashcards.collection.restore import restore as put_back
    from flashcards.model import Mistake

    folder = opening.folder(asked)
    dated = {path.stem: path for path in opening.backups(folder)}
    chosen = dated.get(source, Path(source))
    if not chosen.is_file():
        known = f"; there are {', '.join(dated)}" if dated else ""
        raise Mistake(f"there is no backup {source}{known}")
    there = folder / discover.HIDDEN / "history.db"
    title = f"Put {chosen} in the place of the history. What is there is kept beside it:"
    if there.exists() and not agreed([str(there)], title, yes=yes):
        return
    kept = put_back(folder, chosen)
    click.echo("The history was put back" + (f"; what was there before is kept as {kept}" if kept else ""))
    _examine(asked)


@click.command()
@click.pass_obj
def doctor(asked: Path | None) -> None:
    """Prove that history and index are sound and agree.

    \b
    flashcards doctor
    """
    _examine(asked)


def _examine(asked: Path | None) -> None:
    from flashcards import opening
    from flashcards.collection import doctor as medicine
    from flashcards.model import Mistake

    with opening.opened(asked) as collection:
        with opening.counting() as counter:
            faults = medicine.examine(collection, partial(counter, "Reading the history", total=0) if counter else None)
        for fault in faults:
            click.echo(fault)
        if faults:
            raise Mistake(
                "deleting .flashcards/index.db makes the index anew; `flashcards restore` puts a damaged history back"
            )
        click.echo(f"{counted(collection.history.sequence, 'event')}: history and index are sound and agree")


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> None:
    """Print what makes your shell complete commands, options, topics, decks and tags.

    \b
    flashcards completion bash >> ~/.bashrc
    flashcards completion zsh >> ~/.zshrc
    flashcards completion fish > ~/.config/fish/completions/flashcards.fish
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise AssertionError(f"click knows no {shell}")
    made = found(ctx.find_root().command, {}, "flashcards", "_FLASHCARDS_COMPLETE")
    click.echo(made.source_template % made.source_vars())
