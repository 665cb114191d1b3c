"""The map: the page of the course beside a bare page, and the picture of a thousand topics beside graphviz."""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from bench import make, measure
from bench.measure import ROOT, Row, row
from bench.web import PAGE, Talk, running

if TYPE_CHECKING:
    from bench.make import Size

THOUSAND = make.Size(files=100, topics=10, cards=2)
HUNDRED = make.Size(files=10, topics=10, cards=2)
MOST_PAGE, MOST_PICTURE = 20, 2
DOT = "graphviz's dot"


def rows(quick: bool) -> list[Row]:
    """The page as it is asked for again and again; the picture from the start of the process to its end."""
    with tempfile.TemporaryDirectory() as scratch:
        found = [_page(Path(scratch), quick)]
        if dot := shutil.which("dot"):
            found.append(_picture(Path(scratch), dot, HUNDRED if quick else THOUSAND, quick))
        else:
            print("graphviz is not installed: nothing is measured beside its dot", file=sys.stderr)
    return found


def _page(scratch: Path, quick: bool) -> Row:
    """The page as it is asked for again and again, and a page of its size that does nothing, in turn."""
    env = measure.environment(scratch / "home")
    shutil.copytree(ROOT / "decks", scratch / "course", ignore=shutil.ignore_patterns(".flashcards", "figures"))
    serving = measure.program("--collection", scratch / "course", "serve", "--port", "0", "--no-open")
    with running(serving, env) as (place, cookie, _):
        map_ = Talk(place, cookie)
        size = len(map_.get("/map").html.encode())
        with running(measure.work("bare_page", str(size)), env) as (bare_place, _, _):
            bare = Talk(bare_place)
            times = [(map_.get("/map").seconds, bare.get("/").seconds) for _ in range(20 if quick else 300)][5:]
            bare.close()
        map_.close()
    ours, theirs = zip(*times, strict=True)
    return Row("page with the map of the course", PAGE, median(ours) / median(theirs), target=MOST_PAGE)


def _picture(scratch: Path, dot: str, size: Size, quick: bool) -> Row:
    """Both draw the same topics with the same edges, those that others imply left out."""
    folder, env = scratch / "subject", measure.environment(scratch / "home")
    make.decks(folder, size)
    drawing = measure.program("--collection", folder, "map", "--whole", "--output", scratch / "ours.svg")
    measure.run(drawing, env)
    topics = json.loads(measure.output(measure.program("--collection", folder, "map", "--json"), env))
    nodes = [f"{json.dumps(topic['id'])} [shape=box, label={json.dumps(topic['title'])}];" for topic in topics]
    edges = [f"{json.dumps(above)} -> {json.dumps(topic['id'])};" for topic in topics for above in topic["builds_on"]]
    (scratch / "subject.dot").write_text("digraph {\n" + "\n".join([*nodes, *edges]) + "\n}\n", "utf-8")
    theirs = [dot, "-Tsvg", str(scratch / "subject.dot"), "-o", str(scratch / "theirs.svg")]
    costs = measure.in_turn(
        {"ours": lambda: measure.run(drawing, env), "dot": lambda: measure.run(theirs, env)}, 1 if quick else 9
    )
    what = f"`map` of {len(topics):,} topics as SVG"
    return row(what, DOT, costs["ours"], costs["dot"], None if quick else MOST_PICTURE, f"{len(edges):,} edges")
