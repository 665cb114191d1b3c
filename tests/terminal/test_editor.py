from __future__ import annotations

import sys
from pathlib import Path

import pytest

from flashcards.terminal import editor

FILE = Path("/decks/a b.yaml")


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"EDITOR": "vim"}, ["vim", "+7", "/decks/a b.yaml"]),
        ({"EDITOR": "/usr/bin/nano -w"}, ["/usr/bin/nano", "-w", "+7", "/decks/a b.yaml"]),
        ({"VISUAL": "emacs", "EDITOR": "ed"}, ["emacs", "+7", "/decks/a b.yaml"]),
        ({"EDITOR": "code"}, ["code", "--wait", "-g", "/decks/a b.yaml:7"]),
        ({"EDITOR": "code --wait"}, ["code", "--wait", "-g", "/decks/a b.yaml:7"]),
        ({"EDITOR": "subl -w"}, ["subl", "-w", "/decks/a b.yaml:7"]),
        ({"EDITOR": "hx"}, ["hx", "/decks/a b.yaml:7"]),
        ({"EDITOR": "unheard-of"}, ["unheard-of", "/decks/a b.yaml"]),
        ({"EDITOR": "vi '"}, ["vi", "'", "+7", "/decks/a b.yaml"]),
    ],
)
def test_the_editor_opens_at_the_line(environ: dict[str, str], expected: list[str]) -> None:
    assert expected == editor.command(environ, FILE, 7, which=lambda _: None)


@pytest.mark.parametrize(("there", "expected"), [({"vi", "nano"}, "nano"), ({"vi"}, "vi"), (set(), "vi")])
def test_without_a_wish_there_is_still_an_editor(there: set[str], expected: str) -> None:
    found = editor.command({}, FILE, 7, which=lambda name: name if name in there else None)

    assert [expected, "+7", str(FILE)] == found


def test_an_editor_that_does_not_exist_is_named() -> None:
    said = editor.edit({"EDITOR": "no-such-editor"}, FILE, 1)

    assert "'no-such-editor' could not be started" in said
    assert "$EDITOR" in said


def test_an_editor_that_fails_is_no_fault() -> None:
    assert "" == editor.edit({"EDITOR": f"{sys.executable} -c 'raise SystemExit(1)'"}, FILE, 1)
