"""A note's words to other words, in its deck file: the lines that say them change, and no others.

Where words cannot be exchanged in their place, the lines of their card are written anew. No comment is lost by that,
and the result is read again before anyone gets it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from yaml.nodes import CollectionNode, MappingNode, ScalarNode, SequenceNode

from flashcards.deck import compose, dump, exchange, names, read, short
from flashcards.deck.insert import Insertion, as_value, end, insert, place_of, under
from flashcards.deck.page import is_true
from flashcards.deck.piece import line_end
from flashcards.deck.write import placeless
from flashcards.model import Mistake, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from flashcards.deck.piece import Lines
    from flashcards.deck.read import Reading
    from flashcards.model import Note, Problem, Topic

IN_THE_FILE = "change it in the file"
_HEADS = {"basic": "q", "cloze": "cloze", "list": "list"}
_SWITCH = re.compile(r"true|false", re.IGNORECASE)
_REMARK = re.compile(r"[|>][-+0-9]*[ \t]+(?=#)")


def reworded(text: str, path: str, new: Note) -> str:
    """The text of a deck file in which the note at a place (`new.span`) says what `new` says.

    Raises Mistake if there is no line for it, as in `[ ]`, if a comment would be lost by it, or if it would be read
    otherwise than it was meant.
    """
    body = text.removeprefix("\ufeff")
    with compose.without_collector():
        root, broken = compose.compose(compose.clean(body)[0], path)
        if broken is not None:
            raise Mistake(f"{broken}; before that is mended, no card of this file can be changed")
        before = read.read(body, path)
        node = _entry(root, new.span)
        old = next(note for topic in before.topics for note in topic.notes if note.span[1:] == new.span[1:])
        if old == new:
            return text
        after, remarks = before, _remarks(body, node)
        for insertions in _ways(body, node, old, new):
            if not any(new.text and new.at <= at < new.at + new.drop for new in insertions for at in remarks):
                result = insert(body, insertions)
                after = read.read(result, path)
                if _says(before, after, new):
                    return text[: len(text) - len(body)] + result
    raise Mistake(f"{new.span}: {_why(before, after, commented=bool(remarks))}")


def _why(before: Reading, after: Reading, *, commented: bool) -> str:
    """Why nothing can be written: what would be wrong with it, if that is known."""
    known = [problem.message for problem in _errors(before)]
    if said := [problem.message for problem in _errors(after) if problem.message not in known]:
        return said[0]
    why = "a comment in this card is in the way" if commented else "this would be read otherwise than it was written"
    return f"{why}; {IN_THE_FILE}"


def _entry(root: Node | None, span: Span) -> Node:
    """The entry under `cards:` at a place, if it has lines of its own."""
    for topic in _listed(root, "topics"):
        cards = under(topic, "cards")
        for entry in _listed(topic, "cards"):
            if place_of(entry) == span[1:]:
                if any(isinstance(node, CollectionNode) and node.flow_style for node in (cards, entry)):
                    raise Mistake(f"{span}: this card stands in [ ] or {{ }}, with no lines of its own; {IN_THE_FILE}")
                return entry
    raise Mistake(f"{span}: this card is made of its topic's text; {IN_THE_FILE}")


def _listed(node: Node | None, name: str) -> list[Node]:
    found = under(node, name)
    return found.value if isinstance(found, SequenceNode) else []


def _remarks(text: str, node: Node) -> list[int]:
    """Where comments begin in the lines of a card: between its words, behind a `|`, or at its very end."""
    found, last = [], node.start_mark.index
    for word in _words(node):
        found += [at for at in range(last, word.start_mark.index) if text[at] == "#"]
        header = _REMARK.match(text, word.start_mark.index) if word.style in ("|", ">") else None
        found += [header.end()] if header else []
        last = end(text, word)
    return [*found, *(at for at in range(last, line_end(text, last)) if text[at] == "#")]


def _words(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, ScalarNode):
        yield node
    elif isinstance(node, CollectionNode):
        for entry in node.value:
            for part in entry if isinstance(entry, tuple) else (entry,):
                yield from _words(part)


def _ways(text: str, node: Node, old: Note, new: Note) -> Iterator[list[Insertion]]:
    """What to try in turn: each word in its place, lists as a whole, the card as a whole."""
    if isinstance(node, MappingNode):
        for whole in (False, True):
            yield [*_head(text, node, old, new), *_further(text, node, old, new, whole=whole)]
    elif isinstance(node, ScalarNode):
        yield _bare(text, node, old, new)
    yield [_anew(text, node, new)]


def _bare(text: str, node: ScalarNode, old: Note, new: Note) -> list[Insertion]:
    """A cloze without a key; it gets one where more is to be said than its text."""
    column = node.start_mark.column
    more = [(name, lines) for name, lines in _values(new).items() if lines]
    if not more:
        return [exchange.exchanged(text, node, new.question, column)]
    if old.question != new.question:
        head = [
            exchange.replaced(
                text, node.start_mark.index, end(text, node), short.after("cloze: ", new.question, 2), column
            )
        ]
    else:
        head = [Insertion(node.start_mark.index, "cloze: "), *as_value(text, node, column - 2)]
    return [*head, *(exchange.added(text, node, name, lines, column) for name, lines in more)]


def _head(text: str, node: Node, old: Note, new: Note) -> Iterator[Insertion]:
    """Question and answer, whether they stand behind keys of their own or as `Question?: answer`."""
    column = node.start_mark.column
    question, answer = under(node, _HEADS[old.kind]), under(node, "a")
    if question is None:
        key, answer = next(pair for pair in node.value if pair[0].value[-1:] == "?")
        if old.question != new.question:
            lines = (new.question,) if short.is_key(new.question) else (*short.after("q: ", new.question, 2), "a")
            yield exchange.replaced(text, key.start_mark.index, end(text, key), lines, column)
    elif old.question != new.question:
        yield exchange.exchanged(text, question, new.question, column + 2)
    if answer is not None and old.answer != new.answer:
        yield exchange.exchanged(text, answer, new.answer, column + 2)


def _values(note: Note) -> dict[str, Lines]:
    """What stands behind each key that a card need not have; nothing behind one that it does not need."""
    mirrored = note.reverse and note.reverse == note.answer
    switch = f"'{note.reverse}'" if _SWITCH.fullmatch(note.reverse) else ""
    return {
        "type": ("true",) if note.typed else (),
        "reverse": ("true",) if mirrored else (switch,) if switch else _lines(note.reverse),
        "ordered": () if note.ordered else ("false",),
        "tags": (short.flow(note.tags),) if note.tags else (),
        "hint": _lines(note.hint),
        "extra": _lines(note.extra),
        "source": _lines(note.source),
    }


def _lines(text: str) -> Lines:
    return short.after("", text, 0) if text else ()


def _further(text: str, node: Node, old: Note, new: Note, *, whole: bool) -> Iterator[Insertion]:
    """What other keys say: exchanged, taken away with its lines, or put on lines of its own at the end of the card."""
    column = node.start_mark.column
    was, wanted = _values(old), _values(new)
    changed = {name: lines for name, lines in wanted.items() if was[name] != lines}
    if old.answer != new.answer and wanted["reverse"] == ("true",):
        changed["reverse"] = wanted["reverse"]
    last = node
    for key, value in node.value:
        lines = changed.pop(key.value, None)
        if lines == ():
            yield exchange.without(text, key, value, first=last is node)
            continue
        last = value
        if key.value in ("items", "tags") and getattr(old, key.value) != getattr(new, key.value):
            texts = getattr(old, key.value), getattr(new, key.value)
            yield from exchange.several(text, key, value, *texts, whole=whole)
        elif lines and not (is_true(value) and lines == ("true",)):
            yield exchange.replaced(text, value.start_mark.index, end(text, value), lines, column + 2)
    yield from (exchange.added(text, last, name, lines, column) for name, lines in changed.items())


def _anew(text: str, node: Node, new: Note) -> Insertion:
    """The whole card in its shortest form; its own id stays."""
    own = under(node, "id")
    name = own.value if isinstance(own, ScalarNode) else names.key(new.kind, new.question)
    first, *rest = dump.note_lines(new._replace(id=f"{new.id.partition('/')[0]}/{name}"))
    column = node.start_mark.column - 2
    return exchange.replaced(text, node.start_mark.index, end(text, node), (first.removeprefix("- "), *rest), column)


def _says(before: Reading, after: Reading, new: Note) -> bool:
    """Whether a file says all that it did and the new note, and no more is wrong with it than before."""
    if len(_errors(after)) > len(_errors(before)) or len(before.topics) != len(after.topics):
        return False
    return all(
        len(old.notes) == len(found.notes) and placeless(_expected(old, found, new)) == placeless(found)
        for old, found in zip(before.topics, after.topics, strict=True)
    )


def _errors(reading: Reading) -> list[Problem]:
    return [problem for problem in reading.problems if problem.level == "error"]


def _expected(old: Topic, found: Topic, new: Note) -> Topic:
    """The topic with the new note, whose name comes of its new words."""
    notes = (
        new._replace(id=other.id) if note.span == new.span else note
        for note, other in zip(old.notes, found.notes, strict=True)
    )
    return old._replace(notes=tuple(notes))
