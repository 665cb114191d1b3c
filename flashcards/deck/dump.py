"""Topics to the deck file that an author would have written: short forms, `|` blocks, lines of readable length."""

from __future__ import annotations

import re
import textwrap
from itertools import chain
from typing import TYPE_CHECKING

from flashcards.deck import compose, names, prose, short
from flashcards.deck.insert import word
from flashcards.deck.piece import BREAK, moved
from flashcards.deck.write import placeless

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from flashcards.deck.piece import Lines
    from flashcards.model import Note, Topic

WIDTH = 110
_INSIDE = 6
"""The column in which cards begin, which their lines do not know of."""
_SIMPLE = re.compile(r"[\w$(][^,\[\]{}:#\t\n]*")


def dump(topics: Sequence[Topic], *, deck: str = "", tags: Sequence[str] = (), in_full: bool = False) -> str:
    """A whole deck file that reads as these topics, if their texts are `readable`.

    `deck` and `tags` are those of the file, which all its topics have; without `deck` it is named by its path. With
    `in_full` the cards that reading the text would make are written down as well.
    """
    header = [*(short.after("deck: ", deck, 2) if deck else ()), *([f"tags: {short.flow(tags)}"] if tags else ())]
    bodies = ["\n".join(moved(lines_of(topic, shared=tags, in_full=in_full), 2)) for topic in topics]
    listed = "topics:\n" + "\n\n".join(bodies) if bodies else "topics: []"
    return "\n".join([*header, "", listed] if header else [listed]) + "\n"


def readable(text: str) -> str:
    """A text as it comes back from a deck file: no character that cannot be in one, no blank ends, LF for any break."""
    return BREAK.sub("\n", compose.clean(text)[0]).rstrip().lstrip("\n") if text else ""


def lines_of(topic: Topic, *, shared: Sequence[str] = (), in_full: bool = False) -> Lines:
    """A topic from its dash; without the tags that its file gives to all."""
    parts = (
        _text("- topic:", topic.title, 4),
        _id(topic.id, written=topic.own_id or topic.id != names.slug(topic.title)),
        several("aka", topic.aka, in_brackets=True),
        _tags([tag for tag in topic.tags if tag not in shared]),
        several("requires", [reference.text for reference in topic.requires], in_brackets=False),
        short.block("  text: ", topic.text, 4) if topic.text else (),
        *_cards(topic, in_full=in_full),
    )
    return tuple(chain.from_iterable(parts))


def note_lines(note: Note) -> Lines:
    """A card from its dash, in its shortest form."""
    name = note.id.partition("/")[2]
    parts = (
        _id(name, written=names.valid(name) and name != names.key(note.kind, note.question)),
        ("  type: true",) if note.typed else (),
        _reverse(note),
        () if note.ordered else ("  ordered: false",),
        _tags(note.tags),
        *(
            _text(f"  {key}:", text, 4)
            for key, text in (
                ("hint", note.hint), ("extra", note.extra), ("source", note.source), ("anki", note.anki),
            )
            if text
        ),
    )  # fmt: skip
    more = tuple(chain.from_iterable(parts))
    return (*_head(note, alone=not more), *more)


def _cards(topic: Topic, *, in_full: bool) -> Iterator[Lines]:
    """All cards; unless they are wanted in full, none where reading the text makes the very same ones."""
    made = prose.notes(topic.id, topic.title, topic.text, topic.span)
    same = placeless(topic).notes == placeless(topic._replace(notes=made)).notes
    if same and not (in_full and topic.notes):
        return
    yield ("  cards:",) if topic.notes else ("  cards: []",)
    for note in topic.notes:
        yield moved(note_lines(note), 4)


def _head(note: Note, *, alone: bool) -> Lines:
    """What is asked, and the answer."""
    match note.kind:
        case "basic" if short.is_key(note.question):
            return _text(f"- {note.question}:", note.answer, 4)
        case "basic":
            return (*_text("- q:", note.question, 4), *_text("  a:", note.answer, 4))
        case "cloze":
            return _text("-", note.question, 2) if alone else _text("- cloze:", note.question, 4)
        case "list":
            return (*_text("- list:", note.question, 4), *several("items", note.items, in_brackets=True))


def _reverse(note: Note) -> Lines:
    if not note.reverse:
        return ()
    if note.reverse == note.answer:
        return ("  reverse: true",)
    if note.reverse.lower() in ("true", "false"):
        return (f"  reverse: '{note.reverse}'",)
    return _text("  reverse:", note.reverse, 4)


def _id(name: str, *, written: bool) -> Lines:
    return (f"  id: {word(name)}",) if written else ()


def _tags(tags: Sequence[str]) -> Lines:
    return (f"  tags: {short.flow(tags)}",) if tags else ()


def several(key: str, texts: Sequence[str], *, in_brackets: bool) -> Lines:
    """One text or several below a topic or card, in brackets where all are short words."""
    if len(texts) == 1 and key != "items":
        return _text(f"  {key}:", texts[0], 4)
    line = f"  {key}: [{', '.join(texts)}]"
    if in_brackets and len(line) <= WIDTH - _INSIDE and all(_SIMPLE.fullmatch(text) for text in texts):
        return (line,) if texts else ()
    return (f"  {key}:", *chain.from_iterable(moved(_text("-", text, 2), 4) for text in texts)) if texts else ()


def _text(head: str, text: str, margin: int) -> Lines:
    """A text behind a dash or key; a line that is too long goes on at the margin, where that changes nothing."""
    lines = short.after(f"{head} ", text, margin)
    if len(lines) > 1 or len(lines[0]) <= WIDTH - _INSIDE:
        return lines
    begin = head + " " if head == "-" else ""
    for written in (text, f"'{text}'", f'"{text}"'):
        rows = textwrap.wrap(
            written, WIDTH - _INSIDE - margin, break_long_words=False, break_on_hyphens=False, replace_whitespace=False
        )
        if short.is_text("\n    ".join(rows), text):
            first = (begin + rows[0],) if begin else (head, *moved(rows[:1], margin))
            return (*first, *moved(rows[1:], margin))
    return lines
