"""Objections to the notices of a round, and their answers."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from tests.factory.days import AS_OF, after, before, workday
from tests.factory.fates import Drop
from tests.factory.record import Record
from tests.factory.schedule import Calendar, StepDays
from tests.factory.village import Village

if TYPE_CHECKING:
    from tests.factory.households import Household

_TOPICS = {
    "entry.seven-not-in.2": "housing",
    "entry.seven-not-in.3": "vehicle",
    "exit.one-out.a": "income",
}
_REJECTED = {
    "entry": (("vehicle", "entry.seven-not-in.3"), ("housing", "entry.seven-not-in.2"),
              ("income", "entry.four-in.1"), ("head-count", None)),
    "exit": (("income", "exit.one-out.a"), ("housing", "exit.one-out.e"), ("head-count", None)),
}  # fmt: skip
_WAYS = ("in-person", "phone", "in-person", "letter", "online")


def objections(
    rng: Random,
    steps: list[Record],
    village: Village,
    calendar: Calendar,
    taking: list[Household],
    drops: dict[str, Drop],
) -> list[Record]:
    """All objections of a round, numbered in the order they were raised."""
    found = []
    for one in taking:
        drop = drops.get(one.id)
        if drop is not None and drop.reason == "objection":
            days = calendar.step(drop.step)
            if days is not None and days.to is not None and days.notice is not None:
                found.append(_upheld(rng, village, calendar, days, one, drop))
    stage = calendar.stage
    if stage is None and rng.random() < 0.22:
        found.append(_rejected(rng, village, calendar, steps))
    if stage is not None and stage.objection is not None:
        found.append(_open(rng, village, calendar, steps, answered=stage.objection == "answered"))
    found.sort(key=lambda row: (row["date"], row["step"]))
    return [{"id": f"o{number}", **row} for number, row in enumerate(found, 1)]


def _answer(village: Village, day: date, outcome: str, clause: str | None) -> Record:
    answer: Record = {"date": day, "outcome": outcome}
    answer["by"] = village.pair("leader", "supervisor", day)
    if clause is not None:
        answer["clause"] = clause
    return answer


def _row(
    rng: Random, calendar: Calendar, number: int, day: date, household: str | None, topic: str
) -> Record:
    row: Record = {"date": day, "step": f"proc.{calendar.direction}.{number}"}
    if household is not None:
        row["household"] = household
    row |= {"topic": topic, "way": rng.choice(_WAYS)}
    return row


def _upheld(
    rng: Random,
    village: Village,
    calendar: Calendar,
    days: StepDays,
    one: Household,
    drop: Drop,
) -> Record:
    """The objection that ended a household's way; answered on the day it was dropped."""
    assert days.notice is not None
    raised = workday(days.notice[0] + timedelta(days=1))
    answered = after(days.notice[0], 4)
    topic = _TOPICS[str(drop.clause)]
    row = _row(rng, calendar, drop.step, raised, one.id, topic)
    row["answer"] = _answer(village, answered, "upheld", drop.clause)
    return row


def _rejected(rng: Random, village: Village, calendar: Calendar, steps: list[Record]) -> Record:
    """An objection in a round that is over, looked into and rejected."""
    days = rng.choice([one for one in calendar.steps if one.notice is not None])
    assert days.notice is not None
    raised = workday(days.notice[0] + timedelta(days=rng.randint(1, 3)))
    answered = min(after(raised, rng.randint(1, 2)), days.notice[1])
    listed = [row["household"] for row in steps[days.number - 1]["list"]]
    topic, clause = rng.choice(_REJECTED[calendar.direction])
    household = rng.choice(listed) if listed else None
    row = _row(rng, calendar, days.number, raised, household, topic)
    row["answer"] = _answer(village, answered, "rejected", clause)
    return row


def _open(
    rng: Random, village: Village, calendar: Calendar, steps: list[Record], *, answered: bool
) -> Record:
    """The objection to a notice that still hangs."""
    days = calendar.steps[-1]
    household = steps[-1]["list"][0]["household"]
    raised = before(AS_OF, 3 if answered else 1)
    row = _row(rng, calendar, days.number, raised, household, "vehicle")
    if answered:
        clause = "entry.seven-not-in.3"
        row["answer"] = _answer(village, before(AS_OF, 1), "rejected", clause)
    return row
