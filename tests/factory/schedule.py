"""The days of a round's steps, reckoned backwards from where the round ended or stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.factory.days import AS_OF, THIS_YEAR, after, before, workday
from tests.factory.stages import Stage

NOTICE_DAYS = 7
"""A notice hangs from a day to the same day of the next week."""
NOTICE_STEPS = {"entry": (2, 4), "exit": (1, 4)}
SURVEY_STEP = {"entry": 3, "exit": 2}
LAST_STEP = {"entry": 8, "exit": 6}
_DURATIONS = {
    # Workdays from the first day of a step to its last; notices are reckoned apart.
    "entry": {1: (4, 7), 3: (2, 3), 5: (1, 2), 6: (2, 3), 7: (1, 2)},
    "exit": {2: (2, 3), 3: (1, 2), 5: (1, 2)},
}
_ANNOUNCED = {"entry": ((12, 6), (12, 20)), "exit": ((12, 11), (12, 25))}
"""The county announces all villages of a direction in two batches a year."""


@dataclass(frozen=True, slots=True)
class StepDays:
    """When one step began and ended, its meetings and its notice; ``to`` is None if under way."""

    number: int
    since: date
    to: date | None
    meeting: date | None = None
    notice: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of one round, as far as it has come."""

    direction: str
    year: int
    steps: tuple[StepDays, ...]
    announced: date | None
    stage: Stage | None = None

    @property
    def id(self) -> str:
        """The round's id in its village."""
        return f"{self.year}-{self.direction}"

    def step(self, number: int) -> StepDays | None:
        """The days of a step; None where it has not begun."""
        return self.steps[number - 1] if number <= len(self.steps) else None

    def over(self, number: int) -> bool:
        """Whether a step is over."""
        return number <= len(self.steps) and self.steps[number - 1].to is not None

    def listed(self, number: int) -> bool:
        """Whether a step that yields a list has yielded it."""
        days = self.step(number)
        return days is not None and (days.to is not None or days.notice is not None)


def past(rng: Random, direction: str, year: int) -> Calendar:
    """A round of an earlier year, from application to announcement."""
    first = date(year, 11, 18 if direction == "entry" else 9)
    last = workday(first + timedelta(days=rng.randint(0, 9)))
    month, day = _ANNOUNCED[direction][rng.random() < 0.45]
    announced = workday(date(year, month, day))
    steps = _backwards(rng, direction, LAST_STEP[direction], last)
    steps.append(StepDays(LAST_STEP[direction], last, announced))
    return Calendar(direction, year, tuple(steps), announced)


def present(rng: Random, direction: str, stage: Stage) -> Calendar:
    """A round of this year that has come as far as ``stage`` says."""
    if stage.mode == "done":
        announced = before(AS_OF, 2)
        last = before(announced, rng.randint(1, 2))
        steps = _backwards(rng, direction, stage.step, last)
        steps.append(StepDays(stage.step, last, announced))
        return Calendar(direction, THIS_YEAR, tuple(steps), announced, stage)
    if stage.mode == "notice":
        since = AS_OF - timedelta(days=NOTICE_DAYS - stage.days)
        meeting = before(since)
        current = StepDays(
            stage.step,
            before(meeting, rng.randint(1, 2)),
            None,
            meeting,
            (since, since + timedelta(days=NOTICE_DAYS)),
        )
    elif stage.mode == "meeting":
        current = StepDays(stage.step, before(AS_OF, stage.days), None, AS_OF)
    else:
        current = StepDays(stage.step, before(AS_OF, stage.days), None)
    steps = _backwards(rng, direction, stage.step, current.since)
    return Calendar(direction, THIS_YEAR, (*steps, current), None, stage)


def _backwards(rng: Random, direction: str, last: int, since: date) -> list[StepDays]:
    """The steps before ``last``, each over before the next began."""
    steps: list[StepDays] = []
    for number in range(last - 1, 0, -1):
        to = before(since)
        if number in NOTICE_STEPS[direction]:
            step = _with_notice(rng, number, to)
        else:
            step = StepDays(number, before(to, rng.randint(*_DURATIONS[direction][number])), to)
        steps.append(step)
        since = step.since
    steps.reverse()
    return steps


def _with_notice(rng: Random, number: int, to: date) -> StepDays:
    """A step with a meeting and a notice that has come down the day before it ends, or earlier."""
    until = before(to)
    since = until - timedelta(days=NOTICE_DAYS)
    meeting = before(since)
    return StepDays(number, before(meeting, rng.randint(1, 2)), to, meeting, (since, until))


def survey_day(rng: Random, calendar: Calendar) -> date | None:
    """A day of the round's survey step for one household; None where it has not begun."""
    days = calendar.step(SURVEY_STEP[calendar.direction])
    if days is None:
        return None
    last = days.to or AS_OF
    day = after(days.since, rng.randint(0, 3))
    return min(day, last)
