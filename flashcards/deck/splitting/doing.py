"""'X contains Y' → What does X contain?; where the verb cannot stand alone: What does X do?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from flashcards.deck.splitting import clause, verbs
from flashcards.deck.splitting.drafts import fragment, standing
from flashcards.deck.splitting.sentences import bare
from flashcards.deck.splitting.told import drafted, lone, opened
from flashcards.deck.splitting.words import ARTICLES, BE, EMPTY, MODALS, NUMBERS, PRONOUNS, words

if TYPE_CHECKING:
    from flashcards.deck.splitting.clause import Clause
    from flashcards.deck.splitting.drafts import Draft
    from flashcards.deck.splitting.told import Told

_TO_DO = words(
    "apply give add attach connect link expose subject turn convert transform translate change help allow enable let"
    " make cause keep put move split divide compare combine assign transfer send bring ask force try attempt tend start"
    " begin continue seem appear want learn tell prevent protect"
)
"""Verbs that leave the question 'What does it …?' hanging."""
_STRANDING = frozenset({
    ("depend", "on"), ("consist", "of"), ("refer", "to"), ("rely", "on"), ("belong", "to"), ("lead", "to"),
    ("result", "in"), ("deal", "with"), ("respond", "to"), ("apply", "to"), ("stand", "for"), ("come", "from"),
    ("differ", "from"), ("benefit", "from"), ("focus", "on"), ("react", "with"), ("feed", "on"), ("act", "as"),
    ("serve", "as"), ("result", "from"), ("work", "with"), ("contribute", "to"), ("point", "to"), ("condense", "into"),
    ("derive", "from"), ("live", "in"), ("make", "up"), ("carry", "out"), ("act", "like"), ("look", "like"),
    ("behave", "like"), ("set", "up"), ("break", "down"), ("take", "over"), ("give", "off"), ("bring", "about"),
    ("give", "up"), ("look", "for"), ("look", "at"), ("ask", "for"), ("wait", "for"), ("account", "for"),
    ("care", "about"), ("argue", "about"), ("go", "through"), ("decide", "on"), ("speed", "up"), ("slow", "down"),
})  # fmt: skip
_HAPPENING = words("happen occur arise appear end")
_COPULAR = words(
    "think consider deem stand become seem appear remain stay grow get look feel sound taste smell go come"
)
_KEPT_ADVERBS = words("usually often typically generally always normally mostly never sometimes rarely commonly seldom")
_BARELY = words("hardly scarcely barely almost nearly perhaps")
_VAGUELY = words("also often usually typically generally normally mostly sometimes rarely commonly hardly seldom")
"""What it *often* does is one thing of many: only a verb of its own asks for it."""
_STATES = words("want wish hope like love hate have need contain consist mean cost equal lack own")
"""Nobody does these: 'What does a request do?' – 'It has a body'."""
_NO_OBJECT = words(
    "for of from to by on in as with into at between through when if because that up down out over under until and or"
    " like better well more than back off not only after before during unless where while without against across since"
    " so too together apart ahead again about around among above below behind beyond onto along past via despite toward"
    " towards inside outside beside near"
)
_AFTER_VERBS = words("the a an its their it them")
_RELATIVES = words("that which who where when because if so while")
_GENERAL = words("problem number value thing result function task set list way name object element system amount")
_FEW = 4
_INDIRECT = words("how what whether which where when")
_NOBODY = words("i we you one")
_COUNTED = NUMBERS | words("several")
_AMOUNT = re.compile(r"(?:about )?(?:\d|\w\()")
_ANYBODY = re.compile(
    r"(?:your|my|our)\b|(?:people|men|women|children|parents|users|programmers|developers|students|others|(?:every|some|any)(?:body|one))$",
    re.IGNORECASE,
)
_THOUGHT = re.compile(r"\w(?:ing|able|ible|ful|ous)\.?$")
_SOMEBODY = re.compile(
    r"(?:a|any|another) (?:person|man|woman|reader|user)$"
    r"|(?:[\w'-]+ ){0,2}(?:authors|scholars|historians|critics|writers|experts|engineers|teachers|economists|readers"
    r"|users|doctors|scientists|linguists|musicians|workers|farmers|merchants|children|parents|men|women|students"
    r"|visitors|tourists|customers|families|researchers|philosophers|mathematicians|politicians)$",
    re.IGNORECASE,
)
"""Of whom it is told what they think or once did, in passing."""
_ANNOUNCED = re.compile(
    r"\b(?:two|three|four|several|many|some|these|different) (?:things|ways|reasons|points|aspects)\b"
)
"""'changes two things': what these are is said elsewhere."""


def does(told: Told) -> list[Draft]:
    """'X contains Y' → What does X contain?; 'X turns Y into Z' → What does X do?"""
    found = told.clause
    if found is None or not found.verb or found.negative or not found.rest or found.head in EMPTY:
        return []
    if told.strays and not _is_anchored(told, found):
        return []
    name = told.name
    if not name or found.subject.lower() in _NOBODY or _is_empty(told, found):
        return []
    helper, verb = clause.turned(found)
    adverbs = f" {found.adverbs.lower()}" if found.adverbs.lower() in _KEPT_ADVERBS else ""
    said = f"{helper} {name}{adverbs}"
    if verb == "take" and [bare(word) for word in found.rest[:2]] in (
        ["place", "in"],
        ["place", "at"],
        ["place", "on"],
    ):
        question, answer = f"where {said} take place?", fragment(" ".join(found.rest[1:]))
    elif verb in _HAPPENING and found.head in ("when", "if", "after", "before"):
        question, answer = f"when {said} {verb}?", fragment(found.tail)
    elif (verb, found.head) in _STRANDING and not _has_second_verb(found):
        question, answer = f"what {said} {verb} {found.head}?", fragment(" ".join(found.rest[1:]))
    elif _takes_object(found) and not (_has_second_verb(found) or _echoes(name, verb) or _is_by_doing(found)):
        only = "only " if found.adverbs.lower() == "only" else ""
        question, answer = f"what {said} {verb}?", fragment(only + found.tail)
    elif len(found.rest) > 3 and found.head not in ("that", "if") and _is_deed(told, found):
        question, answer = f"what {said} do?", told.sentence.text
    else:
        return []
    return drafted(standing(f"{opened(told)}{question}", told.subject), answer, told)


def _is_anchored(told: Told, found: Clause) -> bool:
    """Whether the title says what the subject is: where the text strays, anything else may be told in passing."""
    return told.is_topic or told.subject.shares(found.subject)


def _is_empty(told: Told, found: Clause) -> bool:
    """Whether it says nothing by itself: 'changes two things', 'becomes expensive'; or of any: 'Seven kings ruled'."""
    if bare(found.subject.split(" ")[0]) in _COUNTED and not told.is_topic:
        return True
    if found.adverbs.lower() in _BARELY or (_SOMEBODY.match(found.subject) and not told.is_topic):
        return True
    copular = found.verb in _COPULAR and (found.verb, found.head) not in _STRANDING
    plays_part = found.verb == "play" and any(bare(word) in ("part", "role") for word in found.rest)
    if found.verb == "find" and _THOUGHT.search(found.tail):
        return True
    says_nothing = found.verb == "mean" and found.head in ("something", "anything", "nothing", "more", "less", "much")
    return copular or plays_part or says_nothing or _ANNOUNCED.search(found.tail) is not None


def _is_deed(told: Told, found: Clause) -> bool:
    """Whether 'What does the … do?' says enough: 'the generator', 'the inner membrane', but not 'the rate'."""
    if found.is_pronoun or found.verb in _STATES or _ANYBODY.match(found.subject) or found.form == "past":
        return False  # what somebody once did is one thing of many
    if found.adverbs.lower() in _VAGUELY or (found.verb == "take" and _AMOUNT.match(found.tail)):
        return False
    return told.is_topic or not lone(found.subject) or found.subject.endswith(("or", "er", "ist", "ant"))


def _is_by_doing(found: Clause) -> bool:
    """Whether what counts is how: 'solves a problem by …', 'predicts a number as …'."""
    said = [bare(word) for word in found.rest]
    at = next((at for at, word in enumerate(said) if word in ("by", "as")), 0)
    return 0 < at <= _FEW and said[0] in ("a", "an") and said[at - 1] in _GENERAL


def _echoes(name: str, verb: str) -> bool:
    """Whether the verb is in the name: 'What does a compiler compile?'."""
    return name.split(" ")[-1].lower().startswith(verb.removesuffix("e"))


def _takes_object(found: Clause) -> bool:
    if found.verb == "tell" and found.head in _INDIRECT:
        return True
    if found.verb in _TO_DO and len(found.rest) > 2:
        return False
    if found.verb in ("take", "have") and found.head in ("as", "to"):
        return False
    is_adverb = clause.is_adverb(found.head) and found.head not in ("all", "both")
    return found.head not in _NO_OBJECT and not is_adverb


def _has_second_verb(found: Clause) -> bool:
    """Whether 'and computes …' or ', but it is …' follows, so that the object alone would be half the truth."""
    said = [bare(word) for word in found.rest]
    end = next((at for at, word in enumerate(said) if word in _RELATIVES), len(said))
    return any(_begins_again(found, said, at) or _says_more(found, said, at, end) for at in range(1, len(said)))


def _says_more(found: Clause, said: list[str], at: int, end: int) -> bool:
    """Whether another subject with its verb follows: 'an area of 0.5 and a perfect one has 1'."""
    joined = said[at - 1] in ("and", "but") or found.rest[at - 1].endswith(",")
    if joined and "`" in found.rest[at] and "".join(said[at + 1 : at + 2]) in ARTICLES:
        return True  # 'and `#name` an id'
    return joined and at < end and clause.parse(found.rest[at:]) is not None


def _begins_again(found: Clause, said: list[str], at: int) -> bool:
    before, word, after = said[at - 1], said[at], said[at + 1] if at + 1 < len(said) else ""
    if before in ("and", "but") and word in PRONOUNS:
        return True
    if before == "and" and word.endswith("s") and not clause.is_adverb(word) and after in _AFTER_VERBS:
        return True
    joined = before in ("and", "but", "or", "then") or (found.rest[at - 1].endswith(",") and word != "")
    if joined and (word in BE or word in MODALS):
        return True
    verb = verbs.FORMS.get(word) if joined else None
    if verb is None:
        return False
    return verb.form == "third" or before == "then" or (found.form != "third" and verb.form == found.form)
