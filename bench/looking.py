"""`list TEXT` and `stats` over a large collection, from the start of the process to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bench import make, measure
from bench.measure import BARE, row

if TYPE_CHECKING:
    from bench.measure import Row

MOST = 60


def rows(quick: bool) -> list[Row]:
    """Words in two hundred questions or so, the statistics, and one state, on a collection whose index is current."""
    size = make.SMALL if quick else make.LARGE
    folder = make.kept("ours", size)
    with measure.scratch() as (_, env):
        asked = {
            "list TEXT": ("list", '"gradient descends"'),
            "list TEXT --json": ("list", '"gradient descends"', "--json"),
            "stats": ("stats",),
            "stats --all": ("stats", "--all"),
        }
        measure.run(measure.program("--collection", folder, "stats"), env)
        things = {
            what: lambda words=words: measure.run(measure.program("--collection", folder, *words), env)
            for what, words in asked.items()
        }
        costs = measure.in_turn({"bare": lambda: measure.bare(env), **things}, 3 if quick else 15)
    past = f"{size.all_cards:,} cards, {size.reviews:,} reviews"
    return [row(f"{what} ({past})", BARE, costs[what], costs["bare"], MOST) for what in asked]
