"""The terminal skin of a session: one key at a time, or, in plain mode, one line at a time.

review     where the two ways part
dialogue   keys → session → screen        plain      lines → session → lines
actions    what a key does to a session, in words; the same for both
pages      a card and its numbers → styled lines; nothing here prints
screen     styled lines → the terminal    keyboard   the terminal → keys
"""
