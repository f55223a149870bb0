"""Households: a family with its story, put into one record."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random

from tests.factory import changes, family, income, needs, surveys
from tests.factory.days import AS_OF, THIS_YEAR, YEARS, workday_in
from tests.factory.family import Maker, Person
from tests.factory.fates import Fate
from tests.factory.names import surname
from tests.factory.needs import Needs
from tests.factory.officials import Numbers
from tests.factory.pairing import Pairing
from tests.factory.record import Record
from tests.factory.schedule import Calendar, survey_day
from tests.factory.support import Support, give
from tests.factory.surveys import Visit
from tests.factory.village import Village

_POSTS = ("director", "deputy", "accountant", "women", "militia")


@dataclass(frozen=True, slots=True)
class Change:
    """An announced entry, return or exit."""

    on: date
    change: str
    round: str


@dataclass(slots=True)
class Household:
    """A household while the county is made."""

    id: str
    group: int
    fate: Fate
    family: list[Person]
    category: str
    standard: str
    kind: str
    needs: Needs
    support: Support
    surveys: list[Record]
    history: list[Change]
    helpers: list[Pairing] = field(default_factory=list)

    def persons_on(self, day: date) -> int:
        """How many are on the books on a day."""
        return sum(one.present_on(day) for one in self.family)

    def survey(self, year: int) -> Record | None:
        """The survey of a year."""
        return next((one for one in self.surveys if one["year"] == year), None)

    def registered_on(self, day: date) -> bool:
        """Whether the household counts as poor on a day."""
        past = [one for one in self.history if one.on <= day]
        closed = self.fate.closed is not None and self.fate.closed <= day
        return bool(past) and past[-1].change != "exit" and not closed


def build(
    rng: Random,
    numbers: Numbers,
    village: Village,
    fate: Fate,
    calendars: dict[str, Calendar],
) -> Household:
    """One household of a village, all but its contact."""
    begins = date(fate.applied, 1, 1)
    old = fate.entered and not fate.nominated and rng.random() < 0.05
    make = Maker(rng, numbers, begins, surname(rng))
    people = family.elders(make) if old else family.found(make)
    _weigh_health(rng, people, fate.applied)
    labour = any(_can_work(one, fate.applied) for one in people)
    wants = needs.find(rng, fate, people, labour=labour)
    category = _category(rng, people, fate, labour=labour)
    keep = {one.id for one in people if one.out_of_school is not None}
    changes.live(
        rng,
        numbers,
        people,
        years=changes.years_from(fate.applied, fate.closed),
        still_in_autumn=_round_years(fate),
        keep=keep,
    )
    visits = _visits(rng, village, fate, calendars)
    history = _history(fate, calendars)
    support = Support()
    if history:
        support = give(
            rng,
            village,
            fate,
            wants,
            announced=history[0].on,
            judged={year: visit.on for year, visit in visits.items()},
            labour=labour,
        )
    _train(people, support)
    trade = income.trade(
        rng,
        labour=labour,
        away=any(one.works_away for one in people),
        allowance=category != "ordinary",
    )
    found = surveys.take(
        rng,
        fate=fate,
        needs=wants,
        support=support,
        family=people,
        dwelling=surveys.home(rng, len(people)),
        trade=trade,
        visits=visits,
    ) if visits else []  # fmt: skip
    return Household(
        id=numbers.household(),
        group=village.group_id(rng),
        fate=fate,
        family=people,
        category=category,
        # A household that falls back has kept its guarantees: the four in let it enter again.
        standard="national" if wants.reason == "income" and not fate.returned else "municipal",
        kind="converted" if rng.random() < 0.04 else "rural",
        needs=wants,
        support=support,
        surveys=found,
        history=history,
    )


def _weigh_health(rng: Random, people: list[Person], year: int) -> None:
    """Now and then a grown member can work little or not at all, for good."""
    for one in people:
        if 18 <= one.age(year) <= 70 and rng.random() < 0.055:
            one.labour = rng.choice(("weak", "weak", "lost"))
            one.works_away = False


def _can_work(one: Person, year: int) -> bool:
    return 18 <= one.age(year) <= 64 and one.labour != "lost"


def _category(rng: Random, people: list[Person], fate: Fate, *, labour: bool) -> str:
    if not fate.entered:
        return "ordinary"
    old = all(one.age(fate.applied) >= 60 for one in people)
    if old and not labour and rng.random() < 0.55:
        return "destitute"
    likely = 0.75 if not labour else 0.22
    return "low-income-allowance" if rng.random() < likely else "ordinary"


def _round_years(fate: Fate) -> set[int]:
    """The years in which the household stands on a list."""
    years = {fate.applied, *fate.exit_drops}
    if fate.leaving:
        years.add(fate.leaving)
    if fate.returned:
        years.add(THIS_YEAR)
    return years


def _visits(
    rng: Random, village: Village, fate: Fate, calendars: dict[str, Calendar]
) -> dict[int, Visit]:
    """A visit each year from the application; within a round, on the day of its survey step."""
    if fate.drop is not None and fate.drop.step < 3:
        return {}
    last = fate.applied if not fate.entered and fate.drop else YEARS[-1]
    visits = {}
    for year in range(fate.applied, last + 1):
        day = None
        for direction in ("entry", "exit"):
            calendar = calendars.get(f"{year}-{direction}")
            if day is None and calendar is not None and fate.in_round(direction, year):
                day = survey_day(rng, calendar)
        day = day or workday_in(rng, date(year, 10, 8), date(year, 10, 30))
        if fate.closed is not None and fate.closed <= day:
            break
        role = "member" if rng.random() < 0.7 else "leader"
        visits[year] = Visit(min(day, AS_OF), village.pair(role, rng.choice(_POSTS), day))
    return visits


def _history(fate: Fate, calendars: dict[str, Calendar]) -> list[Change]:
    """What was announced, each change by the round of its year."""
    if not fate.entered:
        return []
    rows = [(fate.applied, "entry", "entry")]
    if fate.exited is not None:
        rows.append((fate.exited, "exit", "exit"))
    if fate.returned == "done":
        rows.append((THIS_YEAR, "return", "entry"))
    found = []
    for year, change, direction in rows:
        calendar = calendars[f"{year}-{direction}"]
        assert calendar.announced is not None
        found.append(Change(calendar.announced, change, calendar.id))
    return found


def _train(people: list[Person], support: Support) -> None:
    """A skills measure makes one grown member a skilled worker from the next year."""
    for measure in support.measures:
        if measure.kind == "skills":
            for one in people:
                if 20 <= one.age(measure.since.year) <= 52 and one.labour == "ordinary":
                    one.skilled_from = measure.since.year + 1
                    return
