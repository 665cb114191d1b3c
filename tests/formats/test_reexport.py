"""A package again, after much has changed on both sides: Anki updates in place, and keeps what was done in Anki."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from flashcards.model import Kind, Rating
from tests.formats.exporting import send
from tests.formats.phone import Log
from tests.formats.studied import now
from tests.formats.test_anki import DECK, NOTES
from tests.students import DAY, answer, good, study

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.formats.phone import Phone
    from tests.students import Desk

EVERYTHING = (
    ("What does yeast eat?: Sugar.", "What does all yeast eat?: Sugar, mostly."),
    ("topic: Bread\n", "topic: Loaves\n    aka: Bread\n"),
    ("A symbol for warmth", "A symbol for heat"),
    ("Dough rises near", "Dough {{slowly}} rises near"),
    ("[mix, knead, bake]", "[mix, knead, rest, bake]"),
    ("deck: Baking", "deck: Kitchen::Baking"),
)


@pytest.fixture
def kitchen(desk: Callable[..., Desk]) -> Desk:
    """Everything was learnt the day before yesterday; Anki asks the clock itself, and it is later."""
    made = desk(DECK, at=now() - 2 * DAY)
    study(made.session(new=20), good)
    made.clock.at += DAY
    return made


def scheduled(desk: Desk) -> Path:
    return send(desk, schedule=True)[0]


def take(phone: Phone, package: Path) -> Log:
    """With both boxes ticked, as we say."""
    return phone.take(package, progress=True, presets=True)


def standings(phone: Phone) -> dict[int, tuple[object, ...]]:
    """All that Anki knows of its cards, by id; without the note's words."""
    query = "select id, did, ord, type, queue, due, ivl, factor, reps, lapses, left, flags, data from cards"
    return {key: tuple(rest) for key, *rest in phone.collection.db.execute(query)}  # type: ignore[union-attr]


def reviews(phone: Phone) -> set[tuple[int, ...]]:
    return {tuple(row) for row in phone.collection.db.execute("select * from revlog")}  # type: ignore[union-attr]


def change(desk: Desk, *replacements: tuple[str, str]) -> None:
    text = (desk.folder / "deck.yaml").read_text("utf-8")
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    desk.write(text)
    desk.reopen()


def test_again_nothing_happens(kitchen: Desk, phone: Phone) -> None:
    assert Log(new=NOTES) == take(phone, scheduled(kitchen))
    before = standings(phone), reviews(phone)

    assert Log(duplicate=NOTES) == take(phone, scheduled(kitchen))
    assert before == (standings(phone), reviews(phone))


def test_words_are_updated_and_what_anki_did_since_stays(kitchen: Desk, phone: Phone) -> None:
    take(phone, scheduled(kitchen))
    for card in phone.cards()[::2]:
        phone.answer(card, 2)
    phone.collection.sched.suspend_cards([phone.cards()[1].id])
    phone.collection.set_user_flag_for_cards(4, [phone.cards()[3].id])
    before, logged = standings(phone), reviews(phone)

    change(kitchen, *EVERYTHING)
    log = take(phone, scheduled(kitchen))

    assert (0, NOTES, 0) == (log.new, log.updated + log.duplicate, log.conflicting)
    after = standings(phone)
    assert before == {key: after[key] for key in before}
    assert logged <= reviews(phone)
    assert "Sugar, mostly." == phone.note("all yeast")["Back"]
    assert "Loaves" == phone.note("Dough")["Topic"]
    assert len(before) + 2 == len(after)


def test_the_users_words_in_anki_stay_until_ours_change(kitchen: Desk, phone: Phone) -> None:
    take(phone, scheduled(kitchen))
    phone.edit("yeast eat", "Back", "My own words")
    phone.edit("symbol", "Back", "My own sign")
    kitchen.clock.at += 3 * DAY

    change(kitchen, ("A symbol for warmth", "A symbol for heat"))
    take(phone, scheduled(kitchen))

    assert "My own words" == phone.note("yeast eat")["Back"]
    assert r"\(\theta\)" == phone.note("heat")["Back"]


def test_reviews_done_here_meanwhile_do_not_touch_cards_that_are_there(kitchen: Desk, phone: Phone) -> None:
    take(phone, scheduled(kitchen))
    before, logged = standings(phone), reviews(phone)

    kitchen.clock.at += 3 * DAY
    study(kitchen.session(), lambda _: Rating.HARD)

    assert Log(duplicate=NOTES) == take(phone, scheduled(kitchen))
    assert (before, logged) == (standings(phone), reviews(phone))


def test_a_cloze_that_was_added_and_learnt_arrives_with_what_was_learnt(kitchen: Desk, phone: Phone) -> None:
    take(phone, scheduled(kitchen))
    before = standings(phone)

    change(kitchen, ("Dough rises near", "Dough {{slowly}} rises near"))
    session = kitchen.session(new=20)
    while session.card is not None and session.card.memory.introduced_day >= 0:
        answer(session)
    study(session, lambda _: Rating.EASY)
    take(phone, scheduled(kitchen))

    after = standings(phone)
    ((_, ord_, type_, _, _, interval, *_),) = [after[key] for key in after if key not in before]
    assert (2, 2) == (ord_, type_)
    assert interval
    assert before == {key: after[key] for key in before}


def test_what_was_deleted_here_stays_there_and_its_number_is_not_given_again(kitchen: Desk, phone: Phone) -> None:
    take(phone, scheduled(kitchen))
    before = standings(phone)

    change(kitchen, ("      - What does yeast eat?: Sugar.\n", ""), ("{{an hour}}", "an hour"))
    change(kitchen, ("an hour.", "{{a while}}."))
    take(phone, scheduled(kitchen))

    after = standings(phone)
    assert before == {key: after[key] for key in before}
    assert phone.note("yeast eat")
    assert "{{c3::a while}}" in phone.note("Dough")["Text"]


def test_a_note_deleted_in_anki_comes_back_with_its_schedule(kitchen: Desk, phone: Phone) -> None:
    take(phone, scheduled(kitchen))
    whole = standings(phone)
    phone.collection.remove_notes([phone.note("yeast eat").id])

    assert Log(new=1, duplicate=NOTES - 1) == take(phone, scheduled(kitchen))
    assert whole == standings(phone)


def test_first_without_progress_then_with_it_leaves_cards_new(kitchen: Desk, phone: Phone) -> None:
    phone.take(scheduled(kitchen))

    assert Log(duplicate=NOTES) == take(phone, scheduled(kitchen))
    assert {0} == {card.type for card in phone.cards()}


def test_what_was_forgotten_here_is_new_there_with_its_past(kitchen: Desk, phone: Phone) -> None:
    kitchen.log(Kind.FORGET, "What does yeast eat?")
    take(phone, scheduled(kitchen))

    (card,) = phone.note("yeast eat").cards()
    rows = [row for row in sorted(reviews(phone)) if row[1] == card.id]
    assert (0, 0, 1) == (card.type, card.queue, card.due)
    assert (4, 0, 0) == (rows[-1][8], rows[-1][3], rows[-1][6])
    assert len(rows) > 1
