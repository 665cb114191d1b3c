"""A topic's reading text to notes, for topics without `cards:`. Only what is certain; other text stays reading text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flashcards.deck.names import key
from flashcards.model import Note

if TYPE_CHECKING:
    from flashcards.model import Span

LONGEST_ANSWER = 400

_NO_PROSE = re.compile(r"[-*+>|#<]\s|#{2,}\s|\d+[.)]\s|```|~~~|\$\$|!\[|\||>|(?: {4}|\t)")


def notes(topic: str, title: str, text: str, span: Span) -> tuple[Note, ...]:
    """The question that the title asks, answered by the first paragraph when that is short prose. `topic` is an id."""
    answer = re.split(r"\n[ \t]*\n", text.strip("\n"), maxsplit=1)[0].rstrip()
    if not _is_answer(answer):
        return ()
    question = title if title.endswith("?") else _question(title, answer)
    if not question:
        return ()
    return (Note(f"{topic}/{key('basic', question)}", "basic", question, answer, span),)


def _is_answer(paragraph: str) -> bool:
    return 0 < len(paragraph) <= LONGEST_ANSWER and not _NO_PROSE.match(paragraph) and not paragraph.endswith(":")


def _question(title: str, paragraph: str) -> str:
    """'What is X?' for a title that the paragraph has as its subject, which shows that it is a noun; else ''.

    'Neural networks' over 'A neural network is …' asks for 'a neural network', in the paragraph's own words.
    """
    line = " ".join(paragraph.split())
    for words, verb in ((title, "are" if _is_plural(title) else "is"), (_singular(title), "is")):
        found = re.match(rf"(?:(an?|the) )?({re.escape(words)}) (\w+)", line, re.IGNORECASE) if words else None
        if found:
            subject = f"{found[1].lower()} {found[2]}" if found[1] else title
            return f"What {'is' if found[3] in ('is', 'has', 'does') else verb} {subject}?"
    return ""


def _is_plural(title: str) -> bool:
    last = title.rpartition(" ")[2].casefold()
    return last.endswith("s") and not last.endswith(("ss", "us", "is"))


def _singular(title: str) -> str:
    if not _is_plural(title):
        return ""
    return title[:-3] + "y" if title.endswith("ies") else title[:-1]
