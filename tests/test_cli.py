"""The commands from outside: help, exit codes, what is imported, and one sentence for what goes wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from flashcards.cli import COMMANDS, cli

ROOT = Path(__file__).parents[1]
DECK = """\
topics:
  - topic: Yeast
    cards:
      - What does yeast eat?: Sugar.
  - topic: Bread
    requires: Yeast
    cards:
      - Why does dough need time?: The yeast has to make gas first.
"""


def run(*arguments: str | Path, home: Path, stdin: str = "", **extra: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "FLASHCARDS_HOME": str(home), "PYTHONUTF8": "1", **extra}
    environment.pop("FLASHCARDS_COLLECTION", None)
    return subprocess.run(
        [sys.executable, ROOT / "cli.py", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        input=stdin,
        env=environment,
        cwd=home,
    )


@pytest.fixture
def kitchen(tmp_path: Path) -> Path:
    """A small collection."""
    folder = tmp_path / "kitchen"
    folder.mkdir()
    (folder / "baking.yaml").write_text(DECK, "utf-8")
    return folder


def command_named(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_of_commands_says_what_their_own_help_says(name: str) -> None:
    assert command_named(name).name == name
    assert command_named(name).get_short_help_str(200) == COMMANDS[name][1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_and_a_line_in_the_readme(name: str) -> None:
    command = command_named(name)

    text = command.get_help(click.Context(command, info_name=name))

    assert f"flashcards {name}" in text
    assert f"`flashcards {name}" in (ROOT / "README.md").read_text("utf-8")
    assert all(isinstance(o, click.Argument) or o.help for o in command.params if isinstance(o, click.Option))


def modules_after(code: str, home: Path) -> set[str]:
    script = f"import sys\nsys.path.insert(0, {str(ROOT)!r})\n{code}\nprint('\\n'.join(sys.modules), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        input="q\n",
        env={**os.environ, "FLASHCARDS_HOME": str(home)},
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.split())


def test_help_imports_next_to_nothing(tmp_path: Path) -> None:
    code = "from flashcards.cli import main\nsys.argv[1:] = ['--help']\nmain()"

    loaded = modules_after(code, tmp_path)

    heavy = {"yaml", "sqlite3", "rich", "fsrs", "genanki", "markdown_it", "pygments", "platformdirs", "math_core"}
    assert "click" in loaded
    assert set() == (heavy | {"pathlib", "shutil"}) & loaded


def test_a_review_shows_its_first_card_without_what_it_does_not_need(kitchen: Path, tmp_path: Path) -> None:
    run("-C", kitchen, "list", home=tmp_path)
    code = (
        "from flashcards.cli import cli\n"
        f"try: cli(['-C', {str(kitchen)!r}, 'review', '--plain'])\nexcept SystemExit: pass"
    )

    loaded = modules_after(code, tmp_path)

    heavy = {"yaml", "rich", "fsrs", "genanki", "markdown_it", "pygments", "math_core", "tomllib"}
    assert set() == heavy & loaded


def test_a_whole_review_through_a_pipe(kitchen: Path, tmp_path: Path) -> None:
    done = run("-C", kitchen, "review", home=tmp_path, stdin="\n3\n\n3\n")

    assert (0, True) == (done.returncode, "What does yeast eat?" in done.stdout)
    assert done.stdout.index("What does yeast eat?") < done.stdout.index("Why does dough need time?")
    assert "\x1b" not in done.stdout
    assert "history.db" in done.stderr


def test_the_folder_is_the_current_one_or_its_decks(kitchen: Path, tmp_path: Path) -> None:
    (tmp_path / "decks").mkdir()
    (kitchen / "baking.yaml").rename(tmp_path / "decks" / "baking.yaml")

    done = run("list", home=tmp_path)

    assert 2 == len(done.stdout.splitlines())


def test_without_a_folder_the_course_is_copied_and_learned(tmp_path: Path) -> None:
    done = run("path", "What is AI?", home=tmp_path)

    assert 0 == done.returncode, done.stderr
    assert (tmp_path / "course" / "1-foundations.yaml").exists()
    assert "What is AI?" in done.stdout


def test_check_names_every_problem_and_exits_with_1(kitchen: Path, tmp_path: Path) -> None:
    (kitchen / "more.yaml").write_text("topics:\n  - topic: Cake\n    requires: Bred\n    cardz: []\n", "utf-8")

    done = run("check", kitchen, home=tmp_path)
    as_json = run("check", "--json", kitchen, home=tmp_path)

    assert 1 == done.returncode
    assert "more.yaml:4:5: " in done.stdout
    assert "did you mean 'cards'?" in done.stdout
    assert {"level", "path", "line", "column", "message", "hint"} == set(json.loads(as_json.stdout)[0])


def test_check_speaks_of_the_named_file_only(kitchen: Path, tmp_path: Path) -> None:
    (kitchen / "flashcards.toml").write_text("")
    (kitchen / "more.yaml").write_text("topics:\n  - topic: Cake\n    cardz: []\n", "utf-8")

    assert 0 == run("check", kitchen / "baking.yaml", home=tmp_path).returncode
    assert 1 == run("check", kitchen / "more.yaml", home=tmp_path).returncode


def test_wrong_usage_exits_with_2_and_a_wrong_name_with_1(kitchen: Path, tmp_path: Path) -> None:
    assert 2 == run("reviews", home=tmp_path).returncode
    unknown = run("-C", kitchen, "why", "Breed", home=tmp_path)

    assert 1 == unknown.returncode
    assert unknown.stderr.endswith("\nthere is no topic 'Breed' (did you mean 'Bread'?)\n")


def test_a_folder_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    done = run("-C", tmp_path / "nowhere", "list", home=tmp_path)

    assert 1 == done.returncode
    assert "there is no folder" in done.stderr


def test_bad_settings_stop_a_review_with_their_place(kitchen: Path, tmp_path: Path) -> None:
    (kitchen / "flashcards.toml").write_text("retention = 2\n")

    done = run("-C", kitchen, "review", home=tmp_path)

    assert 1 == done.returncode
    assert "flashcards.toml:1:1: 'retention' is a share" in done.stderr


def test_the_history_moves_with_merge_and_doctor_agrees(kitchen: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "baking.yaml").write_text(DECK, "utf-8")
    run("-C", other, "review", home=tmp_path, stdin="\n3\n\n4\nq\n")

    first = run("-C", kitchen, "merge", other / ".flashcards" / "history.db", home=tmp_path)
    second = run("-C", kitchen, "merge", other / ".flashcards" / "history.db", home=tmp_path)
    health = run("-C", kitchen, "doctor", home=tmp_path)

    assert (0, 0, 0) == (first.returncode, second.returncode, health.returncode), first.stderr + health.stdout
    assert second.stdout.startswith("0 events")
    assert "sound and agree" in health.stdout


def test_a_backup_is_made_at_the_end_and_can_be_put_back(kitchen: Path, tmp_path: Path) -> None:
    run("-C", kitchen, "review", home=tmp_path, stdin="\n3\nq\n")
    listed = run("-C", kitchen, "backup", "--list", home=tmp_path).stdout.split()
    (kitchen / ".flashcards" / "history.db").write_bytes(b"damaged" * 1000)

    damaged = run("-C", kitchen, "list", home=tmp_path)
    restored = run("-C", kitchen, "restore", Path(listed[0]).stem, "--yes", home=tmp_path)

    assert (3, 1) == (damaged.returncode, len(damaged.stderr.splitlines()))
    assert 0 == restored.returncode, restored.stderr
    assert "sound and agree" in restored.stdout


def test_list_gone_and_rename_bring_a_history_back(kitchen: Path, tmp_path: Path) -> None:
    run("-C", kitchen, "review", "--topic", "Yeast", home=tmp_path, stdin="\n3\nq\n")
    (kitchen / "baking.yaml").write_text(
        DECK.replace("What does yeast eat?: Sugar.", "Food of fungi?: Sweets."), "utf-8"
    )

    gone = json.loads(run("-C", kitchen, "list", "--gone", "--json", home=tmp_path).stdout)
    new = run("-C", kitchen, "list", home=tmp_path).stdout.split()[0]
    renamed = run("-C", kitchen, "rename", gone[0]["name"], new, home=tmp_path)

    assert {"name", "origin", "question", "answers"} == set(gone[0])
    assert 0 == renamed.returncode, renamed.stderr
    assert "[]\n" == run("-C", kitchen, "list", "--gone", "--json", home=tmp_path).stdout


def test_schema_prints_json(tmp_path: Path) -> None:
    assert "topics" in json.loads(run("schema", home=tmp_path).stdout)["properties"]
