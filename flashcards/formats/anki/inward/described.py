"""What a collection of Anki says of itself: note types, decks, presets, settings; from both of its layouts.

Until schema 11 all of it is JSON in the one row of `col`. Since schema 15 there are tables, with protobuf in them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from flashcards.formats.anki.inward import protobuf
from flashcards.formats.anki.inward.rows import MOST_FIELDS, Config, Deck, Preset
from flashcards.formats.anki.types import NoteType, Template

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

_TABLES_SINCE = 15
_LARGEST_JSON = 10 << 20
"""Of text; as objects it takes twenty times as much."""
_CLOZE = 1
_SETTINGS = ("rollover", "creationOffset", "localOffset", "schedVer", "fsrs")


class Description(NamedTuple):
    """Everything but notes, cards and reviews; by id."""

    types: dict[int, NoteType]
    decks: dict[int, Deck]
    presets: dict[int, Preset]
    config: Config


def described(database: sqlite3.Connection) -> Description:
    """Raises what comes of it where something is not as it has to be; see `rows.faults`."""
    version, crt = database.execute("select cast(ver as integer), cast(crt as integer) from col limit 1").fetchone()
    return _from_tables(database, crt) if version >= _TABLES_SINCE else _from_json(database, crt)


def _from_tables(database: sqlite3.Connection, crt: int) -> Description:
    fields = _named(database, "select ntid, cast(name as text) from fields order by ntid, ord")
    templates: dict[int, list[Template]] = {}
    for key, name, blob in database.execute(
        "select ntid, cast(name as text), config from templates order by ntid, ord"
    ):
        found = protobuf.message(blob)
        templates.setdefault(key, []).append(Template(name, found.text(1), found.text(2)))
    types = {
        key: _note_type(key, name, fields.get(key, []), templates.get(key, []), protobuf.message(blob))
        for key, name, blob in database.execute("select id, cast(name as text), config from notetypes")
    }
    presets = database.execute("select id, cast(name as text), config from deck_config").fetchall()
    decks = database.execute("select id, cast(name as text), kind from decks").fetchall()
    settings = {key: _json(text) for key, text in database.execute(_CONFIG, _SETTINGS)}
    return Description(
        types,
        {key: _deck(key, name, protobuf.message(blob)) for key, name, blob in decks},
        {key: _preset(key, name, protobuf.message(blob)) for key, name, blob in presets},
        _config(crt, settings),
    )


_CONFIG = f"select key, cast(val as text) from config where key in ({', '.join('?' * len(_SETTINGS))})"


def _named(database: sqlite3.Connection, query: str) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for key, name in database.execute(query):
        found.setdefault(key, []).append(name)
    return found


def _note_type(key: int, name: str, fields: list[str], templates: list[Template], config: protobuf.Message) -> NoteType:
    return _bounded(NoteType(key, name, tuple(fields), tuple(templates), config.number(1) == _CLOZE, config.number(9)))


def _bounded(kind: NoteType) -> NoteType:
    if len(kind.fields) > MOST_FIELDS or len(kind.templates) > MOST_FIELDS:
        raise ValueError(f"a note type has more than {MOST_FIELDS} fields or templates")
    return kind


def _deck(key: int, name: str, kind: protobuf.Message) -> Deck:
    return Deck(key, name.replace("\x1f", "::"), kind.message(1).number(1), kind.has(2))


def _preset(key: int, name: str, config: protobuf.Message) -> Preset:
    parameters = next((found for field in (6, 5, 3) if (found := config.floats(field))), ())
    return Preset(
        key,
        name,
        parameters,
        config.decimal(37) or Preset._field_defaults["retention"],
        config.floats(1),
        config.floats(2),
        config.number(9),
        config.number(10),
    )


def _from_json(database: sqlite3.Connection, crt: int) -> Description:
    query = "select cast(models as text), cast(decks as text), cast(dconf as text), cast(conf as text) from col limit 1"
    models, decks, presets, settings = (_json(text) for text in database.execute(query).fetchone())
    return Description(
        {int(key): _old_type(int(key), found) for key, found in models.items()},
        {int(key): _old_deck(int(key), found) for key, found in decks.items()},
        {int(key): _old_preset(int(key), found) for key, found in presets.items()},
        _config(crt, settings),
    )


def _json(text: str) -> Any:
    if len(text) > _LARGEST_JSON:
        raise ValueError("its settings are larger than they can be")
    return json.loads(text)


def _old_type(key: int, found: Mapping[str, Any]) -> NoteType:
    fields = sorted(found["flds"], key=lambda field: int(field.get("ord") or 0))
    templates = sorted(found["tmpls"], key=lambda template: int(template.get("ord") or 0))
    return _bounded(
        NoteType(
            key,
            str(found["name"]),
            tuple(str(field["name"]) for field in fields),
            tuple(Template(str(one["name"]), str(one["qfmt"]), str(one["afmt"])) for one in templates),
            found.get("type") == _CLOZE,
            int(found.get("originalStockKind") or 0),
        )
    )


def _old_deck(key: int, found: Mapping[str, Any]) -> Deck:
    return Deck(key, str(found["name"]), int(found.get("conf") or 0), bool(found.get("dyn")))


def _old_preset(key: int, found: Mapping[str, Any]) -> Preset:
    parameters = next((found[name] for name in ("fsrsParams6", "fsrsWeights", "fsrsParams5") if found.get(name)), ())
    new, review, lapse = found.get("new") or {}, found.get("rev") or {}, found.get("lapse") or {}
    return Preset(
        key,
        str(found.get("name", "")),
        tuple(map(float, parameters)),
        float(found.get("desiredRetention") or Preset._field_defaults["retention"]),
        tuple(map(float, new.get("delays") or ())),
        tuple(map(float, lapse.get("delays") or ())),
        int({"perDay": Preset._field_defaults["new_per_day"], **new}["perDay"]),
        int({"perDay": Preset._field_defaults["reviews_per_day"], **review}["perDay"]),
    )


def _config(crt: int, settings: Mapping[str, Any]) -> Config:
    rollover, then, now = map(settings.get, ("rollover", "creationOffset", "localOffset"))
    scheduler, fsrs = int(settings.get("schedVer") or 1), bool(settings.get("fsrs"))
    return Config(crt, _number(rollover), _number(then), _number(now), scheduler, fsrs)


def _number(value: Any) -> int | None:
    return None if value is None else int(value)
