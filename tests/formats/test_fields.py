"""The fields of notes: what Anki reads out of them is what was meant, whatever the text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.deck.names import part
from flashcards.formats.anki.dialect import Clozes
from flashcards.formats.anki.fields import sheets
from flashcards.model import Note, Span
from flashcards.text import cloze
from flashcards.text.html import html
from tests.text.strategies import MARKDOWN, NOISE
from tests.text.test_html import read

SPAN = Span("deck.yaml", 1, 1)
ANKI_CLOZE = re.compile(r"\{\{c(\d+)::((?:(?!\{\{c\d+::).)*?)\}\}", re.DOTALL)
"""A cloze as Anki finds it: it ends at the first `}}`."""


def text_of(question: str) -> str:
    ordinals = {found.key: number for number, found in enumerate(cloze.parts(question), 1)}
    (sheet,) = sheets(Note("t/n", "cloze", question, "", SPAN), ordinals, {})
    return sheet.fields.partition("\x1f")[0]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("$x^{y^{z}}$", r"\(x^{y^{z} }\)"),
        ("$$a < b$$", r"\[a &lt; b\]"),
        (r"$\tr A$ and $\mathbbm{1}$", r"\(\operatorname{tr} A\) and \(\mathbb{1}\)"),
        ("{{x}} a::b", "&#123;&#123;x&#125;&#125; a&#58;&#58;b"),
        ("[sound:x.mp3] [a]", "&#91;sound:x.mp3] [a]"),
        (r"\\(x\\)", r"<span>\</span>(x<span>\</span>)"),
        ("[here](../notes.md) [there](https://a.b)", 'here <a href="https://a.b">there</a>'),
        ("![lost](a.png)", "<i>lost</i>"),
        ("![far](https://a.b/c.png)", '<img src="https://a.b/c.png" alt="far">'),
    ],
)
def test_anki_finds_what_is_meant_and_nothing_else(markdown: str, expected: str) -> None:
    assert expected == html(markdown, Clozes().dialect())


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("A {{b::c}} d", "A {{c1::b::c}} d"),
        ("{{a}} {{b}} {{a}}", "{{c1::a}} {{c2::b}} {{c1::a}}"),
        ("{{c3::a}} {{c3::b}} {{c}}", "{{c1::a}} {{c1::b}} {{c2::c}}"),
        ("{{$x^{y^{2}}$}}", r"{{c1::\(x^{y^{2} }\)}}"),
        (r"$\frac{{c1::a}}{b}$", r"\(\frac{ {{c1::a}} }{b}\)"),
        (r"$x = {{c1::{a}::sum}}$", r"\(x =  {{c1::{a} ::\text{sum} }} \)"),
        ("{{`a::b`}}", "{{c1::<code>a&#58;&#58;b</code>}}"),
        ("{{a:}} b", "{{c1::a&#58;}} b"),
        ("{{a **b}} c**", "{{c1::a }}<strong>{{c1::b}} c</strong>"),
        ("```c\n{{c1::f}}(x)\n```", '<pre><code class="language-c">{{c1::f}}(x)</code></pre>'),
    ],
)
def test_clozes(question: str, expected: str) -> None:
    assert expected == text_of(question)


def test_numbers_are_those_of_the_log_and_not_of_the_place() -> None:
    note = Note("t/n", "cloze", "{{new}} and {{old}}", "", SPAN)

    (sheet,) = sheets(note, {"new": 7, "old": 2}, {})

    assert sheet.fields.startswith("{{c7::new}} and {{c2::old}}")


def test_a_list_is_asked_whole_and_by_items() -> None:
    note = Note("t/n", "list", "Steps", "", SPAN, items=("mix", "bake $x$"))

    whole, items = sheets(note, {part("mix"): 1, part("bake $x$"): 3}, {})

    assert ["Steps", r"<ol><li>mix</li><li>bake \(x\)</li></ol>"] == whole.fields.split("\x1f")[:2]
    assert (
        r'Steps<ol class="items"><li>{{c1::mix}}</li><li>{{c3::bake \(x\)}}</li></ol>' == items.fields.split("\x1f")[0]
    )


def test_a_side_of_nothing_is_noticed() -> None:
    (sheet,) = sheets(Note("t/n", "basic", "Q?", "![](a.png)", SPAN), {}, {})

    assert sheet.empty


def test_a_cloze_that_nobody_would_see_is_noticed() -> None:
    note = Note("t/n", "cloze", "![of {{a}}](a.png) and {{b}}", "", SPAN)

    (sheet,) = sheets(note, {"a": 1, "b": 2}, {})

    assert ("a",) == sheet.missing


@given(MARKDOWN | NOISE | st.text(max_size=60))
def test_any_text_gives_fields_that_hold_together(text: str) -> None:
    (sheet,) = sheets(Note("t/n", "basic", text, text, SPAN, extra=text, typed=True), {}, {})

    fields = sheet.fields.split("\x1f")
    assert 7 == len(fields)
    for field in fields:
        assert "{{" not in field
        sheet.fields.encode("utf-8")
        read(re.sub(r"<i>|</i>", "", field))


@given(MARKDOWN | NOISE, MARKDOWN | NOISE, st.sampled_from(["", "hint", "$h_{1}$", "a:"]))
def test_any_cloze_is_found_where_it_is_and_ends_where_it_ends(before: str, inside: str, hint: str) -> None:
    question = f"{before} {{{{{inside}{'::' if hint else ''}{hint}}}}} after"

    text = text_of(question)

    expected = {str(number) for number in range(1, len(cloze.parts(question)) + 1)}
    assert set(re.findall(r"\{\{c(\d+)::", text)) <= expected
    left = ANKI_CLOZE.sub(lambda found: found[2].partition("::")[0], text)
    assert "}}" not in left
    assert "{{" not in left
