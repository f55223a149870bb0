"""Three values: met (True), not met (False) and unknown (None), and how they combine.

The tables are Kleene's. What is not recorded is unknown, never no; and learning a fact can settle
an unknown, but never unsettle what is known.
"""

from __future__ import annotations

from typing import TypeAlias

Truth: TypeAlias = bool | None
"""True: met. False: not met. None: unknown."""


def all_of(*truths: Truth) -> Truth:
    """Met if every one is met; one that is not met settles it; else unknown."""
    if False in truths:
        return False
    return None if None in truths else True


def any_of(*truths: Truth) -> Truth:
    """Met if one is met; not met only if none is; else unknown."""
    if True in truths:
        return True
    return None if None in truths else False


def opposite(truth: Truth) -> Truth:
    """Not met for met and the other way round; unknown stays unknown."""
    return None if truth is None else not truth
