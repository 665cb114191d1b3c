"""Imports go down only, and rooms on one floor do not import each other."""

from __future__ import annotations

import ast
import re
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "flashcards"
FLOORS = (
    {"model"},
    {"text"},
    {"deck", "memory"},
    {"collection"},
    {"study", "formats"},
    {"report"},
    {"terminal", "web"},
    {"computer", "opening", "commands", "cli"},
)
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
RIM = {
    ("opening", "computer"),
    ("commands", "computer"),
    ("commands", "opening"),
    ("cli", "commands"),
}
SQL_ROOMS = {"memory", "collection", "formats"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    """The rooms a module imports, at its top or inside its functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.ImportFrom(module=str(module)) if module == "flashcards":
                found |= {alias.name for alias in node.names}
            case ast.ImportFrom(module=str(module)) if module.startswith("flashcards."):
                found.add(module.split(".")[1])
            case ast.Import(names=names):
                found |= {alias.name.split(".")[1] for alias in names if alias.name.startswith("flashcards.")}
    return found & set(FLOOR)


def test_every_room_has_a_floor() -> None:
    assert set() == {room(path) for path in modules()} - set(FLOOR) - {"__init__", "course"}


def test_imports_go_down_only() -> None:
    upward = [
        f"{path.relative_to(PACKAGE)} imports {target}"
        for path in modules()
        if room(path) in FLOOR
        for target in imported(path) - {room(path)}
        if FLOOR[target] >= FLOOR[room(path)] and (room(path), target) not in RIM
    ]

    assert [] == upward


def test_only_the_rim_asks_the_clock_and_the_environment() -> None:
    words = r"datetime\.now\(|time\.time\(|date\.today\(|os\.environ|random\.random\(|os\.urandom|\bprint\("
    below = [
        path for path in modules() if room(path) not in {"computer", "opening", "commands", "cli", "terminal", "web"}
    ]

    asking = [path.name for path in below if re.search(words, path.read_text("utf-8"))]

    assert [] == asking


def test_sql_is_spoken_below_the_plan_only() -> None:
    speaking = [
        str(path.relative_to(PACKAGE))
        for path in modules()
        if room(path) not in SQL_ROOMS
        and any(word in path.read_text("utf-8") for word in (".execute(", ".executemany("))
    ]

    assert [] == speaking


def test_modules_are_of_a_size_to_be_read() -> None:
    long = {str(path.relative_to(PACKAGE)): len(path.read_text("utf-8").splitlines()) for path in modules()}

    assert {} == {name: lines for name, lines in long.items() if lines > 300}
