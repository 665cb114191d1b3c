"""What a title asks, answered by prose that no other rule has taken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flashcards.deck.splitting import clause, verbs
from flashcards.deck.splitting.drafts import Draft, points
from flashcards.deck.splitting.sentences import bare
from flashcards.deck.splitting.told import LONGEST, is_vague
from flashcards.deck.splitting.words import ARTICLES, BE, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flashcards.deck.splitting.clause import Clause
    from flashcards.deck.splitting.sentences import Sentence
    from flashcards.deck.splitting.subject import Subject

_DOING = re.compile(r"\b(?:by|can|could|involves?|using|use|uses|you|we|need|should|must|through)\b", re.IGNORECASE)
_NO_BEGINNING = words("this that these those such then so however note or and but also if")
_REASON = re.compile(
    r"\b(?:because|since|so|therefore|due|causes?|caused|reasons?|lets?|helps?|allows?)\b", re.IGNORECASE
)
"""A heading like 'Why birds sing' promises a reason, but not in its first sentence."""
_MOST = 2
_VAGUE = words("these those this here")


def answered(subject: Subject, left: Sequence[Sequence[Sentence]]) -> Draft | None:
    """The title's question with the free sentence or two that answer it. `left` are the free ones by paragraph.

    A question in the author's own words is answered by the first paragraph or not at all; 'What is X?' by the first
    sentence on X.
    """
    if not subject.question:
        return None
    is_asked = subject.kind == "question"
    at = next((at for at, said in enumerate(left) if said and _answers(subject, said[0].text)), None)
    if at is None or (is_asked and at > 0):
        return None
    said = _as_answer(left[at], left[at + 1 :]) if is_asked else [left[at][0]]
    answer = " ".join(sentence.text for sentence in said)
    if any(bare(word) in _VAGUE for word in answer.split()) or answer.endswith((":", "?")):
        return None
    if len(answer) > LONGEST or answer.count(" ") < 2:
        return None
    return Draft(subject.question, answer, source=next((sentence.source for sentence in said if sentence.source), ""))


def alone(subject: Subject, left: Sequence[Sequence[Sentence]]) -> Draft | None:
    """A question with one short paragraph under it, and nothing else, is a card as it stands."""
    said = [sentence.text for paragraph in left for sentence in paragraph]
    answer = " ".join(said)
    if not subject.title.endswith("?") or not 0 < len(said) <= _MOST or len(answer) > LONGEST or is_vague(answer):
        return None
    if not all(text.endswith(".") and clause.parse(clause.expanded(text)) and _stands(text) for text in said):
        return None
    return Draft(subject.question, answer)


def _stands(text: str) -> bool:
    return not points(" ".join(text.split()[:2]))


def _as_answer(first: Sequence[Sentence], others: Sequence[Sequence[Sentence]]) -> list[Sentence]:
    """Two sentences at most, and whole paragraphs of one that begin with the same words."""
    said = list(first[:2]) if sum(len(sentence.text) for sentence in first[:2]) < LONGEST else [first[0]]
    return [*said, *_alike(said, others)] if len(said) == len(first) else said


def _alike(said: Sequence[Sentence], others: Sequence[Sequence[Sentence]]) -> Iterator[Sentence]:
    start, length = said[0].text.split()[:2], sum(len(sentence.text) + 1 for sentence in said)
    for other in others:
        length += len(other[0].text) + 1 if other else 0
        if len(other) != 1 or other[0].text.split()[:2] != start or length > LONGEST:
            return
        yield other[0]


def _answers(subject: Subject, text: str) -> bool:
    """Whether a sentence is about the title; none that points back."""
    said = clause.expanded(text)
    if bare(said[0]) in _NO_BEGINNING:
        return False
    found = clause.parse(said)
    if subject.kind == "question":
        return _answers_question(subject.question, subject.title, text, found)
    if subject.question.endswith(" say?"):
        return found is not None and text.endswith(".") and not points(" ".join(said[:2]))
    if found is not None:
        says = len(found.rest) > (2 if found.helper in BE or found.form == "past" else 1)
        return subject.is_same(found.subject) and says and not found.negative
    return _is_fragment([bare(word) for word in said])


def _answers_question(question: str, asked: str, text: str, found: Clause | None) -> bool:
    is_definition = found is not None and found.helper in BE and found.head in ("a", "an")
    is_sentence = found is not None or text.endswith(".")
    if not is_sentence or is_definition or points(" ".join(text.split()[:2])):
        return False
    if asked.lower().startswith("why ") and not asked.endswith("?") and not _REASON.search(text):
        return False
    return not question.lower().startswith("how ") or _DOING.search(text) is not None


def _is_fragment(low: Sequence[str]) -> bool:
    """'Is to find the policy', 'Use a big model to train a small one': the title is the subject."""
    doing = low[0] in verbs.BASES or low[0] in verbs.GERUNDS
    return low[0] in ("is", "are") or (doing and len(low) > 1 and low[1] in ARTICLES | {"one"})
