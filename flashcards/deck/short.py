"""Texts that someone typed to the shortest YAML that says them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from flashcards.deck import compose, traps
from flashcards.deck.piece import moved

if TYPE_CHECKING:
    from collections.abc import Iterable

    from flashcards.deck.piece import Lines
    from flashcards.model import Note

_LONGEST_KEY = 500


def is_cloze(question: str) -> bool:
    """Whether a text asks by its gaps alone. What ends in '?' wants an answer, gaps or not."""
    return "{{" in question and not question.endswith("?")


def card(question: str, answer: str) -> Lines:
    """A card's lines, from its dash: `- Question?: answer` where that is safe, else `q:` and `a:`; a cloze is bare."""
    if is_cloze(question):
        return after("- ", question, 2)
    if is_key(question):
        return after(f"- {question}: ", answer, 4)
    return (*after("- q: ", question, 4), *after("  a: ", answer, 4))


def of_note(note: Note) -> Lines:
    """The lines of a plain question with its answer."""
    return card(note.question, note.answer)


def topic(title: str, requires: Iterable[str], cards: Iterable[Lines]) -> str:
    """A topic with its cards, as a file of its own."""
    lines = [*after("topic: ", title, 2)]
    wanted = list(requires)
    if len(wanted) == 1:
        lines += after("requires: ", wanted[0], 2)
    elif wanted:
        lines += ["requires:", *(line for name in wanted for line in after("  - ", name, 4))]
    return "\n".join([*lines, "cards:", *(line for card in cards for line in moved(card, 2))]) + "\n"


def scalar(text: str) -> str:
    """A text of one line behind a key."""
    return "\n".join(after("", text, 2))


def flow(words: Iterable[str]) -> str:
    """Tags as a list on one line."""
    quoted = (word if word.replace("-", "").isalnum() else "'" + word.replace("'", "''") + "'" for word in words)
    return f"[{', '.join(quoted)}]"


def after(head: str, text: str, margin: int) -> Lines:
    """A text behind a dash or key: on the same line if it can stand there, else in lines that begin at a margin."""
    if "\n" not in text:
        for written in (text, f"'{text}'", f'"{text}"'):
            if is_text(written, text):
                return (head + written,)
    return block(head, text, margin)


def block(head: str, text: str, margin: int) -> Lines:
    """A text below a `|`, as it stands."""
    indent = "2" if text[:1] in (" ", "\t") else ""
    return (f"{head}|{indent}", *moved(text.split("\n"), margin))


def is_text(written: str, text: str) -> bool:
    """Whether YAML reads this as the text, wherever one can stand. Further lines are indented by four."""
    found = _read(f"- k: {written}")
    return isinstance(found, MappingNode) and found.value[0][1].value == text and _is_bare(written, text)


def _is_bare(written: str, text: str) -> bool:
    found = _read(f"- {written}")
    return isinstance(found, ScalarNode) and found.value == text


def is_key(question: str) -> bool:
    """Whether a question can stand before its answer as `Question?: answer`."""
    if not question.endswith("?") or len(question) > _LONGEST_KEY:
        return False
    found = _read(f"- {question}: x")
    if not isinstance(found, MappingNode):
        return False
    [(key, answer), *others] = found.value
    return not others and key.value == question and answer.value == "x"


def _read(line: str) -> object:
    """The one entry of a list of one line; None if YAML reads it as anything else, or not as it was meant."""
    text, strange = compose.clean(line)
    root, _ = compose.compose(text, "")
    if strange or not isinstance(root, SequenceNode) or len(root.value) != 1 or traps.find(text, root):
        return None
    return root.value[0]
