"""Cards as JSON, as `export` and `list --json` write them, to topics."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flashcards.deck.names import quoted
from flashcards.deck.read import default_deck
from flashcards.formats import gather
from flashcards.model import Note

if TYPE_CHECKING:
    from flashcards.collection.refresh import Progress
    from flashcards.formats.gather import Gatherer
    from flashcards.model import Problem, Topic

KEYS = frozenset({"topic", "deck", "front", "back", "tags"})


def read(text: str, path: str, progress: Progress | None = None) -> tuple[tuple[Topic, ...], tuple[Problem, ...]]:
    """The topics of an array of cards. What they say beside both sides, topic, deck and tags is not taken over."""
    lines, found = gather.opened(text, path, progress)
    unread: dict[str, None] = {}
    for number, entry in enumerate(_entries("\n".join(lines), found) if lines else (), 1):
        if not isinstance(entry, dict) or not isinstance(entry.get("front"), str):
            found.warn(1, f"entry {number} has no 'front': {quoted(json.dumps(entry))}")
            continue
        unread.update(dict.fromkeys(key for key in entry if key not in KEYS))
        _card(entry, found)
    if unread:
        found.warn(1, f"these keys are not taken over: {', '.join(unread)}")
    for draft in found.drafts:
        draft.hoist()
    return found.finish()


def _entries(text: str, found: Gatherer) -> list[object]:
    try:
        entries = json.loads(text)
    except json.JSONDecodeError as error:
        found.say("error", found.span(error.lineno, error.colno), f"this is not JSON: {error.msg}")
        return []
    except (RecursionError, ValueError):
        entries = None
    if not isinstance(entries, list):
        found.say("error", found.span(1), "this is not a list of cards", "it begins with [")
        return []
    return entries


def _card(entry: dict[str, object], found: Gatherer) -> None:
    deck = _text(entry.get("deck")) or default_deck(found.path)
    title = _text(entry.get("topic")) or gather.deck_name(deck).rpartition("::")[2]
    tags = entry.get("tags")
    labels = tuple(map(_text, tags)) if isinstance(tags, list) else tuple(_text(tags).split())
    topic, _ = found.topic(title, found.span(1), deck)
    question, answer = _text(entry.get("front")), _text(entry.get("back"))
    found.add(topic, Note("", "basic", question, answer, found.span(1), tags=labels))


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
