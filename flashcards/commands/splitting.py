"""Notes to cards that an author can go on with: split."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flashcards.text.plural import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from flashcards.deck.prose import Explained
    from flashcards.model import Note, Topic

_YAML = (".yaml", ".yml")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--explain", is_flag=True, help="Say which rule made each card, instead of writing YAML.")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="OUT.yaml",
    help="Where to; a file that is there already is never written over.",
)  # fmt: skip
def split(file: Path, explain: bool, output: Path | None) -> None:
    """Make cards of the text of topics that have none, as YAML to improve. FILE is a deck file or outline notes.

    `review` makes the same cards of such topics by itself; write them down to edit them.

    \b
    flashcards split notes.txt --explain
    flashcards split notes.txt -o decks/notes.yaml
    """
    from flashcards.deck.dump import dump
    from flashcards.formats import gather

    if explain and output:
        raise click.UsageError("--explain prints, and writes no file")
    topics, errors = _read(file)
    tried = [(topic, made) for topic in topics if (made := _tried(topic)) is not None]
    if explain:
        for line in _explained(tried):
            click.echo(line)
    elif errors == 0:
        _write(dump(topics, deck=_shared_deck(topics), tags=gather.shared_tags(topics), in_full=True), output)
    cards = _cards(note for topic, _ in tried for note in topic.notes)
    said = f"{counted(cards, 'card')} from {counted(len(tried), 'topic')}"
    click.echo(said + (f" written to {output}" if output and not errors else ""), err=True)
    if errors:
        raise SystemExit(1)


def _read(file: Path) -> tuple[tuple[Topic, ...], int]:
    """The topics of a file and how many errors it has; all that is wrong is said."""
    from flashcards import opening
    from flashcards.deck import read
    from flashcards.formats import intake

    if file.suffix.lower() in _YAML:
        text, problems = read.decode(file.read_bytes(), file.name)
        if not problems:
            reading = read.read(text, file.name)
            topics, problems = reading.topics, reading.problems
        else:
            topics = ()
    else:
        page = intake.page(file)
        topics, problems = page.topics, page.problems
    for problem in problems:
        click.echo(opening.located(problem, file.parent), err=True)
    return topics, sum(problem.level == "error" for problem in problems)


def _is_split(topic: Topic) -> bool:
    """Whether its notes were made of its text: these stand where the topic stands."""
    return bool(topic.notes) and all(note.span == topic.span for note in topic.notes)


def _cards(notes: Iterable[Note]) -> int:
    from flashcards.deck import split

    return sum(
        len(split.parts(note.kind, note.question, items=note.items, reverse=bool(note.reverse))) for note in notes
    )


def _tried(topic: Topic) -> list[Explained] | None:
    """The cards of a topic's text, perhaps none, with their rules; None if it has cards of its own, or `cards: []`."""
    from flashcards.deck import prose

    made = prose.explain(topic.id, topic.title, topic.text, topic.span)
    if not topic.text or _is_split(topic) != bool(made) or (topic.notes and not made):
        return None
    return made


def _explained(tried: Iterable[tuple[Topic, list[Explained]]]) -> Iterator[str]:
    """Each topic, and its cards with their rules."""
    for topic, made in tried:
        yield topic.title
        for rule, note in made:
            yield f"  {rule}: {note.question}"
            yield from (f"    {line}" for line in _answer(note))
        if not made:
            yield "  no card: all of it stays reading text"


def _answer(note: Note) -> Iterator[str]:
    yield from note.answer.splitlines()
    for number, item in enumerate(note.items, 1):
        yield f"{number}. {item}" if note.ordered else f"- {item}"
    if note.reverse:
        yield f"and back: {note.reverse}"
    if note.typed:
        yield "(to be typed)"
    if note.extra:
        yield from (line for line in f"extra: {note.extra}".splitlines() if line)
    if note.source:
        yield f"source: {note.source}"


def _shared_deck(topics: tuple[Topic, ...]) -> str:
    decks = {topic.deck for topic in topics}
    return decks.pop() if len(decks) == 1 else ""


def _write(text: str, output: Path | None) -> None:
    from flashcards.model import Mistake

    if output is None:
        click.echo(text, nl=False)
        return
    try:
        with output.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise Mistake(f"{output} is there already; write to another file, or move it away") from None
