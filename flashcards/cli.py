"""The commands: parse, call, print. Each imports what it needs when it runs, so that none pays for another."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from flashcards import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from flashcards.model import Problem

EXISTING = click.Path(exists=True, path_type=Path)


class Program(click.Group):
    """The commands in the order of a learner's life, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return list(self.commands)


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("-C", "--collection", type=click.Path(path_type=Path), metavar="DIR", help="The folder to work on.")
@click.version_option(__version__, prog_name="flashcards")
@click.pass_context
def cli(ctx: click.Context, collection: Path | None) -> None:
    """Write topics in YAML, learn them in the order they build on each other, keep them with FSRS.

    The folder is --collection, else $FLASHCARDS_COLLECTION, else the current folder or its decks/, else your own
    collection, which starts as a copy of the course on artificial intelligence.
    """
    ctx.obj = collection


def selecting(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that narrow a command to some cards."""
    for option in (
        click.option("--tag", "tags", multiple=True, metavar="TAG", help="Only cards with this tag (or below it)."),
        click.option("--deck", "decks", multiple=True, metavar="DECK", help="Only this deck and those inside it."),
        click.option("--path", "paths", multiple=True, metavar="TOPIC", help="This topic and all it builds on."),
        click.option("--topic", "topics", multiple=True, metavar="TOPIC", help="This topic alone."),
    ):
        command = option(command)
    return command


@cli.command()
@selecting
@click.option("--new", type=click.IntRange(0, 9999), metavar="N", help="N new cards today instead of the daily limit.")
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
        session = Session(collection, computer.now, options, opening.selection(collection, **narrowing))
        show(session, plain=plain)
        opening.back_up(collection)


@cli.command()
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
        _json([_problem(problem, folder) for problem, folder in problems])
    else:
        for problem, folder in problems:
            click.echo(opening.located(problem, folder))
    errors, warnings = sum(v.errors for v in verdicts), sum(v.warnings for v in verdicts)
    if errors or warnings:
        click.echo(f"{opening.count(errors, 'error')}, {opening.count(warnings, 'warning')}", err=True)
    elif not as_json and not strict:
        totals = [(sum(getattr(v, f"{noun}s") for v in verdicts), noun) for noun in ("file", "topic", "note")]
        said = ", ".join(opening.count(number, noun) for number, noun in totals)
        click.echo(f"{said}: nothing wrong", err=True)
    if errors or (strict and warnings):
        sys.exit(1)


@cli.command()
@click.argument("name", metavar="CARD|TOPIC")
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

    with opening.opened(asked) as collection:
        at = computer.now()
        entries = cards.named(collection.index, name)
        for entry in entries:
            _say(entry.card.front.splitlines()[0], reasons.of_card(collection, entry, at))
        if not entries:
            topic = opening.topic(collection, name)
            _say(topic.title, reasons.of_topic(collection, topic, at))


@cli.command()
@click.argument("topic")
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
            _json([station.as_json() for station in stations])
            return
        for station in stations:
            click.echo(station.line())
        click.echo(f"\n{stations[-1].summary(stations)}")


@cli.command("list")
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
                _json([entry._asdict() for entry in found])
            for entry in [] if as_json else found:
                click.echo(f"{entry.name}  {opening.count(entry.answers, 'answer')}  {entry.question.splitlines()[0]}")
            return
        listed = ((entry.id, entry.title, entry.deck) for entry in cards.entries(collection.index))
        if as_json:
            _json([{"id": id_, "topic": title, "deck": deck} for id_, title, deck in listed])
            return
        for id_, _, _ in listed:
            click.echo(id_)


@cli.command()
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


@cli.command()
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

    with opening.opened(asked) as collection:
        if not write:
            for note, origin in lasting.every(collection):
                click.echo(note if note == origin else f"{note}  (history: {origin})")
            return
        for file, count in lasting.write(collection, at=computer.now()):
            click.echo(f"{file}: {opening.count(count, 'id')} written")


@cli.command()
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


@cli.command()
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


@cli.command()
def schema() -> None:
    """Print the JSON Schema of deck files, for editors that complete and check YAML.

    \b
    flashcards schema > deck.schema.json
    """
    from flashcards.deck import schema as schemas

    click.echo(schemas.text(), nl=False)


def _say(title: str, lines: Sequence[str]) -> None:
    click.echo(title)
    for line in lines:
        click.echo(f"  {line}")


def _problem(problem: Problem, folder: Path) -> dict[str, object]:
    place = {"path": str(folder / problem.span.path), "line": problem.span.line, "column": problem.span.column}
    return {"level": problem.level, **place, "message": problem.message, "hint": problem.hint}


def _json(value: object) -> None:
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def main() -> None:
    """Run, and turn what went wrong into one sentence and an exit code: 1 the user's, 2 usage, 3 the world's."""
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.exit(0)
    except Exception as error:
        from flashcards.memory import store
        from flashcards.model import Fault, Mistake

        if isinstance(error, Fault | Mistake):
            click.echo(f"{error}", err=True)
        elif said := store.sentence(error):
            click.echo(f"A database in .flashcards {said}", err=True)
        else:
            raise
        sys.exit(1 if isinstance(error, Mistake) else 3)
