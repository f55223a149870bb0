"""What becomes of each household of a village: when it enters, exits, falls back, or is dropped."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from random import Random
from typing import Literal

from tests.factory.days import AS_OF, THIS_YEAR, day_in
from tests.factory.schedule import Calendar
from tests.factory.village import Village

Shortfall = Literal["income", "housing", "stable_source", "relapse_risk", "water"]


@dataclass(frozen=True, slots=True)
class Drop:
    """Where a household's way through a round ended, and why."""

    step: int
    reason: str
    clause: str | None = None


@dataclass(slots=True)
class Fate:
    """The story of one household.

    ``entered`` tells a registered household from one that only applied; ``exited`` is the year of
    a completed exit; ``nominated`` means the exit round of this year is still open; ``returned``
    whether it applied again this year, and with what outcome; ``drop`` ends an application,
    ``exit_drops`` a nomination of a year; ``shortfall`` is what keeps it registered.
    """

    applied: int
    entered: bool
    exited: int | None = None
    nominated: bool = False
    returned: Literal["open", "done"] | None = None
    drop: Drop | None = None
    exit_drops: dict[int, Drop] = field(default_factory=dict)
    shortfall: Shortfall | None = None
    closed: date | None = None

    @property
    def leaving(self) -> int | None:
        """The year in which the household meets the exit standard, announced or not yet."""
        return THIS_YEAR if self.nominated else self.exited

    def in_round(self, direction: str, year: int) -> bool:
        """Whether the household takes part in a round."""
        if direction == "entry":
            return self.applied == year or (self.returned is not None and year == THIS_YEAR)
        leaves = self.exited == year or (self.nominated and year == THIS_YEAR)
        return leaves or year in self.exit_drops


_ENTRY_DROPS = (
    Drop(2, "vote"),
    Drop(3, "barred", "entry.seven-not-in.3"),
    Drop(3, "not-met", "entry.four-in.1"),
    Drop(4, "vote"),
    Drop(4, "objection", "entry.seven-not-in.3"),
    Drop(6, "comparison", "entry.seven-not-in.4"),
    Drop(3, "barred", "entry.seven-not-in.2"),
    Drop(3, "withdrawn"),
    Drop(2, "objection", "entry.seven-not-in.2"),
    Drop(6, "comparison", "entry.seven-not-in.3"),
    Drop(3, "barred", "entry.seven-not-in.5"),
    Drop(3, "barred", "entry.seven-not-in.6"),
)
_EXIT_DROPS = (
    Drop(3, "not-accepted"),
    Drop(2, "not-steady", "exit.three-not-out.1"),
    Drop(4, "vote"),
    Drop(2, "not-met", "exit.one-out.a"),
    Drop(4, "objection", "exit.one-out.a"),
)
_SHORTFALLS: tuple[Shortfall, ...] = (
    *("income",) * 11,
    *("stable_source",) * 4,
    *("relapse_risk",) * 2,
    *("housing",) * 2,
    "water",
)


def plan(rng: Random, village: Village, count: int, calendars: dict[str, Calendar]) -> list[Fate]:
    """The fates of the village's households, in a random order."""
    fates = [Fate(applied, entered=True) for applied in _entry_years(rng, count)]
    for year, share in _shares(rng, village):
        _exit(rng, fates, year, share, village)
    _leave_now(rng, fates, calendars.get(f"{THIS_YEAR}-exit"))
    _close(rng, fates)
    _stay(rng, fates)
    _nominate_in_vain(rng, village, fates, calendars)
    fates += _applicants(rng, village, calendars)
    _return(rng, village, fates, calendars.get(f"{THIS_YEAR}-entry"))
    rng.shuffle(fates)
    return fates


def _entry_years(rng: Random, count: int) -> list[int]:
    late = max(1, round(count * rng.uniform(0.13, 0.2))) if count > 2 else 0
    middle = max(1, round(count * rng.uniform(0.18, 0.26))) if count > 2 else 0
    return [2016] * (count - late - middle) + [2017] * middle + [2018] * late


def _shares(rng: Random, village: Village) -> tuple[tuple[int, float], ...]:
    """The share of those who may exit that does, by year; high where the village itself left."""
    if village.exited == 2017:
        return (2017, rng.uniform(0.68, 0.8)), (2018, rng.uniform(0.4, 0.55))
    if village.exited == 2018:
        return (2017, rng.uniform(0.35, 0.45)), (2018, rng.uniform(0.66, 0.78))
    if village.listed:
        return (2017, rng.uniform(0.2, 0.3)), (2018, rng.uniform(0.3, 0.42))
    return (2017, rng.uniform(0.3, 0.45)), (2018, rng.uniform(0.45, 0.6))


def _exit(rng: Random, fates: list[Fate], year: int, share: float, village: Village) -> None:
    """Some of those registered before the year exit in it; a new one never the same year."""
    eligible = [fate for fate in fates if fate.applied < year and fate.exited is None]
    least = 1 if eligible and (village.exited or len(eligible) > 2) else 0
    for fate in rng.sample(eligible, max(least, round(len(eligible) * share))):
        fate.exited = year


def _leave_now(rng: Random, fates: list[Fate], calendar: Calendar | None) -> None:
    """This year's exits: announced where the round is over, else nominated."""
    if calendar is None:
        return
    eligible = [fate for fate in fates if fate.exited is None]
    count = max(1, round(len(eligible) * rng.uniform(0.3, 0.45)))
    for fate in rng.sample(eligible, min(count, len(eligible))):
        if calendar.announced:
            fate.exited = THIS_YEAR
        else:
            fate.nominated = True


def _close(rng: Random, fates: list[Fate]) -> None:
    """Now and then a whole household moves away or dies out; its record stays."""
    for fate in fates:
        settled = not fate.nominated and fate.exited != THIS_YEAR
        last = max(fate.applied, fate.exited or 0)
        if settled and last < 2018 and rng.random() < 0.013:
            fate.closed = day_in(rng, date(last + 1, 3, 1), date(THIS_YEAR, 6, 30))


def _stay(rng: Random, fates: list[Fate]) -> None:
    for fate in fates:
        if fate.leaving is None:
            fate.shortfall = rng.choice(_SHORTFALLS)


def _nominate_in_vain(
    rng: Random, village: Village, fates: list[Fate], calendars: dict[str, Calendar]
) -> None:
    """In some exit rounds one household is nominated and does not get through."""
    for calendar in calendars.values():
        if calendar.direction != "exit" or not any(
            fate.in_round("exit", calendar.year) for fate in fates
        ):
            continue
        drop = _EXIT_DROPS[(village.index * 2 + calendar.year) % len(_EXIT_DROPS)]
        able = [
            fate
            for fate in fates
            if fate.applied < calendar.year
            and (fate.leaving or 9999) > calendar.year
            and fate.closed is None
            and (drop.clause != "exit.one-out.a" or fate.shortfall == "income")
        ]
        if able and calendar.over(drop.step) and rng.random() < 0.4:
            rng.choice(able).exit_drops[calendar.year] = drop


def _applicants(rng: Random, village: Village, calendars: dict[str, Calendar]) -> list[Fate]:
    """Those who applied and were dropped, and those whose round of this year is not over."""
    found: list[Fate] = []
    for calendar in calendars.values():
        if calendar.direction != "entry":
            continue
        if calendar.year == THIS_YEAR:
            done = calendar.announced is not None
            found += [Fate(THIS_YEAR, entered=done) for _ in range(rng.randint(2, 5))]
        drop = _ENTRY_DROPS[(village.index * 5 + calendar.year) % len(_ENTRY_DROPS)]
        likely = 0.75 if calendar.year == THIS_YEAR else 0.5
        if calendar.over(drop.step) and rng.random() < likely:
            found.append(Fate(calendar.year, entered=False, drop=drop))
    for fate in found:
        if fate.entered:
            fate.shortfall = "income"
    return found


def _return(rng: Random, village: Village, fates: list[Fate], calendar: Calendar | None) -> None:
    """In a few villages one household that had exited falls back this year."""
    if calendar is None or village.index % 24 not in (0, 5, 8, 20):
        return
    able = [
        fate
        for fate in fates
        if fate.exited in (2017, 2018) and fate.applied < 2018 and fate.closed is None
    ]
    if able:
        fate = rng.choice(able)
        fate.returned = "done" if calendar.announced and calendar.announced <= AS_OF else "open"
