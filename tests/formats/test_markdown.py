"""Markdown notes: headings, the cards of hashcards and of Obsidian, and what the text around them becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.formats import plain
from flashcards.formats.markdown import document
from tests.formats.strategies import sentences

if TYPE_CHECKING:
    from flashcards.model import Note, Topic


def topics(text: str, path: str = "n.md") -> tuple[Topic, ...]:
    return document.read(text, path)[0]


def cards(text: str) -> list[tuple[str, ...]]:
    """Question, answer and reverse of each card, without empty ends; a text becomes a card of none of these."""
    found = [
        note for topic in topics(f"# H\n\nText to keep.\n\n{text}") for note in topic.notes if _is_card(topic, note)
    ]
    return [tuple(side for side in (note.question, note.answer, note.reverse) if side) for note in found]


def _is_card(topic: Topic, note: Note) -> bool:
    return note.span != topic.span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q: a\nA: b", [("a", "b")]),
        ("Q: a\nb\n\nc\nA: d\n\ne\n---\nf", [("a\nb\n\nc", "d\n\ne")]),
        ("Q: a\nA: b\nQ: c\nA: d", [("a", "b"), ("c", "d")]),
        ("Before.\nQ: a\nA: ```\nQ: c\nA: d\n```", [("a", "```\nQ: c\nA: d\n```")]),
        ("a::b\n```\nc::d\n?\n```\ne::f", [("a", "b"), ("e", "f")]),
        ("C: a [b] [c](d) `x[0]`", [("a {{b}} [c](d) `x[0]`",)]),
        ("C: a {{c1::b}} [c]", [("a {{c1::b}} [c]",)]),
        ("C: a [b]\nc [d]\n\ne::f\n\nText [g].", [("a {{b}}\nc {{d}}",), ("e", "f")]),
        ("C:\n\na [b]\n\nText [g].", [("a {{b}}",)]),
        ("C: a [b]\n\nQ: c\n\nA: d\n\ne", [("a {{b}}",), ("c", "d\n\ne")]),
        ("Q: a\nA: b\n\nc:::d\ne::f\n\ng", [("a", "b"), ("c", "d", "d"), ("e", "f")]),
        ("Q: a\nA: b\n\nc\n?\nd", [("a", "b"), ("c", "d")]),
        ("Q: a\nA: b\n\n- c::d\nQ: e\nA: f", [("a", "b"), ("c", "d"), ("e", "f")]),
        (
            "Q: a\nA: b\nc:::d\n\nstd::e f\n\n```\ng::h\n```\n\n?\n\ni",
            [("a", "b\nc:::d\n\nstd::e f\n\n```\ng::h\n```\n\n?\n\ni")],
        ),
        ("**Q.** a\n\n**A.** b\n\nc::d", [("a", "b\n\nc::d")]),
        ("**Q.** a\n\n**A.**\n\nb\n\nc", [("a", "b\n\nc")]),
        ("a::b", [("a", "b")]),
        ("a :: b", [("a", "b")]),
        ("a:::b", [("a", "b", "b")]),
        ("- a::b", [("a", "b")]),
        ("1. a ::: b", [("a", "b", "b")]),
        ("a::b\nc::d", [("a", "b"), ("c", "d")]),
        ("a\nb\n?\nc\nd", [("a\nb", "c\nd")]),
        ("a\n??\nb", [("a", "b", "b")]),
        ("a\n?\n```\nx::y\n\nz\n```", [("a", "```\nx::y\n\nz\n```")]),
        ("a ==b== and ==c d==", [("a {{b}} and {{c d}}",)]),
        ("{{c1::a::hint}} b", [("{{c1::a::hint}} b",)]),
        ("a::b <!--SR:!2023-01-01,1,230-->", [("a", "b")]),
        ("a::<b>b</b> [[c|d]]", [("a", "**b** d")]),
        ("`a::b` c", []),
        ("$a::b$ c", []),
        ("std::vector is a class", []),
        ("| a::b | c |", []),
        ("a::", []),
        ("::a", []),
        ("a == b and c == d", []),
        ("`==a==`", []),
        ("```\na::b\n```", []),
    ],
)
def test_cards(text: str, expected: list[tuple[str, ...]]) -> None:
    assert expected == cards(text)


def test_headings_are_topics_and_nest_as_decks() -> None:
    found = topics("# Biology\n\n## Cells\n\nText.\n\n### Walls\n\nText.\n\n## Animals\n\n### Cats ###\n\nText.\n")

    assert [("Cells", "Biology"), ("Walls", "Biology::Cells"), ("Cats", "Biology::Animals")] == [
        (topic.title, topic.deck) for topic in found
    ]


def test_without_a_first_heading_the_path_is_the_deck() -> None:
    found = topics("Text.\n\n## One\n\nText.\n", "notes/bio.md")

    assert [("bio", "notes::bio"), ("One", "notes::bio")] == [(topic.title, topic.deck) for topic in found]


def test_equal_headings_are_told_apart() -> None:
    found, problems = document.read("## A\n\n### More\n\nx\n\n## B\n\n### More\n\ny\n", "n.md")

    assert ["More", "More (B)"] == [topic.title for topic in found]
    assert "n.md:9:1: warning: 'More' is also the title of a topic at n.md:3:1" in str(problems[0])


def test_what_a_topic_requires_and_its_tags() -> None:
    text = (
        "---\ntags: [x, '#y']\nrequires: [[All]]\n---\n# One #flashcards/z\n\nRequires: [[A|b]], [[notes/C#D]]\n\n"
        "Text.\n\n# Two\n\n**Builds on:**\n- [[E]]\n- F\n\n#tag/sub\n\nText.\n"
    )
    one, two = topics(text)

    assert (("x", "y", "z"), ["All", "A", "D"]) == (one.tags, [reference.text for reference in one.requires])
    assert (("x", "y", "tag::sub"), ["All", "E", "F"]) == (two.tags, [reference.text for reference in two.requires])
    assert [(3, 13), (14, 3), (15, 3)] == [tuple(reference.span[1:]) for reference in two.requires]


def test_front_matter_as_hashcards_has_it_names_the_deck() -> None:
    found, problems = document.read('---\nname = "Cells"\ncolor = 1\n---\n\nQ: a\nA: b\n', "n.md")

    assert [("Cells", "Cells")] == [(topic.title, topic.deck) for topic in found]
    assert ["n.md:2:1: warning: in the front matter, this is not taken over: color"] == list(map(str, problems))


@pytest.mark.parametrize("front", ["a: [b", "just words", "- list"])
def test_front_matter_that_cannot_be_read_is_said(front: str) -> None:
    [topic, *_], [problem] = document.read(f"---\n{front}\n---\n\nText.\n", "n.md")

    assert problem.message.startswith("what looks like front matter was taken for text: ")
    assert front.removeprefix("- ") in f"{topic.title}{topic.text}"


def test_what_is_not_taken_over_is_said_with_its_line() -> None:
    text = (
        "---\nmood: good\n---\n# A\n\ntext <!-- draft\nmore --> end\n\nA: alone\n---\nQ: no answer\n\n# Empty\n\n"
        "# B\n\na::b\n<!--SR:!2023-01-01,1,230-->\n"
    )

    found, problems = document.read(text, "n.md")

    assert [
        "n.md:2:1: warning: 'mood' in the front matter is not taken over (it says 'good')",
        "n.md:6:1: warning: the comment 'draft more' was left out",
        "n.md:9:1: warning: an answer without a question: 'alone' (it became text)",
        "n.md:11:1: warning: no answer to 'no answer'",
        "n.md:13:1: warning: nothing stands below 'Empty'",
        "n.md:18:1: warning: the schedule of another program (one comment) is not taken over",
    ] == [str(problem) for problem in problems]
    assert "text  end\n\nalone\n\nno answer" == found[0].text


def test_html_and_links_of_wikis_become_markdown() -> None:
    [topic] = topics(
        "# A\n\nSee [[B#c]], <i>soft</i><br>![[a b.png|100]] `[[x]] <b>`\n\n<div>x<script>y</script></div>\n"
    )

    assert "See B > c, *soft*\\\n![](a%20b.png) `[[x]] <b>`\n\nx" == topic.text


@pytest.mark.parametrize("name", ["a.aac", "a.BMP", "b c.opus"])
def test_all_pictures_and_sounds_that_pages_show_are_embedded(name: str) -> None:
    [topic] = topics(f"# A\n\n![[{name}]]\n")

    assert f"![]({name.replace(' ', '%20')})" == topic.text


def test_what_follows_a_cloze_is_read_as_anywhere() -> None:
    [topic, under] = topics("# A\n\nC: a [b]\n\nText [c].\n\n#tag\n\nUnder\n---\n\nMore.\n")

    assert ("Text [c].", ("tag",), "Under") == (topic.text, topic.tags, under.title)


def test_tags_apart_from_an_answer_are_the_topic_s() -> None:
    [topic] = topics("# A\n\nQ: a\n\n#x\n\nA: b\n\n#y #z/w\n\nc\n#d\n\nQ: e\nA: f\n#g\n\nQ: h\nA:\n\n#i\n")

    assert ("x", "y", "z::w") == topic.tags
    assert [("a", "b\n\nc\n#d"), ("e", "f\n#g"), ("h", "#i")] == [(note.question, note.answer) for note in topic.notes]


def test_scripts_are_left_out_and_that_is_said() -> None:
    text = (
        "# A\n\na <script>x</script>b\n\n<STYLE type=css>\np {}\n\nq {}\n</STYLE >\n\nQ: c\nA: <iframe src=y />d\n---\n"
        "e::f <iframe src=z></iframe>\n"
    )

    [topic], problems = document.read(text, "n.md")

    assert ("a b", [("c", "d"), ("e", "f")]) == (topic.text, [(note.question, note.answer) for note in topic.notes])
    assert [
        "n.md:3:1: warning: the script '<script>x</script>' was left out",
        "n.md:5:1: warning: the style '<STYLE type=css> p {} q {} </STYLE >' was left out",
        "n.md:12:1: warning: the iframe '<iframe src=y />' was left out",
        "n.md:14:1: warning: the iframe '<iframe src=z></iframe>' was left out",
    ] == list(map(str, problems))


@pytest.mark.parametrize(
    "text",
    [
        "`<script>` and `</script>`",
        "`<script>x</script>`",
        "```html\n<script>\nx\n</script>\n```",
        "the <script> tag\n\n```html\n<script>x</script>\n```",
        "<scripture>x</scripture>",
    ],
)
def test_scripts_in_code_and_those_that_never_end_are_text(text: str) -> None:
    [topic], problems = document.read(f"# A\n\n{text}\n", "n.md")

    assert (text, ()) == (topic.text, problems)


CARDS = st.fixed_dictionaries(
    {"deck": sentences, "topic": sentences, "front": sentences, "back": sentences, "tags": st.just([])}
)


@given(
    st.lists(
        CARDS, min_size=1, max_size=6, unique_by=(lambda card: card["front"], lambda card: card["topic"].casefold())
    )
)
def test_our_own_export_reads_back(given: list[dict[str, object]]) -> None:
    found = topics(plain.as_markdown(given))

    assert [(card["deck"], card["topic"], card["front"], card["back"]) for card in given] == [
        (topic.deck, topic.title, note.question, note.answer) for topic in found for note in topic.notes
    ]


def test_tags_of_a_heading_hold_where_a_line_names_its_deck() -> None:
    topics, _ = document.read("### Bread #baking\n*Kitchen*\n**Q.** What rises?\n\n**A.** Dough.\n", "a.md")

    assert [("Bread", "Kitchen", ("baking",))] == [(topic.title, topic.deck, topic.tags) for topic in topics]


def test_comments_of_obsidian_are_left_out_and_that_is_said() -> None:
    text = (
        "# A\n\nSeen %%unseen%% text %% twice %%.\n\n%%\nA block.\n\n## Old\n\n```\n%%\n```\n%%\n\n"
        "What %%hm%% is it?\n?\nIt. %% begun\nand ended %% All.\n"
    )

    [topic], problems = document.read(text, "n.md")

    assert "Seen  text ." == topic.text
    assert [("What  is it?", "It.  All.")] == [(note.question, note.answer) for note in topic.notes]
    assert [
        "n.md:3:1: warning: the comment 'unseen' was left out",
        "n.md:3:1: warning: the comment 'twice' was left out",
        "n.md:5:1: warning: the comment 'A block. ## Old ``` %% ```' was left out",
        "n.md:15:1: warning: the comment 'hm' was left out",
        "n.md:17:1: warning: the comment 'begun and ended' was left out",
    ] == list(map(str, problems))


@pytest.mark.parametrize(
    "text",
    [
        "Write `%% so %%` or `<!-- so -->`.",
        "```\n%% Section\n\nx %% y %%\n```",
        "A formula $a %% b$ and $c %% d$.",
        "Between 5%% and 10%% of it.",
        "%% never closed\n\n```\n%%\n```",
        "The magic %%time measures, and so does\n%%timeit without an end.",
        "<!-- never closed",
    ],
)
def test_what_only_looks_like_a_comment_stays(text: str) -> None:
    [topic], problems = document.read(f"# A\n\n{text}\n", "n.md")

    assert (text, ()) == (topic.text, problems)


LIST = "- Lipids\n  - they are fat\n    and oil\n- Walls of ==cellulose==\n  stand around `a\n  b`\n- Water\n"


@pytest.mark.parametrize(
    ("text", "expected", "left"),
    [
        (LIST, ["Walls of {{cellulose}}\nstand around `a\nb`"], "- Lipids\n  - they are fat\n    and oil\n- Water"),
        ("- ==a==\n- b ==c== ==d==", ["{{a}}", "b {{c}} {{d}}"], ""),
        ("1. a\n2. ==b==", ["{{b}}"], "1. a"),
        ("Kinds:\n* ==a== x\n* b", ["{{a}} x"], "Kinds:\n* b"),
        ("- a\n- ==b== has\n  - c\n  - ==d==\n- e", ["{{b}} has", "{{d}}"], "- a\n- b has\n  - c\n- e"),
        ("- ==b== has\n  - ==d==\n- e", ["{{b}} has", "{{d}}"], "- e"),
        ("The ==two== kinds:\n- a\n- b", ["The {{two}} kinds:"], "The two kinds:\n- a\n- b"),
        ("- ==a==\n  ```\n  - b\n  ```\n- c", ["{{a}}\n```\n- b\n```"], "- c"),
        ("- {{c1::a}}\n- {{c1::b}}\n- c", ["- {{c1::a}}\n- {{c1::b}}\n- c"], ""),
        ("a ==b==\nc", ["a {{b}}\nc"], ""),
    ],
)
def test_a_highlight_in_a_list_makes_a_card_of_its_item_alone(text: str, expected: list[str], left: str) -> None:
    [topic] = topics(f"# A\n\n{text}\n")

    assert (expected, left) == ([note.question for note in topic.notes if _is_card(topic, note)], topic.text)


def test_every_key_of_the_front_matter_that_is_not_taken_over_is_listed() -> None:
    front = "created: 2024\nmood: good\ncssclass:\n  - wide\n  - big\ndraft:"
    _, problems = document.read(f"---\n{front}\n---\nText.\n", "n.md")

    assert [
        "n.md:2:1: warning: in the front matter, this is not taken over: created (2024), cssclass (wide, big), draft",
        "n.md:3:1: warning: 'mood' in the front matter is not taken over (it says 'good')",
    ] == list(map(str, problems))


def test_anchors_of_obsidian_are_left_out_and_listed() -> None:
    text = (
        "# A\n\nText to keep. ^block1\nMore. ^b-2\n\n- an item ^ab12cd\n^alone\n\nx::y ^7f3a\n\n"
        "As x ^2 and e ^x\n`a ^code`\n[^note]\n\n$$\na ^bcd\n$$\n\n```\nb ^code\n```\n"
    )

    [topic], problems = document.read(text, "n.md")

    code = "`a ^code`\n[^note]\n\n$$\na ^bcd\n$$\n\n```\nb ^code\n```"
    kept = f"Text to keep.\nMore.\n\n- an item\n\nAs x ^2 and e ^x\n{code}"
    assert (kept, ["y"]) == (topic.text, [note.answer for note in topic.notes])
    said = "n.md:3:1: warning: these anchors of Obsidian were left out: ^block1, ^b-2, ^ab12cd, ^alone, ^7f3a"
    assert [said] == list(map(str, problems))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> [!note] Remember\n> this.", "> **Remember**\n>\n> this."),
        ("> [!warning]-\n> this.", "> **Warning**\n>\n> this."),
        ("> [!tip]+ Use `x`", "> **Use `x`**"),
        ("> [!quote] *Ada* said\n>> [!info]\n>> so", "> *Ada* said\n>\n>> **Info**\n>>\n>> so"),
        ("```\n> [!note] Remember\n```", "```\n> [!note] Remember\n```"),
        ("a [!note] b", "a [!note] b"),
        ("This is #important, and #this.", "This is #important, and #this."),
    ],
)
def test_callouts_keep_their_titles_and_tags_in_a_sentence_are_text(text: str, expected: str) -> None:
    [topic], problems = document.read(f"# A\n\n{text}\n", "n.md")

    assert (expected, ()) == (topic.text, problems)


def test_a_gap_in_a_callout_is_asked_with_its_title() -> None:
    assert [("> **Remember**\n>\n> a {{b}}",)] == cards("> [!note] Remember\n> a ==b==")
