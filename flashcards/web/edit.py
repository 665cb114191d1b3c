"""Edit: a card's texts in a form, or a whole deck file. What is written is the file; nothing else is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.exceptions import HTTPException

from flashcards.collection import cards, edit, topics
from flashcards.collection.index import problem_count
from flashcards.deck.dump import readable
from flashcards.model import Mistake
from flashcards.web import pages
from flashcards.web.routing import action, page
from flashcards.web.shown import number

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams
    from starlette.requests import Request
    from starlette.responses import Response

    from flashcards.collection.cards import Entry
    from flashcards.model import Note, Problem
    from flashcards.web.desk import Desk

BACK = {"review": "/review", "problems": "/problems", "browse": "/browse", "home": "/"}
"""Where a form may lead back to."""
AROUND = 3
"""Lines shown before and after the one that is meant."""
LARGEST = 300_000
"""Characters of a file that a form can hold."""
LABELS = {
    "basic": ("Question", "Answer"),
    "cloze": ("Text, with {{gaps}}", ""),
    "list": ("What is asked", ""),
}


class Field(NamedTuple):
    """A text of a card in the form; `optional` ones may be empty."""

    name: str
    label: str
    text: str
    optional: bool = False

    @property
    def rows(self) -> int:
        return min(14, max(2, self.text.count("\n") + 2 + len(self.text) // 90))


def card(desk: Desk, request: Request) -> Response:
    """The form of a card; one that is made of its topic's text is changed there."""
    asked = request.query_params
    entry = _entry(desk, asked.get("card", ""))
    span = entry.note.span
    if topics.topic(desk.collection.index, entry.topic_key).line == span.line:
        return pages.go("/edit/file", path=span.path, line=span.line, card=entry.origin, back=asked.get("back", ""))
    return _card(desk, request, entry, entry.note, asked)


def change_card(desk: Desk, request: Request, form: QueryParams) -> Response:
    """Write a card's texts into its file."""
    entry = _entry(desk, form.get("card", ""))
    new, before = _note(entry.note, form), problem_count(desk.collection.index)
    try:
        if new != entry.note:
            edit.reword(desk.collection, new, _digest(form), at=desk.clock())
    except Mistake as mistake:
        return _card(desk, request, entry, new, form, str(mistake))
    return _done(desk, form, new.span.path, before)


def _entry(desk: Desk, origin: str) -> Entry:
    entry = cards.of_origin(desk.collection.index, origin)
    if entry is None:
        raise HTTPException(404, "This card is not in the decks (any more).")
    return entry


def _card(desk: Desk, request: Request, entry: Entry, note: Note, asked: QueryParams, wrong: str = "") -> Response:
    return pages.render(
        desk,
        request,
        "edit-card.html",
        status=409 if wrong else 200,
        entry=entry,
        fields=_fields(note),
        now=[field for field, ours in zip(_fields(entry.note), _fields(note), strict=True) if field != ours],
        digest=edit.page(desk.collection, note.span.path).digest,
        back=asked.get("back", ""),
        away=_back(asked),
        wrong=wrong,
    )


def _fields(note: Note) -> list[Field]:
    question, answer = LABELS[note.kind]
    found = [Field("question", question, note.question)]
    if note.kind == "basic":
        found.append(Field("answer", answer, note.answer))
    if note.items and not any("\n" in item for item in note.items):
        found.append(Field("items", "Items, one a line", "\n".join(note.items)))
    more = (
        ("hint", "Hint", note.hint),
        ("extra", "More, below the answer", note.extra),
        ("source", "Source", note.source),
    )
    return [*found, *(Field(name, label, text, optional=True) for name, label, text in more)]


def _note(old: Note, form: QueryParams) -> Note:
    """The note as the form says it; what the form has not is as it was."""
    given: dict[str, Any] = {field.name: readable(form.get(field.name, field.text)) for field in _fields(old)}
    items = given.pop("items", None)
    new = old._replace(**given)
    if items is not None:
        new = new._replace(items=tuple(line.strip() for line in items.split("\n") if line.strip()))
    return new._replace(reverse=new.answer) if old.reverse and old.reverse == old.answer else new


def file(desk: Desk, request: Request) -> Response:
    """A whole deck file, open at a line."""
    asked = request.query_params
    found = edit.page(desk.collection, asked.get("path", ""))
    if len(found.text) > LARGEST:
        raise Mistake(
            f"{found.path} is too large for this form; open it in your editor, at line {number(asked, 'line')}"
        )
    return _file(desk, request, found, found.text, asked)


def change_file(desk: Desk, request: Request, form: QueryParams) -> Response:
    """Write a deck file; one that something would be newly wrong with, only when that is asked for."""
    path, before = form.get("path", ""), problem_count(desk.collection.index)
    text = form.get("text", "").replace("\r\n", "\n")
    now = edit.page(desk.collection, path)
    problems = () if form.get("anyway") else edit.new_errors(path, now.text, text)
    try:
        if not problems:
            edit.save(desk.collection, path, text, _digest(form), at=desk.clock())
            return _done(desk, form, path, before)
    except Mistake as mistake:
        return _file(desk, request, now, text, form, str(mistake))
    return _file(desk, request, now._replace(digest=_digest(form)), text, form, problems=problems)


def _file(
    desk: Desk,
    request: Request,
    found: edit.Page,
    text: str,
    asked: QueryParams,
    wrong: str = "",
    problems: tuple[Problem, ...] | list[Problem] = (),
) -> Response:
    line = problems[0].span.line if problems else number(asked, "line")
    return pages.render(
        desk,
        request,
        "edit-file.html",
        status=409 if wrong or problems else 200,
        path=found.path,
        text=text,
        digest=found.digest,
        line=line,
        around=_around(text, line),
        start=sum(len(row) + 1 for row in text.replace("\r\n", "\n").split("\n")[: max(0, line - 1)]),
        card=asked.get("card", ""),
        back=asked.get("back", ""),
        away=_back(asked),
        wrong=wrong,
        problems=problems,
    )


def _around(text: str, line: int) -> list[tuple[int, str]]:
    """The lines about one, with their numbers."""
    rows = text.replace("\r\n", "\n").split("\n")
    first = max(1, line - AROUND)
    return list(enumerate(rows[first - 1 : line + AROUND], first)) if 0 < line <= len(rows) else []


def _digest(form: QueryParams) -> str:
    digest = form.get("digest", "")
    if len(digest) != 32 or set(digest) - set("0123456789abcdef"):
        raise HTTPException(400, "This form does not say what it was made from.")
    return digest


def _back(fields: QueryParams) -> str:
    """Where a form leads back to: a page by its name, or the page of a topic."""
    name = fields.get("back", "")
    return name if name.startswith("/topic/") else BACK.get(name, "/")


def _done(desk: Desk, form: QueryParams, path: str, before: int) -> Response:
    """Back to where the form was opened, with the card as it reads now."""
    desk.refresh()
    worse = problem_count(desk.collection.index) > before
    said = (
        f"Written, but there is something wrong in {path} now: Problems says what." if worse else f"Written to {path}."
    )
    back = _back(form)
    here = cards.of_origin(desk.collection.index, form.get("card", "")) if back == "/review" else None
    query = {"card": here.origin, "read": here.topic} if here else {}
    return pages.go(back, **query, said=desk.say(said))


routes = [
    page("/edit/card", card),
    action("/edit/card", change_card),
    page("/edit/file", file),
    action("/edit/file", change_file),
]
