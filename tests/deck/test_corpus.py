"""Good and bad decks: what the reader says of them, word for word, and that the schema agrees."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from flashcards.deck import schema
from flashcards.deck.read import decode, read

CORPUS = Path(__file__).parent / "corpus"
GOOD, BAD, BEYOND = (sorted((CORPUS / name).glob("*.yaml")) for name in ("good", "bad", "beyond"))
SWITCHES = ("type", "ordered", "reverse")


class AsText(yaml.SafeLoader):
    """Everything is text, as the reader has it; only the schema's booleans are none."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = True) -> dict[Any, Any]:
        found = super().construct_mapping(node, deep)
        for name, value in node.value:
            if name.value in SWITCHES and isinstance(value, yaml.ScalarNode) and not value.style:
                found[name.value] = {"true": True, "false": False}.get(value.value, value.value)
        return found


AsText.yaml_implicit_resolvers = {}


def verdict(path: Path) -> bool:
    """Whether the schema accepts a file."""
    try:
        jsonschema.validate(yaml.load(path.read_text("utf-8"), Loader=AsText), json.loads(schema.text()))  # noqa: S506
    except (jsonschema.ValidationError, yaml.constructor.ConstructorError):
        return False
    return True


def said(path: Path) -> str:
    """All that the reader says of a file: problems, then what is left, held and whole."""
    text, problems = decode(path.read_bytes(), path.name)
    reading = read(text, path.name)
    lines = [str(problem) for problem in (*problems, *reading.problems)]
    topics = [f"{topic.id} ({len(topic.notes)} cards)" for topic in reading.topics]
    lines.append(f"topics: {', '.join(topics) or 'none'}; held: {', '.join(reading.held) or 'none'}")
    return "\n".join([*lines, "" if reading.whole else "not whole\n"])


def test_the_corpus_is_large() -> None:
    assert min(len(GOOD), len(BAD), len(BEYOND)) >= 25


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft7Validator.check_schema(json.loads(schema.text()))


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_good_decks_have_no_problem(path: Path) -> None:
    reading = read(path.read_text("utf-8"), path.name)

    assert reading.problems == ()
    assert (reading.held, reading.whole) == ((), True)
    assert verdict(path)


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_bad_decks_are_refused_by_the_schema_too(path: Path) -> None:
    assert not verdict(path)


@pytest.mark.parametrize("path", [*BAD, *BEYOND], ids=lambda path: path.stem)
def test_what_the_reader_says(path: Path, gold: bool) -> None:
    expected = path.with_suffix(".txt")
    if gold:
        expected.write_text(said(path), "utf-8")

    assert expected.read_text("utf-8") == said(path)
    assert "\n" in said(path)
