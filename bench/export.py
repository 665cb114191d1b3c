"""A collection to an Anki package: the writing alone beside bare genanki, and the whole command twice."""

from __future__ import annotations

import json
import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from bench import make, measure
from bench.measure import Cost, Row, row

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NOTES = 50_000
SIZE = make.Size(files=100, topics=100, cards=2)
GENANKI = "bare genanki"


def rows(quick: bool) -> list[Row]:
    """Ours beside genanki, each in a process of its own; then a second export beside the first."""
    with tempfile.TemporaryDirectory() as scratch:
        env = measure.environment(Path(scratch))
        return [*_writing(Path(scratch), env, quick), *_command(Path(scratch), env, quick)]


def _writing(scratch: Path, env: Mapping[str, str], quick: bool) -> list[Row]:
    count = 2_000 if quick else NOTES
    files = {name: scratch / f"{name}.apkg" for name in ("ours", "theirs")}

    def cost(name: str) -> Cost:
        command = [measure.PYTHON, "-m", "bench.export", name, str(count), str(files[name])]
        return Cost(*json.loads(measure.output(command, env)))

    costs = measure.in_turn({name: lambda name=name: cost(name) for name in files}, 3 if quick else 5)  # type: ignore[misc]
    sizes = {name: path.stat().st_size for name, path in files.items()}
    what = f"writing {count:,} rendered notes"
    return [
        row(what, GENANKI, costs["ours"], costs["theirs"], 1),
        Row("… the size of the file", GENANKI, sizes["ours"] / sizes["theirs"], target=0.2),
    ]


def _command(scratch: Path, env: Mapping[str, str], quick: bool) -> list[Row]:
    size = make.SMALL_READING if quick else SIZE
    source = make.kept("decks", size)
    folder = scratch / "decks"
    command = measure.program("--collection", folder, "export", "-o", scratch / "decks.apkg")

    def first() -> Cost:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(source, folder)
        return measure.run(command, env)

    costs = measure.in_turn({"first": first, "again": lambda: measure.run(command, env)}, 2 if quick else 3)
    return [row(f"export of {size.all_cards:,} cards, again", "the first time", costs["again"], costs["first"], 0.25)]


def ours(sides: list[tuple[str, str]], target: Path) -> None:
    """Notes whose fields are rendered, through our classes."""
    from flashcards.formats.anki import package, types

    spare = "\x1f" * (len(types.BASIC.fields) - 2)
    deck = package.Deck(1, "deck")
    for number, (front, back) in enumerate(sides):
        key = 1_500_000_000_000 + number
        cards = (package.Card(key, 0, number),)
        fields = f"{front}\x1f{back}{spare}"
        deck.notes.append(package.Note(types.BASIC.id, f"{number:010}", fields, "", number=key, mod=1, cards=cards))
    package.Package([package.Model(types.BASIC)], [deck], {}).write_to_file(target)


def theirs(sides: list[tuple[str, str]], target: Path) -> None:
    """The same notes through genanki as it comes."""
    import genanki

    model = genanki.Model(
        1, "Basic", [{"name": "Front"}, {"name": "Back"}], [{"name": "Card", "qfmt": "{{Front}}", "afmt": "{{Back}}"}]
    )
    deck = genanki.Deck(1, "deck")
    for number, side in enumerate(sides):
        deck.add_note(genanki.Note(model, list(side), guid=f"{number:010}", due=number))
    genanki.Package(deck).write_to_file(target)


def main() -> None:
    """Write so many notes in one of the two ways; prints seconds."""
    name, count, target = sys.argv[1:]
    chance = random.Random("export")
    sides = [
        (f"{number} {' '.join(chance.choices(make.WORDS, k=12))}?", f"{' '.join(chance.choices(make.WORDS, k=24))}.")
        for number in range(int(count))
    ]
    write: Callable[[list[tuple[str, str]], Path], None] = {"ours": ours, "theirs": theirs}[name]
    write(sides[:1], Path(target))
    cpu, wall = time.process_time(), time.perf_counter()
    write(sides, Path(target))
    print(json.dumps((time.perf_counter() - wall, time.process_time() - cpu)))


if __name__ == "__main__":
    main()
