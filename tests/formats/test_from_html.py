"""HTML to Markdown: what is seen stays, what runs goes, and nothing becomes markup that was none."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.deck.read import read
from flashcards.formats.anki.dialect import Clozes
from flashcards.text.formulas import formulas
from flashcards.text.from_html import from_html
from flashcards.text.html import html as render
from flashcards.text.media import references
from tests.text.strategies import MARKDOWN, NOISE

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = [
    ("a<br>b", "a\\\nb"),
    ("a<br><br>b", "a\n\nb"),
    ("<div>a</div><div>b</div>", "a\\\nb"),
    ("a<div>b</div>", "a\\\nb"),
    ("<div>a<br></div><div><br></div><div>b</div>", "a\n\nb"),
    ("<p>a</p><p>b", "a\n\nb"),
    ("one&nbsp;&nbsp; two", "one two"),
    ("<b>a</b> <i>b</i> <s>c</s> <u>d</u> <span style='color:red'>e</span>", "**a** *b* ~~c~~ d e"),
    ("<b>Note:</b>text", "**Note**:text"),
    ("<b>a <i>b</i></b> c", "**a _b_** c"),
    ("<b>a</b><b>b</b>", "**ab**"),
    ("<b><div>a</div><div>b</div></b>", "**a**\\\n**b**"),
    ("H<sub>2</sub>O, x<sup>n+1</sup>, CO<sub>max!</sub>", "H₂O, xⁿ⁺¹, CO$_{\\text{max!}}$"),
    ("<ul><li>a<li>b<ul><li>c</ul></ul>d", "- a\n- b\n  - c\n\nd"),
    ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
    ("<ol><li><p>a<p>b</ol>", "1. a\n\n   b"),
    ("<table><tr><th>a<th align=right>b|<tr><td>c<td>\\(|x|\\)</table>",
     "| a | b\\| |\n| --- | ---: |\n| c | $\\vert x\\vert $ |"),
    ("<s>~1</s>~2", r"~~\~1~~\~2"),
    ("<pre><code class='language-python'>if x:\n    y\n\n\nz</code></pre>", "```python\nif x:\n    y\n\n\nz\n```"),
    ("<pre>a<br>b</pre>", "```\na\nb\n```"),
    ("<ul><li>x<pre>a\nb</pre></ul>", "- x\n\n  ```\n  a\n  b\n  ```"),
    ("run <code>a`b</code>", "run ``a`b``"),
    ("<h2>T</h2>x<hr>y", "## T\n\nx\n\n---\n\ny"),
    ("<blockquote>a<br>b</blockquote>", "> a\\\n> b"),
    ('<img src="a b.png" alt="x]">', "![x\\]](media/a%20b.png)"),
    ('<img src="https://a.b/c.png">', "![](https://a.b/c.png)"),
    ("[sound:a.mp3]<audio src='b.ogg'></audio>", "![](media/a.mp3) ![](media/b.ogg)"),
    ('<a href="https://a.b/(c)">d</a> <a href="javascript:e">f</a>', "[d](<https://a.b/(c)>) f"),
    ("<ruby>漢字<rp>(</rp><rt>かんじ</rt></ruby>", "漢字 (かんじ)"),
    ("x<script>alert(1)</script><style>y</style><iframe>z</iframe><svg><text>w</text></svg>", "x"),
    (r"\(a &lt; b\), \[x^2\]", "$a < b$, $$x^2$$"),
    (r"5\(x\)6 and \(a\)\(b\)", "$5x6$ and $a$ $b$"),
    ("[$]x[/$] [$$]y[/$$] [latex]$z$ in \\begin{align}a&amp;=b\\end{align}[/latex]",
     "$x$ $$y$$ $z$ in $$\\begin{aligned}a&=b\\end{aligned}$$"),
    ('<anki-mathjax>x</anki-mathjax> <anki-mathjax block="true">y</anki-mathjax>', "$x$ $$y$$"),
    (r"\(a % why<br>+ b\) \(\text{$c$}\)", r"$a + b$ $\text{c}$"),
    (r"<code>\(x\)</code> \(never closed", r"`\(x\)` \\(never closed"),
    ("$5", "$5"),
    ("$5 and $6", r"\$5 and \$6"),
    ("{{c1::x}} {y}", r"\{\{c1::x}} {y}"),
    ("1. a<br># b<br>- c<br>&gt; d<br>+ e<br>=== <br>a # - 1. b",
     "1\\. a\\\n\\# b\\\n\\- c\\\n\\> d\\\n\\+ e\\\n\\===\\\na # - 1. b"),
    ("a_b_c _d_ 2 * 3 *e*", r"a_b_c \_d\_ 2 * 3 \*e\*"),
    ("[a](b) [c] &lt;b&gt; &amp;lt; a &lt; b &amp; c", r"[a\](b) [c] \<b> \&lt; a < b & c"),
]  # fmt: skip
LISTS, EMPTY = "</?(?:li|ul)>", ""
WORDS = st.sampled_from(
    ["a", "b c", "*", "_x_", "#", "- q", "1. z", "$", "$x$", "{{", "}}", "{{c1::x}}", "[a](b)", "![", "`", "``",
     "~~", "<b>", "&amp;", "\\", "\\*", "|", "---", "===", "> x", "é", "中文", "「引」", "(p)", "a:", ".", " ", "\n",
     "::", "[x]: y", "http://a.b", "+", "\\\\", "***", "5", "\ue000", "\ufdd0", "\x00"]
)  # fmt: skip
TEXT = st.one_of(WORDS, WORDS, st.text(alphabet="ab*_`~[]()!<>&#+-.1 \\|${}:", max_size=6)).map(escape)


def row(cells: list[str]) -> str:
    """A table without lists in it, which lose their dots there."""
    return f"<table><tr>{''.join(f'<td>{re.sub(LISTS, EMPTY, cell)}</td>' for cell in cells)}</tr></table>"


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    several = st.lists(inner, max_size=3).map("".join)
    tags = st.sampled_from(["b", "i", "em", "s", "div", "p", "code", "kbd", "span", "u", "blockquote", "h2", "pre"])
    items = st.lists(several, min_size=1, max_size=3)
    return st.one_of(
        st.tuples(tags, several).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"),
        items.map(lambda found: f"<ul>{''.join(f'<li>{item}</li>' for item in found)}</ul>"),
        items.map(row),
        st.sampled_from(["<br>", "<br><br>", "<hr>"]),
    )


HTML = st.lists(st.recursive(TEXT, wrapped, max_leaves=12), max_size=4).map("".join)


def seen(html: str) -> str:
    """What a reader sees, without white space."""
    return re.sub(r"[\s\x00\ue000\ufdd0�]+", "", BeautifulSoup(f"<p>{html}", "html.parser").get_text())


@pytest.mark.parametrize(("html", "expected"), CASES)
def test_html_as_it_is_found(html: str, expected: str) -> None:
    assert expected == from_html(html)


@given(HTML)
@settings(max_examples=300)
def test_a_reader_sees_the_same_words_and_nothing_else(html: str) -> None:
    made = render(from_html(html))

    if "\\(" not in unescape(html) and "\\[" not in unescape(html):
        assert seen(html) == seen(made)
        assert not re.search(r"<(?:math|img|a)\b", made)


@given(HTML | st.text(max_size=200) | NOISE)
def test_any_text_gives_markdown_that_a_deck_file_can_hold(text: str) -> None:
    made = from_html(text)

    assert not re.search("[\ufdd0-\ufdef\ue000\ue001\x00]", made)
    assert "\n\n\n" not in re.sub(r"(?s)`{3,}.*?`{3,}", "x", made)
    assert made == made.strip()


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 200_000,
        "<b>" * 100_000 + "x" + "</i>" * 100_000,
        "<ul><li>" * 50_000,
        "<" * 500_000,
        "<a " * 100_000,
        "<!--" * 100_000,
        "<a href='" * 50_000,
        r"\(" * 100_000,
        "[latex]" * 50_000,
        "<code>" * 50_000,
        "<table>" * 20_000,
        "<td>" * 50_000,
        "<script>" * 50_000,
        "<li>x</li>" * 20_000,
        "<p>" * 50_000,
        "_a*" * 100_000,
        "<br>" * 100_000,
        "x" * 3_000_000 + "<b>y</b>",
        "&" * 300_000,
        "[sound:" * 50_000,
    ],
    ids=range(20),
)
def test_no_text_is_too_deep_or_too_long(html: str) -> None:
    from_html(html)


def test_a_text_that_is_too_long_keeps_its_words() -> None:
    assert from_html("<p>" + "word " * 300_000 + "<b>end</b>").endswith("word end")


def test_the_names_of_files_are_asked_for() -> None:
    asked: list[str] = []

    found = from_html('<img src="a%20b.png"> [sound:c &amp; d.mp3]', lambda name: asked.append(name) or "media/x.png")

    assert ["c & d.mp3", "a%20b.png"] == asked
    assert "![](media/x.png) ![](media/x.png)" == found
    assert "x" == from_html("x <img src=y>", lambda _: "")


def texts_of_the_course() -> Iterator[str]:
    from tests.formats.page import DECKS

    for path in sorted(DECKS.glob("*.yaml")):
        for topic in read(path.read_text("utf-8"), path.name).topics:
            yield topic.text
            for note in topic.notes:
                yield from (text for text in (note.answer, note.extra, *note.items) if text)


def test_the_course_comes_back_from_anki_as_it_went() -> None:
    lost = []
    for text in texts_of_the_course():
        names = {found.path: found.path.removeprefix("media/") for found in references(text)}
        back = from_html(render(text, Clozes(names).dialect()))
        if " ".join(back.split()) != " ".join(text.split()):
            lost.append((text, back))

    assert [] == lost


@given(MARKDOWN)
def test_what_comes_back_from_anki_does_not_change_any_more(text: str) -> None:
    once = from_html(render(text, Clozes().dialect()))
    twice = from_html(render(once, Clozes().dialect()))

    assert seen(render(once)) == seen(render(twice))
    assert len(formulas(once)) == len(formulas(twice))


@given(
    st.lists(TEXT | st.sampled_from(["<br>", "<div>", "</div>", " <div>x</div> ", "<br> "]), max_size=8).map("".join)
)
def test_lines_alone_are_read_as_in_a_tree(html: str) -> None:
    assert from_html(f"{html}<span></span><u></u>") == from_html(f"{html}<p></p>")
