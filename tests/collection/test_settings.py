"""Settings: every key optional, every fault a problem at its line."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.collection.settings import READERS, Settings, of_folder, read

EVERYTHING = """
namespace = "7f3a"
new_per_day = 10
reviews_per_day = 150
retention = 0.85
learning_steps = ["30s", "5m", "1d"]
relearning_steps = []
maximum_interval = 365
fuzz = false
learn_ahead = "10m"
leech_lapses = 4
day_starts_at = "02:30"
timezone = "Europe/Berlin"
grades = 2
[decks."AI::Learning"]
retention = 0.95
"""


def test_no_file_is_all_defaults() -> None:
    assert (Settings(), (), "") == read("", "flashcards.toml")


def test_every_key_can_be_set() -> None:
    settings, problems, _ = read(EVERYTHING, "flashcards.toml")

    assert () == problems
    assert (30, 300, 86400) == settings.learning_steps
    assert () == settings.relearning_steps
    assert (9000, 600, 2) == (settings.day_starts_at, settings.learn_ahead, settings.grades)
    assert ZoneInfo("Europe/Berlin") == settings.calendar().zone
    assert all(getattr(settings, key) != getattr(Settings(), key) for key in READERS)


def test_the_nearest_deck_above_decides_the_retention() -> None:
    settings, *_ = read(EVERYTHING, "flashcards.toml")

    assert 0.95 == settings.retention_of("AI::Learning::Deep")
    assert 0.85 == settings.retention_of("AI")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("new_per_dya = 3", "did you mean 'new_per_day'?"),
        ("new_per_day = -1", "whole number"),
        ("new_per_day = true", "whole number"),
        ("retention = 1.5", "0.70 to 0.99"),
        ('learning_steps = ["soon"]', "a time such as"),
        ('timezone = "Mars/Olympus"', "time zone"),
        ('day_starts_at = "25:00"', "time of day"),
        ("grades = 3", "4 (again"),
        ("decks = 3", "table of tables"),
    ],
)
def test_a_fault_is_a_problem_at_its_line(line: str, message: str) -> None:
    settings, problems, _ = read(f"fuzz = false\n{line}\n", "flashcards.toml")

    assert [(2, 1)] == [problem.span[1:] for problem in problems]
    assert message in str(problems[0])
    assert settings.fuzz is False


def test_what_is_not_toml_is_a_problem_with_its_place() -> None:
    _, problems, _ = read("fuzz = false\nretention = \n", "flashcards.toml")

    assert 2 == problems[0].span.line


DEEP = "[" * 3000 + "]" * 3000


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        ("fuzz = false\n# é\n".encode("latin-1"), (2, 3), "byte 0xe9 is not UTF-8"),
        ("fuzz = false\n".encode("utf-16"), (1, 1), "the file is UTF-16, not UTF-8"),
        (f"fuzz = false\ngrades = {DEEP}\n".encode(), (2, 110), "nested too deep"),
        (f"grades.{'a.' * 3000}b = 3\n".encode(), (1, 1), "nested too deep"),
        (f"grades = {'9' * 5000}\n".encode(), (1, 1), "this is not TOML"),
    ],
)
def test_no_file_is_too_strange_for_a_place(
    tmp_path: Path, content: bytes, place: tuple[int, int], message: str
) -> None:
    (tmp_path / "flashcards.toml").write_bytes(content)

    found = of_folder(tmp_path)

    assert [place] == [problem.span[1:] for problem in found.problems]
    assert message in str(found.problems[0])


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "flashcards.toml").mkdir()

    problems = of_folder(tmp_path).problems

    assert ["flashcards.toml:1:1: the file cannot be read: is a directory"] == list(map(str, problems))


@given(st.text(max_size=80))
def test_any_text_gives_settings_and_problems(text: str) -> None:
    settings, *_ = read(text, "flashcards.toml")

    settings.rules("a::b", (0.1,) * 21)


def test_every_setting_is_explained_to_users() -> None:
    page = Path(__file__).parents[2].joinpath("docs", "settings.md").read_text("utf-8")

    assert [] == [key for key in READERS if f"`{key}`" not in page]
