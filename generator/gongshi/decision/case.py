"""A household's record, read fact by fact; what a clause reads of it is remembered with its place.

A fact that is not recorded is None: unknown. Nothing dated after the day of the decision is seen.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from gongshi.decision.truth import Truth
from gongshi.finding import Place
from gongshi.load.document import Document
from gongshi.load.yaml import Keys
from gongshi.policy.law import Law
from gongshi.policy.parameters import Amount

INCOME_PARTS = ("wages", "business", "property", "transfer")


class Fact(NamedTuple):
    """One fact: its value (None: not recorded) and where it stands, or would stand.

    ``field`` is the way to it in the schema (``*`` for an item of a list); ``year`` the survey it
    belongs to, None for a fact of the household itself.
    """

    document: Document
    keys: Keys
    field: tuple[str, ...]
    value: Any
    year: int | None = None

    @property
    def place(self) -> Place:
        """File, line and column."""
        line, column = self.document.positions().of(self.keys)
        return Place(self.document.origin.path, line, column)


@dataclass(frozen=True, slots=True)
class Income:
    """A household's income of a year: net in whole yuan, and the persons it is shared by.

    Per head it is a fraction; so a line is compared with ``net`` against ``line * persons``.
    """

    net: int
    persons: int

    def below(self, amount: int | None) -> Truth:
        """Whether income a head is below ``amount`` yuan; equal is not below."""
        return None if amount is None else self.net < amount * self.persons

    def above(self, amount: int | None) -> Truth:
        """Whether income a head is above ``amount`` yuan; equal is not above."""
        return None if amount is None else self.net > amount * self.persons

    def less(self, cost: int) -> Income:
        """What is left after a cost of the whole household."""
        return Income(self.net - cost, self.persons)

    @property
    def per_head(self) -> int:
        """Rounded half up to the yuan, to be shown and never to be compared."""
        return (2 * self.net + self.persons) // (2 * self.persons)


def income_of(survey: dict[str, Any], members: list[dict[str, Any]]) -> Income | None:
    """Income recomputed from its parts, shared by the members on the books as the window ends.

    The four incomes less business costs (domain form items A17a to A20). None where they are not
    recorded, or nobody is on the books.
    """
    stated = survey.get("income")
    if stated is None:
        return None
    end = date.fromisoformat(survey["window"]["to"])
    persons = sum(on_the_books(member, end) for member in members)
    net = sum(stated[part] for part in INCOME_PARTS) - stated["business_costs"]
    return Income(net, persons) if persons else None


def on_the_books(member: dict[str, Any], day: date) -> bool:
    """Whether a member counts in the household on ``day``: from joining to the day before leaving.

    Dates are read as text, which sorts as they do.
    """
    shown = day.isoformat()
    left = member.get("left")
    return bool(member["joined"]["date"] <= shown and (left is None or shown < left["date"]))


class Case:
    """A household's record, to be judged by the law of its county."""

    def __init__(self, document: Document, law: Law) -> None:
        self.document = document
        self.law = law
        self.value = document.value
        self.years: dict[int, int] = {}
        for number, survey in enumerate(self.value["surveys"]):
            self.years.setdefault(survey["year"], number)

    @property
    def id(self) -> str:
        """The household's number."""
        return self.document.origin.id

    def survey(self, year: int, day: date) -> int | None:
        """Which survey of the record is the one of ``year``, if it was made by ``day``."""
        number = self.years.get(year)
        if number is None or self.value["surveys"][number]["date"] > day.isoformat():
            return None
        return number

    def surveyed_by(self, day: date) -> list[int]:
        """The years whose survey was made by ``day``, in order."""
        return sorted(year for year in self.years if self.survey(year, day) is not None)

    def history_by(self, day: date) -> list[tuple[int, dict[str, Any]]]:
        """The status changes announced by ``day``, oldest first, with their place in the list."""
        shown = day.isoformat()
        changes = enumerate(self.value.get("history", ()))
        past = [(number, change) for number, change in changes if change["date"] <= shown]
        return sorted(past, key=lambda item: item[1]["date"])

    def standing_on(self, day: date) -> str | None:
        """``registered``, ``exited``, or None for a household never announced by ``day``."""
        past = self.history_by(day)
        if not past:
            return None
        return "exited" if past[-1][1]["change"] == "exit" else "registered"

    def persons_on(self, day: date) -> int:
        """How many members were on the books on ``day``."""
        return sum(on_the_books(member, day) for member in self.value["members"])

    def closed_by(self, day: date) -> bool:
        """Whether the whole household had left by ``day``."""
        closed = self.value.get("closed")
        return closed is not None and bool(closed["date"] <= day.isoformat())

    def on_the_list(self, day: date) -> bool:
        """Whether it was registered on ``day`` and had not left as a whole."""
        return self.standing_on(day) == "registered" and not self.closed_by(day)


class Facts:
    """What one clause reads of a household in one year, as it was known on a day.

    ``read`` and ``amounts`` hold everything that was read, in order, for the explanation.
    """

    def __init__(self, case: Case, year: int, day: date) -> None:
        self.case = case
        self.year = year
        self.day = day
        self.read: dict[Keys, Fact] = {}
        self._surveys: dict[int, int | None] = {}
        self.amounts: dict[tuple[str, date], Amount] = {}

    def of_survey(self, *field: str, year: int | None = None) -> Any:
        """A fact of the year's survey; None where it, or the survey, is not recorded."""
        year = self.year if year is None else year
        number = self._survey(year)
        if number is None:
            self._note(Fact(self.case.document, ("surveys", str(year)), ("surveys",), None, year))
            return None
        keys: Keys = ("surveys", number, *field)
        value = self.case.value["surveys"][number]
        for key in field:
            value = None if value is None else value.get(key)
        self._note(Fact(self.case.document, keys, ("surveys", "*", *field), value, year))
        return value

    def of_household(self, *field: str) -> Any:
        """A fact of the household itself."""
        value = self.case.value
        for key in field:
            value = None if value is None else value.get(key)
        self._note(Fact(self.case.document, field, field, value))
        return value

    def claim(self, *field: str) -> Any:
        """A fact of the survey that is only recorded where it applies, such as an exception."""
        number = self._survey(self.year)
        known = None if number is None else self.case.value["surveys"][number]
        for key in field:
            known = None if known is None else known.get(key)
        return None if known is None else self.of_survey(*field)

    def item(self, field: tuple[str, ...], keys: Keys, value: Any) -> None:
        """Note a fact that the clause found by itself, such as the effect of one measure."""
        self._note(Fact(self.case.document, keys, field, value))

    def income(self, year: int | None = None) -> Income | None:
        """The year's income, recomputed from its parts; see ``income_of``."""
        year = self.year if year is None else year
        number = self._survey(year)
        if number is None:
            self.of_survey(year=year)
            return None
        survey = self.case.value["surveys"][number]
        found = income_of(survey, self.case.value["members"])
        if found is None:
            self.of_survey("income", year=year)
            if "income" in survey:
                self._note(Fact(self.case.document, ("members",), ("members",), None))
        else:
            fact = Fact(
                self.case.document,
                ("surveys", number, "income"),
                ("surveys", "*", "income"),
                found,
                year,
            )
            self._note(fact)
        return found

    def amount(self, name: str, year: int | None = None) -> Amount:
        """A parameter as it stands for the year."""
        found = self.case.law.parameters.in_year(name, self.year if year is None else year)
        self.amounts[found.name, found.day] = found
        return found

    def _survey(self, year: int) -> int | None:
        """Which survey is the one of a year; looked for once."""
        if year not in self._surveys:
            self._surveys[year] = self.case.survey(year, self.day)
        return self._surveys[year]

    def _note(self, fact: Fact) -> None:
        self.read[fact.keys] = fact
