"""A note's texts to other texts, in its deck file: the lines that say them change, and no others.

Where a text cannot be exchanged in its place, the lines of its card are written anew. The result is read again before
anyone gets it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from yaml.nodes import CollectionNode, ScalarNode, SequenceNode

from flashcards.deck import compose, dump, names, read, short
from flashcards.deck.insert import Insertion, end, insert, line_after, place_of, under
from flashcards.deck.piece import BREAK, line_end, line_start, moved
from flashcards.deck.write import placeless
from flashcards.model import Mistake, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from flashcards.deck.piece import Lines
    from flashcards.deck.read import Reading
    from flashcards.model import Note, Topic

MORE = ("hint", "extra", "source")
"""Texts of any card that it may have or not."""
IN_THE_FILE = "change it in the file"
_HEADS = {"basic": "q", "cloze": "cloze", "list": "list"}


def reworded(text: str, path: str, new: Note) -> str:
    """The text of a deck file in which the note at a place (`new.span`) says what `new` says.

    Raises Mistake if there is no line for it, as in `[ ]`, or if it would be read otherwise than it was meant.
    """
    body = text.removeprefix("\ufeff")
    with compose.without_collector():
        root, broken = compose.compose(compose.clean(body)[0], path)
        if broken is not None:
            raise Mistake(f"{broken}; before that is mended, no card of this file can be changed")
        before = read.read(body, path)
        node = _entry(root, new.span)
        old = next(note for topic in before.topics for note in topic.notes if note.span[1:] == new.span[1:])
        for insertions in (_in_place(body, node, old, new), [_anew(body, node, new)]):
            result = insert(body, insertions)
            if insertions and _says(before, read.read(result, path), new):
                return text[: len(text) - len(body)] + result
    raise Mistake(f"{new.span}: this would be read otherwise than it was written; {IN_THE_FILE}")


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


def _in_place(text: str, node: Node, old: Note, new: Note) -> list[Insertion]:
    """Each changed text in the place of the old one. What has no such place is left out, which reading it shows."""
    column = node.start_mark.column
    if isinstance(node, ScalarNode):
        return [_exchanged(text, node, new.question, column)]
    more = [name for name in MORE if getattr(old, name) != getattr(new, name)]
    return [*_head(text, node, old, new), *(_further(text, node, name, getattr(new, name)) for name in more)]


def _head(text: str, node: Node, old: Note, new: Note) -> Iterator[Insertion]:
    """Question and answer, whether they stand behind keys of their own or as `Question?: answer`."""
    column = node.start_mark.column + 2
    pairs = ((under(node, _HEADS[old.kind]), "question"), (under(node, "a"), "answer"))
    for value, name in pairs:
        if isinstance(value, ScalarNode) and getattr(old, name) != getattr(new, name):
            yield _exchanged(text, value, getattr(new, name), column)
    if pairs[0][0] is None and (old.question, old.answer) != (new.question, new.answer):
        yield from _short(text, node, old, new)


def _short(text: str, node: Node, old: Note, new: Note) -> Iterator[Insertion]:
    """`Question?: answer` with another question or answer; as `q:` and `a:` where that form cannot say it."""
    column = node.start_mark.column
    for key, value in node.value:
        if " ".join(key.value.split()) != " ".join(old.question.split()):
            continue
        if old.question == new.question:
            yield _exchanged(text, value, new.answer, column + 2)
        else:
            yield _replaced(text, key.start_mark.index, end(text, value), _head_lines(new), column)


def _head_lines(new: Note) -> Lines:
    if short.is_key(new.question):
        return short.after(f"{new.question}: ", new.answer, 2)
    return (*short.after("q: ", new.question, 2), *short.after("a: ", new.answer, 2))


def _further(text: str, node: Node, name: str, new: str) -> Insertion:
    """A text that is exchanged, taken away with its lines, or put on lines of its own at the end of the card."""
    column = node.start_mark.column
    for place, (key, value) in enumerate(node.value):
        if key.value == name and new:
            return _exchanged(text, value, new, column + 2)
        if key.value == name:
            return _without(text, key, value, first=place == 0)
    lines = short.after(f"{name}: ", new, 2)
    last = node.value[-1][1]
    made = line_after(text, last, column, lines[0])
    gap = made.text[: len(made.text) - len(made.text.lstrip("\r\n"))]
    return made._replace(text=gap + gap.join(moved(lines, column)))


def _without(text: str, key: Node, value: Node, *, first: bool) -> Insertion:
    """Takes away the lines of a key and its text. The first key stands behind the dash, where the next one moves to."""
    stop = line_end(text, end(text, value))
    found = BREAK.match(text, stop)
    stop = found.end() if found else stop
    start = key.start_mark.index if first else line_start(text, key.start_mark.index)
    if first:
        stop += key.start_mark.column
    return Insertion(start, "", stop - start)


def _exchanged(text: str, node: Node, new: str, column: int) -> Insertion:
    """Another text in the place of one; `column` is that of further lines."""
    return _replaced(text, node.start_mark.index, end(text, node), short.after("", new, 0), column)


def _replaced(text: str, start: int, stop: int, lines: Lines, column: int) -> Insertion:
    """Lines from one offset to another; all but the first begin at a column."""
    usual = BREAK.search(text)
    first, *rest = lines
    return Insertion(start, (usual[0] if usual else "\n").join([first, *moved(rest, column)]), stop - start)


def _anew(text: str, node: Node, new: Note) -> Insertion:
    """The whole card in its shortest form; its own id stays."""
    own = under(node, "id")
    name = own.value if isinstance(own, ScalarNode) else names.key(new.kind, new.question)
    first, *rest = dump.note_lines(new._replace(id=f"{new.id.partition('/')[0]}/{name}"))
    column = node.start_mark.column - 2
    return _replaced(text, node.start_mark.index, end(text, node), (first.removeprefix("- "), *rest), column)


def _says(before: Reading, after: Reading, new: Note) -> bool:
    """Whether a file says all that it did and the new note, and no more is wrong with it than before."""
    if _errors(after) > _errors(before) or len(before.topics) != len(after.topics):
        return False
    return all(
        len(old.notes) == len(found.notes) and placeless(_expected(old, found, new)) == placeless(found)
        for old, found in zip(before.topics, after.topics, strict=True)
    )


def _errors(reading: Reading) -> int:
    return sum(problem.level == "error" for problem in reading.problems)


def _expected(old: Topic, found: Topic, new: Note) -> Topic:
    """The topic with the new note, whose name comes of its new words."""
    notes = (
        new._replace(id=other.id) if note.span == new.span else note
        for note, other in zip(old.notes, found.notes, strict=True)
    )
    return old._replace(notes=tuple(notes))
