"""Whether a paragraph argues, so that each sentence leans on the others and few can be asked alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.deck.splitting.sentences import Sentence
    from flashcards.deck.splitting.subject import Subject

_FEWEST = 3
_LONG = 7
_MOST_WORDS = 8
_ASIDE = re.compile(r"\([^()]*\)|[\"“][^\"”]*[\"”]|`[^`]*`")
_OPINION = re.compile(
    r"\b(?:I|me|my|myself|perhaps|of course|surely|indeed|no doubt|after all|it (?:seems|is tempting)|oddly|alas)\b",
    re.IGNORECASE,
)
_ASKS = re.compile(r"[^:]*\?$")
_TURNS = re.compile(
    r"(?:But|Yet|And|Nor|Still|Nobody|Nothing|Everybody|Everyone|Everything)\b|.*\b(?:however|meanwhile|hardly|as if)\b"
)


def argues(said: Sequence[Sentence]) -> bool:
    """Whether it weighs or wonders in one sentence, turns against what it has said in two, or goes on for long."""
    if len(said) < _FEWEST:
        return False
    texts = [_ASIDE.sub("", sentence.text) for sentence in said]
    if len(said) >= _LONG or any(_OPINION.search(text) or _ASKS.match(text) for text in texts):
        return True
    return sum(_TURNS.match(text) is not None for text in texts) > 1


def strays(said: Sequence[Sentence], subject: Subject) -> bool:
    """Whether a paragraph does not begin with the topic, and is no row of facts: 'The executive carries out laws.'

    There 'X does Y' may be told in passing.
    """
    if len(said) < _FEWEST or subject.shares(said[0].text):
        return False
    return any(sentence.text.count(" ") >= _MOST_WORDS for sentence in said)
