"""Events in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.collection import cards
from flashcards.model import Kind, Rating
from flashcards.report import chronicle
from tests.students import MINUTE, Desk, answer, deck, topic

if TYPE_CHECKING:
    from collections.abc import Callable

    Desks = Callable[..., Desk]

ONE = deck(topic("Atoms", "What is an atom?"))


def told(desk: Desk, *, everything: bool = False) -> list[str]:
    entries = list(cards.entries(desk.collection.index))
    events = chronicle.of_cards(desk.collection, entries, everything=everything)
    return [chronicle.line(desk.collection, event) for event in events]


def test_the_events_of_a_card_are_told_the_newest_last(desk: Desks) -> None:
    place = desk(ONE)
    session = place.session()
    answer(session, Rating.AGAIN)
    session.flag()
    place.clock.at += MINUTE
    session.bury()

    assert [
        "2026-03-02 08:00  answered 'again' in 8 s, back at 08:01",
        "2026-03-02 08:00  flagged with colour 1",
        "2026-03-02 08:01  buried until 2026-03-03",
    ] == told(place)
    assert "2026-03-02 08:00  its words were noted" in told(place, everything=True)


def test_what_was_taken_back_is_marked(desk: Desks) -> None:
    place = desk(ONE)
    session = place.session()
    answer(session)
    session.undo()

    assert [True, False] == ["(taken back)" in line for line in told(place)]
    assert told(place)[-1].endswith("took back what was done before")


def test_the_latest_events_are_those_that_arrived_last(desk: Desks) -> None:
    place = desk(ONE)
    for kind in (Kind.SUSPEND, Kind.UNSUSPEND, Kind.KNOWN):
        place.log(kind, "What is an atom?")

    assert ["unsuspended", "marked as known"] == [
        chronicle.words(place.collection, event.event) for event in chronicle.latest(place.collection, 2)
    ]
    assert 3 == len(chronicle.latest(place.collection, 0))


def test_what_the_program_notes_for_itself_takes_no_place_among_the_latest(desk: Desks) -> None:
    place = desk(ONE)
    place.log(Kind.SUSPEND, "What is an atom?")
    place.log(Kind.UNSUSPEND, "What is an atom?")
    for number in range(30):
        place.log(Kind.ORDINAL, "What is an atom?", value=number)

    def kinds(most: int, *, everything: bool = False) -> list[Kind]:
        found = chronicle.latest(place.collection, most, everything=everything)
        return [event.event.draft.kind for event in found]

    assert [Kind.UNSUSPEND] == kinds(1)
    assert [Kind.SUSPEND, Kind.UNSUSPEND] == kinds(2) == kinds(3) == kinds(0)
    assert [Kind.ORDINAL] * 3 == kinds(3, everything=True)
    assert 32 == len(kinds(0, everything=True))


def test_what_is_gone_is_told_by_its_last_name(desk: Desks) -> None:
    place = desk(ONE)
    answer(place.session())
    place.write(deck(topic("Other", "Quite something else?")))
    place.reopen()

    found = chronicle.latest(place.collection, 0)

    assert [("atoms/what-is-an-atom", "")] == list({(event.card.rpartition("-")[0], event.question) for event in found})
