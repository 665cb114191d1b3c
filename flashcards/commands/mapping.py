"""The map of the subject: a tree in the terminal, or a picture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flashcards.commands import completing
from flashcards.commands.common import print_json, terminal_width
from flashcards.text.plural import counted

if TYPE_CHECKING:
    from flashcards.collection.collection import Collection
    from flashcards.report.map.landscape import Landscape


@click.command("map")
@click.argument("topic", required=False, shell_complete=completing.topics)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Draw it: name.svg."
)
@click.option("--whole", is_flag=True, help="Draw all topics, even if they are too many to be read in one picture.")
@click.option("--plain", is_flag=True, help="Nothing drawn with lines and bars (screen readers, pipes).")
@click.option("--json", "as_json", is_flag=True, help="An array of topics.")
@click.pass_obj
def map_(asked: Path | None, topic: str | None, output: Path | None, whole: bool, plain: bool, as_json: bool) -> None:
    """Show what builds on what, and how well you remember it: all topics, or what is around TOPIC.

    In the terminal it is a tree: below each topic stands what it opens. Its number is the mean chance of recall today
    over its cards; ↑ marks what stands further up with all that is below it.

    \b
    flashcards map
    flashcards map "Gradient descent"
    flashcards map -o map.svg
    """
    from flashcards import opening

    with opening.opened(asked) as collection:
        if output is not None:
            _draw(collection, topic, output, whole=whole)
            return
        land = _land(collection, topic)
        if as_json:
            from flashcards.report.map.landscape import as_json as described

            print_json(described(land.spots))
            return
        _print(land, plain=plain)


def _land(collection: Collection, topic: str | None) -> Landscape:
    """All topics; or all that one builds on and all that builds on it."""
    from flashcards import computer, opening
    from flashcards.report.map import landscape

    if topic is None:
        return landscape.everything(collection, computer.now())
    return landscape.around(collection, computer.now(), opening.topic(collection, topic).key, None)


def _print(land: Landscape, *, plain: bool) -> None:
    from flashcards.report.map import tree
    from flashcards.terminal.columns import cut_to
    from flashcards.text.styled import clean

    columns = None if plain else terminal_width()
    for line in tree.lines(land, drawn=columns is not None):
        click.echo(cut_to(clean(line), columns))
    if not land.spots:
        click.echo("There are no topics.", err=True)


def _draw(collection: Collection, topic: str | None, target: Path, *, whole: bool) -> None:
    from flashcards import computer, opening
    from flashcards.collection import replace
    from flashcards.memory import store
    from flashcards.model import Mistake
    from flashcards.report.map import landscape, picture

    if target.suffix.lower() != ".svg":
        raise Mistake(f"'{target.suffix or target.name}' stands for no picture; end the name with .svg")
    key = opening.topic(collection, topic).key if topic is not None else None
    land = landscape.readable(collection, computer.now(), key, whole=whole)
    content = picture.document(land).encode("utf-8", "replace")
    with store.faults(target), replace.beside(target, content) as draft:
        draft.replace(target)
    left_out = f" of {land.total:,}; --whole draws all" if key is None and len(land.spots) < land.total else ""
    click.echo(f"{counted(len(land.spots), 'topic')}{left_out}: written to {target}")
