"""Markdown to HTML: what each kind of markup becomes, and laws that hold for any text."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.text.html import Dialect, html
from flashcards.text.pieces import mark, without_marks
from tests.text.strategies import MARKDOWN, NOISE

VOID = {"br", "hr", "img"}
ALLOWED = VOID | {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "span", "strong", "em", "s",
    "a", "table", "thead", "tbody", "tr", "th", "td", "audio", "b",
}  # fmt: skip
TEX = Dialect(formula=lambda tex, _: f"<b>{without_marks(tex).replace('&', '&amp;').replace('<', '&lt;')}</b>")


class Strict(HTMLParser):
    """Reads HTML and minds what a browser would forgive."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED
        assert all(name in {"class", "href", "src", "alt", "title", "start", "controls"} for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(text: str) -> str:
    """The text of some HTML, which must be well formed."""
    parser = Strict()
    parser.feed(text)
    parser.close()
    assert [] == parser.open
    return "".join(parser.text)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("a & b < c", "a &amp; b &lt; c"),
        ("one\n\ntwo", "<p>one</p><p>two</p>"),
        ("**a** *b* ~~c~~ `d<`", "<strong>a</strong> <em>b</em> <s>c</s> <code>d&lt;</code>"),
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("3. a", '<ol start="3"><li>a</li></ol>'),
        (
            "| a |\n|--:|\n| b |",
            ('<table><thead><tr><th class="right">a</th></tr></thead>'
            '<tbody><tr><td class="right">b</td></tr></tbody></table>'),
        ),
        ("[a](https://b.c?d=1&e=2)", '<a href="https://b.c?d=1&amp;e=2">a</a>'),
        ("[a](javascript:alert(1))", "[a](javascript:alert(1))"),
        ("![a \"b\"](c.png)", '<img src="c.png" alt="a &quot;b&quot;">'),
        (
            "```python\nif x:\n```",
            '<pre><code class="language-python"><span class="keyword">if</span> x:</code></pre>',
        ),
        ("a\x00\x1b\ud800b", "a\ufffd\ufffd\ufffdb"),
        ("$x<1$", "<math><mi>x</mi><mo>&lt;</mo><mn>1</mn></math>"),
        ("$\\nonsense$ &c", '<code class="tex">\\nonsense</code> &amp;c'),
        (f"a {mark(0, 'b **c**')} d", 'a <span class="cloze">b <strong>c</strong></span> d'),
        (f"{mark(0, 'a **b')} c**", '<span class="cloze">a </span><strong><span class="cloze">b</span> c</strong>'),
        ("\ue000[…]\ue001 x", '<span class="cloze">[…]</span> x'),
    ],
)  # fmt: skip
def test_markup(markdown: str, expected: str) -> None:
    assert expected == html(markdown)


@given(MARKDOWN | NOISE | st.text(max_size=60))
def test_any_text_gives_well_formed_html_without_marks(text: str) -> None:
    shown = read(html(text, TEX))

    assert not any(letter < " " and letter not in "\t\n" for letter in shown)
    assert "\ue000" not in shown
    assert "\ue001" not in shown


@given(st.text(st.characters(exclude_categories=["C"], exclude_characters="\ue000\ue001"), max_size=40))
def test_words_are_escaped_and_nothing_else(text: str) -> None:
    words = f"x{text.replace('`', '')}x"

    assert words == read(html(f"`{words}`", TEX))


@given(st.lists(st.sampled_from(["a", "**", "*", " ", "`", "\n\n", "- ", "\ue000\ue100", "\ue000\ue101", "\ue001"])))
def test_marks_wherever_they_stand_leave_the_html_well_formed(parts: list[str]) -> None:
    read(html("".join(parts), TEX))
