"""Pictures and sounds are found where they are shown."""

from __future__ import annotations

import pytest
from hypothesis import given

from flashcards.text.markdown import tokens
from flashcards.text.media import Media, decoded, is_sound, references
from tests.text.strategies import MARKDOWN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no media", []),
        ("![a](media/a.svg) ![](w.mp3)", [Media("media/a.svg", 5), Media("w.mp3", 22)]),
        ('![a](m/a%20b.svg "title")', [Media("m/a b.svg", 5)]),
        ("![a](<m/a b.svg>)", [Media("m/a b.svg", 6)]),
        ("![a](m/f(1).png)", [Media("m/f(1).png", 5)]),
        ("![a](https://x.y/z.png)", [Media("https://x.y/z.png", 5, remote=True)]),
        ("`![a](b.svg)` \\![a](c.svg)", []),
        ("```\n![a](b.svg)\n```", []),
        ("[link](a.svg)", []),
    ],
)
def test_references_of_a_text(text: str, expected: list[Media]) -> None:
    assert expected == references(text)


def test_sounds_are_known_by_their_name() -> None:
    assert [True, False] == [is_sound("media/w.MP3"), is_sound("media/w.svg")]


@given(MARKDOWN)
def test_references_are_those_of_the_parser(text: str) -> None:
    inline = [child for token in tokens(text) for child in token.children or []]

    assert [decoded(str(token.attrs["src"])) for token in inline if token.type == "image"] == [
        media.path for media in references(text)
    ]
