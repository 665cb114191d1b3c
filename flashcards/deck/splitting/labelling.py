"""'Agent: something that acts' and 'Advantages:' to their questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from flashcards.deck.splitting import clause, nouns, verbs
from flashcards.deck.splitting.drafts import Draft, fragment, small
from flashcards.deck.splitting.sentences import bare, sentences
from flashcards.deck.splitting.told import LONGEST
from flashcards.deck.splitting.words import ARTICLES, DETERMINERS, JUDGING, NUMBERS, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flashcards.deck.splitting.subject import Subject

_LABEL = re.compile(r"(?:\*\*|__)?(?P<label>[^\W\d_][^:.?!`*_<>]{0,40})(?:\*\*|__)?:(?:\*\*|__)?(?: +(?P<text>\S.*))?$")
_DASHED = re.compile(r"(?:\*\*|__)(?P<label>[^:.?!`*_<>]{2,40})(?:\*\*|__) ?[–—-] +(?P<text>\S.*)$")
_NO_TERMS = words(
    "note notes nb example examples e.g. i.e. summary warning tip hint see source sources remember todo also important"
    " caution ps fact result conclusion update link links reference references further idea question answer q a c"
    " terms definitions definition terminology glossary vocabulary where here overview background"
)
_VAGUELY = re.compile(r"(?:something|someone|anything) (?:\w+ )?\w+\.?")
_REMARKS = words("idea trap trick tip hint intuition story example question proof remark fun")
_ASKS_ITSELF = re.compile(r"\?$|\bI\b")
_NO_LABEL = words("is are was were can if when this these that it we you must should has have does do")
_NO_SUBJECTS = words("introduction more details basics history")
_BEFORE = words("after before during in on at for with without from")
_CALLED = re.compile(r"\w+\(")
_NO_THINGS = words("all both most some others other many several few none everything vs vs. versus")
_NOUNS_TOO = words(
    "attacks causes changes forms functions leaves limits links lists marks models moves needs notes parts"
    " plants points results samples sets shapes shows signs stages states steps stores tests turns types"
    " units uses values works"
)
_PLAIN_LABELS = words(
    "age area author born built capital chair code cost currency date default depth died duration formula founder"
    " height inventor king language leader length location number place population port president price range ruler"
    " size speed symbol temperature unit value weight width year"
)
"""Labels that are no names, and begin small inside a question."""
_PEOPLE = re.compile(
    r"\b(?:people|persons|philosophers|thinkers|kings|queens|emperors|presidents|scientists|composers|painters|poets"
    r"|writers|authors|artists|economists|psychologists|generals|leaders|explorers|physicists|chemists|biologists"
    r"|mathematicians|inventors|popes|gods|heroes)\b",
    re.IGNORECASE,
)
"""Under these a label is somebody, and nobody is 'meant by' a name."""
_MOST_OF_VALUE = 5
_FIRST = re.compile(r"(?:key|important|main|some|useful) ")
_BEGINNINGS = words("a an the something someone any all how what when where")
_SECTIONS = {
    "advantage": "of", "disadvantage": "of", "benefit": "of", "drawback": "of", "limitation": "of", "risk": "of",
    "problem": "with", "solution": "to", "purpose": "of", "goal": "of", "aim": "of", "cause": "of", "effect": "of",
    "symptom": "of", "treatment": "of", "use": "of", "type": "of", "kind": "of", "ingredient": "of",
    "requirement": "of", "exception": "to", "property": "of", "part": "of", "function": "of", "consequence": "of",
    "reason": "for", "application": "of", "alternative": "to", "component": "of", "feature": "of", "stage": "of",
    "phase": "of", "rule": "of", "element": "of", "condition": "for", "remedy": "for", "tool": "for",
    "strength": "of", "weakness": "of", "pro": "of", "con": "of", "penalty": "for", "difference": "of",
    "assumption": "of", "prevention": "of", "precondition": "for", "parameter": "of", "variant": "of", "pitfall": "of",
    "prerequisite": "for", "complexity": "of", "principle": "of", "mistake": "with", "strategy": "for",
}  # fmt: skip
_DASH = re.compile(r" +(?:[-–—]|->|→|;) +")
_COMPARING = re.compile(
    r"(?:more|less|better|worse|fast|slow|cheap|easi|simpl|larg|small|high|low|bigg|old|new|saf|strong|weak)(?:er)?$",
    re.IGNORECASE,
)
_OF_NAMES = frozenset({"von", "van", "de", "da", "di", "of", "and"})
_KEPT_WHOLE = 240
_SPOKEN = {"pros": "advantages", "cons": "disadvantages", "pro": "advantage", "con": "disadvantage"}


class Labelled(NamedTuple):
    label: str
    text: str

    @property
    def is_section(self) -> bool:
        return section_of(self.label) != ""


def labelled(line: str) -> Labelled | None:
    """A line as label and text, where it is one."""
    found = (_LABEL.match(line) if ":" in line else None) or _DASHED.match(line)
    if not found:
        return None
    label, text = found["label"].strip(), (found["text"] or "").strip()
    low = [bare(word) for word in clause.expanded(label)]
    if len(low) > 4 or "," in label or text.startswith(("//", "::")) or low[0] in _NO_TERMS:
        return None
    if low[-1] in _REMARKS or _ASKS_ITSELF.search(text):
        return None
    if not _NO_LABEL.isdisjoint(low):
        return None
    return Labelled(label, text)


def section_of(label: str) -> str:
    """'Advantages' is the section 'advantage'."""
    one = nouns.singular(label.lower()) if nouns.is_plural(label) else label.lower()
    return one if one in _SECTIONS else ""


def is_subject(heading: str) -> bool:
    """Whether a heading names what follows: not 'Advantages', 'Terms' or 'Overview'."""
    low = _FIRST.sub("", heading.lower())
    return not section_of(heading) and low not in _NO_TERMS | _NO_SUBJECTS and low.split(" ")[0] not in _BEFORE


def section_question(label: str, subject: Subject) -> str:
    """'Advantages' asks 'What are the advantages of X?'."""
    section = section_of(label)
    said = _SPOKEN.get(label.lower(), label.lower())
    be = "are" if nouns.is_plural(label) else "is"
    if not section or not subject.lead:
        return ""
    if section == "solution" and "problem" not in subject.title.lower():
        return f"{subject.lead}: what {be} the {said} to the problem?"
    if subject.phrase:
        return f"What {be} the {said} {_SECTIONS[section]} {subject.phrase}?"
    return f"{subject.lead}: what {be} the {said}?"


def term(found: Labelled, subject: Subject) -> list[Draft]:
    """One card for a term, both ways where the meaning alone tells which term it is."""
    said = sentences(found.text)
    if not said or found.text.endswith(":"):
        return []
    source = next((sentence.source for sentence in said if sentence.source), "")
    meaning, extra = _meaning(found.text, [sentence.text for sentence in said])
    if len(meaning) > LONGEST or _judges(meaning):
        return []
    if subject.lead and _is_value(meaning):
        is_word = found.label.lower() in _PLAIN_LABELS or found.label.lower() in verbs.PARTICIPLES
        label = small(found.label) if is_word else found.label
        return [Draft(f"{subject.lead}: {label}?", meaning, source=source)]
    if subject.lead and _is_row(found):
        is_counted = " " in found.label
        asked = f"what are the {small(found.label)}" if is_counted else found.label
        return [Draft(f"{subject.lead}: {asked}?", fragment(meaning), source=source)]
    if bare(found.label.split(" ")[0]) in _NO_THINGS:
        return []
    short = not subject.lead and " " not in found.label
    if short or len(meaning.split()) < 2 or _COMPARING.match(found.label):
        return []
    if _PEOPLE.search(subject.title) and found.label[:1].isupper():
        return [Draft(f"{subject.lead}: {found.label}?", fragment(meaning), extra=extra, source=source)]
    prefix = f"{subject.lead}: " if subject.lead and not subject.is_named(found.label) else ""
    what = f"does “{found.label}” do" if _tells_what_it_does(meaning) else f"is meant by “{found.label}”"
    question = f"{prefix}{'what' if prefix else 'What'} {what}?"
    if prefix and _is_reversible(found.label, meaning):
        prompt = f"{prefix}{small(meaning).rstrip('.')}"
        return [Draft(prompt, found.label, reverse=question, extra=extra, source=source)]
    return [Draft(question, fragment(meaning), extra=extra, source=source)]


def _meaning(text: str, said: Sequence[str]) -> tuple[str, str]:
    """What a term means, and what is only said of it: two short sentences belong together, a dash divides."""
    meaning, rest = said[0], " ".join(said[1:])
    if len(said) == 2 and len(text) <= _KEPT_WHOLE:
        meaning, rest = f"{meaning} {rest}", ""
    first, *more = _DASH.split(meaning, maxsplit=1)
    if more and first.count(" ") > 1:
        meaning, rest = first, f"{more[0][:1].upper()}{more[0][1:]} {rest}".strip()
    return meaning.strip(), rest if len(rest) <= LONGEST else ""


def _is_value(meaning: str) -> bool:
    """Whether a name or a number follows, and no explanation: 'Capital: Paris'."""
    first, second, *_ = [*meaning.split(), "", ""]
    if first[:1].isdigit() or not second or _CALLED.match(first):
        return True
    if meaning.count(" ") < _MOST_OF_VALUE and any(letter.isdigit() for letter in meaning):
        return True
    return first[:1].isupper() and (second[:1].isupper() or second in _OF_NAMES)


def _is_row(found: Labelled) -> bool:
    """Whether it names several things: 'Protections: canaries, random layout'."""
    first, *more = found.label.split()
    is_counted = more and first.lower() in NUMBERS
    plural = nouns.is_plural(found.label) and (is_counted or (first[1:].islower() and first.isalpha() and not more))
    return plural and ", " in found.text and clause.parse(clause.expanded(found.text)) is None


def _judges(meaning: str) -> bool:
    """Whether it says what one thinks or what comes of the term, not what it is: 'simple, but …', 'it gets big'."""
    found = clause.parse(clause.expanded(meaning))
    if found and found.verb in ("get", "become", "grow") and found.head not in DETERMINERS | verbs.PARTICIPLES.keys():
        return True
    first, second, *_ = [*meaning.split(), "", ""]
    return bare(first) in JUDGING and (first.endswith(",") or bare(second) in ("but", "and", "to", "for", "", "though"))


def _tells_what_it_does(meaning: str) -> bool:
    """'computes the total' does; 'points that are close' does not."""
    if "'" in meaning.split()[0] or "’" in meaning.split()[0]:
        return False
    first, second, *_ = [*map(bare, meaning.split()), "", ""]
    verb = verbs.FORMS.get(first)
    if verb is None or first in _NOUNS_TOO:
        return first.endswith("s") and second in ARTICLES | {"all", "each", "every"}
    return verb.form == "third" and second not in ("that", "which", "of", "from", "in", "who", "with")


def _is_reversible(label: str, meaning: str) -> bool:
    """Whether the meaning is a noun that asks for its name, and does not give it away."""
    stems = {nouns.stem(word) for word in meaning.split()}
    if any(nouns.stem(word) in stems for word in label.split() if len(word) > 2):
        return False
    if (
        bare(meaning.split()[0]) not in _BEGINNINGS
        or _VAGUELY.fullmatch(meaning)
        or clause.parse(clause.expanded(meaning)) is not None
    ):
        return False
    return "->" not in meaning and 3 <= len(meaning.split()) <= 24 and len(label.split()) <= 3
