"""`check`: what its sum says beside the list, and how it agrees with what other commands say at the door."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from flashcards.model import Mistake
from tests.web.serving import asking

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.commands.conftest import Run
    from tests.students import Desk

    Desks = Callable[..., Desk]

SOUND = "topics:\n- topic: Yeast\n  cards:\n  - What does yeast eat?: Sugar.\n"
WARNED = SOUND.replace("  cards", "  requires: Flour\n  cards")
PICTURED = WARNED.replace("eat?", "eat ![a bowl](media/bowl.png)?")
AGAIN = "was not read whole: check again when this is mended"


@pytest.mark.parametrize(
    ("text", "settings", "door", "total"),
    [
        (SOUND, "", "", "1 file, 1 topic, 1 note: nothing wrong"),
        (WARNED, "", "1 problem in the decks;", "0 errors, 1 warning"),
        (
            WARNED,
            "new_per_day = -1\n",
            "1 problem in the decks and 1 problem in flashcards.toml;",
            "1 error, 1 warning",
        ),
        (SOUND, "new_per_day = -1\n", "1 problem in flashcards.toml;", "1 error, 0 warnings"),
        (
            PICTURED,
            "",
            "1 problem in the decks;",
            "1 error, 1 warning (1 of them about pictures and sounds, for which only `check` looks)",
        ),
    ],
)
def test_the_door_and_a_check_count_the_same_or_say_why_not(
    desk: Desks, run: Run, text: str, settings: str, door: str, total: str
) -> None:
    place = desk(text, settings)

    at_door = re.search(r".* problem.*;", run(place, "list").stderr)

    assert door == (at_door[0] if at_door else "")
    assert total == run(place, "check").stderr.splitlines()[-1]


@pytest.mark.parametrize("settings", [b"# caf\xe9\n", b"grades = " + b"[" * 3000, b"\xff\xfea"])
@pytest.mark.parametrize("words", [("check",), ("list",), ("settings",), ("doctor",), ("review", "--plain")])
def test_strange_settings_are_a_problem_to_every_command(
    desk: Desks, run: Run, settings: bytes, words: tuple[str, ...]
) -> None:
    place = desk(SOUND)
    (place.folder / "flashcards.toml").write_bytes(settings)

    done = run(place, *words)

    assert isinstance(done.exception, SystemExit | None | Mistake), done.exception
    assert "flashcards.toml" in done.output


def test_strange_settings_are_said_on_the_page_of_problems(desk: Desks) -> None:
    place = desk(SOUND)
    (place.folder / "flashcards.toml").write_bytes(b"# caf\xe9\n")

    with asking(place) as caller:
        answer = caller.get("/problems")

    assert 200 == answer.status_code
    assert "byte 0xe9 is not UTF-8" in answer.text


@pytest.mark.parametrize(
    "text",
    [
        SOUND.replace("  cards", "  text: @x\n  cards") + "  - - wrong\n",  # the topic is no YAML
        SOUND.replace("cards", "cardz"),  # a key of the topic
        "topics: none\n",
        "- topic: Yeast\n- topics:\n",
    ],
)
def test_a_check_says_that_a_part_was_not_read(desk: Desks, run: Run, text: str) -> None:
    place = desk(SOUND)
    place.write(text, "more.yaml")

    said = run(place, "check").stderr.splitlines()

    assert [f"{place.folder / 'more.yaml'} {AGAIN}"] == said[1:]


@pytest.mark.parametrize("text", [SOUND, WARNED, SOUND + "  - only text\n", SOUND + " - topic: Bread\n   cards: []\n"])
def test_what_was_read_whole_needs_no_second_check(desk: Desks, run: Run, text: str) -> None:
    assert AGAIN not in run(desk(text), "check").stderr


def test_a_missing_picture_is_found_where_it_is_named_and_as_it_is_written(desk: Desks, run: Run) -> None:
    text = "topics:\n- topic: T\n  text: |\n    A hill:\n\n    ![hill](media/hill.svg)\n  cards: []\n"
    place = desk({"sub/a.yaml": text})

    said = run(place, "check").stdout

    assert f"{place.folder}/sub/a.yaml:6:13: there is no file 'media/hill.svg'\n" == said


def test_other_places_in_a_message_can_be_opened_from_here(
    desk: Desks, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = desk({"1.yaml": "topics:\n- {topic: A, requires: B}\n", "2.yaml": "topics:\n- {topic: B, requires: A}\n"})
    monkeypatch.chdir(place.folder.parent)

    said = run(place, "check").stdout

    assert "collection/2.yaml:2:24: a circle: 'A' (collection/1.yaml:2:3) requires 'B' (collection/2.yaml:2:3)" in said
