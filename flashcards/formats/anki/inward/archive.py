"""A package file to its members, unpacked piece by piece and never further than a sound package could go."""

from __future__ import annotations

import stat
import struct
import sys
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from flashcards.model import Fault

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CHUNK = 1 << 18
_ENOUGH = 64 << 20
"""What may be unpacked however small the package is."""
_FACTOR = 100
"""How many times its size a package may hold; real ones hold up to twenty times."""
_LARGEST_LISTING = 16 << 20
"""Of the list of members, which is read at once; enough for 200,000 files of media."""
_TAIL = 22 + 0xFFFF
_END, _END_64 = b"PK\x05\x06", b"PK\x06\x06"
_UNREADABLE = (zipfile.BadZipFile, zlib.error, zstd.ZstdError, EOFError, NotImplementedError, RuntimeError, ValueError)


class Archive:
    """An open package. Each byte that is unpacked is counted, over all members."""

    def __init__(self, path: Path, file: BinaryIO) -> None:
        self.path = path
        self.size = file.seek(0, 2)
        self._left = max(_ENOUGH, _FACTOR * self.size)
        with self.faults():
            self._refuse_large_listing(file)
            self._zip = zipfile.ZipFile(file)
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in self._zip.infolist():
            self._take(member)

    def _refuse_large_listing(self, file: BinaryIO) -> None:
        """Refuse what would fill the memory before a single member is looked at."""
        file.seek(max(0, self.size - _TAIL))
        tail = file.read()
        at = tail.rfind(_END)
        sizes = [struct.unpack_from("<I", tail, at + 12)[0]] if 0 <= at <= len(tail) - 22 else []
        at = tail.rfind(_END_64)
        sizes += [struct.unpack_from("<Q", tail, at + 40)[0]] if 0 <= at <= len(tail) - 56 else []
        if (
            any(_LARGEST_LISTING < size < 0xFFFF_FFFF for size in sizes)
            or max(sizes, default=0) > self.size + 0xFFFF_FFFF
        ):
            raise Fault(f"{self.path} lists more files than an Anki package has; it was not read")

    def _take(self, member: zipfile.ZipInfo) -> None:
        name = member.filename
        if name in self._members:
            raise Fault(f"{self.path} holds two files named '{_shown(name)}'; it was not made by Anki and was not read")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise Fault(f"{self.path} holds a link, '{_shown(name)}'; it was not made by Anki and was not read")
        self._members[name] = member

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def chunks(self, name: str, *, packed: bool = False) -> Iterator[bytes]:
        """A member's bytes in order; `packed` says that they are compressed by zstd once more."""
        with self.faults(), self._zip.open(self._members[name]) as file:
            pieces: Iterable[bytes] = iter(lambda: file.read(CHUNK), b"")
            for piece in _unpacked(pieces) if packed else pieces:
                self._left -= len(piece)
                if self._left < 0:
                    raise Fault(f"{self.path} unpacks to more than {_FACTOR} times its size; it was not read")
                yield piece

    def content(self, name: str, most: int, *, packed: bool = False) -> bytes:
        """A small member as a whole."""
        found = bytearray()
        for piece in self.chunks(name, packed=packed):
            found += piece
            if len(found) > most:
                raise Fault(f"'{name}' in {self.path} is larger than it can be in an Anki package; it was not read")
        return bytes(found)

    @contextmanager
    def faults(self) -> Iterator[None]:
        """Turn what is wrong with a package into one sentence."""
        try:
            yield
        except _UNREADABLE as error:
            raise Fault(f"{self.path} is not an Anki package, or is damaged or not whole ({_said(error)})") from error
        except OSError as error:
            raise Fault(f"{self.path} cannot be read: {(error.strerror or str(error)).lower()}") from error


def _unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What zstd has packed, one frame or several; never more than `CHUNK` at a time."""
    reader = zstd.ZstdDecompressor()
    waiting = b""
    for piece in pieces:
        waiting += piece
        while waiting or not reader.needs_input:
            if reader.eof:
                reader = zstd.ZstdDecompressor()
            yield reader.decompress(waiting, CHUNK)
            waiting = reader.unused_data if reader.eof else b""
            if reader.eof and not waiting:
                break
    if not reader.eof:
        raise EOFError("the end is missing")


def _said(error: Exception) -> str:
    said = " ".join(str(error).split()) or type(error).__name__
    return said[:1].lower() + said[1:100]


def _shown(name: str) -> str:
    return name[:60].encode("unicode_escape").decode()
