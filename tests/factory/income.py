"""Income a head over the years, and the parts it is the sum of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from tests.factory.days import AVERAGES, LINES, THIS_YEAR
from tests.factory.fates import Fate
from tests.factory.record import Record

_Path = dict[int, float]


def path(rng: Random, fate: Fate, *, over_line: bool, years: range) -> _Path:
    """Income a head aimed at in each year, without wild jumps.

    ``over_line``: the household entered for another reason than its income.
    """
    start = fate.applied
    aims: _Path = {start: LINES[start] * _first(rng, fate, over_line=over_line)}
    leaving = fate.leaving
    if leaving is not None:
        _rise(rng, aims, fate, leaving)
        _stay_above(rng, aims, fate, leaving)
    else:
        follow = _below if fate.shortfall == "income" and not over_line else _slowly
        for year in range(start + 1, THIS_YEAR + 1):
            aims[year] = follow(rng, aims[year - 1], LINES[year])
    return {year: aims[year] for year in years}


def _first(rng: Random, fate: Fate, *, over_line: bool) -> float:
    """Income in the year of application, as a share of the line."""
    if fate.drop is not None and fate.drop.clause == "entry.four-in.1":
        return rng.uniform(1.3, 2.1)
    if fate.drop is not None and fate.drop.clause == "entry.seven-not-in.6":
        return rng.uniform(1.25, 1.6) * AVERAGES[fate.applied] / LINES[fate.applied]
    if over_line:
        return rng.uniform(1.03, 1.22)
    if fate.leaving == fate.applied + 1:
        return rng.uniform(0.86, 0.97)
    return rng.uniform(0.66, 0.95)


def _rise(rng: Random, aims: _Path, fate: Fate, leaving: int) -> None:
    """From the first year to the year of the exit, by even steps."""
    start, line = fate.applied, LINES[leaving]
    span = leaving - start
    least = max(1.14 * line, aims[start] * 1.03)
    most = 1.2 * line if fate.returned else min(aims[start] * 1.42**span, 2.0 * line)
    aims[leaving] = rng.uniform(least, most) if most > least else least
    for year in range(start + 1, leaving):
        step = (aims[leaving] / aims[start]) ** ((year - start) / span)
        aims[year] = aims[start] * step * rng.uniform(0.96, 1.04)


def _stay_above(rng: Random, aims: _Path, fate: Fate, leaving: int) -> None:
    for year in range(leaving + 1, THIS_YEAR + 1):
        aims[year] = max(aims[year - 1] * rng.uniform(1.03, 1.19), 1.13 * LINES[year])
        if fate.returned and year < THIS_YEAR:
            aims[year] = 1.13 * LINES[year]
        if fate.returned and year == THIS_YEAR:
            aims[year] = LINES[year] * rng.uniform(0.9, 0.97)


def _below(rng: Random, last: float, line: int) -> float:
    return min(last * rng.uniform(1.02, 1.15), line * rng.uniform(0.92, 0.975))


def _slowly(rng: Random, last: float, line: int) -> float:
    return min(last * rng.uniform(1.04, 1.22), max(last * 1.02, line * rng.uniform(1.05, 1.3)))


@dataclass(slots=True)
class Trade:
    """What a household lives on: shares of net income, and what a yuan of business costs."""

    wages: float
    business: float
    property: float
    cost: float

    def after_help(self, kinds: set[str]) -> None:
        """Another year with these measures: wages or business weigh a little more."""
        if self.wages and kinds & {"employment", "public-post", "skills"}:
            self.wages *= 1.05
        if self.business and kinds & {"industry", "credit"}:
            self.business *= 1.05
        whole = self.wages + self.business + self.property
        if whole > 0.92:
            self.wages *= 0.92 / whole
            self.business *= 0.92 / whole
            self.property *= 0.92 / whole


def _away(rng: Random) -> Trade:
    return Trade(rng.uniform(0.52, 0.64), rng.uniform(0.16, 0.26), 0.02, 0.0)


def _farm(rng: Random) -> Trade:
    return Trade(rng.uniform(0.18, 0.3), rng.uniform(0.46, 0.56), 0.02, 0.0)


def _old(rng: Random) -> Trade:
    return Trade(0.0, rng.choice((0.0, rng.uniform(0.1, 0.2))), 0.03, 0.0)


def trade(rng: Random, *, labour: bool, away: bool, allowance: bool) -> Trade:
    """What a household of this kind lives on."""
    make: Callable[[Random], Trade] = _old if not labour else _away if away else _farm
    found = make(rng)
    if allowance and labour:
        found.wages *= 0.72
        found.business *= 0.78
    if rng.random() < 0.4:
        found.property = 0.0
    found.cost = rng.uniform(0.26, 0.4)
    return found


def parts(rng: Random, made: Trade, aim: float, persons: int) -> Record:
    """The income of one year; every total follows exactly from its parts."""
    net = int(aim * persons) + rng.randint(-9, 9)
    wages = int(net * made.wages)
    earned = int(net * made.business)
    business = int(earned / (1 - made.cost))
    owned = int(net * made.property)
    return {
        "wages": wages,
        "business": business,
        "property": owned,
        "transfer": net - wages - earned - owned,
        "business_costs": business - earned,
        "persons": persons,
        "net": net,
        "per_head": (2 * net + persons) // (2 * persons),
    }
