"""A topic's reading text to notes, by rules in a fixed order. English; what no rule fits stays reading text.

`passages` divides the text into paragraphs and lists, `sentences` a paragraph into sentences, `subject` says what the
title is about, `clause` finds subject and verb. Each rule is a function in `defining`, `telling`, `asking`, `listing`
or `labelling`, and `rules` tries them.
"""
