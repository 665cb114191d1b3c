"""Topics and cards added to a real collection: what is new comes in, and all else stays, to the byte."""

from __future__ import annotations

import os
import sys
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from flashcards.collection import add, begin, discover, topics
from flashcards.collection import settings as settings_
from flashcards.deck import read
from flashcards.deck.write import placeless
from flashcards.model import Fault, Mistake
from tests.deck.test_write import decks
from tests.students import Clock, Desk, save

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flashcards.collection.add import Plan

BAKING = """\
# Baking, in short
deck: Kitchen::Baking
tags: [food]
topics:
  - topic: Yeast      # alive
    cards:
      - What does yeast eat?: Sugar.

  - topic: Bread
    requires: Yeast
    aka: Loaf
    cards: []
"""
NEW = "topics:\n- topic: Bread\n  cards:\n  - Why salt?: For the taste.\n"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folder = tmp_path / "kitchen"
    save(folder / "flashcards.toml", 'timezone = "UTC"\n')
    save(folder / "baking.yaml", BAKING)
    opened = Desk(folder, Clock())
    yield opened
    opened.close()


def given_(text: str, desk: Desk, name: str = "new.yaml") -> add.Source:
    return add.Source(text, desk.folder.parent, name)


def plan(desk: Desk, text: str, to: str = "", into: str = "", name: str = "new.yaml") -> Plan:
    row = topics.find(desk.collection.index, to) if to else None
    return add.plan(desk.collection, given_(text, desk, name), to=row, into=into)


def added(desk: Desk, text: str, to: str = "", into: str = "", name: str = "new.yaml") -> Plan:
    """Add it; the plan is what was found before."""
    made = plan(desk, text, to, into, name)
    assert made.problems == ()
    add.carry_out(desk.collection, made, at=desk.clock.at)
    return made


def content(desk: Desk, name: str = "baking.yaml") -> str:
    return (desk.folder / name).read_bytes().decode("utf-8")


def names(desk: Desk) -> list[str]:
    return sorted(path.name for path in desk.folder.iterdir() if path.is_file())


def said(made: Plan) -> list[str]:
    return [f"{problem.span.line}:{problem.span.column}: {problem.message}" for problem in made.problems]


def test_cards_go_to_the_topic_they_name_and_the_index_is_current(desk: Desk) -> None:
    added(desk, NEW)

    assert content(desk) == BAKING.replace("    cards: []\n", "    cards:\n      - Why salt?: For the taste.\n")
    assert [entry.title for entry in desk.cards().values()] == ["Yeast", "Bread"]
    assert str(desk.reopen()) == ""


@pytest.mark.parametrize("title", ["Bread", "  bREAD ", "Loaf"])
def test_loose_cards_and_other_titles_find_their_topic(desk: Desk, title: str) -> None:
    added(desk, f"topic: {title.strip()}\ncards:\n- Why salt?: Taste.\n")
    added(desk, "- Why water?: Gluten.", to=title)

    assert list(desk.cards()) == ["What does yeast eat?", "Why salt?", "Why water?"]
    assert ["baking.yaml", "flashcards.toml"] == names(desk)


def test_adding_twice_adds_nothing(desk: Desk) -> None:
    added(desk, NEW)
    before = content(desk)

    again = plan(desk, NEW)

    assert (again.changes, again.cards, again.portions[0].there) == ((), 0, 1)
    assert content(desk) == before


def test_what_differs_is_shown_and_left(desk: Desk) -> None:
    text = "- What does yeast eat?: Starch.\n  extra: Really.\n- What is it?: A fungus.\n"

    made = added(desk, text, to="Yeast")

    [changed] = made.portions[0].changed
    assert (changed.differs, changed.old and changed.old.answer) == (("answer", "extra"), "Sugar.")
    assert content(desk) == BAKING.replace("eat?: Sugar.\n", "eat?: Sugar.\n      - What is it?: A fungus.\n")


def test_the_same_id_is_the_same_card(desk: Desk) -> None:
    added(desk, "- q: First\n  id: one\n  a: x\n", to="Bread")

    made = plan(desk, "- q: Other words\n  id: one\n  a: x\n- q: First\n  a: x\n", to="Bread")

    assert [sifted.differs for sifted in made.portions[0].notes] == [("question",), ()]
    assert made.changes == ()


def test_a_topic_that_says_something_else_is_named_and_left(desk: Desk) -> None:
    made = plan(desk, "topic: Bread\ntext: Other.\nrequires: [Yeast, Water]\ntags: [x]\ncards: []\n")

    assert made.portions[0].differs == ("requires", "text", "tags")
    assert (made.sound, made.changes) == (True, ())


HOMES = {
    "its deck's file": ("deck: Kitchen::Baking\n", "", "new.yaml", "baking.yaml"),
    "a new file by its deck": ("deck: Kitchen::Knives and forks\n", "", "new.yaml", "kitchen-knives-and-forks.yaml"),
    "a new file by its name": ("", "", "tools.yaml", "tools.yaml"),
    "the file asked for": ("deck: Kitchen::Baking\n", "sub/more.yaml", "new.yaml", "sub/more.yaml"),
    "the only file, without a name": ("", "", add.UNNAMED, "baking.yaml"),
}  # fmt: skip


@pytest.mark.parametrize(("head", "into", "name", "home"), HOMES.values(), ids=HOMES.keys())
def test_a_new_topic_finds_a_file(desk: Desk, head: str, into: str, name: str, home: str) -> None:
    text = f"{head}topics:\n- topic: Knife  # sharp\n  cards:\n  - What for?: Cutting.\n"

    added(desk, text, into=into, name=name)

    row = topics.find(desk.collection.index, "Knife")
    assert row is not None
    assert row.path == home
    assert home == "baking.yaml" or content(desk, home) == text


def test_without_a_name_a_topic_goes_to_what_it_builds_on(desk: Desk) -> None:
    save(desk.folder / "other.yaml", "topics:\n- topic: Water\n  cards: []\n")
    desk.reopen()

    added(desk, "topic: Ice\nrequires: Water\ncards:\n- What is it?: Frozen.\n")
    added(desk, "topic: Steam\ncards:\n- What is it?: Hot.\n")

    homes = [row.path for row in topics.topics(desk.collection.index) if row.title in ("Ice", "Steam")]
    assert homes == ["other.yaml", "steam.yaml"]


def test_a_new_file_has_the_deck_and_the_tags(desk: Desk) -> None:
    made = added(desk, "deck: A::B\ntags: [x]\n" + NEW + "- topic: Knife\n  cards: []\n", into="deep/knife.yaml")

    assert "deck: A::B\ntags: [x]\ntopics:\n  - topic: Knife\n    cards: []\n" == content(desk, "deep/knife.yaml")
    assert made.homes == ("baking.yaml", "deep/knife.yaml")


def test_tags_of_the_source_go_along_into_a_file_without_them(desk: Desk) -> None:
    text = "tags: [food, sharp]\ntopics:\n- topic: Knife\n  cards: []\n- topic: Axe\n  tags: heavy\n  cards: []\n"

    added(desk, text, into="baking.yaml")

    rows = {row.title: row.tags for row in topics.topics(desk.collection.index)}
    assert set(rows["Knife"]) == {"food", "sharp"}
    assert set(rows["Axe"]) == {"food", "sharp", "heavy"}
    assert content(desk).startswith(BAKING)


WRONG = {
    "a syntax error": ("- Why?: 'open", "1:9: this quotation mark is never closed: '- Why?: 'open'"),
    "two mistakes": ("- Why?: a\n  hnit: x\n- Who\n", "2:3: 'hnit' is not a key of a question"),
    "an unclosed cloze": ("- A {{gap\n", "1:5: "),
    "a trap": ("- Why?: C #1\n", "1:11: the text ends at '#', as if a comment began there: 'C'"),
    "a strange character": ("- Why?: a\u2028b\n", "1:10: a character that cannot be in a deck"),
    "nothing": ("", "1:1: the file is empty"),
    "a missing picture": ("- Why?: see ![x](no.png)\n", "1:3: there is no file 'no.png'"),
    "a picture from elsewhere": ("- Why?: see ![x](../no.png)\n", "1:3: the file '../no.png' is not in the collection"),
    "a circle": ("topics:\n- topic: A\n  requires: B\n- topic: B\n  requires: A\n", "5:13: a circle: "),
    "an alias of two": ("topic: A\nid: yeast\naka: X\ncards: []\n", ""),
    "names of two topics": ("topic: Bread\nid: yeast\ncards: []\n", "1:1: 'Bread' has names of two topics"),
}


@pytest.mark.parametrize(("text", "message"), WRONG.values(), ids=WRONG.keys())
def test_mistakes_are_named_with_their_place_and_nothing_is_written(desk: Desk, text: str, message: str) -> None:
    made = plan(desk, text, to="Bread")

    if message:
        assert (made.sound, made.changes) == (False, ())
        assert said(made)[0].startswith(message)
    assert content(desk) == BAKING


def test_all_mistakes_are_named(desk: Desk) -> None:
    assert len(plan(desk, WRONG["two mistakes"][0], to="Bread").problems) == 2


def test_cards_without_a_topic_are_a_mistake(desk: Desk) -> None:
    assert said(plan(desk, "- Why?: a\n")) == ["1:1: these cards name no topic"]


def test_an_unknown_prerequisite_is_a_warning_with_what_was_meant(desk: Desk) -> None:
    made = plan(desk, "topic: Cake\nrequires: Yaest\ncards: []\n")

    assert made.sound
    assert [problem.hint for problem in made.problems] == ["did you mean 'Yeast'?"]


def test_a_topic_that_cannot_be_read_at_the_moment_is_not_doubled(desk: Desk) -> None:
    desk.write(BAKING.replace("    aka: Loaf", "    akka: Loaf"), "baking.yaml")
    desk.reopen()

    assert said(plan(desk, NEW)) == ["2:3: 'Bread' is in baking.yaml already, with an error"]


def test_a_file_of_the_collection_is_not_added_to_itself(desk: Desk) -> None:
    with pytest.raises(Mistake, match=r"baking\.yaml is in this collection already"):
        add.plan(desk.collection, add.Source(BAKING, desk.folder, "baking.yaml"))


@pytest.mark.parametrize("into", ["../x.yaml", "/x.yaml", "x.txt", ".hidden/x.yaml", "x"])
def test_topics_go_only_where_decks_are(desk: Desk, into: str) -> None:
    with pytest.raises(Mistake, match=r"is not a file in the collection|has to end in"):
        plan(desk, "topic: Knife\ncards: []\n", into=into)


def test_pictures_go_along_and_replace_nothing(desk: Desk) -> None:
    outside = desk.folder.parent
    save(outside / "media" / "a b.svg", "<svg/>")
    text = "topic: Knife\ntext: see ![](media/a%20b.svg)\ncards:\n- What?: see ![it](<media/a b.svg>)\n"

    added(desk, text, into="sub/knife.yaml")
    again = plan(desk, "- Which?: see ![it](<media/a b.svg>)\n", to="Knife")
    save(outside / "media" / "a b.svg", "<svg>other</svg>")
    other = plan(desk, "- Which?: see ![it](<media/a b.svg>)\n", to="Knife")

    assert content(desk, "sub/media/a b.svg") == "<svg/>"
    assert (again.sound, again.copies) == (True, ())
    assert said(other) == ["1:3: the collection has another 'sub/media/a b.svg'; give this picture a name of its own"]


def test_a_file_that_changes_meanwhile_is_left_alone(desk: Desk) -> None:
    made = plan(desk, NEW + "- topic: Knife\n  cards: []\n", into="knife.yaml")
    (desk.folder / "baking.yaml").write_text(BAKING.replace("Sugar", "Honey"), "utf-8")

    with pytest.raises(Mistake, match=r"baking\.yaml: the file has changed just now"):
        add.carry_out(desk.collection, made, at=desk.clock.at)

    assert content(desk) == BAKING.replace("Sugar", "Honey")
    assert ["baking.yaml", "flashcards.toml"] == names(desk)


@pytest.mark.parametrize("name", ["knife.yaml", "x.svg"])
def test_a_file_that_appears_meanwhile_is_left_alone(desk: Desk, name: str) -> None:
    save(desk.folder.parent / "x.svg", "<svg/>")
    made = plan(desk, "topic: Knife\ntext: see ![](x.svg)\ncards: []\n", into="knife.yaml")
    save(desk.folder / name, "mine")

    with pytest.raises(Mistake, match="has just been made by someone else"):
        add.carry_out(desk.collection, made, at=desk.clock.at)

    assert content(desk, name) == "mine"


def test_a_crash_between_writing_and_renaming_leaves_the_old_file(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = plan(desk, NEW)

    def crash(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(Fault, match="no space left"):
        add.carry_out(desk.collection, made, at=desk.clock.at)

    monkeypatch.undo()
    assert content(desk) == BAKING
    assert ["baking.yaml", "flashcards.toml"] == names(desk)
    assert str(desk.reopen()) == ""


def test_pictures_are_on_the_disk_before_they_have_their_names(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    save(desk.folder.parent / "x.svg", "<svg/>" * 1000)
    made = plan(desk, "topic: Knife\ntext: see ![](x.svg)\ncards: []\n")
    synced = []
    sync = os.fsync

    def noting(number: int) -> None:
        synced.append(os.fstat(number).st_size)
        sync(number)

    monkeypatch.setattr(os, "fsync", noting)
    add.carry_out(desk.collection, made, at=desk.clock.at)

    assert 6000 in synced
    assert "<svg/>" * 1000 == content(desk, "x.svg")


def test_two_who_add_at_once_both_add_or_are_told(desk: Desk) -> None:
    """Each has planned on the same file; one of them is second, and must not undo what the first did."""
    others = [Desk(desk.folder, Clock(), device=f"desk {number}") for number in range(2)]
    plans = [plan(other, f"- Question {number}?: yes", to="Bread") for number, other in enumerate(others)]
    told: list[str] = []

    def write(other: Desk, made: Plan) -> None:
        try:
            add.carry_out(other.collection, made, at=other.clock.at)
        except Mistake as mistake:
            told.append(str(mistake))

    threads = [threading.Thread(target=write, args=pair) for pair in zip(others, plans, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(told) == 1
    assert content(desk).count("Question") == 1
    for other in others:
        other.close()


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid"), reason="neither permissions nor links there")
def test_permissions_and_links_stay_and_new_files_are_like_others(desk: Desk) -> None:
    real = desk.folder / "elsewhere.txt"
    (desk.folder / "baking.yaml").rename(real)
    (desk.folder / "baking.yaml").symlink_to(real)
    real.chmod(0o640)
    desk.reopen()

    added(desk, NEW + "- topic: Knife\n  cards: []\n", into="knife.yaml")

    save(desk.folder / "usual.txt", "")
    assert (desk.folder / "baking.yaml").is_symlink()
    assert "Why salt?" in real.read_text("utf-8")
    assert real.stat().st_mode & 0o777 == 0o640
    modes = {(desk.folder / name).stat().st_mode for name in ("knife.yaml", "usual.txt")}
    assert len(modes) == 1


def test_history_stays_with_what_was_there(desk: Desk) -> None:
    from tests.students import study

    study(desk.session(new=9))
    before = desk.memories()

    added(desk, NEW + "- topic: Knife\n  cards:\n  - What for?: Cutting.\n")

    after = desk.memories()
    assert {front: after[front] for front in before} == before
    assert len(after) == len(before) + 2


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(decks(), decks())
def test_any_deck_takes_in_any_other(text: str, other: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "c"
        save(folder / "flashcards.toml", 'timezone = "UTC"\n')
        (folder / "deck.yaml").write_bytes(text.encode("utf-8"))
        desk = Desk(folder, Clock())
        before = read.read(text, "deck.yaml").topics

        made = None
        with suppress(Mistake):  # where a list stands in [ ]
            made = plan(desk, other, into="deck.yaml")
            add.carry_out(desk.collection, made, at=desk.clock.at)

        after = read.read(content(desk, "deck.yaml"), "deck.yaml").topics
        assert len(after) == len(before) + sum(p.row is None for p in made.portions) if made else after == before
        for old, new in zip(before, after, strict=False):
            count = len(old.notes)
            assert placeless(old)[:-2] == placeless(new)[:-2]
            assert placeless(old).notes == placeless(new).notes[:count]
        if made and made.sound:
            again = plan(desk, other, into="deck.yaml")
            assert (again.changes, again.cards) == ((), 0)
        desk.close()


def test_a_new_collection_can_be_learnt_at_once(tmp_path: Path) -> None:
    from flashcards.collection.check import check

    begin.begin(tmp_path / "new")

    verdict = check(tmp_path / "new", strict=True)
    desk = Desk(tmp_path / "new", Clock())
    assert verdict.problems == ()
    assert desk.session().card is not None
    assert len(topics.topics(desk.collection.index)) == 2
    desk.close()


def test_the_settings_of_a_new_collection_show_every_key_with_its_default() -> None:
    text = "\n".join(
        line.removeprefix("# ") if "=" in line or line.startswith("# [") else ""
        for line in begin.SETTINGS_TEXT.split("\n")
    )

    shown, problems, _ = settings_.read(text, "x")
    nothing, *_ = settings_.read(begin.SETTINGS_TEXT, "x")

    assert problems == ()
    assert shown.deck_retention
    assert (shown.__class__(), nothing) == (nothing, nothing)
    assert shown == nothing.__class__(deck_retention=shown.deck_retention)
    assert all(f"# {key} = " in begin.SETTINGS_TEXT for key in settings_.READERS)


@pytest.mark.parametrize("name", [begin.DECK, discover.SETTINGS, "other.yaml"])
def test_a_collection_that_is_there_is_not_touched(tmp_path: Path, name: str) -> None:
    save(tmp_path / name, "topics: []\n")

    with pytest.raises(Mistake, match="nothing was changed"):
        begin.begin(tmp_path)

    assert [name] == [path.name for path in tmp_path.iterdir()]


def test_a_gitignore_that_is_there_stays(tmp_path: Path) -> None:
    save(tmp_path / ".gitignore", "*.pyc\n")

    written = begin.begin(tmp_path)

    assert [begin.DECK, discover.SETTINGS] == [path.name for path in written]
    assert (tmp_path / ".gitignore").read_text("utf-8") == "*.pyc\n"


def test_several_sources_are_counted_while_they_are_prepared_and_read(desk: Desk) -> None:
    sources = [given_(f"topics:\n  - topic: T{n}\n    cards: [What is {n}?: it]\n", desk, f"n{n}.yaml") for n in (1, 2)]
    told: list[tuple[str, int, int]] = []

    made = add.plan_all(desk.collection, sources, progress=lambda *said: told.append(said))
    add.carry_out(desk.collection, made, at=desk.clock(), progress=lambda *said: told.append(said))

    assert [("Preparing deck files", 0, 2), ("Preparing deck files", 1, 2)] == told[:2]
    assert "Reading decks" in {what for what, _, _ in told[2:]}
