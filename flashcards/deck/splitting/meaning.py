"""'X is a Y that Z', 'X is called Y', 'the size of X is Y' → What is X?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flashcards.deck.splitting import verbs
from flashcards.deck.splitting.clause import is_adverb
from flashcards.deck.splitting.drafts import fragment, points, standing
from flashcards.deck.splitting.fitting import FITTING
from flashcards.deck.splitting.sentences import bare, capitalised
from flashcards.deck.splitting.told import drafted, is_vague, lone, opened
from flashcards.deck.splitting.words import BE, words

if TYPE_CHECKING:
    from flashcards.deck.splitting.clause import Clause
    from flashcards.deck.splitting.drafts import Draft
    from flashcards.deck.splitting.told import Told

_DEFINING = words("a an one the any when where two three")
_VALUED = words("a an the one any two three four five when where how what whether to between about around most several")
_RELATED = words("opposite same reverse other")
_COMPARED = re.compile(r"(?:more|less|fewer|higher|lower|larger|smaller|bigger|longer|shorter)\b", re.IGNORECASE)
_NO_MEANING = words("something anything nothing more less much little well different")
_PRAISE = words("common gold best worst great good nice important bad popular very really")
_RELATIVES = words("that which who where whose in of for from with used made on as whereby by")
_ADJECTIVE = re.compile(r"(?:ful|able|ible|ous|er|ive|al|ant|ent)$")
_QUANTIFIED = words("each every some most all many")
_LONGEST_NAME = 60
_CALLED_IF = re.compile(r"([^,;:]{1,40}?) ((?:if|when) .+)")
_ANOTHER_NAME = re.compile(r" and (?:the|an?) \w.*| and .* (?:is|are) .*")
"""'called push and removing is called pop'."""
_PERSON = re.compile(
    r"(?:^|\s)(?:king|queen|emperor|empress|general|president|poet|writer|author|scientist|physicist|chemist|biologist"
    r"|mathematician|philosopher|politician|composer|painter|explorer|monk|pope|saint|nun|soldier|engineer|inventor"
    r"|[a-z]+ologist|economist|historian|programmer|ruler|astronomer|physician|doctor|nurse|lawyer|judge)\b"
)


def defines(told: Told) -> list[Draft]:
    """'X is a Y that Z', 'X refers to Z' → What is X?"""
    found = told.clause
    if found is None or found.negative or told.opening or not _is_definition(found, told.is_topic):
        return []
    if (not found.is_pronoun and points(found.subject)) or (not told.is_topic and lone(found.subject)):
        return []
    if told.subject.kind == "gerund" and not told.is_topic and told.subject.has_all(found.subject):
        return []
    is_long = not told.is_topic and len(found.subject.split()) > 4
    if is_long and len(found.rest) < 5 and found.head != "to":
        return []
    answer = fragment(found.tail) if is_long else told.sentence.text
    return drafted(_asked(told, found), answer, told)


def _asked(told: Told, found: Clause) -> str:
    if told.is_topic and told.subject.question and (found.is_pronoun or told.subject.kind in ("what", "gerund")):
        return told.subject.question
    name = told.name
    if not name:
        return ""
    be = found.helper if found.helper in BE else ("are" if found.many else "is")
    is_person = _PERSON.search(found.tail[:60]) and name[:1].isupper()
    question = f"{'Who' if is_person else 'What'} {be} {name}?"
    return question if told.is_topic or _is_own_thing(name) else standing(question, told.subject)


def _is_own_thing(name: str) -> bool:
    """Whether a name needs no topic to be clear: 'a KV cache', 'a duty of care'."""
    return name.startswith(("a ", "an ")) and name.count(" ") > 1


def _is_definition(found: Clause, is_topic: bool) -> bool:
    if found.verb == "mean" and (_COMPARED.match(found.subject) or found.head in _NO_MEANING):
        return False
    if len(found.rest) > 1 and bare(found.rest[1]) in _RELATED and found.head == "the":
        return False
    if found.verb in ("mean", "denote") or (found.verb == "refer" and found.head == "to"):
        return not found.helper and len(found.rest) > 1
    if is_topic and found.verb == "involve":
        return not found.helper and found.head in verbs.GERUNDS
    if found.helper not in BE or found.verb or len(found.rest) < 2:
        return False
    if found.adverbs and found.adverbs.lower() not in ("also", "simply", "essentially"):
        return False
    if found.head in _DEFINING:
        return is_topic or not _praises(found)
    if found.head == "to":
        return bare(found.rest[1]) in verbs.BASES
    return is_topic and _is_noun(found)


def _praises(found: Clause) -> bool:
    """Whether 'a great place to …' follows, which says what one thinks of it and not what it is."""
    return len(found.rest) > 1 and bare(found.rest[1]) in _PRAISE


def _is_noun(found: Clause) -> bool:
    """Whether 'learning where …', 'neural networks that …', 'heated milk in …' follows, and no mere adjective."""
    early = [bare(word) for word in found.rest[:5]]
    at = next((place for place, word in enumerate(early) if word in _RELATIVES), 0)
    if (
        at == 0
        or early[at - 1] in verbs.PARTICIPLES
        or early[at - 1].endswith("ed")
        or (early[at - 1], early[at]) in FITTING
    ):
        return False
    if early[0] in verbs.PARTICIPLES and all(map(is_adverb, early[1:at])):
        return False
    return not (at == 1 and _ADJECTIVE.search(early[0]))


def calls(told: Told) -> list[Draft]:
    """'X is called Y' → What is X called?; 'X is called Y if C' → When is X called Y?"""
    found = told.clause
    if found is None or found.helper not in BE or found.head not in ("called", "named", "termed"):
        return []
    name, after = told.name, " ".join(found.rest[1:])
    if not name or told.is_topic:
        return []
    adverbs = f" {found.adverbs.lower()}" if found.adverbs.lower() not in ("", "also") else ""
    if on_condition := _CALLED_IF.fullmatch(after):
        question = f"{opened(told)}when {found.helper} {name}{adverbs} called {on_condition[1]}?"
        return drafted(standing(question, told.subject), capitalised(on_condition[2]), told)
    said = _ANOTHER_NAME.sub("", fragment(re.split(r"[,;:] ", after)[0]).rstrip("."))
    if not said or len(said) > _LONGEST_NAME or is_vague(said):
        return []
    question = f"{opened(told)}what {found.helper} {name}{adverbs} called?"
    return drafted(standing(question, told.subject), said, told)


def equals(told: Told) -> list[Draft]:
    """'The size of a minibatch is usually 32' → What is the size of a minibatch?"""
    found = told.clause
    if found is None or found.helper not in BE or found.verb or found.negative or told.is_topic:
        return []
    name, first = told.name, found.subject.split()[0].lower()
    exact = found.head[:1].isdigit() or found.rest[0].startswith(('"', "“"))
    if (found.head == "what" and found.many) or found.adverbs.lower() in ("always", "never"):
        return []
    if not name or not (exact or found.head in _VALUED) or len(found.rest) < 2 or _praises(found):
        return []
    if " " not in found.subject or first in _QUANTIFIED or (lone(found.subject) and not exact):
        return []
    if told.subject.kind == "gerund" and told.subject.has_all(found.subject):
        return []
    adverbs = f"{found.adverbs} " if found.adverbs.lower() not in ("", "also", "only", "then") else ""
    question = f"{opened(told)}what {found.helper} {name}?"
    return drafted(standing(question, told.subject), fragment(adverbs + found.tail), told)
