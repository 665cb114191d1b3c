"""Reading text to notes: what each rule makes, what stays reading text, and what holds for any text."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flashcards.deck import prose
from flashcards.deck.dump import dump, readable
from flashcards.deck.names import normalised
from flashcards.deck.read import read
from flashcards.deck.splitting import nouns, rules, verbs
from flashcards.deck.splitting.sentences import sentences
from flashcards.deck.splitting.subject import subject
from flashcards.deck.write import placeless
from flashcards.model import Span, Topic

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flashcards.model import Note

SPAN = Span("a.yaml", 1, 1)
GOLD = Path(__file__).parent / "splitting"
DECKS = sorted(GOLD.glob("*.yaml"))


def made(title: str, text: str) -> list[tuple[str, str]]:
    """Questions and answers."""
    return [(note.question, note.answer) for note in prose.notes("t", title, text, SPAN)]


def told(path: Path) -> Iterator[str]:
    """The cards of a deck file with their rules, as the gold files have them."""
    for topic in read(path.read_text("utf-8"), path.name).topics:
        yield f"# {topic.title}"
        for rule, note in prose.explain(topic.id, topic.title, topic.text, topic.span):
            yield f"{rule}: {note.question}"
            yield from (f"    {line}" for line in note.answer.splitlines())
            yield from (f"    {'1.' if note.ordered else '-'} {item}" for item in note.items)
            shown = {"reverse": note.reverse, "extra": note.extra, "source": note.source, "typed": "yes" * note.typed}
            yield from (f"    {name}: {' / '.join(text.split(chr(10)))}" for name, text in shown.items() if text)
        yield ""


@pytest.mark.parametrize("path", DECKS, ids=lambda path: path.stem)
def test_topics_on_many_subjects_are_split_as_shown(path: Path, gold: bool) -> None:
    shown = path.with_suffix(".cards")
    found = "\n".join(told(path))
    if gold:
        shown.write_text(found, "utf-8")

    assert shown.read_text("utf-8") == found


def test_the_gold_files_have_25_topics() -> None:
    assert 25 == sum(len(read(path.read_text("utf-8"), path.name).topics) for path in DECKS)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("What is AI?", "What is AI?"),
        ("Why use a transformer?", "Why use a transformer?"),
        ("How photosynthesis works", "How does photosynthesis work?"),
        ("How to prune roses", "How to prune roses?"),
        ("Decision trees", "What are decision trees?"),
        ("Photosynthesis", "What is photosynthesis?"),
        ("Training neural networks", "How is a neural network trained?"),
        ("Baking bread", "How is bread baked?"),
        ("Handling errors in Python", "How is an error handled in Python?"),
        ("Hooke's law", "What does Hooke's law say?"),
        ("The uncertainty principle", "What does the uncertainty principle say?"),
        ("Training data", "What is training data?"),
        ("Sorting algorithms", "What are sorting algorithms?"),
        ("Floating point numbers", "What are floating point numbers?"),
        ("Learning rate", ""),
        ("AI uses patterns", ""),
        ("More complicated models benefit from more data", ""),
        ("Criminal law vs. civil law", ""),
        ("x" * 300, ""),
        ("", ""),
    ],
)
def test_a_title_asks_itself_where_that_is_good_english(title: str, expected: str) -> None:
    assert expected == subject(title).question


@pytest.mark.parametrize(
    ("title", "text", "question", "answer"),
    [
        (
            "Decision trees",
            "A decision tree is a kind of model.",
            "What is a decision tree?",
            "A decision tree is a kind of model.",
        ),
        (
            "Gradient descent",
            "Gradient descent is an algorithm.",
            "What is gradient descent?",
            "Gradient descent is an algorithm.",
        ),
        ("MDPs", "An MDP is a model of decisions.", "What is an MDP?", "An MDP is a model of decisions."),
        (
            "What is a GPU?",
            "A graphics processing unit is a chip.",
            "What is a GPU?",
            "A graphics processing unit is a chip.",
        ),
        ("Napoleon", "Napoleon was a French emperor.", "Who was Napoleon?", "Napoleon was a French emperor."),
        (
            "Training dogs",
            "Training a dog means rewarding it.",
            "How is a dog trained?",
            "Training a dog means rewarding it.",
        ),
        (
            "Moore's law",
            "Chips get twice as dense every two years.",
            "What does Moore's law say?",
            "Chips get twice as dense every two years.",
        ),
        ("Yeast", "It eats sugar.", "Yeast: what does it eat?", "Sugar."),
        ("Cells", "A cell contains a nucleus, an organelle.", "What does a cell contain?", "A nucleus, an organelle."),
        ("Cells", "Plant cells store water in vacuoles.", "What do plant cells store?", "Water in vacuoles."),
        ("Law", "The court overruled the judge.", "Law: what did the court overrule?", "The judge."),
        ("Oil", "Oil is used for frying.", "What is oil used for?", "Frying."),
        ("Rome", "Rome was ruled by Julius Caesar.", "By whom was Rome ruled?", "Julius Caesar."),
        ("Cells", "A cell is surrounded by a membrane.", "What is a cell surrounded by?", "A membrane."),
        ("Iron", "Steel is made by adding carbon.", "Iron: how is steel made?", "By adding carbon."),
        ("Ships", "The front of a ship is called the bow.", "What is the front of a ship called?", "The bow"),
        ("Water", "Water boils at 100 °C.", "Water boils at {{100}} °C.", ""),
        ("Rome", "The Republic began in 509 BC.", "The Republic began in {{509 BC}}.", ""),
        ("Rome", "Rome fell to the Goths in 410.", "Rome fell to the Goths in {{410}}.", ""),
        ("War", "The war ended in 1918.", "The war ended in {{1918}}.", ""),
        ("Seven kings", "Seven kings ruled Rome.", "What did seven kings rule?", "Rome."),
        ("Magna Carta", "King John sealed it in 1215.", "Magna Carta: King John sealed it in {{1215}}.", ""),
        (
            "Icebergs",
            "Icebergs float because they are lighter than water.",
            "Why do icebergs float?",
            "Because they are lighter than water.",
        ),
        (
            "Sauces",
            "If the sauce splits, it needs an egg yolk.",
            "What happens if the sauce splits?",
            "It needs an egg yolk.",
        ),
        ("Sauces", "When a sauce is thin, you can add flour.", "What can you do when a sauce is thin?", "Add flour."),
        (
            "Contracts",
            "A contract may be void if a child signed it.",
            "When may a contract be void?",
            "If a child signed it.",
        ),
        ("Meat", "To get a crust, you dry the meat.", "Meat: what do you do to get a crust?", "You dry the meat."),
        ("NumPy", "You can install NumPy by `pip install numpy`.", "How can you install NumPy?", "`pip install numpy`"),
        ("Meat", "To get a crust, dry the meat well.", "Meat: how do you get a crust?", "Dry the meat well."),
        ("Jobs", "Most people argue about money.", "Jobs: what do most people argue about?", "Money."),
        ("Names", "Answers are cached for two days.", "Names: how long are answers cached?", "For two days."),
        (
            "Search",
            "The guess h is called admissible if it never overestimates.",
            "Search: when is the guess h called admissible?",
            "If it never overestimates.",
        ),
        (
            "Ships",
            "The sender is called the bow and the receiver the tiller.",
            "Ships: what is the sender called?",
            "The bow",
        ),
        ("Rounds", "It only finds round things.", "What does a round find?", "Only round things."),
        ("Floods", "A flood happens when a dam breaks.", "When does a flood happen?", "When a dam breaks."),
        (
            "Games",
            "Dynamic search solves a problem by solving smaller ones.",
            "Games: what does dynamic search do?",
            "Dynamic search solves a problem by solving smaller ones.",
        ),
        ("Wars", "Three kinds of wall: low, high, none", "Wars: what are the three kinds of wall?", "Low, high, none"),
        ("Wars", "Protections: walls, moats", "Wars: Protections?", "Walls, moats"),
        (
            "What is read only?",
            "Text without cards is split into cards.",
            "What is read only?",
            "Text without cards is split into cards.",
        ),
        ("France", "Capital: Paris", "France: capital?", "Paris"),
        ("Ships", "Bow: the front of a ship", "Ships: the front of a ship", "Bow"),
        ("Ships", "Tiller: moves the rudder", "Ships: what does “Tiller” do?", "Moves the rudder"),
        (
            "Nuclear power",
            "Disadvantage: The waste has to be kept for ages.",
            "Nuclear power: what is the disadvantage?",
            "The waste has to be kept for ages.",
        ),
        (
            "Git",
            "To see the history, run:\n\n```\ngit log\n```",
            "Git: how do you see the history?",
            "```\ngit log\n```",
        ),
        (
            "How do you rescue a sauce?",
            "You whisk it into a yolk. Water helps too. So does cream.",
            "How do you rescue a sauce?",
            "You whisk it into a yolk. Water helps too.",
        ),
    ],
)
def test_a_sentence_answers_its_question(title: str, text: str, question: str, answer: str) -> None:
    assert made(title, text) == [(question, answer)]


@pytest.mark.parametrize(
    ("title", "text", "question", "items", "ordered"),
    [
        ("Tea", "Steps:\n\n1. Boil water\n2. Wait", "Tea: what are the steps?", ("Boil water", "Wait"), True),
        (
            "What is tea?",
            "It works as follows:\n\n0) Boil water\n1) Wait",
            "What are the steps of tea?",
            ("Boil water", "Wait"),
            True,
        ),
        ("How to make tea", "1. Boil water\n\n2. Wait", "How to make tea?", ("Boil water", "Wait"), True),
        ("Tea", "Advantages:\n- cheap\n- warm", "Tea: what are the advantages?", ("Cheap", "Warm"), False),
        ("Tea", "## Uses\n\n* drinking\n* dyeing", "Tea: what are the uses?", ("Drinking", "Dyeing"), False),
        (
            "Tea",
            "There are two ways to serve tea:\n1. hot\n2. cold",
            "What are the two ways to serve tea?",
            ("Hot", "Cold"),
            False,
        ),
        (
            "Tea",
            "Things we can do with leaves\n\n1. brew\n2. smoke",
            "Tea: what can we do with leaves?",
            ("Brew", "Smoke"),
            False,
        ),
        (
            "Tea",
            "A pot of tea contains:\n- leaves\n- water",
            "What does a pot of tea contain?",
            ("Leaves", "Water"),
            False,
        ),
        (
            "Law",
            "There are three powers: the first, the second and the third.",
            "Law: what are the three powers?",
            ("The first", "The second", "The third"),
            False,
        ),
        ("The phases of the moon", "1. new\n2. full", "What are the phases of the moon?", ("New", "Full"), True),
        (
            "Cooking eggs",
            "1. Fry: in butter\n2. Boil: in water",
            "Cooking eggs: what are the steps?",
            ("Fry", "Boil"),
            True,
        ),
    ],
)
def test_a_list_answers_what_leads_into_it(
    title: str, text: str, question: str, items: tuple[str, ...], ordered: bool
) -> None:
    note = prose.notes("t", title, text, SPAN)[0]

    assert (note.kind, note.question, note.items, note.ordered) == ("list", question, items, ordered)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Cells", "This would be bad."),
        ("Cells", "They are small and round."),
        ("Cells", "The process repeats the step above."),
        ("Cells", "The former uses a lot of energy."),
        ("Cells", "There they wait."),
        ("Cells", "Whatever enters it dies at once."),
        ("Cells", "Many are red."),
        ("Cells", "Cells are important."),
        ("Cells", "I think a cell needs a rest."),
        ("Cells", "It does two things."),
        ("Cells", "- a\n- b"),
        ("Cells", "See:\n\n" + "\n".join(f"- {number} things" for number in range(20))),
        ("Cells", "| a | b |\n| - | - |\n| A cell is | a cell |"),
        ("Cells", "> A cell is a small thing."),
        ("Cells", "```\nA cell is a small thing.\n```"),
        ("Cells", "$$x = 3$$"),
        ("Cells", "Wall: ![](wall.png)"),
        ("How do cells divide?", "Nobody knows for sure."),
        ("Curves", "The measure is the area under it."),
        ("Indexes", "Most databases use trees for it, because disks are slow."),
        ("Means", "One way is the elbow method."),
        ("Servers", "Postgres uses read committed by default."),
        ("Calls", "Function calls use a call."),
        ("Names", "Your computer asks a resolver, which asks others."),
        ("Shells and pearls", "It makes the weights small but rarely empty."),
        ("Cells", "Never compare cells by weight."),
        ("Turns", "Must be normalized after many turns, because errors add up."),
        ("Queues", "First come: simple, but a long job makes everyone wait."),
        ("Queues", "It's stateless: the server remembers nothing."),
        ("Queues", "Words: the vocabulary gets huge."),
        ("Styles", "Inline styles beat both, and a mark beats all."),
        ("Memory", "Memory may be fast but forget all when it is off."),
        ("Queues", "Proof idea: if there were one, it would ask itself."),
        ("Queues", "Vs stacks: last in, first out."),
        ("Bees", "Each hive has two parts."),
        ("Bees", "Bees have become rare in the cold north."),
        ("Bees", "Bees have shown again that they count."),
        ("Bees", "The mothers had asked the others to wait."),
        ("Bees", "Honey is given to queens not because they ask but because they grow."),
        ("Bees", "Bees do not stop because they are angry."),
        ("Bees", "Hives do not fall down when walls crack."),
        ("Bees", "When the bears came back, the flowers grew shy."),
        ("Bees", "Once everyone had walls, roofs, doors and windows were made."),
        ("Bees", "If that trust breaks, bees carry their honey home."),
        ("Bees", "Users choose bad hives, and experts scold them."),
        ("Bees", "The garden has flowers as well."),
        ("Bees", "The hive plays a part in the garden."),
        ("Bees", "Spanish dances in minor keys are merry."),
        ("Bees", "Queens are said to have guarded the hive."),
        ("Bees", "The queens of 1204 did more damage than any bear."),
        ("Why bees dance", "A bee that dances is seen by every wasp in the wood."),
        ("Cells", "A cell is a thing that " + "grows and " * 60 + "dies."),
        ("Cells", ""),
        ("Monarchy", "Seven kings ruled Rome."),
        ("Cells", "Several organelles fill the cell."),
        ("Wars", "The wars fought in 1914 and the like."),
    ],
)
def test_what_no_rule_can_ask_well_stays_reading_text(title: str, text: str) -> None:
    assert made(title, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The hive stores honey. Perhaps it is glad of it. Bears like it, too.",
        "The hive stores honey. Why does it do so? Winter is long.",
        "The hive stores honey. But winter is long. Yet it lives.",
        "The hive stores honey. " + "Winter is long and white. " * 6,
        "Winter is long in the north. The hive stores honey for the cold months of the year. Spring comes late.",
    ],
)
def test_what_a_paragraph_says_in_passing_is_not_asked(text: str) -> None:
    assert made("Gardens", text) == []


def test_a_paragraph_on_its_topic_or_of_plain_facts_is_asked() -> None:
    on_topic = "A garden needs rain. Winter is long and white in the north. The hive stores honey for the cold months."
    facts = "The hive stores honey. The garden needs rain. The wall keeps heat."

    assert [question for question, _ in made("Gardens", on_topic)] == [
        "What does a garden need?",
        "Gardens: what does the hive store?",
    ]
    assert len(made("Walls", facts)) == 3


def test_a_row_of_catchwords_is_a_glossary_and_no_list() -> None:
    catchwords = ["Dice: small cubes", "Mince: as small as can be", "Bias: at an angle", "Julienne: like matchsticks"]

    notes = prose.notes("t", "Knife cuts", "\n".join(f"- {word}" for word in catchwords), SPAN)

    assert [note.kind for note in notes] == ["basic"] * 4


@pytest.mark.parametrize(
    ("title", "line", "question"),
    [
        ("Wars", "Versailles: guilt, reparations", "Wars: Versailles?"),
        ("Thinkers", "Kant: dare to know", "Thinkers: Kant?"),
        ("Wars", "Lusitania: 1915", "Wars: Lusitania?"),
        ("Wars", "Died: 1915", "Wars: died?"),
        ("Cells", "Chloroplast: plants only, never in animals", "Cells: what is meant by “Chloroplast”?"),
    ],
)
def test_a_catchword_is_asked_in_words_that_fit_any_name(title: str, line: str, question: str) -> None:
    assert [question] == [asked for asked, _ in made(title, line)]


def test_a_title_in_capitals_keeps_them() -> None:
    assert [note.question for note in prose.notes("t", "OSI layers", "1. Physical\n2. Data link", SPAN)] == [
        "What are the OSI layers?"
    ]


def test_an_example_and_what_points_back_are_joined_to_the_card_before() -> None:
    text = (
        "A cell is a small room.\n\nFor example, a nerve is one. It is long.\n\nA cell eats sugar. This keeps it alive."
    )

    first, second = prose.notes("t", "Cells", text, SPAN)

    assert (first.question, first.extra) == ("What is a cell?", "For example, a nerve is one. It is long.")
    assert (second.question, second.extra) == ("What does a cell eat?", "This keeps it alive.")


def test_two_answers_to_one_question_are_one_card() -> None:
    text = "A cell is a small room.\n\nA cell is the smallest thing that lives."

    assert made("Cells", text) == [("What is a cell?", text.replace("\n\n", " "))]


def test_links_become_the_source() -> None:
    text = "[Cells](https://a.b/cell_(biology)) are rooms that live (see [here](https://c.d)). `[x](y)` is code."

    note = prose.notes("t", "Cells", text, SPAN)[0]

    assert (note.answer, note.source) == ("Cells are rooms that live.", "https://a.b/cell_(biology)")


def test_a_heading_is_the_title_of_what_follows_it() -> None:
    text = (
        "## Nuclei\n\nA nucleus is a ball. It holds the DNA.\n\n## Key Parts\n\n- a wall\n- a yard\n\n"
        "## Advantages\n\n- small\n- cheap\n\n## Terms\n\n- Found: 1665\n- Spore: a cell that waits"
    )

    assert [note.question for note in prose.notes("t", "Cells", text, SPAN)] == [
        "What is a nucleus?",
        "What does a nucleus hold?",
        "Cells: what are the key parts?",
        "What are the advantages of cells?",
        "Cells: found?",
        "Cells: a cell that waits",
    ]


def test_every_rule_is_explained_in_the_docs() -> None:
    page = (Path(__file__).parents[2] / "docs" / "splitting.md").read_text("utf-8")

    assert [] == [name for name, _ in rules.RULES if f"`{name}`" not in page]
    assert all(f"`{name}`" in page for name in ("title", "list", "term", "section", "fence"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Use e.g. Rust, i.e. C vs. Go. Next", ["Use e.g. Rust, i.e. C vs. Go.", "Next"]),
        ("Pi is 3.14 or so. See J. Doe.", ["Pi is 3.14 or so.", "See J. Doe."]),
        ("Call `a. B` now! And $x. Y$ too?", ["Call `a. B` now!", "And $x. Y$ too?"]),
        ('He said "No." Then he left.', ['He said "No."', "Then he left."]),
        ("Apples, pears, etc. Then plums.", ["Apples, pears, etc.", "Then plums."]),
        ("Wait ... for it.", ["Wait ... for it."]),
        ("Read https://a.b/c.d?e. Then go.", ["Read.", "Then go."]),
        ("", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert expected == [sentence.text for sentence in sentences(text)]


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("decision trees", "decision tree"),
        ("matrices", "matrix"),
        ("boxes", "box"),
        ("countries", "country"),
        ("lists of slopes", "list of slopes"),
        ("children", "child"),
        ("mitosis", "mitosis"),
        ("bias", "bias"),
        ("physics", "physics"),
        ("glass", "glass"),
        ("RNNs", "RNN"),
    ],
)
def test_one_of_many(many: str, one: str) -> None:
    assert one == nouns.singular(many)
    assert nouns.is_plural(many) == (many != one)


@pytest.mark.parametrize(
    "noun", ["an MDP", "a unit", "an hour", "a GPU", "an RNN", "a European", "an apple", "an SQL query", "a CPU"]
)
def test_the_article_follows_the_sound(noun: str) -> None:
    article, _, word = noun.partition(" ")

    assert article == nouns.article(word)


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("apply", "applies applied applied applying"),
        ("take", "takes took taken taking"),
        ("run", "runs ran run running"),
        ("lie", "lies lied lied lying"),
        ("visit", "visits visited visited visiting"),
        ("stop", "stops stopped stopped stopping"),
        ("push", "pushes pushed pushed pushing"),
        ("see", "sees saw seen seeing"),
        ("train", "trains trained trained training"),
        ("have", "has had had having"),
        ("permit", "permits permitted permitted permitting"),
    ],
)
def test_the_forms_of_a_verb(base: str, forms: str) -> None:
    found = (verbs.third(base), verbs.past(base), verbs.participle(base), verbs.gerund(base))

    assert forms.split() == list(found)


PIECES = (
    "A cell is a small room.",
    "It contains a nucleus.",
    "Cells",
    "If a cell dies, it dissolves.",
    "1. ",
    "2) ",
    "- ",
    "\n",
    "\n\n",
    " ",
    "\t",
    "```",
    "`x`",
    "$x$",
    "**Cell**: ",
    "Cell: ",
    "![](a.png)",
    "Advantages:",
    "Steps:",
    "# ",
    "> ",
    "| a |",
    "[a](b)",
    "https://a.b",
    "e.g. ",
    "because ",
    ", ",
    "and ",
    "You can stop it by `kill`",
    "called ",
    "{{",
    "}}",
    "There are two kinds: a, b",
    "in 1789",
    "(",
    ")",
    "'",
    '"',
    ".",
    "?",
    ":",
    "To go home, one walks.",
    "For example, ",
    "is",
    "are ",
    "the ",
    "X is used for ",
    "\u2028",
    "\ue000",
    "\ud800",
    "\x00",
)
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=25).map("".join)
titles = st.one_of(
    texts, st.sampled_from(["Cells", "What is a cell?", "How do cells die?", "Killing cells", "Cells (C)"])
)


@given(titles, texts)
@example("Cells", "`" * 50 + " " + "[" * 50)
def test_any_text_gives_the_same_notes_each_time(title: str, text: str) -> None:
    notes = prose.notes("t", title, text, SPAN)

    assert rules.split(title, text) == rules.split(title, text)
    assert len({note.id for note in notes}) == len(notes)
    assert all(note.question.strip() and (note.answer.strip() or note.kind != "basic") for note in notes)
    assert all(len({normalised(item) for item in note.items}) == len(note.items) > 1 for note in notes if note.items)


@given(st.sampled_from(["Cells", "What is a cell?", "How do cells die?"]), texts)
def test_notes_come_back_from_a_deck_file(title: str, text: str) -> None:
    said = readable(text)
    notes = prose.notes("cells", title, said, SPAN)
    topic = Topic(subject(title).title.lower(), title, "a", SPAN, text=said, notes=notes, own_id=False)

    reading = read(dump([topic._replace(id="cells", own_id=True)], in_full=True), "a.yaml")

    assert [] == [problem for problem in reading.problems if problem.level == "error"]
    assert placeless(topic).notes == placeless(reading.topics[0]).notes


UNITS = (
    "A cell is a small room.",
    "It eats sugar. It is surrounded by a membrane.",
    "The nucleus of a cell holds the DNA.",
    "Cells were found in 1665.",
    "If a cell dies, its neighbours take it apart. This is a pity.",
    "Steps:\n\n1. grow\n2. divide",
    "Advantages:\n- small\n- cheap",
    "Disadvantage: They are too small to be seen.",
    "Vacuole: a bag of water\nPlastid: a bag of colour",
    "You can see a cell with `zoom --in`.",
    "For example, a nerve is one.",
    "```\ncode\n```",
    "Nobody knows why.",
    "Cells divide. Why? Because they must.",
    "## Uses\n\nCells make up bodies.",
    "A cell may die if it is old.",
    "There are two kinds of cells:\n\n- plants\n- animals",
    "> quoted",
)


@given(st.sampled_from(["Cells", "What is a cell?"]), st.lists(st.sampled_from(UNITS), max_size=6), st.data())
def test_cards_keep_their_ids_when_the_text_around_them_is_edited(
    title: str, units: list[str], data: st.DataObject
) -> None:
    others = data.draw(st.lists(st.sampled_from(UNITS), max_size=3))
    more = list(units)
    for other in others:
        more.insert(data.draw(st.integers(0, len(more))), other)

    before, after = ({note.id for note in _notes(title, some)} for some in (units, more))

    assert before <= after


def _notes(title: str, units: list[str]) -> tuple[Note, ...]:
    return prose.notes("t", title, "\n\n".join(units), SPAN)


def calls(title: str, text: str) -> int:
    """How many functions it takes."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        prose.notes("t", title, text, SPAN)
    finally:
        sys.setprofile(None)
    return count


def test_a_text_that_was_split_is_not_split_again() -> None:
    text = "\n\n".join(UNITS) + "\n\nThis text is in no other test."
    first = calls("Cells", text)

    assert first > 10 * calls("Cells", text)


@pytest.mark.parametrize(
    "unit",
    [
        "\n\n".join(UNITS) + "\n\n",
        "a cell is a cell ",
        "a. ",
        "- a\n",
        "1. a\n\n",
        "  - a\n",
        "`",
        "[",
        "(",
        "[](",
        "$",
        "*a ",
        "#",
        "# ",
        "is ",
        "and ",
        ", ",
        "If a, ",
        "A: b\n",
        '"',
        "```\n",
        "by `x` and ",
        "in ",
    ],
)
def test_twelve_times_the_text_takes_at_most_thirteen_times_the_work(unit: str) -> None:
    text = unit * (5_000 // len(unit))
    calls("Cells", text[:100])  # imports what is imported late

    assert calls("Cells", text * 12) <= 13 * calls("Cells", text) + 2_000
