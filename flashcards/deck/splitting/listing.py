"""A list and what leads into it to a list card, and the items to cards of their own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from flashcards.deck.names import normalised
from flashcards.deck.splitting import nouns, verbs
from flashcards.deck.splitting.drafts import Draft, fragment, points, small, standing
from flashcards.deck.splitting.labelling import labelled, section_of, section_question
from flashcards.deck.splitting.passages import Items, Paragraph
from flashcards.deck.splitting.sentences import bare, sentences, tokens
from flashcards.deck.splitting.words import BE, MODALS, words

if TYPE_CHECKING:
    from flashcards.deck.splitting.passages import Item
    from flashcards.deck.splitting.subject import Subject

MOST = 9
_LONGEST = 900
_LONGEST_ITEM = 170
_LONGEST_NESTED = 350
_LONGEST_LEAD = 180

_STEPS = re.compile(
    r"(?:usually,? |typically,? |in general,? |generally,? )?(?:the )?(?:"
    r"way (?:that )?(?:this|it|that) works|how (?:it|this) works|(?:it|this) works(?: like this| as follows)?"
    r"|(?:it |this )?(?:involves?|has|takes|needs) (?:these|the following|a few|some) (?:\w+ )?(?:steps|stages)"
    r"|(?:\w+ )?(?:steps|stages|procedure|process|method|algorithm|instructions|directions)(?: involved)?"
    r"|(?:we|you) do (?:this|the following)|do (?:this|the following)|(?:this )?(?:is )?(?:done )?as follows"
    r"|(?:the )?following steps)(?: (?:is|are))?(?: as follows| these| the following)?$",
    re.IGNORECASE,
)
_THINGS = re.compile(r"(?:some )?things (?:that )?(we|you|one) can (do|try)(?: (.+))?$", re.IGNORECASE)
_THERE = re.compile(
    r"(?:(?P<opening>(?:in|on|at|during|for|under|within|after|before)\b[^,]{2,60}), )?"
    r"there (?P<be>are|were) (?P<what>[^,.:]{3,80})$",
    re.IGNORECASE,
)
_MODAL = re.compile(r"(?P<who>[^,.:]{2,60}) (?P<modal>can|may|must|should|could) (?P<verb>[a-z]+)$")
_ENDING = re.compile(
    r"(?P<who>[^,.:]{2,60}) "
    r"(?P<verb>includes?|contains?|are|is|involves?|needs?|requires?|has|have|comprises?)(?: the following)?$"
)
_EXACT = re.compile(r"(?:two|three|four|five|six|seven|eight|nine)\b")
_NOUNS = re.compile(
    r"(?:(?:some|several|the|common|main|typical|two|three|four|five|six|many|other|important|possible|different|basic"
    r"|key) )*(?:[\w-]+ ){0,3}?(?:ways|reasons|types|kinds|examples|forms|approaches|methods|options|parts|rules|causes"
    r"|effects|uses|signs|symptoms|properties|functions|elements|stages|phases|conditions|duties|powers|rights"
    r"|ingredients|tools|techniques|features|principles|factors|sources|advantages|disadvantages|problems|goals"
    r"|branches|levels|layers|components)\b",
    re.IGNORECASE,
)
_ANY_ORDER = re.compile(
    r"\b(?:things|ways|reasons|types|kinds|approaches|options|examples|uses|advantages|disadvantages|benefits|want|causes"
    r"|effects|symptoms|tools|rights|powers|may|can)\b",
    re.IGNORECASE,
)
_ASKING = re.compile(r"(?:how|what|which|why|who|when|where)\b", re.IGNORECASE)
_SMALL = words("the a an when if for in some to during each every there it they he she we you")
_CATCHWORD = re.compile(r"[^.!?]{1,40}? (?:=|[-–—]|->|→) ")
_FEW = 3
_CODE_WAY = re.compile(r",? (?:by|with|using|via|through)(?: `.*)?$")
_SPEAKER = re.compile(
    r"(?:(?:you|we|one) (?:can|could|should|may)|I (?:guess|think|believe)(?: that)?) ", re.IGNORECASE
)


class Prompt(NamedTuple):
    """What a list is asked by. `steps` says that its numbers are an order."""

    text: str
    steps: bool = True


def listed(lead: str, items: Items, subject: Subject, *, alone: bool = False) -> list[Draft]:
    """The card of a list; none where it is long or nothing says what it lists. `alone`: the topic begins with it."""
    if not 2 <= len(items.items) <= MOST or items.first > 1:
        return []
    prompt = _prompt(lead, subject) if lead else _by_title(subject, items, alone=alone)
    whole = bool(lead) and section_of(lead.rstrip(":").strip()) != ""
    texts = tuple(shown(item, whole=whole) for item in items.items)
    if prompt is None or not all(texts) or len({normalised(text).lower() for text in texts}) < len(texts):
        return []
    if sum(map(len, texts)) > _LONGEST or points(texts[0].split(" ")[0]):
        return []
    ordered = items.ordered and prompt.steps and not all(_SPEAKER.match(item.text) for item in items.items)
    return [Draft(prompt.text, kind="list", items=texts, ordered=ordered)]


def shown(item: Item, *, whole: bool = False) -> str:
    """An item as one would recall it: its label, or its first sentence without the code that does it; '' for none."""
    found = sentences(item.text)
    if not found:
        return ""
    text = found[0].text
    if text.endswith(":") and item.children:
        return _nested(text, item)
    label = labelled(text)
    if label and (not label.text or not whole or len(text) > _LONGEST_ITEM):
        text = label.label
    without = _CODE_WAY.sub("", text)
    text = without if len(without.split()) > 2 else text
    if len(text) > _LONGEST_ITEM and len(text.partition(": ")[0].split()) > 2:
        text = text.partition(": ")[0]
    text = fragment(_SPEAKER.sub("", text).rstrip(":"))
    text = text.rstrip(".") if len(text.split()) < 4 else text
    return text if len(text) <= _LONGEST_ITEM else ""


def _nested(text: str, item: Item) -> str:
    """An item that leads into a list or code of its own, with it."""
    lines = [text]
    for child in item.children:
        match child:
            case Items() if len(child.items) <= 3 and not any(inner.children for inner in child.items):
                lines += [f"- {inner.text}" for inner in child.items]
            case Paragraph():
                lines += child.lines
            case _:
                return ""
    whole = "\n".join(lines)
    return whole if len(lines) > 1 and len(whole) <= _LONGEST_NESTED else ""


def _prompt(lead: str, subject: Subject) -> Prompt | None:
    """What a lead-in asks for; where that is not plain, the lead-in as it stands, for the items to complete."""
    text = lead.rstrip().rstrip(":").strip()
    if section_of(text):
        asked = section_question(text, subject)
        return Prompt(asked, steps=False) if asked else None
    if _STEPS.match(text):
        return _steps(subject)
    if question := _question(text):
        return None if points(question) else _standing(question, subject)
    return _completed(text, subject) or _kinds(subject)


def _question(text: str) -> str:
    """'Things we can do to stop it' asks 'What can we do to stop it?'; '' for a lead-in of no such form."""
    if found := _THINGS.match(text):
        rest = f" {found[3]}" if found[3] and found[3] != "is" else ""
        return f"what can {found[1].lower()} {found[2]}{rest}?"
    if found := _THERE.match(text):
        opening = f"{found['opening']}, " if found["opening"] else ""
        the = "the " if _EXACT.match(found["what"]) else ""
        return f"{opening}what {found['be']} {the}{found['what']}?"
    if (found := _MODAL.match(text)) and found["verb"] in verbs.BASES:
        return f"what {found['modal']} {_within(found['who'])} {found['verb']}?"
    if _NOUNS.match(text) and not _has_verb(text):
        the = "" if re.match(r"(?:the|some|several|many) ", text, re.IGNORECASE) else "the "
        return f"what are {the}{small(text)}?"
    found = _ENDING.match(text)
    return _ending(found["who"], found["verb"]) if found else ""


def _kinds(subject: Subject) -> Prompt | None:
    """'Causes of the war' and 'The phases of mitosis' ask for a list by themselves."""
    if not subject.many or not _NOUNS.match(subject.title) or subject.kind != "noun":
        return None
    plain = small(subject.phrase)
    name = plain if plain.startswith("the ") else f"the {plain}"
    return Prompt(f"What are {name}?", steps=not _ANY_ORDER.search(subject.title))


def _standing(question: str, subject: Subject) -> Prompt | None:
    asked = standing(question[:1].upper() + question[1:], subject)
    return Prompt(asked, steps=not _ANY_ORDER.search(question)) if asked else None


def _steps(subject: Subject) -> Prompt | None:
    match subject.kind:
        case "question":
            return Prompt(subject.question)
        case "what" | "noun" if subject.phrase:
            return Prompt(f"What are the steps of {subject.phrase}?")
        case "noun" | "gerund" if subject.lead:
            return Prompt(f"{subject.lead}: what are the steps?")
    return None


def _ending(who: str, verb: str) -> str:
    if points(who):
        return ""
    if verb in ("is", "are"):
        return f"What {verb} {_within(who)}?" if len(who.split()) > 1 else ""
    known = verbs.FORMS[verb]
    return f"What {'does' if known.form == 'third' else 'do'} {_within(who)} {known.base}?"


def _within(who: str) -> str:
    return small(who) if re.match(r"(?:A|An|The|Each|Every|All|Some|Most) ", who) else nouns.lowered(who)


def _has_verb(text: str) -> bool:
    low = [bare(word) for word in tokens(text)]
    if not BE.isdisjoint(low) or not MODALS.isdisjoint(low):
        return True
    return any(_is_verb(low[at - 1], low[at]) for at in range(3, len(low)))


def _is_verb(before: str, word: str) -> bool:
    """Whether a word with an '-s' is a verb where it stands, and not the noun of the phrase."""
    verb = verbs.FORMS.get(word)
    if verb is None or verb.form != "third":
        return False
    return not nouns.is_plural(before) and before not in ("the", "of", "and", "some")


def _completed(text: str, subject: Subject) -> Prompt | None:
    """A lead-in that the items complete, as it stands."""
    if points(text) or len(text) > _LONGEST_LEAD or text.count(" ") < 2:
        return None
    steps = not _ANY_ORDER.search(text)
    if subject.core and subject.is_named(text):
        return Prompt(f"{text} …", steps=steps)
    said = small(text) if bare(text.split(" ", 1)[0]) in _SMALL else text
    return Prompt(f"{subject.lead}: {said} …", steps=steps) if subject.lead else None


def _by_title(subject: Subject, items: Items, *, alone: bool) -> Prompt | None:
    """A list without a lead-in answers the title: 'How to …?' anywhere, another where the topic begins with it."""
    if subject.kind == "question":
        return Prompt(subject.question) if _ASKING.match(subject.question) else None
    if not alone or subject.kind == "statement":
        return None
    if subject.kind == "gerund" and items.ordered:
        return _steps(subject)
    if subject.above and subject.many:
        named = nouns.untitled(subject.title)
        return Prompt(f"{subject.above}: what are the {named}?", steps=not _ANY_ORDER.search(named))
    return _kinds(subject) or _points(subject, items)


def _is_catchword(text: str) -> bool:
    """Whether it is a name with what is said of it: a row of these is a glossary, and no list to be recalled."""
    return _CATCHWORD.match(text) is not None or labelled(text) is not None


def _points(subject: Subject, items: Items) -> Prompt | None:
    """The steps or main points of a topic, where its items are more than names."""
    catchwords = sum(_is_catchword(item.text) for item in items.items)
    if not all(" " in item.text for item in items.items) or (
        len(items.items) > _FEW and 2 * catchwords >= len(items.items)
    ):
        return None
    doing = sum(bare(item.text.split(" ")[0]) in verbs.BASES for item in items.items)
    what = "steps" if items.ordered and doing > len(items.items) // 2 else "main points"
    if subject.phrase:
        return Prompt(f"What are the {what} of {subject.phrase}?")
    return Prompt(f"{subject.lead}: what are the {what}?") if subject.lead else None
