"""What an author does to begin and to go on: start a collection, add notes from YAML, by asking, and by an editor."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from flashcards.collection.add import Source
    from flashcards.collection.collection import Collection

YAML = click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path)


@click.command()
@click.argument("file", type=YAML, required=False)
@click.option("--to", metavar="TOPIC", help="The topic of cards that name none.")
@click.option("--into", default="", metavar="FILE", help="The file in the collection for new topics.")
@click.option("--dry-run", is_flag=True, help="Print the changes as a diff; write nothing.")
@click.pass_obj
def add(asked: Path | None, file: Path | None, to: str | None, into: str, dry_run: bool) -> None:
    """Add topics or cards from a YAML file (- is standard input); without FILE, ask for them.

    New topics go to the file of their deck or to --into, new cards to the end of their topics. Whatever is there
    already stays as it is, to the byte.

    \b
    flashcards add chapter-3.yaml --dry-run
    flashcards add cards.yaml --to "Gradient descent"
    flashcards add
    """
    from flashcards import computer, opening

    if file is None and dry_run:
        raise click.UsageError("--dry-run needs a FILE, or - for standard input")
    with opening.opened_to_write(asked) as collection:
        into = in_collection(collection.folder, into)
        if file is not None:
            _add_file(collection, file, to, into, dry_run=dry_run)
            return
        from flashcards.terminal.ask import ask

        ask(collection, computer.now, topic=to or "", into=into, place=opening.places(collection))


def _add_file(collection: Collection, file: Path, to: str | None, into: str, *, dry_run: bool) -> None:
    from flashcards import computer, opening
    from flashcards.collection import add as adding
    from flashcards.terminal import added

    given = _source(file)
    plan = adding.plan(collection, given, to=opening.topic(collection, to) if to else None, into=into)
    for problem in plan.problems:
        click.echo(opening.located(problem, given.folder), err=True)
    if not plan.sound:
        raise SystemExit(1)
    if plan.changes and not dry_run:
        adding.carry_out(collection, plan, at=computer.now())
    for line in added.lines(plan, opening.places(collection), done=not dry_run):
        click.echo(line, err=dry_run)
    if dry_run:
        click.echo(added.diff(plan), nl=False)


@click.command()
@click.argument("topic")
@click.option("--into", default="", metavar="FILE", help="The file in the collection for a new topic.")
@click.pass_obj
def new(asked: Path | None, topic: str, into: str) -> None:
    """Write cards for a TOPIC, old or new, in your editor ($VISUAL, else $EDITOR).

    What cannot be read is shown with its line and can be mended; nothing that you typed is lost.

    \b
    flashcards new "Gradient descent"
    EDITOR=nano flashcards new Sourdough --into baking.yaml
    """
    from flashcards import computer, opening
    from flashcards.terminal.draft import write

    with opening.opened_to_write(asked) as collection:
        into = in_collection(collection.folder, into)
        write(collection, topic, computer.now, into=into, place=opening.places(collection))


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def init(folder: Path) -> None:
    """Start a collection in DIR: an example to write over, and settings to choose from.

    \b
    flashcards init ~/notes
    """
    import shlex

    from flashcards.collection import begin

    for path in begin.begin(folder):
        click.echo(path)
    click.echo(f"\nNow edit {folder / begin.DECK}, or try it as it is:\n")
    for command in ("review", "add"):
        click.echo(f"  flashcards --collection {shlex.quote(str(folder))} {command}")


def in_collection(folder: Path, into: str) -> str:
    """A file named as it is seen from here, or from the collection, as it is seen from there."""
    seen = Path.cwd() / into
    return seen.relative_to(folder).as_posix() if into and seen.is_file() and seen.is_relative_to(folder) else into


def _source(file: Path) -> Source:
    from flashcards import opening
    from flashcards.collection import add as adding

    from_elsewhere = str(file) == "-"
    data = sys.stdin.buffer.read() if from_elsewhere else file.read_bytes()
    given, problems = adding.source(data, None if from_elsewhere else file, Path.cwd())
    for problem in problems:
        click.echo(opening.located(problem, given.folder), err=True)
    if problems:
        raise SystemExit(1)
    return given
