"""Statistics to one HTML file that needs nothing else: no script, no request, its style inside. It can be mailed."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from flashcards.report.figures import figures
from flashcards.report.words import lasting, percent, target
from flashcards.text.plural import counted

if TYPE_CHECKING:
    from flashcards.report.figures import Figure
    from flashcards.report.statistics import Statistics

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
FRAME = """\
:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 76rem; padding: 2rem 1.25rem 4rem; font: 1rem/1.5 system-ui, sans-serif;
  color: #22272b; background: #fff; }
h1 { font-size: 1.6rem; margin: 0 0 1.5rem; }
h1 small { display: block; font-size: .9rem; font-weight: 400; color: var(--plot-soft); }
footer { margin-top: 3rem; font-size: .85rem; color: var(--plot-soft); }
@media (prefers-color-scheme: dark) { body { color: #e6e8e6; background: #15191c; } }
@media print { .figure details { display: none; } .figure { break-inside: avoid; } }
"""


class Tile(NamedTuple):
    """A number that stands alone: what it is, and something more about it."""

    name: str
    value: str
    more: str


class Ranking(NamedTuple):
    """A short table that is there to be read; `links` are the ids of the topics that its rows lead to."""

    name: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    links: tuple[str, ...]


def tiles(found: Statistics) -> list[Tile]:
    """What a learner looks at first."""
    numbers = found.numbers
    streak, today, month = numbers.streak, numbers.today, numbers.month.all
    left = numbers.left.reviews + numbers.left.learning + numbers.left.new
    met = found.met[-1].cards if found.met else 0
    return [
        Tile("Today", counted(today.answers, "answer"), f"in {lasting(today.millis)}"),
        Tile("Left today", counted(left, "card"), f"about {round(numbers.minutes):,} min"),
        Tile("Streak", counted(streak.days, "day"), f"longest {counted(streak.longest, 'day')}"),
        Tile("Remembered", percent(month.share), f"in the last 30 days; wanted {target(found.wanted)}"),
        Tile("Cards met", f"{met:,}", f"of {numbers.states.total:,}"),
        Tile("All answers", f"{numbers.answers:,}", f"in {lasting(numbers.millis)}"),
    ]


def rankings(found: Statistics) -> list[Ranking]:
    """The hardest cards and topics; without any, none."""
    cards = tuple((c.question, c.topic, f"{c.lapses:,} in {counted(c.answers, 'answer')}") for c in found.hardest)
    topics = tuple((t.title, f"{t.lapses:,} in {counted(t.answers, 'answer')}") for t in found.hardest_topics)
    both = [
        Ranking(
            "cards", "Hardest cards", ("Card", "Topic", "Forgotten"), cards, tuple(c.topic_id for c in found.hardest)
        ),
        Ranking("topics", "Hardest topics", ("Topic", "Forgotten"), topics, tuple(t.id for t in found.hardest_topics)),
    ]
    return [ranking for ranking in both if ranking.rows]


def document(found: Statistics, name: str, style: str) -> str:
    """The whole file; `name` is the collection's, `style` the style sheet of plots."""
    shown = "".join(
        f"<div><dt>{tile.name}</dt><dd>{tile.value} <small>{tile.more}</small></dd></div>" for tile in tiles(found)
    )
    drawn = "".join(map(_figure, figures(found)))
    hardest = "".join(map(_ranking, rankings(found)))
    return "\n".join(
        (
            "<!doctype html>",
            "<html lang='en'>",
            "<head>",
            "<meta charset='utf-8'>",
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
            "<meta name='viewport' content='width=device-width, initial-scale=1'>",
            f"<title>{escape(name)}: statistics</title>",
            f"<style>\n{style}{FRAME}</style>",
            "</head>",
            "<body>",
            f"<header><h1>{escape(name)} <small>Statistics of {found.numbers.date.isoformat()}</small></h1></header>",
            f"<main>\n<dl class='tiles'>{shown}</dl>",
            f"<div class='figures'>\n{drawn}</div>",
            f"<div class='rankings'>\n{hardest}</div>",
            "</main>",
            "<footer>Answers that were taken back do not count.</footer>",
            "</body>",
            "</html>\n",
        )
    )


def _figure(figure: Figure) -> str:
    return (
        f"<figure class='figure{' wide' if figure.wide else ''}'>\n<h2>{escape(figure.title)}</h2>\n"
        f"<figcaption>{escape(figure.said)}</figcaption>\n{''.join(figure.pictures)}\n"
        f"<details><summary>As a table</summary><div class='scroll' tabindex='0' role='region'"
        f" aria-label='{escape(figure.title)}'>{_table(figure.head, figure.rows)}</div></details>\n</figure>\n"
    )


def _ranking(ranking: Ranking) -> str:
    return f"<section class='figure'>\n<h2>{ranking.title}</h2>{_table(ranking.head, ranking.rows)}</section>\n"


def _table(head: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> str:
    above = "".join(f"<th scope='col'>{escape(cell)}</th>" for cell in head)
    below = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{above}</tr></thead><tbody>{below}</tbody></table>"
