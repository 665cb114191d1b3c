"""What changes how some cards are studied: shown before it is done, done as one action, and taken back as one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import click

from flashcards.commands import completing
from flashcards.commands.common import SHOWN, agreed, selecting
from flashcards.text.plural import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from flashcards.collection.cards import Entry
    from flashcards.collection.collection import Collection


def _of_cards(command: Callable[..., Any]) -> Callable[..., Any]:
    """Which cards are meant, and whether to ask first."""
    for decorate in (
        click.option("-y", "--yes", is_flag=True, help="Do not ask first."),
        selecting,
        click.argument("names", metavar="[CARD|TOPIC]...", nargs=-1, shell_complete=completing.topics),
    ):
        command = decorate(command)
    return command


@click.command()
@_of_cards
@click.pass_obj
def suspend(asked: Path | None, /, **meant: Any) -> None:
    """Take cards out of all plans until `unsuspend`: cards, notes, topics, or what the options select.

    \b
    flashcards suspend 1f0c8a55
    flashcards suspend --tag history --yes
    """
    _change(asked, "suspend", "suspend", lambda _: 0, **meant)


@click.command()
@_of_cards
@click.pass_obj
def unsuspend(asked: Path | None, /, **meant: Any) -> None:
    """Put suspended cards back into the plan, with what is remembered of them.

    \b
    flashcards unsuspend "Gradient descent"
    """
    _change(asked, "unsuspend", "unsuspend", lambda _: 0, **meant)


@click.command()
@_of_cards
@click.option("--colour", type=click.IntRange(0, 7), default=1, help="1 to 7, as in Anki (1); 0 takes flags away.")
@click.pass_obj
def flag(asked: Path | None, /, colour: int, **meant: Any) -> None:
    """Flag cards, to find them again with `list --state flagged`.

    \b
    flashcards flag 1f0c8a55 --colour 3
    flashcards flag --topic Bread --colour 0
    """
    _change(asked, "flag" if colour else "take the flag off", "flag", lambda _: colour, **meant)


@click.command()
@_of_cards
@click.pass_obj
def forget(asked: Path | None, /, **meant: Any) -> None:
    """Make cards new again. The answers stay in the history, and `undo` brings the memory back.

    \b
    flashcards forget Bread
    """
    _change(asked, "forget", "forget", lambda _: 0, **meant)


@click.command()
@_of_cards
@click.pass_obj
def known(asked: Path | None, /, **meant: Any) -> None:
    """Count cards as passed and do not ask them: what you know already. `forget` makes them new again.

    \b
    flashcards known --path "What is a gradient?"
    """
    _change(asked, "mark as known", "known", lambda _: 0, **meant)


@click.command()
@_of_cards
@click.pass_obj
def bury(asked: Path | None, /, **meant: Any) -> None:
    """Put cards off until tomorrow.

    \b
    flashcards bury --topic Bread
    """
    _change(asked, "bury until tomorrow", "bury", lambda day: day + 1, **meant)


@click.command()
@click.argument("when", metavar="DATE|+DAYS")
@_of_cards
@click.pass_obj
def reschedule(asked: Path | None, /, when: str, **meant: Any) -> None:
    """Make cards due on a day: 2026-12-24, or so many days from today. Nothing else moves a due that is set.

    \b
    flashcards reschedule +3 Bread
    flashcards reschedule 2026-12-24 --tag exam
    """
    _change(asked, f"make due on {when}", "reschedule", lambda today: _day(when, today), **meant)


@click.command()
@_of_cards
@click.pass_obj
def undo(asked: Path | None, /, names: tuple[str, ...], yes: bool, **narrowing: Any) -> None:
    """Take back this computer's latest action; of cards that are named, the latest action of each.

    \b
    flashcards undo
    flashcards undo 1f0c8a55
    """
    from flashcards import computer, opening
    from flashcards.study import changes

    with opening.opened(asked) as collection:
        at = computer.now()
        if not names and not any(narrowing.values()):
            with opening.counting() as counter:
                undone = [changes.undo_latest(collection, at, counter)]
        else:
            actions = changes.latest(collection, _entries(collection, names, narrowing))
            if actions and not agreed([changes.said(collection, action) for action in actions], "Take back", yes=yes):
                return
            with opening.counting() as counter:
                undone = list(changes.undo(collection, [action[0].action for action in actions], at, counter))
        for action in filter(None, undone):
            click.echo(f"Taken back: {changes.said(collection, action)}")
        if not any(undone):
            click.echo("There is nothing to take back.")
        opening.back_up(collection)


def _change(
    asked: Path | None,
    verb: str,
    kind: str,
    value: Callable[[int], int],
    /,
    names: tuple[str, ...],
    yes: bool,
    **narrowing: Any,
) -> None:
    """Show what would be changed, ask, change it: an event of a kind, with its value for today's logical day."""
    from flashcards import computer, opening
    from flashcards.model import Kind
    from flashcards.study.changes import Change, apply

    with opening.opened(asked) as collection:
        at = computer.now()
        change = Change(Kind[kind.upper()], value(collection.calendar.day(at)))
        entries = _entries(collection, names, narrowing)
        affected = [entry for entry in entries if change.matters(entry.memory)]
        if not affected:
            click.echo(f"Nothing to {verb}: {_nothing(entries)}")
            return
        if not agreed(_questions(affected), f"{_capital(verb)}: {_counted(affected, entries)}", yes=yes):
            return
        with opening.counting() as counter:
            apply(collection, affected, change, at, counter)
        click.echo(f"Done: {counted(len(affected), 'card')} (`flashcards undo` takes that back)")
        opening.back_up(collection)


def _entries(collection: Collection, names: tuple[str, ...], narrowing: dict[str, Any]) -> list[Entry]:
    from flashcards import opening
    from flashcards.collection import queues
    from flashcards.study import changes

    selection = opening.selection(collection, **narrowing)
    if not names and selection.everything:
        raise click.UsageError("say which cards: by id, by topic, or with --topic, --path, --deck or --tag")
    if not selection.everything:
        queues.select(collection.index, selection)
    return changes.chosen(collection, names, scoped=not selection.everything)


def _questions(entries: Sequence[Entry]) -> list[str]:
    from flashcards.study.listing import question
    from flashcards.terminal.columns import cut_to

    return [cut_to(question(entry), 88) if place < SHOWN else "" for place, entry in enumerate(entries)]


def _counted(affected: Sequence[Entry], entries: Sequence[Entry]) -> str:
    others = len(entries) - len(affected)
    return counted(len(affected), "card") + (f" ({others:,} more are so already)" if others else "")


def _nothing(entries: Sequence[Entry]) -> str:
    return "no card is meant" if not entries else "it is so already" if len(entries) == 1 else "they are so already"


def _day(when: str, today: int) -> int:
    """A date, or days from today, as a logical day."""
    from datetime import date

    from flashcards.memory.days import number
    from flashcards.model import Mistake
    from flashcards.study.changes import LATEST

    if match := re.fullmatch(r"\+?(\d{1,5})d?", when):
        day = today + int(match[1])
    else:
        try:
            day = number(date.fromisoformat(when))
        except ValueError:
            raise click.BadParameter(f"'{when}' is neither a date such as 2026-12-24 nor days such as +3") from None
    if not today <= day <= today + LATEST:
        raise Mistake(f"a card can be made due from today to {LATEST:,} days ahead")
    return day


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
