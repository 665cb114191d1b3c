"""'… began in 1789', '… boils at 100 °C' → the year or the number as a gap."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flashcards.deck.splitting.drafts import Draft, points

if TYPE_CHECKING:
    from flashcards.deck.splitting.told import Told

_LONGEST = 250
_DIGIT = re.compile(r"\d")
_IT = re.compile(r"\b(?:it|its|they|their)\b", re.IGNORECASE)
_NAME = re.compile(r"\s[A-Z][a-z]")
_YEAR = re.compile(
    r"\b(?:in|since|until|by|around|from)"
    r"(?: (?:January|February|March|April|May|June|July|August|September|October|November|December))?"
    r" ((?:1\d{3}|20\d\d|[1-9]\d{1,2})(?: BCE?| AD| CE)?)(?=[\s,.;)])(?! (?:%|[a-z]{3,}s\b))"
)
_QUANTITY = re.compile(
    r"(?<![\w.$€£-])(\d+(?:[.,]\d+)*(?:[–-]\d+)?)"
    r"(?= ?(?:°C|°F|%|percent|km|cm|mm|kg|g|mg|ml|litres?|liters?|minutes?|hours?|days?|weeks?|months?|years?|degrees"
    r"|MB|GB|KB|Hz|volts?|bits?|bytes?|grams?|metres?|meters?|chromosomes?|seats?|members?|judges?|bones|pairs)(?!\w))"
)


def dates(told: Told) -> list[Draft]:
    """The one year of a sentence as a gap; else its one quantity. What it is about has to be in it."""
    text, found, lead = told.sentence.text, told.clause, told.subject.lead
    if found is None or len(text) > _LONGEST or not _DIGIT.search(text) or any(mark in text for mark in "{}`$"):
        return []
    if found.is_pronoun and not told.is_topic:
        return []
    one = list(_YEAR.finditer(text)) or list(_QUANTITY.finditer(text))
    if len(one) != 1 or points(_IT.sub("", text) if lead else text):
        return []
    start, end = one[0].span(1)
    cloze = f"{text[:start]}{{{{{text[start:end]}}}}}{text[end:]}"
    named = told.subject.is_named(text) or _NAME.search(text) is not None
    if not named or points(text):
        cloze = f"{lead}: {cloze}" if lead else ""
    return [Draft(cloze, kind="cloze", source=told.sentence.source)] if cloze else []
