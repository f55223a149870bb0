"""Everything that is published of generated counties, taken together by an attacker with algebra.

For each number on any page the attacker writes down which unknown counts it adds up, whatever table
and year it stands in, and solves them all at once. Nothing that is held back may follow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from gongshi import pipeline
from gongshi import precisions as figures
from gongshi.duties.ledger import State, owed_to_few
from gongshi.pipeline import Checked
from gongshi.precisions.figure import COUNTY, Place, Table
from gongshi.public.duties import Duties
from gongshi.public.facts import County, DutyYear, FigureFact, FigureSet, Tallies
from gongshi.public.view import view
from gongshi.rules.base import Index
from gongshi.rules.ledgers import ledgers
from tests.conftest import NOW
from tests.factory.write import write_county

COUNTIES = [(4, 24, 1), (6, 60, 2), (6, 90, 3), (8, 160, 4), (3, 45, 5)]
"""Villages, households and seed of each county."""
SMALLEST = 5
SENSITIVE = {"results.income-rose": ("yes", "no")}
"""The figures of which it tells of everybody that all have the trait, or none."""
FIELDS = ("done", "late", "overdue", "ahead", "early", "excused", "unknown")

Unknown = tuple[object, ...]
Equation = dict[Unknown, int]
PRIME = 2**61 - 1
"""Sums are solved modulo it: coefficients are 1 and -1, and nothing of them divides by so much."""


@dataclass(frozen=True)
class Case:
    """A generated county, its records and what is published of it."""

    checked: Checked
    index: Index
    shown: County
    duties: Duties


@cache
def case(villages: int, households: int, seed: int) -> Case:
    with TemporaryDirectory() as folder:
        out = Path(folder) / "records"
        write_county(out, villages=villages, households=households, seed=seed, townships=2)
        checked = pipeline.check(out, None, NOW)
    county, index = pipeline.county(checked)
    law, as_of = index.law, checked.as_of
    assert law.parameters.on("smallest-group", as_of).number == SMALLEST
    return Case(checked, index, view(county, index, as_of), Duties(county, law, as_of))


class System:
    """Equations, brought into a form in which it is quick to see what follows from them."""

    def __init__(self) -> None:
        self._rows: dict[Unknown, Equation] = {}
        self.equations = 0

    def add(self, equation: Equation) -> None:
        """Take in that the sum of these unknowns is published."""
        self.equations += 1
        rest = self._rest(equation)
        if rest:
            lead = min(rest, key=repr)
            inverse = pow(rest[lead], -1, PRIME)
            self._rows[lead] = {one: value * inverse % PRIME for one, value in rest.items()}

    def tells(self, wanted: Equation) -> bool:
        """Whether the sum of these unknowns follows from what is published."""
        return not self._rest(wanted)

    def _rest(self, equation: Equation) -> Equation:
        rest = {one: value % PRIME for one, value in equation.items() if value % PRIME}
        while True:
            lead = next((one for one in rest if one in self._rows), None)
            if lead is None:
                return rest
            factor = rest[lead]
            for one, value in self._rows[lead].items():
                left = (rest.get(one, 0) - factor * value) % PRIME
                if left:
                    rest[one] = left
                else:
                    rest.pop(one, None)


# Precisions


def sums(number: int, table: Table, place: Place, parts: Iterable[str]) -> Equation:
    """Parts of a table over the villages of a place."""
    within = (one for one in table.villages if place in (COUNTY, one, Place(one.township)))
    return {(number, village, part): 1 for village in within for part in parts}


def facts_of(found: FigureSet, table: Table) -> Iterator[tuple[Place, FigureFact]]:
    yield COUNTY, found.county
    for township, fact in found.townships:
        yield Place(township.id), fact
    for village in table.villages:
        yield village, found.villages[village.village]


def precisions_told(one: Case, tables: tuple[Table, ...], system: System) -> None:
    by_id = {found.id: found for precision in one.shown.precisions for found in precision.figures}
    for number, table in enumerate(tables):
        for definition in table.definitions:
            for place, fact in facts_of(by_id[definition.id], table):
                for told, parts in (
                    (fact.numerator, definition.numerator),
                    (fact.denominator, definition.denominator),
                    (fact.unknown, definition.unknown),
                ):
                    if told is not None and parts:
                        system.add(sums(number, table, place, parts))
        for cohort in table.cohorts:
            if cohort.total_public:
                for place in table.places():
                    system.add(sums(number, table, place, cohort.parts))


def precisions_held(tables: tuple[Table, ...]) -> Iterator[tuple[str, Equation]]:
    """Every group, or several together, that counts few somewhere, and each sensitive nought."""
    for number, table in enumerate(tables):
        for place, parts in table.places().items():
            for cohort in table.cohorts:
                counts = {part: int(parts.get(part, 0)) for part in cohort.parts}
                public = sum(counts.values()) if cohort.total_public else 0
                name = f"{table.definitions[0].id} {place}"
                for size in range(1, len(cohort.parts) + 1):
                    for some in combinations(cohort.parts, size):
                        count = sum(counts[part] for part in some)
                        if 0 < count < SMALLEST and count != public:
                            yield name, sums(number, table, place, some)
                sensitive = SENSITIVE.get(table.definitions[0].id, ())
                if any(counts[part] for part in sensitive):
                    for part in sensitive:
                        if not counts[part]:
                            yield name, sums(number, table, place, (part,))


# Duties


def duty(village: str, year: int, unit: str, whose: str, task: str, field: str) -> Unknown:
    return ("duty", village, year, unit, whose, task, field)


def duties_told(one: Case, system: System) -> None:
    """Every tally on the pages of villages and units; townships and county add villages up."""
    units = [unit.id for unit in one.shown.units]
    for village in one.shown.villages:
        for year in village.duties:
            of_tallies(system, year.to_village, village.id, year, units, "own")
            of_tallies(system, year.to_households, village.id, year, units, "contacts")
            for share in year.shares:
                of_tallies(system, share.own, village.id, year, [share.place.id], "own")
                of_tallies(system, share.contacts, village.id, year, [share.place.id], "contacts")
    together = [
        (one.shown.duties, one.shown.villages),
        *((township.duties, township.villages) for township in one.shown.townships),
    ]
    for years, villages in together:
        for year in years:
            equations: dict[tuple[str, str], Equation] = defaultdict(dict)
            for village in villages:
                for told in (found for found in village.duties if found.year == year.year):
                    for whose, tallies in (
                        ("own", told.to_village), ("contacts", told.to_households),
                    ):  # fmt: skip
                        for task in tallies.tasks:
                            equations[whose, task].update({(village.id, unit): 1 for unit in units})
            for whose, tallies in (("own", year.to_village), ("contacts", year.to_households)):
                assert {task for key, task in equations if key == whose} == tallies.tasks.keys()
                for task in tallies.tasks:
                    for field in FIELDS:
                        system.add(
                            {
                                duty(village, year.year, unit, whose, task, field): 1
                                for village, unit in equations[whose, task]
                            }
                        )


def of_tallies(
    system: System, tallies: Tallies, village: str, year: DutyYear, units: list[str], whose: str
) -> None:
    for task in tallies.tasks:
        for field in FIELDS:
            system.add({duty(village, year.year, unit, whose, task, field): 1 for unit in units})


def duties_on_time_told(one: Case, tables: tuple[Table, ...], system: System) -> None:
    """The precision that adds up the duties of the year: what it counts is what pages tell.

    Its parts are the same unknowns as the tallies of the pages: of each task that the figure takes
    in, those done in time, and those late or not done.
    """
    units = [unit.id for unit in one.shown.units]
    number = next(
        number for number, table in enumerate(tables)
        if table.definitions[0].id == "people.duties-on-time"
    )  # fmt: skip
    year = one.checked.as_of.year
    for village, _, ledger in ledgers(one.index, one.checked.as_of):
        few = owed_to_few(ledger.owed, SMALLEST)
        taken = {
            ("own" if owed.household is None else "contacts", owed.asked.id)
            for owed in ledger.owed
            if owed.household is None or owed.asked.id not in few
        }
        place = Place(village.origin.township, village.origin.id)
        in_time = [
            owed
            for owed in ledger.owed
            if ("own" if owed.household is None else "contacts", owed.asked.id) in taken
            and owed.state is State.DONE
            and not owed.late
            and owed.due is not None
            and owed.due < one.checked.as_of
            and owed.due.year == year
        ]
        assert tables[number].villages[place].get("yes", 0) == len(in_time)
        parts: dict[str, dict[str, int]] = {
            "yes": {"done": 1, "late": -1}, "no": {"late": 1, "overdue": 1},
        }  # fmt: skip
        for part, made_of in parts.items():
            equation: Equation = {(number, place, part): -1}
            for whose, task in sorted(taken):
                for unit in units:
                    for field, sign in made_of.items():
                        equation[duty(place.village, year, unit, whose, task, field)] = sign
            system.add(equation)


def duties_held(one: Case) -> Iterator[tuple[str, Equation]]:
    """Every tally of a task that concerns few households of a village, or few of one unit there."""
    units = [unit.id for unit in one.shown.units]
    for village, ledger in one.duties._ledgers.items():
        for year in one.duties._years:
            households: dict[tuple[str, str | None], set[str]] = defaultdict(set)
            for owed in one.duties._counted(ledger.owed, year):
                if owed.household is not None:
                    unit = one.duties._contacts_unit(owed)
                    households[owed.asked.id, None].add(owed.household)
                    households[owed.asked.id, unit].add(owed.household)
            for (task, some), of in households.items():
                if len(of) < SMALLEST:
                    for field in FIELDS:
                        yield (
                            f"{village} {year} {task} {some}",
                            {
                                duty(village, year, unit, "contacts", task, field): 1
                                for unit in ([some] if some else units)
                            },
                        )


# Attacks


def told(one: Case, tables: tuple[Table, ...]) -> System:
    system = System()
    precisions_told(one, tables, system)
    duties_told(one, system)
    duties_on_time_told(one, tables, system)
    return system


@pytest.mark.parametrize("county", COUNTIES, ids=str)
def test_nothing_held_back_follows_from_all_that_is_published_together(
    county: tuple[int, int, int], tally: Callable[[str, int], None]
) -> None:
    one = case(*county)
    tables = figures.tables(one.index, one.checked.as_of)
    system = told(one, tables)
    attacked = 0
    for name, wanted in (*precisions_held(tables), *duties_held(one)):
        assert not system.tells(wanted), name
        attacked += 1
    tally("published figures taken together", system.equations)
    tally("figures held back that were attacked", attacked)
    assert system.equations > 300
    assert attacked > 20


def test_the_attacker_finds_what_is_only_left_out_of_one_page() -> None:
    """A total, and all of its parts but one."""
    system = System()
    system.add({("a",): 1, ("b",): 1, ("c",): 1})
    system.add({("a",): 1, ("d",): -1})
    system.add({("d",): 1})
    assert not system.tells({("c",): 1})
    system.add({("b",): 1})
    assert system.tells({("c",): 1})
    assert not system.tells({("e",): 1})


@pytest.mark.parametrize("county", COUNTIES, ids=str)
def test_no_village_form_and_no_list_tells_of_few_but_as_the_procedure_asks(
    county: tuple[int, int, int],
) -> None:
    """The count of a list is what the notice must say; of a village's form few are held back."""
    one = case(*county)
    counted = ("unsafe_houses", "households_without_safe_water", "households_without_electricity")
    for village in one.shown.villages:
        for item in village.profile:
            if item.id in counted:
                assert item.value is None or item.value == 0 or item.value >= SMALLEST
        for notice in village.notices:
            assert notice.rows is None or len(notice.rows) == notice.count.households
