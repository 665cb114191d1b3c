"""The program: its commands in one group, and what goes wrong as one sentence and an exit code."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flashcards import __version__
from flashcards.commands import care, learning, writing


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


for command in (
    learning.review,
    writing.check,
    learning.why,
    learning.path,
    care.list_,
    writing.rename,
    writing.ids,
    care.merge,
    care.doctor,
    writing.schema,
):
    cli.add_command(command)


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
