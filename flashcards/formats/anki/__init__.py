"""Anki's packages: `outward` writes them, `inward` reads them, both know our note types and how notes become fields.

What Anki does with packages was measured with the official backend; see docs/anki.md and docs/from-anki.md.
"""
