"""A small deck that has something of everything, for the tests of both faces."""

from __future__ import annotations

from textwrap import indent

_SLOPES = """
deck: Studies::Maths
topics:
  - topic: Slopes
    text: |
      A **slope** is how much a function rises when its input grows by one"""
_CARDS = """
    cards:
      - What is a slope?: How fast a function rises.
        hint: Think of a *hill*.
        extra: A flat road has the slope `0`.
        source: Any book on calculus, chapter 2
      - q: Which command installs PyTorch?
        a: "`pip3 install torch`"
        type: true
  - topic: Gradients
    requires: Slopes
    cards:
      - |
        The gradient of $f(x, y)$ is a list of {{slopes}}, one per dimension,
        and it points uphill.
      - q: Compute it
        a: |
          ```python
          x.grad  # after backward()
          ```

"""


def deck(answer: str, *, slope: str = ".", more: str = "") -> str:
    """Reading text, a typed card, a cloze and code; `slope` ends the text and `answer` the last answer, and topics in
    `more` follow."""
    return f"{_SLOPES}{slope}{_CARDS}{indent(answer, ' ' * 10)}\n{more}"
