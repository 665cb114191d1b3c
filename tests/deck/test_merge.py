"""New cards and topics in deck files: they are there, and every other line is what it was."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.deck import read
from flashcards.deck.incoming import Incoming, incoming
from flashcards.deck.merge import EMPTY, NewCard, NewTopic, merged
from flashcards.deck.names import slug
from flashcards.deck.piece import BREAK
from flashcards.deck.write import placeless
from flashcards.model import Mistake, Span, Topic
from tests.deck.strategies import hostile
from tests.deck.test_write import decks

PATH = "deck.yaml"


def topic(title: str = "T") -> Topic:
    return Topic(slug(title), title, "", Span("new.yaml", 1, 1))


def cards(text: str, title: str = "T") -> dict[str, list[NewCard]]:
    """A list of cards, for a topic of this title."""
    found = incoming(text, "new.yaml", topic(title))
    assert found.problems == ()
    [arrival] = found.arrivals
    return {slug(title): [NewCard(*pair) for pair in zip(arrival.topic.notes, arrival.cards, strict=True)]}


def topics(text: str) -> list[NewTopic]:
    found = incoming(text, "new.yaml")
    assert found.problems == ()
    return [NewTopic(arrival.topic, arrival.lines) for arrival in found.arrivals]


def deck(*lines: str) -> str:
    return "".join(
        f"{line}\n" for line in ("topics:", "  - topic: T", *(f"    {line}" if line else "" for line in lines))
    )


NEW = "- New?: yes"
PLACES = {
    "at the end of its cards": (
        deck("cards:", "  - Old?: no"),
        deck("cards:", "  - Old?: no", "  - New?: yes"),
    ),
    "without indentation": (deck("cards:", "- Old?: no"), deck("cards:", "- Old?: no", "- New?: yes")),
    "instead of none": (deck("cards: []"), deck("cards:", "  - New?: yes")),
    "instead of none, beside a comment": (
        deck("cards: []  # none yet", "tags: [x]"),
        deck("cards:  # none yet", "  - New?: yes", "tags: [x]"),
    ),
    "where there was no list": (deck("tags: [x]"), deck("tags: [x]", "cards:", "  - New?: yes")),
    "below a comment that belongs to the last card": (
        deck("cards:", "  - Old?: no", "    # not quite", "", "# end"),
        deck("cards:", "  - Old?: no", "    # not quite", "  - New?: yes", "", "# end"),
    ),
    "above empty lines": (
        deck("cards:", "  - Old?: |", "      no", "", "") + "# end\n",
        deck("cards:", "  - Old?: |", "      no", "  - New?: yes", "", "") + "# end\n",
    ),
    "set apart like the others": (
        deck("cards:", "  - Old?: no", "", "  - Older?: no"),
        deck("cards:", "  - Old?: no", "", "  - Older?: no", "", "  - New?: yes"),
    ),
    "with the file's line breaks and mark": (
        "\ufeff" + deck("cards:", "  - Old?: no").replace("\n", "\r\n"),
        "\ufeff" + deck("cards:", "  - Old?: no", "  - New?: yes").replace("\n", "\r\n"),
    ),
    "without a last line break": (
        deck("cards:", "  - Old?: no").rstrip("\n"),
        deck("cards:", "  - Old?: no", "  - New?: yes").rstrip("\n"),
    ),
    "behind a card in braces": (
        deck("cards:", "  - {q: Old, a: no}"),
        deck("cards:", "  - {q: Old, a: no}", "  - New?: yes"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), PLACES.values(), ids=PLACES.keys())
def test_a_card_comes_where_it_belongs(before: str, after: str) -> None:
    assert after == merged(before, PATH, cards(NEW))


def test_a_card_that_the_text_made_is_kept_in_writing() -> None:
    before = "topics:\n- topic: Cat\n  text: A cat is an animal.\n"

    result = merged(before, PATH, cards(NEW, "Cat"))

    assert result == before + "  cards:\n    - What is a cat?: A cat is an animal.\n    - New?: yes\n"


AS_WRITTEN = {
    "comments": "- Q?: A  # really\n# about R\n- R?: B",
    "blocks": "-   q: Q\n    a: |-\n        one\n\n      \n          two\n- An {{x}}\n  and {{y}}",
    "counted blocks": "- |2\n     code {{x}}\n  more",
    "dash alone": "-\n  q: Q\n  a: A",
    "quotes over lines": "- q: 'Q\n\n    and\n  more'\n  a: A",
    "a list": "- list: L\n  items:\n  - one\n  - two\n  ordered: false",
    "an id": "- q: Q\n  id: mine\n  a: A",
}


@pytest.mark.parametrize("text", AS_WRITTEN.values(), ids=AS_WRITTEN.keys())
@pytest.mark.parametrize("margin", [0, 3])
def test_cards_stay_as_their_author_wrote_them(text: str, margin: int) -> None:
    source = "".join(f"{' ' * margin}{line}\n" if line else "\n" for line in text.split("\n"))

    result = merged(deck("cards: []"), PATH, cards(source))

    shown = "".join(f"      {line}\n" if line else "\n" for line in text.split("\n"))
    assert result == deck("cards:") + shown


def test_cards_in_brackets_get_lines_of_their_own() -> None:
    source = '[{"q": "Q",\n  "a": "A"}, {"cloze": "An {{x}}"}]'

    result = merged(deck("cards: []"), PATH, cards(source))

    assert result == deck("cards:", '  - {"q": "Q",', '    "a": "A"}', '  - {"cloze": "An {{x}}"}')


def test_topics_come_at_the_end_and_set_apart() -> None:
    source = "topics:\n# one\n- topic: A\n  cards:\n  - Q?: a\n\n# two\n- topic: B\n  cards: []\n"

    result = merged(deck("cards: []"), PATH, {}, topics(source))

    expected = "\n  - topic: A\n    cards:\n    - Q?: a\n\n  # two\n  - topic: B\n    cards: []\n"
    assert result == deck("cards: []") + expected


def test_a_topic_alone_and_an_empty_file() -> None:
    result = merged(f"deck: D\n{EMPTY}", PATH, {}, topics("topic: A\nrequires: X\ncards:\n- Q?: a\n"))

    assert result == "deck: D\ntopics:\n  - topic: A\n    requires: X\n    cards:\n    - Q?: a\n"


def test_cards_and_topics_at_the_same_place() -> None:
    result = merged(deck("cards:", "- Old?: no"), PATH, cards(NEW), topics("[{topic: A, cards: []}]"))

    assert result == deck("cards:", "- Old?: no", "- New?: yes") + "\n  - {topic: A, cards: []}\n"


REFUSED = {
    "cards in brackets": (deck("cards: [{q: Q, a: A}]"), "deck.yaml:3:12: this 'cards' stands in [ ]"),
    "a topic in braces": ("topics:\n- {topic: T}\n", "deck.yaml:2:3: this 'topic' stands in { }"),
    "cards of a topic in braces": ("topics:\n- {topic: T, cards: []}\n", "deck.yaml:2:21: this 'cards' stands in [ ]"),
    "a broken file": (deck("cards:", "- Q?: 'open"), "before that is mended"),
    "the same question": (deck("cards:", "- New?: no"), "would be read otherwise"),
}


@pytest.mark.parametrize(("text", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_what_has_no_place_is_refused(text: str, said: str) -> None:
    with pytest.raises(Mistake, match=re.escape(said)):
        merged(text, PATH, cards(NEW))


def kept(before: str, after: str) -> bool:
    """Whether all lines of one text are in another, in their order; `[]` may have gone."""
    lines = iter(BREAK.split(after))
    return all(any(_same(old, new) for new in lines) for old in BREAK.split(before))


def _same(old: str, new: str) -> bool:
    return old == new or (old.endswith(("cards: []", "topics: []")) and old.removesuffix(" []") == new)


def extended(topic: Topic, new: list[NewCard]) -> Topic:
    notes = [card.note._replace(id=f"{topic.id}/{card.note.id.partition('/')[2]}") for card in new]
    return placeless(topic._replace(notes=(*topic.notes, *notes)))


def test_a_comment_at_the_end_does_not_become_a_part_of_what_is_new() -> None:
    old = "topics:\n- topic: Old\n  cards:\n  - a: word\n    q: |\n     word\n\n    # a comment"
    found = incoming("topics:\n- topic: New\n  cards:\n  - |2\n    {{x}}\n    y", "new.yaml")

    result = merged(old, PATH, {}, [NewTopic(a.topic, a.lines) for a in found.arrivals])

    assert ["{{x}}\ny"] == [note.question for note in read.read(result, PATH).topics[1].notes]
    assert kept(old, result)


@given(decks(), decks(), st.data())
def test_the_old_and_the_new_are_there_and_no_line_is_lost(text: str, other: str, data: st.DataObject) -> None:
    """The cards of one deck go into topics of another; topics with other titles are added to it."""
    before, found = read.read(text, PATH), incoming(other, "new.yaml")
    taken = {topic.id for topic in before.topics}
    new_cards: dict[str, list[NewCard]] = {}
    for arrival in found.arrivals:
        if before.topics and data.draw(st.booleans()):
            goal = data.draw(st.sampled_from(before.topics))
            there = {note.id.partition("/")[2] for note in goal.notes}
            for note, lines in zip(arrival.topic.notes, arrival.cards, strict=True):
                chosen = new_cards.setdefault(goal.id, [])
                names = there | {card.note.id.partition("/")[2] for card in chosen}
                if lines and note.id.partition("/")[2] not in names:
                    chosen.append(NewCard(note, lines))
    new_topics = [NewTopic(a.topic, a.lines) for a in found.arrivals if a.topic.id not in taken]

    result = merged(text, PATH, {name: new for name, new in new_cards.items() if new}, new_topics)

    after = read.read(result, PATH)
    expected = [extended(topic, new_cards.get(topic.id, [])) for topic in before.topics]
    expected += [placeless(new.topic._replace(deck="deck")) for new in new_topics]
    assert expected == [placeless(topic) for topic in after.topics]
    assert kept(text, result)
    assert "\r\n" not in text or result.count("\n") == result.count("\r\n")
    assert result.startswith("\ufeff") == text.startswith("\ufeff")
    assert result.endswith(("\n", "\r\n")) == text.endswith(("\n", "\r\n"))


@given(st.text(st.sampled_from("topicsards:-{}[]'\"|>#?qa \n\r\t&*!\ufeffé")) | hostile)
def test_no_text_to_add_makes_it_crash(text: str) -> None:
    found = incoming(text, "new.yaml", topic())

    assert isinstance(found, Incoming)
    assert not found.sound or all(len(a.cards) == len(a.topic.notes) for a in found.arrivals)


@given(hostile | decks())
def test_no_file_to_add_to_makes_it_crash(text: str) -> None:
    new = cards(NEW)
    known = {topic.id for topic in read.read(text, PATH).topics}
    for name in sorted(known)[:2]:
        with suppress(Mistake):
            assert kept(text, merged(text, PATH, {name: new["t"]}))
