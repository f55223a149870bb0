"""Where each village's two rounds of 2019 stand on the as-of date: the plot of the demonstration.

Written out, not drawn, so that every step shows somewhere and every notice tells its story.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Mode = Literal["done", "under-way", "meeting", "notice"]


@dataclass(frozen=True, slots=True)
class Stage:
    """The current step of an open round.

    ``days`` is how many days the notice still hangs (mode "notice"), or for how many workdays the
    step has been under way. ``objection``: whether the open notice carries one. ``comparison``:
    whether the step's hit has been checked again.
    """

    step: int
    mode: Mode
    days: int = 2
    objection: Literal["unanswered", "answered"] | None = None
    comparison: Literal["unchecked", "rechecked"] | None = None


def _working(step: int, days: int = 2) -> Stage:
    return Stage(step, "under-way", days)


def _notice(step: int, days_left: int) -> Stage:
    return Stage(step, "notice", days_left)


_DONE_ENTRY, _DONE_EXIT = Stage(8, "done"), Stage(6, "done")

_PLOT: tuple[tuple[Stage | None, Stage | None], ...] = (
    (Stage(4, "notice", 2, objection="unanswered"), _DONE_EXIT),
    (_notice(2, 4), _notice(4, 0)),
    (_working(8), _working(6)),
    (Stage(6, "under-way", 3, comparison="unchecked"), _working(5)),
    (_working(1, 4), _notice(1, 3)),
    (_DONE_ENTRY, _working(2)),
    (_working(3, 2), _working(3, 2)),
    (_working(5, 1), _notice(4, 7)),
    (_working(7, 1), None),
    (Stage(2, "meeting", 1), Stage(1, "meeting", 1)),
    (Stage(4, "notice", 1, objection="answered"), _DONE_EXIT),
    (None, _notice(4, 4)),
    (Stage(6, "under-way", 4, comparison="rechecked"), _working(6)),
    (_notice(2, 7), _working(2, 1)),
    (_working(8, 3), _notice(1, 1)),
    (_working(3, 1), _working(5, 1)),
    (Stage(4, "meeting", 0), _working(3, 1)),
    (_working(1, 7), _working(2, 3)),
    (_working(5), None),
    (_notice(2, 0), _notice(4, 2)),
    (_DONE_ENTRY, _DONE_EXIT),
    (_working(7), _working(6, 4)),
    (_notice(4, 4), _notice(1, 7)),
    (_working(1, 2), _working(3, 3)),
)


def stages(index: int) -> tuple[Stage | None, Stage | None]:
    """The entry and the exit round of the village with this index; None where none was opened."""
    entry, leaving = _PLOT[index % len(_PLOT)]
    if index >= len(_PLOT) and entry is not None and entry.objection == "unanswered":
        # One unanswered objection in the county is the story; more would be a complaint.
        entry = _notice(entry.step, entry.days)
    return entry, leaving
