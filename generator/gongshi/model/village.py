"""A village: its profile, what it has, resident team, posts, and the records that lie in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec import Struct, field

from gongshi.model.common import Evidence, Office, Paper, Term, Words
from gongshi.model.household import Household
from gongshi.model.round import Round


class Group(Struct, frozen=True):
    """A villagers' group."""

    id: str
    name: Words


class Population(Struct, frozen=True):
    """Rural registered households and persons at a year's end."""

    year: int
    households: int
    persons: int


class Profile(Struct, frozen=True):
    """The village form at a year's end; lengths in kilometres, areas in mu, money in yuan."""

    year: int
    natural_villages: int | None = None
    hamlets_without_road: int | None = None
    unpaved_road_km: float | None = None
    bus: bool | None = None
    cultivated_land: float | None = None
    irrigated_land: float | None = None
    forest_land: float | None = None
    orchard_land: float | None = None
    households_without_safe_water: int | None = None
    households_without_electricity: int | None = None
    unsafe_houses: int | None = None
    clinics: int | None = None
    qualified_doctors: int | None = None
    medical_scheme_persons: int | None = None
    pension_persons: int | None = None
    culture_room: bool | None = None
    public_toilets: int | None = None
    waste_points: int | None = None
    broadband: bool | None = None
    labour_force: int | None = None
    working_away: int | None = None
    collective_income: int | None = None


class Have(Struct, frozen=True):
    """A judgement whether the village has what a clause says; of one clause there may be more."""

    clause: str
    status: Literal["has", "partly", "lacks"]
    judged_on: date
    judged_by: tuple[str, ...]
    since: date | None = None
    evidence: tuple[Evidence, ...] = ()


class VillageChange(Struct, frozen=True):
    """The day the village was listed as poor, or exited."""

    on: date = field(name="date")
    change: Literal["listed", "exited"]


class TeamMember(Term, frozen=True, kw_only=True):
    """Somebody in the resident team."""

    id: str
    name: str
    role: str
    organisation: str


class PostHolder(Term, frozen=True, kw_only=True):
    """A member of the village branch or committee."""

    id: str
    name: str
    post: str
    group: str | None = None


class Share(Struct, frozen=True):
    """What one source gives to a project, in whole yuan."""

    source: str
    amount: int


class Payment(Struct, frozen=True):
    """A payment of a project, in whole yuan."""

    on: date = field(name="date")
    amount: int


class Acceptance(Struct, frozen=True):
    """The acceptance of a finished project."""

    on: date = field(name="date")
    result: Literal["accepted", "rejected"]


class Project(Struct, frozen=True):
    """A support project of the village."""

    id: str
    name: Words
    kind: str
    approved: Paper
    budget: tuple[Share, ...]
    spending: tuple[Payment, ...] = ()
    acceptance: Acceptance | None = None


class Meeting(Struct, frozen=True):
    """A public meeting that is planned; ``time`` is when it begins, as 19:30."""

    id: str
    on: date = field(name="date")
    time: str
    kind: str
    place: Words
    group: str | None = None
    topic: Words | None = None


class VillageRecord(Struct, frozen=True):
    """``village.yaml``."""

    id: str
    name: Words
    office: Office
    groups: tuple[Group, ...]
    populations: tuple[Population, ...]
    haves: tuple[Have, ...]
    team: tuple[TeamMember, ...]
    posts: tuple[PostHolder, ...]
    profiles: tuple[Profile, ...] = ()
    history: tuple[VillageChange, ...] = ()
    meetings: tuple[Meeting, ...] = ()


class Entry(Struct, frozen=True):
    """Something done: when, by whom, which duties it fulfils, for which households.

    ``duties`` are ids of duties, or of tasks where a duty has several.
    """

    on: date = field(name="date")
    who: str
    duties: tuple[str, ...]
    households: tuple[str, ...] = ()
    topic: Words | None = None
    sum: int | None = None
    evidence: str | None = None


class Excuse(Term, frozen=True, kw_only=True):
    """Days on which duties (all, where none is named) could not be done, and why."""

    until: date = field(name="to")
    reason: str
    by: tuple[str, ...]
    duties: tuple[str, ...] = ()
    households: tuple[str, ...] = ()


class DutyLog(Struct, frozen=True):
    """What was done in a village in a year."""

    year: int
    entries: tuple[Entry, ...]
    excused: tuple[Excuse, ...] = ()


@dataclass(frozen=True, slots=True)
class Village:
    """A village and the records that lie in its folder, each ordered by id."""

    record: VillageRecord
    households: tuple[Household, ...]
    rounds: tuple[Round, ...]
    projects: tuple[Project, ...]
    logs: tuple[DutyLog, ...] = ()
