"""What libyaml says is wrong, in the words of someone who writes cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from flashcards.deck.names import quoted
from flashcards.model import Problem, Span

if TYPE_CHECKING:
    import yaml

QUOTE = "put quotes around the text, or write it after a |"
_ALIGN = "indent it like its neighbours"
_ESCAPE = "in double quotes a backslash begins an escape: {line}"
_OFF_LIST = "this does not line up with the list above: {line}"
_OTHERWISE = "use single quotes, or write the text after a |"


class _Case(NamedTuple):
    """Which message this is, where to point, and what to say. `{char}` and `{line}` are what stands there."""

    says: str
    at_context: bool
    message: str
    hint: str = ""


_CASES = (
    _Case("too deep", False, "lists within lists are nested more than 100 deep"),
    _Case("single document", False, "a second document begins here", "a file is one deck: remove the line ---"),
    _Case("found character '\\t'", False, "a tab where only spaces count", "indent with spaces"),
    _Case("cannot start any token", False, "a text cannot begin with {char}", QUOTE),
    _Case("tab character", False, "a tab where only spaces count", "indent with spaces"),
    _Case("mapping values are not allowed", False, "a colon and a space inside a text: {line}", QUOTE),
    _Case("unexpected end of stream", True, "this quotation mark is never closed: {line}"),
    _Case("unexpected document indicator", True, "this quotation mark is never closed: {line}"),
    _Case("undefined alias", False, "a text cannot begin with *", QUOTE),
    _Case("duplicate anchor", False, "a text cannot begin with &", QUOTE),
    _Case("alphabetic or numeric", True, "a text cannot begin with {char}", QUOTE),
    _Case("unknown escape", False, _ESCAPE, _OTHERWISE),
    _Case("hexdecimal", False, _ESCAPE, _OTHERWISE),
    _Case("hexadecimal", False, _ESCAPE, _OTHERWISE),
    _Case("Unicode character", False, _ESCAPE, _OTHERWISE),
    _Case("tag handle", True, "a text cannot begin with !", QUOTE),
    _Case("while scanning a tag", True, "a text cannot begin with !", QUOTE),
    _Case("find expected ':'", True, "neither 'key: text' nor '- text': {line}", "is a colon or a quote missing?"),
    _Case("sequence entries", False, "a list cannot begin on the line of its key", "begin it on the next line"),
    _Case("comment or line break", False, "text right after | or >", "begin it on the next line, indented"),
    _Case("block scalar", False, "text right after | or >", "begin it on the next line, indented"),
    _Case("flow mapping", True, "a {{ … }} that YAML cannot read: {line}", QUOTE),
    _Case("flow sequence", True, "a [ … ] that YAML cannot read: {line}", "put quotes around each text in it"),
    _Case("expected '-' indicator", False, _OFF_LIST, _ALIGN),
    _Case("expected <block end>, but found '-'", False, _OFF_LIST, _ALIGN),
    _Case("expected key", False, "this does not line up, or follows a closed quotation: {line}", _ALIGN),
    _Case("expected <block end>", False, "this does not line up with what is above: {line}", _ALIGN),
    _Case("<document start>", False, "this belongs to nothing above: {line}", "indent it, or put quotes around it"),
    _Case("node content", True, "something is missing here: {line}", QUOTE),
    _Case("directive", False, "a text cannot begin with %", QUOTE),
)  # fmt: skip


_TAB = _Case("", False, "a tab where only spaces count", "indent with spaces")
_CUT = _Case("", False, "the text ends at '#', as if a comment began there: {line}", "put quotes around the text")
_UNCLOSED = _Case("", False, "a bracket that is never closed: {line}", "close it, or put quotes around the text")
_TOO_FAR = _Case("", False, "this line is indented further than its neighbours: {line}", _ALIGN)
_COMMENT = re.compile(r"(?<=\S )#(?=[^'\"]*$)")
_VALUE = re.compile(r"\s*(?:- +)*(?:[^\s:][^:]*: +)?")


def syntax(error: yaml.MarkedYAMLError, text: str, path: str, line: int) -> Problem:
    """A problem at the place that matters: where a quotation began rather than where the file ended."""
    case = _case(error)
    mark = error.context_mark if case and case.at_context else None
    mark = mark or error.problem_mark or error.context_mark
    rows = re.split(r"\r\n|\r|\n", text)
    row, column = (mark.line, mark.column) if mark else (0, 0)
    if row >= len(rows):  # libyaml counts a line that begins after the last character
        row, column = len(rows) - 1, len(rows[-1])
    if case and case.says == "node content" and not any(text.strip() for text in rows[row:]):
        case, (row, column) = _UNCLOSED, _last_bracket(rows)
    elif case and case.hint == _ALIGN and row and (cut := _COMMENT.search(rows[row - 1])):
        case, row, column = _CUT, row - 1, cut.start()
    source = rows[row]
    span = Span(path, row + line + 1, column + 1)
    if source[column : column + 1] == "\t":
        case = _TAB
    elif case and case.says.startswith("mapping values") and re.fullmatch(r"\s*[a-z]+:", source[: column + 1]):
        case = _TOO_FAR
    if case is None:
        return Problem("error", span, f"this is not readable as YAML: {error.problem or error.context}")
    message = case.message.format(char=source[column : column + 1] or "this", line=quoted(source))
    return Problem("error", span, message, _hint(case, source))


def _last_bracket(rows: list[str]) -> tuple[int, int]:
    """Row and column of the last [ or {, 0 and 0 if there is none."""
    places = ((row, max(text.rfind("["), text.rfind("{"))) for row, text in reversed(list(enumerate(rows))))
    return next(((row, column) for row, column in places if column >= 0), (0, 0))


def _case(error: yaml.MarkedYAMLError) -> _Case | None:
    said = f"{error.context or ''}; {error.problem or ''}"
    return next((case for case in _CASES if case.says in said), None)


def _hint(case: _Case, source: str) -> str:
    """What helps, going by how the text on this line begins."""
    if not case.says:
        return case.hint
    begins = _VALUE.sub("", source, count=1)
    if begins.startswith("{{"):
        return "a text that begins with {{ needs quotes around it, or a | before it"
    if begins.startswith(("[", "{")) and "flow" not in case.says:
        return f"a text cannot begin with {begins[0]}: {QUOTE}"
    if begins.startswith(('"', "'")) and "never closed" not in case.message and case.hint == _ALIGN:
        return "the quotes have to be around the whole text"
    return case.hint
