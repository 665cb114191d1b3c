"""'You can install X by `pip install x`' → How can you install X?; and code that a sentence leads into."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flashcards.deck.splitting import verbs
from flashcards.deck.splitting.drafts import Draft, points, standing
from flashcards.deck.splitting.sentences import bare, tokens
from flashcards.deck.splitting.words import EMPTY, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flashcards.deck.splitting.sentences import Sentence
    from flashcards.deck.splitting.subject import Subject
    from flashcards.deck.splitting.told import Told

LONGEST_TYPED = 32
_LONGEST_CODE = 80
_MOST_WORDS = 16
_MOST_LINES = 15

_CODE = re.compile(r"[\"'“(\[]*(`+)(?!`)([^`]+)\1")
_WAYS = words("by with using via through as")
_BEFORE = words("now then next first finally also so")
_JOINING = words("and or then")
_TASK = re.compile(
    r"(?:(?:you|we|one) can |to |in order to )?(?P<task>[a-z]+ [^.!?]{2,90}?)"
    r"(?:,? (?:like this|as follows|with|by|using|do this|(?:you (?:can )?)?(?:run|write|use|type)))*:$",
    re.IGNORECASE,
)


def codes(told: Told) -> list[Draft]:
    """Each 'do X by `code`' of a sentence → How do you do X?, typed where the code is short."""
    if "`" not in told.sentence.text:
        return []
    said = told.said
    asked, start = _beginning([bare(word) for word in said])
    found: list[Draft] = []
    at = start
    while at < len(said):
        if bare(said[at]) in _WAYS and at + 1 < len(said) and _CODE.match(said[at + 1]):
            end = _codes_end(said, at + 1)
            found += _coded(told, said[start:at], said[at + 1 : end], asked)
            start = end + (end < len(said) and bare(said[end]) in _JOINING)
            at = end
        at += 1
    return found


def _beginning(low: Sequence[str]) -> tuple[str, int]:
    """Whether it says 'you can …', and where the verb of what one does stands."""
    start = next((at for at, word in enumerate(low) if word not in _BEFORE), 0)
    who, then = (low[start], low[start + 1]) if len(low) > start + 2 else ("", "")
    if who in ("you", "we", "one", "i") and then in ("can", "could"):
        return "can", start + 2
    return "do", start + (who in ("you", "we") and then in verbs.BASES)


def _codes_end(said: Sequence[str], at: int) -> int:
    """The word after one code span, or after several joined by 'and' or a comma."""
    end = at + 1
    while end < len(said) and not said[end - 1].endswith((".", ";")):
        if _CODE.match(said[end]):
            end += 1
        elif bare(said[end]) in ("and", "or") and end + 1 < len(said) and _CODE.match(said[end + 1]):
            end += 2
        else:
            break
    return end


def _coded(told: Told, before: Sequence[str], answer: Sequence[str], asked: str) -> Iterator[Draft]:
    """`before` ends with what is done; of 'do this and do that' only the last is done by this code."""
    last = [at for at in range(1, len(before)) if bare(before[at - 1]) == "and" and bare(before[at]) in verbs.BASES]
    task = before[last[-1] if last else 0 :]
    spans = [found[0].lstrip("\"'“([") for word in answer if (found := _CODE.match(word))]
    if not _is_task(task, asked) or sum(map(len, spans)) > _LONGEST_CODE:
        return
    question = standing(f"How {asked} you {task[0].lower()} {' '.join(task[1:]).rstrip(',')}?", told.subject)
    typed = len(spans) == 1 and len(spans[0]) <= LONGEST_TYPED and spans[0].count("`") == 2
    if question:
        yield Draft(question, " and ".join(spans), typed=typed, source=told.sentence.source)


def _is_task(task: Sequence[str], asked: str) -> bool:
    """Whether words say what is done, to which thing: not 'check it', 'check your data'."""
    if not 2 <= len(task) <= _MOST_WORDS:
        return False
    text, first, second = " ".join(task), bare(task[0]), bare(task[1])
    if (asked == "do" and first not in verbs.BASES) or second in EMPTY or points(text) or "`" in text:
        return False
    return len(task) > 3 or second not in ("your", "my", "our")


def fenced(lead: Sentence, code: str, subject: Subject) -> list[Draft]:
    """'To undo a commit:' and a block of code → How do you undo a commit?, with the block in whole."""
    found = _TASK.match(lead.text)
    if not found or code.count("\n") > _MOST_LINES or points(found["task"]):
        return []
    task = found["task"].rstrip(",")
    if bare(tokens(task)[0]) not in verbs.BASES:
        return []
    question = standing(f"How do you {task[:1].lower()}{task[1:]}?", subject)
    return [Draft(question, code, source=lead.source)] if question else []
