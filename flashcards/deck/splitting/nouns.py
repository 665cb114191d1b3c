"""English nouns: one and many, their article, and whether a title's capital is its own."""

from __future__ import annotations

import re
from functools import lru_cache

from flashcards.deck.splitting.words import words

_KNOWN_WORDS = 8192

_IRREGULAR = {
    "analyses": "analysis", "bacteria": "bacterium", "bases": "basis", "children": "child", "crises": "crisis",
    "criteria": "criterion", "feet": "foot", "fungi": "fungus", "geese": "goose", "halves": "half",
    "hypotheses": "hypothesis", "indices": "index", "knives": "knife", "leaves": "leaf", "lives": "life",
    "loaves": "loaf", "matrices": "matrix", "men": "man", "mice": "mouse", "mitochondria": "mitochondrion",
    "nuclei": "nucleus", "people": "person", "phenomena": "phenomenon", "selves": "self", "teeth": "tooth",
    "theses": "thesis", "vertices": "vertex", "wolves": "wolf", "women": "woman",
}  # fmt: skip
_SINGULAR_IN_S = re.compile(r"(?:ss|us|is|ics|as|news|series|species|means|lens|always|less)$")
_ES = re.compile(r"(?:ss|x|z|ch|sh)es$")
_MASS = words(
    "advice air behaviour behavior biology bread butter chemistry cholesterol code cotton data democracy dough energy"
    " equipment evidence feedback feudalism flour furniture garlic glass gold grammar heat history information ink iron"
    " knowledge language law light machinery mathematics milk money music oil oxygen paper physics research rice salt"
    " sand software steam steel sugar time traffic trade water weather wheat wine work yeast"
)
_MASS_ENDING = re.compile(r"(?:ing|ism|ity|ness|sis|ics|logy|nomy|graphy|ance|ence|tion|sion|ment|ship|hood|dom|cy)$")
_PROPER = re.compile(r"['’]s$|(?:esian|ssian|ndian|rican|opean|tinian|lian|nese|glish)$|^(?:French|German|Roman|Greek"
                     r"|Latin|Dutch|Swiss|Spanish|Turkish|Norman|Ottoman|Chinese|British|Irish|Polish|Danish|Swedish"
                     r"|Persian|Soviet|Byzantine|Monte|Black|Great|Cold|First|Second|Third|World|West|East|North|South"
                     r"|Industrial|Markov|Adam|Magna|Treaty|Congress|Battle|Peace)$")  # fmt: skip
_AN = re.compile(r"(?:[aeiou]|hour|honest|honou?r|heir|x-|[aefhilmnorsx](?:[A-Z0-9]|$|-))")
_NOT_AN = re.compile(r"(?:uni(?![mn])|use|usu|util|eu|one|once|ub|ur[ai]|ut[ei])", re.IGNORECASE)
_AFTER_HEAD = re.compile(r" (?:of|in|on|for|to|with|from|at|by|under|between|and|\(|via|vs\.?) ?")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9-]*[A-Z0-9]s?")


@lru_cache(maxsize=_KNOWN_WORDS)
def is_plural(noun: str) -> bool:
    """Whether a noun, or the last word of a noun phrase without ' of …', is many."""
    word = head(noun)
    low = word.lower()
    if low.endswith(("'s", "’s")):
        return False
    return low in _IRREGULAR or (len(low) > 2 and low.endswith("s") and not _SINGULAR_IN_S.search(low))


def singular(noun: str) -> str:
    """'Decision trees' is 'Decision tree'; what is one already stays."""
    if not is_plural(noun):
        return noun
    many = head(noun)
    at = noun.index(many)
    return noun[:at] + _one(many) + noun[at + len(many) :]


def _one(word: str) -> str:
    low = word.lower()
    if low in _IRREGULAR:
        return _IRREGULAR[low] if word.islower() else _IRREGULAR[low].capitalize()
    if low.endswith("ies") and len(low) > 4:
        return word[:-3] + "y"
    return word[:-2] if _ES.search(low) or low.endswith("oes") else word[:-1]


def head(noun: str) -> str:
    """The word that bears the number: 'list' of 'list of slopes', 'network' of 'network (RNN)'."""
    before = _AFTER_HEAD.split(noun, maxsplit=1)[0] if " " in noun else noun
    return before.split(" ")[-1].strip("*_\"'“”,.:;")


def article(noun: str) -> str:
    """'a' or 'an', by the sound: 'an MDP', 'a unit', 'an hour'."""
    word = noun.split(" ")[0].strip("*_\"'“”(`")
    if _ACRONYM.fullmatch(word):
        return "an" if word[0] in "AEFHILMNORSX" else "a"
    return "an" if _AN.match(word.lower()) and not _NOT_AN.match(word) else "a"


def is_mass(noun: str) -> bool:
    """Whether one says it without an article in the singular: 'gradient descent' does not tell, 'regression' does."""
    word = head(noun).lower()
    return word in _MASS or bool(_MASS_ENDING.search(word))


def lowered(noun: str) -> str:
    """A title inside a sentence: its first letter small, unless the word is a name, an acronym or in a row of them."""
    words = noun.split(" ")
    first = words[0]
    if not first[:1].isupper() or (not first[1:].replace("-", "").isalpha() and len(first) > 1):
        return noun
    if first[1:] != first[1:].lower() or (_PROPER.search(first) and len(first) > 3):
        return noun
    others = [word for word in words[1:] if len(word) > 3 and word.isalpha() and word[1:].islower()]
    if others and all(word[0].isupper() for word in others):
        return noun
    if len(words) == 1 and not (is_plural(noun) or is_mass(noun)):
        return noun
    return first[0].lower() + noun[1:]


def untitled(heading: str) -> str:
    """'Key Events' inside a sentence: 'key events'; of other headings only the first letter is made small."""
    parts = heading.split(" ")
    if all(part.isalpha() and part.istitle() for part in parts):
        return heading.lower()
    return heading[:1].lower() + heading[1:] if parts[0][1:].islower() else heading


@lru_cache(maxsize=_KNOWN_WORDS)
def stem(word: str) -> str:
    """What two forms of a word have in common, roughly: enough to see a title's word again."""
    low = word.lower().strip("*_\"'“”‘’().,:;!?")
    low = low.removesuffix("'s").removesuffix("’s")
    return _one(low) if is_plural(low) else low
