"""What we export, in the real Anki: it arrives, is updated in place, keeps what was done there, and keeps our order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from flashcards.collection.queues import Selection
from tests.formats.exporting import send
from tests.formats.phone import Log

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.formats.phone import Phone
    from tests.students import Desk

DECK = """\
deck: Baking
tags: [kitchen]
topics:
  - topic: Yeast
    cards:
      - What does yeast eat?: Sugar.
      - q: A symbol for warmth
        a: $\\theta$
        reverse: What is $\\theta$?
  - topic: Bread
    requires: Yeast
    cards:
      - Dough rises near {{30 °C::temperature}} for {{an hour}}.
      - list: The steps of baking bread
        items: [mix, knead, bake]
      - q: Which command bakes?
        a: "`bake now`"
        type: true
        hint: two words
        extra: |
          As in:

          ```python
          bake("now") if x < 3 else None
          ```
        source: The *oven* manual
"""
NOTES = 6


@pytest.fixture
def kitchen(desk: Callable[..., Desk]) -> Desk:
    return desk(DECK)


def test_everything_is_new_and_then_nothing_is(kitchen: Desk, phone: Phone) -> None:
    package, outcome = send(kitchen)

    assert NOTES == outcome.notes
    assert () == outcome.problems
    assert Log(new=NOTES) == phone.take(package)
    assert Log(duplicate=NOTES) == phone.take(package)
    assert Log(duplicate=NOTES) == phone.take(send(kitchen)[0])
    assert outcome.cards == len(phone.cards()) == 10


def test_the_same_content_gives_the_same_bytes(kitchen: Desk) -> None:
    first, _ = send(kitchen, "first.apkg")
    second, _ = send(kitchen, "second.apkg")
    kitchen.reopen(without_index=True)
    third, _ = send(kitchen, "third.apkg")

    assert first.read_bytes() == second.read_bytes() == third.read_bytes()


def test_an_edited_card_is_the_only_one_updated(kitchen: Desk, phone: Phone) -> None:
    phone.take(send(kitchen)[0])

    kitchen.write(DECK.replace("Sugar.", "Sugar, mostly."))
    kitchen.reopen()

    assert Log(updated=1, duplicate=NOTES - 1) == phone.take(send(kitchen)[0])
    assert "Sugar, mostly." == phone.note("yeast eat")["Back"]


def test_two_edits_within_a_second_both_arrive(kitchen: Desk, phone: Phone) -> None:
    phone.take(send(kitchen)[0])

    for said in ("Glucose.", "Fructose."):
        kitchen.write(DECK.replace("Sugar.", said))
        kitchen.reopen()
        kitchen.clock.at -= 60_000
        assert 1 == phone.take(send(kitchen)[0]).updated
        assert said == phone.note("yeast eat")["Back"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("What does yeast eat?", "What does yeast mainly eat?"),
        ("topic: Yeast\n", "topic: Living yeast\n    aka: Yeast\n"),
        ("Dough rises near", "A dough rises near"),
        ("a: $\\theta$\n        reverse: What is $\\theta$?", "a: $\\theta$"),
        ("Sugar.", "Sugar.\n        reverse: Who eats sugar?\n        type: true"),
        ('"`bake now`"\n        type: true', '"`bake now`"'),
    ],
)
def test_what_is_renamed_or_gets_another_shape_is_updated(kitchen: Desk, phone: Phone, old: str, new: str) -> None:
    phone.take(send(kitchen)[0])

    assert old in DECK
    kitchen.write(DECK.replace(old, new))
    kitchen.reopen()

    log = phone.take(send(kitchen)[0])
    assert (0, NOTES, 0) == (log.new, log.updated + log.duplicate, log.conflicting)
    assert log.updated >= 1


def test_a_moved_card_is_updated_and_not_doubled(kitchen: Desk, phone: Phone) -> None:
    phone.take(send(kitchen)[0])

    line = "      - What does yeast eat?: Sugar.\n"
    kitchen.write(DECK.replace(line, "") + line)
    kitchen.reopen()

    assert Log(updated=1, duplicate=NOTES - 1) == phone.take(send(kitchen)[0])
    assert "topic::bread" in phone.note("yeast eat").tags


def test_an_inserted_cloze_leaves_the_others_to_their_scheduling(kitchen: Desk, phone: Phone) -> None:
    phone.take(send(kitchen)[0])
    note = phone.note("Dough")
    for card in note.cards():
        phone.answer(card)
    before = {card.id: phone.standing(card) for card in note.cards()}

    kitchen.write(DECK.replace("Dough rises near", "A {{soft}} dough rises near"))
    kitchen.reopen()

    assert Log(updated=1, duplicate=NOTES - 1) == phone.take(send(kitchen)[0])
    after = {card.id: phone.standing(card) for card in phone.note("dough").cards()}
    assert before == {key: after[key] for key in before}
    assert [2] == [standing[-1] for key, standing in after.items() if key not in before]
    assert (
        "A {{c3::soft}} dough rises near {{c1::30 °C::temperature}} for {{c2::an hour}}." == phone.note("dough")["Text"]
    )


def test_an_inserted_item_leaves_the_others_to_their_scheduling(kitchen: Desk, phone: Phone) -> None:
    phone.take(send(kitchen)[0])

    kitchen.write(DECK.replace("[mix, knead, bake]", "[weigh, mix, knead, bake]"))
    kitchen.reopen()

    assert Log(updated=2, duplicate=NOTES - 2) == phone.take(send(kitchen)[0])
    (items,) = [note for note in phone.notes() if "Text" in note and "<ol" in note["Text"]]
    assert ["4", "1", "2", "3"] == re.findall(r"\{\{c(\d)::", items["Text"])


def test_what_a_user_edited_in_anki_is_kept_until_the_card_changes(kitchen: Desk, phone: Phone) -> None:
    phone.take(send(kitchen)[0])
    phone.edit("yeast eat", "Back", "My own words")

    phone.take(send(kitchen)[0])

    assert "My own words" == phone.note("yeast eat")["Back"]


def test_a_new_topic_does_not_touch_what_it_builds_on(kitchen: Desk, phone: Phone) -> None:
    phone.take(send(kitchen)[0])

    kitchen.write(DECK + "  - topic: Toast\n    requires: Bread\n    cards:\n      - What is toast?: Bread, twice.\n")
    kitchen.reopen()

    assert Log(new=1, duplicate=NOTES) == phone.take(send(kitchen)[0])


def test_the_scheduler_asks_new_cards_in_our_order(desk: Callable[..., Desk], phone: Phone) -> None:
    titles = ["kiwi", "apple", "pear", "fig", "date", "plum"]
    topics = [
        f"  - topic: {title}\n    requires: {titles[at + 1] if at + 1 < len(titles) else '[]'}\n"
        f"    cards:\n      - What is a {title}?: Fruit.\n      - Where does a {title} grow?: On a tree.\n"
        for at, title in enumerate(titles)
    ]
    orchard = desk("deck: Fruit\ntopics:\n" + "".join(topics))
    phone.take(send(orchard)[0])

    ours = list(orchard.cards())

    assert "What is a plum?" == ours[0]
    assert ours == phone.queue("Fruit", 20)


def test_every_card_shows_something_and_nothing_unrendered(kitchen: Desk, phone: Phone) -> None:
    phone.take(send(kitchen)[0])

    for card in phone.cards():
        for side in (card.question(), card.answer()):
            text = re.sub(r"<style>.*?</style>|<[^>]*>", "", side, flags=re.DOTALL).strip()
            assert text
            assert "{{" not in text
            assert not any("\ue000" <= letter <= "\uf8ff" for letter in text)
        assert re.sub(r"\s", "", card.question()) != re.sub(r"\s", "", card.answer())
    assert [] == phone.collection.find_cards("is:suspended")
    assert not phone.collection.get_empty_cards().notes


def test_pictures_and_sounds_arrive(desk: Callable[..., Desk], phone: Phone) -> None:
    gallery = desk(
        "topics:\n  - topic: Art\n    cards:\n"
        "      - q: What is ![a picture](<media/Über Bild.svg>)?\n        a: '![](media/tone.mp3)'\n"
        "      - What is missing?: '![A cat](media/cat.png)'\n"
        "      - What is outside?: '![A dog](../dog.png) and ![b](https://example.org/b.png)'\n"
    )
    media = gallery.folder / "media"
    media.mkdir()
    (media / "Über Bild.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    (media / "tone.mp3").write_bytes(b"not really")
    (gallery.folder.parent / "dog.png").write_bytes(b"secret")

    package, outcome = send(gallery)
    phone.take(package)

    assert ["does not exist", "is not in the collection"] == [
        re.sub(r"^the file '.*' ", "", problem.message) for problem in outcome.problems
    ]
    assert all(problem.span.line > 0 for problem in outcome.problems)
    assert "" == phone.complaints()
    note = phone.note("What is <img")
    assert re.search(r'<img src="ber-bild-[0-9a-f]{12}\.svg" alt="a picture">', note["Front"])
    assert re.fullmatch(r"\[sound:tone-[0-9a-f]{12}\.mp3\]", note["Back"])
    assert "<i>A cat</i>" == phone.note("missing")["Back"]


def test_what_anki_would_break_on_arrives_whole(desk: Callable[..., Desk], phone: Phone) -> None:
    hostile = desk(
        "topics:\n  - topic: Hard\n    cards:\n"
        "      - cloze: In {{$x^{y^{2}}$}} and $\\frac{{c2::a^{b}::num}}{c}$,"
        " {{`std::vector`}}, {{`}}`}} and {{a:}}.\n"
        "      - What is `{{c1::x}}` or [sound:x.mp3] or \\\\(x\\\\)?: '`[$]x[/$]` or [latex]'\n"
    )

    package, outcome = send(hostile)

    assert () == outcome.problems
    assert Log(new=2) == phone.take(package)
    for card in phone.note("In ").cards():
        shown = re.sub(r"<style>.*?</style>", "", card.answer(), flags=re.DOTALL)
        assert "c1::" not in shown
        assert "c2::" not in shown
    assert [1, 2, 3, 4, 5] == [card.ord for card in phone.note("In ").cards()]
    question = phone.note("What is").cards()[0]
    assert [] == question.question_av_tags()
    assert "" == phone.complaints()


def test_a_selection_is_exported_alone_and_joins_the_rest_later(kitchen: Desk, phone: Phone) -> None:
    yeast = Selection((kitchen.topic("Yeast"),))

    assert Log(new=2) == phone.take(send(kitchen, selection=yeast)[0])
    assert Log(new=NOTES - 2, duplicate=2) == phone.take(send(kitchen)[0])


def test_the_course_arrives_whole(desk: Callable[..., Desk], phone: Phone, tmp_path: Path) -> None:
    import shutil

    from flashcards.computer import bundled_course

    source = bundled_course()
    assert source is not None
    shutil.copytree(source, tmp_path / "course", ignore=shutil.ignore_patterns(".flashcards"))
    course = desk({}, folder="course")

    package, outcome = send(course)

    assert () == outcome.problems
    assert Log(new=outcome.notes) == phone.take(package)
    assert outcome.cards == len(phone.cards()) == len(list(course.cards()))
    assert "" == phone.complaints()
    assert not phone.collection.get_empty_cards().notes
    assert phone.collection.fix_integrity()[1]
    assert [] == [card.id for card in phone.cards() if "{{" in re.sub(r"\\\(.*?\\\)", "", card.answer())]


def test_characters_that_separate_or_end_things_for_anki_do_neither(desk: Callable[..., Desk], phone: Phone) -> None:
    hostile = desk(
        "topics:\n  - topic: A &#31; title &#0;\n    tags: ['a&#31;b', 'q\"uote']\n    cards:\n"
        "      - What &#31; is &#xd800; this &#0;?: 'x &#31; y `&#31;` ]] }}'\n"
        "      - It &#31; is {{a&#31;b::h&#31;i}} ]] and {{$a^{b^{c}}$::$d^{e^{f}}$}}.\n"
        "      - q: Typed &#xFFFE;?\n        a: 'a&#31;b [sound:x.mp3] {{c1::x}}'\n        type: true\n"
    )

    assert Log(new=3) == phone.take(send(hostile)[0])
    assert "x \ufffd y <code>&amp;#31;</code> ]] &#125;&#125;" == phone.note("What")["Back"]
    assert [0, 1] == [card.ord for card in phone.note("It ").cards()]
    assert phone.collection.fix_integrity()[1]


def test_decks_named_like_ankis_own_and_alike_but_for_case_arrive(desk: Callable[..., Desk], phone: Phone) -> None:
    names = ("Default", "Land::Cats", "land::cats::big", 'Q"uo::te')
    cards = {
        f"{number}.yaml": f"deck: '{name}'\ntopics:\n- topic: T{number}\n  cards:\n  - What is {number}?: Yes.\n"
        for number, name in enumerate(names)
    }

    phone.take(send(desk(cards))[0], presets=True)

    decks = {phone.collection.decks.name(card.did) for card in phone.cards()}
    assert {"Default", "Land::Cats", "Land::Cats::big", 'Q"uo::te'} == decks


def test_names_of_media_are_short_safe_and_their_own(desk: Callable[..., Desk], phone: Phone) -> None:
    names = ("a/x.png", "b/X.PNG", "a/con.png", f"{'long ' * 40}.png", "ä#1%20?.png")
    cards = "".join(f"    - What is {place}?: '![{place}](<media/{name}>)'\n" for place, name in enumerate(names))
    gallery = desk(f"topics:\n  - topic: Art\n    cards:\n{cards}".replace("%20", "%2520"))
    for name in names:
        path = gallery.folder / "media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())

    package, outcome = send(gallery)
    phone.take(package)

    assert ((), 5) == (outcome.problems, outcome.media)
    assert "" == phone.complaints()
    found = [re.findall('src="(.*?)"', note["Back"])[0] for note in phone.notes()]
    assert 5 == len(set(found))
    assert all(re.fullmatch(r"[a-z0-9-]{12,60}\.png", name) for name in found)
