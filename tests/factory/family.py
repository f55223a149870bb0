"""Families: who lives in a household at first, and how it changes over the years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from random import Random

from tests.factory import names
from tests.factory.officials import Numbers


@dataclass(slots=True)
class Person:
    """A member of a household; the birth year is never written.

    ``relation`` is as of now. ``labour`` is "ordinary" unless something lasting weighs on it,
    ``schooled`` the level of schooling reached, ``skilled_from`` the year of a training.
    """

    id: str
    name: str
    sex: str
    born: int
    relation: str
    joined: date
    reason: str
    left: date | None = None
    left_reason: str = ""
    labour: str = "ordinary"
    schooled: str = "primary"
    studies_on: bool = False
    works_away: bool = False
    skilled_from: int | None = None
    out_of_school: int | None = None

    def age(self, year: int) -> int:
        """Age in a year, as an autumn survey would find it."""
        return year - self.born

    def present_on(self, day: date) -> bool:
        """Whether the person counts in the household on a day."""
        return self.joined <= day and (self.left is None or day < self.left)


@dataclass(slots=True)
class Maker:
    """Makes members of one family, whose records begin on a day."""

    rng: Random
    numbers: Numbers
    begins: date
    surname: str

    def person(self, relation: str, sex: str, age: int, surname: str | None = None) -> Person:
        """A member who is ``age`` in the year the records begin; by default of any surname."""
        rng, year = self.rng, self.begins.year
        made = Person(
            self.numbers.person(),
            names.person(rng, sex, surname),
            sex,
            year - age,
            relation,
            self.begins,
            "on-record",
        )
        made.schooled = _schooled(rng, age)
        made.studies_on = rng.random() < 0.62
        made.works_away = 20 <= age <= 54 and rng.random() < (0.5 if sex == "male" else 0.32)
        return made

    def couple(self, age: int, relations: tuple[str, str]) -> list[Person]:
        """A husband and wife of about an age; the first relation is his."""
        husband = self.person(relations[0], "male", age, self.surname)
        wife = self.person(relations[1], "female", max(20, age + self.rng.randint(-5, 2)))
        return [husband, wife]

    def children(self, parent: Person, count: int) -> list[Person]:
        """Children of the head, the eldest first, none older than ``parent``'s age allows."""
        oldest = min(21, parent.age(self.begins.year) - 23)
        ages = sorted((self.rng.randint(0, max(1, oldest)) for _ in range(count)), reverse=True)
        return [self.person("child", self.sex(), age, self.surname) for age in ages]

    def sex(self) -> str:
        """Either sex."""
        return "male" if self.rng.random() < 0.51 else "female"

    def parents(self, head: Person, count: int, relation: str = "parent") -> list[Person]:
        """One or both parents of the head."""
        age = head.age(self.begins.year) + self.rng.randint(22, 29)
        if age > 86:
            return []
        mother = self.person(relation, "female", age - self.rng.randint(0, 3))
        father = self.person(relation, "male", age, self.surname)
        return [father, mother] if count == 2 else [mother if self.rng.random() < 0.65 else father]


def _schooled(rng: Random, age: int) -> str:
    if age >= 60:
        return rng.choice(("none", "none", "primary", "primary", "junior"))
    if age >= 40:
        return rng.choice(("none", "primary", "primary", "junior", "junior"))
    return rng.choice(("primary", "junior", "junior", "junior", "senior"))


def _nuclear(make: Maker) -> list[Person]:
    couple = make.couple(make.rng.randint(31, 50), ("head", "spouse"))
    return [*couple, *make.children(couple[1], make.rng.choice((1, 1, 2, 2, 3)))]


def _stem(make: Maker) -> list[Person]:
    family = _nuclear(make)
    return [*family, *make.parents(family[0], make.rng.choice((1, 1, 2)))][:7]


def _extended(make: Maker) -> list[Person]:
    rng = make.rng
    couple = make.couple(rng.randint(50, 63), ("head", "spouse"))
    son = make.person("child", "male", rng.randint(25, 30), make.surname)
    wife = make.person("child-in-law", "female", son.age(make.begins.year) - rng.randint(0, 3))
    age = rng.randint(0, 5)
    grandchildren = [make.person("grandchild", make.sex(), age, make.surname)]
    if rng.random() < 0.4:
        grandchildren.append(make.person("grandchild", make.sex(), age // 2, make.surname))
    return [*couple, son, wife, *grandchildren]


def _single_parent(make: Maker) -> list[Person]:
    head = make.person("head", make.sex(), make.rng.randint(33, 48), make.surname)
    children = make.children(head, make.rng.choice((1, 2, 2)))
    older = make.parents(head, 1) if make.rng.random() < 0.45 else []
    return [head, *children, *older]


def _skipped(make: Maker) -> list[Person]:
    head = make.person("head", make.sex(), make.rng.randint(58, 69), make.surname)
    family = [head]
    if make.rng.random() < 0.5:
        other = "female" if head.sex == "male" else "male"
        family.append(make.person("spouse", other, head.age(make.begins.year) - 2))
    for _ in range(make.rng.choice((1, 1, 2))):
        age = make.rng.randint(5, 14)
        family.append(make.person("grandchild", make.sex(), age, make.surname))
    return family


def _alone(make: Maker) -> list[Person]:
    head = make.person("head", "male", make.rng.randint(36, 57), make.surname)
    return [head, *(make.parents(head, 1) if make.rng.random() < 0.6 else [])]


def elders(make: Maker) -> list[Person]:
    """An old couple or one old person."""
    age = make.rng.randint(63, 79)
    if make.rng.random() < 0.5:
        return make.couple(age, ("head", "spouse"))
    return [make.person("head", make.sex(), age, make.surname)]


_KINDS: tuple[tuple[Callable[[Maker], list[Person]], int], ...] = (
    (_nuclear, 34),
    (_stem, 27),
    (_extended, 13),
    (_single_parent, 7),
    (_skipped, 4),
    (_alone, 8),
    (elders, 7),
)


def found(make: Maker) -> list[Person]:
    """A family of some kind, one to seven people, the head first."""
    kinds, weights = zip(*_KINDS, strict=True)
    family: list[Person] = make.rng.choices(kinds, weights)[0](make)
    return family[:7]
