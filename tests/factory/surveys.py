"""Yearly home surveys: what two officials found in a household and what it lived on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random

from tests.factory import income
from tests.factory.days import LINES, THIS_YEAR, window_end
from tests.factory.family import Person
from tests.factory.fates import Fate
from tests.factory.needs import Needs
from tests.factory.record import Record
from tests.factory.support import Support

_BANDS = ((6, "0-5"), (16, "6-15"), (18, "16-17"), (60, "18-59"), (80, "60-79"))


@dataclass(frozen=True, slots=True)
class Visit:
    """One year's visit: the day, and the officials who made it."""

    on: date
    by: list[str]


@dataclass(slots=True)
class Home:
    """The main home as it was at the entry, and how much land the household has."""

    area: int
    built: int
    structure: str
    safe_grade: str
    unsafe_grade: str
    cultivated: float
    forest: float
    orchard: float


def home(rng: Random, persons: int) -> Home:
    """A home and land for so many people."""
    structure = rng.choice(("earth", "timber", "brick-timber", "brick-timber", "brick-concrete"))
    return Home(
        area=rng.randint(16, 32) * max(2, persons) + rng.randint(0, 15),
        built=rng.randint(1974, 2006),
        structure=structure,
        safe_grade="b" if structure in ("earth", "timber") or rng.random() < 0.6 else "a",
        unsafe_grade=rng.choice(("c", "c", "d")),
        cultivated=round(rng.uniform(0.4, 1.6) * max(2, persons), 1),
        forest=round(rng.uniform(0, 14), 1),
        orchard=round(rng.uniform(0, 4), 1) if rng.random() < 0.45 else 0.0,
    )


def take(
    rng: Random,
    *,
    fate: Fate,
    needs: Needs,
    support: Support,
    family: list[Person],
    dwelling: Home,
    trade: income.Trade,
    visits: dict[int, Visit],
) -> list[Record]:
    """The surveys of the years in ``visits``."""
    over_line = needs.reason != "income"
    aims = income.path(rng, fate, over_line=over_line, years=range(min(visits), max(visits) + 1))
    burden = rng.randint(2400, 6400)
    found = []
    for year, visit in visits.items():
        end = window_end(year)
        persons = max(1, sum(one.present_on(end) for one in family))
        if year > fate.applied:
            trade.after_help(support.kinds_in(year))
        earned = income.parts(rng, trade, aims[year], persons)
        burden = int(burden * rng.uniform(0.72, 0.98))
        first = year == fate.applied
        entry: Record = {
            "year": year,
            "date": visit.on,
            "by": visit.by,
            "window": {"from": date(year - 1, 10, 1), "to": end},
            "income": earned,
            **_worries(fate, needs, year),
            "education": _education(family, visit.on),
            "housing": _housing(needs, dwelling, year, whole=first),
        }
        medical = _medical(rng, fate, needs, year, earned, burden)
        # What bars an entry is asked where an entry is at stake, and of all who are poor now.
        barriers = _barriers(fate, year) if first or _asked_again(fate, year) else {}
        if barriers or needs.relocates:
            entry["new_housing"] = _new_housing(fate, needs, year)
        entry |= {"medical": medical, **barriers, "steady": _steady(fate, year)}
        if first or year == THIS_YEAR:
            entry["land"] = _land(dwelling)
        if not _followed_up(fate, year):
            present = [one for one in family if one.present_on(visit.on)]
            entry["members"] = [_member(rng, one, year, first=first) for one in present]
        found.append(entry)
    _forget(rng, fate, found[-1])
    return found


def _asked_again(fate: Fate, year: int) -> bool:
    """Whether a household is poor, or applies anew, this year."""
    return year == THIS_YEAR and (fate.exited is None or fate.returned is not None)


def _followed_up(fate: Fate, year: int) -> bool:
    """Whether the visit is a short one to a household that exited in an earlier year."""
    exited = fate.exited is not None and fate.exited < year
    return exited and not (fate.returned and year == THIS_YEAR)


def _worries(fate: Fate, needs: Needs, year: int) -> Record:
    fallen = fate.returned is not None and year == THIS_YEAR
    return {
        "stable_source": not (needs.lacks("stable_source", year) or fallen),
        "food_enough": not needs.lacks("food", year),
        "clothing_enough": not needs.lacks("clothing", year),
        "safe_water": not needs.lacks("water", year),
        "electricity": not needs.lacks("electricity", year),
    }


def _education(family: list[Person], day: date) -> Record:
    children = [one for one in family if one.present_on(day) and 6 <= one.age(day.year) <= 15]
    return {
        "children": len(children),
        "out_for_money": sum(one.out_of_school == day.year for one in children),
        "out_unfit": 0,
        "out_other": 0,
    }


def _housing(needs: Needs, dwelling: Home, year: int, *, whole: bool) -> Record:
    """The home; its size, age and structure at first and whenever it is another."""
    unsafe = needs.lacks("housing", year)
    if unsafe and needs.homeless:
        return {"homes": 0, "can_build": False}
    moved = needs.relocates and not unsafe
    repaired = "housing" in needs.met_from and not unsafe
    grade = dwelling.unsafe_grade if unsafe else "a" if moved else dwelling.safe_grade
    entry: Record = {
        "homes": 1,
        "grade": "b" if repaired and not moved else grade,
        "can_build": not unsafe and not repaired,
    }
    if whole or (moved and year == needs.met_from["housing"]):
        entry["area"] = dwelling.area
        entry["built"] = needs.met_from["housing"] if moved else dwelling.built
        entry["structure"] = "brick-concrete" if moved else dwelling.structure
    return entry


def _new_housing(fate: Fate, needs: Needs, year: int) -> Record:
    if _barred(fate) == "2":
        return {"done": True, "kind": "built"}
    if not needs.relocates or needs.lacks("housing", year):
        return {"done": False}
    moved = needs.met_from["housing"]
    text = {"zh": "高山生态扶贫搬迁入住手续", "en": "Papers of the move under mountain relocation"}
    return {
        "done": True,
        "kind": "built",
        "exception": "mountain-relocation",
        "evidence": [{"kind": "document", "date": date(moved, 8, 20), "text": text}],
    }


def _medical(
    rng: Random, fate: Fate, needs: Needs, year: int, earned: Record, burden: int
) -> Record:
    heavy = "illness" in needs.causes
    fallen = fate.returned is not None and year == THIS_YEAR
    spent = burden if heavy or fallen else rng.randint(60, 900)
    if needs.reason == "medical" and year == fate.applied:
        # Own cost that takes the household clearly under the line.
        spent = earned["net"] - int(LINES[year] * 0.86) * earned["persons"]
    elif heavy and fate.leaving is not None and year >= fate.leaving:
        above = earned["net"] - int(LINES[year] * 1.05) * earned["persons"]
        spent = max(0, min(spent, above))
    return {
        "insured": not needs.lacks("insured", year),
        "guaranteed": not needs.lacks("guaranteed", year),
        "heavy_burden": heavy or fallen,
        "out_of_pocket": spent,
        "relapse_risk": needs.lacks("relapse_risk", year) or fallen,
    }


def _barred(fate: Fate) -> str:
    """Which of the seven-not-in the survey itself found; empty for none."""
    if fate.drop is None or fate.drop.reason != "barred" or fate.drop.clause is None:
        return ""
    return fate.drop.clause.rsplit(".", 1)[1]


def _barriers(fate: Fate, year: int) -> Record:
    """The facts that bar an entry, each said outright."""
    barred = _barred(fate)
    away = barred == "6"
    return {
        "vehicles": {
            "comfort_car": barred == "3",
            "vessel": False,
            "construction_machinery": False,
            "large_farm_machinery": False,
        },
        "enterprise": {"runs_or_invests": False},
        "payroll": {"state_payroll": barred == "5", "village_post": "none"},
        "absence": {
            "months_away": 14 + year % 5 if away else 0,
            "income_clearly_above_average": away,
        },
        "clearly_outside": {"applies": False},
    }


def _steady(fate: Fate, year: int) -> bool:
    if fate.returned is not None and year == THIS_YEAR:
        return False
    return fate.leaving is not None and year >= fate.leaving


def _land(dwelling: Home) -> Record:
    land = {"cultivated": dwelling.cultivated, "forest": dwelling.forest}
    return {**land, "orchard": dwelling.orchard} if dwelling.orchard else land


def _member(rng: Random, one: Person, year: int, *, first: bool) -> Record:
    """A member as found; a grown member's education only at first, as it no longer changes."""
    age = one.age(year)
    entry: Record = {"id": one.id, "age_band": age_band(age)}
    schooling = _schooling(one, age, year)
    if age >= 6 and (first or age < 25):
        entry["education"] = _level(one, age, schooling)
    if age < 25:
        entry["schooling"] = schooling
    entry["labour"] = labour_of(one, age, year, schooling)
    if entry["labour"] in ("ordinary", "skilled"):
        entry["months_away"] = rng.randint(6, 11) if one.works_away and age < 60 else 0
    return entry


def age_band(age: int) -> str:
    """The band in which an age falls."""
    return next((band for limit, band in _BANDS if age < limit), "80-plus")


def _schooling(one: Person, age: int, year: int) -> str:
    if age <= 2 or age >= 23 or one.out_of_school == year:
        return "none"
    if age <= 5:
        return "preschool" if age > 3 or one.studies_on else "none"
    if age <= 15:
        return "primary" if age <= 11 else "junior"
    if not one.studies_on:
        return "none"
    if age <= 18:
        return "senior" if one.born % 3 else "vocational"
    return "college" if one.born % 2 and age <= 22 else "none"


def _level(one: Person, age: int, schooling: str) -> str:
    if age <= 15:
        return "primary" if age <= 11 else "junior" if age > 14 else "primary"
    if age <= 24 and one.studies_on:
        if schooling in ("senior", "vocational"):
            return "junior"
        return "college" if one.born % 2 and age > 22 else "senior"
    return "junior" if age <= 22 else one.schooled


def labour_of(one: Person, age: int, year: int, schooling: str) -> str:
    """How much a member can work, as age and health allow."""
    if age < 16 or schooling != "none":
        return "none"
    if age >= 80:
        return "none" if one.labour != "lost" else "lost"
    if one.labour != "ordinary":
        return one.labour
    if age >= 60:
        return "ordinary" if age < 65 else "weak"
    return "skilled" if one.skilled_from is not None and one.skilled_from <= year else "ordinary"


def _forget(rng: Random, fate: Fate, last: Record) -> None:
    """Here and there a fact of a household that stays registered is not known."""
    stays = fate.entered and fate.leaving is None and fate.shortfall != "water"
    if stays and not fate.exit_drops and rng.random() < 0.07:
        del last[rng.choice(("electricity", "steady", "safe_water"))]
