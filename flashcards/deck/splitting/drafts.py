"""What a rule makes: a card that has no name yet; and a question put so that it can stand alone."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from flashcards.deck.splitting.sentences import bare, capitalised, tokens
from flashcards.deck.splitting.words import words

if TYPE_CHECKING:
    from flashcards.deck.splitting.subject import Subject
    from flashcards.model import NoteKind

_POINTING = words(
    "it its itself they them their this that's these those such here previous previously following latter former same"
    " other another next he she his him her hers there else so"
)
_OWN = words("it they them itself themselves")
_POSSESSIVE = words("its their")
_WITHIN = words("when if while before after once as until because that where")
_ELSEWHERE = re.compile(
    r"\b(?:the|as|see|shown|described|mentioned) (?:above|below)\b|\b(?:above|below)[.,;:]?$", re.IGNORECASE
)
_WE = words("i me my")
_UNSAID = re.compile(r"\bthe (?![\w-]+ (?:[\w-]+ )?(?:of|in|that|to|for)\b)(?!same|most|first|best|worst|only)[a-z]")
"""'the …' without saying which."""
_ACRONYM = re.compile(r"[A-Z]{2,}|.+[A-Z0-9]")


class Draft(NamedTuple):
    """A card as a rule makes it. All texts are Markdown."""

    question: str
    answer: str = ""
    kind: NoteKind = "basic"
    items: tuple[str, ...] = ()
    ordered: bool = True
    reverse: str = ""
    typed: bool = False
    extra: str = ""
    source: str = ""


def points(text: str, *, own: bool = False) -> bool:
    """Whether a text points at something outside itself: 'it', 'this process', 'the previous layer'.

    With `own` it has a subject that 'it' and 'their' may stand for.
    """
    said = [bare(token) for token in tokens(text)]
    for before, word in pairwise(["", *said]):
        owned = own and (word in _POSSESSIVE or (word in _OWN and before in _WITHIN))
        if (word in _POINTING and not owned) or word in _WE:
            return True
    low = text.lower()
    return ("above" in low or "below" in low) and _ELSEWHERE.search(text) is not None


def standing(question: str, subject: Subject) -> str:
    """The question with the topic named in it; '' where it would not be clear what it is about."""
    if "*" in question and "`" not in question and "$" not in question:
        question = question.replace("*", "")
    is_named = subject.is_named(question)
    if subject.lead and not is_named:
        return f"{subject.lead}: {small(question)}"
    if subject.setting and not _has(question, subject.setting):
        return f"{capitalised(subject.setting)}, {small(question)}"
    return question if is_named or not _UNSAID.search(question) else ""


def small(question: str) -> str:
    """Behind a colon: the question word, and only that, begins small."""
    first = question.split(" ", 1)[0]
    return question if _ACRONYM.fullmatch(first) else question[:1].lower() + question[1:]


def fragment(text: str) -> str:
    """An answer that is no sentence, begun with a capital."""
    return capitalised(text.strip().lstrip(",;: ").rstrip(";, "))


def _has(question: str, setting: str) -> bool:
    return setting.split(" ")[-1].lower() in question.lower()
