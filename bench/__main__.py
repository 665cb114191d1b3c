"""`python -m bench [NAME…] [--quick]`: run benches and print their ratios."""

from __future__ import annotations

import argparse

from bench import add, anki, answer, history, importing, looking, mapping, reading, start, web
from bench.measure import table

BENCHES = {
    "start": start.rows,
    "answer": answer.rows,
    "reading": reading.rows,
    "add": add.rows,
    "anki": anki.rows,
    "history": history.rows,
    "looking": looking.rows,
    "importing": importing.rows,
    "web": web.rows,
    "map": mapping.rows,
}


def main() -> None:
    """All benches, or those that are named."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of {', '.join(BENCHES)} (all)")
    parser.add_argument("--quick", action="store_true", help="small collections and few rounds: does it run at all?")
    asked = parser.parse_args()
    if strange := set(asked.names) - set(BENCHES):
        parser.error(f"there is no bench {', '.join(sorted(strange))}")
    rows = [row for name in asked.names or BENCHES for row in BENCHES[name](asked.quick)]
    print(table(rows))


if __name__ == "__main__":
    main()
