"""A password to something that can be kept in its place, and wrong tries to the time until the next one."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass, field
from typing import Self

SHORTEST = 8
COST = 2**14
BLOCK = 8
FREE_TRIES = 5
LONGEST_WAIT = 300.0
MOST_CLIENTS = 1000


@dataclass(frozen=True, slots=True)
class Password:
    """The scrypt hash of a password, with its salt."""

    salt: bytes
    digest: bytes

    @classmethod
    def of(cls, text: str, salt: bytes) -> Self:
        return cls(salt, _digest(text, salt))

    @classmethod
    def read(cls, kept: str) -> Self:
        """From what `str` gave. Raises ValueError for anything else."""
        salt, digest = kept.split()
        return cls(bytes.fromhex(salt), bytes.fromhex(digest))

    def __str__(self) -> str:
        return f"{self.salt.hex()} {self.digest.hex()}"

    def matches(self, text: str) -> bool:
        return hmac.compare_digest(self.digest, _digest(text, self.salt))


def _digest(text: str, salt: bytes) -> bytes:
    return hashlib.scrypt(text.encode("utf-8", "replace"), salt=salt, n=COST, r=BLOCK, p=1, dklen=32)


@dataclass(slots=True)
class Tries:
    """Wrong tries by client: after a few, each one makes the next wait twice as long."""

    _wrong: dict[str, tuple[int, float]] = field(default_factory=dict)

    def wait(self, client: str, now: float) -> float:
        """Seconds until this client may try again."""
        _, until = self._wrong.get(client, (0, 0.0))
        return max(0.0, until - now)

    def failed(self, client: str, now: float) -> None:
        count = self._wrong.get(client, (0, 0.0))[0] + 1
        delay = min(LONGEST_WAIT, 2.0 ** (count - FREE_TRIES)) if count >= FREE_TRIES else 0.0
        self._wrong[client] = (count, now + delay)
        for old in list(self._wrong)[:-MOST_CLIENTS]:
            del self._wrong[old]

    def passed(self, client: str) -> None:
        self._wrong.pop(client, None)
