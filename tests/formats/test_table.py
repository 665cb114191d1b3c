"""Tables: what divides them, what their columns are, the directives of Anki, HTML, and our own exports."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.deck.dump import readable
from flashcards.formats import cards, plain
from flashcards.formats.table import sheet
from tests.formats.strategies import sentences, words

if TYPE_CHECKING:
    from flashcards.model import Note, Topic


def notes(text: str, path: str = "n.csv") -> list[Note]:
    return [note for topic in sheet.read(text, path)[0] for note in topic.notes]


def said(text: str) -> list[str]:
    return [str(problem).removeprefix("n.csv:") for problem in sheet.read(text, "n.csv")[1]]


@pytest.mark.parametrize(
    "text",
    ["a?,b", "a?;b", "a?\tb", "a?|b", "question,answer\na?,b", "Front\tBack\tdue\na?\tb\t1", "#separator:Pipe\na?|b",
     "back,front\nb,a?", "#columns:Back,Front\n#separator:comma\nb,a?"],
)  # fmt: skip
def test_separators_and_heads(text: str) -> None:
    assert ("a?", "b") == notes(text)[0][2:4]


def test_topics_decks_tags_and_what_they_require() -> None:
    text = (
        "deck,topic,question,answer,tags,requires,extra,hint,source\n"
        'D::E,T,a?,b,x y,"U; V",more,so,book\nD::E,T,c?,d,x,,,,\nD::F,,e?,f,,,,,\n'
    )
    first, second = sheet.read(text, "n.csv")[0]

    assert ("T", "D::E", ("x",), ["U", "V"]) == (
        first.title, first.deck, first.tags, [reference.text for reference in first.requires],
    )  # fmt: skip
    assert [("more", "so", "book", ("y",)), ("", "", "", ())] == [
        (note.extra, note.hint, note.source, note.tags) for note in first.notes
    ]
    assert ("F", "D::F") == (second.title, second.deck)


def test_a_text_that_anki_wrote() -> None:
    text = (
        "#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:6\n"
        "g1\tBasic (and reversed card)\tA::B\t<b>x</b> *y*\tz&nbsp;<br>w\tt\n"
        'g2\tCloze\tA::B\t"{{c1::a<br>b}} {{c2::c::d}}"\te\t\n'
        "g3\tCloze\tA::B\t{{c1::a {{c2::b}}}}\t\t\n"
    )
    [topic], _ = sheet.read(text, "n.txt")

    assert [
        ("basic", "**x** \\*y\\*", "z\\\nw", "z\\\nw", "g1", "", ("t",)),
        ("cloze", "{{a\\\nb}} {{c::d}}", "", "", "g2", "e", ()),
        ("cloze", "{{a b}}", "", "", "g3", "", ()),
        ("cloze", "a {{c2::b}}", "", "", "", "", ()),
    ] == [(n.kind, n.question, n.answer, n.reverse, n.anki, n.extra, n.tags) for n in topic.notes]
    assert ("B", "A::B") == (topic.title, topic.deck)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n,c\n", ["2:1: warning: an answer without a question: 'c'"]),
        ("a,b\nc,\n", ["2:1: warning: no answer to 'c'"]),
        ("a,b\n\na,c\n", ["3:1: warning: 'a' has two answers (the first is on line 1; the second gets an id)"]),
        ("a,b\na,b\n", ["2:1: warning: 'a' is here twice (the first is on line 1)"]),
        ('a,b\nc,"d\ne,f\n', [("2:1: warning: a quote is opened here and never closed"
                               " (from here on, quotes were taken for text)")]),
        ("front,back,due\na,b,1\n", ["1:1: warning: these columns are not taken over: due"]),
        ("#columns:Front\tB", ["1:1: warning: these columns are not taken over: B"]),
        ("#colour:red\na,b\n", ["1:1: warning: '#colour:red' is no directive that is known"]),
        ("a,b\nc,<b>d</b>\n", ["2:1: warning: HTML, in this cell and perhaps in others, became Markdown"]),
        ('a,"b\nb"\nc,\n', ["3:1: warning: no answer to 'c'"]),
        ("front,back,topic\na,b,T,extra1, ,extra2\nc,d,T,,\n", [(
            "2:1: warning: these cells have no name above them, and are not taken over:"
            " 'extra1' (column 4), 'extra2' (column 6)"
        )]),
        ("front,,back\na,x,b\n", [(
            "2:1: warning: these cells have no name above them, and are not taken over: 'x' (column 2)"
        )]),
        ("a,b <script>c</script>\n", ["1:1: warning: the script '<script>c</script>' was left out"]),
        ("#html:true\n`<style>a</style>`,b\n", ["2:1: warning: the style '<style>a</style>' was left out"]),
        ("#html:false\na,<style>b</style>\n", []),
        ("a,`<script>b</script>` and <script>\n", []),
    ],
)  # fmt: skip
def test_what_is_not_taken_over_is_said_with_its_line(text: str, expected: list[str]) -> None:
    assert expected == said(text)


def test_a_tag_given_twice_is_one() -> None:
    [topic], _ = sheet.read("front,back,tags\na,b,x x y\nc,d,x\n", "n.csv")

    assert (("x",), [("y",), ()]) == (topic.tags, [note.tags for note in topic.notes])


def test_a_quote_that_is_never_closed_hides_no_row() -> None:
    assert ["a", "c", "e"] == [note.question for note in notes('a,b\nc,"d\ne,f\n')]


def test_scripts_do_not_come_in() -> None:
    [note] = notes('a<iframe src=x></iframe>,"<b>b</b><SCRIPT>\nc\n</SCRIPT>"\n')

    assert ("a", "**b**") == (note.question, note.answer)


def test_html_is_markdown_only_where_the_file_does_not_deny_it() -> None:
    assert "<b>" == notes("#html:false\na,<b>\n")[0].answer
    assert "&lt;" == notes("#html:false\na,&lt;\n")[0].answer
    assert "\\<" == notes("#html:true\na,&lt;\n")[0].answer


def texts() -> st.SearchStrategy[str]:
    return st.text(st.sampled_from("ab,;\"'\n#<>&|*{}$\\ \t")).map(readable).filter(bool)


CARDS = st.fixed_dictionaries(
    {
        "deck": words, "topic": sentences, "front": texts() | st.just("{{c1::a}}"), "back": texts(),
        "tags": st.lists(words, max_size=2, unique=True), "stability": st.none(), "retrievability": st.none(),
    }
)  # fmt: skip
SOME_CARDS = st.lists(
    CARDS, min_size=1, max_size=5, unique_by=(lambda card: card["front"], lambda card: card["topic"].casefold())
)


def as_cards(topics: tuple[Topic, ...]) -> list[tuple[object, ...]]:
    return [
        (topic.deck, topic.title, note.question, note.answer, {*topic.tags, *note.tags})
        for topic in topics
        for note in topic.notes
    ]


@settings(max_examples=50)
@given(SOME_CARDS)
def test_our_own_table_reads_back(given: list[dict[str, object]]) -> None:
    expected = [(c["deck"], c["topic"], c["front"], c["back"], {*map(str, c["tags"])}) for c in given]  # type: ignore[call-overload]

    assert expected == as_cards(sheet.read(plain.as_csv(given), "n.csv")[0])


@settings(max_examples=50)
@given(SOME_CARDS)
def test_our_own_json_reads_back(given: list[dict[str, object]]) -> None:
    expected = [(c["deck"], c["topic"], c["front"], c["back"], {*map(str, c["tags"])}) for c in given]  # type: ignore[call-overload]

    assert expected == as_cards(cards.read(plain.as_json(given), "n.json")[0])


@settings(max_examples=50)
@given(
    st.lists(st.lists(sentences, min_size=2, max_size=2), min_size=1), st.sampled_from(["excel", "excel-tab", "unix"])
)
def test_what_pythons_own_writer_wrote_is_read(rows: list[list[str]], dialect: str) -> None:
    import io

    out = io.StringIO()
    csv.writer(out, dialect=dialect).writerows(rows)

    found = notes(out.getvalue())

    assert {tuple(row) for row in rows} == {(note.question, note.answer) for note in found}
