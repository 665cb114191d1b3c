"""The program: its commands in one group, and what goes wrong as one sentence and an exit code."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from flashcards import __version__

COMMANDS = {
    "review": ("learning", "Review what is due and meet new cards."),
    "serve": ("serving", "Review, look around and edit in a browser."),
    "init": ("adding", "Start a collection in DIR: an example to write over, and settings to choose from."),
    "add": ("adding", "Add topics or cards from a YAML file (- is standard input); without FILE, ask for them."),
    "new": ("adding", "Write cards for a TOPIC, old or new, in your editor ($VISUAL, else $EDITOR)."),
    "check": ("writing", "Say everything that is wrong in deck files, with line and column."),
    "why": ("learning", "Explain why a card or topic is shown, waits, or is not due."),
    "path": ("learning", "List what comes before a topic, in study order, and how far you are."),
    "map": ("mapping", "Show what builds on what, and how well you remember it: all topics, or what is around TOPIC."),
    "list": ("looking", "List cards in study order: all, or those with TEXT in them or in their topic's title."),
    "show": (
        "looking",
        "Show a card: both sides, what is remembered, why it is asked or waits; or a topic with its cards.",
    ),
    "stats": ("looking", "Say what is due, what is to come, what was done, and how well it is remembered."),
    "suspend": (
        "changing",
        "Take cards out of all plans until `unsuspend`: cards, notes, topics, or what the options select.",
    ),
    "unsuspend": ("changing", "Put suspended cards back into the plan, with what is remembered of them."),
    "bury": ("changing", "Put cards off until tomorrow."),
    "known": ("changing", "Count cards as passed and do not ask them: what you know already."),
    "forget": ("changing", "Make cards new again."),
    "reschedule": ("changing", "Make cards due on a day: 2026-12-24, or so many days from today."),
    "flag": ("changing", "Flag cards, to find them again with `list --state flagged`."),
    "undo": (
        "changing",
        "Take back this computer's latest action; of cards that are named, the latest action of each.",
    ),
    "history": (
        "looking",
        "Tell what happened to a card or to the cards of a topic, or what happened last; the newest comes last.",
    ),
    "import": (
        "importing",
        "Take over outline notes, Markdown (a file or a folder), tables, or Anki's packages (.apkg, .colpkg).",
    ),
    "split": ("splitting", "Make cards of the text of topics that have none, as YAML to improve."),
    "export": ("exchange", "Write cards for Anki, or as Markdown, a table or JSON."),
    "settings": (
        "looking",
        "Say which settings are in force, and where each comes from: flashcards.toml, with the line, or the default.",
    ),
    "rename": (
        "writing",
        "Give the history of note or topic OLD to NEW, where an edit was too large to be recognised.",
    ),
    "ids": (
        "writing",
        "Show the lasting id of every note, or write them into the deck files so that no edit can lose them.",
    ),
    "backup": (
        "care",
        "Copy the history to FILE, or to your data folder, where a copy is made after each session anyway.",
    ),
    "restore": (
        "care",
        "Put a backup in the place of the history: a file, or the date of one that `backup --list` shows.",
    ),
    "merge": ("care", "Take over the answers of another computer: OTHER is its history.db."),
    "doctor": ("care", "Prove that history and index are sound and agree."),
    "schema": ("writing", "Print the JSON Schema of deck files, for editors that complete and check YAML."),
    "completion": ("care", "Print what makes your shell complete commands, options, topics, decks and tags."),
}
"""Each command with the module of `flashcards.commands` that has it, and its help in one line: neither help nor
a command loads the others."""


WIDEST = 100
"""Columns of help at the most."""


class Program(click.Group):
    """The commands in the order of a learner's life, not of the alphabet, each loaded when it is meant."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"flashcards.commands.{COMMANDS[cmd_name][0]}")
        found: click.Command = getattr(module, cmd_name, None) or getattr(module, f"{cmd_name}_")
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": WIDEST})
@click.option("-C", "--collection", type=click.Path(), metavar="DIR", help="The folder to work on.")
@click.version_option(__version__, prog_name="flashcards")
@click.pass_context
def cli(ctx: click.Context, collection: str | None) -> None:
    """Write topics in YAML, learn them in the order they build on each other, keep them with FSRS.

    The folder is --collection, else $FLASHCARDS_COLLECTION, else the current folder or its decks/, else your own
    collection, which starts as a copy of the course on artificial intelligence.
    """
    from pathlib import Path  # help does without

    ctx.obj = None if collection is None else Path(collection)


def main() -> None:
    """Run, and turn what went wrong into one sentence and an exit code: 1 the user's, 2 usage, 3 the world's."""
    _say_and_hear_anything()
    try:
        cli.main(standalone_mode=False, terminal_width=_width())
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
        said, code = _sentence(error)
        if not said:
            raise
        click.echo(said, err=True)
        _drop_what_cannot_be_printed()
        sys.exit(code)


def _sentence(error: Exception) -> tuple[str, int]:
    """What is said of an error, and the exit code; nothing of a bug."""
    from flashcards.memory import store
    from flashcards.model import Fault, Mistake

    match error:
        case Mistake():
            return str(error), 1
        case Fault():
            return str(error), 3
        case OSError():
            return str(Fault.of(error)), 3
        case UnicodeEncodeError(reason="surrogates not allowed"):  # so Python spells bytes of arguments and file names
            return f"{error.object[:60]!a} is not UTF-8; write it so, or rename it", 1
    said = store.sentence(error)
    return (f"A database in .flashcards {said}" if said else ""), 3


def _say_and_hear_anything() -> None:
    """Let no character stop a command: what cannot be printed is spelled out, what cannot be read stands for one."""
    from io import TextIOWrapper

    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace")):
        if isinstance(stream, TextIOWrapper) and stream.errors in ("strict", "surrogateescape"):
            stream.reconfigure(errors=errors)


def _drop_what_cannot_be_printed() -> None:
    """Python would try again at the end, and complain in its own words. A closed stream is None."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _width() -> int:
    """Columns for help: $COLUMNS, the terminal's, or 80. click would ask `shutil`, whose import costs more than a
    twentieth of `--help`."""
    try:
        columns = int(os.environ.get("COLUMNS", "0")) or os.get_terminal_size(sys.__stdout__.fileno()).columns  # type: ignore[union-attr]
    except (ValueError, OSError, AttributeError):
        columns = 80
    return max(min(columns, WIDEST) - 2, 50)
