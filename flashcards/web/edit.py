"""Edit: a card's texts in a form, or a whole deck file. What is written is the file; nothing else is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

from flashcards.collection import cards, edit, topics
from flashcards.collection.index import problem_count
from flashcards.model import Mistake
from flashcards.web import fields, pages
from flashcards.web.routing import action, page
from flashcards.web.shown import number

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams
    from starlette.requests import Request
    from starlette.responses import Response

    from flashcards.collection.cards import Entry
    from flashcards.model import Problem
    from flashcards.web.desk import Desk
    from flashcards.web.fields import Field

BACK = {"review": "/review", "problems": "/problems", "home": "/"}
LISTS = ("/browse", "/topic/")
"""Where a form may lead back to: a page by its name, or a list of cards by its address."""
AROUND = 3
"""Lines shown before and after the one that is meant."""
LARGEST = 300_000
"""Characters of a file or card that a form can hold."""
LARGEST_BODY = 12 * LARGEST + 1_000_000
"""Bytes that a form may send: a character takes at most twelve (%F0%9F%A6%89), and there may be more than before."""


def card(desk: Desk, request: Request) -> Response:
    """The form of a card; one that is made of its topic's text is changed there."""
    asked = request.query_params
    entry = _entry(desk, asked.get("card", ""))
    span = entry.note.span
    if topics.topic(desk.collection.index, entry.topic_key).line == span.line:
        return pages.go("/edit/file", path=span.path, line=span.line, card=entry.origin, back=asked.get("back", ""))
    shown = fields.of(entry.note)
    _refuse_too_large(sum(len(field.text) for field in shown), span.path, span.line)
    return _card(desk, request, entry, shown, asked)


def change_card(desk: Desk, request: Request, form: QueryParams) -> Response:
    """Write a card's texts into its file."""
    entry = _entry(desk, form.get("card", ""))
    before = problem_count(desk.collection.index)
    try:
        new = fields.note(entry.note, form)
        if new == entry.note:
            return _done(desk, form, "", before)
        edit.reword(desk.collection, new, _digest(form), at=desk.clock())
    except Mistake as mistake:
        said = str(mistake).removeprefix(f"{entry.note.span}: ")
        return _card(desk, request, entry, fields.filled(fields.of(entry.note), form), form, said)
    return _done(desk, form, new.span.path, before)


def _entry(desk: Desk, origin: str) -> Entry:
    entry = cards.of_origin(desk.collection.index, origin)
    if entry is None:
        raise HTTPException(404, "This card is not in the decks (any more).")
    return entry


def _card(
    desk: Desk, request: Request, entry: Entry, given: list[Field], asked: QueryParams, wrong: str = ""
) -> Response:
    return pages.render(
        desk,
        request,
        "edit-card.html",
        status=409 if wrong else 200,
        entry=entry,
        fields=given,
        shared=topics.topic(desk.collection.index, entry.topic_key).tags,
        now=[field for field, ours in zip(fields.of(entry.note), given, strict=True) if field != ours],
        digest=edit.page(desk.collection, entry.note.span.path).digest,
        back=asked.get("back", ""),
        away=_back(asked),
        wrong=wrong,
    )


def file(desk: Desk, request: Request) -> Response:
    """A whole deck file, open at a line."""
    asked = request.query_params
    found = edit.page(desk.collection, asked.get("path", ""))
    _refuse_too_large(len(found.text), found.path, number(asked, "line"))
    return _file(desk, request, found, found.text, asked)


def _refuse_too_large(size: int, path: str, line: int) -> None:
    """What opens in a form has to be one that can be sent back."""
    if size > LARGEST:
        raise Mistake(f"{path} is too large for this form; open it in your editor, at line {line}")


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


def _back(asked: QueryParams) -> str:
    """Where a form leads back to."""
    name = asked.get("back", "")
    return name if name.startswith(LISTS) and "\\" not in name else BACK.get(name, "/")


def _done(desk: Desk, form: QueryParams, path: str, before: int) -> Response:
    """Back to where the form was opened, with the card as it reads now. `path` is the file that was written, if any."""
    desk.refresh()
    worse = problem_count(desk.collection.index) > before
    said = f"Written to {path}." if path else "Nothing was changed."
    if worse:
        said = f"Written, but there is something wrong in {path} now: Problems says what."
    back = _back(form)
    here = cards.of_origin(desk.collection.index, form.get("card", ""))
    if here and back == "/review":
        return pages.go(back, card=here.origin, read=here.topic, said=desk.say(said))
    response = pages.go(back, said=desk.say(said))
    if here and back.startswith("/topic/"):
        response.headers["location"] += f"#card-{here.key}"
    return response


routes = [
    page("/edit/card", card),
    action("/edit/card", change_card, most=LARGEST_BODY),
    page("/edit/file", file),
    action("/edit/file", change_file, most=LARGEST_BODY),
]
