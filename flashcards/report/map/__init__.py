"""The map of a subject: topics with what is remembered of each, as a picture (SVG) or a tree of text."""
