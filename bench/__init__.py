"""How fast the program is, beside a bare interpreter, a bare YAML parser, and the official Anki backend.

    python -m bench [start|answer|reading|add|export|looking …] [--quick]

Every number is a ratio to an anchor that ran in the same minute, in turn with ours; medians. Nothing here is a test.

`measure` runs things in turn and counts; `make` writes decks, `past` their history, `peer` the same for Anki;
`work` is what runs in processes of its own; `start`, `answer`, `reading`, `add`, `export` and `looking` are the
benches.
"""
