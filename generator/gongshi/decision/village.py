"""Whether a poor village may exit: its incidence of poverty on exact integers, and what is weighed.

And what a village has, as it was judged last.

Incidence is poor persons by rural registered population; a rounded percentage never decides.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongshi.decision.case import Case
from gongshi.decision.truth import Truth
from gongshi.load.document import Document
from gongshi.policy.law import Law
from gongshi.policy.parameters import Amount

FACTORS = ("infrastructure", "public-services", "industry", "collective-income")
"""The four context factors of village-exit.context."""


@dataclass(frozen=True, slots=True)
class Incidence:
    """Poor persons on a day, and the rural registered persons at the last year's end before it.

    ``population`` and its ``year`` are None where no year's end before the day is recorded.
    """

    poor: int
    population: int | None
    year: int | None
    threshold: Amount
    operator: Amount

    @property
    def met(self) -> Truth:
        """Whether the incidence is under the threshold, on exact integers.

        poor x 100 < threshold x population; or <= where the parameter says ``at-most``.
        """
        percent, operator = self.threshold.number, self.operator.word
        if self.population is None or percent is None or operator is None:
            return None
        if operator == "at-most":
            return self.poor * 100 <= percent * self.population
        return self.poor * 100 < percent * self.population


def poor_on(cases: Iterable[Case], day: date) -> int:
    """The persons of those households that are on the list on a day."""
    return sum(case.persons_on(day) for case in cases if case.on_the_list(day))


def incidence(village: Document, cases: Iterable[Case], law: Law, day: date) -> Incidence:
    """The incidence of poverty of a village on a day, by those on the list that day."""
    past = [one for one in village.value["populations"] if one["year"] < day.year]
    latest = max(past, key=lambda one: int(one["year"]), default=None)
    return Incidence(
        poor=poor_on(cases, day),
        population=latest["persons"] if latest else None,
        year=latest["year"] if latest else None,
        threshold=law.parameters.on("incidence-threshold", day),
        operator=law.parameters.on("incidence-operator", day),
    )


def judgements(village: Document, day: date) -> dict[str, tuple[int, dict[str, Any]]]:
    """The judgement of each clause that holds on a day, with its place: the latest made by then."""
    made = [
        (have["judged_on"], number)
        for number, have in enumerate(village.value["haves"])
        if have["judged_on"] <= day.isoformat()
    ]
    haves = village.value["haves"]
    return {haves[number]["clause"]: (number, haves[number]) for _, number in sorted(made)}
