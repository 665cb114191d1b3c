"""A text of the decks to HTML for our pages: formulas without inline styles, media by addresses that we serve."""

from __future__ import annotations

import posixpath
import re
from hashlib import blake2b
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from flashcards import __version__
from flashcards.collection import cards
from flashcards.text import html as renderer
from flashcards.text.html import Dialect, escape
from flashcards.text.media import decoded, is_sound, name

if TYPE_CHECKING:
    import sqlite3

    from flashcards.collection.cards import Entry

RENDERER = f"{__version__}/web/1\n"
"""What a kept rendering depends on beside its text and place. Another number makes all texts be rendered again."""
_STYLE = re.compile(r' style="([^"]*)"')
_ON_THE_NET = re.compile(r"https?://|mailto:", re.IGNORECASE)
_REMOTE = re.compile(r"[a-z][a-z0-9+.-]+:|//", re.IGNORECASE)
LOOKS = {
    "text-align: left": "to-left",
    "text-align: right": "to-right",
    "padding-left: 0": "close-left",
    "padding-right: 0": "close-right",
    "padding-top: 0": "close-top",
    "padding-bottom: 0": "close-bottom",
    "padding-left: 0.1em": "near-left",
    "padding-right: 0.1em": "near-right",
    "padding-left:1em": "far-left",
    "padding-top: 0.1667em": "below",
    "border-left: 0.05em solid currentcolor": "line-left",
    "border-right: 0.05em solid currentcolor": "line-right",
    "border-top: 0.05em solid currentcolor": "line-top",
    "border-bottom: 0.05em solid currentcolor": "line-bottom",
    "border-left: 0.05em dashed currentcolor": "dash-left",
    "border-right: 0.05em dashed currentcolor": "dash-right",
    "border-top: 0.05em dashed currentcolor": "dash-top",
    "border-bottom: 0.05em dashed currentcolor": "dash-bottom",
    "width: 100%": "whole",
    "width: 50%": "half",
}
"""Declarations that formulas come with, as classes: no page may have a style of its own."""


def html(index: sqlite3.Connection, markdown: str, path: str) -> Markup:
    """The HTML of a text in the deck file at `path`: as the index has it, else rendered and kept there."""
    if not markdown:
        return Markup()
    folder = posixpath.dirname(path)
    key = f"{RENDERER}{folder}\n{markdown}".encode("utf-8", "surrogatepass")
    digest = blake2b(key, digest_size=16).digest()
    kept = cards.rendered(index, digest)
    if kept is None:
        kept = renderer.html(markdown, dialect(folder))
        if kept != markdown:
            cards.keep_rendered(index, digest, kept)
    return Markup(kept)  # noqa: S704 - no HTML of the author's passes the renderer


def front(index: sqlite3.Connection, entry: Entry) -> Markup:
    """What a card asks."""
    return html(index, entry.card.front, entry.note.span.path)


def dialect(folder: str) -> Dialect:
    """How texts of deck files in a folder of the collection are written."""

    def media(path: str, alternative: str, title: str) -> str:
        if path.lower().startswith("data:image/"):
            return renderer.media(path, alternative, title)
        if _REMOTE.match(path):
            return _elsewhere(path, alternative)
        place = posixpath.normpath(posixpath.join(folder, decoded(path)))
        if place.startswith(("../", "/")):
            return f"<em>{escape(alternative or name(path))}</em>"
        return renderer.media(f"/media/{quote(place, errors='replace')}", alternative, title)

    return Dialect(formula=formula, media=media, address=lambda href: href if _ON_THE_NET.match(href) else "")


def _elsewhere(path: str, alternative: str) -> str:
    """A picture on the net is not loaded: that would tell someone who is learning what. A link leads there."""
    label = alternative or ("sound" if is_sound(path) else "picture")
    return f'<a href="{escape(path)}">{escape(label)}</a>' if _ON_THE_NET.match(path) else escape(label)


def formula(tex: str, display: bool) -> str:
    """A formula as MathML whose looks are classes and attributes."""
    return _STYLE.sub(lambda found: _attributes(found[1]), renderer.formula(tex, display))


def _attributes(style: str) -> str:
    declarations = [part.strip() for part in style.split(";") if part.strip()]
    classes = [LOOKS[part] for part in declarations if part in LOOKS]
    colours = [part.partition(":")[2].strip() for part in declarations if part.startswith("color:")]
    written = f' class="{" ".join(classes)}"' if classes else ""
    return f'{written} mathcolor="{colours[0]}"' if colours else written
