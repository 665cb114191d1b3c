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

_SMALL_BEGINNINGS = words("a an the each every some most all many one both")
_BEFORE_SUBJECT = words("during in at on after before within for with without under among since until")
_NO_ANSWER = words("no none not nothing both either neither such so too") | EMPTY
_PLAIN_ADVERB = re.compile(
    r"(?:usually|generally|typically|often|normally|nowadays|today|also|additionally|moreover|furthermore|in general"
    r"|in addition|sometimes),? ",
    re.IGNORECASE,
)
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

    `goes_on` says that it begins a paragraph, or that the sentence before it was about the topic.
    """

    sentence: Sentence
    subject: Subject
    opening: str
    goes_on: bool
    clause: Clause | None

    @property
    def is_topic(self) -> bool:
        """Whether the sentence is about the topic."""
        found = self.clause
        return found is not None and (self._is_it(found) or self.subject.is_same(found.subject))

    def _is_it(self, found: Clause) -> bool:
        """Whether 'it' or 'they' is the topic, and not the 'it' of 'it is hard to …'."""
        word = found.subject.lower()
        if not self.goes_on or not self.subject.core or word not in ("it", "they"):
            return False
        if word == "it" and _TWO.search(self.subject.title):
            return False
        if word == "they":
            return self.subject.many
        named = found.head in ARTICLES | NUMBERS or found.head in verbs.PARTICIPLES
        later = {bare(word) for word in found.rest[1:5]}
        return named or found.helper not in BE or later.isdisjoint(("to", "that", "for", "when", "if", "because"))


def tell(sentence: Sentence, subject: Subject, *, goes_on: bool) -> Told:
    """A sentence as the rules see it."""
    found = clause.expanded(
        _PLAIN_ADVERB.sub("", sentence.text, count=1) if _begins_plainly(sentence) else sentence.text
    )
    opening = ""
    if found and bare(found[0]) in _BEFORE_SUBJECT:
        at = next((place for place, word in enumerate(found[:9]) if word.endswith(",")), None)
        if at is None or clause.parse(found[at + 1 :]) is None:
            return Told(sentence, subject, "", goes_on, None)
        opening, found = " ".join(found[: at + 1]).rstrip(","), found[at + 1 :]
    return Told(sentence, subject, opening, goes_on, clause.parse(found))


def _begins_plainly(sentence: Sentence) -> bool:
    return _PLAIN_ADVERB.match(sentence.text) is not None


def named(told: Told) -> str:
    """The sentence's subject as it stands inside a question; '' where that cannot be said."""
    found = told.clause
    if found is None:
        return ""
    if found.is_pronoun:
        return _resolved(told.subject, found.subject.lower()) if told.is_topic else ""
    if points(found.subject) or _ORDINAL.search(found.subject) or len(found.subject) > _LONGEST_NAME:
        return ""
    if "->" in found.subject or "→" in found.subject:
        return ""
    if f" {found.subject.lower()} " in f" {told.subject.title} ":
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
    return re.fullmatch(r"the \w+", name, re.IGNORECASE) is not None


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
        if is_vague(answer) or first[0] in _NO_ANSWER or of_them:
            return []
    if leans(answer):
        return []
    if len(asked) > _LONGEST_QUESTION or (answer != told.sentence.text and _is_said(asked, answer)):
        return []
    return [Draft(asked, answer, source=told.sentence.source)]
