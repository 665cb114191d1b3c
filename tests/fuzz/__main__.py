"""`python -m tests.fuzz [SECONDS] [--seed N] [NAME…]`: each reader in turn, on texts made by chance.

A text that breaks a law is shortened, printed with its seed, and ends the run with 1.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from typing import TYPE_CHECKING

from tests.fuzz.laws import LAWS, PIECES

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST = 60
MOST_CUTS = 400


def main() -> int:
    """Share the seconds among the readers."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("seconds", nargs="?", type=float, default=60, help="for all readers together (60)")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of {', '.join(LAWS)} (all)")
    parser.add_argument("--seed", type=int, default=None, help="the chance of an earlier run")
    asked = parser.parse_args()
    if strange := set(asked.names) - set(LAWS):
        parser.error(f"there is no reader {', '.join(sorted(strange))}")
    names = asked.names or list(LAWS)
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(2**32)
    sys.stdout.write(f"seed {seed}\n")
    return max(_fuzz(name, seed, asked.seconds / len(names)) for name in names)


def _fuzz(name: str, seed: int, seconds: float) -> int:
    chance = random.Random(f"{name} {seed}")
    end = time.monotonic() + seconds
    count = 0
    while time.monotonic() < end:
        made = text(chance, PIECES[name])
        count += 1
        if said := _broken(LAWS[name], made):
            short = shortened(LAWS[name], made)
            sys.stderr.write(f"{name}: text {count} of seed {seed} breaks a law: {said}\n{short!r}\n")
            return 1
    sys.stdout.write(f"{name}: {count:,} texts\n")
    return 0


def text(chance: random.Random, pieces: tuple[str, ...]) -> str:
    """Pieces in any order, some of them spoiled by a letter."""
    made = [_spoiled(chance, chance.choice(pieces)) for _ in range(chance.randrange(LONGEST))]
    return "".join(made)


def _spoiled(chance: random.Random, piece: str) -> str:
    if chance.random() < 0.85 or not piece:
        return piece
    at = chance.randrange(len(piece))
    letter = chr(chance.choice((chance.randrange(0x80), chance.randrange(0x3000), chance.randrange(0x110000))))
    return chance.choice((piece[:at] + letter + piece[at:], piece[:at] + piece[at + 1 :], piece[:at], piece * 2))


def _broken(law: Callable[[str], None], text: str) -> str:
    try:
        law(text)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def shortened(law: Callable[[str], None], text: str) -> str:
    """The text without whatever may be left out with the law still broken."""
    size = max(1, len(text) // 2)
    cuts = 0
    while cuts < MOST_CUTS:
        for at in range(0, len(text), size):
            cuts += 1
            shorter = text[:at] + text[at + size :]
            if _broken(law, shorter):
                text = shorter
                break
        else:
            if size == 1:
                break
            size //= 2
    return text


if __name__ == "__main__":
    sys.exit(main())
