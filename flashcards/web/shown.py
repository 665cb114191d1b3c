"""What a page said when it was made, as its forms send it back: which card, as of which event, since when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

LONGEST_NUMBER = 15
LONGEST_TYPED = 2000


class Shown(NamedTuple):
    """A card on a page. `seen` is how far the log went; `since` is when its question was shown, `away` for how long
    nobody looked since then, both in milliseconds."""

    card: str
    seen: int
    since: int
    away: int = 0
    typed: str = ""

    @classmethod
    def of(cls, fields: QueryParams) -> Self:
        """What a form or address says; one that no page of ours has made is refused."""
        card = fields.get("card", "")
        if not card:
            raise HTTPException(400, "This form does not say which card is meant.")
        seen, since, away = (number(fields, name) for name in ("seen", "since", "away"))
        return cls(card, seen, since, away, fields.get("typed", "")[:LONGEST_TYPED])

    def seconds(self, at: int) -> float:
        """How long the learner has been at it. A page without script does not know when nobody looked."""
        return (at - self.since - max(0, self.away)) / 1000

    def fields(self) -> dict[str, str | int]:
        """What goes on to the next address; empty values need not."""
        return self._asdict()


def number(fields: QueryParams, name: str) -> int:
    """A whole number, 0 where it is missing."""
    text = fields.get(name, "") or "0"
    if len(text) > LONGEST_NUMBER or not (text.isascii() and text.isdigit()):
        raise HTTPException(400, f"'{name}' has to be a number.")
    return int(text)
