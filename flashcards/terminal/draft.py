"""Cards for a topic, written in the author's editor. What was typed stays in a file until it is in the collection."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from flashcards.collection import add, topics
from flashcards.collection.discover import HIDDEN
from flashcards.deck import short
from flashcards.deck.names import slug
from flashcards.model import Mistake
from flashcards.terminal import added, editor

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flashcards.collection.add import Plan
    from flashcards.collection.collection import Collection

TEMPLATE = """\
# {what}
# Write them below, save, and leave the editor. If you change nothing, nothing is added.
#
#   - Question?: answer
#   - A sentence with a {{{{gap}}}}.
#   - Question?: |
#       An answer of several lines.
#   - q: What does not end in a question mark
#     a: answer
#   - list: Something asked whole, and item by item
#     items: [one, two]
#
# A new topic may also have requires: [Title, Title], text: | and tags: [word].
topic: {title}
cards:
  - {space}
"""


def write(
    collection: Collection,
    title: str,
    clock: Callable[[], int],
    *,
    into: str = "",
    place: Callable[[str], str] = str,
    environ: Mapping[str, str] = os.environ,
    source: TextIO | None = None,
    out: TextIO | None = None,
) -> None:
    """Have cards written and add them. Raises Mistake, naming the file that keeps them, if they could not be added."""
    collection.must_be_writable()
    source, out = source or sys.stdin, out or sys.stdout
    path = collection.folder / HIDDEN / "drafts" / f"{slug(title) or 'topic'}.yaml"
    template = _template(collection, title)
    if path.exists():
        out.write(f"Going on with what was left in {path}\n")
    else:
        path.parent.mkdir(exist_ok=True)
        path.write_text(template, "utf-8")
    while True:
        if fault := editor.edit(environ, path, path.read_bytes().count(b"\n")):
            raise Mistake(f"{fault}\nThe draft is kept in {path}")
        if not path.exists() or path.read_bytes().strip() in (b"", template.strip().encode("utf-8")):
            path.unlink(missing_ok=True)
            out.write("Nothing was written, so nothing is added\n")
            return
        problems = _add(collection, path, clock, into, place, out)
        if not problems:
            return
        out.write("".join(f"{problem}\n" for problem in problems))
        if not _again(source, out):
            raise Mistake(f"nothing was added; what you wrote is kept in {path}, and this command goes on with it")


def _template(collection: Collection, title: str) -> str:
    row = topics.find(collection.index, title)
    near = [] if row else topics.near(collection.index, title)
    where = f" (in {row.path})" if row else ", a new topic"
    meant = f"; did you mean '{near[0]}'?" if near else ""
    name = row.title if row else title
    return TEMPLATE.format(what=f"Cards for '{name}'{where}{meant}", title=short.scalar(name), space="")


def _add(
    collection: Collection, path: Path, clock: Callable[[], int], into: str, place: Callable[[str], str], out: TextIO
) -> list[str]:
    """Add what the draft says and remove it; returns what is wrong with it, or why there is no place for it."""
    given, problems = add.source(path.read_bytes(), path, path.parent)
    if problems:
        return [str(problem._replace(span=problem.span._replace(path=str(path)))) for problem in problems]
    given = given._replace(folder=Path.cwd())
    try:
        plan = add.plan(collection, given, into=into)
    except Mistake as mistake:
        return [str(mistake)]
    shown = [str(problem._replace(span=problem.span._replace(path=str(path)))) for problem in plan.problems]
    if not plan.sound:
        return shown
    if plan.changes:
        add.carry_out(collection, plan, at=clock())
    out.write("".join(f"{line}\n" for line in [*shown, *added.lines(plan, place, done=True)]))
    _put_away(path, plan, out)
    return []


def _put_away(path: Path, plan: Plan, out: TextIO) -> None:
    """Remove a draft, unless something that it says is nowhere else."""
    if any(portion.changed or portion.differs for portion in plan.portions):
        out.write(f"What you wrote is kept in {path}\n")
    else:
        path.unlink()


def _again(source: TextIO, out: TextIO) -> bool:
    """Whether a person wants to mend it now; there is nobody to ask without a terminal."""
    if not (source.isatty() and out.isatty()):
        return False
    out.write("Edit it again? [Y/n] ")
    out.flush()
    answer = source.readline()
    return bool(answer) and not answer.strip().lower().startswith("n")
