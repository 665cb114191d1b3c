"""One card text, from Markdown to styled lines for a terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from flashcards.text.media import decoded, is_sound, name
from flashcards.text.styled import Line, Run, clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

OPEN, CLOSE = "\ue000", "\ue001"

MARKUP = re.compile(
    r"[\\`*_$\r\0]|~~|\]\(|\]\[|\]:|<[A-Za-z/!?]|&[#\w]|  \n|^[ \t]*(?:[-+=>#|]|\d{1,9}[.)])|^(?: {4}|\t)|^.*\|.*\n.*-",
    re.MULTILINE,
)
"""What makes a text more than paragraphs of plain words: only then it needs a parser."""
_MARKS = re.compile(f"([{OPEN}{CLOSE}])")
_HIDDEN_BOX = re.compile(r"\\boxed\{(?:\\ldots|\\text\{([^{}\\]*)\})\}")
_RULE = "─" * 20
_CODE_INDENT = "  "


class Cursor:
    """What is open while a text is read from left to right: the looks, and whether a cloze is."""

    def __init__(self) -> None:
        self.styles: list[str] = []
        self.cloze = False

    def runs(self, text: str, *styles: str) -> Iterator[Run]:
        """The text in the open looks; marks of clozes open and close theirs."""
        for piece in _MARKS.split(text) if OPEN in text or CLOSE in text else [text]:
            if piece in (OPEN, CLOSE):
                self.cloze = piece == OPEN
            elif piece:
                yield Run(clean(piece), " ".join((*self.styles, *styles, *(["cloze"] if self.cloze else []))))


class Frame(NamedTuple):
    """Where a block stands: what goes before its first row, before the others, and the looks around it."""

    first: str = ""
    rest: str = ""
    style: str = ""
    tight: bool = False


def lines(markdown: str) -> tuple[Line, ...]:
    """Styled lines of a text. A text without markup is laid out without a parser."""
    if not MARKUP.search(markdown):
        return _without_markup(markdown)
    from flashcards.text.markdown import tokens

    return tuple(_trimmed(_Writer(tokens(markdown)).lines()))


def _without_markup(text: str) -> tuple[Line, ...]:
    cursor = Cursor()
    paragraphs = [[row.strip(" \t") for row in part.split("\n")] for part in re.split(r"\n[ \t]*\n", text)]
    texts = [" ".join(row for row in rows if row) for rows in paragraphs]
    written = [Line(runs=tuple(cursor.runs(text))) for text in texts if text]
    spaced = [line for one in written for line in (one, Line())]
    return tuple(_trimmed(spaced))


def _trimmed(written: list[Line]) -> list[Line]:
    """Without empty lines at the ends and without two in a row."""
    kept: list[Line] = []
    for line in written:
        if line.runs or (kept and kept[-1].runs):
            kept.append(line)
    while kept and not kept[-1].runs:
        kept.pop()
    return kept


class _Writer:
    """Walks the block tokens once; `at` is the next one."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0
        self.cursor = Cursor()

    def lines(self) -> list[Line]:
        return self._until("", Frame())

    def _until(self, closing: str, frame: Frame) -> list[Line]:
        """The blocks up to a closing token, with an empty line between them unless they stand tight."""
        written: list[Line] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == closing:
                break
            block = self._block(token, frame)
            if written and block and not frame.tight:
                written.append(Line(frame.rest.rstrip(), frame.rest.rstrip()))
            written += block
            if written:
                frame = frame._replace(first=frame.rest)
        return written

    def _block(self, token: Token, frame: Frame) -> list[Line]:
        match token.type:
            case "inline":
                return self._inline(token, frame)
            case "paragraph_open":
                return self._until("paragraph_close", frame)
            case "heading_open":
                return self._until("heading_close", frame._replace(style="heading"))
            case "fence" | "code_block":
                return self._code(token, frame)
            case "display":
                return self._display(token.content, frame)
            case "blockquote_open":
                return self._until("blockquote_close", _nested(frame, "│ ", "│ ")._replace(style="quote", tight=False))
            case "bullet_list_open" | "ordered_list_open":
                return self._list(token, frame)
            case "table_open":
                return self._table(frame)
            case "hr":
                return [Line(frame.first, frame.rest, (Run(_RULE, "dim"),), wrap=False)]
        return []

    def _inline(self, token: Token, frame: Frame) -> list[Line]:
        rows = _split_at_breaks(self._runs(token.children or [], frame.style))
        return [Line(frame.rest if at else frame.first, frame.rest, row) for at, row in enumerate(rows)]

    def _code(self, token: Token, frame: Frame) -> list[Line]:
        from flashcards.text.code import highlighted

        rows = highlighted(token.content, token.info.split()[0] if token.info.strip() else "")
        first, rest = frame.first + _CODE_INDENT, frame.rest + _CODE_INDENT
        return [Line(rest if at else first, rest, row, wrap=False) for at, row in enumerate(rows)]

    def _display(self, tex: str, frame: Frame) -> list[Line]:
        runs = tuple(_formula(self.cursor, tex, "$$"))
        return [Line(frame.first + "  ", frame.rest + "  ", runs)]

    def _list(self, opening: Token, frame: Frame) -> list[Line]:
        written: list[Line] = []
        number = int(opening.attrs.get("start", 1)) if opening.type == "ordered_list_open" else None
        closing, loose = opening.type.replace("_open", "_close"), not self._is_tight()
        while self.tokens[self.at].type != closing:
            self.at += 1
            bullet = "• " if number is None else f"{number}. "
            inner = _nested(frame, bullet, " " * len(bullet))._replace(tight=not loose)
            item = self._until("list_item_close", inner) or [Line(inner.first, inner.rest)]
            if loose and written:
                written.append(Line(frame.rest.rstrip(), frame.rest.rstrip()))
            written += item
            frame = frame._replace(first=frame.rest)
            number = None if number is None else number + 1
        self.at += 1
        return written

    def _is_tight(self) -> bool:
        """Whether the list that begins here hides its paragraphs."""
        depth = self.tokens[self.at].level + 1
        for token in self.tokens[self.at :]:
            if token.level < depth - 1:
                break
            if token.type == "paragraph_open" and token.level == depth:
                return bool(token.hidden)
        return True

    def _table(self, frame: Frame) -> list[Line]:
        from flashcards.text.table import Column, laid_out

        rows: list[list[tuple[Run, ...]]] = []
        columns: list[Column] = []
        while (token := self.tokens[self.at]).type != "table_close":
            self.at += 1
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                style = "bold" if token.type == "th_open" else ""
                columns += [Column(str(token.attrs.get("style", "")))] if token.type == "th_open" else []
                rows[-1].append(tuple(self._runs(self.tokens[self.at].children or [], style)))
        self.at += 1
        return laid_out(rows, columns, frame.first, frame.rest)

    def _runs(self, children: Sequence[Token], style: str) -> Iterator[Run]:
        cursor = self.cursor
        cursor.styles = [style] if style else []
        for token in children:
            match token.type:
                case "text":
                    yield from cursor.runs(token.content)
                case "softbreak":
                    yield from cursor.runs(" ")
                case "hardbreak":
                    yield Run("\n")
                case "code_inline":
                    yield from cursor.runs(token.content, "code")
                case "formula" | "display":
                    yield from _formula(cursor, token.content, "$" if token.type == "formula" else "$$")
                case "image":
                    yield from _image(cursor, token)
                case "link_open":
                    cursor.styles.append(f"link link:{token.attrs.get('href', '')}")
                case "em_open" | "strong_open" | "s_open":
                    cursor.styles.append(_EMPHASIS[token.type])
                case "link_close" | "em_close" | "strong_close" | "s_close":
                    cursor.styles.pop()


_EMPHASIS = {"em_open": "italic", "strong_open": "bold", "s_open": "strike"}


def _nested(frame: Frame, first: str, rest: str) -> Frame:
    return frame._replace(first=frame.first + first, rest=frame.rest + rest)


def _split_at_breaks(runs: Iterator[Run]) -> list[tuple[Run, ...]]:
    rows: list[list[Run]] = [[]]
    for run in runs:
        if run == Run("\n"):
            rows.append([])
        else:
            rows[-1].append(run)
    return [tuple(row) for row in rows if row]


def _formula(cursor: Cursor, tex: str, dollars: str) -> Iterator[Run]:
    """The formula in Unicode, or as TeX where that is the only sure way to write it."""
    from flashcards.text.unicode_math import line

    typeset = line(tex)
    if typeset is None:
        source = _HIDDEN_BOX.sub(lambda box: f"{OPEN}[{box[1] or '…'}]{CLOSE}", " ".join(tex.split()))
        typeset = f"{dollars}{source}{dollars}"
    outside = cursor.cloze
    yield from cursor.runs(typeset, "math")
    cursor.cloze = outside


def _image(cursor: Cursor, token: Token) -> Iterator[Run]:
    path = str(token.attrs.get("src", ""))
    kind = "sound" if is_sound(path) else "image"
    label = name(decoded(path)) if kind == "sound" else token.content or name(decoded(path))
    yield from cursor.runs(f"[{kind}: {label}]", "image", f"link:{path}")
