"""Pictures and sounds: those of the cards and nothing else; and whatever a text says, nothing of it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.text import media as files
from flashcards.web import texts
from flashcards.web.media import TYPES
from tests.students import save
from tests.web.conftest import HILL

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.web.serving import Site, Watched

SCRIPT = "<script>document.title = 'run'</script><img src=x onerror=\"document.title='run'\">"


def test_a_picture_of_a_card_is_served_so_that_it_cannot_run(site: Site) -> None:
    served = site.client().get("/media/media/hill.svg")

    assert (200, HILL, "image/svg+xml") == (served.status_code, served.text, served.headers["content-type"])
    assert "sandbox" in served.headers["content-security-policy"]


OTHERS = (
    "media/other.svg", "maths.yaml", "flashcards.toml", ".flashcards/history.db", "../secret.svg", "media//hill.svg",
    "media/../../secret.svg", "/etc/passwd", "media/link.svg", "media", "", "media/hill.svg/", "%2e%2e/secret.svg",
    "..%2fsecret.svg", "media\\hill.svg", "media/hill.svg%00.png", "x" * 5000,
)  # fmt: skip


@pytest.mark.parametrize("path", OTHERS)
def test_nothing_else_is_served(site: Site, path: str) -> None:
    save(site.desk.folder / "media" / "other.svg", HILL)
    save(site.desk.folder.parent / "secret.svg", HILL)
    (site.desk.folder / "media" / "link.svg").symlink_to(site.desk.folder.parent / "secret.svg")
    deck = 'topics:\n- topic: T\n  cards:\n  - Q?: "![](media/link.svg) ![](../secret.svg) ![](maths.yaml)"\n'
    site.desk.write(deck, "t.yaml")

    assert 404 == site.client().get(f"/media/{path}").status_code


def test_a_picture_beside_a_deck_in_a_folder_is_found(site: Site) -> None:
    save(site.desk.folder / "part" / "my pic.png", "x")
    site.desk.write('topics:\n- topic: T\n  text: "![](<my pic.png>)"\n  cards: []\n', "part/t.yaml")

    html = texts.html(site.desk.collection.index, "![](<my pic.png>)", "part/t.yaml")

    assert 'src="/media/part/my%20pic.png"' in html
    assert 200 == site.client().get("/media/part/my%20pic.png").status_code


def test_pictures_on_the_net_are_links(site: Site) -> None:
    html = texts.html(site.desk.collection.index, "![a map](https://example.org/map.png)", "maths.yaml")

    assert '<a href="https://example.org/map.png">a map</a>' == html


def test_script_in_any_text_is_text(visit: Callable[..., Watched], site: Site) -> None:
    window = visit()
    text = SCRIPT.replace("'", "''")
    texts = "".join(f"    {name}: '{text}'\n" for name in ("a", "hint", "extra", "source"))
    site.desk.write(
        f"deck: '{text}'\ntopics:\n- topic: '{text}'\n  text: '{text} $\\text{{{text}}}$'\n  cards:\n"
        f"  - q: '{text}'\n{texts}    type: true\n    tags: ['<script>x</script>']\n",
        "bad.yaml",
    )
    window.open("/")
    [entry] = [entry for entry in site.desk.cards().values() if "script" in entry.card.front]
    card = quote(entry.origin)
    for path in (
        "/", f"/review?card={card}", f"/review?card={card}&read={entry.topic}&aside=topic", f"/edit/card?card={card}",
        f"/review/answer?card={card}&seen=99&typed={quote(SCRIPT)}", "/edit/file?path=bad.yaml", "/problems?strict=1",
        f"/topic/{quote(entry.topic)}", f"/browse?q={quote(SCRIPT)}", "/map", "/statistics",
    ):  # fmt: skip
        page = window.open(path)
        assert "run" != page.title()
        assert 0 == page.locator("main img, main script").count()


@given(st.text(max_size=60))
def test_texts_carry_no_style_and_no_handler(text: str) -> None:
    html = texts.renderer.html(text, texts.dialect(""))

    assert "<script" not in html
    assert " style=" not in html.replace("&quot;", "").replace(text, "")


@pytest.mark.parametrize(
    "tex", [r"\color{red}{x}", r"\begin{aligned}a&=b\end{aligned}", r"\begin{array}{|c|}\hline a\end{array}"]
)
def test_formulas_carry_no_style(tex: str) -> None:
    html = texts.formula(tex, True)

    assert "<math" in html
    assert " style=" not in html
    assert "class=" in html or "mathcolor" in html


def test_pages_show_what_other_rooms_take_for_pictures_and_sounds() -> None:
    assert {*files.PICTURES, *files.SOUNDS} == TYPES.keys()
