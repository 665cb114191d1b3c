"""Reading: short forms, what drops what, places, and that no text whatsoever raises."""

from __future__ import annotations

import gc
import json
import threading

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flashcards.deck import compose
from flashcards.deck.read import LARGEST, Reading, decode, default_deck, read
from flashcards.model import Note, Span
from tests.deck.strategies import hostile, sentences


def deck(cards: str) -> str:
    return "topics:\n  - topic: T\n    cards:\n" + "".join(f"      {line}\n" for line in cards.split("\n"))


def only(cards: str) -> Note:
    reading = read(deck(cards), "a.yaml")
    assert reading.problems == ()
    return reading.topics[0].notes[0]


def bare(note: Note) -> Note:
    return note._replace(span=Span("", 1, 1))


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("- What?: so", "- q: What?\n  a: so"),
        ("- What?: so\n  extra: more\n  reverse: true", "- reverse: true\n  a: so\n  extra: more\n  q: What?"),
        ("- What?: |\n    so\n    it is", "- q: What?\n  a: 'so\n\n    it is'"),
        ("- A {{b}}.", "- cloze: A {{b}}."),
        ("- |\n  A {{b}}\n  c.", "- cloze: |\n    A {{b}}\n    c."),
    ],
)
def test_short_forms_are_the_long_ones(short: str, long: str) -> None:
    assert bare(only(short)) == bare(only(long))


def test_a_block_loses_its_last_line_break() -> None:
    assert only("- What?: |\n    one\n    two\n\n").answer == "one\ntwo"


def test_everything_is_text() -> None:
    note = only("- q: 1:30\n  a: no")

    assert (note.question, note.answer) == ("1:30", "no")


def test_places_count_from_one_in_characters() -> None:
    reading = read("topics:\n  - topic: 'é 猫'\n    requires: ['ü', Sets]\n    cards:\n      - A?: b\n", "a.yaml")
    topic = reading.topics[0]

    assert topic.span == Span("a.yaml", 2, 5)
    assert [reference.span for reference in topic.requires] == [Span("a.yaml", 3, 16), Span("a.yaml", 3, 21)]
    assert topic.notes[0].span == Span("a.yaml", 5, 9)


def test_the_deck_is_the_path_by_default() -> None:
    assert read("topics:\n  - topic: T\n", "biology/cells.v2.yaml").topics[0].deck == "biology::cells.v2"
    assert default_deck("a.yaml") == "a"
    assert default_deck(".yaml") == ".yaml"


def test_topics_have_the_tags_of_the_file_and_notes_their_own() -> None:
    reading = read("tags: [f]\ntopics:\n- topic: T\n  tags: [t, f]\n  cards:\n  - What?: so\n    tags: n\n", "a.yaml")

    assert reading.topics[0].tags == ("f", "t")
    assert reading.topics[0].notes[0].tags == ("n",)


def test_reverse_true_is_the_answer() -> None:
    assert only("- What?: so\n  reverse: true").reverse == "so"
    assert only("- What?: so\n  reverse: Which?").reverse == "Which?"
    assert only("- What?: so\n  reverse: false").reverse == ""


def test_text_without_cards_makes_notes_and_empty_cards_none() -> None:
    text = "topics:\n- topic: Cats\n  text: A cat is an animal.\n"

    assert [note.answer for note in read(text, "a.yaml").topics[0].notes] == ["A cat is an animal."]
    assert read(text + "  cards: []\n", "a.yaml").topics[0].notes == ()


def test_a_bad_card_drops_itself_and_is_held_with_its_topic() -> None:
    reading = read(deck("- What?: so\n- nothing\n- Who?: me"), "a.yaml")

    assert [note.question for note in reading.topics[0].notes] == ["What?", "Who?"]
    assert (reading.held, reading.whole) == (("t", "t/nothing-4eb8a746"), True)


def test_a_syntax_error_drops_its_topic_only_and_keeps_the_header() -> None:
    broken = "- topic: A\n  text: @x\n- topic: B\n- topic: C\n  id: see\n  text: 'open\n- topic: D\n"
    text = f"deck: D\ntopics:\n{broken}tags: t\n"

    reading = read(text, "a.yaml")

    assert [(topic.id, topic.deck, topic.tags, topic.span.line) for topic in reading.topics] == [
        ("b", "D", ("t",), 5),
        ("d", "D", ("t",), 9),
    ]
    assert [problem.span.line for problem in reading.problems] == [4, 8]
    assert (reading.held, reading.whole) == (("a", "see"), True)


def test_all_problems_come_in_file_order() -> None:
    reading = read(deck('- a\n- "\\nabla"\n- b\n- What?: c #d'), "a.yaml")

    assert [problem.span.line for problem in reading.problems] == [4, 5, 6, 7]


def test_too_large_a_file_is_not_read() -> None:
    reading = read("#" * (LARGEST + 1), "a.yaml")

    assert "10 MB" in reading.problems[0].message
    assert not reading.whole


@pytest.mark.parametrize(
    "text", ["[" * 50_000, "- " * 50_000, '{"a":' * 50_000, "? " * 50_000, "topics: " + "[" * 99_999]
)
def test_deep_nesting_neither_crashes_nor_takes_long(text: str) -> None:
    found: list[Reading] = []
    thread = threading.Thread(target=lambda: found.append(read(text, "a.yaml")))
    thread.start()
    thread.join()

    assert not found[0].whole
    assert found[0].problems


_nests = st.lists(
    st.tuples(
        st.sampled_from(
            ["[", "{", "[a, ", "{a: ", "{{a}", "{{a}, ", "[{a}, ", "- ", "? ", "a:\n", "\r", " ", "\n", "]", "}"]
        ),
        st.integers(1, 110),
    ),
    max_size=6,
).map(lambda found: "".join(piece * count for piece, count in found))


def _stairs(columns: int, flows: int) -> str:
    """As deep as can be: two blocks in each column, and a text in so many brackets."""
    return (
        "".join(f"{' ' * n}a:\n{' ' * n}-\n" for n in range(columns)) + " " * columns + "[" * flows + "x" + "]" * flows
    )


@example("{{a}, " * 101)
@example("\n".join(" " * n + "- " for n in range(39)) + "[" * 60)
@given(_nests)
def test_a_text_that_seems_shallow_is_not_deep(text: str) -> None:
    """What is composed without counting is what counting would compose."""
    if not compose._is_shallow(text):
        return
    try:
        counted = _shape(compose._ANY(text).get_single_node())
    except compose.TooDeepError:
        pytest.fail("it is deep")
    except yaml.YAMLError:
        return
    assert _shape(compose._SHALLOW(text).get_single_node()) == counted


def _shape(node: yaml.Node | None) -> object:
    if isinstance(node, yaml.MappingNode):
        return [(_shape(key), _shape(value)) for key, value in node.value]
    return [_shape(entry) for entry in node.value] if isinstance(node, yaml.SequenceNode) else node and node.value


def test_the_deepest_text_that_seems_shallow_is_not_deep() -> None:
    texts = [_stairs(columns, flows) for columns in range(60) for flows in range(0, 100, 4)]
    shallow = [text for text in texts if compose._is_shallow(text)]

    assert len(shallow) > 100
    assert all(_shape(compose._ANY(text).get_single_node()) for text in shallow)


def test_most_texts_seem_shallow() -> None:
    card = "      - What is [y] in {{{{x}}}}, $\\frac{{1}}{{n}}$?: A {{{{b}}}} {i}\n"
    entry = "  - topic: A {i}\n    requires: [B, C]\n    cards:\n" + card * 10

    assert compose._is_shallow("topics:\n" + "".join(entry.format(i=i) for i in range(1000)))


def test_a_bomb_of_aliases_is_not_walked() -> None:
    cards = "".join(f"    - Q{i}?: x\n" for i in range(2000))
    text = f"topics:\n- topic: A\n  cards: &c\n{cards}" + "".join(f"- topic: B{i}\n  cards: *c\n" for i in range(2000))

    reading = read(text, "a.yaml")

    assert reading.topics == ()
    assert len(reading.problems) == 2001


def test_the_collector_is_as_it_was() -> None:
    read("topics: []", "a.yaml")
    assert gc.isenabled()

    gc.disable()
    try:
        read("topics: [", "a.yaml")
        assert not gc.isenabled()
    finally:
        gc.enable()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"topics: []", ""),
        (b"\xef\xbb\xbftopics: []", ""),
        ("topics: []".encode("utf-16"), "a.yaml:1:1: the file is UTF-16, not UTF-8 (save it as UTF-8)"),
        ("topics: []".encode("utf-32"), "a.yaml:1:1: the file is UTF-32, not UTF-8 (save it as UTF-8)"),
        ("a\né: ü".encode() + b"\xfc", "a.yaml:2:5: byte 0xfc is not UTF-8 (save the file as UTF-8)"),
    ],
)
def test_decode(data: bytes, says: str) -> None:
    text, problems = decode(data, "a.yaml")

    assert says == "".join(str(problem) for problem in problems)
    assert bool(text) == (not says)


@given(st.binary(max_size=60))
def test_decode_never_raises(data: bytes) -> None:
    text, problems = decode(data, "a.yaml")

    assert not (text and problems)


def inside(reading: Reading, text: str) -> bool:
    """Whether all places are in the file, and in order."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    spans = [problem.span for problem in reading.problems]
    all_spans = [*spans, *(t.span for t in reading.topics), *(n.span for t in reading.topics for n in t.notes)]
    fits = all(1 <= s.line <= len(lines) and 1 <= s.column <= len(lines[s.line - 1]) + 1 for s in all_spans)
    return fits and spans == sorted(spans)


@settings(max_examples=600, deadline=None)
@given(hostile)
@example("topics:\n  - topic: One\n    text: |")
@example("a: &a [*a]\ntopics: *a")
@example("topics: [{topic: a, cards: [{{x}}]}]")
@example("\ufefftopics:\n- topic: \ud800\n")
def test_any_text_gives_problems_inside_the_file(text: str) -> None:
    reading = read(text, "a.yaml")

    assert inside(reading, text)
    assert reading.topics or reading.problems or "topics" in text
    assert len({topic.id for topic in reading.topics}) == len(reading.topics)


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_characters_at_all(text: str) -> None:
    assert inside(read(text, "a.yaml"), text)
    assert inside(read(deck(text), "a.yaml"), deck(text))


@settings(max_examples=200, deadline=None)
@given(st.lists(hostile, max_size=4), st.integers(0, 4))
def test_a_good_topic_survives_any_neighbour_that_lines_up(pieces: list[str], place: int) -> None:
    texts = [piece.replace("\r", "").replace("\n", "\n  ") for piece in pieces]
    bad = [f"- topic: Bad\n  text: @{text}\n" for text in texts]
    bad.insert(min(place, len(bad)), "- topic: Good\n  cards:\n  - What?: so\n")

    reading = read("topics:\n" + "".join(bad), "a.yaml")

    assert [topic.title for topic in reading.topics if topic.id == "good" and topic.notes] == ["Good"]


@given(sentences, sentences, sentences)
def test_short_and_long_forms_are_equal(question: str, answer: str, extra: str) -> None:
    short = {f"{question}?": answer, "extra": extra}
    long = {"q": f"{question}?", "a": answer, "extra": extra}

    decks = [{"topics": [{"topic": "T", "cards": [card]}]} for card in (short, long)]
    first, second = (read(json.dumps(deck, ensure_ascii=False), "a.yaml").topics[0].notes[0] for deck in decks)

    assert bare(first) == bare(second)


@given(st.lists(sentences, min_size=1, max_size=6, unique_by=str.casefold), st.data())
def test_edits_elsewhere_keep_ids(questions: list[str], data: st.DataObject) -> None:
    kept = data.draw(st.lists(st.sampled_from(questions), unique=True))

    def ids(asked: list[str], answer: str) -> set[str]:
        cards = [{"q": f"{question}?", "a": answer} for question in asked]
        reading = read(json.dumps({"topics": [{"topic": "T", "cards": cards}]}, ensure_ascii=False), "a.yaml")
        return {note.id for note in reading.topics[0].notes}

    assert ids(kept, "x") <= ids(questions, "y")


@pytest.mark.parametrize("text", ["topics:\n- topic: A\n  cards: ['A {{b}}']\n", "a: [b\n", "&x a: *x\n", ""])
def test_without_the_c_library_the_tree_is_the_same(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    fast = read(text, "a.yaml")
    monkeypatch.setattr(compose, "_parser", compose._pure)
    monkeypatch.setattr(compose, "_SHALLOW", compose._loader(compose._Texts))
    monkeypatch.setattr(compose, "_ANY", compose._loader(compose._Bounded))

    slow = read(text, "a.yaml")

    assert fast.topics == slow.topics
    assert [p.span.line for p in fast.problems] == [p.span.line for p in slow.problems]


def test_a_byte_order_mark_is_no_problem() -> None:
    assert read("\ufefftopics: []\n", "a.yaml").problems == ()


def test_windows_line_ends() -> None:
    reading = read(deck("- What?: |\n    one\n    two").replace("\n", "\r\n"), "a.yaml")

    assert reading.topics[0].notes[0].answer == "one\ntwo"
    assert reading.topics[0].notes[0].span.line == 4
