"""A folder to a new collection: an example to write over, and settings to choose from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.collection import discover
from flashcards.memory import store
from flashcards.model import Mistake

if TYPE_CHECKING:
    from pathlib import Path

DECK = "remembering.yaml"

EXAMPLE = """\
# An example. Write over it, or delete it; `flashcards add` and `flashcards new` write here, too.
deck: Remembering
topics:
  - topic: Forgetting
    text: |
      Hermann Ebbinghaus learned lists of syllables by heart and noted how much of them was left later on.
    cards:
      - When do we forget the most of what we have learned?: Right after learning it.
      - The curve of what is left over time is called the {{forgetting curve}}.

  - topic: Spaced repetition
    requires: Forgetting
    cards:
      - When is the best moment to repeat something?: Just before it would be forgotten.
        hint: Neither at once nor too late.
      - What happens to the interval after each successful repetition?: |
          It grows:

          1. first some minutes or days,
          2. then weeks,
          3. then months.
      - q: "Recalling an answer works better than reading it again:"
        a: the testing effect
        reverse: What is the testing effect?
      - list: What makes a good flashcard
        items: [one question, a short answer, words of your own]
        ordered: false
"""

SETTINGS_TEXT = """\
# Settings of this collection. Take away the '# ' before a line to change what it says.

# Cards that are new in a day, and reviews in a day
# new_per_day = 20
# reviews_per_day = 200

# The chance of recall at which a card comes back
# retention = 0.9

# The waits of a new card, and of a forgotten one, before it is counted in days
# learning_steps = ["1m", "10m"]
# relearning_steps = ["10m"]

# The longest interval in days, and whether intervals vary a little
# maximum_interval = 36500
# fuzz = true

# How early a step may be shown when nothing else is left
# learn_ahead = "20m"

# After so many lapses a card is suspended; 0 is never
# leech_lapses = 8

# When a day begins, and where; empty is this computer's own time zone
# day_starts_at = "04:00"
# timezone = ""

# 4: again, hard, good, easy. 2: again, good
# grades = 4

# Keeps these notes apart from others in Anki; written at the first export
# namespace = ""

# A deck, and the decks inside it, may want to be remembered better
# [decks."Remembering"]
# retention = 0.95
"""

IGNORED = ".flashcards/\n"


def begin(folder: Path) -> list[Path]:
    """Make a collection; returns what was written. Raises Mistake where there is one, or a file that would be lost."""
    if folder.is_dir() and discover.is_collection(folder):
        raise Mistake(f"{folder} is a collection already; nothing was changed")
    files = {DECK: EXAMPLE, discover.SETTINGS: SETTINGS_TEXT, ".gitignore": IGNORED}
    if (folder / ".gitignore").exists():  # the hidden folder keeps itself out of git, too
        del files[".gitignore"]
    for name in files:
        if (folder / name).exists():
            raise Mistake(f"{folder / name} is there already; nothing was changed")
    with store.faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            with (folder / name).open("x", encoding="utf-8") as file:
                file.write(text)
    return [folder / name for name in files]
