"""A village while it is made: its groups, its posts and resident team, who signs on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from tests.factory.days import workday_in
from tests.factory.officials import Numbers, Term, holder, signers, succession, term
from tests.factory.organisations import Unit, Units
from tests.factory.places import Place
from tests.factory.schedule import Calendar
from tests.factory.stages import Stage, stages

if TYPE_CHECKING:
    from tests.factory.households import Household
    from tests.factory.projects import Project

POSTS = ("secretary", "director", "deputy", "accountant", "women", "militia", "supervisor")
"""The posts of a village besides its group heads."""
_TERM = date(2014, 1, 8)
_ELECTION = date(2017, 1, 12)


@dataclass(slots=True)
class Village:
    """All that the makers of a village's records need to know of it.

    ``exited`` is the year in which a listed village left the list, ``diligence`` the share of due
    help that is done, ``persons`` how many people the village has.
    """

    index: int
    place: Place
    phone: str
    units: list[Unit]
    township_unit: Unit
    county_unit: Unit
    voters: list[int]
    listed: bool
    exited: int | None
    entry_stage: Stage | None
    exit_stage: Stage | None
    diligence: float
    persons: int = 0
    calendars: dict[str, Calendar] = field(default_factory=dict)
    team: list[Term] = field(default_factory=list)
    posts: list[Term] = field(default_factory=list)
    households: list[Household] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)

    def post(self, post: str, day: date) -> str | None:
        """Who holds a village post on a day."""
        return holder(self.posts, post, day)

    def resident(self, role: str, day: date) -> str | None:
        """Who has a role in the resident team on a day."""
        return holder(self.team, role, day)

    def group_head(self, group: int, day: date) -> str:
        """The head of a group, or the secretary where there is none."""
        return holder(self.posts, "group-head", day, group) or self.secretary(day)

    def secretary(self, day: date) -> str:
        """The branch secretary: a post that is never vacant."""
        found = self.post("secretary", day)
        assert found is not None
        return found

    def pair(self, role: str, post: str, day: date) -> list[str]:
        """Two signers: one of the resident team and one of the village."""
        resident = self.resident(role, day) or self.resident("first-secretary", day)
        village = self.post(post, day) or self.secretary(day)
        return signers(resident or self.post("supervisor", day), village)

    def group_id(self, rng: Random) -> int:
        """Some group of the village, counted from 1."""
        return rng.randint(1, len(self.voters))


def build(rng: Random, numbers: Numbers, index: int, place: Place, units: Units) -> Village:
    """A village with its officials, before any household."""
    groups = rng.randint(4, 6)
    entry_stage, exit_stage = stages(index)
    listed = index % 8 not in (2, 4, 7)
    village = Village(
        index=index,
        place=place,
        phone=numbers.phone(),
        units=units.helping[place.id],
        township_unit=units.townships[place.township.id],
        county_unit=units.office,
        voters=[rng.randint(22, 58) for _ in range(groups)],
        listed=listed,
        exited=_exited(index) if listed else None,
        entry_stage=entry_stage,
        exit_stage=exit_stage,
        diligence=_diligence(rng, index),
    )
    _elect(rng, numbers, village)
    _send_team(rng, numbers, village)
    return village


def _exited(index: int) -> int | None:
    """Two listed villages of three have left the list, half of them in 2017."""
    return (2017, 2018, None)[index % 3]


def _diligence(rng: Random, index: int) -> float:
    if index % 24 == 3:
        return 0.995
    if index % 24 == 11:
        return 0.70
    return rng.uniform(0.86, 0.97)


def _elect(rng: Random, numbers: Numbers, village: Village) -> None:
    """Posts of the terms of 2014 and 2017; most of those in office were elected again."""
    for post in POSTS:
        changes = [_ELECTION] if rng.random() < 0.35 else []
        village.posts += succession(numbers, rng, post, _TERM, *changes)
    if village.index % 24 == 6:
        # A vacancy: the accountant left and nobody has been found yet.
        last = [one for one in village.posts if one.post == "accountant"][-1]
        last.to = date(2019, 6, 30)
    for group in range(1, len(village.voters) + 1):
        changes = [_ELECTION] if rng.random() < 0.3 else []
        for one in succession(numbers, rng, "group-head", _TERM, *changes):
            one.group = group
            village.posts.append(one)


def _send_team(rng: Random, numbers: Numbers, village: Village) -> None:
    """First secretary, leader and member, usually for two years; one village changes often."""
    often = village.index % 24 == 13
    for number, role in enumerate(("first-secretary", "leader", "member")):
        unit = village.units[number % len(village.units)]
        since = workday_in(rng, date(2015, 8, 3), date(2015, 10, 30))
        first = workday_in(rng, date(2017, 3, 1), date(2017, 9, 15))
        changes = [first] if rng.random() < 0.75 else []
        if changes and rng.random() < 0.3:
            changes.append(workday_in(rng, date(2019, 3, 1), date(2019, 8, 30)))
        if often and number < 2:
            changes = [first + timedelta(days=days) for days in (-300, 0, 240, 510, 700)]
        for one in succession(numbers, rng, role, since, *changes):
            one.organisation = unit.id
            village.team.append(one)
    if village.index % 4 == 1:
        extra = term(numbers, rng, "member", workday_in(rng, date(2018, 3, 1), date(2018, 5, 30)))
        extra.organisation = village.units[-1].id
        village.team.append(extra)
