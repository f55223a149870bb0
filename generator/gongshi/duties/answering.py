"""Which official answers for a duty on a day: the contact, the leader in charge, the secretary."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from gongshi.model.common import Term
from gongshi.model.county import Organisation
from gongshi.model.household import Household
from gongshi.model.village import VillageRecord
from gongshi.policy.catalogue import Actor

Answering = Callable[[date], str | None]


def contact(household: Household) -> Answering:
    """The contact paired with a household on a day; the last one before it where none is.

    So after a hand-over within a period the successor answers for all of it.
    """
    return holder([(one.contact, one) for one in household.helpers])


def leader(unit: Organisation) -> Answering:
    """The unit's leader in charge."""
    return holder([(one.id, one) for one in unit.leaders])


def of_village(village: VillageRecord, actor: Actor) -> Answering:
    """The first secretary, the leader of the resident team, or the village's branch secretary."""
    if actor == "first-secretary":
        return holder([(one.id, one) for one in village.team if one.role == "first-secretary"])
    if actor == "resident-team":
        return holder([(one.id, one) for one in village.team if one.role != "member"])
    return holder([(one.id, one) for one in village.posts if one.post == "secretary"])


def holder(terms: Iterable[tuple[str, Term]]) -> Answering:
    """Whose term a day lies in; the last one begun before it where it lies in none."""
    ordered = sorted(terms, key=lambda one: (one[1].since, one[0]))

    def on(day: date) -> str | None:
        begun = [one for one in ordered if one[1].since <= day]
        holding = [one for one in begun if one[1].holds_on(day)]
        found = holding or begun
        return found[-1][0] if found else None

    return on
