"""A household's file, in the order its schema gives."""

from __future__ import annotations

from tests.factory.family import Person
from tests.factory.households import Household
from tests.factory.pairing import Pairing
from tests.factory.record import Record
from tests.factory.support import Measure
from tests.factory.village import Village


def record(village: Village, household: Household) -> Record:
    """The household's record; what is not known or does not apply is left out."""
    found: Record = {
        "id": household.id,
        "group": f"g{household.group}",
        "registration": {"kind": household.kind, "township": village.place.township.id},
        "category": household.category,
    }
    if household.history:
        found["standard"] = household.standard
    found["members"] = [_member(one) for one in household.family]
    if household.history:
        found |= _registered(household)
    found["surveys"] = household.surveys
    return found


def _registered(household: Household) -> Record:
    """What only a household that was announced has."""
    found: Record = {
        "history": [
            {"date": one.on, "change": one.change, "round": one.round} for one in household.history
        ]
    }
    closed = household.fate.closed
    if closed is not None:
        found["closed"] = {"date": closed, "reason": _closing(household)}
    main, *others = household.needs.causes
    found["causes"] = {"main": main, "others": others} if others else {"main": main}
    found["difficulties"] = household.support.difficulties
    found["measures"] = [
        _measure(number, one) for number, one in enumerate(household.support.measures, 1)
    ]
    found["helpers"] = [_helper(one) for one in household.helpers]
    return found


def _closing(household: Household) -> str:
    if len(household.family) == 1 and household.category == "destitute":
        return "death"
    return ("moved-out", "resettlement", "merged")[len(household.family) % 3]


def _member(one: Person) -> Record:
    found: Record = {
        "id": one.id,
        "name": one.name,
        "relation": one.relation,
        "sex": one.sex,
        "joined": {"date": one.joined, "reason": one.reason},
    }
    if one.left is not None:
        found["left"] = {"date": one.left, "reason": one.left_reason}
    return found


def _measure(number: int, one: Measure) -> Record:
    found: Record = {
        "id": f"m{number}",
        "kind": one.kind,
        "causes": one.causes,
        "from": one.since,
    }
    if one.to is not None:
        found["to"] = one.to
    if one.organisation:
        found["organisation"] = one.organisation
    if one.project:
        found["project"] = one.project
    if one.effect:
        found["effect"] = one.effect
        found["effect_on"] = one.effect_on
    return found


def _helper(one: Pairing) -> Record:
    found: Record = {"contact": one.contact, "from": one.since}
    if one.to is not None:
        found["to"] = one.to
    return found
