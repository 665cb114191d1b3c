"""The address of a list of cards to what is asked for, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self
from urllib.parse import urlencode, urlsplit

from starlette.datastructures import QueryParams

from flashcards.collection import search
from flashcards.collection.queues import Selection

if TYPE_CHECKING:
    from flashcards.collection.cards import Entry
    from flashcards.collection.collection import Collection

MOST = 50
LONGEST = 200
"""Letters of a text that is looked for."""


class Asked(NamedTuple):
    """What a list of cards is narrowed to, its order, and which page of it; empty leaves it open."""

    q: str = ""
    deck: str = ""
    tag: str = ""
    state: str = ""
    sort: str = "order"
    falling: bool = False
    page: int = 1

    @classmethod
    def of(cls, fields: QueryParams) -> Self:
        """What an address asks for; what there is not is left open."""
        text = {name: fields.get(name, "").strip()[:LONGEST] for name in ("q", "deck", "tag", "state")}
        if text["state"] not in search.STATES:
            text["state"] = ""
        sort = fields.get("sort", "")
        by = sort.removeprefix("-")
        page = fields.get("page", "")
        place = int(page) if page.isascii() and page.isdigit() and len(page) < 9 else 1
        known = by in search.ORDERS
        return cls(**text, sort=by if known else "order", falling=known and sort.startswith("-"), page=max(1, place))

    @classmethod
    def of_address(cls, address: str) -> Self:
        """What the address of a page asks for."""
        return cls.of(QueryParams(urlsplit(address).query))

    @property
    def narrowed(self) -> bool:
        return any((self.q, self.deck, self.tag, self.state))

    def address(self, **other: object) -> str:
        """The address that asks for this, or for something else in part."""
        asked = self._replace(**other)  # type: ignore[arg-type]
        sort = f"{'-' if asked.falling else ''}{asked.sort}"
        fields = {
            "q": asked.q, "deck": asked.deck, "tag": asked.tag, "state": asked.state,
            "sort": "" if sort == "order" else sort, "page": "" if asked.page == 1 else asked.page,
        }  # fmt: skip
        said = urlencode({name: value for name, value in fields.items() if value})
        return f"/browse?{said}" if said else "/browse"

    def sorted_by(self, order: str) -> str:
        """The address of the same cards in an order; asked again, the other way round."""
        return self.address(sort=order, falling=self.sort == order and not self.falling, page=1)

    def found(self, collection: Collection, at: int) -> search.Page:
        """The cards of the page, and how many there are in all."""
        return search.page(
            collection.index,
            self._wanted(collection, at),
            order=self.sort,
            falling=self.falling,
            first=(self.page - 1) * MOST,
            most=MOST,
        )

    def all(self, collection: Collection, at: int) -> list[Entry]:
        """All cards, in study order."""
        return list(search.found(collection.index, self._wanted(collection, at)))

    def _wanted(self, collection: Collection, at: int) -> search.Wanted:
        return search.Wanted(
            self.q,
            self.state,
            day=collection.calendar.day(at),
            leech=collection.settings.leech_lapses,
            selection=Selection(decks=(self.deck,) if self.deck else (), tags=(self.tag,) if self.tag else ()),
            keep=True,
        )
