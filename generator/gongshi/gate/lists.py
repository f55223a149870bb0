"""Where heads of household may stand: on the lists that are public now, and how they are named.

Worked out from the records by themselves, not taken from the public view, which could be wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from gongshi.model.county import County, NameStyle
from gongshi.model.household import Household
from gongshi.model.round import Round, Step
from gongshi.model.village import Village
from gongshi.policy.law import Law
from gongshi.public import mask


@dataclass(frozen=True, slots=True)
class Listed:
    """A household on a list.

    ``household`` is its number, ``may`` the private value that may stand there: under a mask none,
    whatever the mask makes of a name. Its row is found by ``shown``, how the head is named in it.
    """

    household: str
    may: str | None
    shown: str


Lists = dict[str, tuple[Listed, ...]]
"""The households of each list that is public, by the id of its notice or announcement."""


def on_web(county: County, law: Law, as_of: date) -> Lists:
    """The lists of notices that are open, and of those over where the county keeps them."""
    names = county.settings.publication.names
    found = {}
    for village, one, step, number in _posted(county, law):
        notice = step.notice
        if notice is None:
            continue
        style: NameStyle | None = None
        if notice.since <= as_of <= notice.until:
            style = names.web
        elif notice.until < as_of:
            style = names.web_after
        if style:
            found[f"{village.record.id}-{one.id}-{number}"] = _listed(village, step, style, as_of)
    return found


def on_boards(county: County, law: Law, as_of: date) -> Lists:
    """The lists of notices that hang or are about to, and of announcements that are printed."""
    publication = county.settings.publication
    days = publication.announcement_list_days
    found = {}
    for village, one, step, number in _posted(county, law):
        listed = _listed(village, step, publication.names.board, as_of)
        if step.notice is not None and as_of <= step.notice.until:
            found[f"{village.record.id}-{one.id}-{number}"] = listed
        made = step.announcement
        if made is not None and days is not None and made.on <= as_of < made.on + timedelta(days):
            found[f"{village.record.id}-{one.id}"] = listed
    return found


def _posted(county: County, law: Law) -> Iterator[tuple[Village, Round, Step, int]]:
    """Every step of every round, with its number in the procedure."""
    order = {
        step.id: number
        for procedure in law.policy.procedures
        for number, step in enumerate(procedure.steps, 1)
    }
    for _, village in county.villages():
        for one in village.rounds:
            for step in one.steps:
                yield village, one, step, order.get(step.step, 0)


def _listed(village: Village, step: Step, style: NameStyle, as_of: date) -> tuple[Listed, ...]:
    households = {one.id: one for one in village.households}
    return tuple(
        _one(households[entry.household], style, as_of)
        for entry in step.list or ()
        if entry.household in households
    )


def _one(household: Household, style: NameStyle, as_of: date) -> Listed:
    head = household.head_on(as_of)
    if style == "number-only" or head is None or household.minor_on(head.id, as_of):
        return Listed(household.id, household.id, household.id)
    may = head.name if style == "full" else None
    return Listed(household.id, may, mask.head(head.name, household.id, style))
