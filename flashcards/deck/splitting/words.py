"""Small closed lists of English words that several rules ask for."""

from __future__ import annotations


def words(line: str) -> frozenset[str]:
    """A row of words as a set."""
    return frozenset(line.split())


BE = words("is are was were")
MODALS = words("can could may might must should shall will would")
PRONOUNS = words("it they he she we you i")
ARTICLES = words("a an the")
NUMBERS = words("one two three four five six seven eight nine ten")
DETERMINERS = ARTICLES | words("its their all every each some no any")
JUDGING = words(
    "simple easy hard difficult fast slow quick good bad better worse best worst cheap expensive useful useless nice"
    " great important popular robust complicated"
)
"""What is thought of a thing, and does not say what it is."""
VAGUE = words("this these those such previous following latter former here instead")
"""Words that point at what stands before, in an answer as well as in a question."""
EMPTY = words("it them him her us me you this that these those another others so one ones itself themselves")
"""What cannot be a thing that one asks for."""
