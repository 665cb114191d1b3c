"""`import` from outside: what comes, what is said and where, that it can be learnt at once, and that twice is once."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from click.testing import CliRunner, Result

from flashcards.cli import cli
from flashcards.deck import read

if TYPE_CHECKING:
    from collections.abc import Mapping

SEED = Path(__file__).parents[3] / "shared" / "seed" / "ai-topics.txt"
NOTES = "# Baking\n\nBread\n\n  Bread is baked dough.\n\n - Dough\n - Ovens\n\nDough\n\n  Dough is flour and water.\n"


class Run(Protocol):
    """Call the program on a collection that is empty at first."""

    def __call__(self, *words: object) -> Result: ...


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("FLASHCARDS_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine").mkdir()
    return lambda *words: CliRunner().invoke(cli, ["-C", str(tmp_path / "mine"), *map(str, words)])


def written(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def decks(folder: Path) -> dict[str, read.Reading]:
    return {
        path.name: read.read(path.read_text("utf-8"), path.name) for path in sorted((folder / "mine").glob("*.yaml"))
    }


def test_notes_come_in_and_can_be_learnt_and_exported_at_once(run: Run, tmp_path: Path) -> None:
    written(tmp_path, {"baking.txt": NOTES})

    done = run("import", "baking.txt")

    assert (0, "baking.txt:8:4: warning: 'Bread' requires 'Ovens', which no file defines\n") == (
        done.exit_code, "".join(line for line in done.stderr.splitlines(keepends=True) if "warning:" in line),
    )  # fmt: skip
    assert "baking.yaml (a new file): 2 topics, " in done.stdout
    assert done.stdout.endswith("Review them now: flashcards review\n")
    [found] = decks(tmp_path).values()
    assert [("Bread", "Baking"), ("Dough", "Baking")] == [(topic.title, topic.deck) for topic in found.topics]
    assert '"topic": "Dough"' in run("list", "--json").stdout
    assert 0 == run("export", "-o", tmp_path / "baking.apkg").exit_code


def test_the_same_file_again_adds_nothing_and_says_so(run: Run, tmp_path: Path) -> None:
    written(
        tmp_path,
        {"baking.txt": NOTES, "more.csv": "front,back\na?,b\nc?,d\n", "n.md": "# N\n\nx::y\n\n## M\n\nText.\n"},
    )
    words = ("import", "baking.txt", "more.csv", "n.md")
    first = run(*words)
    before = decks(tmp_path)

    again = run(*words)

    assert (0, 0, before) == (first.exit_code, again.exit_code, decks(tmp_path))
    assert again.stdout.startswith("0 cards added, ")
    assert again.stdout.rstrip().endswith("are there already")


def test_a_text_with_tabs_and_line_breaks_in_quotes_comes_in_as_a_table(run: Run, tmp_path: Path) -> None:
    written(tmp_path, {"words.txt": 'What is said?\t"First ""this"",\n\nthen\nthat."\nWho?\tAda\n'})

    done = run("import", "words.txt")

    assert (0, "") == (done.exit_code, "".join(line for line in done.stderr.splitlines() if "warning" in line))
    [notes] = [topic.notes for reading in decks(tmp_path).values() for topic in reading.topics]
    assert [("What is said?", 'First "this",\n\nthen\nthat.'), ("Who?", "Ada")] == [
        (note.question, note.answer) for note in notes
    ]


def test_a_picture_that_is_missing_is_kept_and_how_to_mend_it_is_said(run: Run, tmp_path: Path) -> None:
    written(tmp_path, {"a.csv": "front,back\n<img src=x onerror=y()>Why?,So.\n"})

    done = run("import", "a.csv")

    [line] = [line for line in done.stderr.splitlines() if "there is no file 'x'" in line]
    assert line.startswith("a.csv:2:1: warning: ")
    assert line.endswith(
        "(the text names it all the same; `flashcards check` reports it until it lies beside the deck file, or the text"
        " no longer names it)"
    )
    assert "there is no file 'media/x'" in run("check").output


def test_a_dry_run_prints_the_file_that_would_be_written(run: Run, tmp_path: Path) -> None:
    written(tmp_path, {"words.csv": "hola,hello\nadiós,goodbye\n"})

    done = run("import", "words.csv", "--dry-run")

    assert ({}, "1 topic and 2 cards to add") == (decks(tmp_path), done.stderr.splitlines()[-1])
    assert done.stdout == (
        "--- /dev/null\n+++ b/words.yaml\n@@ -0,0 +1,8 @@\n+deck: words\n+\n+topics:\n+  - topic: words\n+    cards:\n"
        "+      - q: hola\n+        a: hello\n+      - q: adiós\n+        a: goodbye\n"
    ).replace("+1,8", "+1,9")


def test_cards_are_counted_as_everywhere_else(run: Run, tmp_path: Path) -> None:
    written(
        tmp_path,
        {"n.md": "# Cells\n\nCells have three parts: a nucleus, a membrane and a wall.\n\nA cell is a room.\n"},
    )

    done = run("import", "n.md")

    shown = len(run("list").stdout.splitlines())
    [topic] = [topic for found in decks(tmp_path).values() for topic in found.topics]
    assert shown > len(topic.notes)
    assert f"1 topic and {len(topic.notes)} notes with {shown} cards added" in done.stdout
    assert f": 1 topic, {len(topic.notes)} notes with {shown} cards\n" in done.stdout


def test_what_differs_is_shown_and_left_as_it_is(run: Run, tmp_path: Path) -> None:
    written(tmp_path, {"a.csv": "front,back\nWhy?,So.\n"})
    run("import", "a.csv")
    written(tmp_path, {"a.csv": "front,back\nWhy?,Because.\nWho?,I.\n"})

    done = run("import", "a.csv")

    assert "1 card added, 1 differs from what is there (left as it is)" in done.stdout
    assert "        - So.\n        + Because.\n" in done.stdout
    [found] = decks(tmp_path).values()
    assert [("Why?", "So."), ("Who?", "I.")] == [(note.question, note.answer) for note in found.topics[0].notes]


def test_a_folder_of_notes_comes_with_its_links_and_pictures(run: Run, tmp_path: Path) -> None:
    vault = {
        "vault/Cells.md": "A cell is small.\n\nATP::energy\n",
        "vault/more/Walls.md": "# The walls\n\nRequires: [[Cells]], [[Nowhere]]\n\n![](img/wall.svg) ![](img/no.svg)\n",
        "vault/more/img/wall.svg": "<svg/>",
        "vault/.obsidian/x.md": "# Hidden\n",
        "secret.md": "# Secret\n\nText.\n",
    }
    written(tmp_path, vault)
    (tmp_path / "vault" / "link.md").symlink_to(tmp_path / "secret.md")
    (tmp_path / "vault" / "loop").symlink_to(tmp_path / "vault", target_is_directory=True)

    done = run("import", "vault")

    assert 0 == done.exit_code, done.output
    walls, cells = (next(iter(found.topics)) for found in decks(tmp_path).values() if found.topics)
    assert {("The walls", "vault::more"), ("Cells", "vault")} == {(topic.title, topic.deck) for topic in (walls, cells)}
    assert "<svg/>" == (tmp_path / "mine" / "more" / "img" / "wall.svg").read_text("utf-8")
    said = [line for line in done.stderr.splitlines() if line.startswith("vault/")]
    assert [f"vault{os.sep}more{os.sep}Walls.md:1:1", f"vault{os.sep}more{os.sep}Walls.md:3:22"] == [
        line.partition(": ")[0] for line in said
    ]
    assert not [title for title in ("Hidden", "Secret") if title in run("list", "--json").stdout]


def test_pictures_are_found_as_obsidian_finds_them_and_keep_apart(run: Run, tmp_path: Path) -> None:
    notes = {
        "v/one/n.md": "# One\n\n![](p.svg) ![[far off.svg|100]]\n",
        "v/two/n.md": '# Two\n\n![x](p.svg "p") ![](../one/q%201.svg) <img src="http://x.org/y.png">\n',
    }
    pictures = ("v/one/p.svg", "v/two/p.svg", "v/one/q 1.svg", "v/files/far off.svg")
    written(tmp_path, notes | {name: f"<svg>{name}</svg>" for name in pictures})

    done = run("import", "v")

    assert (0, []) == (done.exit_code, [line for line in done.stderr.splitlines() if "warning:" in line])
    assert [f"<svg>{name}</svg>" for name in pictures] == [
        (tmp_path / "mine" / name.removeprefix("v/")).read_text("utf-8") for name in pictures
    ]
    assert 0 == run("check").exit_code


def test_two_pictures_of_one_name_are_an_error(run: Run, tmp_path: Path) -> None:
    notes = {f"{name}/n.md": f"# {name}\n\n![](p.svg)\n" for name in ("one", "two")}
    written(tmp_path, notes | {"one/p.svg": "<svg/>", "two/p.svg": "<svg>2</svg>"})

    done = run("import", "one/n.md", "two/n.md")

    assert (1, {}) == (done.exit_code, decks(tmp_path))
    assert "'p.svg' is two pictures" in done.stderr


def test_a_circle_of_prerequisites_is_said_where_it_was_written(run: Run, tmp_path: Path) -> None:
    written(tmp_path, {"a.txt": "A\n\n  A is a.\n\n - B\n\nB\n\n  B is b.\n\n - A\n"})

    done = run("import", "a.txt")

    assert (0, True) == (done.exit_code, "a.txt:11:4: warning: a circle: 'A' (a.txt:1:1)" in done.stderr)


@pytest.mark.parametrize(
    ("files", "words", "code", "said"),
    [
        ({"a.yaml": "topics: []\n"}, ("a.yaml",), 1, "`flashcards add` takes YAML"),
        ({"a.docx": "x"}, ("a.docx",), 1, "files of this kind cannot be read"),
        ({"a.json": "{"}, ("a.json",), 1, "a.json:1:2: this is not JSON"),
        ({"empty/x.txt": ""}, ("empty",), 1, "holds no Markdown files"),
        ({}, ("none.txt",), 2, "does not exist"),
        ({"a.csv": "a,b\n"}, ("a.csv", "--into", "../b.yaml"), 1, "is not a file in the collection"),
        ({"a.csv": "a,b\n"}, ("a.csv", "--with-history"), 2, "--with-history is for Anki's packages"),
    ],
)
def test_what_cannot_be_imported_is_one_sentence(
    run: Run, tmp_path: Path, files: Mapping[str, str], words: tuple[str, ...], code: int, said: str
) -> None:
    written(tmp_path, files)

    done = run("import", *words)

    assert {} == decks(tmp_path)
    assert said in f"{done.stderr}{done.exception}"
    assert code == done.exit_code


def test_of_an_empty_file_it_is_said_that_nothing_is_in_it(run: Run, tmp_path: Path) -> None:
    written(tmp_path, {"a.txt": "", "b.csv": "\n\n"})

    done = run("import", "a.txt", "b.csv")

    assert (0, 2) == (done.exit_code, done.stderr.count("there is nothing in this file that could be learnt"))
    assert "0 cards added\n" == done.stdout


def test_several_decks_go_into_several_files_or_into_one(run: Run, tmp_path: Path) -> None:
    written(tmp_path, {"a.csv": "deck,front,back\nA::B,w?,x\nC,y?,z\n"})

    run("import", "a.csv")
    [*apart] = decks(tmp_path)
    run("import", "a.csv", "--into", "all.yaml")

    assert ["a-b.yaml", "c.yaml"] == apart == list(decks(tmp_path))


def test_all_goes_into_one_file_if_asked(run: Run, tmp_path: Path) -> None:
    written(tmp_path, {"a.csv": "deck,front,back\nA::B,w?,x\nC,y?,z\n"})

    run("import", "a.csv", "--into", "all.yaml")

    assert {"all.yaml": ["B", "C"]} == {
        name: [t.title for t in found.topics] for name, found in decks(tmp_path).items()
    }


@pytest.mark.skipif(not SEED.exists(), reason="the notes are not on this machine")
def test_the_notes_that_all_began_with(run: Run, tmp_path: Path) -> None:
    done = run("import", SEED)

    assert 0 == done.exit_code
    [found] = decks(tmp_path).values()
    assert (79, 115) == (len(found.topics), sum(len(topic.requires) for topic in found.topics))
    assert 6 == done.stderr.count("which no file defines")
