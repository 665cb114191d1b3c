"""One entry under `cards:` to a note, in its long and short forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from flashcards.deck import names
from flashcards.deck.explain import QUOTE
from flashcards.deck.page import Page, curly, is_false, is_true
from flashcards.deck.texts import cloze, formulas
from flashcards.model import Note

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.nodes import Node

    from flashcards.model import NoteKind

_COMMON = frozenset({"id", "tags", "hint", "extra", "source", "anki"})
_BASIC = _COMMON | {"q", "a", "reverse", "type"}
_SHORT = _COMMON | {"reverse", "type"}
_CLOZE = _COMMON | {"cloze"}
_LIST = _COMMON | {"list", "items", "ordered"}
_HEADS: dict[str, NoteKind] = {"q": "basic", "cloze": "cloze", "list": "list"}
_SWITCHES = frozenset(
    ["no", "No", "NO", "yes", "Yes", "YES", "on", "On", "ON", "off", "Off", "OFF", "n", "N", "y", "Y"]
)
"""What YAML once took for true and false; never the question of the other direction."""


def note(page: Page, node: Node, topic: str) -> Note | None:
    """The note an entry describes, or None after reporting why not. `topic` is the topic's id."""
    before = page.errors
    if page.spoils(node):
        return None
    if type(node) is ScalarNode:
        made: Note | None = _bare(page, node, topic)
    elif type(node) is MappingNode:
        made = _mapping(page, node, topic)
    else:
        page.error(node, "a card is a text or a mapping, not a list", "remove one of the dashes")
        return None
    return made if page.errors == before else None


def claimed(node: Node, topic: str) -> Iterator[str]:
    """The ids that an entry may be asking for, whatever else is wrong with it."""
    pairs = node.value if type(node) is MappingNode else [(None, node)]
    for key, value in pairs:
        name = key.value if type(key) is ScalarNode else ""
        if name[-1:] == "?":
            yield f"{topic}/{names.key('basic', name)}"
        elif type(value) is ScalarNode and name == "id":
            yield f"{topic}/{value.value}"
        elif type(value) is ScalarNode and (key is None or name in _HEADS):
            yield f"{topic}/{names.key(_HEADS.get(name, 'cloze'), value.value)}"


def _bare(page: Page, node: ScalarNode, topic: str) -> Note:
    """`- A gradient is a list of {{slopes}}.`"""
    text = page.words(node, "card")
    if text and "{{" not in text:
        hint = "a question is written '- Question?: answer'" if "?" in text else "hide a part of it: {{part}}"
        page.error(node, f"a card that is only text needs a {{{{cloze}}}}: {names.quoted(text)}", hint)
    elif text:
        cloze(page, node, text)
        formulas(page, node, text)
    return Note(f"{topic}/{names.key('cloze', text)}", "cloze", text, "", page.span(node))


def _mapping(page: Page, node: MappingNode, topic: str) -> Note | None:
    fields = page.fields(node)
    heads = [name for name in fields if name in _HEADS or name[-1:] == "?"]
    if len(heads) != 1:
        _headless(page, node, fields, heads)
        return None
    head = heads[0]
    match head:
        case "q":
            return _basic(page, node, topic, fields)
        case "cloze":
            return _cloze(page, node, topic, fields)
        case "list":
            return _list(page, node, topic, fields)
    return _short(page, node, topic, fields, head)


def _headless(page: Page, node: MappingNode, fields: dict[str, Node], heads: list[str]) -> None:
    if heads:
        both = " and ".join(names.quoted(head) for head in heads)
        page.error(node, f"two questions in one card: {both}", "begin a new card with '- '")
        return
    strange = [name for name in fields if name not in _BASIC | _LIST]
    if not strange:
        hint = curly(page, node) or "it needs q:, cloze:, list: or 'Question?: answer'"
        page.error(node, "a card without a question", hint)
    elif "{{" in strange[0]:
        page.error(node, f"a colon splits this text: {names.quoted(strange[0])}", QUOTE)
    else:
        near = names.nearest(strange[0], _BASIC | _CLOZE | _LIST)
        hint = near or "a question ends in '?', or is written with q: and a:"
        page.error(node, f"{names.quoted(strange[0])} is neither a key nor a question", hint)


def _text(page: Page, node: Node, name: str) -> str:
    """What a node says, its formulas looked at."""
    text = page.words(node, name)
    if "$" in text:
        formulas(page, node, text)
    return text


def _short(page: Page, node: MappingNode, topic: str, fields: dict[str, Node], question: str) -> Note:
    """`- What is it?: this`"""
    if len(fields) > 1:
        page.unknown(node, fields, _SHORT | {question}, "a question")
    if "$" in question:
        formulas(page, node, question)
    return _asked(page, node, topic, fields, question, _text(page, fields[question], question))


def _basic(page: Page, node: MappingNode, topic: str, fields: dict[str, Node]) -> Note:
    question = _text(page, fields["q"], "q")
    page.unknown(node, fields, _BASIC, "a question")
    if "a" not in fields:
        page.error(node, f"no answer to {names.quoted(question)}", "add a line 'a: …'")
    return _asked(page, node, topic, fields, question, _text(page, fields["a"], "a") if "a" in fields else "")


def _asked(page: Page, node: MappingNode, topic: str, fields: dict[str, Node], question: str, answer: str) -> Note:
    """A question with its answer, in either form."""
    reverse = _reverse(page, fields["reverse"], answer) if "reverse" in fields else ""
    typed = page.flag(fields["type"], "type") if "type" in fields else False
    return _note(page, node, topic, fields, "basic", question, answer, (), True, reverse, typed)


def _reverse(page: Page, node: Node, answer: str) -> str:
    """`true` asks the other way round with the answer as it stands; a text is the other direction's question."""
    if is_true(node):
        return answer
    if is_false(node):
        return ""
    text = page.words(node, "reverse")
    if text in _SWITCHES:
        message = f"'reverse' is true, or the question of the other direction, not {names.quoted(text)}"
        page.error(node, message, "leave it out for none")
    formulas(page, node, text)
    return text


def _cloze(page: Page, node: MappingNode, topic: str, fields: dict[str, Node]) -> Note:
    page.unknown(node, fields, _CLOZE, "a cloze")
    text = _text(page, fields["cloze"], "cloze")
    if text:
        cloze(page, fields["cloze"], text)
    return _note(page, node, topic, fields, "cloze", text)


def _list(page: Page, node: MappingNode, topic: str, fields: dict[str, Node]) -> Note:
    page.unknown(node, fields, _LIST, "a list")
    prompt = _text(page, fields["list"], "list")
    if "items" not in fields:
        page.error(node, f"no items in the list {names.quoted(prompt)}", "add a line 'items: […]'")
    items = _items(page, fields["items"]) if "items" in fields else ()
    ordered = page.flag(fields["ordered"], "ordered") if "ordered" in fields else True
    return _note(page, node, topic, fields, "list", prompt, "", items, ordered)


def _items(page: Page, node: Node) -> tuple[str, ...]:
    if type(node) is not SequenceNode or not node.value:
        page.error(node, "'items' has to be a list of texts", "begin each with '- '")
        return ()
    items = tuple([page.words(item, "item") for item in node.value])
    seen: set[str] = set()
    for item, text in zip(node.value, items, strict=True):
        formulas(page, item, text)
        part = names.normalised(text)
        if part in seen and text:
            page.error(item, f"{names.quoted(text)} is in the list twice", "tell them apart by their words")
        seen.add(part)
    return items


def _note(
    page: Page,
    node: Node,
    topic: str,
    fields: dict[str, Node],
    kind: NoteKind,
    question: str,
    answer: str = "",
    items: tuple[str, ...] = (),
    ordered: bool = True,
    reverse: str = "",
    typed: bool = False,
) -> Note:
    """The note with what any card may carry."""
    name = identity(page, fields["id"]) if "id" in fields else names.key(kind, question)
    return Note(
        f"{topic}/{name}",
        kind,
        question,
        answer,
        page.span(node),
        items,
        ordered,
        reverse,
        typed,
        _text(page, fields["extra"], "extra") if "extra" in fields else "",
        _text(page, fields["hint"], "hint") if "hint" in fields else "",
        _text(page, fields["source"], "source") if "source" in fields else "",
        labels(page, fields["tags"]) if "tags" in fields else (),
        page.words(fields["anki"], "anki") if "anki" in fields else "",
    )


def identity(page: Page, node: Node) -> str:
    """An `id:` as its author wrote it; '' after reporting one that cannot be a name."""
    name = page.words(node, "id")
    if name and not names.valid(name):
        better = names.slug(name)
        hint = "it may have letters, digits and -_.~" + (f": {names.quoted(better)}" if better else "")
        page.error(node, f"{names.quoted(name)} cannot be an id", hint)
        return ""
    return name


def labels(page: Page, node: Node) -> tuple[str, ...]:
    """The tags of a file, topic or card: one or a list, each without spaces, none twice."""
    found: dict[str, None] = {}
    for entry in page.entries(node, "tags"):
        tag = page.words(entry, "tag")
        if len(tag.split()) > 1:
            page.error(entry, f"the tag {names.quoted(tag)} has a space in it", "write a list: tags: [one, two]")
        elif tag:
            found[tag] = None
    return tuple(found)
