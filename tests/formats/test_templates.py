"""Templates of Anki, rendered: the sides say what Anki's own say."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.formats.anki.inward import gaps
from flashcards.formats.anki.inward.templates import Side, answer, below_front, is_blank
from flashcards.text import cloze
from tests.formats.packing import Author

if TYPE_CHECKING:
    from collections.abc import Iterator

FIELDS = {"Front": "a <b>b</b>", "Back": "c", "Empty": "<br> <div></div>", "Kana": " 日本[にほん]の 人[ひと]"}


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{Front}}-{{ Back }}", "a <b>b</b>-c"),
        ("{{#Front}}x{{/Front}}{{^Front}}y{{/Front}}", "x"),
        ("{{#Empty}}x{{/Empty}}{{^Empty}}y{{/Empty}}", "y"),
        ("{{#Front}}{{#Empty}}x{{/Empty}}y{{/Front}}", "y"),
        ("{{#Empty}}{{Front}}{{#Front}}x{{/Front}}{{/Empty}}z", "z"),
        ("{{text:Front}}", "a b"),
        ("{{hint:Back}}{{type:Back}}x", "x"),
        ("{{furigana:Kana}}", "<ruby>日本<rt>にほん</rt></ruby>の<ruby>人<rt>ひと</rt></ruby>"),
        ("{{kana:Kana}} {{kanji:Kana}}", "にほんのひと 日本の人"),
        ("{{tts en_US voices=A:Front}}x", "x"),
        ("{{unknown:Front}} {{Nowhere}}", "a <b>b</b> "),
        ("<!-- {{Front}} -->x", "x"),
        ("{{/Front}}x{{#Front}}y", "xy"),
    ],
)
def test_sections_and_filters(template: str, expected: str) -> None:
    assert expected == Side(FIELDS).html(template)


def test_hints_and_what_is_typed_are_told_apart() -> None:
    side = Side(FIELDS)

    side.html("{{hint:Back}}{{type:Front}}{{hint:Empty}}")

    assert (["c"], ["a <b>b</b>"]) == (side.hints, side.typed)


@pytest.mark.parametrize(
    ("back", "front", "expected"),
    [
        ("Q<hr id=answer>A", "Q", "A"),
        ('Q<HR class="x" id="answer" />A', "Q", "A"),
        ("Q<br>A", "Q", "<br>A"),
        ("A", "Q", "A"),
        ("A<hr id=answer><br>", "", "A<br>"),
        ("Q <hr>A", "Q", "A"),
        ("<hr>A", "Q", "<hr>A"),
    ],
)
def test_the_back_is_what_the_front_does_not_show(back: str, front: str, expected: str) -> None:
    assert expected == answer(back, front)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{FrontSide}}\n<hr>\n{{Back}}", "c"),
        ("<div>{{ FrontSide }}</div><HR class='x'><br>{{Back}}<hr>", "c"),
        ("{{FrontSide}}<hr>{{Empty}}", ""),
        ("{{FrontSide}}<hr id=answer>{{Back}}<hr>", "c<hr>"),
        ("{{Back}}<hr>", "c<hr>"),
    ],
)
def test_a_rule_below_the_front_is_no_part_of_the_answer(template: str, expected: str) -> None:
    found = answer(Side(FIELDS, is_back=True).html(below_front(template)), "a")

    assert expected == re.sub(r"</?div>|<br>|\s", "", found)


@pytest.mark.parametrize("html", ["", " ", "<br>", "<div><br /></div>", "&nbsp;"])
def test_what_anki_takes_for_empty(html: str) -> None:
    assert is_blank(html)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("{{c1::a}} {{c2::b::h}}", [((1, 2), "{{a}} {{b::h}}")]),
        ("{{c2::a}} {{c1::b}}", [((1, 2), "{{c2::a}} {{c1::b}}")]),
        ("{{c1::a}} {{c1::b}}", [((1,), "{{c1::a}} {{c1::b}}")]),
        ("{{c1::a {{c2::b}}}}", [((1,), "{{a b}}"), ((2,), "a {{c2::b}}")]),
        ("{{c1,2::a}} b", [((1,), "{{a}} b"), ((2,), "{{c2::a}} b")]),
        ("{{c1::x}} {{c2::x}}", [((1,), "{{x}} x"), ((2,), "x {{c2::x}}")]),
        (r"\(\frac{ {{c1::a}} }{b}\)", [((1,), r"$\frac{ {{c1::a}} }{b}$")]),
        (r"{{c1::\(x^{y^{2} }\)}}", [((1,), r"{{$x^{y^{2}}$}}")]),
        ("<code>{{c1::f}}(x)</code>", [((1,), "`{{c1::f}}(x)`")]),
        ("<ul><li>{{c1::a}}</li><li>{{c2::b}}</li></ul>", [((1, 2), "- {{a}}\n- {{b}}")]),
        ("<b>{{c1::a</b> b}} c", [((1,), "{{a b}} c")]),
        ("{{c1::<div>a</div><div>b</div>}}", [((1,), "{{a\\\nb}}")]),
        ("{{c1::&#123;&#58;&#58;}}", [((1,), "{{\\{\\:\\:}}")]),
        ("{{c1::open", []),
        ("{{c1::}} {{c2::b}}", [((1, 2), "{{c2::b}}")]),
    ],
)
def test_clozes_become_ours(field: str, expected: list[tuple[tuple[int, ...], str]]) -> None:
    found = gaps.layers(field, lambda name: name)

    assert expected == [(layer.numbers, layer.text) for layer in found]
    assert all(cloze.parse(layer.text)[1] is None for layer in found)


@given(
    st.text(alphabet="{}c12:,ax ", max_size=80)
    | st.lists(st.sampled_from(["{{c1::", "{{c2,3::", "}}", "::", "x", "{", "}"])).map("".join)
)
def test_any_field_keeps_its_words(field: str) -> None:
    pieces = gaps.parse(field)

    found = re.sub(r"\{\{c[\d,]+::|\}\}|::", "", flat(pieces))
    assert set(found) <= set(field)
    for layer in gaps.layers(field, lambda name: name):
        assert "\ufddc" not in layer.text


def flat(pieces: list[gaps.Piece]) -> str:
    return "".join(piece if isinstance(piece, str) else flat(piece.inside) + piece.hint for piece in pieces)


@pytest.fixture(scope="module")
def author(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Author]:
    made = Author(tmp_path_factory.mktemp("author"))
    yield made
    made.close()


@pytest.mark.parametrize(
    ("front", "back"),
    [
        ("{{#Hint}}{{Hint}}: {{/Hint}}{{Front}}", "{{FrontSide}}<hr id=answer>{{Back}}"),
        ("{{^Hint}}none{{/Hint}}{{kanji:Front}} {{text:Back}}", "{{kana:Front}}<hr id=answer>{{furigana:Front}}"),
        ("{{Front}}{{#Tags}}!{{/Tags}}", "{{Back}}{{#Back}}{{^Hint}}?{{/Hint}}{{/Back}}"),
    ],
)
@pytest.mark.parametrize(
    "fields", [("日本[にほん] <i>x</i>", "b &amp; c", ""), ("a", "<b>y</b>", "h"), ("a", "", "<br>")]
)
def test_sides_are_those_of_anki(author: Author, front: str, back: str, fields: tuple[str, str, str]) -> None:
    name = f"Type {abs(hash((front, back, fields)))}"
    author.note_type(name, ("Front", "Back", "Hint"), (front, back))
    note = author.add(name, *fields)
    output = note.cards()[0].render_output(reload=True)

    given_ = dict(zip(("Front", "Back", "Hint"), fields, strict=True))
    ours = Side(given_).html(front)

    assert words(output.question_text) == words(ours)
    shown = output.answer_text.rpartition("<hr id=answer>")[2]
    assert words(shown) == words(answer(Side(given_, is_back=True).html(back), ours))


def words(html: str) -> str:
    html = re.sub(r"<ruby><rb>(.*?)</rb>", r"<ruby>\1", html)
    return "".join(unescape(re.sub(r"<[^<>]*>", "", html)).split())
