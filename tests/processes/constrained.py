"""Another program under a constraint: with little room on the disk, or without root's way around permissions.

Usage: python constrained.py room=BYTES|unprivileged PROGRAM ARGUMENTS…
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys

DROP_FROM_BOUNDING_SET, OVERRIDE_PERMISSIONS, SEARCH_ANYWHERE = 24, 1, 2


def constrain(constraint: str) -> None:
    """What it sets is kept by the program that takes this one's place."""
    name, _, value = constraint.partition("=")
    if name == "room":
        resource.setrlimit(resource.RLIMIT_FSIZE, (int(value), int(value)))
    elif os.getuid() == 0:
        for privilege in (OVERRIDE_PERMISSIONS, SEARCH_ANYWHERE):
            if ctypes.CDLL(None).prctl(DROP_FROM_BOUNDING_SET, privilege, 0, 0, 0):
                sys.exit("this process may not give up its privileges")


if __name__ == "__main__":
    constrain(sys.argv[1])
    os.execv(sys.argv[2], sys.argv[2:])  # noqa: S606 - our own program
