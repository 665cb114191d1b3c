"""The numbers of Anki's review log: each once, an answer's own wherever that is possible, and always the same."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flashcards.formats.anki.instants import numbered
from flashcards.memory.events import Told
from flashcards.model import Kind


def told(at: int, kind: int = Kind.REVIEW, subject: str = "a", live: int = 1) -> Told:
    return Told(at, kind, subject, live, 3, 0, 2, 1, 1, None)


KINDS = st.sampled_from([Kind.REVIEW, Kind.REVIEW, Kind.FORGET, Kind.RESCHEDULE])
LOGS = st.lists(st.tuples(st.integers(0, 30), KINDS), max_size=40).map(
    lambda events: [told(at, kind, str(place)) for place, (at, kind) in enumerate(sorted(events))]
)


def answers(log: list[Told]) -> dict[str, int]:
    return {one.subject: number for number, one in numbered(log) if one.kind == Kind.REVIEW}


@given(LOGS)
def test_each_event_has_a_number_of_its_own_not_before_it(log: list[Told]) -> None:
    found = list(numbered(log))

    assert sorted(one.subject for one in log) == sorted(one.subject for _, one in found)
    assert len({number for number, _ in found}) == len(log)
    assert all(number >= one.at for number, one in found)


@given(LOGS)
def test_an_answer_that_is_alone_in_its_instant_and_follows_no_crowd_keeps_it(log: list[Told]) -> None:
    instants = [one.at for one in log if one.kind == Kind.REVIEW]
    lonely = len(set(instants)) == len(instants)

    if lonely:
        assert instants == list(answers(log).values())


@given(LOGS)
def test_what_else_happened_and_what_was_taken_back_move_no_answer(log: list[Told]) -> None:
    alone = [one for one in log if one.kind == Kind.REVIEW]
    undone = [one._replace(live=0) for one in log]

    assert answers(log) == answers(alone) == answers(undone)


@given(LOGS, LOGS)
def test_what_comes_later_moves_nothing_that_was_numbered(log: list[Told], more: list[Told]) -> None:
    later = [one._replace(at=one.at + 100, subject=f"later {one.subject}") for one in more]

    before, after = answers(log), answers(log + later)

    assert before == {subject: after[subject] for subject in before}


def test_hundreds_that_were_forgotten_in_one_instant_stand_between_the_answers() -> None:
    crowd = [told(5, Kind.FORGET, f"f{place}") for place in range(4)]
    log = [told(5, subject="a"), *crowd, told(7, subject="b"), told(8, subject="c")]

    found = {one.subject: number for number, one in numbered(log)}

    assert {"a": 5, "f0": 6, "b": 7, "c": 8, "f1": 9, "f2": 10, "f3": 11} == found
