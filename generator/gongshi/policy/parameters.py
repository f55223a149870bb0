"""Which value of a parameter holds on a day: dated, sourced, and never another year's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import msgspec

from gongshi.finding import Place
from gongshi.load.document import Document
from gongshi.load.yaml import Keys
from gongshi.policy.catalogue import DatedValue, Parameter, Series

Value = int | bool | str | tuple[str, ...]

YEARLY = frozenset({"poverty-line", "local-average-income"})
"""Parameters that are set anew each year, so that a value is always one year's own."""

KINDS: dict[str, type] = {
    "poverty-line": int,
    "local-average-income": int,
    "notice-days": int,
    "notice-first-day-counts": bool,
    "appraisal-quorum": Fraction,
    "appraisal-majority": Fraction,
    "standstill-days": int,
    "incidence-threshold": int,
    "incidence-operator": str,
    "village-posts": tuple,
    "steady-years": int,
    "income-change-share": Fraction,
    "regular-duty-period": str,
    "year-start-months": int,
    "year-end-months": int,
    "duty-least-days": int,
    "help-after-exit-months": int,
    "pairing-days": int,
    "households-per-contact": int,
    "team-changes": int,
    "missed-duties-share": Fraction,
    "smallest-group": int,
    "remainder-days": int,
    "late-entry-days": int,
}
"""The parameters that gongshi reads, and the kind of value each has."""

COUNTS: dict[str, range] = {
    "steady-years": range(1, 21),
    "team-changes": range(366),
    "smallest-group": range(2, 101),
    "remainder-days": range(366),
    "late-entry-days": range(1, 366),
    "year-start-months": range(1, 13),
    "year-end-months": range(1, 13),
    "duty-least-days": range(1, 32),
    "help-after-exit-months": range(241),
    "pairing-days": range(366),
    "households-per-contact": range(1, 1000),
}
"""Whole numbers that are counts of something, and how large they may be."""

WORDS: dict[str, tuple[str, ...]] = {
    "incidence-operator": ("less-than", "at-most"),
    "regular-duty-period": ("month", "quarter", "year"),
}
"""Parameters whose value is a word, and the words that each may have."""


def last_day(year: int) -> date:
    """The day for which a year's value is looked up; a round may be misnamed for the year 0."""
    return date(max(year, 1), 12, 31)


def days_of(value: DatedValue) -> tuple[date, date]:
    """The first and last day for which a value holds, both included; none for an undated one."""
    if value.year is not None:
        return date(value.year, 1, 1), last_day(value.year)
    return value.since or date.max, value.until or date.max


@dataclass(frozen=True, slots=True)
class Amount:
    """A parameter as it stands on a day; ``dated`` is None where it has no value then."""

    name: str
    day: date
    dated: DatedValue | None
    parameter: Parameter | None = None
    series: Series | None = None
    place: Place | None = None

    @property
    def number(self) -> int | None:
        """A whole number; None where there is no value, one of another kind or out of range."""
        value = self.dated.value if self.dated else None
        if not isinstance(value, int) or isinstance(value, bool):
            return None
        return value if self.name not in COUNTS or value in COUNTS[self.name] else None

    @property
    def share(self) -> Fraction | None:
        """A share such as 2/3, exact; None where there is no value, or one of another kind."""
        value = self.dated.value if self.dated else None
        return Fraction(value) if kind_of(value) is Fraction else None  # type: ignore[arg-type]

    @property
    def word(self) -> str | None:
        """A word of the schemas; None where there is no value, or one of another kind."""
        value = self.dated.value if self.dated else None
        return value if kind_of(value) is str else None  # type: ignore[return-value]

    @property
    def words(self) -> tuple[str, ...] | None:
        """A list of words; None where there is no value, or one of another kind."""
        value = self.dated.value if self.dated else None
        return value if isinstance(value, tuple) else None


def kind_of(value: object) -> type | None:
    """The kind of a value as ``KINDS`` names it; a share is written as text."""
    if isinstance(value, str) and value[:1].isdigit():
        return Fraction
    return None if value is None else type(value)


class Parameters:
    """All parameters of a county, with the series that it chose."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents: dict[str, Document] = {}
        self.typed: dict[str, Parameter] = {}
        self.chosen: dict[str, str] = {}
        for document in documents:
            if document.origin.kind == "parameter":
                self.documents[document.origin.id] = document
                self.typed[document.origin.id] = msgspec.convert(document.value, Parameter)
            elif document.origin.kind == "county":
                for choice in document.value["parameters"]:
                    self.chosen[choice["parameter"]] = choice["series"]
        self._amounts: dict[tuple[str, date], Amount] = {}

    def on(self, name: str, day: date) -> Amount:
        """The value of a parameter that holds on ``day``, of the series that the county chose.

        Where several hold, which is a finding of its own, the first that stands in the file.
        """
        if (name, day) not in self._amounts:
            self._amounts[name, day] = self._find(name, day)
        return self._amounts[name, day]

    def in_year(self, name: str, year: int) -> Amount:
        """The value for a year: the one that holds on its last day."""
        return self.on(name, last_day(year))

    def _find(self, name: str, day: date) -> Amount:
        parameter = self.typed.get(name)
        if parameter is None:
            return Amount(name, day, None)
        chosen = self.chosen.get(name)
        series = next((one for one in parameter.series if one.id == chosen), None)
        for number, value in enumerate(parameter.values):
            since, until = days_of(value)
            if value.series == (series.id if series else None) and since <= day <= until:
                document = self.documents[name]
                keys: Keys = ("values", number)
                place = Place(document.origin.path, *document.positions().of(keys))
                return Amount(name, day, value, parameter, series, place)
        return Amount(name, day, None, parameter, series)
