"""Packages of Anki into a collection: notes of every type, where they go, and that nothing is lost unsaid."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest
from anki.models import NotetypeId
from bs4 import BeautifulSoup
from click.testing import CliRunner

from flashcards.cli import cli
from flashcards.deck.read import read
from flashcards.model import Mistake
from tests.formats import exporting
from tests.formats.packing import FORMATS, Author
from tests.formats.phone import Log, Phone
from tests.formats.returning import now
from tests.students import deck, topic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from anki.notes import Note as AnkiNote
    from click.testing import Result

    from flashcards.model import Note, Topic
    from tests.formats.packing import Format
    from tests.students import Desk

    Make = Callable[..., Desk]


@pytest.fixture
def author(tmp_path: Path) -> Iterator[Author]:
    made = Author(tmp_path / "author")
    yield made
    made.close()


def take(desk: Desk, package: Path, *words: str) -> Result:
    done = CliRunner().invoke(cli, ["-C", str(desk.folder), "import", str(package), *words], catch_exceptions=False)
    desk.collection.refresh(desk.clock.at)
    return done


def topics(desk: Desk) -> dict[str, Topic]:
    """The topics of all deck files by their titles."""
    return {
        one.title: one
        for path in sorted(desk.folder.glob("*.yaml"))
        for one in read(path.read_text("utf-8"), path.name).topics
    }


def notes(desk: Desk) -> list[Note]:
    return [note for one in topics(desk).values() for note in one.notes]


@pytest.mark.parametrize("format_", FORMATS)
def test_the_types_that_anki_comes_with(author: Author, desk: Make, format_: Format) -> None:
    picture, tone = author.media("a cell.png", b"picture"), author.media("tone.mp3", b"tone")
    author.add(
        "Basic", f'<b>Cell</b><img src="{picture}">', f"x [sound:{tone}]", tags=["bio::cell", "b"], deck="Bio::Cells"
    )
    author.add("Basic (and reversed card)", "front", "back", deck="Bio::Cells")
    author.add("Basic (optional reversed card)", "both", "ways", "y", deck="Bio::Cells")
    author.add("Basic (optional reversed card)", "one", "way", "", deck="Bio::Cells")
    author.add("Basic (type in the answer)", "How?", "so", deck="Bio")
    author.add("Cloze", "{{c1::a}} and {{c2::b::hint}}", "more", deck="Bio")
    mine = desk()

    done = take(mine, author.packed(format_))

    assert 0 == done.exit_code, done.output
    assert ["bio-cells.yaml", "bio.yaml"] == sorted(path.name for path in mine.folder.glob("*.yaml"))
    found = {note.question: note for note in notes(mine)}
    cell = next(note for question, note in found.items() if question.startswith("**Cell**"))
    assert re.fullmatch(r"\*\*Cell\*\*!\[\]\(media/a-cell-[0-9a-f]{12}\.png\)", cell.question)
    assert re.fullmatch(r"x !\[\]\(media/tone-[0-9a-f]{12}\.mp3\)", cell.answer)
    assert ("bio::cell", "b") == cell.tags or {"bio::cell", "b"} == set(cell.tags)
    assert ("back", "back") == (found["front"].answer, found["front"].reverse)
    assert ("ways", "") == (found["both"].reverse, found["one"].reverse)
    assert found["How?"].typed
    assert "more" == found["{{a}} and {{b::hint}}"].extra
    assert {"Bio::Cells", "Bio"} == {one.deck for one in topics(mine).values()}
    assert {note.guid for note in map(author.collection.get_note, author.collection.find_notes(""))} == {
        note.anki for note in found.values()
    }
    assert {b"picture", b"tone"} == {path.read_bytes() for path in (mine.folder / "media").iterdir()}


def test_types_of_one_s_own_are_rendered(author: Author, desk: Make) -> None:
    author.note_type(
        "Vocabulary",
        ("Word", "Reading", "Meaning", "Note"),
        ("{{Word}}", "{{FrontSide}}<hr id=answer>{{furigana:Reading}}: {{Meaning}}{{#Note}}<br>({{Note}}){{/Note}}"),
        ("{{Meaning}} {{hint:Note}}", "{{Word}}"),
        (
            "{{#Note}}{{type:Word}} Which word? {{Note}}{{/Note}}",
            "{{FrontSide}}<hr id=answer>{{type:Word}} {{Meaning}}",
        ),
    )
    author.add("Vocabulary", "日本", "日本[にほん]", "Japan", "a country")
    mine = desk()

    take(mine, author.packed())

    guid = author.collection.get_note(author.collection.find_notes("")[0]).guid
    one, two, three = notes(mine)
    assert ("日本", "日本 (にほん): Japan\\\n(a country)", guid) == (one.question, one.answer, one.anki)
    assert ("Japan", "日本", "a country", f"{guid}/2") == (two.question, two.answer, two.hint, two.anki)
    assert ("Which word? a country", "日本", True, "Japan") == (three.question, three.answer, three.typed, three.extra)


def test_a_rule_without_a_name_is_no_part_of_the_answer_and_below_it_an_empty_back_is_said(
    author: Author, desk: Make
) -> None:
    author.note_type("Ruled", ("Front", "Back"), ("{{Front}}", "{{FrontSide}}\n\n<hr>\n\n{{Back}}"))
    author.add("Ruled", "a", "b")
    author.add("Ruled", "c", "")
    mine = desk()

    done = take(mine, author.packed())

    assert {("a", "b"), ("c", "–")} == {(note.question, note.answer) for note in notes(mine)}
    assert "backs that are empty (a dash stands there)" in done.output


def test_clozes_in_each_other_become_cards_of_their_own_and_that_is_said(author: Author, desk: Make) -> None:
    author.add("Cloze", "{{c1::a {{c2::b}}}} {{c3,1::c}} {{c4::d}}")
    mine = desk()

    done = take(mine, author.packed())

    assert ["{{c1::a b}} {{c1::c}} {{c4::d}}", "a {{c2::b}} c d", "a b {{c3::c}} d"] == [
        one.question for one in notes(mine)
    ]
    assert "clozes in one another, or alike" in done.output


def test_pictures_with_hidden_places_are_asked_whole_and_that_is_said(
    author: Author, desk: Make, tmp_path: Path
) -> None:
    picture = tmp_path / "map.png"
    picture.write_bytes(b"picture")
    author.collection.add_image_occlusion_notetype()
    kind = author.collection.models.by_name("Image Occlusion")
    assert kind is not None
    author.collection.add_image_occlusion_note(
        kind["id"],
        str(picture),
        "{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4}}",
        "The map",
        "extra",
        [],
    )
    mine = desk()

    done = take(mine, author.packed())

    (note,) = notes(mine)
    assert re.fullmatch(r"The map\n\n!\[\]\(media/map-[0-9a-f]{12}\.png\)", note.question)
    assert "extra" == note.answer
    assert "the places that a picture hides" in done.output


def test_what_cannot_come_along_is_said_with_an_example(author: Author, desk: Make) -> None:
    author.add("Basic", "<img src='gone.png'>", "a")
    author.add("Basic", "colour", '<span style="color: red">red</span>')
    author.add("Basic", "back is empty", "")
    author.add("Basic", "long " * 200_000, "a")
    author.add("Basic", "frame", "<iframe src='https://a.b'></iframe>x")
    mine = desk()

    said = take(mine, author.packed()).output

    assert "missing in the package: gone.png" in said
    assert "left behind, in 1 note: notes whose front is empty" in said
    assert "left behind, in 1 note: colours and underlines; such as 'colour'" in said
    assert "embedded pages" in said
    assert "left behind, in 1 note: notes of more than 500,000 characters; such as 'long long" in said
    assert ["colour", "back is empty", "frame"] == [note.question for note in notes(mine)]


def test_only_the_decks_that_are_asked_for_come(author: Author, desk: Make) -> None:
    for name in ("Sea::Whales", "Sea::Fish", "Land"):
        author.add("Basic", name, "a", deck=name)
    package = author.packed()
    mine, other = desk(folder="one"), desk(folder="two")

    said = take(mine, package, "--decks", "sea::w*").output
    take(other, package, "--decks", "Sea")

    assert ["Sea::Whales"] == [note.question for note in notes(mine)]
    assert "2 notes left out: other decks" in said
    assert {"Sea::Whales", "Sea::Fish"} == {note.question for note in notes(other)}


def test_a_deck_is_a_topic_and_none_has_the_name_of_another(author: Author, desk: Make) -> None:
    for name in ("French::Verbs", "Spanish::Verbs", "Verbs", "C++::C", "C::C"):
        author.add("Basic", name, "a", deck=name)
    mine = desk(deck(topic("Verbs", "Is there one?")))

    take(mine, author.packed())

    by_deck = {one.notes[0].question: one.title for one in topics(mine).values()}
    assert {"C", "C – C"} == {by_deck["C++::C"], by_deck["C::C"]}
    assert "French – Verbs" == by_deck["French::Verbs"]
    assert "Spanish – Verbs" == by_deck["Spanish::Verbs"]
    assert len({one.id for one in topics(mine).values()}) == len(by_deck)
    assert "Is there one?" in by_deck


def test_topics_may_be_tags(author: Author, desk: Make) -> None:
    author.add("Basic", "q1", "a", tags=["marked", "bio::cell"])
    author.add("Basic", "q2", "a", tags=["bio::cell", "x"])
    author.add("Basic", "q3", "a")
    mine = desk()

    take(mine, author.packed(), "--topics-by", "tag")

    found = topics(mine)
    assert {"cell": ["q1", "q2"], "Deck": ["q3"]} == {
        title: [n.question for n in one.notes] for title, one in found.items()
    }
    assert ("bio::cell",) == found["cell"].tags
    assert ("marked",) == found["cell"].notes[0].tags


def test_notes_come_in_the_order_in_which_anki_would_show_them(author: Author, desk: Make) -> None:
    made = [author.add("Basic", f"q{number}", "a") for number in range(4)]
    author.collection.sched.reposition_new_cards(
        [note.cards()[0].id for note in (made[2], made[0], made[3], made[1])],
        1,
        1,
        randomize=False,
        shift_existing=False,
    )
    mine = desk()

    take(mine, author.packed())

    assert ["q2", "q0", "q3", "q1"] == [note.question for note in notes(mine)]


def test_the_same_question_twice_is_two_notes(author: Author, desk: Make) -> None:
    author.add("Basic", "same", "a")
    author.add("Basic", "same", "b")
    mine = desk()

    done = take(mine, author.packed())

    assert 0 == done.exit_code
    assert ["a", "b"] == [note.answer for note in notes(mine)]


def test_importing_again_adds_only_what_is_new(author: Author, desk: Make) -> None:
    author.add("Basic", "old", "a")
    mine = desk()
    take(mine, author.packed())
    before = (mine.folder / "deck.yaml").read_text("utf-8")

    again = take(mine, author.packed())
    author.add("Basic", "new", "a")
    take(mine, author.packed())

    assert "1 note of the package is here already" in again.output
    assert (mine.folder / "deck.yaml").read_text("utf-8").startswith(before)
    assert ["old", "new"] == [note.question for note in notes(mine)]


def test_what_was_edited_in_anki_is_shown_and_written_only_if_asked(author: Author, desk: Make) -> None:
    note = author.add("Basic", "question", "before")
    author.add("Cloze", "{{c1::a}} b")
    mine = desk()
    take(mine, author.packed())
    note["Back"] = "after<br>two lines"
    author.collection.update_note(note)

    shown = take(mine, author.packed())
    assert "before" == notes(mine)[0].answer
    taken = take(mine, author.packed(), "--take-edits")
    again = take(mine, author.packed())

    assert "- before" in shown.output
    assert "+ after" in shown.output
    assert "1 note says something else in Anki" in shown.output
    assert "1 note changed to what Anki says" in taken.output
    assert ["after\\\ntwo lines", ""] == [note.answer for note in notes(mine)]
    assert "something else" not in again.output


def test_history_finds_the_cards_that_became_notes_of_their_own(author: Author, desk: Make) -> None:
    author.note_type("Three", ("A", "B"), ("{{A}}", "{{B}}"), ("{{B}}", "{{A}}"), ("both: {{A}}", "{{B}}"))
    author.add("Three", "a", "b")
    author.add("Cloze", "{{c1::one {{c2::two}}}} {{c3::three}}")
    author.add("Basic (and reversed card)", "front", "back")
    for card in author.cards():
        author.answer(card)
    mine = desk(at=now())

    foreseen = take(mine, author.packed("new.colpkg"), "--with-history", "--dry-run").stderr
    said = take(mine, author.packed("new.colpkg"), "--with-history").output
    again = take(mine, author.packed("new.colpkg"), "--with-history").output
    author.answer(author.cards()[0])
    later = take(mine, author.packed("later.colpkg"), "--with-history", "--dry-run").stderr

    assert foreseen.endswith("8 reviews of 8 cards to take in\n")
    assert later.endswith("1 review of 1 card to take in, 8 are here already\n")
    assert "8 reviews of 8 cards taken in" in said
    assert "0 reviews of 0 cards taken in, 8 were here already" in again
    mine.collection.catch_up(mine.clock.at)
    assert [1] * 8 == [memory.reps for memory in mine.memories().values()]


def test_a_dry_run_writes_nothing(author: Author, desk: Make) -> None:
    author.add("Basic", "q", f'<img src="{author.media("a.png", b"x")}">')
    mine = desk()

    done = take(mine, author.packed(), "--dry-run")

    assert "+++ b/deck.yaml" in done.output
    assert ["flashcards.toml"] == [path.name for path in mine.folder.iterdir() if path.is_file()]


MINE = r"""
deck: Sea::Whales
topics:
  - topic: Baleen
    tags: [big]
    cards:
      - What does **baleen** do?: |
          It *filters*:

          ```
          krill = sieve(water)
          ```

          | a | b |
          | --- | --- |
          | $x^{y^{2}}$ | `c` |
        extra: More.
        hint: comb
        source: "[A book](https://example.org)"
      - q: $\eta$
        a: eta
        reverse: What is eta?
      - A {{whale}} is no {{fish::animal}}.
      - list: Kinds
        items: [blue, "*fin*", grey]
      - q: Type it
        a: it
        type: true
      - q: Seen?
        a: "![A whale](media/whale.png)"
"""


def test_our_own_notes_come_back_as_they_went(desk: Make) -> None:
    mine, other = desk(MINE, folder="one"), desk(folder="two")
    (mine.folder / "media").mkdir()
    (mine.folder / "media" / "whale.png").write_bytes(b"whale")
    package, _ = exporting.send(mine)

    done = take(other, package)

    assert 0 == done.exit_code, done.output
    here, there = (topics(one)["Baleen"] for one in (mine, other))
    assert (here.id, here.deck, here.tags) == (there.id, there.deck, there.tags)
    assert [seen(note) for note in here.notes] == [seen(note) for note in there.notes]
    assert [b"whale"] == [path.read_bytes() for path in (other.folder / "media").iterdir()]


def seen(note: Note) -> tuple[object, ...]:
    answer = re.sub(r"-[0-9a-f]{12}\.png", ".png", note.answer)
    kept = (note.id, note.question, answer, note.items, note.ordered, note.reverse, note.typed)
    return (*kept, note.extra, note.hint, note.source, note.kind)


def test_our_own_notes_are_known_at_home_and_edits_in_anki_seen(desk: Make, phone: Phone, tmp_path: Path) -> None:
    mine = desk(MINE.replace('- q: Seen?\n        a: "![A whale](media/whale.png)"\n', ""), 'namespace = "5f0c"\n')
    package, _ = exporting.send(mine)
    phone.take(package)
    at_first = take(mine, package)
    phone.edit("baleen", "Extra", "Much more.")
    phone.edit("whale", "Text", phone.note("whale")["Text"].replace("no", "<i>no</i>"))
    back = tmp_path / "back.colpkg"
    phone.collection.export_collection_package(str(back), include_media=True, legacy=False)
    phone.collection.reopen()

    done = take(mine, back, "--take-edits")

    assert "something else" not in at_first.output
    assert "2 notes changed to what Anki says" in done.output
    found = {note.question: note for note in notes(mine)}
    assert "Much more." == found["What does **baleen** do?"].extra
    assert "A {{whale}} is *no* {{fish::animal}}." in found
    assert 0 == CliRunner().invoke(cli, ["-C", str(mine.folder), "check"]).exit_code


def test_settings_that_cannot_be_read_are_mended_before_notes_are_known_by_them(author: Author, desk: Make) -> None:
    author.add("Basic", "question", "answer")
    mine = desk(settings='namespace = "5f0c"\n# caf')
    (mine.folder / "flashcards.toml").write_bytes(b'namespace = "5f0c"\n# caf\xe9\n')

    with pytest.raises(Mistake, match="mend the settings first"):
        take(mine, author.packed())

    assert [] == list(mine.folder.glob("*.yaml"))


FIELDS = [
    ("<b>Bold:</b>text", "one<br>two"),
    ("<div>What is</div><div>H<sub>2</sub>O?</div>", "<ul><li>water</li><li>ice &lt; 0&deg;</li></ul>"),
    (r"Why \(a &lt; b\)?", r"\[\frac{a}{b^{2} }\]"),
    ("<pre><code>a = {{b}}\n  * c</code></pre>", "<table><tr><th>x</th></tr><tr><td>1|2</td></tr></table>"),
    ("snake_case *stars* $5 # 1. [a](b) \\ `x`", "<i>a</i>b <code>c_d</code> &amp;lt;"),
]


def test_from_anki_and_to_another_anki_field_by_field(author: Author, desk: Make, tmp_path: Path) -> None:
    picture = author.media("a.png", b"picture")
    for number, (front, back) in enumerate(FIELDS):
        kind = "Basic (and reversed card)" if number % 2 else "Basic"
        author.add(kind, front, back, deck=f"Deck::{number}", tags=["a::b", f"t{number}"])
    author.add("Cloze", f'<img src="{picture}"> {{{{c1::x<br>y}}}} of {{{{c2::z::hint}}}}', "more", deck="Deck::C")
    mine, phone = desk(settings='namespace = "5f0c"\n'), Phone(tmp_path / "other")
    take(mine, author.packed())

    log = phone.take(exporting.send(mine)[0])

    there = {note.guid: note for note in phone.notes()}
    assert Log(new=len(FIELDS) + 1) == log
    for note in author.notes():
        other = there[note.guid]
        assert [shown(note.fields[0]), shown(note.fields[1])] == [
            shown(other.fields[0]),
            shown(other["Back"] if "Back" in other else other["Extra"]),
        ]
        assert set(note.tags) <= set(other.tags)
        assert [card.ord for card in note.cards()] == [card.ord for card in other.cards()]
        assert {deck_of(author, note)} == {deck_of(phone, other)}
    assert phone.complaints() == ""
    phone.close()


def shown(html: str) -> str:
    """What is to be seen of a field, its pictures by what they are called."""
    html = re.sub(r'<img src="([a-z]+)[^"]*"[^>]*>', r"(\1)", html).replace("} }", "}}")
    text = BeautifulSoup(f"<p>{html}", "html.parser").get_text()
    return "".join(unicodedata.normalize("NFKC", text).split())


def deck_of(phone: Phone, note: AnkiNote) -> str:
    return phone.collection.decks.name(note.cards()[0].did)


def change_type(phone: Phone, new: str) -> None:
    """What 'Change note type' in Anki's browser does, each field and card mapped to that in its place."""
    models = phone.collection.models
    (note,) = phone.notes()
    wanted = next(one.id for one in models.all_names_and_ids() if one.name == new)
    change = models.change_notetype_info(old_notetype_id=note.mid, new_notetype_id=NotetypeId(wanted)).input
    change.note_ids.append(note.id)
    change.new_fields[:] = [place if place < 2 else -1 for place in range(len(change.new_fields))]
    change.new_templates[:] = range(len(change.new_templates))
    models.change_notetype_of_notes(change)


def test_notes_from_anki_go_back_to_the_same_notes_once_they_have_our_type(
    author: Author, desk: Make, tmp_path: Path
) -> None:
    """Until then Anki leaves them as they are, whatever comes."""
    author.add("Basic (and reversed card)", "question", "answer")
    mine, phone = desk(settings='namespace = "5f0c"\n', at=now()), Phone(tmp_path / "other")
    phone.take(author.packed())
    take(mine, author.packed())
    phone.answer(phone.cards()[0])
    standing = [(card.id, phone.standing(card)) for card in phone.cards()]
    text = (mine.folder / "deck.yaml").read_text("utf-8")
    mine.write(text.replace("a: answer", "a: better"))
    mine.reopen()
    package, _ = exporting.send(mine)

    at_first = phone.take(package)
    untouched = [one["Back"] for one in phone.notes()]
    change_type(phone, "flashcards Basic")
    mine.write(text.replace("a: answer", "a: even better"))
    mine.reopen()
    log = phone.take(exporting.send(mine)[0])

    assert (Log(conflicting=1), ["answer"]) == (at_first, untouched)
    assert Log(updated=1) == log
    assert ["even better"] == [one["Back"] for one in phone.notes()]
    assert standing == [(card.id, phone.standing(card)) for card in phone.cards()]
    phone.close()
