"""A topic's text to cards, each with the name of the rule that made it.

A card's question depends on its own sentence or list and on the title, never on the paragraphs around it, so that its
id stays when these are edited. What stands around it may be joined to it as `extra`, or to its answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from flashcards.deck.names import key, normalised
from flashcards.deck.splitting import (
    arguing,
    clause,
    coding,
    counting,
    dating,
    doing,
    fitting,
    labelling,
    listing,
    meaning,
    reasoning,
    titling,
)  # fmt: skip
from flashcards.deck.splitting.drafts import Draft, fragment
from flashcards.deck.splitting.passages import Code, Heading, Items, Paragraph, passages
from flashcards.deck.splitting.sentences import bare, sentences
from flashcards.deck.splitting.subject import below, subject
from flashcards.deck.splitting.told import LONGEST, tell
from flashcards.deck.splitting.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from flashcards.deck.splitting.passages import Item, Passage
    from flashcards.deck.splitting.sentences import Sentence
    from flashcards.deck.splitting.subject import Subject
    from flashcards.deck.splitting.told import Told

    Rule = Callable[[Told], list[Draft]]

RULES: tuple[tuple[str, Rule], ...] = (
    ("definition", meaning.defines),
    ("code", coding.codes),
    ("name", meaning.calls),
    ("reason", reasoning.reasons),
    ("condition", reasoning.conditions),
    ("occasion", reasoning.occasions),
    ("purpose", reasoning.purposes),
    ("row", counting.rows),
    ("use", fitting.is_for),
    ("date", dating.dates),
    ("value", meaning.equals),
    ("verb", doing.does),
)
"""The rules for a sentence: the first that makes a card of it has it."""

_WITHOUT_CLAUSE = tuple((name, rule) for name, rule in RULES if name in ("code", "condition", "purpose", "row"))
"""The others need to know what the subject is, and the verb."""

_UNDER_QUESTIONS = tuple((name, rule) for name, rule in RULES if name in ("definition", "code", "row"))
"""Under a title like 'Why use X?' the prose answers the title; only these take a sentence away from that."""

_WHEN_ARGUING = tuple((name, rule) for name, rule in RULES if name in ("definition", "code", "name", "date"))
"""Where a paragraph argues, what it says in passing is not asked, and only the title's own thing is defined."""

_LONGEST_QUESTION = 400
_LONGEST_EXTRA = 600
_JOINING = words(
    "this that these those such then so however therefore thus instead next finally first second similarly or and but"
    " hence otherwise consequently here there again likewise meanwhile note"
)


class Made(NamedTuple):
    """A card, its name in the topic, and the rule that made it."""

    rule: str
    draft: Draft
    key: str


def split(title: str, text: str) -> list[Made]:
    """The cards of a topic in the order of its text, the title's question first; no question twice in one kind.

    A heading that names something is the title of what follows.
    """
    made: dict[str, Made] = {}
    found = passages(text)
    for about, part in _parts(subject(title), found):
        for card in _Walk(about, alone=len(found) == 1).cards(part):
            made.setdefault(card.key, card)
    return list(made.values())


def _parts(title: Subject, found: Iterable[Passage]) -> Iterator[tuple[Subject, list[Passage]]]:
    """What is under each heading, with what it is about; 'Advantages' and the like are about the title."""
    about = title
    part: list[Passage] = []
    for passage in found:
        if isinstance(passage, Heading):
            yield about, part
            about, part = (below(title, passage.text) if labelling.is_subject(passage.text) else title), []
        part.append(passage)
    yield about, part


class _Walk:
    """One topic's text being read: the cards so far, and the sentences that no rule has taken.

    `alone` says that the text is one passage; `last` is the card that a 'For example, …' belongs to; `near` says that
    it was made of what stands just before.
    """

    def __init__(self, subject: Subject, *, alone: bool) -> None:
        self.subject = subject
        self.alone = alone
        self.made: dict[str, Made] = {}
        self.left: list[list[Sentence]] = []
        self.last = ""
        self.near = False
        self.label = ""

    def cards(self, passages: Sequence[Passage]) -> list[Made]:
        lead: Sentence | None = None
        for at, passage in enumerate(passages):
            match passage:
                case Paragraph():
                    lead = self._paragraph(passage, passages[at + 1] if at + 1 < len(passages) else None)
                    continue
                case Heading():
                    self.label, lead = passage.text if labelling.section_of(passage.text) else "", None
                    self.near = False
                    continue
                case Items():
                    self._list(lead, passage, alone=at == 0 or _names(passages[at - 1]))
                case Code():
                    self._keep("fence", coding.fenced(lead, passage.text, self.subject) if lead else [])
            self.label, lead = "", None
        return self._titled()

    def _titled(self) -> list[Made]:
        """The cards, with the title's question in front; prose answers it where nothing else has."""
        question = self.subject.question
        first = [made for made in self.made.values() if made.draft.question == question]
        title = None if first else titling.answered(self.subject, self.left)
        if self.alone and not self.made and title is None:
            title = titling.alone(self.subject, self.left)
        others = [made for made in self.made.values() if made.draft.question != question]
        return [*first, *([_made("title", title)] if title else []), *others]

    def _paragraph(self, paragraph: Paragraph, following: Passage | None) -> Sentence | None:
        """Read a paragraph; the sentence that leads into a list or code after it is given back."""
        if self.label and (question := labelling.section_question(self.label, self.subject)):
            self.label = ""
            self._section(question, paragraph.text)
            return None
        lines = [found for line in paragraph.lines if (found := labelling.labelled(line))]
        before_block = isinstance(following, Items | Code)
        if len(lines) == len(paragraph.lines) and all(line.text for line in lines):
            self._labels(lines)
            return None
        if len(paragraph.lines) == len(lines) == 1 and not before_block:
            self.label = lines[0].label if lines[0].is_section else ""
            return None
        said = sentences(paragraph.text)
        lead = said.pop() if said and before_block and _leads(said[-1].text) else None
        self._sentences(said)
        return lead

    def _labels(self, lines: Iterable[labelling.Labelled]) -> None:
        for line in lines:
            if line.is_section and (question := labelling.section_question(line.label, self.subject)):
                self._section(question, line.text)
            else:
                self._keep("term", labelling.term(line, self.subject))

    def _section(self, question: str, text: str) -> None:
        said = sentences(text)
        answer = " ".join(sentence.text for sentence in said)
        if len(answer) <= LONGEST and " " in answer and not answer.endswith(":"):
            self._keep("section", [Draft(question, fragment(answer), source=_source(said))])

    def _sentences(self, said: Sequence[Sentence]) -> None:
        goes_on, argues = True, arguing.argues(said)
        strays = arguing.strays(said, self.subject)
        left: list[Sentence] = []
        for at, sentence in enumerate(said):
            if sentence.is_example:
                self._join(" ".join(other.text for other in said[at:]), _source(said[at:]))
                break
            told = tell(sentence, self.subject, goes_on=goes_on, strays=strays)
            goes_on = told.is_topic
            if self._try(told, argues=argues):
                continue
            if self.near and bare(sentence.text.split(" ", 1)[0]) in _JOINING:
                self._join(sentence.text, sentence.source)
            else:
                left.append(sentence)
                self.near = False
        self.left.append([] if argues else left)

    def _try(self, told: Told, *, argues: bool) -> bool:
        for name, rule in self._rules(told, argues=argues):
            if drafts := rule(told):
                self._keep(name, drafts)
                return True
        return False

    def _rules(self, told: Told, *, argues: bool) -> tuple[tuple[str, Rule], ...]:
        if self.subject.kind == "question":
            return _UNDER_QUESTIONS
        if argues:
            return _WHEN_ARGUING if told.is_topic else _WHEN_ARGUING[1:]
        return RULES if told.clause else _WITHOUT_CLAUSE

    def _list(self, lead: Sentence | None, items: Items, *, alone: bool) -> None:
        if lead and lead.is_example:
            shown = "\n".join(f"- {item.text}" for item in items.items if item.text)
            self._join(f"{lead.text}\n\n{shown}", lead.source)
            return
        said = self.label or (lead.text if lead else "")
        drafts = listing.listed(said, items, self.subject, alone=alone)
        self._keep("list", [draft._replace(source=lead.source) if lead else draft for draft in drafts])
        for item in items.items:
            self._item(item, terms=not labelling.section_of(said.rstrip(":")))
        self.near = bool(drafts)

    def _item(self, item: Item, *, terms: bool) -> None:
        """What an item holds besides being one: a term with its meaning, code that does something."""
        found = labelling.labelled(item.text)
        if found and found.text and terms and not found.is_section:
            self._keep("term", labelling.term(found, self.subject))
        lines = [item.text, *(line for child in item.children if isinstance(child, Paragraph) for line in child.lines)]
        for sentence in (sentence for line in lines for sentence in sentences(line)):
            self._keep("code", coding.codes(tell(sentence, self.subject, goes_on=False)))

    def _keep(self, rule: str, drafts: Iterable[Draft]) -> None:
        for draft in drafts:
            if len(draft.question) > _LONGEST_QUESTION:
                continue
            new = _made(rule, draft)
            first = self.made.setdefault(new.key, new)
            if first is not new and _can_join(first.draft, draft):
                self.made[new.key] = first._replace(draft=_joined(first.draft, draft))
            self.last, self.near = new.key, True

    def _join(self, text: str, source: str) -> None:
        """Put text under the card before; its question stays."""
        made = self.made.get(self.last)
        extra = f"{made.draft.extra}\n\n{text}".strip() if made else ""
        if made and len(extra) <= _LONGEST_EXTRA:
            draft = made.draft._replace(extra=extra, source=made.draft.source or source)
            self.made[self.last] = made._replace(draft=draft)


def _made(rule: str, draft: Draft) -> Made:
    return Made(rule, draft, key(draft.kind, draft.question))


def _source(said: Iterable[Sentence]) -> str:
    return next((sentence.source for sentence in said if sentence.source), "")


def _names(passage: Passage) -> bool:
    """Whether it is a heading that says what follows."""
    return isinstance(passage, Heading) and labelling.is_subject(passage.text)


def _leads(text: str) -> bool:
    """Whether a sentence leads into what follows: it ends with a colon, or is a headline of its own."""
    return text.endswith(":") or (": " not in text and not text.endswith((".", "!", "?", ";", ".)")))


def _can_join(first: Draft, second: Draft) -> bool:
    """Whether two answers to one question are whole sentences that go together."""
    if first.kind != "basic" or len(first.answer) + len(second.answer) >= LONGEST:
        return False
    if normalised(second.answer) in normalised(first.answer):
        return False
    answers = (first.answer, second.answer)
    return all(answer.endswith(".") and clause.parse(clause.expanded(answer)) for answer in answers)


def _joined(first: Draft, second: Draft) -> Draft:
    return first._replace(answer=f"{first.answer} {second.answer}", source=first.source or second.source)
