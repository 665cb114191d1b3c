"""What `import` does with a package of Anki: notes and media in, and what came of it, said in a few lines."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flashcards.text.plural import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from flashcards.collection.collection import Collection
    from flashcards.formats.anki.inward.differences import Difference
    from flashcards.formats.anki.inward.incoming import By
    from flashcards.formats.anki.inward.intake import Intake
    from flashcards.formats.anki.inward.opened import Package
    from flashcards.model import Problem

_MOST_PROBLEMS = 20


def take(
    collection: Collection,
    path: Path,
    *,
    into: str = "",
    dry_run: bool = False,
    with_history: bool = False,
    decks: Sequence[str] = (),
    topics_by: By = "deck",
    take_edits: bool = False,
) -> None:
    """Add what is new in a package to the collection, and say what is different there."""
    from flashcards import opening
    from flashcards.formats.anki.inward.intake import intake
    from flashcards.formats.anki.inward.opened import open_package

    opening.refuse_bad_settings(collection)
    with open_package(path) as package, tempfile.TemporaryDirectory(prefix="flashcards-") as folder:
        with opening.counting() as counter:
            found = intake(collection, package, Path(folder), into=into, decks=decks, by=topics_by, progress=counter)
        _tell(found.plan.problems, Path(folder))
        if not found.plan.sound:
            raise SystemExit(1)
        _add(collection, found, into, dry_run=dry_run)
        _compare(collection, found, Path(folder), take_edits=take_edits and not dry_run)
        if with_history and dry_run:
            _foresee(collection, package, found)
        elif with_history:
            _bring(collection, package)
    if found.plan.changes and not dry_run:
        click.echo("Review them now: flashcards review")


def _add(collection: Collection, found: Intake, into: str, *, dry_run: bool) -> None:
    from flashcards import computer, opening
    from flashcards.collection import add
    from flashcards.terminal import added

    if found.plan.changes and not dry_run:
        with opening.counting() as counter:
            add.carry_out(collection, found.plan, at=computer.now(), progress=counter)
    for line in added.brief(found.plan._replace(copies=()), opening.places(collection), done=not dry_run):
        click.echo(line, err=dry_run)
    if into and len({topic.deck for topic in found.taken.topics}) > 1:
        click.echo(f"in {into} all topics are in one deck: that of the file", err=True)
    for line in _said(found):
        click.echo(line, err=True)
    if dry_run:
        click.echo(added.diff(found.plan), nl=False)


def _said(found: Intake) -> Iterator[str]:
    """What came along, and what did not."""

    taken, media = found.taken, found.media
    if found.plan.copies:
        yield f"{counted(len(found.plan.copies), 'file')} copied to media/"
    if taken.known:
        number = len(taken.known)
        yield f"{counted(number, 'note')} of the package {'is' if number == 1 else 'are'} here already"
    if taken.other_decks:
        yield f"{counted(taken.other_decks, 'note')} left out: other decks"
    for lost in taken.lost:
        yield f"left behind, in {counted(lost.notes, 'note')}: {lost.what}; such as {lost.example}"
    if media.missing:
        names = list(media.missing)
        yield f"missing in the package: {', '.join(names[:5])}{f' and {len(names) - 5} more' if len(names) > 5 else ''}"


def _compare(collection: Collection, found: Intake, folder: Path, *, take_edits: bool) -> None:
    """What is different in Anki; the deck files take it over if that was asked for."""
    from flashcards import computer, opening
    from flashcards.formats.anki.inward import differences

    with opening.counting() as counter:
        differing = differences.differences(collection, found.taken, found.media, progress=counter)
    for one in differing:
        for line in _difference(one, opening.places(collection)):
            click.echo(line)
    if differing and take_edits:
        refused: list[str] = []
        done = differences.take_over(collection, differing, folder, at=computer.now(), refused=refused.append)
        for said in refused:
            click.echo(said, err=True)
        click.echo(f"{counted(done, 'note')} changed to what Anki says")
    elif differing:
        are = "notes say" if len(differing) > 1 else "note says"
        click.echo(f"{len(differing):,} {are} something else in Anki; --take-edits writes that into the files")


def _difference(one: Difference, place: Callable[[str], str]) -> Iterator[str]:
    yield f"~ {place(one.ours.span.path)}:{one.ours.span.line}  {one.ours.question.splitlines()[0]}"
    for key in one.keys:
        label = "" if key in ("question", "answer") else f"{key}: "
        for sign, note in (("-", one.ours), ("+", one.theirs)):
            text = getattr(note, key)
            lines = text if isinstance(text, tuple) else text.splitlines()
            yield from (f"    {sign} {label}{line}" for line in lines)


def _bring(collection: Collection, package: Package) -> None:
    """The review history, and how the cards stand."""
    from flashcards import computer, opening
    from flashcards.formats.anki.inward import bring

    opening.back_up(collection)
    with opening.counting() as counter:
        came = bring.bring(collection, package, at=computer.now(), progress=counter)
    said = [f"{counted(came.reviews, 'review')} of {counted(came.cards, 'card')} taken in"]
    said += [f"{came.known:,} were here already"] if came.known else []
    said += [f"{came.crammed:,} from cramming left out"] if came.crammed else []
    click.echo(", ".join(said))
    if came.strangers:
        click.echo(f"{counted(came.strangers, 'review')} of cards that are not in your decks left out", err=True)
    if came.inferred:
        cards = counted(came.inferred, "card")
        click.echo(f"{cards} with an incomplete log: what Anki remembers of them was taken over instead", err=True)
    for remark in came.remarks:
        click.echo(remark, err=True)


def _foresee(collection: Collection, package: Package, found: Intake) -> None:
    from flashcards.formats.anki.inward.foreseen import foresee

    coming = foresee(collection, package, found.taken.topics)
    said = f"{counted(coming.reviews, 'review')} of {counted(coming.cards, 'card')} to take in"
    here = f", {coming.known:,} {'is' if coming.known == 1 else 'are'} here already" if coming.known else ""
    click.echo(said + here, err=True)


def _tell(problems: Iterable[Problem], folder: Path) -> None:
    from flashcards import opening

    said = list(problems)
    for problem in said[:_MOST_PROBLEMS]:
        click.echo(opening.located(problem, folder).replace(f"{folder}/", ""), err=True)
    if len(said) > _MOST_PROBLEMS:
        click.echo(f"{counted(len(said) - _MOST_PROBLEMS, 'problem')} more like these", err=True)
