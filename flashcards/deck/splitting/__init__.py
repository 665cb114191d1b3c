"""A topic's reading text to notes, by rules in a fixed order. English; what no rule fits stays reading text.

`passages` divides the text into paragraphs and lists, `sentences` a paragraph into sentences, `subject` says what the
title is about, `clause` finds subject and verb, `told` puts these together. `arguing` says where a paragraph is no
place to ask from. Each rule is a function that makes a `Draft` of what was told, and `rules` tries them.
"""
