"""Packages are unpacked piece by piece, whatever they are packed with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flashcards.formats.anki.inward import protobuf
from flashcards.formats.anki.inward.archive import CHUNK, Archive, zstd
from flashcards.model import Fault
from tests.formats.packing import forged

if TYPE_CHECKING:
    from pathlib import Path


@given(st.lists(st.binary(max_size=50).map(lambda piece: piece * 9000), max_size=4))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_frames_come_out_in_pieces(tmp_path: Path, frames: list[bytes]) -> None:
    packed = b"".join(map(zstd.compress, frames)) or zstd.compress(b"")
    path = forged(tmp_path / "x.apkg", [("a", packed), ("b", b"".join(frames))])

    with path.open("rb") as file:
        archive = Archive(path, file)
        pieces = [list(archive.chunks("a", packed=True)), list(archive.chunks("b"))]

    assert [b"".join(frames)] * 2 == [b"".join(found) for found in pieces]
    assert all(len(piece) <= CHUNK for found in pieces for piece in found)


@given(st.binary(max_size=200))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.apkg"
    path.write_bytes(content)

    with path.open("rb") as file, pytest.raises(Fault):
        Archive(path, file)


def test_a_member_that_is_larger_than_it_may_be_is_refused(tmp_path: Path) -> None:
    path = forged(tmp_path / "x.apkg", [("a", b"x" * 100)])

    with path.open("rb") as file, pytest.raises(Fault, match=r"'a' in .* is larger than"):
        Archive(path, file).content("a", 99)


@given(st.binary(max_size=60))
def test_any_bytes_are_a_message_or_a_value_error(wire: bytes) -> None:
    try:
        found = protobuf.message(wire)
    except ValueError:
        return

    for field in found.fields:
        for read in (found.number, found.bytes, found.floats):
            try:
                read(field)
            except ValueError:
                continue


def test_numbers_and_texts_of_a_message() -> None:
    wire = b"\x08\xac\x02" + b"\x12\x02hi" + b"\x1d\x00\x00\x80\x3f" + b"\x20" + b"\xff" * 9 + b"\x01"

    found = protobuf.message(wire)

    assert (300, "hi", 1.0, -1, 7) == (
        found.number(1),
        found.text(2),
        found.decimal(3),
        found.number(4),
        found.number(9, 7),
    )
