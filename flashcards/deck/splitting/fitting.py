"""'X is used for Y', 'X is trained by Y' → What is X used for?, How is X trained?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flashcards.deck.splitting import verbs
from flashcards.deck.splitting.clause import is_adverb
from flashcards.deck.splitting.drafts import fragment, standing
from flashcards.deck.splitting.sentences import bare
from flashcards.deck.splitting.told import drafted, opened
from flashcards.deck.splitting.words import BE, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.deck.splitting.drafts import Draft
    from flashcards.deck.splitting.told import Told

FITTING = frozenset({
    ("useful", "for"), ("responsible", "for"), ("known", "for"), ("known", "as"), ("made", "of"), ("made", "from"),
    ("similar", "to"), ("equal", "to"), ("necessary", "for"), ("dependent", "on"), ("based", "on"), ("used", "for"),
    ("needed", "for"), ("rich", "in"), ("part", "of"), ("due", "to"), ("composed", "of"), ("associated", "with"),
    ("related", "to"), ("defined", "as"), ("described", "as"), ("measured", "in"), ("derived", "from"),
    ("divided", "into"), ("responsible", "to"), ("limited", "to"), ("bound", "by"), ("surrounded", "by"),
    ("caused", "by"), ("followed", "by"), ("affected", "by"), ("replaced", "by"), ("covered", "by"),
    ("determined", "by"), ("made", "by"), ("needed", "to"), ("suited", "for"), ("suitable", "for"), ("up", "of"),
})  # fmt: skip
"""What belongs together, so that a question can end in the preposition."""
_SAID = words("said believed thought known supposed reported")
_PLACED = words("found located stored kept born held")
_PREPOSITIONS = words("for of from to by on in as with into at between")
_TIMES = words(
    "second seconds minute minutes hour hours day days week weeks month months year years while moment centuries ever"
)
_WITH_ANY_PARTICIPLE = words("from into for with")


def is_for(told: Told) -> list[Draft]:
    """'X is used for Y' → What is X used for?; 'X is trained by Y' → How is X trained?"""
    found = told.clause
    if found is None or found.verb or not (found.helper in BE or found.helper.endswith(" be")):
        return []
    name, at = told.name, _preposition(found.rest)
    if not name or at is None or (bare(found.rest[at - 1]) in _SAID and bare(found.rest[at]) == "to"):
        return []
    helper, _, be = found.helper.partition(" ")
    adverbs = found.adverbs.lower() if found.adverbs.lower() not in ("also", "only") else ""
    negative = "not" if found.negative else ""
    parts = (helper, name, adverbs, negative, be, *found.rest[:at])
    question, answer = _asked(" ".join(part for part in parts if part), found.rest, at, negative=found.negative)
    if not question:
        return []
    return drafted(standing(f"{opened(told)}{question}", told.subject), fragment(" ".join(answer)), told)


def _asked(said: str, rest: Sequence[str], at: int, *, negative: bool) -> tuple[str, Sequence[str]]:
    """The question and its answer, for words like 'is X often used' and the place of what goes on with 'for'."""
    word, preposition, after = bare(rest[at - 1]), bare(rest[at]), rest[at + 1 :]
    is_participle = word in verbs.PARTICIPLES
    if preposition == "by" and bare(after[0]) in verbs.GERUNDS and not negative:
        return f"how {said}?", rest[at:]
    if preposition == "for" and _is_time(after):
        return f"how long {said}?", rest[at:]
    if (word, preposition) in FITTING or (is_participle and preposition in _WITH_ANY_PARTICIPLE):
        return f"what {said} {preposition}?", after
    if word in _PLACED and preposition in ("in", "on", "at", "between") and not after[0][:1].isdigit():
        return f"where {said}?", rest[at:]
    if is_participle and preposition == "to" and bare(after[0]) in verbs.BASES:
        return f"what {said} to do?", after
    if preposition == "by" and (is_participle or at > 1) and not negative:
        return (f"by whom {said}?", after) if _is_name(after) else (f"how {said}?", rest[at:])
    return "", ()


def _is_time(after: Sequence[str]) -> bool:
    """'as long as it says', 'a long time', '30 days'."""
    low = [bare(word) for word in after]
    return low[:2] in (["as", "long"], ["a", "long"]) or not _TIMES.isdisjoint(low[:3])


def _preposition(rest: Sequence[str]) -> int | None:
    """Where the preposition stands behind 'used', 'often trained', 'tuned automatically'."""
    for at in range(1, min(4, len(rest) - 1)):
        if bare(rest[at]) in _PREPOSITIONS:
            plain = all(_goes_before(bare(word)) for word in rest[:at])
            return at if plain or (at == 1 and (bare(rest[0]), bare(rest[1])) in FITTING) else None
    return None


def _goes_before(word: str) -> bool:
    return word in verbs.PARTICIPLES or is_adverb(word) or word == "up"


def _is_name(said: Sequence[str]) -> bool:
    """'King John' or 'Napoleon,' is; 'Bayesian optimization' is not."""
    first = said[0]
    if not first[:1].isupper() or not first[1:2].islower():
        return False
    return len(said) < 2 or first.endswith((".", ",")) or said[1][:1].isupper() or bare(said[1]) in _PREPOSITIONS
