"""Ids written into deck files: nothing else may change, whatever the file looks like."""

from __future__ import annotations

import re
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.deck import read, write
from flashcards.model import Mistake, Note, Topic
from tests.deck.strategies import hostile

PATH = "deck.yaml"
Where = tuple[int, int]


def reading(text: str) -> tuple[Topic, ...]:
    return read.read(text, PATH).topics


def notes(text: str) -> list[Note]:
    return [note for topic in reading(text) for note in topic.notes]


def all_ids(text: str, key: str = "n") -> dict[Where, str]:
    """An id for every open place, those of topics beginning with `t`."""
    topics = {topic.span[1:] for topic in reading(text)}
    found = write.places(text, PATH).open
    return {where: f"{'t' if where in topics else key}{number}" for number, where in enumerate(found)}


def written(text: str) -> str:
    return write.with_ids(text, PATH, all_ids(text))


def deck(cards: str) -> str:
    """A deck of one topic that has its id, around these cards."""
    body = "".join(f"      {line}\n" if line else "\n" for line in dedent(cards).strip("\n").split("\n"))
    return f"topics:\n  - topic: T\n    id: t\n    cards:\n{body}"


CARDS = {
    "short": ("- What is it?: This.", "- What is it?: This.\n  id: n0"),
    "short with a comment": ("- What is it?: This.  # not that", "- What is it?: This.  # not that\n  id: n0"),
    "short over two lines": ("- What?:\n    This\n    one.", "- What?:\n    This\n    one.\n  id: n0"),
    "short with other keys": ("- What?: This.\n  tags: [x]", "- What?: This.\n  id: n0\n  tags: [x]"),
    "question last": ("- tags: [x]\n  q: What\n  a: This", "- tags: [x]\n  q: What\n  id: n0\n  a: This"),
    "block scalar": ("- q: |\n    What\n\n    now\n\n  a: This", "- q: |\n    What\n\n    now\n  id: n0\n\n  a: This"),
    "a comment after a block": ("- What?: |-\n    x\n  # why\n", "- What?: |-\n    x\n  id: n0\n  # why\n"),
    "explicit key": ("- ? |-\n    Long?\n  : This", "- ? |-\n    Long?\n  : This\n  id: n0"),
    "dash alone": ("-\n  q: What\n  a: This", "-\n  q: What\n  id: n0\n  a: This"),
    "list": ("- list: All\n  items:\n  - one\n  - two", "- list: All\n  id: n0\n  items:\n  - one\n  - two"),
    "cloze": ("- cloze: An {{x}}", "- cloze: An {{x}}\n  id: n0"),
    "bare": ("- An {{x}}  # it", "- cloze: An {{x}}  # it\n  id: n0"),
    "bare in quotes": ("-   'An {{x}}: y'", "-   cloze: 'An {{x}}: y'\n    id: n0"),
    "bare over two lines": ("- An\n  {{x}}", "- cloze: An\n    {{x}}\n  id: n0"),
    "bare, further in": ("- An\n     {{x}}", "- cloze: An\n     {{x}}\n  id: n0"),
    "bare block": ("- |\n  An\n\n    {{x}}\n", "- cloze: |\n    An\n\n      {{x}}\n  id: n0\n"),
    "bare block, further in": ("- >-  # it\n   An {{x}}", "- cloze: >-  # it\n   An {{x}}\n  id: n0"),
    "bare block, counted": ("- |+1\n   An {{x}}\n\n", "- cloze: |+1\n     An {{x}}\n  id: n0\n\n"),
}


@pytest.mark.parametrize(("before", "after"), CARDS.values(), ids=CARDS.keys())
def test_each_form_of_card_gets_its_line(before: str, after: str) -> None:
    assert written(deck(before)) == deck(after)


def test_a_topic_gets_its_line_below_its_title() -> None:
    text = "topics:\n- topic: A  # first\n  aka: B\n- topic: >\n   B\n   C\n\n  text: x\n"

    result = written(text)

    assert result == "topics:\n- topic: A  # first\n  id: t0\n  aka: B\n- topic: >\n   B\n   C\n  id: t1\n\n  text: x\n"


def test_line_breaks_byte_order_mark_and_missing_last_break_stay() -> None:
    text = "\ufefftopics:\r\n  - topic: A\r\n    cards:\r\n    - What?: This"

    result = write.with_ids(text, PATH, {(2, 5): "a", (4, 7): "w"})

    assert result == "\ufefftopics:\r\n  - topic: A\r\n    id: a\r\n    cards:\r\n    - What?: This\r\n      id: w"


def test_an_id_that_other_programs_would_take_for_a_number_is_quoted() -> None:
    result = write.with_ids(deck("- What?: This"), PATH, {(5, 9): "12345678"})

    assert result == deck('- What?: This\n  id: "12345678"')
    assert [note.id for note in notes(result)] == ["t/12345678"]


def test_places_in_flow_style_are_closed() -> None:
    text = deck("- {q: A, a: B}\n- {q: C, a: D, id: c}\n- q: E\n  a: F")

    found = write.places(text, PATH)

    assert found.closed == ((5, 9),)
    assert list(found.open) == [(7, 9)]
    assert write.places("topics: [{topic: A, cards: ['{{x}}', {What?: That}]}]", PATH) == (
        {},
        ((1, 10), (1, 29), (1, 38)),
    )


def test_notes_made_of_a_topics_text_take_the_topics_id() -> None:
    text = "topics:\n  - topic: Cat\n    text: A cat is an animal.\n"
    (before,) = notes(text)

    (after,) = notes(write.with_ids(text, PATH, {(2, 5): "felis"}))

    assert after.id == f"felis/{before.id.partition('/')[2]}"


@pytest.mark.parametrize(
    ("cards", "ids", "place"),
    [
        ("- What?: This", {(9, 9): "x"}, "deck.yaml:9:9: "),
        ("- What?: This\n  id: x", {(5, 9): "y"}, "deck.yaml:5:9: "),
        ("- {q: A, a: B}", {(5, 9): "y"}, "deck.yaml:5:9: "),
        ("- What?: This", {(5, 9): "not an id"}, "deck.yaml:2:5: "),
        ("- What?: This\n- Who?: He\n  id: x", {(5, 9): "x"}, "deck.yaml:2:5: "),
        ("- What?: This\n- 'no", {(5, 9): "x"}, "deck.yaml:6:"),
    ],
)
def test_what_cannot_be_written_is_refused_with_its_place(cards: str, ids: dict[Where, str], place: str) -> None:
    with pytest.raises(Mistake, match=re.escape(place)):
        write.with_ids(deck(cards), PATH, ids)


# Decks as people write them: each strategy gives lines for a column, so that any can stand anywhere.

WORD = st.text(st.sampled_from("abcXYZ019éßλ学नि😀"), min_size=1, max_size=5).map(lambda word: f"w{word}")
COLUMN = st.integers(1, 4)


@st.composite
def scalars(draw: st.DrawFn, words: list[str], margin: int) -> list[str]:
    """A text in any style: what follows its key, and its further lines. They lie to the right of `margin`."""
    first, *rest = words
    style = draw(st.sampled_from(["", "'", '"', "folded", "|", ">"]))
    indent = " " * (margin + draw(COLUMN))
    if style in ("", "'", '"'):
        return [style + " ".join(words) + style]
    if style == "folded":
        quote = draw(st.sampled_from(["", "'", '"']))
        lines = [quote + first, *(indent + word for word in rest)]
        return [*lines[:-1], lines[-1] + quote]
    header = style + draw(st.sampled_from(["", "-", "+"])) + draw(st.sampled_from(["", "  # c"]))
    blank = draw(st.sampled_from([[], [""], [indent + "  "]]))
    more = [indent + "  " + word for word in rest]
    return [
        header,
        *draw(st.sampled_from([[], [""]])),
        indent + first,
        *blank,
        *more,
        *draw(st.sampled_from([[], [""]])),
    ]


@st.composite
def fillers(draw: st.DrawFn, column: int) -> list[str]:
    return draw(st.sampled_from([[], [], [""], [" " * column + "# a comment"], ["", "# ill placed", ""]]))


@st.composite
def keys(draw: st.DrawFn, column: int, pairs: list[tuple[str, list[str]]]) -> list[str]:
    """A mapping in block style from keys and scalars, after its dash."""
    lines: list[str] = []
    for key, (first, *rest) in pairs:
        comment = draw(st.sampled_from(["", "  # c"])) if not rest and first[:1] not in "|>" else ""
        lines += [f"{' ' * column}{key}: {first}{comment}", *rest, *draw(fillers(column))]
    lines[0] = lines[0][column:]
    return lines


@st.composite
def mappings(draw: st.DrawFn, number: int, column: int) -> list[str]:
    """A card of any kind in block style, its keys in any order, now and then with an id."""
    words = [*draw(st.lists(WORD, min_size=1, max_size=4)), str(number)]

    def said(*words: str) -> list[str]:
        return draw(scalars(list(words), column))

    answer = said(*draw(st.lists(WORD, min_size=1, max_size=4)))
    forms = {
        "short": [(f"{' '.join(words)}?", answer)],
        "q": [("q", said(*words)), ("a", answer)],
        "cloze": [("cloze", said(*words, "{{x}}", "y"))],
        "list": [("list", said(*words)), ("items", ["[one, two]"])],
    }
    others = [("tags", ["[x, y]"]), ("extra", said("more", "of", "it")), ("source", ["me"])]
    more = draw(st.lists(st.sampled_from(others), max_size=2, unique_by=lambda pair: pair[0]))
    own = [("id", [f"own{number}"])] if draw(st.integers(0, 4)) == 0 else []
    return draw(keys(column, draw(st.permutations([*forms[draw(st.sampled_from(sorted(forms)))], *more, *own]))))


@st.composite
def entries(draw: st.DrawFn, number: int, margin: int) -> list[str]:
    """A card with its dash at a column; a text alone may begin its further lines right behind the dash."""
    gap = draw(COLUMN)
    column = margin + 1 + gap
    kind = draw(st.sampled_from(["mapping", "mapping", "bare", "counted", "flow"]))
    words = [*draw(st.lists(WORD, min_size=1, max_size=3)), "{{x}}", f"y{number}"]
    if kind == "mapping":
        lines = draw(mappings(number, column))
    elif kind == "bare":
        lines = draw(scalars(words, margin))
    elif kind == "counted":
        lines = ["|2", *(" " * (margin + 2) + line for line in ("  code", *words))]
    else:
        lines = [f"{{q: Q {number}, a: {words[0]}}}"]
    return [" " * margin + "-" + " " * gap + lines[0], *lines[1:], *draw(fillers(margin))]


@st.composite
def topics(draw: st.DrawFn, number: int, margin: int) -> list[str]:
    column = margin + 2
    title = draw(scalars([draw(WORD), f"title{number}"], column))
    pairs = [("topic", title)]
    if draw(st.booleans()):
        pairs.append(("text", draw(scalars(["some", "text", "here"], column))))
    if draw(st.integers(0, 4)) == 0:
        pairs.append(("id", [f"topic{number}"]))
    lines = draw(keys(column, draw(st.permutations(pairs))))
    inner = column + draw(st.integers(0, 3))
    count = draw(st.integers(0, 4))
    cards = [line for card in range(count) for line in draw(entries(number * 10 + card, inner))]
    header = [" " * column + ("cards:" if cards else "cards: []"), *(draw(fillers(inner)) if cards else [])]
    return [f"{' ' * margin}- {lines[0]}", *lines[1:], *header, *cards]


@st.composite
def decks(draw: st.DrawFn) -> str:
    """A deck that the reader accepts, with any line breaks, with or without byte order mark and last line break."""
    margin = draw(st.integers(0, 3))
    lines = [*draw(fillers(0)), "topics:"]
    for number in range(1, draw(st.integers(1, 4))):
        lines += [*draw(topics(number, margin)), *draw(fillers(margin))]
    if lines[-1] == "topics:":
        lines[-1] = "topics: []"
    end = draw(st.sampled_from(["", "\n", "\n\n"]))
    text = ("\n".join(lines) + end).replace("\n", draw(st.sampled_from(["\n", "\r\n"])))
    return draw(st.sampled_from(["", "\ufeff"])) + text


def without_spans(topic: Topic) -> Topic:
    return topic._replace(span=topic.span._replace(line=1, column=1), notes=(), own_id=True)


@given(decks(), st.data())
def test_notes_have_the_given_ids_and_all_else_is_as_before(text: str, data: st.DataObject) -> None:
    offered = all_ids(text)
    ids = {where: name for where, name in offered.items() if data.draw(st.booleans())}

    result = write.with_ids(text, PATH, ids)

    assert not read.read(text, PATH).problems
    before, after = reading(text), reading(result)
    assert [ids.get(topic.span[1:], topic.id) for topic in before] == [topic.id for topic in after]
    for old, new in zip(before, after, strict=True):
        names = [ids.get(note.span[1:], note.id.partition("/")[2]) for note in old.notes]
        assert [f"{new.id}/{name}" for name in names] == [note.id for note in new.notes]
        assert without_spans(old)[1:] == without_spans(new)[1:]
        assert [note[1:4] + note[5:] for note in old.notes] == [note[1:4] + note[5:] for note in new.notes]


def without_indent(line: str) -> str:
    return line.replace("cloze: ", "").replace(" ", "")


@given(decks())
def test_all_lines_are_still_there_in_order(text: str) -> None:
    """Byte for byte without the lines of ids; only a card that was a text alone may lie further to the right."""
    ids = all_ids(text)
    bare = any(place.node is place.head for place in write.places(text, PATH).open.values())

    result = write.with_ids(text, PATH, ids)

    kept = re.sub(r"(?:\r\n|\n) *id: [nt]\d+(?=\r|\n|\Z)", "", result)
    assert kept.count("\n") == text.count("\n")
    assert without_indent(kept) == without_indent(text)
    if not bare:
        assert kept == text


@given(decks())
def test_writing_all_ids_leaves_nothing_to_write(text: str) -> None:
    result = written(text)

    assert not write.places(result, PATH).open
    assert len(write.places(result, PATH).closed) == len(write.places(text, PATH).closed)


@given(decks(), st.data())
def test_a_damaged_deck_is_written_into_or_refused(text: str, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 3))
        text = (
            text[:at]
            + data.draw(st.sampled_from(["", " ", "\n", "\t", ":", "- ", "#", "'", "{{", "]", "|", "id: n1\n"]))
            + text[at + cut :]
        )

    try:
        result = written(text)
    except Mistake as mistake:
        result = str(mistake)

    assert result.startswith(f"{PATH}:") or len(notes(result)) == len(notes(text))


@given(st.text(st.sampled_from("topicsards:-{}[]'\"|>#?qa \n\r\t&*!\ufeffé")) | hostile)
def test_no_text_makes_it_crash(text: str) -> None:
    try:
        result = written(text)
    except Mistake as mistake:
        result = str(mistake)

    assert result == text or result.startswith(f"{PATH}:") or "id: " in result
