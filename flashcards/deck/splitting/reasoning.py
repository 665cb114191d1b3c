"""A sentence with 'if', 'because' or 'to …' to the question that its one half answers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flashcards.deck.splitting import clause, verbs
from flashcards.deck.splitting.drafts import Draft, fragment, points, small, standing
from flashcards.deck.splitting.sentences import bare, capitalised
from flashcards.deck.splitting.told import LONGEST, leans
from flashcards.deck.splitting.words import ARTICLES, BE, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.deck.splitting.clause import Clause
    from flashcards.deck.splitting.told import Told

_LONGEST_CONDITION = 20
_LONGEST_QUESTION = 220
_CONDITIONAL = words("if when whenever unless once without")
_NO_REASON = words("not only just simply merely partly mainly even perhaps probably or")
_POINTERS = words("this that these those there")
_ELSEWHERE = words("this these here above below following")
_THERE = re.compile(r"^there (?=is|are)")


def conditions(told: Told) -> list[Draft]:
    """'If C, R' → What happens if C?; 'If C, we can R' → What can we do if C?"""
    said = told.said
    end = _condition_end(said)
    if not end:
        return []
    condition, rest = said[:end], said[end + (bare(said[end]) == "then") :]
    main = " ".join(rest).replace(" can not ", " cannot ")
    if _is_past(rest) or not _is_clear(condition[1:]) or bare(rest[0]) in _POINTERS or not _is_answer(rest, main):
        return []
    when = small(" ".join(condition).rstrip(","))
    who, modal = bare(rest[0]), bare(rest[1])
    if who in ("we", "you") and modal in ("can", "should", "must", "could") and bare(rest[2]) in verbs.BASES:
        asked, answer = f"What {modal} {who} do {when}?", fragment(" ".join(rest[2:]))
    else:
        asked, answer = f"What happens {when}?", capitalised(main)
    question = standing(asked, told.subject)
    return _card(question, answer, told) if len(question) < _LONGEST_QUESTION else []


def _condition_end(said: Sequence[str]) -> int:
    """Where what follows from a condition begins; 0 for a sentence that has no such parts."""
    if bare(said[0]) not in _CONDITIONAL:
        return 0
    for at in range(2, min(len(said) - 1, _LONGEST_CONDITION + 1)):
        if said[at].endswith(",") and clause.parse(said[at + 1 + (bare(said[at + 1]) == "then") :]) is not None:
            return at + 1
        if said[at].endswith(","):
            return 0  # a row: 'if houses, shops and …'
    return 0


def _is_past(said: Sequence[str]) -> bool:
    """Whether it tells what happened once: 'when the wolves came back, the elk grew shy' is no rule."""
    found = clause.parse(said)
    return found is not None and (found.helper in ("was", "were", "did") or (not found.helper and found.form == "past"))


def _is_clear(condition: Sequence[str]) -> bool:
    """Whether a condition says all that it is about, and is none of what one wants or is doing."""
    text = _THERE.sub("", " ".join(condition))
    first, second = bare(condition[0]), bare(condition[1])
    wants = first in ("you", "we") and second in ("want", "need", "wish")
    return not wants and first != "that" and not first.endswith("ing") and not points(text, own=len(condition) > 3)


def _is_answer(rest: Sequence[str], text: str) -> bool:
    elsewhere = any(bare(word) in _ELSEWHERE for word in rest)
    return len(rest) > 2 and len(text) <= LONGEST and not text.endswith(":") and not elsewhere


def occasions(told: Told) -> list[Draft]:
    """'X may be void if C' → When may X be void?"""
    found = told.clause
    if found is None or not found.helper or found.negative or told.opening:
        return []
    low = [bare(word) for word in found.rest]
    at = next((place for place, word in enumerate(low) if word in ("if", "when", "unless")), 0)
    if at == 0 or len(low) < at + 3 or low[0] in ARTICLES or "only" in (*low, found.adverbs.lower()):
        return []
    kept, answer = " ".join(found.rest[:at]), " ".join(found.rest[at:])
    name = told.name
    if not name or "," in kept or "but" in low[:at] or points(kept) or not _is_answer(found.rest[at:], answer):
        return []
    return _card(_inverted("when", name, found, kept, told), capitalised(answer), told)


def reasons(told: Told) -> list[Draft]:
    """'X is so because R' → Why is X so?"""
    found = told.clause
    if found is None or "because" not in told.sentence.text.lower():
        return []
    low = [bare(word) for word in found.rest]
    at = low.index("because") if "because" in low else len(low)
    if len(low) < at + 3 or found.adverbs.lower() == "partly" or low[at - 1] in _NO_REASON:
        return []
    if found.negative and not found.rest[at - 1].endswith(","):
        return []  # 'does not stop because …' may say that it stops, for another reason
    kept, answer = " ".join(found.rest[:at]).rstrip(","), " ".join(found.rest[at:])
    name = _who(told, found)
    if not name or points(kept, own=True) or len(answer) > LONGEST:
        return []
    return _card(_inverted("why", name, found, kept, told), capitalised(answer), told)


def _who(told: Told, found: Clause) -> str:
    """The subject in a question, also 'we', and 'it' where it is 'it is easy to …'."""
    word = found.subject.lower()
    expletive = word == "it" and found.helper in BE and any(bare(other) in ("to", "that") for other in found.rest[:3])
    return word if expletive or word in ("we", "you") else told.name


def _inverted(word: str, name: str, found: Clause, kept: str, told: Told) -> str:
    """'why does X keep Y?', with what stood before the subject."""
    helper, verb = clause.turned(found)
    opening = f"{told.opening}," if told.opening else ""
    parts = (opening, word, helper, name, "not" if found.negative else "", found.adverbs.lower(), verb, kept)
    question = " ".join(part for part in parts if part)
    return standing(f"{question[:1].upper()}{question[1:]}?", told.subject)


def purposes(told: Told) -> list[Draft]:
    """'To do P, X does Y' → What does X do to P?; 'To do P, do Y' → How do you do P?"""
    said = told.said
    start = 2 if bare(said[0]) == "in" and [bare(word) for word in said[1:2]] == ["order"] else 0
    if len(said) < start + 5 or bare(said[start]) != "to" or bare(said[start + 1]) not in verbs.BASES:
        return []
    at = next((place for place in range(start + 2, min(len(said) - 2, 16)) if said[place].endswith(",")), 0)
    aim, main = small(" ".join(said[start : at + 1]).rstrip(",")), " ".join(said[at + 1 :])
    if not at or points(aim) or leans(main) or not _is_answer(said[at + 1 :], main):
        return []
    if clause.is_order(said[at + 1 :]):
        return _card(
            standing(f"How do you {aim.removeprefix('in order ').removeprefix('to ')}?", told.subject),
            capitalised(main),
            told,
        )
    found = clause.parse(said[at + 1 :])
    who = _actor(found) if found and found.verb and not found.negative else ""
    if not found or not who:
        return []
    return _card(standing(f"What {clause.turned(found)[0]} {who} do {aim}?", told.subject), capitalised(main), told)


def _actor(found: Clause) -> str:
    """Who does it, inside a question; '' for 'it', and for what only the text before would tell."""
    if found.is_pronoun:
        return found.subject.lower() if found.subject.lower() in ("we", "you") else ""
    name = small(found.subject) if bare(found.subject.split(" ")[0]) in ARTICLES else found.subject
    return "" if points(name) else name


def _card(question: str, answer: str, told: Told) -> list[Draft]:
    return [Draft(question, answer, source=told.sentence.source)] if question else []
