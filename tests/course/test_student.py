"""How long the course takes a student who remembers everything: the number that the README gives."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

from flashcards.collection.collection import Collection
from flashcards.deck.read import read
from flashcards.model import Rating
from flashcards.study.plan import Options
from flashcards.study.session import Session
from tests.students import DAY, MORNING, SECOND, SETTINGS, Clock, save

ROOT = Path(__file__).parents[2]
MINUTES_A_DAY = 15
SECONDS_AN_ANSWER = 8
LONGEST = 365


def days_until_everything_is_introduced(folder: Path) -> int:
    """Default settings, fifteen minutes a day, eight seconds an answer, every answer good."""
    for path in sorted((ROOT / "decks").glob("*.yaml")):
        save(folder / path.name, path.read_text("utf-8"))
    save(folder / "flashcards.toml", SETTINGS)
    clock = Clock()
    with Collection.open(folder, device="student", entropy=Random(1).randbytes) as collection:
        collection.refresh(clock())
        cards = collection.index.execute("select count(*) from card where position is not null").fetchone()[0]
        for day in range(LONGEST):
            clock.at = MORNING + day * DAY
            session = Session(collection, clock, Options(minutes=MINUTES_A_DAY))
            while session.card is not None:
                session.reveal()
                clock.at += SECONDS_AN_ANSWER * SECOND
                session.grade(session.card, Rating.GOOD, SECONDS_AN_ANSWER)
            done = collection.index.execute("select count(*) from card where introduced_day >= 0").fetchone()[0]
            if done == cards:
                return day + 1
    raise AssertionError("the course was never introduced whole")


def test_the_readme_says_how_long_the_course_takes(tmp_path: Path) -> None:
    said = re.search(r"after (\d+) days", (ROOT / "README.md").read_text("utf-8"))

    assert said is not None
    assert days_until_everything_is_introduced(tmp_path) == int(said[1])


def test_the_readme_counts_what_is_there() -> None:
    files = list((ROOT / "decks").glob("*.yaml"))
    topics = [topic for path in files for topic in read(path.read_text("utf-8"), path.name).topics]
    notes, figures = sum(len(topic.notes) for topic in topics), len(list((ROOT / "decks" / "media").iterdir()))

    text = " ".join((ROOT / "README.md").read_text("utf-8").split())

    assert f"{len(topics)} topics" in text
    assert f"{notes} notes and {figures} figures" in text
