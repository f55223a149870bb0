"""Births, deaths, marriages and moves in a household, and who heads it afterwards."""

from __future__ import annotations

from datetime import date
from random import Random

from tests.factory import names
from tests.factory.days import AS_OF, THIS_YEAR, day_in
from tests.factory.family import Person
from tests.factory.officials import Numbers


def live(
    rng: Random,
    numbers: Numbers,
    family: list[Person],
    *,
    years: range,
    still_in_autumn: set[int],
    keep: set[str],
) -> None:
    """Let the family change year by year.

    In a year of ``still_in_autumn`` nothing changes after August, so that every list of that
    year's round counts the same people. Those in ``keep`` stay.
    """
    for year in years:
        last = date(year, 8, 28) if year in still_in_autumn else date(year, 12, 20)
        day = day_in(rng, date(year, 1, 6), min(last, AS_OF))
        present = [person for person in family if person.present_on(day)]
        if len(present) < 7:
            _grow(rng, numbers, family, present, day)
        if len(present) > 1:
            _shrink(rng, family, present, day, keep)


def _grow(
    rng: Random, numbers: Numbers, family: list[Person], present: list[Person], day: date
) -> None:
    year = day.year
    mother = next((one for one in present if _may_bear(one, present, year)), None)
    if mother and rng.random() < 0.11:
        father = _husband(mother, present)
        relation = "grandchild" if mother.relation == "child-in-law" else "child"
        sex = "male" if rng.random() < 0.51 else "female"
        name = names.person(rng, sex, names.family_name((father or mother).name))
        family.append(Person(numbers.person(), name, sex, year, relation, day, "birth"))
        return
    son = next((one for one in present if _may_marry(one, year) and one.sex == "male"), None)
    wed = any(one.relation == "child-in-law" for one in present)
    if son and not wed and rng.random() < 0.3:
        name = names.person(rng, "female")
        born = son.born + rng.randint(0, 3)
        bride = Person(numbers.person(), name, "female", born, "child-in-law", day, "marriage")
        bride.schooled = "junior"
        family.append(bride)


def _may_bear(one: Person, present: list[Person], year: int) -> bool:
    wife = one.relation in ("spouse", "child-in-law") and one.sex == "female"
    youngest = max((other.born for other in present), default=0)
    return wife and 21 <= one.age(year) <= 38 and youngest < year - 1


def _husband(mother: Person, present: list[Person]) -> Person | None:
    relation = "head" if mother.relation == "spouse" else "child"
    return next((one for one in present if one.relation == relation and one.sex == "male"), None)


def _may_marry(one: Person, year: int) -> bool:
    return one.relation == "child" and 22 <= one.age(year) <= 32


def _shrink(
    rng: Random, family: list[Person], present: list[Person], day: date, keep: set[str]
) -> None:
    year = day.year
    for one in present:
        if one.id in keep:
            continue
        if rng.random() < _death(one.age(year)) and _leave(family, one, day, "death"):
            return
        married = any(other.relation == "child-in-law" for other in present)
        if _may_marry(one, year) and one.sex == "female" and rng.random() < 0.3:
            _leave(family, one, day, "marriage")
            return
        if _may_marry(one, year) and not married and rng.random() < 0.09:
            _leave(family, one, day, rng.choice(("moved-out", "moved-out", "other")))
            return


def _death(age: int) -> float:
    return 0.085 if age >= 80 else 0.045 if age >= 70 else 0.007 if age >= 35 else 0.0


def _leave(family: list[Person], one: Person, day: date, reason: str) -> bool:
    """Take one out of the household; False where nobody could head it then."""
    if one.relation == "head":
        rest = [other for other in family if other is not one and other.present_on(day)]
        heir = _heir(rest, day.year)
        if heir is None:
            return False
        _succeed(family, one, heir)
    one.left, one.left_reason = day, reason
    return True


def _heir(rest: list[Person], year: int) -> Person | None:
    """The spouse, or the only grown child; anyone else would turn the family tree over."""
    for one in rest:
        if one.relation == "spouse" and one.age(year) < 78:
            return one
    grown = [one for one in rest if one.relation == "child" and one.age(year) >= 20]
    children = [one for one in rest if one.relation == "child"]
    return grown[0] if len(grown) == 1 == len(children) else None


def _succeed(family: list[Person], old: Person, heir: Person) -> None:
    """Everyone's relation to the new head, those who have left included."""
    if heir.relation == "spouse":
        turned = {"parent": "other", "grandparent": "other", "sibling": "other"}
        old_is = "spouse"
    else:
        turned = {
            "spouse": "parent",
            "parent": "grandparent",
            "grandparent": "other",
            "child": "sibling",
            "child-in-law": "spouse",
            "grandchild": "child",
            "sibling": "other",
        }
        old_is = "parent"
    for one in family:
        one.relation = turned.get(one.relation, one.relation)
    heir.relation, old.relation = "head", old_is


def years_from(applied: int, closed: date | None) -> range:
    """The years in which a household may change: after it applied, until it is closed."""
    return range(applied + 1, closed.year if closed else THIS_YEAR + 1)
