"""The county, its townships and helping units, and everything below them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec import Struct, field

from gongshi.model.common import Office, Term, Words
from gongshi.model.village import Village

NameStyle = Literal["masked", "full", "number-only"]


class Licence(Struct, frozen=True):
    """Under what terms the county lets its data be used."""

    title: Words
    url: str


class Names(Struct, frozen=True):
    """How lists name heads of household, audience by audience.

    ``web_after`` None: when a notice is over its list comes down from the web, and counts stay.
    """

    web: NameStyle = "masked"
    web_after: Literal["number-only"] | None = field(name="web-after", default=None)
    board: NameStyle = "full"


class Publication(Struct, frozen=True):
    """How much the web pages and the village boards show, where the site is, and its terms of use.

    ``languages`` are those of the site beside Chinese.

    An announcement is printed with its list for ``announcement_list_days`` after it was made; None:
    never.
    """

    names: Names = Names()
    announcement_list_days: int | None = None
    address: str | None = None
    languages: tuple[str, ...] = ("en",)
    licence: Licence | None = None


class Choice(Struct, frozen=True):
    """The series of a parameter that the county uses."""

    parameter: str
    series: str


class Settings(Struct, frozen=True):
    """``county.yaml``."""

    id: str
    name: Words
    province: Words
    time_zone: str
    office: Office
    publication: Publication
    parameters: tuple[Choice, ...]
    as_of: date | None = None
    demonstration: Words | None = None


class Helped(Term, frozen=True, kw_only=True):
    """A village that a unit helps, and since when."""

    village: str


class UnitOfficial(Term, frozen=True, kw_only=True):
    """A leader in charge or a contact of a helping unit."""

    id: str
    name: str
    post: Words


class Organisation(Struct, frozen=True):
    """A helping unit: what it helps, who leads, who is paired with households."""

    id: str
    name: Words
    kind: str
    office: Office
    villages: tuple[Helped, ...]
    leaders: tuple[UnitOfficial, ...]
    contacts: tuple[UnitOfficial, ...]
    group: Words | None = None
    group_leader: bool = False
    township: str | None = None


class TownshipRecord(Struct, frozen=True):
    """``township.yaml``."""

    id: str
    name: Words
    office: Office


@dataclass(frozen=True, slots=True)
class Township:
    """A township with its villages, ordered by id."""

    record: TownshipRecord
    villages: tuple[Village, ...]


@dataclass(frozen=True, slots=True)
class County:
    """Everything a county has on record."""

    settings: Settings
    organisations: tuple[Organisation, ...]
    townships: tuple[Township, ...]

    def villages(self) -> list[tuple[Township, Village]]:
        """Every village with its township, in order."""
        return [(township, village) for township in self.townships for village in township.villages]
