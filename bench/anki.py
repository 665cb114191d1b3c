"""A collection to an Anki package, with all that is remembered: the writing beside bare genanki, which writes notes
alone, and the whole command twice."""

from __future__ import annotations

import gc
import json
import random
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench import make, measure
from bench.measure import Cost, Row, row

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from flashcards.formats.anki.outward.package import Note
    from flashcards.memory.events import Told
    from flashcards.model import Memory

NOTES = 50_000
REVIEWS = 2
"""Answers to each note."""
SIZE = make.Size(files=100, topics=100, cards=2, reviews=40_000)
GENANKI = "bare genanki"
FIRST = 1_700_000_000_000
DAY_MS = 86_400_000


def rows(quick: bool) -> list[Row]:
    """Ours beside genanki, each in a process of its own; then a second export beside the first."""
    with measure.scratch() as (scratch, env):
        return [*_writing(scratch, env, quick), *_command(scratch, env, quick)]


def _writing(scratch: Path, env: Mapping[str, str], quick: bool) -> list[Row]:
    count = 2_000 if quick else NOTES
    files = {name: scratch / f"{name}.apkg" for name in ("ours", "theirs")}

    def cost(name: str) -> Cost:
        command = [measure.PYTHON, "-m", "bench.anki", name, str(count), str(files[name])]
        return Cost(*json.loads(measure.output(command, env)))

    costs = measure.in_turn({name: lambda name=name: cost(name) for name in files}, 3 if quick else 5)  # type: ignore[misc]
    sizes = {name: path.stat().st_size for name, path in files.items()}
    what = f"{count:,} rendered notes out, with their schedules and {count * REVIEWS:,} reviews"
    return [
        row(what, f"{GENANKI}, without", costs["ours"], costs["theirs"], 1),
        Row("… the size of the file", f"{GENANKI}, without", sizes["ours"] / sizes["theirs"], target=0.125),
    ]


def _command(scratch: Path, env: Mapping[str, str], quick: bool) -> list[Row]:
    size = make.SMALL_READING if quick else SIZE
    source = make.kept("ours", size)
    folder = scratch / "decks"
    command = measure.program("--collection", folder, "export", "--schedule", "-o", scratch / "decks.apkg")

    def first() -> Cost:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(source, folder)
        return measure.run(command, env)

    costs = measure.in_turn({"first": first, "again": lambda: measure.run(command, env)}, 2 if quick else 3)
    what = f"export --schedule of {size.all_cards:,} cards, again"
    return [row(what, "the first time", costs["again"], costs["first"], 0.4)]


class Input(NamedTuple):
    """What is given: rendered sides, what is remembered of their cards, and the answers to them."""

    sides: list[tuple[str, str]]
    memories: list[Memory]
    told: list[Told]


def given(count: int) -> Input:
    """Notes as large decks have them, lists of words made by a template; each was answered twice."""
    from flashcards.memory.events import Told
    from flashcards.model import Kind, Memory, State

    chance = random.Random("anki")
    day, answer, review = FIRST // DAY_MS, int(Kind.REVIEW), int(State.REVIEW)
    ages = [(chance.uniform(1, 90), chance.uniform(1, 10), chance.randrange(1, 90)) for _ in range(count)]
    return Input(
        [_sides(number, chance) for number in range(count)],
        [
            Memory(State.REVIEW, 0, stability, difficulty, days, day + days, None, day, day, day, REVIEWS, passed=True)
            for stability, difficulty, days in ages
        ],
        [
            Told(at, answer, str(number), 1, 3, chance.randrange(60_000), review, 3, at // DAY_MS + 3, None)
            for turn in range(REVIEWS)
            for number in range(count)
            for at in (FIRST + turn * DAY_MS + number * 10,)
        ],
    )


def _sides(number: int, chance: random.Random) -> tuple[str, str]:
    word, sense, other = chance.choices(make.WORDS, k=3)
    front = f'<div class="word">{word} {number}</div><div class="task">Say it aloud, and give a sentence with it.</div>'
    meant = f'<div class="sense"><b>{sense}</b>, and in older texts <i>{other}</i></div>'
    return (
        front,
        f'{meant}<div class="more">Not to be mixed up with what sounds like it: see the table of sounds.</div>',
    )


def ours(what: Input, target: Path) -> None:
    """Through our classes, with what is remembered."""
    from flashcards.formats.anki import types
    from flashcards.formats.anki.outward import package, revlog
    from flashcards.memory.days import Calendar

    ids = {str(number): FIRST + number for number in range(len(what.sides))}
    reviews = revlog.rows(what.told, ids, Calendar())
    package.Package([types.BASIC], [package.Deck(1, "deck")]).write(target, _notes(what), reviews)


def _notes(what: Input) -> Iterator[Note]:
    from flashcards.formats.anki import types
    from flashcards.formats.anki.outward import package
    from flashcards.formats.anki.outward.scheduled import Reckoner
    from flashcards.memory.days import Calendar
    from flashcards.memory.scheduler import Rules

    spare = "\x1f" * (len(types.BASIC.fields) - 2)
    reckoner, rules = Reckoner(Calendar(), FIRST // DAY_MS), Rules()
    for place, ((front, back), memory) in enumerate(zip(what.sides, what.memories, strict=True)):
        number = FIRST + place
        card = package.Card(number, 0, 1, reckoner.standing(memory, place, number, rules))
        fields = f"{front}\x1f{back}{spare}"
        yield package.Note(number, f"{place:010}", types.BASIC.id, 1, "", fields, [card])


def theirs(what: Input, target: Path) -> None:
    """The same notes through genanki as it comes."""
    import genanki

    model = genanki.Model(
        1, "Basic", [{"name": "Front"}, {"name": "Back"}], [{"name": "Card", "qfmt": "{{Front}}", "afmt": "{{Back}}"}]
    )
    deck = genanki.Deck(1, "deck")
    for number, side in enumerate(what.sides):
        deck.add_note(genanki.Note(model, list(side), guid=f"{number:010}", due=number))
    genanki.Package(deck).write_to_file(target)


def main() -> None:
    """Write so many notes in one of the two ways; prints seconds."""
    name, count, target = sys.argv[1:]
    what = given(int(count))
    write: Callable[[Input, Path], None] = {"ours": ours, "theirs": theirs}[name]
    write(given(1), Path(target))
    gc.freeze()  # what is given is nobody's cost
    cpu, wall = time.process_time(), time.perf_counter()
    write(what, Path(target))
    print(json.dumps((time.perf_counter() - wall, time.process_time() - cpu)))


if __name__ == "__main__":
    main()
