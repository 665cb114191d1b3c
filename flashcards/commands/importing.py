"""What comes from other programs: import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flashcards.commands.adding import in_collection
from flashcards.text.plural import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from flashcards.collection.add import Plan
    from flashcards.collection.collection import Collection
    from flashcards.formats.intake import Page
    from flashcards.model import Problem
    from flashcards.terminal.progress import Counter

PACKAGES = (".apkg", ".colpkg")


@click.command("import")
@click.argument(
    "files", metavar="FILE…", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path)
)  # fmt: skip
@click.option("--into", default="", metavar="FILE", help="The file in the collection for new topics.")
@click.option("--dry-run", is_flag=True, help="Print the changes as a diff; write nothing.")
@click.option("--with-history", is_flag=True, help="Anki: take over reviews, dues, flags and suspensions as well.")
@click.option("--decks", multiple=True, metavar="TEXT", help="Anki: only decks like this, such as 'Bio*'; repeatable.")
@click.option(
    "--topics-by", type=click.Choice(["deck", "tag"]), default="deck", show_default=True,
    help="Anki: what a topic is made of.",
)  # fmt: skip
@click.option("--take-edits", is_flag=True, help="Anki: write what was edited there into the deck files.")
@click.pass_obj
def import_(asked: Path | None, /, files: Sequence[Path], into: str, dry_run: bool, **anki: Any) -> None:
    """Take over outline notes, Markdown (a file or a folder), tables, or Anki's packages (.apkg, .colpkg).

    They become YAML in the collection. What could not be placed is listed with its line. Whatever is there already
    stays as it is, so that the same file can be imported again.

    \b
    flashcards import notes.txt --dry-run
    flashcards import vocabulary.csv --into spanish.yaml
    flashcards import ~/vault/biology
    flashcards import french.apkg --with-history
    """
    from flashcards import opening

    packages = [file for file in files if file.suffix.lower() in PACKAGES and file.is_file()]
    texts = [file for file in files if file not in packages]
    _refuse_strays(anki, packages)
    with opening.opened_to_write(asked) as collection:
        into = in_collection(collection.folder, into)
        if texts:
            _texts(collection, texts, into, dry_run=dry_run)
        for package in packages:
            from flashcards.commands.packages import take

            take(collection, package, into=into, dry_run=dry_run, **anki)


def _refuse_strays(anki: dict[str, Any], packages: Sequence[Path]) -> None:
    """Options that nothing here heeds."""
    given = [name for name, value in anki.items() if value and value != "deck"]
    if given and not packages:
        raise click.UsageError(f"--{given[0].replace('_', '-')} is for Anki's packages ({' and '.join(PACKAGES)})")


def _texts(collection: Collection, files: Iterable[Path], into: str, *, dry_run: bool) -> None:
    from flashcards import computer, opening
    from flashcards.collection import add
    from flashcards.terminal import added

    with opening.counting() as counter:
        plan, said = _planned(collection, files, into, counter)
        if counter:
            counter.clear()
        _tell(said)
        if plan is None or not plan.sound:
            raise SystemExit(1)
        if plan.changes and not dry_run:
            add.carry_out(collection, plan, at=computer.now(), progress=counter)
    for line in added.brief(plan, opening.places(collection), done=not dry_run):
        click.echo(line, err=dry_run)
    if said:
        click.echo(f"{counted(len(said), 'warning')} above", err=True)
    if dry_run:
        click.echo(added.diff(plan), nl=False)
    elif plan.changes:
        click.echo("Review them now: flashcards review")


def _planned(
    collection: Collection, files: Iterable[Path], into: str, counter: Counter | None
) -> tuple[Plan | None, list[Problem]]:
    """What the files would add, and all that is to be said about them; None if one cannot be read."""
    from flashcards.collection import add
    from flashcards.formats import intake

    pages = intake.apart([page for file in files for page in _pages(file, counter)])
    said = [problem for page in pages for problem in page.problems]
    if any(problem.level == "error" for problem in said):
        return None, said
    plan = add.plan_all(collection, intake.sources(pages, counter), into=into, lenient=True, progress=counter)
    return plan, [*said, *plan.problems]


def _pages(file: Path, counter: Counter | None) -> list[Page]:
    """A file, or each note of a folder."""
    from flashcards.formats import intake
    from flashcards.formats.markdown.folder import folder

    if not file.is_dir():
        return [intake.page(file, progress=counter)]
    found = folder(file)
    pages = []
    for place, note in enumerate(found.notes):
        if counter:
            counter("Reading notes", place, len(found.notes))
        pages.append(intake.page(note, found))
    return pages


def _tell(problems: Iterable[Problem]) -> None:
    from flashcards import opening

    for problem in problems:
        click.echo(opening.located(problem, Path.cwd()), err=True)
