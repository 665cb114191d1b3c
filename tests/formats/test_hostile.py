"""Packages that were made to do harm, or were harmed: one sentence each, and only the collection is written to."""

from __future__ import annotations

import json
import sqlite3
import stat
import struct
import subprocess
import sys
import unicodedata
import zipfile
from typing import TYPE_CHECKING

import pytest

from flashcards.commands.packages import take
from flashcards.formats.anki.inward.archive import zstd
from flashcards.formats.anki.inward.opened import open_package
from flashcards.model import Fault
from tests.formats.packing import MODEL, database, forged, plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.students import Desk

MEGABYTE = 1 << 20
MOST = 300
"""What a hostile package may make the program take, in MB."""
NEW = b"\x08\x03"
"""`meta` of the newest format."""


def bytes_of(folder: Path, *, extra: str = "", **changes: object) -> bytes:
    return database(folder / "bytes.anki2", ("q", "a"), extra=extra, **changes)  # type: ignore[arg-type]


def link(name: str) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name)
    found.create_system, found.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return found


def doubled(folder: Path) -> Path:
    content = bytes_of(folder)
    with pytest.warns(UserWarning, match="Duplicate name"):
        return forged(folder / "x.apkg", [("collection.anki2", content), ("collection.anki2", content)])


def cut(folder: Path) -> Path:
    target = plain(folder, ("q", "a"), media={"a.png": b"x" * 5000})
    target.write_bytes(target.read_bytes()[:-300])
    return target


def cut_inside(folder: Path) -> Path:
    packed = zstd.compress(bytes_of(folder))
    return forged(folder / "x.apkg", [("meta", NEW), ("collection.anki21b", packed[: len(packed) // 2])])


def only_a_listing(folder: Path) -> Path:
    """A listing of members that is said to be larger than a machine's memory."""
    content = bytearray(plain(folder, ("q", "a")).read_bytes())
    content[-10:-6] = (0x7FFF_FFFF).to_bytes(4, "little")
    (folder / "x.apkg").write_bytes(content)
    return folder / "x.apkg"


def new_with(folder: Path, *, media: bytes = b"", blob: str = "x''") -> Path:
    """The newest layout, with a note type of this configuration and this list of media."""
    tables = (
        f"create table notetypes (id integer, name text, mtime_secs integer, usn integer, config blob);"
        f"insert into notetypes values (7, 'T', 0, 0, {blob});"
        "create table fields (ntid integer, ord integer, name text, config blob);"
        "create table templates (ntid integer, ord integer, name text, mtime_secs, usn, config blob);"
        "create table decks (id integer, name text, mtime_secs, usn, common blob, kind blob);"
        "create table deck_config (id integer, name text, mtime_secs, usn, config blob);"
        "create table config (key text, usn integer, mtime_secs, val blob);"
        "update col set ver = 18;"
    )
    members = [("meta", NEW), ("collection.anki21b", zstd.compress(bytes_of(folder, extra=tables)))]
    return forged(folder / "x.apkg", [*members, ("media", zstd.compress(media))])


def old_with(folder: Path, **changes: object) -> Path:
    return forged(folder / "x.apkg", [("collection.anki2", bytes_of(folder, **changes))])  # type: ignore[arg-type]


ENDLESS = (
    "drop table notes; create view notes as with recursive n(i) as (select 1 union all select i + 1 from n)"
    " select i as id, 'g' as guid, 7 as mid, 0 as mod, '' as tags, 'q' as flds from n;"
)
COMPUTED = (
    "create table other as select * from notes; drop table notes; create table notes (id integer primary key,"
    " guid text, mid integer, mod integer, usn integer, tags text, flds text {kind}, sfld, csum, flags, data);"
    "insert into notes (id, guid, mid, mod, tags) select id, guid, mid, mod, tags from other;"
)
"""Fields of a million characters, of which none is in the file."""
ADDED = f"alter table notes drop column flds;alter table notes add column flds text default '{'x' * 900_000}';"
"""Fields that are in the file once, whatever the number of notes."""


def shared(folder: Path) -> Path:
    """A table whose twenty pages are all the same one, which holds a megabyte."""
    path = folder / "shared.anki2"
    database(path, *[("x" * 300_000, "")] * 3, *[(f"{n}" * 500, "") for n in range(40)])
    connection = sqlite3.connect(path)
    (size,) = connection.execute("pragma page_size").fetchone()
    (root,) = connection.execute("select rootpage from sqlite_master where name = 'notes'").fetchone()
    connection.close()
    content = bytearray(path.read_bytes())
    page = (root - 1) * size
    places = [page + struct.unpack_from(">H", content, page + 12 + 2 * n)[0] for n in range(content[page + 4])]
    for place in places:
        content[place : place + 4] = content[places[0] : places[0] + 4]
    return forged(folder / "x.apkg", [("collection.anki2", bytes(content))])


CASES: dict[str, tuple[Callable[[Path], Path], str]] = {
    "no zip": (lambda folder: folder / "none.apkg", "is not an Anki package"),
    "cut": (cut, "is not an Anki package, or is damaged or not whole"),
    "cut inside": (cut_inside, "is damaged or not whole"),
    "two of a name": (doubled, "holds two files named 'collection.anki2'"),
    "a link": (
        lambda folder: forged(folder / "x.apkg", [(link("collection.anki2"), b"/etc/passwd")]),
        "holds a link, 'collection.anki2'",
    ),
    "no collection": (lambda folder: forged(folder / "x.apkg", [("a.txt", b"")]), "holds no collection"),
    "newer than Anki": (
        lambda folder: forged(folder / "x.apkg", [("meta", b"\x08\x09"), ("collection.anki2", b"")]),
        "newer version of Anki",
    ),
    "wrong meta": (
        lambda folder: forged(folder / "x.apkg", [("meta", b"\xff" * 20), ("collection.anki2", b"")]),
        "a number has no end",
    ),
    "large meta": (
        lambda folder: forged(folder / "x.apkg", [("meta", b"\x00" * 5000), ("collection.anki2", b"")]),
        "'meta' in",
    ),
    "large listing": (only_a_listing, "lists more files than an Anki package has"),
    "no database": (
        lambda folder: forged(folder / "x.apkg", [("collection.anki2", b"hello" * 1000)]),
        "file is not a database",
    ),
    "half a database": (
        lambda folder: forged(folder / "x.apkg", [("collection.anki2", bytes_of(folder)[:6000])]),
        "is damaged",
    ),
    "zeros, packed by zip": (
        lambda folder: forged(folder / "x.apkg", [("collection.anki2", b"\x00" * (100 * MEGABYTE))]),
        "unpacks to more than",
    ),
    "zeros, packed by zstd": (
        lambda folder: forged(
            folder / "x.apkg", [("meta", NEW), ("collection.anki21b", zstd.compress(b"\x00" * (100 * MEGABYTE)))]
        ),
        "unpacks to more than",
    ),
    "a view": (lambda folder: old_with(folder, extra=ENDLESS), "'notes' in"),
    "a computed column": (
        lambda folder: old_with(folder, extra=COMPUTED.format(kind="as (printf('%.*c', 1000000, 'x'))")),
        "'notes' in",
    ),
    "a computed column that is kept": (
        lambda folder: old_with(folder, extra=COMPUTED.format(kind="generated always as (guid) stored")),
        "'notes' in",
    ),
    "a column with a default": (lambda folder: old_with(folder, extra=ADDED), "'notes' in"),
    "a page in many places": (shared, "its notes say more than the file holds"),
    "no table": (lambda folder: old_with(folder, extra="drop table revlog"), "holds no table 'revlog'"),
    "100,000 fields": (
        lambda folder: forged(
            folder / "x.apkg", [("collection.anki2", database(folder / "f.anki2", ("x",) * 100_000))]
        ),
        "a note has more than 1000 fields",
    ),
    "100,000 fields in a type": (
        lambda folder: old_with(folder, model=MODEL | {"flds": [{"name": "f", "ord": 0}] * 100_000}),
        "a note type has more than 1000 fields",
    ),
    "no JSON": (lambda folder: old_with(folder, extra="update col set models = '{'"), "Expecting"),
    "deep JSON": (
        lambda folder: old_with(folder, extra=f"update col set decks = '{'[' * 100_000}'"),
        "is damaged",
    ),
    "JSON of another kind": (lambda folder: old_with(folder, extra="update col set models = '[1]'"), "is damaged"),
    "large JSON": (
        lambda folder: old_with(folder, extra="update col set decks = printf('%*c', 12000000, 'x')"),
        "its settings are larger",
    ),
    "a large value": (
        lambda folder: old_with(folder, extra="update notes set flds = zeroblob(40000000)"),
        "too big",
    ),
    "wrong protobuf": (lambda folder: new_with(folder, blob="x'ffffffffffffffffffffff'"), "a number has no end"),
    "protobuf of another kind": (lambda folder: new_with(folder, blob="x'0a0161'"), "field 1 is not a number"),
    "protobuf that is cut": (lambda folder: new_with(folder, blob="x'1a7f61'"), "goes beyond its message"),
    "no list of media": (lambda folder: new_with(folder, media=b"\x08\x01"), "the list of media is not one"),
}


@pytest.mark.parametrize("case", CASES)
def test_it_is_refused_in_one_sentence(desk: Callable[..., Desk], tmp_path: Path, case: str) -> None:
    mine = desk()
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "none.apkg").write_bytes(b"nothing")
    make, expected = CASES[case]
    package = make(folder)
    before = everything(tmp_path)

    with pytest.raises(Fault) as caught:
        take(mine.collection, package)

    assert expected in str(caught.value)
    assert 1 == len(str(caught.value).splitlines())
    assert len(str(caught.value)) < 300 + len(str(package))
    assert before == everything(tmp_path)


def everything(folder: Path) -> dict[str, int]:
    return {
        str(path.relative_to(folder)): path.stat().st_size
        for path in folder.rglob("*")
        if ".flashcards" not in path.parts
    }


def test_names_that_lead_elsewhere_lead_nowhere(desk: Callable[..., Desk], tmp_path: Path) -> None:
    mine = desk()
    names = ["../../up.png", "/srv/root.png", "a/b.png", "..", "c:\\d.png", "con.png", "x" * 300 + ".png"]
    shown = "".join(f'<img src="{name}">' for name in names)
    package = plain(tmp_path, ("Pictures?", shown), media=dict.fromkeys(names, b"picture"))

    take(mine.collection, package)

    inside = {path.parent.name for path in mine.folder.rglob("*.png")}
    assert {"media"} == inside
    assert not [path for path in tmp_path.rglob("*.png") if not path.is_relative_to(mine.folder)]


def test_names_are_the_same_however_their_letters_are_composed(desk: Callable[..., Desk], tmp_path: Path) -> None:
    mine = desk()
    apart = unicodedata.normalize("NFD", "Übung é.png")
    package = plain(tmp_path, ("Picture?", '<img src="Übung é.png">'), media={apart: b"picture"})

    take(mine.collection, package)

    (picture,) = mine.folder.rglob("*.png")
    assert b"picture" == picture.read_bytes()


def test_triggers_do_not_fire_and_other_views_do_not_matter(desk: Callable[..., Desk], tmp_path: Path) -> None:
    mine = desk()
    extra = (
        "create trigger harm after update on notes begin delete from notes; end;"
        "create view other as select * from notes; create table sqlean (a)"
    )
    package = old_with(tmp_path, extra=extra)

    take(mine.collection, package)

    assert ["q"] == list(mine.cards())


def test_scripts_do_not_come_along(desk: Callable[..., Desk], tmp_path: Path) -> None:
    mine = desk()
    harm = "<script>alert(1)</script><img src=x onerror=alert(2)><a href='javascript:alert(3)'>word</a>"
    package = plain(tmp_path, (f"Front {harm}", f"Back {harm}<svg onload=alert(4)><script>x</script></svg>"))

    take(mine.collection, package)

    assert "alert" not in (mine.folder / "deck.yaml").read_text("utf-8").replace("deck:", "")


def test_no_text_of_a_package_steers_the_terminal(
    desk: Callable[..., Desk], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mine = desk()
    steering = "\x1b]0;title\x07\x1b[2J\x9b31m"
    fields = (f"{steering}<u>q</u>", f"{steering}<img src='{steering}.png'>")
    decks = {"1": {"name": f"Deck{steering}"}}
    package = forged(tmp_path / "x.apkg", [("collection.anki2", database(tmp_path / "d", fields, decks=decks))])

    take(mine.collection, package, dry_run=True)
    take(mine.collection, package)

    said = "".join(capsys.readouterr())
    assert "underlines" in said
    assert not {"\x1b", "\x07", "\x9b"} & set(said)


def test_a_type_that_refers_to_itself_comes_to_an_end(desk: Callable[..., Desk], tmp_path: Path) -> None:
    mine = desk()
    sections = "{{#Front}}" * 20_000 + "{{Front}}" * 20_000
    model = MODEL | {"tmpls": [{"name": "Card", "ord": 0, "qfmt": sections, "afmt": "{{FrontSide}}{{Back}}"}]}
    package = old_with(tmp_path, model=model)

    take(mine.collection, package)

    assert 1 == len(mine.cards())


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told in other units")
@pytest.mark.parametrize("case", ["zeros, packed by zip", "zeros, packed by zstd", "large JSON", "a list of a kind"])
def test_little_memory_is_taken(tmp_path: Path, case: str) -> None:
    cases = CASES | {"a list of a kind": (many_members, "")}
    package = cases[case][0](tmp_path)
    program = (
        "import pathlib, re, sys\n"
        "from flashcards.formats.anki.inward.opened import open_package\n"
        "try:\n"
        "    with open_package(pathlib.Path(sys.argv[1])) as package: list(package.notes())\n"
        "except Exception as error: print(type(error).__name__, file=sys.stderr)\n"
        "print(re.search(r'VmHWM:\\s*(\\d+)', pathlib.Path('/proc/self/status').read_text())[1])\n"
    )

    done = subprocess.run([sys.executable, "-c", program, str(package)], capture_output=True, text=True, check=True)

    assert int(done.stdout) // 1024 <= MOST, done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="memory is told in other units")
def test_notes_that_are_too_large_are_not_held(tmp_path: Path) -> None:
    notes = [("\N{OWL}" + "x" * 600_000, "a")] * 100
    package = forged(tmp_path / "x.apkg", [("collection.anki2", database(tmp_path / "large.anki2", *notes))])
    program = (
        "import pathlib, re, sys\n"
        "from flashcards.formats.anki.inward import incoming, opened\n"
        "with opened.open_package(pathlib.Path(sys.argv[1])) as package: found = incoming.read(package, str)\n"
        "print(found.lost[0][:2])\n"
        "print(re.search(r'VmHWM:\\s*(\\d+)', pathlib.Path('/proc/self/status').read_text())[1])\n"
    )

    done = subprocess.run([sys.executable, "-c", program, str(package)], capture_output=True, text=True, check=True)

    said, most = done.stdout.splitlines()
    assert "('notes of more than 500,000 characters', 100)" == said
    assert int(most) // 1024 <= MOST // 2


def many_members(folder: Path) -> Path:
    """As many members as a listing may have."""
    target = folder / "many.apkg"
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("collection.anki2", bytes_of(folder))
        archive.writestr("media", json.dumps({}))
        for number in range(100_000):
            archive.writestr(str(number), b"")
    return target


def test_a_package_of_two_frames_is_read_on(tmp_path: Path) -> None:
    content = bytes_of(tmp_path)
    packed = zstd.compress(content[:4000]) + zstd.compress(content[4000:])
    package = forged(tmp_path / "x.apkg", [("meta", NEW), ("collection.anki21b", packed)])

    with open_package(package) as found:
        assert [("q", "a")] == [note.fields for note in found.notes()]
