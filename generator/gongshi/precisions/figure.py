"""What a figure is: a numerator and a denominator that add up from villages to the county.

A table counts the cases of each village into parts that exclude one another; its figures are made
of these parts. Parts are whole numbers or exact fractions, so a township is the sum of its villages
and no rounded number is ever added or compared.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from gongshi.finding import Text
from gongshi.load.document import Origin
from gongshi.rules.base import Index

Quantity = int | Fraction
Parts = Mapping[str, Quantity]


class Place(NamedTuple):
    """A village, a township (no village) or the county (neither), by their ids."""

    township: str = ""
    village: str = ""


COUNTY = Place()


@dataclass(frozen=True, slots=True)
class Definition:
    """What a figure says and how it is counted.

    ``counted`` is the numerator in words, ``among`` the denominator (None for a mere sum) and
    ``unknowns`` the cases of which nothing can be told, None where there are none. ``unit`` is what
    numerator and denominator count. ``form`` says what is shown: a share in percent, a sum, one
    amount a unit of the other, or a growth in percent. Three name parts of the table. ``detail_of``
    is the figure that this one only divides further.
    """

    id: str
    title: Text
    plain: Text
    counted: Text
    among: Text | None
    unknowns: Text | None
    unit: Text
    form: Literal["percent", "sum", "rate", "growth"]
    numerator: tuple[str, ...]
    denominator: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    detail_of: str | None = None

    def figure(self, parts: Parts, when: date | int) -> Figure:
        """The figure of a place with these parts."""
        return Figure(
            definition=self,
            when=when,
            numerator=total(parts, self.numerator),
            denominator=total(parts, self.denominator) if self.denominator else None,
            unknown=total(parts, self.unknown),
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of one place: so many of so many, and of how many cases it is unknown.

    ``denominator`` is None for a mere sum; ``when`` is the day or the year it stands for.
    """

    definition: Definition
    when: date | int
    numerator: Quantity
    denominator: Quantity | None
    unknown: Quantity

    @property
    def share(self) -> Fraction | None:
        """Numerator by denominator, exact; None for a sum, or where there is nothing to divide by.

        What is lost by all together is nothing to measure a growth by either.
        """
        if self.denominator is None or self.denominator <= 0:
            return None
        return Fraction(self.numerator) / Fraction(self.denominator)


@dataclass(frozen=True, slots=True)
class Cohort:
    """Parts that are disjoint groups of the same households or persons.

    ``total_public`` says that anyone may know the sum of the groups anyway, such as the households
    on the list. Of ``sensitive`` parts it must not be told that they are all of it, or none.
    """

    parts: tuple[str, ...]
    total_public: bool
    sensitive: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """The parts of every village, and the figures made of them.

    ``cohorts`` are the parts that count households or persons of whom a small group could be told
    apart; a table of money, projects, posts, days, or of what is public case by case has none.
    """

    clause: str
    when: date | int
    definitions: tuple[Definition, ...]
    villages: Mapping[Place, Parts]
    cohorts: tuple[Cohort, ...] = ()

    def places(self) -> Mapping[Place, Parts]:
        """The parts of the county, each township and each village: those of its villages, added."""
        found: dict[Place, dict[str, Quantity]] = {COUNTY: {}}
        for village in sorted(self.villages):
            for place in (COUNTY, Place(village.township), village):
                sums = found.setdefault(place, {})
                for part, quantity in self.villages[village].items():
                    sums[part] = sums.get(part, 0) + quantity
        return found

    def figures(self) -> dict[Place, tuple[Figure, ...]]:
        """The figures of the county, each township and each village, in their order."""
        return {
            place: tuple(one.figure(parts, self.when) for one in self.definitions)
            for place, parts in self.places().items()
        }


def total(parts: Parts, names: Iterable[str]) -> Quantity:
    """The sum of some parts; a part that counts nothing here is nought."""
    return sum((parts.get(name, 0) for name in names), 0)


def tally(
    index: Index, found: Iterable[tuple[Origin, str, Quantity]]
) -> dict[Place, dict[str, Quantity]]:
    """Quantities added by village and part; every village of the records is there."""
    villages: dict[Place, dict[str, Quantity]] = {
        place_of(document.origin): {} for document in index.of_kind("village")
    }
    for origin, part, quantity in found:
        parts = villages.setdefault(place_of(origin), {})
        parts[part] = parts.get(part, 0) + quantity
    return villages


def place_of(origin: Origin) -> Place:
    """The village that a record lies in."""
    return Place(origin.township, origin.village)


def truth_part(truth: bool | None) -> str:
    """The part of a case by its answer: ``yes``, ``no`` or ``unknown``."""
    return "unknown" if truth is None else "yes" if truth else "no"


GROUPS = ("yes", "no", "unknown")
"""The parts of a table whose cases are answered with yes, no or unknown."""


def share_of(
    name: str,
    title: Text,
    plain: Text,
    counted: Text,
    among: Text,
    unit: Text,
    unknowns: Text | None = None,
) -> Definition:
    """The definition of a share of those with yes among those whose answer is known."""
    return Definition(
        name, title, plain, counted, among, unknowns, unit, "percent",
        ("yes",), ("yes", "no"), ("unknown",),
    )  # fmt: skip


HOUSEHOLDS = Text("户", "households")
PERSONS = Text("人", "persons")
PROJECTS = Text("个项目", "projects")
YUAN = Text("元", "yuan")
DAYS = Text("天", "days")
