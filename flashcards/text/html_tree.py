"""The tree of an HTML text to Markdown with marks in it: markdownify, as far as our Markdown is everyone's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdownify import MarkdownConverter

from flashcards.text import marks
from flashcards.text.symbols import SUBSCRIPTS, SUPERSCRIPTS

if TYPE_CHECKING:
    from bs4.element import Tag

    from flashcards.text.from_html import Text

_MOST_COLUMNS = 50
_REMOTE = re.compile(r"https?://", re.IGNORECASE)
_LEADS_SOMEWHERE = re.compile(r"https?://|mailto:", re.IGNORECASE)
_LANGUAGE = re.compile(r"(?:^|\s)(?:language|lang|highlight-source|brush:)[-\s]*([\w+#.-]+)", re.IGNORECASE)
_BLOCKS = ["p", "ul", "ol", "li", "table", "pre", "blockquote", "hr", "h1", "h2", "h3", "h4", "h5", "h6"]
_UNTYPESET = re.compile(f"[\\\\$%#&_^{{}}~{marks.ALL}]")
_CLOSING = re.compile(rf"(?<![\\{marks.START}#])#+$")
_BREAKS = re.compile(f"[\\s{marks.BREAK}{marks.LINE}]+")


class Converter(MarkdownConverter):
    """Emphasis and breaks as marks, code and links held until the end, tables with a header, `-` before items."""

    def __init__(self, text: Text) -> None:
        super().__init__(bullets="-", heading_style="atx", strip_pre=None)
        self.text = text
        self.items: dict[int, int] = {}
        self.cells: dict[int, tuple[list[str], list[str]]] = {}
        self.rows: dict[int, list[tuple[list[str], list[str]]]] = {}

    def escape(self, text: str, parent_tags: set[str]) -> str:
        escaped = self.text.escaped(text)
        return escaped.replace("|", "\\|") if "td" in parent_tags or "th" in parent_tags else escaped

    def convert_b(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _emphasis(el, text, parent_tags, ("b", "strong"), marks.STRONG)

    convert_strong = convert_b

    def convert_i(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _emphasis(el, text, parent_tags, ("i", "em"), marks.EMPHASIS)

    convert_em = convert_i

    def convert_del(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _emphasis(el, text, parent_tags, ("del", "s"), marks.STRUCK)

    convert_s = convert_del

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return self._script(text, SUPERSCRIPTS, "^")

    def convert_sub(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return self._script(text, SUBSCRIPTS, "_")

    def _script(self, text: str, letters: dict[str, str], sign: str) -> str:
        """Raised or lowered letters where there are any, else a formula."""
        plain = text.strip().replace("-", "−")
        if not plain or all(letter in letters for letter in plain):
            return "".join(letters[letter] for letter in plain)
        if _UNTYPESET.search(text) or "\n" in text:
            return text
        return self.text.formula(f"{sign}{{\\text{{{text.strip()}}}}}", False)

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return "\n" if "pre" in parent_tags else marks.BREAK

    def convert_div(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        if "pre" in parent_tags:
            return text if text.endswith("\n") else f"{text}\n"
        return f"{marks.LINE}{text}{marks.LINE}"

    convert_article = convert_section = convert_dl = convert_dt = convert_dd = convert_div

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return f"\n\n{text.strip(' ')}\n\n" if text.strip() else ""

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002, N802
        words = _one_line(text)
        words = _CLOSING.sub(r"\\\g<0>", words[:1] + words[1:].replace(marks.START, ""))
        return f"\n\n{'#' * max(1, min(6, n))} {words}\n\n" if words else ""

    def convert_hr(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return f"\n\n{'***' if 'li' in parent_tags else '---'}\n\n"

    def convert_blockquote(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        lines = marks.lines(text)
        return "\n\n" + "\n".join(f"> {line}".rstrip() for line in lines.split("\n")) + "\n\n" if lines else ""

    def convert_ul(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        inside = "li" in parent_tags and not (el.name == "ol" and _start(el) != 1)
        items = text.strip("\n")
        return f"{chr(10) if inside else chr(10) * 2}{items}\n\n" if items else ""

    convert_ol = convert_ul

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        lines = marks.lines(text)
        parent = el.parent
        bullet = "- "
        if parent is not None and parent.name == "ol":
            place = self.items.get(id(parent), _start(parent))
            self.items[id(parent)] = place + 1
            bullet = f"{place}. "
        if not lines:
            return ""
        margin = " " * len(bullet)
        return (
            marks.ITEM
            + bullet
            + "\n".join(f"{margin}{line}" if line else "" for line in lines.split("\n"))[len(margin) :]
            + "\n"
        )

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        address = str(el.get("href") or "").strip()
        words = text.strip()
        if "_noformat" in parent_tags or not words or not _LEADS_SOMEWHERE.match(address):
            return text
        if marks.BREAK in words or marks.LINE in words or "\n" in words:
            return text
        start, end = text[: text.index(words)], text[text.index(words) + len(words) :]
        return f"{start}{self.text.literal('[')}{words}{self.text.literal(f']({_target(address)})')}{end}"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        source, alternative = str(el.get("src") or ""), str(el.get("alt") or "")
        path = source if _REMOTE.match(source) else self.text.media(source) if source else ""
        if not path:
            return self.text.escaped(" ".join(alternative.split()))
        told = " ".join(str(el.get("title") or "").split()).replace("\\", "").replace('"', "'")
        return self.text.literal(
            f"![{_label(alternative)}]({_target(path)}{f' {chr(34)}{told}{chr(34)}' if told else ''})"
        )

    def convert_audio(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        found = el.get("src") or next((one.get("src") for one in el.find_all("source") if one.get("src")), "")
        return f"{self.text.played(str(found))}{text}" if found else text

    convert_video = convert_audio

    def convert_rt(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        return f" ({text.strip()})" if text.strip() else ""

    def convert_code(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        if "_noformat" in parent_tags:
            return text
        words = " ".join(text.replace(marks.BREAK, " ").replace(marks.LINE, " ").split())
        if not words:
            return " " if text else ""
        if self.text.clozes and "{{" in words:
            return self.text.escaped(words)
        written = _code(words)
        if "td" in parent_tags or "th" in parent_tags:
            written = written.replace("|", "\\|")
        return self.text.literal(written)

    convert_kbd = convert_samp = convert_code

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        code = text.replace(marks.BREAK, "\n").replace(marks.LINE, "\n").strip("\n")
        if not code.strip():
            return ""
        if "_inline" in parent_tags:
            return self.convert_code(el, code, parent_tags - {"_noformat"})
        block = _fence(code, _language(el))
        return "\n\n" + self.text.hold(lambda before, after, line: f"{before}{_indented(block, line)}{after}") + "\n\n"

    def convert_table(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        """The rows, the first of which is the header; what else stands in a table comes before it."""
        rows = self.rows.pop(id(el), [])
        if "_inline" in parent_tags or not rows:
            return " ".join([text, *(" ".join(cells).strip() for cells, _ in rows)])
        columns = max(len(cells) for cells, _ in rows)
        rules = rows[0][1] + ["---"] * (columns - len(rows[0][1]))
        written = [cells + [""] * (columns - len(cells)) for cells, _ in rows]
        return (
            f"\n\n{text}\n\n"
            + "\n".join(f"| {' | '.join(cells)} |" for cells in [written[0], rules, *written[1:]])
            + "\n\n"
        )

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        table = el.find_parent("table")
        if self.cells:
            self.rows.setdefault(id(table), []).append(self.cells.pop(id(el), ([], [])))
        return ""

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: ARG002
        words = _one_line(text)
        self.text.in_cell(words)
        if el.parent is None or el.parent.name != "tr":
            return f" {words} "
        cells, rules = self.cells.setdefault(id(el.parent), ([], []))
        span = str(el.get("colspan") or "1")
        more = min(int(span), _MOST_COLUMNS) - 1 if span.isascii() and span.isdigit() and len(span) < 4 else 0
        cells += [words, *[""] * more]
        rules += [_rule(el), *["---"] * more]
        return ""

    convert_th = convert_td


def _emphasis(el: Tag, text: str, parent_tags: set[str], names: tuple[str, str], signs: tuple[str, str]) -> str:
    """A text between marks; what holds blocks, or is marked already, stays as it is."""
    if "_noformat" in parent_tags or not parent_tags.isdisjoint(names) or el.find(_BLOCKS) is not None:
        return text
    return marks.around(text, signs)


def _code(text: str) -> str:
    """A code span."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    ticks, space = "`" * (longest + 1), " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{space}{text}{space}{ticks}"


def _fence(code: str, language: str) -> str:
    longest = max((len(run) for run in re.findall("`{3,}", code)), default=2)
    ticks = "`" * (longest + 1)
    return f"{ticks}{language}\n{code}\n{ticks}"


def _indented(block: str, before: str) -> str:
    """Lines below one that begins with `before`, a dash or a sign of quotation."""
    margin = re.sub(r"[^>\s]", " ", before)
    return ("\n" + margin).join(block.split("\n"))


def _target(address: str) -> str:
    return f"<{address}>" if re.search(r"[\s()]", address) else address


def _label(text: str) -> str:
    return re.sub(r"[\\\[\]`*_$<&]", r"\\\g<0>", " ".join(text.split()))


def _rule(cell: Tag) -> str:
    """The dashes below a column's head, with the colons that align it."""
    said = " ".join([*cell.get_attribute_list("class"), str(cell.get("align") or ""), str(cell.get("style") or "")])
    found = re.search(r"(?:^|text-align:\s*|\s)(left|center|right)\b", said.lower())
    return {"left": ":---", "center": ":---:", "right": "---:"}[found[1]] if found else "---"


def _one_line(text: str) -> str:
    return _BREAKS.sub(" ", marks.lines(text).replace("\\\n", " ")).strip()


def _start(el: Tag) -> int:
    start = str(el.get("start") or "1")
    return int(start) if start.isascii() and start.isdigit() and len(start) < 9 else 1


def _language(el: Tag) -> str:
    """The language that a class names, of the code or around it."""
    for found in (el, el.find("code")):
        named = _LANGUAGE.search(" ".join(found.get_attribute_list("class")) if found else "")
        if named:
            return named[1].lower()
    return ""
