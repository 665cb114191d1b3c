"""`list`, `show`, `stats`, `history` and `settings`, in a pipe."""

from __future__ import annotations

import json
import sys
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flashcards.collection import cards, search
from flashcards.commands.looking import STATES
from flashcards.model import Kind, Mistake, Rating
from flashcards.study import listing
from tests.students import DAY, Desk, answer, study

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.commands.conftest import Run

    Desks = Callable[..., Desk]

ROOT = Path(__file__).parents[2]
BREAD = """\
deck: Kitchen::Baking
tags: [food]
topics:
- topic: Yeast
  text: Yeast is alive.
  cards:
  - What does yeast eat?: Sugar.
  - Straße oder Weg, in ÉTÉ?: Beides.
    extra: Zwischen Bäumen.
- topic: Bread
  requires: Yeast
  tags: [loaf]
  cards:
  - q: Why does dough need time?
    a: The **yeast** makes gas first.
    tags: [why]
  - Dough rises near {{30 °C::temperature}}.
"""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("list", "--deck", "Nope"), "there is no deck 'Nope'"),
        (("review", "--plain", "--deck", "baking"), "there is no deck 'baking' (did you mean 'Kitchen::Baking'?)"),
        (("list", "--deck", "Kichen"), "there is no deck 'Kichen' (did you mean 'Kitchen'?)"),
        (("list", "--tag", "food", "--tag", "lof"), "there is no tag 'lof' (did you mean 'loaf'?)"),
        (("export", "--tag", "zebra"), "there is no tag 'zebra'"),
        (("suspend", "--deck", "Kitchen::"), "there is no deck 'Kitchen::' (did you mean 'Kitchen'?)"),
    ],
)
def test_a_deck_or_tag_that_there_is_not_is_a_mistake(run: Run, desk: Desks, words: tuple[str, ...], said: str) -> None:
    done = run(desk(BREAD), *words)

    assert isinstance(done.exception, Mistake)
    assert said == str(done.exception)


@pytest.mark.parametrize(
    "words", [("--deck", "kitchen"), ("--deck", "Kitchen::BAKING"), ("--tag", "Why"), ("--tag", "food")]
)
def test_case_does_not_matter_and_decks_above_are_there(run: Run, desk: Desks, words: tuple[str, str]) -> None:
    assert run(desk(BREAD), "list", *words).stdout


def found(desk: Desk, **wanted: Any) -> list[str]:
    return [listing.question(entry) for entry in listing.find(desk.collection, desk.clock.at, **wanted)]


def test_a_list_has_the_id_state_due_day_and_question_of_each_card(desk: Desks, run: Run) -> None:
    place = desk(BREAD)
    answer(place.session())

    rows = run(place, "list").stdout.splitlines()

    assert 4 == len(rows)
    assert rows[0].split()[1:] == ["learning", "2026-03-02", "What", "does", "yeast", "eat?"]
    assert ["new", "–", "Dough"] == rows[3].split()[1:4]
    assert all(cards.named(place.collection.index, row.split()[0]) for row in rows)


@pytest.mark.parametrize(
    ("text", "number"),
    [("YEAST", 3), ("strasse", 1), ("été", 1), ("e\u0301t", 1), ("bäumen", 1), ("bread", 2), ("alive", 0), ("%", 0)],
)
def test_words_are_found_in_question_answer_extra_and_title(desk: Desks, text: str, number: int) -> None:
    assert number == len(found(desk(BREAD), text=text))


def test_filters_narrow_a_list(desk: Desks, run: Run) -> None:
    place = desk(BREAD)

    counts = {
        words: len(run(place, "list", *words.split()).stdout.splitlines())
        for words in (
            "--topic Bread",
            "--path Bread",
            "--deck kitchen",
            "--tag loaf",
            "--tag why",
            "yeast --topic Bread",
        )
    }

    assert [2, 4, 4, 2, 1, 1] == list(counts.values())


def test_states_are_those_that_the_search_knows() -> None:
    assert tuple(search.STATES) == STATES


def test_an_unknown_state_is_a_mistake(desk: Desks) -> None:
    with pytest.raises(Mistake, match="there is no state 'old'; there are new, "):
        found(desk(BREAD), state="old")


def test_cards_are_found_by_their_state(desk: Desks) -> None:
    place = desk(BREAD, "leech_lapses = 1\n")
    study(place.session())
    place.clock.at += 30 * DAY
    due = found(place, state="due")
    session = place.session()
    while session.card is not None and session.card.memory.lapses == 0:
        answer(session, Rating.AGAIN)
    place.log(Kind.FLAG, "What does yeast eat?", value=2)
    place.log(Kind.KNOWN, "Why does dough need time?")
    place.log(Kind.BURY, "Why does dough need time?", value=place.collection.calendar.day(place.clock.at) + 1)

    assert len(due) == len(place.cards())
    assert ["What does yeast eat?"] == found(place, state="flagged")
    assert ["Why does dough need time?"] == found(place, state="known") == found(place, state="buried")
    lapsed = [listing.question(entry) for entry in place.cards().values() if entry.memory.lapses]
    assert lapsed == found(place, state="leech") != []
    assert found(place, state="suspended")
    assert [] == found(place, state="new")


def test_a_card_can_be_named_by_the_end_of_its_id(desk: Desks) -> None:
    place = desk(BREAD)
    index = place.collection.index

    for entry in cards.entries(index):
        assert len(cards.short(entry)) < 20
        assert [entry] == cards.named(index, cards.short(entry)) == cards.named(index, entry.id)


def test_a_chosen_id_is_not_shortened(desk: Desks) -> None:
    place = desk("topics:\n- topic: Atoms\n  cards:\n  - q: What?\n    a: That.\n    id: one-1234567x\n")

    assert "atoms/one-1234567x" == cards.short(next(cards.entries(place.collection.index)))


NUMBERS = count()
ACTIONS = st.lists(st.sampled_from(["again", "good", "suspend", "known", "flag", "wait"]), max_size=8)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(actions=ACTIONS)
def test_the_json_of_a_list_agrees_with_the_memories(desk: Desks, actions: list[str]) -> None:
    place = desk(BREAD, folder=f"example-{next(NUMBERS)}")
    for action in actions:
        session = place.session()
        if action == "wait" or session.card is None:
            place.clock.at += DAY
        elif action in ("again", "good"):
            answer(session, Rating[action.upper()])
        else:
            getattr(session, action)()

    listed = json.loads(json.dumps(list(listing.described(place.collection, place.cards().values(), place.clock.at))))

    for entry, said in zip(place.cards().values(), listed, strict=True):
        memory = entry.memory
        assert (entry.id, entry.title, memory.reps) == (said["id"], said["topic"], said["reps"])
        assert (memory.interval, memory.lapses, memory.suspended) == (
            said["interval"],
            said["lapses"],
            said["suspended"],
        )
        assert memory.stability == pytest.approx(said["stability"] or 0, abs=1e-4)
        assert (memory.due_day < 0 or memory.known) == (said["due"] is None)
        assert (memory.reps > 0) == (said["retrievability"] is not None)


def test_the_json_of_a_list_has_tags_and_both_sides(desk: Desks, run: Run) -> None:
    said = json.loads(run(desk(BREAD), "list", "--json", "--topic", "Bread").stdout)

    assert [["food", "loaf", "why"], ["food", "loaf"]] == [card["tags"] for card in said]
    assert ("cloze", "Kitchen::Baking") == (said[1]["kind"], said[1]["deck"])
    assert ("Dough rises near [temperature].", "Dough rises near 30 °C.") == (said[1]["front"], said[1]["back"])


MARKED = r"""
topics:
- topic: Slopes
  cards:
  - q: |
      Is **this** $\eta$,
      - `one` line?
    a: Yes.
  - A \* is {{a *star*::which}} here.
"""


def test_a_list_shows_texts_as_a_review_does_each_on_one_line(desk: Desks, run: Run) -> None:
    place = desk(MARKED)

    def questions(*words: str) -> list[str]:
        return [row.split("  new  –  ")[1] for row in run(place, *words).stdout.splitlines() if "  new  –  " in row]

    fronts = [card["front"] for card in json.loads(run(place, "list", "--json").stdout)]

    assert ["Is this η, - one line?", "A * is [which] here."] == questions("list") == questions("show", "Slopes")
    assert ["Is **this** $\\eta$,\n- `one` line?", "A \\* is [which] here."] == [front.strip() for front in fronts]


def test_a_list_writes_nothing(desk: Desks, run: Run) -> None:
    place = desk(MARKED)

    run(place, "list")

    assert (0,) == place.collection.index.execute("select count(*) from rendered").fetchone()


def test_a_history_shows_questions_as_a_list_does(desk: Desks, run: Run) -> None:
    place = desk(MARKED)
    answer(place.session())

    assert run(place, "history").stdout.endswith("  Is this η, - one line?\n")
    assert "**this**" in json.loads(run(place, "history", "--json").stdout)[0]["question"]


def test_show_has_both_sides_of_a_card_and_why(desk: Desks, run: Run) -> None:
    place = desk(BREAD)
    answer(place.session())

    said = run(place, "show", next(iter(place.cards().values())).id).stdout

    for words in ("Kitchen › Baking · Yeast", "What does yeast eat?", "Sugar.", "introduced   2026-03-02", "learning"):
        assert words in said


def test_show_has_the_text_the_neighbours_and_the_cards_of_a_topic(desk: Desks, run: Run) -> None:
    said = run(desk(BREAD), "show", "yeast").stdout

    assert "Yeast is alive." in said
    assert "unlocks  Bread" in said
    assert "What does yeast eat?" in said.splitlines()[-2]


def test_show_names_what_may_have_been_meant(desk: Desks, run: Run) -> None:
    assert "did you mean 'Bread'" in str(run(desk(BREAD), "show", "Breed").exception)


def test_stats_are_told_in_a_pipe(desk: Desks, run: Run) -> None:
    said = run(desk(BREAD), "stats")

    assert (0, True) == (said.exit_code, "Cards: 4" in said.stdout)


def test_history_is_told_in_words(desk: Desks, run: Run) -> None:
    place = desk(BREAD)
    study(place.session(limit=2))
    card = next(iter(place.cards().values()))

    of_card = run(place, "history", card.id).stdout
    last = run(place, "history", "--last", "1").stdout
    of_topic = run(place, "history", "Yeast").stdout

    assert "answered 'good' in 8 s" in of_card
    assert "What does yeast eat?" not in of_card
    assert 1 == len(last.splitlines())
    assert "What does yeast eat?" in of_topic


def test_an_export_does_not_drown_what_was_done(desk: Desks, run: Run, tmp_path: Path) -> None:
    place = desk(BREAD)
    answer(place.session())
    run(place, "export", "-o", str(tmp_path / "bread.apkg"))

    told, whole = run(place, "history").stdout, run(place, "history", "--all").stdout
    kinds = [event["kind"] for event in json.loads(run(place, "history", "--json").stdout)]

    assert 1 == len(told.splitlines())
    assert "answered 'good'" in told
    assert "its words were noted" in whole
    assert len(whole.splitlines()) == len(kinds) > 4
    assert "content" in kinds


def test_a_history_without_a_deed_says_so(desk: Desks, run: Run, tmp_path: Path) -> None:
    place = desk(BREAD)
    run(place, "export", "-o", str(tmp_path / "bread.apkg"))

    said = run(place, "history")

    assert ("", "Nothing was done yet.\n") == (said.stdout, said.stderr)


def test_settings_say_where_they_come_from(desk: Desks, run: Run) -> None:
    place = desk(
        BREAD,
        'new_per_day = 7\nlearn_ahead = "90m"\nfuzz = "no"\n[decks."Kitchen"]\nretention = 0.95\n'
        "[decks.Other]\n# nothing\nretention = 0.8\n",
    )

    rows = {row.split()[0]: row.split()[1:] for row in run(place, "settings").stdout.splitlines()[:-2]}
    whole = run(place, "settings").stdout.splitlines()
    of_deck = json.loads(run(place, "settings", "--deck", "Kitchen::Baking", "--json").stdout)

    assert (["7", "flashcards.toml:2"], ['"90m"', "flashcards.toml:3"]) == (rows["new_per_day"], rows["learn_ahead"])
    assert (["true", "default"], ['"04:00"', "default"]) == (rows["fuzz"], rows["day_starts_at"])
    assert (["0.9", "default"]) == rows["retention"]
    assert ["0.95", "flashcards.toml:6", "(deck", "Kitchen)"] == whole[-2].split()[1:]
    assert "flashcards.toml:9" in whole[-1]
    assert [(0.95, "Kitchen", 6)] == [(s["value"], s["deck"], s["line"]) for s in of_deck if s["key"] == "retention"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty")
def test_on_a_terminal_lines_are_cut_and_ids_are_short(desk: Desks, tmp_path: Path) -> None:
    import pexpect

    place = desk(BREAD.replace("What does yeast eat?", f"What does yeast {'really ' * 30}eat?"))
    words = [str(ROOT / "cli.py"), "-C", str(place.folder)]

    def shown(*more: str, term: str = "xterm") -> str:
        child = pexpect.spawn(
            sys.executable, [*words, *more], env={"FLASHCARDS_HOME": str(tmp_path), "TERM": term, "LC_ALL": "C.UTF-8"},
            timeout=30, dimensions=(30, 70), encoding="utf-8",
        )  # fmt: skip
        child.expect(pexpect.EOF)
        child.close()
        return str(child.before).replace("\r\n", "\n")

    rows = shown("list").splitlines()
    assert [70] == [len(row) for row in rows if row.endswith("…")]
    assert all(len(row.split()[0]) < 20 for row in rows)
    assert "\x1b[" in shown("show", "yeast")
    assert "\x1b" not in shown("show", "yeast", term="dumb")
    assert "Cards: 4\n  new        4  ███" in shown("stats")


def test_settings_that_cannot_be_read_are_the_defaults(desk: Desks, run: Run) -> None:
    said = run(desk(BREAD, "new_per_day = 7\nfuzz = maybe\n"), "settings")

    assert "flashcards.toml:3" in said.stderr
    assert ["20", "default"] == said.stdout.splitlines()[0].split()[1:]
