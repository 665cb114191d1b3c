"""Names to origins: which history belongs to which note, after edits, moves, renames and returns.

An origin is the name a note (or a part of it) had at its first event; events name it for ever. This module is pure: it
decides, and says which `rename` events make the decision last. It knows nothing of files or databases.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

SIMILAR = 0.75
CLEARLY = 0.05
FEW = 4
"""How many may share words or an answer and still be worth naming as heirs: 'Yes' is the answer to many a question."""
Absence = Literal["gone", "unclear", "held"]


class Content(NamedTuple):
    """What a note or part asks and answers, and the place it stands in (its topic, or the note of a part)."""

    question: str
    answer: str
    place: str


@dataclass(frozen=True, slots=True)
class Lives:
    """What the log says of names: the name each origin lives under, and who has ever borne a name, latest last."""

    current: Mapping[str, str]
    bearers: Mapping[str, tuple[str, ...]]


@dataclass(slots=True)
class Resolution:
    """The origin of every present name, and what had to be decided for it."""

    origins: dict[str, str] = field(default_factory=dict)
    renames: list[tuple[str, str]] = field(default_factory=list)
    edited: list[tuple[str, str]] = field(default_factory=list)
    moved: list[tuple[str, str]] = field(default_factory=list)
    new: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    ambiguous: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    """An origin's last name, and the new names that might all continue it."""


def resolve(
    present: Iterable[str],
    lives: Lives,
    settled: Mapping[str, str],
    *,
    now: Callable[[str], Content],
    then: Callable[[str], Content | None],
    absence: Callable[[str], Absence] = lambda _: "gone",
) -> Resolution:
    """Find the origin of each name.

    `settled` are names that were there before, without a history of their own, with the origin they had then.
    `now(name)` is what a present note says, `then(origin)` what a recorded one said last (None: nothing was recorded).
    `absence(name)` tells whether a name that is not there is gone, held (it or its topic stands in a file but could not
    be read), or unclear (its topic could be read in part only: it may be paired, but is not gone).
    """
    names = list(dict.fromkeys(present))
    there = set(names)
    missing = {name: absence(name) for name in lives.current.values() if name not in there}
    found = Resolution()
    owners = {name: origin for origin, name in lives.current.items() if name in there}
    returned: set[str] = set()
    strangers = []
    for name in names:
        if name in owners:
            found.origins[name] = owners[name]
        elif name in settled and settled[name] not in lives.current:
            found.origins[name] = settled[name]
        elif (origin := _returning(name, lives, missing, returned)) is not None:
            returned.add(origin)
            found.origins[name] = origin
            found.renames.append((origin, name))
        else:
            strangers.append(name)
    living = set(found.origins.values())
    absent = [origin for origin, name in lives.current.items() if name not in there and origin not in living]
    _adopt(found, strangers, absent, lives, now, then, missing)
    for name in strangers:
        if name not in found.origins:
            found.new.append(name)
            found.origins[name] = _own(name, lives, there, found)
    return found


def _returning(name: str, lives: Lives, missing: Mapping[str, Absence], returned: set[str]) -> str | None:
    """The latest bearer of a name that does not live under another name now, be it one that cannot be read."""
    for origin in reversed(lives.bearers.get(name, ())):
        if missing.get(lives.current[origin], "held") != "held" and origin not in returned:
            return origin
    return None


def _adopt(
    found: Resolution,
    strangers: list[str],
    absent: list[str],
    lives: Lives,
    now: Callable[[str], Content],
    then: Callable[[str], Content | None],
    missing: Mapping[str, Absence],
) -> None:
    """Give strangers the histories of absent notes that they plainly continue."""
    why = {origin: missing[lives.current[origin]] for origin in absent}
    recorded = {origin: content for origin in absent if why[origin] != "held" and (content := then(origin))}
    pairs = pair(recorded, {name: now(name) for name in strangers}) if recorded and strangers else Pairs({}, {}, [])
    for origin, name in (*pairs.moved.items(), *pairs.edited.items()):
        found.origins[name] = origin
        found.renames.append((origin, name))
    found.moved = [(lives.current[origin], name) for origin, name in pairs.moved.items()]
    found.edited = [(lives.current[origin], name) for origin, name in pairs.edited.items()]
    found.ambiguous = [(lives.current[origin], names) for origin, names in pairs.ambiguous]
    adopted = {*pairs.moved, *pairs.edited}
    found.gone = [origin for origin in absent if why[origin] == "gone" and origin not in adopted]


def _own(name: str, lives: Lives, there: set[str], found: Resolution) -> str:
    """A name's own origin: the name itself, or `name~2` and so on where another note's history bears it."""
    if name not in lives.current:
        return name
    own = next(own for n in count(2) if (own := f"{name}~{n}") not in lives.current and own not in there)
    found.renames.append((own, name))
    return own


class Pairs(NamedTuple):
    """Origins with the names that continue them."""

    moved: dict[str, str]
    edited: dict[str, str]
    ambiguous: list[tuple[str, tuple[str, ...]]]


def pair(gone: Mapping[str, Content], came: Mapping[str, Content]) -> Pairs:
    """Match what vanished with what appeared: the same text anywhere, else in the same place the same answer, else a
    question that is plainly the nearest. What stays unclear is reported, not guessed."""
    old, new = dict(gone), dict(came)
    moved = _equal(old, new, _words)
    edited = _equal(old, new, _answer)
    similar, ambiguous = _similar(old, new)
    open_ = {origin: content for origin, content in old.items() if origin not in {*similar, *dict(ambiguous)}}
    heirs = {name: content for name, content in new.items() if name not in similar.values()}
    return Pairs(moved, {**edited, **similar}, [*ambiguous, *_equals(open_, heirs)])


def rivals(gone: Mapping[str, Content], there: Mapping[str, Content]) -> list[str]:
    """Those of the notes that were there already which could be taken for heirs of what has gone, were they new."""
    signs = {sign(content) for content in gone.values() for sign in (_words, _answer)} - {None}
    places: dict[str, list[Content]] = defaultdict(list)
    for content in gone.values():
        places[content.place].append(content)
    return [
        name
        for name, content in there.items()
        if _words(content) in signs
        or _answer(content) in signs
        or any(likeness(old.question, content.question) >= SIMILAR for old in places[content.place])
    ]


def _words(content: Content) -> object:
    return _fold(content.question), _fold(content.answer)


def _answer(content: Content) -> object:
    """In one place the same answer is a sign, if there is any."""
    return (content.place, _fold(content.answer), "") if content.answer else None


def _equals(old: Mapping[str, Content], new: Mapping[str, Content]) -> list[tuple[str, tuple[str, ...]]]:
    """Origins with the few names that have their words or answer, where that names more than one on either side."""
    bearers: dict[object, list[str]] = defaultdict(list)
    for name, content in new.items():
        for sign in {_words(content), _answer(content)} - {None}:
            bearers[sign].append(name)
    found = []
    for origin, content in old.items():
        names = dict.fromkeys([*bearers[_words(content)], *bearers[_answer(content)]])
        if 0 < len(names) <= FEW:
            found.append((origin, tuple(names)))
    return found


def _equal(old: dict[str, Content], new: dict[str, Content], key: Callable[[Content], object]) -> dict[str, str]:
    """Pair what is alone on both sides under a key; what is paired is taken out of `old` and `new`."""
    olds = Counter(key(content) for content in old.values())
    news = Counter(key(content) for content in new.values())
    single = {key(content): name for name, content in new.items() if news[key(content)] == 1}
    pairs = {}
    for origin, content in list(old.items()):
        sign = key(content)
        if sign is not None and olds[sign] == 1 and sign in single:
            pairs[origin] = single[sign]
            del old[origin], new[single[sign]]
    return pairs


def _similar(
    old: dict[str, Content], new: dict[str, Content]
) -> tuple[dict[str, str], list[tuple[str, tuple[str, ...]]]]:
    """Pair questions of one place that are each other's best match, by a clear margin over the next."""
    places: dict[str, list[str]] = defaultdict(list)
    for name, content in new.items():
        places[content.place].append(name)
    scores: dict[str, dict[str, float]] = {}
    for origin, content in old.items():
        candidates = {name: likeness(content.question, new[name].question) for name in places[content.place]}
        scores[origin] = {name: score for name, score in candidates.items() if score >= SIMILAR}
    pairs, ambiguous = {}, []
    for origin, candidates in scores.items():
        if not candidates:
            continue
        best = max(candidates, key=lambda name: candidates[name])
        rivals = [score for name, score in candidates.items() if name != best]
        rivals += [other[best] for rival, other in scores.items() if rival != origin and best in other]
        if all(candidates[best] - score >= CLEARLY for score in rivals):
            pairs[origin] = best
        else:
            ambiguous.append((origin, tuple(candidates)))
    return pairs, ambiguous


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0–1."""
    from difflib import SequenceMatcher

    matcher = SequenceMatcher(None, _fold(one), _fold(other), autojunk=False)
    if matcher.real_quick_ratio() < SIMILAR or matcher.quick_ratio() < SIMILAR:
        return 0.0
    return matcher.ratio()


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
