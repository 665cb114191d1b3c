"""Protobuf messages to their fields: the wire format as far as Anki's packages use it."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_BYTES = 10
"""Of a number."""


class Message(NamedTuple):
    """A message's fields by number, each with all its values in order."""

    fields: dict[int, list[int | bytes]]

    def number(self, field: int, default: int = 0) -> int:
        """A number; negative ones are those of Anki's `int64`."""
        found = self.fields.get(field, [default])[-1]
        if not isinstance(found, int):
            raise ValueError(f"field {field} is not a number")
        return found - (1 << 64) if found >= 1 << 63 else found

    def bytes(self, field: int) -> bytes:
        found = self.fields.get(field, [b""])[-1]
        if not isinstance(found, bytes):
            raise ValueError(f"field {field} is not a text")
        return found

    def text(self, field: int) -> str:
        return self.bytes(field).decode("utf-8", "replace")

    def has(self, field: int) -> bool:
        return field in self.fields

    def message(self, field: int) -> Message:
        return message(self.bytes(field))

    def decimal(self, field: int, default: float = 0.0) -> float:
        """A `float`, which travels as four bytes."""
        return (self.floats(field) or (default,))[-1]

    def floats(self, field: int) -> tuple[float, ...]:
        """A repeated `float`, packed or not."""
        found = self.fields.get(field, [])
        return tuple(value for one in found if isinstance(one, bytes) for value in _floats(one))


def message(wire: bytes) -> Message:
    """Raises ValueError for what is no message."""
    found: dict[int, list[int | bytes]] = {}
    for field, value in fields(wire):
        found.setdefault(field, []).append(value)
    return Message(found)


def fields(wire: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Each field's number and value, in order; fixed-size numbers as their bytes. Raises ValueError."""
    at = 0
    while at < len(wire):
        tag, at = _varint(wire, at)
        match tag & 7:
            case 0:
                value, at = _varint(wire, at)
                yield tag >> 3, value
                continue
            case 1:
                size = 8
            case 2:
                size, at = _varint(wire, at)
            case 5:
                size = 4
            case kind:
                raise ValueError(f"wire type {kind} is not known")
        if at + size > len(wire):
            raise ValueError("a field goes beyond its message")
        yield tag >> 3, wire[at : at + size]
        at += size


def _varint(wire: bytes, at: int) -> tuple[int, int]:
    found = 0
    for place, byte in enumerate(wire[at : at + _MOST_BYTES]):
        found |= (byte & 0x7F) << 7 * place
        if byte < 0x80:
            return found & 0xFFFF_FFFF_FFFF_FFFF, at + place + 1
    raise ValueError("a number has no end")


def _floats(packed: bytes) -> tuple[float, ...]:
    """Each as the shortest number that means it."""
    if len(packed) % 4:
        raise ValueError("a list of numbers is cut short")
    return tuple(float(f"{value:.7g}") for value in struct.unpack(f"<{len(packed) // 4}f", packed))
