"""Clozes are read as their author means them, formulas included, and named by their text."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flashcards.text.cloze import CLOSE, OPEN, Cloze, at_a_glance, hide, parse, parts, plain, show
from flashcards.text.formulas import Fault
from tests.text.strategies import MARKDOWN, NOISE

KEYS = st.text(st.sampled_from("ab -_/\n$é漢+"), min_size=1, max_size=30).filter(str.strip)


def tex(depth: int = 3) -> st.SearchStrategy[str]:
    """TeX with balanced braces, doubled ones too."""
    leaf = st.sampled_from(["x", "2", r"\alpha ", r"\{", r"\}", " "])
    if not depth:
        return leaf
    inner = tex(depth - 1)
    return (
        leaf
        | st.tuples(inner, inner).map("".join)
        | st.tuples(inner, inner).map(lambda ab: rf"\frac{{{ab[0]}}}{{{ab[1]}}}")
        | inner.map(lambda a: f"x^{{{{{a}}}}}")
    )


FORMULAS = tex().map(lambda source: f"${source.strip() or 'x'}$").filter(lambda text: not text.endswith("\\$"))
WORDS = st.sampled_from(["slopes", "a {b} c", "f(x)", "two words", "{1, 2}", "`code`", "x:y", "`}}`"])
CONTENT = st.lists(WORDS | FORMULAS, min_size=1, max_size=3).map(" ".join)


def texts(text: str) -> list[str]:
    return [piece.text for piece in parse(text)[0] if isinstance(piece, Cloze)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no cloze", []),
        ("one {{cloze}} here", ["cloze"]),
        ("{{a::hint}}", ["a"]),
        ("{{c1::a::hint}} {{c12::b}}", ["a", "b"]),
        (r"{{the sum $\frac{a}{{b}}$::hint}}", [r"the sum $\frac{a}{{b}}$"]),
        ("{{$x^{2}$}}", ["$x^{2}$"]),
        ("{{{a}}}", ["{a}"]),
        (r"$\frac{{a}}{b}$", []),
        ("$E = {{c1::mc^2}}$", ["mc^2"]),
        (r"$$E = {{c1::\frac{a}{{b}}::f}}$$", [r"\frac{a}{{b}}"]),
        (r"$\frac{{{c1::a}}}{b}$", ["a"]),
        (r"\frac{{a}}{b}", []),
        (r"\{{a}}", []),
        ("`x = {{foo}}`", ["foo"]),
        ("{{`}}`}}", ["`}}`"]),
        ("```c\nint a[] = {{1}, {2}};\n```", []),
        ("```python\ndef {{c1::__init__}}(self):\n```", ["__init__"]),
        ("{{ spaces }}", ["spaces"]),
    ],
)
def test_texts_of_the_clozes(text: str, expected: list[str]) -> None:
    assert expected == texts(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fine {{a}}", None),
        ("x {{a", Fault(2, "this cloze is never closed; it needs }}")),
        ("x {{a {{b}}", Fault(2, "this cloze is never closed; it needs }}")),
        ("{{}}", Fault(0, "this cloze is empty")),
        ("{{ ::hint}}", Fault(0, "this cloze is empty")),
        ("{{c1::a {{c2::b}} c}}", Fault(0, "a cloze inside a cloze is not supported")),
        ("$x = {{c1::y$", Fault(5, "this cloze is never closed; it needs }}")),
    ],
)
def test_a_problem_names_its_character(text: str, expected: Fault | None) -> None:
    assert expected == parse(text)[1]


@pytest.mark.parametrize(
    ("text", "hidden", "shown"),
    [
        ("a {{b}} {{c}}", f"a {OPEN}[…]{CLOSE} c", f"a {OPEN}b{CLOSE} c"),
        ("a {{b::what?}}", f"a {OPEN}[what?]{CLOSE}", f"a {OPEN}b{CLOSE}"),
        ("{{c1::a}} {{c1::b}}", f"{OPEN}[…]{CLOSE} {OPEN}[…]{CLOSE}", f"{OPEN}a{CLOSE} {OPEN}b{CLOSE}"),
        ("$E = {{c1::mc^2}}$", r"$E = \boxed{\ldots}$", r"$E = \boxed{mc^2}$"),
        ("$E = {{c1::mc^2::100%}}$", r"$E = \boxed{\text{100\%}}$", r"$E = \boxed{mc^2}$"),
        (r"$\frac{{c1::a}}{b}$", r"$\frac{\boxed{\ldots}}{b}$", r"$\frac{\boxed{a}}{b}$"),
    ],
)
def test_one_card_hides_and_shows_its_clozes(text: str, hidden: str, shown: str) -> None:
    key = parts(text)[0].key

    assert (hidden, shown) == (hide(text, key), show(text, key))


def test_equal_texts_and_equal_numbers_are_one_card() -> None:
    text = "{{c1::a}} {{b}} {{c2::b}} {{c1::z}} {{q}}"

    assert [("a", "z"), ("b",), ("q",)] == [part.texts for part in parts(text)]


def test_a_number_can_join_what_texts_have_joined() -> None:
    text = "{{c1::a}} {{c2::b}} {{c1::b}}"

    assert [("a", "b")] == [part.texts for part in parts(text)]


def test_keys_do_not_move_with_the_text() -> None:
    assert [part.key for part in parts("{{a}} {{b}}")] == [part.key for part in parts("new {{b::hint}}, {{ a }}")][::-1]


@given(CONTENT, st.sampled_from(["", "c1::"]), st.sampled_from(["", "::hint"]))
def test_any_content_comes_back(content: str, number: str, hint: str) -> None:
    text = f"before {{{{{number}{content}{hint}}}}} after"

    assert [content.strip()] == texts(text)
    assert f"before {content.strip()} after" == plain(text)


@given(tex())
def test_any_tex_can_be_a_cloze_in_a_formula(source: str) -> None:
    assume(source.strip() and not source.rstrip().endswith("\\"))
    text = f"$y = {{{{c1::{source}}}}}$"

    assert [source.strip()] == texts(text)


@given(FORMULAS)
def test_no_formula_without_numbers_has_a_cloze(formula: str) -> None:
    assert [] == texts(f"a {formula} b")


@given(st.lists(KEYS, min_size=1, max_size=4))
def test_different_texts_have_different_safe_keys(contents: list[str]) -> None:
    normal = {" ".join(content.split()) for content in contents}
    keys = [part.key for part in parts(" ".join(f"{{{{{content}}}}}" for content in sorted(normal)))]
    assume(len(keys) == len(normal))

    assert len(normal) == len(set(keys))
    assert all(key and "/" not in key and key == "".join(key.split()) for key in keys)


@given(MARKDOWN.map(lambda text: text.replace("word", "{{word}}").replace("x", "{{c1::x}}")) | NOISE)
def test_pieces_are_the_whole_text(text: str) -> None:
    pieces, problem = parse(text)

    assert text == "".join(piece if isinstance(piece, str) else text[piece.start : piece.end] for piece in pieces)
    assert problem is None or 0 <= problem.offset < len(text)


PIECES = st.sampled_from(
    ["{{", "}}", "{", "}", "::", "c1::", "word", "two words", " ", "$", "`", "\\", "\n", ":", "é", "[x](y)"]
)


@given(st.lists(PIECES, max_size=12).map("".join) | MARKDOWN.map(lambda text: text.replace("word", "{{word}}")))
def test_a_glance_says_what_a_close_look_says(text: str) -> None:
    plainly = at_a_glance(text)
    pieces, fault = parse(text)

    if plainly is not None:
        assert [(words.strip(), "") for words in plainly] == [
            (p.text, p.number) for p in pieces if isinstance(p, Cloze)
        ]
        assert fault is None


def test_a_text_full_of_open_braces_is_given_up_on() -> None:
    text = "{{" * 20_000

    assert ((text,), Fault(0, "this cloze is never closed; it needs }}")) == parse(text)
