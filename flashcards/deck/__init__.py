"""YAML text to checked topics to cards in study order.

read     a deck file's text -> topics, problems, and the ids that could not be read
graph    topics -> resolved prerequisites, study order, cycles
prose    a topic's text -> notes, by the rules in `splitting`
split    a note -> its cards
check    topics and graph -> advice for `--strict`; media references
schema   the JSON Schema for editors

Nothing here opens a file, asks the clock or knows the history.
"""
