"""Terminal and web are two skins of one session: the same actions leave the same events."""

from __future__ import annotations

import io
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.model import Kind
from flashcards.terminal import keys
from flashcards.terminal.dialogue import Dialogue
from flashcards.terminal.screen import Screen
from flashcards.terminal.stopwatch import Stopwatch
from tests.students import SECOND, SETTINGS, Clock, Desk, deck, save, topic
from tests.web.conftest import DECK
from tests.web.plainly import Visitor
from tests.web.serving import asking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PLAIN = deck(topic("One", "What is a?", "What is b?"), topic("Two", "What is c?", requires="One"))
NAMES = {" ": "Space"}


class Keys:
    """A keyboard on which each key is pressed three seconds after the last one."""

    def __init__(self, clock: Clock, pressed: list[str]) -> None:
        self.clock, self.left = clock, list(pressed)

    def read(self) -> str:
        if not self.left:
            return keys.CLOSE
        key = self.left.pop(0)
        self.clock.at += 0 if key.startswith("paste:") else 3 * SECOND
        return key

    def waiting(self) -> bool:
        return True

    @contextmanager
    def released(self) -> Iterator[None]:
        yield


def in_terminal(folder: Path, pressed: list[str]) -> list[tuple[Any, ...]]:
    """The events of a dialogue in a terminal."""
    desk = Desk(folder, Clock())
    screen = Screen(io.StringIO(), colour=False, size=lambda: (80, 40))
    watch = Stopwatch(lambda: desk.clock.at / 1000)
    Dialogue(desk.session(), screen, Keys(desk.clock, pressed), watch, {}).run()  # type: ignore[arg-type]
    return events(desk)


def in_browser(folder: Path, pressed: list[str], typed: str = "") -> list[tuple[Any, ...]]:
    """The events of the same keys on pages, without script; what is typed goes into the first field for it."""
    desk = Desk(folder, Clock())
    with asking(desk) as caller:
        visitor = Visitor(caller)
        visitor.go("/review")
        for key in pressed:
            if "Done for now" in visitor.text:
                break  # where a dialogue is over; the page still lets the last answer be taken back
            if "Go to the cards" in visitor.text:
                visitor.press("Space")
            desk.clock.at += 3 * SECOND
            fields = {"typed": typed} if "Type the answer" in visitor.text else {}
            visitor.press(NAMES.get(key, key), **fields)
            assert 200 == visitor.page.status_code
    return events(desk)


def events(desk: Desk) -> list[tuple[Any, ...]]:
    found = [(event.id, event.at, event.day, event.action, event.draft) for event in desk.collection.history.events()]
    desk.close()
    return found


def folders(text: str, path: Path) -> tuple[Path, Path]:
    for name in ("terminal", "browser"):
        save(path / name / "deck.yaml", text)
        save(path / name / "flashcards.toml", SETTINGS)
    return path / "terminal", path / "browser"


@settings(max_examples=25)
@given(st.lists(st.sampled_from((" ", " ", " ", "1", "2", "3", "4", "u", "s", "b", "f", "k")), max_size=14))
def test_the_same_keys_leave_the_same_events(pressed: list[str]) -> None:
    from pathlib import Path as Folder

    with TemporaryDirectory() as scratch:
        terminal, browser = folders(PLAIN, Folder(scratch))

        assert in_terminal(terminal, pressed) == in_browser(browser, pressed)


def test_a_typed_answer_and_a_whole_sitting_leave_the_same_events(tmp_path: Path) -> None:
    terminal, browser = folders(DECK, tmp_path)

    said = in_terminal(terminal, [" ", "3", "paste:pip3 instal torch", keys.ENTER, keys.ENTER])

    assert said == in_browser(browser, [" ", "3", " ", "Enter"], typed="pip3 instal torch")
    assert 2 == len([event for event in said if event[-1].kind is Kind.REVIEW])


@pytest.mark.parametrize("key", ["s", "b", "k"])
def test_what_puts_a_card_away_can_be_taken_back(tmp_path: Path, key: str) -> None:
    terminal, browser = folders(PLAIN, tmp_path)

    assert in_terminal(terminal, [key, "u", " ", "3"]) == in_browser(browser, [key, "u", " ", "3"])
