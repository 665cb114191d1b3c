"""What is known of the notes behind the course without having them: titles, links, and hashes of their word runs.

`titles.json` holds each topic's title with its prerequisites; `runs.txt` a hash of every run of six words.
"""

from __future__ import annotations

import json
import re
from hashlib import blake2b
from pathlib import Path

HERE = Path(__file__).parent
LENGTH = 6


def links() -> dict[str, list[str]]:
    """Each title of the notes with the titles that it requires."""
    found: dict[str, list[str]] = json.loads((HERE / "titles.json").read_text("utf-8"))
    return found


def copied(text: str) -> list[str]:
    """The runs of six words that stand in the notes too."""
    known = set((HERE / "runs.txt").read_text("ascii").split())
    return [run for run in runs(text) if digest(run) in known]


def runs(text: str) -> list[str]:
    words = re.findall(r"[^\W_]+", text.casefold())
    return [" ".join(words[n : n + LENGTH]) for n in range(len(words) - LENGTH + 1)]


def digest(run: str) -> str:
    return blake2b(run.encode(), digest_size=5).hexdigest()
