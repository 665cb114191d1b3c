"""Cards by asking, through a pipe and in a real terminal, and in an editor."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from flashcards.collection import topics
from flashcards.model import Mistake
from flashcards.terminal.ask import ask
from flashcards.terminal.draft import write
from flashcards.terminal.reader import Matches, completions
from tests.students import Clock, Desk, save
from tests.terminal.test_terminal import terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

BAKING = """\
topics:
  - topic: Yeast
    cards:
      - What does yeast eat?: Sugar.
  - topic: Bread  # and rolls
    requires: Yeast
    cards: []
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "kitchen"
    save(folder / "baking.yaml", BAKING)
    opened = Desk(folder, Clock())
    yield opened
    opened.close()


def asked(desk: Desk, *lines: str, topic: str = "", into: str = "") -> str:
    """What is said when these lines are typed."""
    out = io.StringIO()
    source = io.StringIO("".join(f"{line}\n" for line in lines))
    ask(desk.collection, desk.clock, topic=topic, into=into, source=source, out=out)
    return out.getvalue()


def deck(desk: Desk, name: str = "baking.yaml") -> str:
    return (desk.folder / name).read_text("utf-8")


def test_cards_for_a_topic_that_is_there(desk: Desk) -> None:
    said = asked(desk, "bread", "Why salt?", "For the taste.", "It needs {{water}}", "Do it", "a: b", "", "")

    assert deck(desk) == BAKING.replace(
        "    cards: []\n",
        "    cards:\n      - Why salt?: For the taste.\n      - It needs {{water}}\n"
        "      - q: Do it\n        a: 'a: b'\n",
    )
    assert said.endswith("3 cards added\n")


def test_a_new_topic_with_what_it_builds_on(desk: Desk) -> None:
    asked(desk, "Toast", "bread", "", "How?", "Heat.", "", "Jam", "", "Of what?", "Fruit.")

    assert deck(desk) == BAKING + (
        "  - topic: Toast\n    requires: Bread\n    cards:\n      - How?: Heat.\n"
        "  - topic: Jam\n    cards:\n      - Of what?: Fruit.\n"
    )


def test_an_answer_of_several_lines(desk: Desk) -> None:
    asked(desk, "Bread", "How?", "|", "1. Mix.", "", "   Well: so.", "2. Bake.", ".", "Why?", "So.")

    lines = ["- How?: |", "    1. Mix.", "", "       Well: so.", "    2. Bake.", "- Why?: So."]
    shown = "".join(f"      {line}\n" if line else "\n" for line in lines)
    assert deck(desk) == BAKING.replace("    cards: []\n", f"    cards:\n{shown}")


def test_each_card_is_written_before_the_next_is_asked(desk: Desk) -> None:
    seen: list[str] = []

    class Watching(io.StringIO):
        def readline(self, *_: object) -> str:  # type: ignore[override]
            seen.append(deck(desk))
            return super().readline()

    source = Watching("Bread\nWhy salt?\nTaste.\nWhy water?\nGluten.\n")
    ask(desk.collection, desk.clock, source=source, out=io.StringIO())

    assert [text.count("?:") for text in seen] == [1, 1, 1, 2, 2, 3]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("Bread", "Why salt?"), "The last card has no answer, so it was not written"),
        (("Bread", "Why salt?", ""), "No answer, so this card was not written"),
        (("Yeast", "What does  yeast eat?"), "This is asked already: baking.yaml:4"),
        (("Bread", "A {{gap"), "never closed"),
        (("Brad", "", ""), "did you mean 'Bread'?"),
        (("Toast", "", ""), "'Toast' has no card, so it was not written"),
        (("Toast",), "0 cards added"),
        ((), "0 cards added"),
    ],
)
def test_what_is_not_written_is_said(desk: Desk, lines: tuple[str, ...], said: str) -> None:
    shown = asked(desk, *lines)

    assert said in shown
    assert shown.endswith("0 cards added\n")
    assert deck(desk) == BAKING


def test_a_card_that_has_no_place_is_shown_again(desk: Desk) -> None:
    desk.write(BAKING.replace("[]", "[{q: Q, a: A}]"), "baking.yaml")
    desk.reopen()

    with pytest.raises(Mistake, match=r"stands in \[ \](.|\n)*was not written"):
        asked(desk, "Bread", "Why salt?", "Taste.")


def test_a_formula_that_cannot_be_typeset_is_said_and_written(desk: Desk) -> None:
    said = asked(desk, "Bread", "What is $\\frac$?", "Odd.")

    assert "cannot be typeset" in said
    assert "What is $\\frac$?" in desk.cards()


def test_topics_are_completed_by_their_beginning_or_the_only_one_with_the_words() -> None:
    titles = ["Gradient", "Gradient descent", "Loss"]

    assert completions("grad", titles) == titles[:2]
    assert completions("DESC", titles) == ["Gradient descent"]
    assert completions("s", titles) == completions("radient", titles) == []
    matches = Matches(lambda: titles)
    assert [matches("g", number) for number in range(3)] == ["Gradient", "Gradient descent", None]


def program(desk: Desk, *words: str) -> list[str]:
    return [sys.executable, str(Path(__file__).parents[2] / "cli.py"), "-C", str(desk.folder), *words]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_in_a_terminal_tab_completes_and_near_titles_are_offered(desk: Desk) -> None:
    import pexpect

    with terminal(desk.folder, program(desk, "add")) as child:
        child.expect_exact("Topic:")
        child.send("bre\t\r")
        child.expect_exact("in baking.yaml, with 0 cards")
        child.expect_exact("Question:")
        child.send("A {{gap\r")
        child.expect_exact("never closed")
        child.expect_exact("Question:")
        child.expect_exact("A {{gap")
        child.send("}}\r")
        child.expect_exact("written to baking.yaml")
        child.expect_exact("Question:")
        child.send("\r")
        child.expect_exact("Topic:")
        child.send("Yaest\r")
        child.expect_exact("1  Yeast")
        child.send("1\r")
        child.expect_exact("with 1 card")
        child.expect_exact("Question:")
        child.send("What is it?\r")
        child.expect_exact("Answer:")
        child.send("A fungus.\r")
        child.expect_exact("written to")
        child.expect_exact("Question:")
        child.send("\x04")
        child.expect_exact("2 cards added")
        child.expect(pexpect.EOF)

    assert deck(desk) == BAKING.replace("Sugar.\n", "Sugar.\n      - What is it?: A fungus.\n").replace(
        "    cards: []\n", "    cards:\n      - A {{gap}}\n"
    )


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_ctrl_c_keeps_what_was_written(desk: Desk) -> None:
    import pexpect

    with terminal(desk.folder, program(desk, "add", "--to", "Bread")) as child:
        child.expect_exact("Question:")
        child.send("It needs {{water}}\r")
        child.expect_exact("written to")
        child.send("half a que\x03")
        child.expect_exact("1 card added")
        child.expect(pexpect.EOF)
        child.wait()

        assert child.exitstatus == 130

    assert "It needs {{water}}" in deck(desk)


def editor(tmp_path: Path, code: str) -> dict[str, str]:
    """An editor that does something with the text of its file."""
    script = tmp_path / "editor.py"
    script.write_text(
        f"import pathlib, sys\nfile = pathlib.Path(sys.argv[1])\ntext = file.read_text('utf-8')\n{code}\n"
    )
    return {"EDITOR": f"{sys.executable} {script}"}


def edited(desk: Desk, title: str, code: str, into: str = "") -> str:
    out = io.StringIO()
    environ = editor(desk.folder.parent, code)
    write(desk.collection, title, desk.clock, into=into, environ=environ, source=io.StringIO(), out=out)
    return out.getvalue()


def drafts(desk: Desk) -> list[str]:
    return [path.name for path in (desk.folder / ".flashcards" / "drafts").iterdir()]


APPEND = "file.write_text(text.replace('  - \\n', '{}'), 'utf-8')"


def test_cards_from_an_editor(desk: Desk) -> None:
    said = edited(desk, "bread", APPEND.format("  - Why salt?: |\\n      For taste.\\n"))

    assert deck(desk) == BAKING.replace("    cards: []", "    cards:\n      - Why salt?: |\n          For taste.")
    assert "1 card added" in said
    assert drafts(desk) == []


def test_a_new_topic_from_an_editor_without_the_words_of_the_template(desk: Desk) -> None:
    edited(desk, "Toast", APPEND.format("  - How?: Heat.\\n"), into="toast.yaml")

    assert deck(desk, "toast.yaml") == "topics:\n  - topic: Toast\n    cards:\n      - How?: Heat.\n"
    assert topics.find(desk.collection.index, "Toast") is not None


@pytest.mark.parametrize("code", ["", "file.unlink()", "file.write_text('')"])
def test_an_editor_that_is_left_without_a_change_adds_nothing(desk: Desk, code: str) -> None:
    said = edited(desk, "Bread", code)

    assert "nothing is added" in said
    assert (deck(desk), drafts(desk)) == (BAKING, [])


def test_what_cannot_be_read_is_kept_and_gone_on_with(desk: Desk) -> None:
    with pytest.raises(Mistake, match=r"what you wrote is kept in .*bread\.yaml"):
        edited(desk, "Bread", APPEND.format("  - Why salt?: a: b\\n"))
    kept = drafts(desk)

    said = edited(desk, "Bread", "file.write_text(text.replace('a: b', 'Taste.'), 'utf-8')")

    assert kept == ["bread.yaml"]
    assert "Going on with what was left" in said
    assert "Why salt?: Taste." in deck(desk)
    assert drafts(desk) == []


def test_what_differs_from_what_is_there_is_kept(desk: Desk) -> None:
    said = edited(desk, "Yeast", APPEND.format("  - What does yeast eat?: Starch.\\n"))

    assert "What you wrote is kept in" in said
    assert deck(desk) == BAKING
    assert drafts(desk) == ["yeast.yaml"]


def test_an_editor_that_does_not_start_is_named(desk: Desk) -> None:
    with pytest.raises(Mistake, match="'no-such-editor' could not be started"):
        write(desk.collection, "Bread", desk.clock, environ={"EDITOR": "no-such-editor"}, out=io.StringIO())


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_in_a_terminal_a_draft_can_be_mended_at_once(desk: Desk) -> None:
    import pexpect

    code = (
        "word = 'Taste.' if 'a: b' in text else 'a: b'\n"
        "file.write_text(text.replace('  - \\n', '  - Why salt?: a: b\\n').replace('a: b', word), 'utf-8')"
    )
    environ = {**editor(desk.folder.parent, code), "VISUAL": ""}
    with terminal(desk.folder, program(desk, "new", "Bread"), **environ) as child:
        child.expect_exact("bread.yaml:")
        child.expect_exact("Edit it again? [Y/n]")
        child.sendline("")
        child.expect_exact("1 card added")
        child.expect(pexpect.EOF)

    assert "Why salt?: Taste." in deck(desk)


def test_a_collection_that_cannot_be_written_says_so_at_once(tmp_path: Path) -> None:
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("here everything can be written")
    save(tmp_path / "baking.yaml", BAKING)
    tmp_path.chmod(0o555)
    desk = Desk(tmp_path, Clock())

    with pytest.raises(Mistake, match="cannot be written"):
        asked(desk, "Bread")

    desk.close()
    tmp_path.chmod(0o755)
