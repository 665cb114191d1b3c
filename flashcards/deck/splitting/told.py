"""A sentence in its topic, taken apart for the rules; and what a rule makes of it, put so that it can stand alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from flashcards.deck.splitting import clause, nouns, verbs
from flashcards.deck.splitting.drafts import Draft, points
from flashcards.deck.splitting.sentences import bare, tokens
from flashcards.deck.splitting.words import ARTICLES, BE, DETERMINERS, EMPTY, NUMBERS, VAGUE, words

if TYPE_CHECKING:
    from flashcards.deck.splitting.clause import Clause
    from flashcards.deck.splitting.sentences import Sentence
    from flashcards.deck.splitting.subject import Subject

LONGEST = 320
"""An answer above this is more than one can recall at once."""
_LONGEST_QUESTION = 200
_LONGEST_NAME = 90

_BEGINS_NAME = ARTICLES | NUMBERS
_SMALL_BEGINNINGS = words("a an the each every some most all many one both")
_BEFORE_SUBJECT = words("during in at on after before within for with without under among since until")
_NO_ANSWER = words("no none not nothing both either neither such so too") | EMPTY
_PLAIN_ADVERB = re.compile(
    r"(?:usually|generally|typically|often|normally|nowadays|today|also|additionally|moreover|furthermore|in general"
    r"|in addition|sometimes),? ",
    re.IGNORECASE,
)
_TOO = re.compile(r"\b(?:as well|too|instead|all the same|again)\.$")
_UNTOLD = re.compile(
    r"(?:the )?(?:two|three|four|five|six|several|many|various) (?:parts|things|ways|kinds|types|forms|steps|stages"
    r"|names|roles|reasons|sides|problems|uses)\.?|the (?:rest|same|opposite|others?|reason|way)\.?",
    re.IGNORECASE,
)
"""'Two parts' and 'the rest': which, is said elsewhere."""
_LONE = re.compile(r"the \w+", re.IGNORECASE)
_ORDINAL = re.compile(
    r"^[Oo]ne of |^(?:[Oo]ne|[Aa]nother) [\w-]+$|\bones?$"
    r"|^(?:[Tt]he )?(?:first|second|third|last|later|earlier|rest|remaining)\b"
)
_TWO = re.compile(r"\band\b|\bvs\b", re.IGNORECASE)
_AFTERTHOUGHT = re.compile(r"; |, and (?=(?:that|this)\b)|, so (?=[a-z]+ (?:it|them)\b)")
_OF_ITS_OWN = words(
    "that which who where when while if because as until once unless and or but so than before after whose how what"
    " whether"
)
_ENDS_NAME = words("to that which who by for from with in on at as when if because")
_BEFORE_GERUNDS = words("by without after before")
_AFTER_OBJECTS = words(
    "for of from to by on in as with into at between through when if because and or under over about"
)
_THERE = re.compile(r"\bthat (?:layer|step|one|way)\b|\b(?:above|below)[.,;:]?$")


class Told(NamedTuple):
    """A sentence in its topic. `opening` stood before its subject: 'during training'.

    `said` are its words; `name` is its subject as it stands inside a question, '' where that cannot be said.
    """

    sentence: Sentence
    subject: Subject
    said: tuple[str, ...]
    opening: str = ""
    clause: Clause | None = None
    is_topic: bool = False
    """Whether the sentence is about the topic."""
    name: str = ""
    strays: bool = False
    """Whether its paragraph strays from the topic."""


def tell(sentence: Sentence, subject: Subject, *, goes_on: bool, strays: bool = False) -> Told:
    """A sentence as the rules see it.

    `goes_on` says that it begins a paragraph, or that the sentence before it was about the topic.
    """
    said = clause.expanded(sentence.text)
    plain = _PLAIN_ADVERB.match(sentence.text)
    opening, found = _parsed(clause.expanded(sentence.text[plain.end() :]) if plain else said)
    if found is None:
        return Told(sentence, subject, tuple(said), opening, strays=strays)
    is_topic = (goes_on and _is_it(found, subject)) or subject.is_same(found.subject)
    name = _named(found, subject, is_topic=is_topic)
    return Told(sentence, subject, tuple(said), opening, found, is_topic, name, strays)


def _parsed(said: list[str]) -> tuple[str, Clause | None]:
    """What stands before the subject, and the clause."""
    if not said or bare(said[0]) not in _BEFORE_SUBJECT:
        return "", clause.parse(said)
    at = next((place for place, word in enumerate(said[:9]) if word.endswith(",")), None)
    found = clause.parse(said[at + 1 :]) if at is not None else None
    return (" ".join(said[: at + 1]).rstrip(","), found) if at is not None and found else ("", None)


def _is_it(found: Clause, subject: Subject) -> bool:
    """Whether 'it' or 'they' is the topic, and not the 'it' of 'it is hard to …'."""
    word = found.subject.lower()
    if not subject.core or word not in ("it", "they"):
        return False
    if word == "it" and _TWO.search(subject.title):
        return False
    if word == "they":
        return subject.many
    named = found.head in _BEGINS_NAME or found.head in verbs.PARTICIPLES
    later = {bare(word) for word in found.rest[1:5]}
    return named or found.helper not in BE or later.isdisjoint(("to", "that", "for", "when", "if", "because"))


def _named(found: Clause, subject: Subject, *, is_topic: bool) -> str:
    """The subject of a sentence inside a question."""
    if found.is_pronoun:
        return _resolved(subject, found.subject.lower()) if is_topic else ""
    if points(found.subject) or _ORDINAL.search(found.subject) or len(found.subject) > _LONGEST_NAME:
        return ""
    if "->" in found.subject or "→" in found.subject:
        return ""
    if f" {found.subject.lower()} " in f" {subject.title} ":
        return found.subject.lower()  # the title has it small
    first, _, rest = found.subject.partition(" ")
    if first.lower() in _SMALL_BEGINNINGS:
        return f"{first.lower()} {rest}" if rest else ""
    return nouns.lowered(found.subject)


def _resolved(topic: Subject, pronoun: str) -> str:
    """'it' as 'a neural network' under the title 'Neural networks'; as 'it' where the topic stands before a colon."""
    if pronoun == "they":
        return topic.phrase
    if not topic.many:
        return topic.phrase if topic.kind == "what" else "it" if topic.lead else ""
    one = nouns.singular(topic.phrase) if topic.phrase else ""
    return f"{nouns.article(one)} {one}" if one and not one.startswith(("the ", "a ")) else ""


def opened(told: Told) -> str:
    """What stood before the subject goes before the question word."""
    return f"{told.opening}, " if told.opening else ""


def lone(name: str) -> bool:
    """Whether it is 'the bridge': of which, only what stands before would tell."""
    return _LONE.fullmatch(name) is not None


def is_vague(text: str) -> bool:
    """Whether an answer points at what stands before it."""
    return any(bare(word) in VAGUE for word in text.split()) or bool(_THERE.search(text))


def leans(answer: str) -> bool:
    """Whether its 'it', 'them' or 'both' was spoken of before: 'the area under it', but not 'a wall that guards it'.

    Only what comes after a word like 'that' or 'if', or after 'by …ing', can speak of the answer's own things.
    """
    own, said = False, tokens(answer)
    low = [bare(token) for token in said]
    for at in range(1, len(said)):
        own = own or low[at - 1] in _OF_ITS_OWN or (low[at - 1] in _BEFORE_GERUNDS and low[at] in verbs.GERUNDS)
        is_object = at + 1 == len(said) or not said[at][-1].isalpha() or low[at + 1] in _AFTER_OBJECTS
        if low[at] in ("it", "them", "both") and is_object and not own:
            return True
    return False


def _is_said(asked: str, answer: str) -> bool:
    """Whether the question has the answer in it: 'Stack: what do function calls use?' – 'A stack.'."""
    if answer.rstrip(".").lower() in asked.lower():
        return True
    said = [bare(token) for token in tokens(answer)]
    end = next((at for at, word in enumerate(said) if word in _ENDS_NAME), len(said))
    thing = {nouns.stem(word) for word in said[:end] if word and word not in DETERMINERS}
    return bool(thing) and "`" not in answer and thing <= {nouns.stem(token) for token in tokens(asked)}


def drafted(question: str, answer: str, told: Told) -> list[Draft]:
    """The card, if question and answer are worth one; of an answer that is not the whole sentence, its first part."""
    asked = question[:1].upper() + question[1:]
    if not asked or not answer or len(answer) > LONGEST or answer.endswith(":") or "->" in answer:
        return []
    if answer != told.sentence.text:
        first_part = _AFTERTHOUGHT.split(answer)[0]
        answer = first_part if first_part == answer or "; " in answer else f"{first_part}."
        first = [bare(word) for word in answer.split()[:3]]
        of_them = first[0] in ("all", "some", "most") and first[-1] in EMPTY
        if is_vague(answer) or first[0] in _NO_ANSWER or of_them or _UNTOLD.fullmatch(answer):
            return []
    if leans(answer) or _TOO.search(answer):
        return []
    if len(asked) > _LONGEST_QUESTION or (answer != told.sentence.text and _is_said(asked, answer)):
        return []
    return [Draft(asked, answer, source=told.sentence.source)]
