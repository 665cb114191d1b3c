"""What an author does: check deck files, and give their notes lasting names."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flashcards.commands.common import print_json
from flashcards.text.plural import counted

if TYPE_CHECKING:
    from flashcards.model import Problem


EXISTING = click.Path(exists=True, path_type=Path)


@click.command()
@click.argument("paths", nargs=-1, type=EXISTING)
@click.option("--strict", is_flag=True, help="Advice too: long answers, superfluous prerequisites; warnings fail.")
@click.option("--json", "as_json", is_flag=True, help="An array of problems.")
@click.pass_obj
def check(asked: Path | None, paths: tuple[Path, ...], strict: bool, as_json: bool) -> None:
    """Say everything that is wrong in deck files, with line and column.

    \b
    flashcards check
    flashcards check --strict decks/3-learning.yaml
    """
    from flashcards import opening
    from flashcards.collection.check import check as examine
    from flashcards.collection.check import root_of

    places: dict[Path, list[str]] = {}
    for path in paths or [opening.folder(asked)]:
        root, name = root_of(path)
        places.setdefault(root, []).append(name)
    verdicts = [examine(root, names, strict=strict) for root, names in places.items()]
    problems = [(problem, verdict.folder) for verdict in verdicts for problem in verdict.problems]
    if as_json:
        print_json([_problem(problem, folder) for problem, folder in problems])
    else:
        for problem, folder in problems:
            click.echo(opening.located(problem, folder))
    errors, warnings = sum(v.errors for v in verdicts), sum(v.warnings for v in verdicts)
    if errors or warnings:
        media = sum(verdict.media for verdict in verdicts)
        more = f" ({media:,} of them about pictures and sounds, for which only `check` looks)" if media else ""
        click.echo(f"{counted(errors, 'error')}, {counted(warnings, 'warning')}{more}", err=True)
        for path in [verdict.folder / path for verdict in verdicts for path in verdict.partial]:
            click.echo(f"{opening.reachable(path)} was not read whole: check again when this is mended", err=True)
    elif not as_json and not strict:
        totals = [(sum(getattr(v, f"{noun}s") for v in verdicts), noun) for noun in ("file", "topic", "note")]
        said = ", ".join(counted(number, noun) for number, noun in totals)
        click.echo(f"{said}: nothing wrong", err=True)
    if errors or (strict and warnings):
        sys.exit(1)


@click.command()
def schema() -> None:
    """Print the JSON Schema of deck files, for editors that complete and check YAML.

    \b
    flashcards schema > deck.schema.json
    """
    from flashcards.deck import schema as schemas

    click.echo(schemas.text(), nl=False)


@click.command()
@click.option("--write", is_flag=True, help="Write an `id:` into the files wherever one is missing.")
@click.pass_obj
def ids(asked: Path | None, write: bool) -> None:
    """Show the lasting id of every note, or write them into the deck files so that no edit can lose them.

    \b
    flashcards ids
    flashcards ids --write
    """
    from flashcards import computer, opening
    from flashcards.collection import ids as lasting

    with opening.opened_to_write(asked) if write else opening.opened(asked) as collection:
        if not write:
            for note, origin in lasting.every(collection):
                click.echo(note if note == origin else f"{note}  (history: {origin})")
            return
        for file, count in lasting.write(collection, at=computer.now()):
            click.echo(f"{opening.reachable(collection.folder / file)}: {counted(count, 'id')} written")


@click.command()
@click.argument("old")
@click.argument("new")
@click.option("--force", is_flag=True, help="Even if NEW has answers of its own, which are then set aside.")
@click.pass_obj
def rename(asked: Path | None, old: str, new: str, force: bool) -> None:
    """Give the history of note or topic OLD to NEW, where an edit was too large to be recognised.

    \b
    flashcards list --gone
    flashcards rename gradients/old-question-1f0c8a55 gradients/new-question-77aa01de
    """
    from flashcards import computer, opening
    from flashcards.collection import upkeep

    with opening.opened(asked) as collection:
        for join in upkeep.rename(collection, old, new, at=computer.now(), force=force):
            click.echo(f"{join.old} → {join.new}")


def _problem(problem: Problem, folder: Path) -> dict[str, object]:
    place = {"path": str(folder / problem.span.path), "line": problem.span.line, "column": problem.span.column}
    return {"level": problem.level, **place, "message": problem.message, "hint": problem.hint}
