"""Corrections of what was public: a notice that hangs, and an announcement of an earlier year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.factory.days import AS_OF, before
from tests.factory.record import Record

if TYPE_CHECKING:
    from tests.factory.rounds import Round


def corrections(made: Round) -> list[Record]:
    """What was put right in a round: seldom anything."""
    number, calendar = made.village.index, made.calendar
    days = calendar.steps[-1]
    step = made.steps[-1]
    listed = step.get("list")
    if not listed:
        return []
    hangs = calendar.stage is not None and days.notice is not None and number % 24 == 1
    if hangs and days.notice is not None and days.notice[0] < AS_OF:
        zh, en = "张贴时少写一人，核对户口簿后更正", "One person too few; corrected by the register"
    elif calendar.id == "2018-exit" and number % 12 == 0:
        zh, en = "公告时人数抄错，核对后更正", "The number was miscopied; checked and corrected"
    else:
        return []
    day = before(AS_OF)
    return [
        {
            "date": day,
            "part": "list",
            "step": step["step"],
            "household": listed[0]["household"],
            "reason": {"zh": zh, "en": en},
            "by": made.village.pair("leader", "supervisor", day),
        }
    ]
