"""A sitting as a process of its own: answers cards, and says each answer once it is durable.

Usage: python -m tests.processes.sitting FOLDER DEVICE ANSWERS
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from flashcards import computer
from flashcards.collection.collection import Collection
from flashcards.model import Fault, Rating
from flashcards.study.plan import Options
from flashcards.study.session import Session


def sit(folder: Path, device: str, answers: int) -> None:
    """Print `taken ORIGIN` after each answer, `refused ORIGIN` where another process was quicker."""
    chance = random.Random(device)
    with Collection.open(folder, device=device, entropy=os.urandom) as collection:
        collection.refresh(computer.now())
        session = Session(collection, computer.now, Options(new=answers))
        for _ in range(answers):
            card = session.card
            if card is None:
                break
            session.reveal()
            rating = chance.choice([Rating.AGAIN, Rating.GOOD, Rating.EASY])
            taken = session.grade(card, rating, 1)
            sys.stdout.write(f"{'taken' if taken else 'refused'} {card.origin}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    try:
        sit(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
    except Fault as fault:
        sys.stderr.write(f"{fault}\n")
        sys.exit(3)
