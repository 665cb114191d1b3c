"""What is shipped: the course and nothing of anybody's history; locks without addresses; no path of a machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BUILT_FROM = ("pyproject.toml", "README.md", "LICENSE", ".gitignore", "flashcards", "decks", "cli.py")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[list[str]]:
    """The names in a wheel and an sdist built after a review."""
    project = tmp_path_factory.mktemp("project")
    for name in BUILT_FROM:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, project / name, ignore=shutil.ignore_patterns("__pycache__", ".flashcards"))
        else:
            shutil.copy(source, project / name)
    hidden = project / "decks" / ".flashcards"
    hidden.mkdir()
    for name in ("history.db", "index.db", ".gitignore"):
        (hidden / name).write_text("*\n")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist"]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    wheel, sdist = next(project.glob("dist/*.whl")), next(project.glob("dist/*.tar.gz"))
    with zipfile.ZipFile(wheel) as archive, tarfile.open(sdist) as tar:
        return [archive.namelist(), tar.getnames()]


def test_neither_wheel_nor_sdist_holds_a_history(built: list[list[str]]) -> None:
    assert [] == [name for names in built for name in names if ".flashcards" in name]


def test_the_wheel_carries_the_course_and_the_schema(built: list[list[str]]) -> None:
    names = built[0]

    assert [] != [name for name in names if re.fullmatch(r"flashcards/course/1-.*\.yaml", name)]
    assert [] != [name for name in names if re.fullmatch(r"flashcards/course/media/.*\.svg", name)]
    assert "flashcards/deck/schema.json" in names
    assert [] == [name for name in names if not name.startswith(("flashcards/", "flashcards-"))]


def test_locks_hold_hashes_and_no_address() -> None:
    for lock in ROOT.glob("requirements*.txt"):
        text = lock.read_text("utf-8")
        assert "://" not in text
        pinned = re.findall(r"^\S+==", text, re.MULTILINE)
        assert len(pinned) > 10
        assert text.count("--hash=sha256:") >= len(pinned)


def test_locks_pin_what_the_project_asks_for() -> None:
    import tomllib

    asked = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = {re.match(r"[a-z0-9.-]+", entry.lower())[0].replace(".", "-") for entry in asked}  # type: ignore[index]
    pinned = set(re.findall(r"^([a-z0-9.-]+)==", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE))

    assert set() == names - pinned


def test_the_development_lock_names_the_extras_that_packages_want() -> None:
    """Some versions of pip take `coverage[toml]` for another package than the pinned `coverage`, and refuse it."""
    from importlib import metadata

    from packaging.requirements import Requirement

    lock = (ROOT / "requirements-dev.txt").read_text("utf-8")
    pinned = [Requirement(line.rstrip(" \\")) for line in re.findall(r"^[^\s#].*", lock, re.MULTILINE)]
    extras = {requirement.name: requirement.extras for requirement in pinned}
    here = {distribution.metadata["Name"].lower().replace("_", "-") for distribution in metadata.distributions()}
    wanted = [Requirement(entry) for name in here & extras.keys() for entry in metadata.requires(name) or ()]

    assert [] == [
        str(requirement)
        for requirement in wanted
        if requirement.extras and (requirement.marker is None or requirement.marker.evaluate({"extra": ""}))
        if not requirement.extras <= extras.get(requirement.name.lower().replace("_", "-"), set())
    ]
