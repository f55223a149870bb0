"""What a household lacks when it enters, and from which year each thing is there."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Literal

from tests.factory.days import THIS_YEAR
from tests.factory.family import Person
from tests.factory.fates import Fate

Reason = Literal["income", "education", "housing", "medical"]
NEVER = 9999
_LACKING = ("food", "clothing", "water", "housing", "insured", "guaranteed", "out_of_school")
_LABOURLESS_CAUSES = ("lack-of-labour",)
_ABLE_CAUSES = (
    *("lack-of-skills",) * 5,
    *("lack-of-funds",) * 4,
    *("lack-of-land",) * 2,
    *("poor-transport",) * 2,
    "lack-of-drive",
    "disaster",
    "lack-of-water",
    "marriage",
    "bereavement",
)


@dataclass(slots=True)
class Needs:
    """Why a household entered and what it lacks.

    ``met_from`` gives for each thing lacking the first year whose survey finds it there. The
    causes begin with the main one.
    """

    reason: Reason
    causes: list[str]
    met_from: dict[str, int] = field(default_factory=dict)
    relocates: bool = False
    homeless: bool = False

    def lacks(self, what: str, year: int) -> bool:
        """Whether a thing is lacking in a year's survey."""
        return self.met_from.get(what, 0) > year


def find(rng: Random, fate: Fate, family: list[Person], *, labour: bool) -> Needs:
    """The needs of a household that applied in ``fate.applied``."""
    pupils = [one for one in family if 12 <= one.age(fate.applied) <= 15]
    reason = _reason(rng, fate, pupils)
    causes = _causes(rng, fate, family, reason, labour=labour)
    needs = Needs(reason, causes)
    for what, likely in _likely(fate, needs).items():
        if rng.random() < likely:
            needs.met_from[what] = _met(rng, fate, what)
    if not any(what in needs.met_from for what in _LACKING):
        needs.met_from["water"] = _met(rng, fate, "water")
    if needs.met_from.get("housing", NEVER) <= THIS_YEAR and rng.random() < 0.25:
        needs.relocates = True
    needs.homeless = needs.relocates and reason == "housing" and rng.random() < 0.4
    if reason == "education":
        pupils[0].out_of_school = fate.applied
    return needs


def _reason(rng: Random, fate: Fate, pupils: list[Person]) -> Reason:
    if fate.shortfall == "income" or fate.drop is not None:
        return "income"
    draw = rng.random()
    if pupils and draw < 0.12:
        return "education"
    return "housing" if 0.12 <= draw < 0.19 else "medical" if 0.19 <= draw < 0.25 else "income"


def _causes(
    rng: Random, fate: Fate, family: list[Person], reason: Reason, *, labour: bool
) -> list[str]:
    at_school = any(6 <= one.age(fate.applied) <= (18 if one.studies_on else 15) for one in family)
    disabled = any(one.labour in ("weak", "lost") for one in family)
    possible = []
    if reason == "medical" or fate.shortfall == "relapse_risk" or rng.random() < 0.27:
        possible.append("illness")
    if reason == "education" or (at_school and rng.random() < 0.26):
        possible.append("schooling")
    if disabled:
        possible.append("disability")
    possible.append(rng.choice(_ABLE_CAUSES if labour else _LABOURLESS_CAUSES))
    if labour and rng.random() < 0.35:
        possible.append(rng.choice(_ABLE_CAUSES))
    possible = list(dict.fromkeys(possible))[:3]
    if rng.random() < 0.35:
        possible.append(possible.pop(0))
    return possible


def _likely(fate: Fate, needs: Needs) -> dict[str, float]:
    """How likely each thing is lacking at the entry."""
    ill = "illness" in needs.causes
    return {
        "stable_source": 1.0,
        "food": 0.2,
        "clothing": 0.16,
        "water": 1.0 if fate.shortfall == "water" else 0.28,
        "electricity": 0.04,
        "housing": 1.0 if fate.shortfall == "housing" or needs.reason == "housing" else 0.24,
        "insured": 0.14,
        "guaranteed": 0.75 if ill else 0.18,
        "relapse_risk": 1.0 if ill else 0.0,
        "out_of_school": 1.0 if needs.reason == "education" else 0.0,
    }


def _met(rng: Random, fate: Fate, what: str) -> int:
    """The year from which a thing is there; what keeps a household registered is not there yet."""
    first = fate.applied + 1
    if what == fate.shortfall or (fate.leaving is None and first > THIS_YEAR):
        return NEVER
    if fate.leaving is not None:
        # The income source settles last: until then the household does not meet the standard.
        return fate.leaving if what == "stable_source" else rng.randint(first, fate.leaving)
    if what == "out_of_school":
        return first
    year = rng.randint(first, THIS_YEAR + 1)
    return year if year <= THIS_YEAR else NEVER
