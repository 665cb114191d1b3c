"""'There are three branches: a, b and c' → a list."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flashcards.deck.splitting.drafts import Draft, fragment, points, standing

if TYPE_CHECKING:
    from flashcards.deck.splitting.told import Told

_MOST = 8
_LONGEST_ITEM = 90
_COUNTED = r"(?P<count>two|three|four|five|six|seven|eight) (?P<what>[^:.,;]{3,50}): (?P<row>[^:;]+)$"
_THERE = re.compile(rf"There (?:are|were) {_COUNTED}", re.IGNORECASE)
_HAS = re.compile(rf"[^:.,;]{{2,40}}? (?:has|have|had|consists? of) {_COUNTED}")
_BETWEEN = re.compile(r",(?: (?:and|or) )?|\s(?:and|or)\s")
_IN_ORDER = re.compile(r"\b(?:steps|stages|phases)\b")


def rows(told: Told) -> list[Draft]:
    """A row of names after a number and a colon; of whom, where the sentence says so."""
    if ":" not in told.sentence.text:
        return []
    there = _THERE.match(told.sentence.text)
    found = there or _HAS.match(told.sentence.text)
    owner = "" if there else _owner(told)
    if not found or not (there or owner) or points(found["what"]):
        return []
    items = tuple(fragment(part) for part in _BETWEEN.split(found["row"].rstrip(".")) if part.strip())
    if not 2 <= len(items) <= _MOST or len(set(items)) < len(items) or max(map(len, items)) > _LONGEST_ITEM:
        return []
    of = f" of {owner}" if owner else ""
    question = standing(f"What are the {found['count']} {found['what']}{of}?", told.subject)
    ordered = _IN_ORDER.search(found["what"]) is not None
    return [Draft(question, kind="list", items=items, ordered=ordered, source=told.sentence.source)] if question else []


def _owner(told: Told) -> str:
    name = told.name
    return told.subject.phrase if name == "it" else name
