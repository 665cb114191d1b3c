"""The words of a sentence to its subject, its verb and what follows. None where that is not certain."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from flashcards.deck.splitting import nouns, verbs
from flashcards.deck.splitting.sentences import bare, tokens
from flashcards.deck.splitting.words import BE, DETERMINERS, MODALS, NUMBERS, PRONOUNS, words

if TYPE_CHECKING:
    from collections.abc import Sequence

ADVERBS = words(
    "also usually often typically generally normally always never sometimes mostly mainly only then now still already"
    " just therefore thus however commonly rarely both all even simply essentially"
)
_NO_ADVERBS = words(
    "costly friendly likely unlikely lonely daily weekly lovely elderly lively deadly orderly family supply assembly"
    " reply italy july ally fly apply multiply early only"
)
_STOPS = words(
    "that which who whom whose where when because if while although though since unless whether how why what than as"
    " but or"
)
_OPENERS = _STOPS | words(
    "in on at by for with without from to of during after before under over within among between through until into"
    " there here this these those such so then however therefore thus instead next finally first second third not no"
    " note and another one's similarly once whenever despite whoever whatever whichever say suppose imagine let"
    " consider think nothing nobody none both either neither otherwise meanwhile likewise consequently hence nor yet"
    " e.g i.e etc hardly scarcely barely perhaps maybe nowhere"
)
_NO_BEGINNING = _OPENERS | MODALS | BE
_JOINING = words("and or but")
_HELPERS = BE | MODALS | words("do does did")
_FINITE = words("is are was were did does had has")
"""After one of these no other word is the sentence's verb."""
_VERBS = _HELPERS | verbs.FORMS.keys()
_BEFORE_ANY_VERB = words("a an the each it")
_NO_SUBJECT_END = words(
    "to of in on at by for with without under between through via during from a an the your our its their no into than"
    " as and or hundred thousand million billion have has had having be been being"
)
_PREPOSITIONS = words("at for with to into on over through from about")
_NOUNS_TOO = words("attacks causes changes forces forms functions models results uses values")
_MANY = words("they we you i")
_SEVERAL = words("many most some all several few these those both two three four")
_AFTER_PARTICIPLES = words("in by for with to from on at of")
_AFTER_PAST = DETERMINERS | NUMBERS | words("his her him them it me us you")
_PARTICIPLES_TOO = words(
    "shown proven wept slept crept learnt burnt spelt woven sewn sworn bitten born borne bred dealt"
)
_PERFECT_TOO = words("become come overcome found")
"""Participles that are base forms as well, but not where they follow 'has'."""
_BEFORE_PARTICIPLES = words("ever never long once yet so")
_NEVER_DONE = words("end happen occur appear arrive die emerge last exist reign live")
"""Nobody does these to anything, so 'ended in 1918' is no participle, and neither is 'began in 1914'."""
_NO_OBJECTS = words("have had do did")
_LONGEST_SUBJECT = 12
_CONTRACTED = {
    "it's": ("It", "is"), "they're": ("They", "are"), "you're": ("You", "are"), "we're": ("We", "are"),
    "isn't": ("is", "not"), "aren't": ("are", "not"), "wasn't": ("was", "not"), "weren't": ("were", "not"),
    "doesn't": ("does", "not"), "don't": ("do", "not"), "didn't": ("did", "not"), "can't": ("can", "not"),
    "cannot": ("can", "not"), "won't": ("will", "not"), "shouldn't": ("should", "not"), "couldn't": ("could", "not"),
}  # fmt: skip


class Clause(NamedTuple):
    """A sentence taken apart. `helper` is a form of 'be', a modal or 'do', or empty; `verb` is a base form, empty where
    'be' is all there is."""

    subject: str
    adverbs: str
    helper: str
    verb: str
    form: verbs.Form
    rest: tuple[str, ...]
    negative: bool = False

    @property
    def tail(self) -> str:
        return " ".join(self.rest)

    @property
    def head(self) -> str:
        """The first word after the verb, bare."""
        return bare(self.rest[0]) if self.rest else ""

    @property
    def is_pronoun(self) -> bool:
        return self.subject.lower() in PRONOUNS

    @property
    def many(self) -> bool:
        return is_many(self.subject)


def is_many(subject: str) -> bool:
    """Whether a subject goes with 'are': 'many newer models', 'we', 'salt and pepper'."""
    low = subject.lower()
    return low in _MANY or " and " in low or low.split(" ")[0] in _SEVERAL or nouns.is_plural(subject)


def is_adverb(word: str) -> bool:
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in _NO_ADVERBS)


def expanded(text: str) -> list[str]:
    """The words of a sentence, 'It isn't' as 'It is not'."""
    said = tokens(text)
    if "'" not in text and "’" not in text and "cannot" not in text.lower():
        return said
    found: list[str] = []
    for token in said:
        first, *more = _CONTRACTED.get(token.lower().replace("’", "'"), (token,))
        found += [first.lower() if token.islower() else first, *more]
    return found


def parse(said: Sequence[str]) -> Clause | None:
    """The clause that these words begin with; what stands before its subject is cut off already."""
    if len(said) < 2 or bare(said[0]) in _NO_BEGINNING or is_order(said):
        return None
    depth, any_verb = 0, bare(said[0]) in _BEFORE_ANY_VERB
    for at, word in enumerate(said[: _LONGEST_SUBJECT + 2]):
        may_be_verb = depth == 0 and at > 0 and (any_verb or bare(word) in _VERBS) and not word.startswith("(")
        if may_be_verb and (found := _with_verb_at(said, at)):
            return found
        if may_be_verb and bare(word) in _FINITE:
            return None
        if "(" in word or ")" in word:
            depth += word.count("(") - word.count(")")
        if depth == 0 and (bare(word) in _STOPS or word.endswith((",", ";", ":"))):
            return None
    return None


def is_order(said: Sequence[str]) -> bool:
    """Whether somebody is told to do something: 'look at the nearest points', 'take a vote'."""
    first, second = bare(said[0]), bare(said[1]) if len(said) > 1 else ""
    if first in ("never", "always") and second in verbs.BASES:
        return True
    return first in verbs.BASES and (second in DETERMINERS or second in _PREPOSITIONS)


def _with_verb_at(said: Sequence[str], at: int) -> Clause | None:
    """The clause with its verb at this place, if there can be one."""
    low = bare(said[at])
    verb = None if low in _HELPERS else _verb(said, at)
    if verb is None and low not in _HELPERS:
        return None
    before = at
    while before > 1 and is_adverb(bare(said[before - 1])):
        before -= 1
    if before > _LONGEST_SUBJECT or (said[0].lower() in PRONOUNS and before > 1) or _has_past(said[:before]):
        return None
    subject, adverbs = _unmarked(" ".join(said[:before])), " ".join(said[before:at])
    rest = tuple(said[at + 1 :])
    if verb is None:
        return _helped(subject, adverbs, low, rest) if bare(said[before - 1]) not in _JOINING else None
    if not _fits(verb, subject, said, at) or (verb.base == "have" and _is_perfect(rest)):
        return None
    return Clause(subject, adverbs, "", verb.base, verb.form, rest)


def _has_past(subject: Sequence[str]) -> bool:
    """Whether a verb that is in no list is among these words: 'they sewed one eye'."""
    low = [bare(word) for word in subject]
    return any(word.endswith("ed") and after in _AFTER_PAST for word, after in pairwise(low))


def _unmarked(subject: str) -> str:
    return subject if "`" in subject else subject.replace("*", "").strip("_")


def _verb(said: Sequence[str], at: int) -> verbs.Verb | None:
    """The verb that a word can be: a known one, or one that shows by its place: 'The state prosecutes the accused'."""
    low, following = bare(said[at]), bare(said[at + 1]) if at + 1 < len(said) else ""
    if low in verbs.FORMS:
        return verbs.FORMS[low]
    if bare(said[0]) in _BEFORE_ANY_VERB and following in DETERMINERS and said[at].isalpha() and nouns.is_plural(low):
        return verbs.Verb(verbs.base_of_third(low), "third")
    return None


def _is_perfect(rest: Sequence[str]) -> bool:
    """Whether 'has' is followed by 'lost', 'not been' or 'to'."""
    low = [bare(word) for word in rest]
    first = next(
        (word for word in low if word != "not" and word not in _BEFORE_PARTICIPLES and not is_adverb(word)), ""
    )
    known = first in verbs.PARTICIPLES or first in _PARTICIPLES_TOO or (first.endswith("ed") and len(first) > 4)
    participle = known and (first not in verbs.BASES or first in _PERFECT_TOO)
    return first in ("been", "to") or (participle and len(low) > 1 and low[1] != "of")


def _fits(verb: verbs.Verb, subject: str, said: Sequence[str], at: int) -> bool:
    """Whether the verb agrees with its subject, and is neither a noun before the true verb nor a participle."""
    if at + 1 >= len(said) or not said[at][:1].islower() or said[at].endswith((",", ";", ":", ".")):
        return False
    following = bare(said[at + 1])
    after = verbs.FORMS.get(following)
    ends = next((word for word in map(bare, reversed(said[:at])) if not is_adverb(word)), "")
    if ends in _NO_SUBJECT_END or bare(said[at - 1]) in _NO_SUBJECT_END or following in BE or following in MODALS:
        return False
    if (after is not None and after.form == "third") or following in _NO_OBJECTS:
        return False
    if verb.form == "third" and after is not None and after.form == "plain" and _goes_on(said, at + 2):
        return False
    if bare(said[at]) in _NOUNS_TOO and following in ("to", "of", "by"):
        return False
    match verb.form:
        case "third":
            return not is_many(subject) and not (" " not in subject and _is_noun_before_verb(said, at))
        case "plain" if verbs.past(verb.base) == verb.base and _ends_like_verb(subject):
            return False
        case "plain":
            return is_many(subject) or (verbs.past(verb.base) == verb.base and subject.lower() in PRONOUNS)
        case "past":
            later = {bare(word) for word in said[at : at + 8]}
            is_sure = bare(said[at]) not in verbs.PARTICIPLES or verb.base in _NEVER_DONE
            is_verb = is_sure or following not in _AFTER_PARTICIPLES
            return is_verb and later.isdisjoint(BE) and later.isdisjoint(MODALS)


def _is_noun_before_verb(said: Sequence[str], at: int) -> bool:
    """Whether a word with '-s' is the noun, and the verb comes later: 'Spanish dances in minor keys are merry'."""
    low = [bare(word) for word in said[at + 1 : at + 7]]
    end = next((place for place, word in enumerate(low) if word in _STOPS or word == "and"), len(low))
    return not _FINITE.isdisjoint(low[:end]) or low[:1] == ["let"]


def _goes_on(said: Sequence[str], at: int) -> bool:
    """Whether what follows shows that the word before it is the verb: 'integration tests check that …'."""
    return at < len(said) and (bare(said[at]) in DETERMINERS or bare(said[at]) == "that")


def _ends_like_verb(subject: str) -> bool:
    """Whether its last word can be the verb: 'Postgres uses read committed'."""
    *before, last = [bare(word) for word in subject.split(" ")]
    known = verbs.FORMS.get(last)
    return bool(before) and before[-1] not in DETERMINERS and known is not None and known.form == "third"


def _helped(subject: str, adverbs: str, helper: str, rest: Sequence[str]) -> Clause | None:
    """A clause with 'is', 'can' or 'does': its own verb may follow."""
    at = 0
    while at < len(rest) and (bare(rest[at]) == "not" or is_adverb(bare(rest[at]))):
        at += 1
    if at >= len(rest):
        return None
    negative = any(bare(word) == "not" for word in rest[:at])
    adverbs = " ".join(word for word in (adverbs, *rest[:at]) if word and bare(word) != "not")
    low, after = bare(rest[at]), tuple(rest[at + 1 :])
    if helper in BE:
        return Clause(subject, adverbs, helper, "", "plain", tuple(rest[at:]), negative)
    if low == "be":
        return Clause(subject, adverbs, f"{helper} be", "", "plain", after, negative)
    if low in verbs.BASES and not (low == "have" and _is_perfect(after)):
        return Clause(subject, adverbs, helper, low, "plain", after, negative)
    return None


def turned(found: Clause) -> tuple[str, str]:
    """The helper and the verb of a question about a clause: ('does', 'use'), ('is', ''), ('can', 'be')."""
    if found.helper in BE:
        return found.helper, ""
    if found.helper:
        helper, _, be = found.helper.partition(" ")
        return helper, be or found.verb
    return {"third": "does", "past": "did", "plain": "do"}[found.form], found.verb
