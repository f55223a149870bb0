"""Rounds: who comes to each step, who passes it, and the round's file."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from tests.factory import steps
from tests.factory.corrections import corrections
from tests.factory.fates import Drop
from tests.factory.households import Household
from tests.factory.objections import objections
from tests.factory.record import Record
from tests.factory.schedule import Calendar, StepDays
from tests.factory.village import Village


@dataclass(slots=True)
class Round:
    """One run of a procedure while its record is made.

    ``households`` are all that take part, ``alive`` those still in it, by id.
    """

    rng: Random
    village: Village
    calendar: Calendar
    households: list[Household]
    alive: list[Household]
    drops: dict[str, Drop]
    steps: list[Record] = field(default_factory=list)

    def dropped_at(self, number: int) -> list[tuple[Household, Drop]]:
        """Who ends at a step, as far as the step has decided."""
        if not self.calendar.listed(number):
            return []
        return [
            (one, self.drops[one.id])
            for one in self.alive
            if one.id in self.drops and self.drops[one.id].step == number
        ]

    def listing(self, day: date, taken_off: set[str] | None = None) -> list[Record]:
        """The households still in the round, with their members on the books on a day.

        A list that hangs keeps those who were ``taken_off`` it while it hung.
        """
        return [
            {"household": one.id, "persons": one.persons_on(day)}
            for one in self.households
            if one in self.alive or one.id in (taken_off or ())
        ]


def build(rng: Random, village: Village, calendar: Calendar) -> Record | None:
    """A round's record; None where no household takes part."""
    taking = sorted(
        (one for one in village.households if one.fate.in_round(calendar.direction, calendar.year)),
        key=lambda one: one.id,
    )
    if not taking:
        return None
    drops = {one.id: drop for one in taking if (drop := _drop(one, calendar)) is not None}
    made = Round(rng, village, calendar, taking, list(taking), drops)
    for days in calendar.steps:
        _take_step(made, days)
    record: Record = {
        "id": calendar.id,
        "procedure": f"proc.{calendar.direction}",
        "year": calendar.year,
        "opened": calendar.steps[0].since,
        "steps": made.steps,
    }
    raised = objections(rng, made.steps, village, calendar, taking, drops)
    if raised:
        record["objections"] = raised
    corrected = corrections(made)
    if corrected:
        record["corrections"] = corrected
    return record


def _drop(one: Household, calendar: Calendar) -> Drop | None:
    if calendar.direction == "exit":
        return one.fate.exit_drops.get(calendar.year)
    return one.fate.drop if one.fate.applied == calendar.year else None


def _take_step(made: Round, days: StepDays) -> None:
    """The record of one step, and those who do not go on from it."""
    fill = steps.FILL[made.calendar.direction, days.number]
    record: Record = {
        "step": f"proc.{made.calendar.direction}.{days.number}",
        "from": days.since,
    }
    if days.to is not None:
        record["to"] = days.to
    fill(made, days, record)
    made.steps.append(record)
