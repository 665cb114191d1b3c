"""A topic's title to what it is about: how to name it in a question, and how to see it again in a sentence."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from flashcards.deck.splitting import clause, nouns, verbs
from flashcards.deck.splitting.sentences import bare, tokens
from flashcards.deck.splitting.words import words

Kind = Literal["what", "question", "noun", "gerund", "statement"]

_WHAT = re.compile(r"(what|who) (is|are|was|were) (?:(an?|the) )?(.+)\?$", re.IGNORECASE)
_ASKING = re.compile(r"(?:how|why|when|where|which|who|what|whose)\b", re.IGNORECASE)
_ASIDE = re.compile(r" *\(([^()]*)\)")
_PLACED = re.compile(r"(.+?)( (?:in|on|with|for|using|by|from|at|without|under) .+)?$")
_SETTING = re.compile(r"^(.+?) ((?:in|on) (?:an? |the )?[\w+#-]+(?: [\w+#-]+){0,2})$")
_LONGEST = 200
_STRANDED = words("for of about to from with by in on like called made used good")
_SMALL = words("a an the of in on for to and or with from by at as is are vs")
_DETERMINERS = words("a an the your our all every each no not never always")
_COMPOUND = words(
    "training learning scaling operating programming boiling melting freezing driving working floating sliding moving"
    " rolling running living growing falling rising leading"
)
"""'Training data' is data; nobody trains it."""
_METHODS = words(
    "algorithm method technique approach number function table protocol point window unit system machine problem"
    " strategy scheme rule language layer tool framework structure operator order rate"
)
"""'Sorting algorithms' sort; nobody sorts them."""
_SAYING = re.compile(r"(?:law|rule|principle|theorem|lesson|hypothesis|axiom|amendment|postulate|lemma)$")


class Subject(NamedTuple):
    """What a topic is about.

    `question` is what the title asks, `phrase` names it inside a question ('a decision tree'), `lead` names it before
    a colon, `setting` is 'in machine learning'; each is empty where there is none that is sure to be good English.
    """

    kind: Kind
    title: str
    question: str
    phrase: str
    lead: str
    setting: str
    core: frozenset[str]
    head: str
    acronym: str
    many: bool
    above: str = ""
    """The title of the topic, for what is a heading in it."""

    def is_named(self, text: str) -> bool:
        """Whether a text names it: all its words, in any number, or its acronym."""
        words = set(_stems(text)) | {nouns.stem(token) for token in tokens(text)}
        return bool(self.core and self.core <= words) or bool(self.acronym and self.acronym.lower() in words)

    def has_all(self, words: str) -> bool:
        """Whether all of these words are in its name: 'a neural network' in 'Training neural networks'."""
        return {stem for stem in _stems(words) if stem not in _SMALL} <= self.core

    def shares(self, words: str) -> bool:
        """Whether one of these words is in its name: 'plant cells' and 'cells'."""
        return not self.core.isdisjoint(_stems(words))

    def is_same(self, words: str) -> bool:
        """Whether a sentence's subject is the topic: its name or the end or beginning of it, or its acronym."""
        found = [stem for stem in _stems(_ASIDE.sub("", words)) if stem not in _SMALL]
        if not found or not self.core:
            return False
        acronym = self.acronym.lower()
        if acronym and (found == [acronym] or "".join(word[:1] for word in found) == acronym):
            return True
        if self.core <= set(found):
            return found[0] in self.core
        return self.kind != "gerund" and set(found) <= self.core and (found[-1] == self.head or len(self.core) == 2)


def subject(title: str) -> Subject:
    """What a title is about."""
    said = title.strip()
    if len(said) > _LONGEST:
        return _bare("statement", said, "")
    asked = _WHAT.match(said)
    if asked and bare(asked[4].split(" ")[-1]) not in _STRANDED:
        return _noun("what", said, said, asked[4], asked[3] or "")
    if said.endswith("?") or re.match(r"how (?:to|can|do) ", said, re.IGNORECASE):
        return _question(said)
    if asking := _asking(said):
        return _question(asking)._replace(title=said)
    if _is_statement(said):
        return _bare("statement", said, "")
    return _gerund(said) or _titled(said)


def below(title: Subject, heading: str) -> Subject:
    """What a heading in a topic is about; a word like 'Causes' is too little to stand before a colon by itself."""
    found = subject(heading)
    if title.lead and found.lead and (found.many or " " not in found.lead):
        found = found._replace(lead=f"{title.lead}, {nouns.untitled(found.lead)}")
    return found._replace(above=title.lead)


def _bare(kind: Kind, title: str, question: str, setting: str = "") -> Subject:
    return Subject(kind, title, question, "", "", setting, frozenset(), "", "", many=False)


def _question(title: str) -> Subject:
    found = _SETTING.match(title.rstrip("?").strip())
    return _bare("question", title, title if title.endswith("?") else f"{title}?", found[2] if found else "")


def _asking(title: str) -> str:
    """'How photosynthesis works' is 'How does photosynthesis work?'."""
    word, _, rest = title.partition(" ")
    if word.lower() not in ("how", "why", "when", "where"):
        return ""
    found = clause.parse([*tokens(rest), "."])
    if found is None:
        return f"{title}?" if _ASKING.match(title) and rest else ""
    helper, verb = clause.turned(found)
    tail = found.tail.removesuffix(".").strip()
    return f"{' '.join(part for part in (word, helper, found.subject, verb, tail) if part)}?"


def _is_statement(title: str) -> bool:
    """'AI uses patterns' and 'Use a lockfile' are; 'The wars that Rome won' is not."""
    said = tokens(title)
    if len(said) < 3:
        return False
    if bare(said[0]) in verbs.BASES and bare(said[1]) in _DETERMINERS:
        return True
    found = clause.parse(said)
    return found is not None and (found.helper != "" or found.form != "past") and not title.startswith("The ")


def _gerund(title: str) -> Subject | None:
    """'Training neural networks' asks 'How is a neural network trained?'."""
    doing, _, thing = title.partition(" ")
    base = verbs.GERUNDS.get(doing.lower())
    cut = _PLACED.match(thing)
    if base is None or cut is None:
        return None
    named = _thing(cut[1], doing.lower())
    if not named:
        return None
    question = f"How is {named} {verbs.participle(base)}{cut[2] or ''}?"
    core = frozenset(_stems(title)) - _SMALL
    return Subject("gerund", title, question, "", title, "", core, "", "", many=False)


def _thing(thing: str, doing: str) -> str:
    """What is done something to: 'the fire', 'a neural network' for networks, 'bread'."""
    if bare(thing.split(" ")[0]) in _DETERMINERS:
        return thing
    if nouns.singular(nouns.head(thing)).lower() in _METHODS:
        return ""
    if nouns.is_plural(thing):
        one = nouns.singular(thing)
        return f"{nouns.article(one)} {one}"
    return thing if nouns.is_mass(thing) and doing not in _COMPOUND else ""


def _titled(title: str) -> Subject:
    """A title that is a noun; it may have an article of its own."""
    found = re.match(r"(?:(an?|the) )?(.+)$", title, re.IGNORECASE)
    determiner, name = (found[1] or "", found[2]) if found else ("", title)
    if re.search(r"(?i)\bvs\b|\bversus\b|[:;,!]", name):
        return _bare("noun", title, "")._replace(lead=title if not re.search("[:;,!]", name) else "")
    return _noun("noun", title, "", name, determiner.lower())


def _noun(kind: Kind, title: str, question: str, name: str, determiner: str) -> Subject:
    plain = " ".join(_ASIDE.sub("", name).split()) or name
    placed = _SETTING.match(plain)
    core = placed[1] if placed else plain
    many = nouns.is_plural(core) or question.lower().startswith(("what are", "what were", "who are"))
    phrase = _phrase(kind, plain, determiner, many=many)
    if kind == "noun" and phrase:
        question = f"What does {phrase} say?" if _SAYING.search(plain) else f"What {'are' if many else 'is'} {phrase}?"
    return Subject(
        kind, title, question, phrase,
        lead=name[:1].upper() + name[1:],
        setting=placed[2] if placed and kind == "what" else "",
        core=frozenset(_stems(core)) - _SMALL,
        head=nouns.stem(nouns.head(core)),
        acronym=_acronym(name, core),
        many=many,
    )  # fmt: skip


def _acronym(name: str, core: str) -> str:
    """'RNN' of 'recurrent neural network (RNN)', and of 'RNN'."""
    aside = _ASIDE.search(name)
    if aside and re.fullmatch(r"[A-Za-z][\w-]{1,9}", aside[1]) and aside[1] != aside[1].lower():
        return aside[1]
    return core if re.fullmatch(r"[A-Z][A-Z0-9]{1,5}s?", core) else ""


def _phrase(kind: Kind, plain: str, determiner: str, *, many: bool) -> str:
    """The name with its article inside a question; '' where it is not certain whether it has one."""
    if kind == "what":
        return f"{determiner} {plain}" if determiner else plain
    named = nouns.lowered(plain)
    if determiner:
        return f"{determiner} {named}"
    if _SAYING.search(plain):
        return named if "'s" in plain or "’s" in plain else f"the {named}"
    is_name = " " not in named and named[1:] != named[1:].lower()
    is_mass = nouns.is_mass(plain) and named[:1].islower()
    return named if many or is_name or is_mass else ""


def _stems(text: str) -> list[str]:
    """The words of a text, those with hyphens in parts."""
    parts = [part for token in tokens(text) for part in token.replace("/", "-").split("-")]
    return [stem for part in parts if (stem := nouns.stem(part))]
