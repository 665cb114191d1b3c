"""A plan to add something, or what came of it, as lines to read."""

from __future__ import annotations

from difflib import unified_diff
from typing import TYPE_CHECKING

from flashcards.deck import split
from flashcards.text.plural import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from flashcards.collection.add import Plan
    from flashcards.collection.sift import Portion, Sifted
    from flashcards.model import Note

    Place = Callable[[str], str]
    """A file of the collection to its path as seen from here."""

LEFT = "left as it is"
_WORDS = {"typed": "type"}


def lines(plan: Plan, place: Place, *, done: bool) -> Iterator[str]:
    """What is new, file by file, what differs from what is there, and the sum. `done` says that it has been written."""
    fresh = {change.path for change in plan.changes if change.before is None}
    for path in dict.fromkeys(plan.homes):
        yield f"{place(path)} (a new file)" if path in fresh else place(path)
        for portion, home in zip(plan.portions, plan.homes, strict=True):
            if home == path:
                yield from _portion(portion, place)
    yield from (f"{place(copy.path)} (copied from {copy.source})" for copy in plan.copies)
    yield summary(plan, done=done)


def brief(plan: Plan, place: Place, *, done: bool) -> Iterator[str]:
    """The same for very many: each file with its counts, and only what differs from what is there card by card."""
    fresh = {change.path for change in plan.changes if change.before is None}
    by_path: dict[str, list[Portion]] = {}
    for portion, path in zip(plan.portions, plan.homes, strict=True):
        by_path.setdefault(path, []).append(portion)
    for path, mine in by_path.items():
        topics, notes = sum(portion.row is None for portion in mine), sum(len(portion.new) for portion in mine)
        differing = [portion._replace(notes=portion.changed) for portion in mine if portion.differs or portion.changed]
        if topics or notes or differing:
            sums = [counted(topics, "topic"), _cards(mine)]
            yield f"{place(path)}{' (a new file)' if path in fresh else ''}: {', '.join(sums)}"
        for portion in differing:
            yield from _portion(portion, place)
    yield from (f"{place(copy.path)} (copied from {copy.source})" for copy in plan.copies)
    yield summary(plan, done=done)


def summary(plan: Plan, *, done: bool) -> str:
    """'2 topics and 5 cards added, 1 differs from what is there (left as it is), 3 are there already'."""
    topics = sum(portion.row is None for portion in plan.portions)
    changed = sum(len(portion.changed) for portion in plan.portions)
    there = sum(portion.there for portion in plan.portions)
    counts = [counted(topics, "topic")] if topics else []
    counts += [_cards(plan.portions)] if plan.cards or not topics else []
    more = [f"{changed} {'differs' if changed == 1 else 'differ'} from what is there ({LEFT})"] if changed else []
    more += [f"{there} {'is' if there == 1 else 'are'} there already"] if there else []
    return ", ".join([f"{' and '.join(counts)} {'added' if done else 'to add'}", *more])


def _cards(portions: Sequence[Portion]) -> str:
    """'5 cards', or '3 notes with 5 cards' where some notes have several."""
    notes = [sifted.note for portion in portions for sifted in portion.new]
    cards = sum(
        len(split.parts(note.kind, note.question, items=note.items, reverse=bool(note.reverse))) for note in notes
    )
    return (
        counted(cards, "card")
        if cards == len(notes)
        else f"{counted(len(notes), 'note')} with {counted(cards, 'card')}"
    )


def diff(plan: Plan) -> str:
    """All changes of files as a unified diff that `patch -p1` understands; line breaks are those of the files."""
    pieces: list[str] = []
    for change in plan.changes:
        old = f"a/{change.path}" if change.before is not None else "/dev/null"
        before, after = (_rows(text) for text in (change.before or "", change.after))
        rows = unified_diff(before, after, old, f"b/{change.path}")
        pieces += [row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n" for row in rows]
    return "".join(pieces)


def _rows(text: str) -> list[str]:
    """Lines as `diff` sees them: only a line feed ends one."""
    rows = [f"{row}\n" for row in text.split("\n")]
    return rows[:-1] if text.endswith("\n") or not text else [*rows[:-1], rows[-1][:-1]]


def _portion(portion: Portion, place: Place) -> Iterator[str]:
    yield f"  {portion.title}{' (a new topic)' if portion.row is None else ''}"
    for key in portion.differs:
        yield f"    ~ its '{key}' says something else ({LEFT})"
    for sifted in portion.notes:
        if sifted.old is None:
            yield f"    + {_first_line(sifted.note.question)}"
        elif sifted.differs:
            yield from _difference(sifted, sifted.old, place)


def _difference(sifted: Sifted, old: Note, place: Place) -> Iterator[str]:
    """Both texts of whatever differs, and where the one in the collection stands."""
    yield f"    ~ {_first_line(old.question)}  {place(old.span.path)}:{old.span.line} ({LEFT})"
    for name in sifted.differs:
        label = "" if name == "answer" else f"{_WORDS.get(name, name)}: "
        for mark, note in (("-", old), ("+", sifted.note)):
            said = _said(getattr(note, name))
            yield from (f"        {mark} {label}{row}" for row in said.splitlines())


def _said(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _first_line(text: str) -> str:
    first, _, rest = text.partition("\n")
    return f"{first} …" if rest else first
