"""Card texts checked against `flashcards.text`: clozes that close, formulas that typeset."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from yaml.nodes import Node

    from flashcards.deck.page import Page

# A short cut for the usual text, since taking Markdown apart costs more than reading the YAML: it never passes a text
# that the full look would object to.
_PLAIN_FORMULA = re.compile(r"\$(?<![\d$\\]\$)((?!\s)(?:[^$\n`\\]++|\\[^$`\n])++)(?<!\s)\$(?![\d$])")

_MOST_FAULTS = 20  # of one text: each is looked up in all of it
_SHOWN = "it is shown as it is written"


def cloze(page: Page, node: Node, text: str) -> None:
    """Report a cloze that is not closed or is empty, and a text without any."""
    from flashcards.text import cloze as clozes

    if clozes.at_a_glance(text):
        return
    _, fault = clozes.parse(text)
    if fault is not None:
        page.error(node, fault.message, offset=_offset(node, text, fault.offset))
    elif not clozes.parts(text) and "{{" in text:
        message = "there is no {{cloze}} in this text: in fenced code and formulas a gap needs a number"
        page.error(node, message, "write {{c1::part}}")
    elif not clozes.parts(text):
        page.error(node, "there is no {{cloze}} in this text", "hide a part of it: {{part}}")


def formulas(page: Page, node: Node, text: str) -> None:
    """Warn of each formula that cannot be typeset; the card stays, and shows it as it was typed."""
    if "$" not in text or _plainly_sound(text):
        return
    from flashcards.text import formulas as tex

    found = ((formula.start, tex.fault(formula.tex)) for formula in tex.formulas(text))
    faults = [(start, fault.message) for start, fault in found if fault]
    for start, message in faults[:_MOST_FAULTS]:
        span = page.span(node, _offset(node, text, start))
        page.say("warning", span, f"this formula cannot be typeset: {message}", _SHOWN)


def _plainly_sound(text: str) -> bool:
    found = _PLAIN_FORMULA.findall(text)
    return 2 * len(found) == text.count("$") and all(map(_typesets, found))


@lru_cache(maxsize=10_000)
def _typesets(tex: str) -> bool:
    from flashcards.text import formulas

    return formulas.fault(tex) is None


def _offset(node: Node, text: str, offset: int) -> int:
    """From an offset in the text to one in the node's value, which may have blank lines before it."""
    return max(0, node.value.find(text)) + offset if isinstance(node.value, str) else 0
