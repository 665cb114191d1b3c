"""Names to origins: what stays with its history, what is new, and what is not guessed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flashcards.collection.identity import Content, Lives, Resolution, pair, resolve


def lives(**current: str) -> Lives:
    """Origins (`a_b` for `a/b`) with the names they live under now; each has borne its own name first."""
    spelt = {origin.replace("_", "/"): name for origin, name in current.items()}
    bearers: dict[str, tuple[str, ...]] = {}
    for origin, name in spelt.items():
        for borne in dict.fromkeys((origin, name)):
            bearers[borne] = (*bearers.get(borne, ()), origin)
    return Lives(spelt, bearers)


def settle(
    present: dict[str, tuple[str, str]], known: Lives, then: dict[str, tuple[str, str]] | None = None, **absence: str
) -> Resolution:
    """Names with question and answer now, and origins with what they said then."""
    return resolve(
        present,
        known,
        {},
        now=lambda name: Content(*present[name], name.partition("/")[0]),
        then=lambda origin: Content(*then[origin], origin.partition("/")[0]) if then and origin in then else None,
        absence=lambda name: absence.get(name.partition("/")[0], "gone"),  # type: ignore[return-value]
    )


def test_a_name_without_history_is_its_own_origin() -> None:
    found = settle({"t/a": ("A?", "a")}, lives())

    assert ({"t/a": "t/a"}, [], ["t/a"]) == (found.origins, found.renames, found.new)


def test_an_edited_question_with_the_same_answer_keeps_its_history() -> None:
    found = settle({"t/new": ("Quite another wording?", "a")}, lives(t_old="t/old"), {"t/old": ("Old?", "a")})

    assert ({"t/new": "t/old"}, [("t/old", "t/new")]) == (found.origins, found.renames)
    assert [("t/old", "t/new")] == found.edited


def test_the_same_text_in_another_topic_has_moved() -> None:
    found = settle({"other/x": ("What is it?", "That.")}, lives(t_x="t/x"), {"t/x": ("What  is it?", "that.")})

    assert {"other/x": "t/x"} == found.origins
    assert [("t/x", "other/x")] == found.moved


def test_a_similar_question_with_another_answer_keeps_its_history() -> None:
    found = settle(
        {"t/new": ("What does gradient descent look for?", "A minimum.")},
        lives(t_old="t/old"),
        {"t/old": ("What does gradient descend look for?", "The lowest point")},
    )

    assert {"t/new": "t/old"} == found.origins


def test_an_unlike_question_with_another_answer_is_new_and_the_old_one_gone() -> None:
    found = settle({"t/new": ("What is a tensor?", "An array.")}, lives(t_old="t/old"), {"t/old": ("Why?", "So.")})

    assert ({"t/new": "t/new"}, ["t/new"], ["t/old"]) == (found.origins, found.new, found.gone)


def test_two_equally_good_heirs_are_reported_and_not_guessed() -> None:
    found = settle(
        {"t/x": ("What is the mean of a?", "1"), "t/y": ("What is the mean of c?", "2")},
        lives(t_old="t/old"),
        {"t/old": ("What is the mean of b?", "3")},
    )

    assert {"t/x": "t/x", "t/y": "t/y"} == found.origins
    assert [("t/old", ("t/x", "t/y"))] == found.ambiguous


def test_a_shared_answer_proves_nothing() -> None:
    found = settle(
        {"t/x": ("Is snow white, or what?", "Yes"), "t/y": ("Does it rain?", "Yes")},
        lives(t_old="t/old"),
        {"t/old": ("Would anyone agree?", "Yes")},
    )

    assert {"t/x": "t/x", "t/y": "t/y"} == found.origins


def test_a_name_that_returns_takes_its_history_back() -> None:
    known = lives(t_a="t/b")

    found = settle({"t/a": ("A?", "a")}, known, {"t/a": ("B?", "b")})

    assert ({"t/a": "t/a"}, [("t/a", "t/a")]) == (found.origins, found.renames)


def test_a_newcomer_under_a_name_whose_history_lives_elsewhere_gets_its_own() -> None:
    found = settle({"t/a": ("New?", "n"), "t/b": ("Old?", "o")}, lives(t_a="t/b"))

    assert {"t/a": "t/a~2", "t/b": "t/a"} == found.origins
    assert [("t/a~2", "t/a")] == found.renames


def test_what_could_not_be_read_is_held_and_neither_gone_nor_paired() -> None:
    found = settle({"u/new": ("Old?", "a")}, lives(t_old="t/old"), {"t/old": ("Old?", "a")}, t="held")

    assert ({"u/new": "u/new"}, []) == (found.origins, found.gone)


def test_in_a_topic_read_in_part_a_plain_heir_is_found_but_nothing_is_gone() -> None:
    then = {"t/one": ("One?", "1"), "t/two": ("Two?", "2")}

    found = settle({"t/uno": ("Quite other words?", "1")}, lives(t_one="t/one", t_two="t/two"), then, t="unclear")

    assert ({"t/uno": "t/one"}, []) == (found.origins, found.gone)


def test_of_two_notes_swapping_their_questions_each_follows_its_name() -> None:
    found = settle({"t/a": ("A?", "b"), "t/b": ("B?", "a")}, lives(t_a="t/a", t_b="t/b"))

    assert ({"t/a": "t/a", "t/b": "t/b"}, []) == (found.origins, found.renames)


texts = st.text("ab ?", min_size=1, max_size=6)
contents = st.builds(Content, texts, texts, st.sampled_from(["t", "u"]))


@given(st.dictionaries(st.sampled_from("abcdef"), contents), st.dictionaries(st.sampled_from("uvwxyz"), contents))
def test_pairs_are_one_to_one_and_do_not_depend_on_order(gone: dict[str, Content], came: dict[str, Content]) -> None:
    pairs = pair(gone, came)
    turned = pair(dict(reversed(gone.items())), dict(reversed(came.items())))

    heirs = [*pairs.moved.values(), *pairs.edited.values()]
    assert len(heirs) == len(set(heirs))
    assert set(pairs.moved) | set(pairs.edited) <= set(gone)
    assert (pairs.moved, pairs.edited) == (turned.moved, turned.edited)


@given(st.lists(st.sets(st.sampled_from(["t/a", "t/b", "u/a", "u/c", "v/d"])), min_size=1, max_size=6))
def test_histories_are_never_shared_or_lost_over_any_course_of_edits(versions: list[set[str]]) -> None:
    current: dict[str, str] = {}
    bearers: dict[str, tuple[str, ...]] = {}

    def said(name: str) -> Content:
        letter = name.partition("~")[0][-1]
        return Content(f"What about {letter}?", letter, name[0])

    for version in versions:
        found = resolve(sorted(version), Lives(current, bearers), {}, now=said, then=said)
        assert len(set(found.origins.values())) == len(version)
        current.update(found.renames)
        current.update((origin, name) for name, origin in found.origins.items())
        for name, origin in found.origins.items():
            bearers[name] = (*(o for o in bearers.get(name, ()) if o != origin), origin)
            if origin not in bearers.get(origin, ()):
                bearers[origin] = (origin, *bearers.get(origin, ()))
        again = resolve(sorted(version), Lives(current, bearers), {}, now=said, then=said)
        assert (found.origins, []) == (again.origins, again.renames)
