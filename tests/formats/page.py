"""All looks of a card on one page, to be looked at in a browser.

`python -m tests.formats.page FOLDER`, then open `index.html` there. The cards are rendered by Anki itself, from our
templates and style, in light and dark, at the width of a phone. Formulas stay TeX, which only Anki's own page typesets.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.formats.exporting import send
from tests.formats.phone import Phone
from tests.students import SETTINGS, Clock, Desk, save

if TYPE_CHECKING:
    from collections.abc import Iterator

DECKS = Path(__file__).parents[2] / "decks"
DECK = r'''
deck: Machine learning
topics:
  - topic: What is a gradient?
    cards: []
  - topic: Gradient descent
    requires: What is a gradient?
    cards:
      - What does gradient descent look for?: A minimum of a function, going downhill along the gradient.
        extra: Not always the absolute minimum, where $\nabla f = 0$ **too**.
        hint: downhill
        source: "[A book](https://example.org)"
      - q: |
          Which run found the global minimum?

          ![Two runs on a curve](media/gradient-descent.svg)
        a: |
          Run B. Its loss $$f(x) = \sum_{i=1}^{n} \frac{1}{2} (y_i - w x_i)^2$$ is lowest there:

          | run | loss |
          |:---|---:|
          | A | 0.31 |
          | B | 0.02 |
      - A gradient is a list of {{slopes::what?}}, one per {{dimension}}.
      - list: One iteration of gradient descent
        items: [compute the gradient, multiply it by `lr`, step against it]
      - q: Write one step of gradient descent.
        a: |
          ```python
          def step(theta, lr=0.1):
              """One step."""
              for i in range(10):  # ten times
                  theta = theta - lr * gradient(theta, "an argument that goes beyond the edge")
              return theta
          ```
      - q: Which command installs PyTorch?
        a: "`pip3 install torch`"
        type: true
      - q: Everything else that Markdown has?
        a: |
          ## A heading

          Some text with ~~struck~~, *slanted* and `inline` words, Donaudampfschifffahrtsgesellschaftskapitänsmützen
          and a [link](https://example.org).

          > What somebody said,
          > on two lines.

          1. one
             - inside
             - `code` and $x$
          2. two

          ---

          ### A smaller heading

          | a | b | c | d | e | f | g |
          |---|--:|:-:|---|---|---|---|
          | alpha | 1.25 | middle | delta | epsilon | zeta zeta | eta eta |
      - |
        ```python
        for {{c1::epoch}} in range({{c2::10::how many?}}):
            train(model)
        ```
      - Where $f'(x) = {{c1::2x}}$ the {{slope}} of $x^2$ is {{$2x$}}.
  - topic: Learning rate
    requires: Gradient descent
    cards: []
'''
FRAME = """<!doctype html><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<style>html {{ background: {ground} }} {style}</style><body class="card {mode}"><div id="qa">{side}</div>"""


def write(folder: Path) -> Path:
    """Write the page and its frames; returns its path."""
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as scratch:
        phone = Phone(Path(scratch) / "phone")
        place = Path(scratch) / "decks"
        save(place / "flashcards.toml", SETTINGS)
        save(place / "deck.yaml", DECK)
        shutil.copytree(DECKS / "media", place / "media")
        desk = Desk(place, Clock())
        phone.take(send(desk)[0])
        shutil.copytree(Path(scratch) / "phone" / "collection.media", folder)
        frames = list(_frames(phone, folder))
        desk.close()
        phone.close()
    index = folder / "index.html"
    index.write_text("".join(f'<iframe src="{name}" width="375" height="420"></iframe>\n' for name in frames), "utf-8")
    return index


def _frames(phone: Phone, folder: Path) -> Iterator[str]:
    compared = phone.collection.compare_answer("pip3 install torch", "pip install")
    for mode, ground in (("", "#f5f5f5"), ("nightMode", "#2c2c2c")):
        for number, card in enumerate(phone.cards()):
            for name, html in (("question", card.question()), ("answer", card.answer())):
                typed = '<input id="typeans" value="pip install">' if name == "question" else compared
                style = "".join(re.findall(r"<style>(.*?)</style>", html, re.DOTALL))
                side = re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
                side = side.replace("[[type:Typed]]", typed)
                path = folder / f"{number}-{name}{mode}.html"
                path.write_text(FRAME.format(ground=ground, style=style, mode=mode, side=side), "utf-8")
                yield path.name


if __name__ == "__main__":
    sys.stdout.write(f"{write(Path(sys.argv[1]))}\n")
