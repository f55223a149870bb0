"""Duty logs: what contacts, units and the village's own cadres did, and now and then did not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from tests.factory.days import AS_OF, SPRING_FESTIVAL, after, before, workday_in
from tests.factory.record import Record
from tests.factory.village import Village

if TYPE_CHECKING:
    from tests.factory.organisations import Unit
    from tests.factory.pairing import Pairing

LOG_YEARS = (2018, 2019)
_UNIT_TOPICS = (
    ("扶贫政策宣讲和勤劳致富引导", "Policies explained; prospering by one's own work"),
    ("产业分红和务工信息说明会", "Dividends of the village trade, and jobs on offer"),
    ("医保缴费和教育资助政策", "Medical insurance dues and school grants"),
    ("人居环境整治和移风易俗", "A tidy village and simpler customs"),
)
_YARD_TOPICS = (
    ("第一季度院坝会：全年帮扶计划", "First-quarter courtyard meeting: the year's plan"),
    ("第二季度院坝会：产业和务工政策", "Second-quarter courtyard meeting: trades and jobs"),
    ("第三季度院坝会：动态调整和评议程序", "Third-quarter courtyard meeting: how lists change"),
    ("第四季度院坝会：收入核算和医保缴费", "Fourth-quarter courtyard meeting: income, insurance"),
)

_LESSONS = (
    ("医保报销政策", "How medical costs are reimbursed"),
    ("教育资助政策", "Grants for pupils and students"),
    ("产业奖补和务工补贴", "Support for trades and for work away"),
)
_CALL = ("duty.contact.5",)


@dataclass(frozen=True, slots=True)
class _Act:
    """A due act of a contact: what it fulfils, when, and what it leaves."""

    duties: tuple[str, ...]
    first: date
    last: date
    evidence: str
    gives: bool = False
    topic: tuple[str, str] | None = None


def _span(year: int, start: tuple[int, int], end: tuple[int, int]) -> tuple[date, date]:
    return date(year, *start), date(year, *end)


def _quarters(year: int) -> list[tuple[date, date]]:
    return [(date(year, month, 3), date(year, month + 2, 26)) for month in (1, 4, 7, 10)]


def _acts(rng: Random, year: int) -> Iterator[_Act]:
    """What each contact owes in a year, with the days within which it is usually done."""
    yield _Act(("duty.contact.1",), *_span(year, (1, 8), (2, 26)), "handbook")
    festival = SPRING_FESTIVAL[year]
    days = (festival - timedelta(days=16), festival - timedelta(days=2))
    yield _Act(("duty.contact.4", "five-ones.3"), *days, "receipt", gives=True)
    for number, (first, last) in enumerate(_quarters(year), 1):
        # Whoever comes in person need not call in that month.
        duties: tuple[str, ...] = ("duty.contact.2", "duty.contact.3", *_CALL)
        if number == 2:
            duties += ("duty.contact.6", "duty.contact.7")
        if number == 3:
            duties += ("duty.contact.8", "five-ones.4")
        yield _Act(duties, first, last, "photo")
    for month in range(1, 13):
        first = date(year, month, 2)
        yield _Act(_CALL, first, first + timedelta(days=24), "call-record")
    yield _Act(("duty.contact.10",), *_span(year, (12, 1), (12, 27)), "handbook")
    yield _Act(("five-ones.2",), *_span(year, (4, 1), (5, 28)), "photo", topic=rng.choice(_LESSONS))
    for first, last in _quarters(year):
        yield _Act(("duty.contact.9",), first, last, "handbook")


def log(rng: Random, village: Village, year: int) -> Record:
    """A village's log of one year, up to the as-of date."""
    rows = [
        *_contacts(rng, village, year),
        *(row for unit in village.units for row in _unit(rng, village, unit, year)),
        *_courtyards(rng, village, year),
        *_township(rng, village, year),
    ]
    excused = list(_excused(village)) if year == AS_OF.year else []
    rows = [row for row in rows if row["date"] <= AS_OF and _possible(row, excused)]
    rows.sort(key=lambda row: (row["date"], row["who"], row["duties"]))
    return {"year": year, "entries": rows, **({"excused": excused} if excused else {})}


def _possible(row: Record, excused: list[Record]) -> bool:
    """Whether a row could be done in spite of the excuses; a household away is taken out of it."""
    for excuse in excused:
        if excuse["from"] <= row["date"] <= excuse["to"] and row["duties"] != list(_CALL):
            seen: list[str] = row.get("households", [])
            away: list[str] = excuse.get("households", seen)
            left = [one for one in seen if one not in away]
            if not left:
                return False
            row["households"] = left
    return True


def _excused(village: Village) -> Iterator[Record]:
    """A village cut off by a flood in June, and a household away for most of the summer."""
    if village.index == 3:
        day = date(AS_OF.year, 6, 12)
        yield {
            "from": day,
            "to": date(AS_OF.year, 7, 20),
            "reason": "road-closed",
            "by": [village.secretary(day)],
        }
    if village.index in (5, 11):
        away = next(one for one in village.households if one.helpers)
        day = date(AS_OF.year, 6, 25)
        yield {
            "from": day,
            "to": date(AS_OF.year, 9, 30),
            "reason": "household-away",
            "duties": ["duty.contact.2", "duty.contact.3"],
            "households": [away.id],
            "by": [village.secretary(day)],
        }


def _contacts(rng: Random, village: Village, year: int) -> Iterator[Record]:
    """One entry for all the households of a contact that were seen to on the same day."""
    for contact, helped in _pairings(village).items():
        # Contacts differ too: one act missed in ten is not one household forgotten all year.
        careful = min(0.998, village.diligence + rng.uniform(-0.05, 0.04))
        seen: set[int] = set()
        told: set[tuple[date, tuple[str, ...]]] = set()
        for act in _acts(rng, year):
            day = _day(rng, act, careful)
            if day is None or day > AS_OF or day.year != year or (day, act.duties) in told:
                continue
            told.add((day, act.duties))
            if act.duties == _CALL and day.month in seen:
                continue
            if set(_CALL) < set(act.duties):
                seen.add(day.month)
            households = [household for household, pair in helped if pair.holds_on(day)]
            if len(households) > 2 and rng.random() > careful + 0.03:
                households.remove(rng.choice(households))
            if households:
                yield _done(rng, act, day, contact, sorted(households))


def _pairings(village: Village) -> dict[str, list[tuple[str, Pairing]]]:
    """The households of each contact, with the days on which each has them."""
    found: dict[str, list[tuple[str, Pairing]]] = {}
    for one in village.households:
        for pair in one.helpers:
            found.setdefault(pair.contact, []).append((one.id, pair))
    return {contact: found[contact] for contact in sorted(found)}


def _day(rng: Random, act: _Act, careful: float) -> date | None:
    """When the act was done: in time, late, or not at all."""
    draw = rng.random()
    if draw < careful:
        return workday_in(rng, act.first, act.last)
    if draw < careful + (1 - careful) * 0.4 and act.duties != _CALL:
        return after(act.last, rng.randint(4, 25))
    return None


def _done(rng: Random, act: _Act, day: date, contact: str, households: list[str]) -> Record:
    row: Record = {
        "date": day,
        "who": contact,
        "duties": list(act.duties),
        "households": households,
    }
    if act.gives:
        row["sum"] = rng.choice((200, 200, 300, 300, 500)) * len(households)
    if act.topic is not None:
        row["topic"] = {"zh": act.topic[0], "en": act.topic[1]}
    row["evidence"] = act.evidence
    return row


def _unit(rng: Random, village: Village, unit: Unit, year: int) -> Iterator[Record]:
    """The leader's monthly visit, the quarterly meeting and report, the problems solved."""
    careful = village.diligence
    for month in range(1, 13):
        if rng.random() < careful:
            day = workday_in(rng, date(year, month, 3), date(year, month, 27))
            yield {
                "date": day,
                "who": unit.leader_on(day),
                "duties": ["duty.unit.2.visit"],
                "evidence": "minutes",
            }
        if rng.random() < careful:
            day = workday_in(rng, date(year, month, 20), date(year, month, 28))
            duties = ["duty.unit.2.report"]
            yield {"date": day, "who": unit.staff(), "duties": duties, "evidence": "minutes"}
    for number, (first, last) in enumerate(_quarters(year)):
        if rng.random() < careful:
            day = workday_in(rng, first, last)
            zh, en = _UNIT_TOPICS[(number + village.index) % len(_UNIT_TOPICS)]
            yield {
                "date": day,
                "who": unit.leader_on(day),
                "duties": ["duty.unit.3"],
                "topic": {"zh": zh, "en": en},
                "attended": rng.randint(28, 96),
                "evidence": "sign-in",
            }
        if rng.random() < careful:
            day = before(last, rng.randint(0, 8))
            duties = ["duty.unit.5.collect", "duty.unit.5.report"]
            yield {"date": day, "who": unit.leader_on(day), "duties": duties, "evidence": "minutes"}
    for _ in range(rng.choice((1, 1, 2)) if rng.random() < careful else 0):
        day = workday_in(rng, date(year, 3, 1), date(year, 11, 10))
        zh, en = rng.choice(
            (
                ("争取资金解决饮水管网维修", "Money found to mend the water pipes"),
                ("协调解决农产品销路", "Buyers found for the village's produce"),
                ("帮助修通入户便道", "Paths to homes were finished"),
            )
        )
        yield {
            "date": day,
            "who": unit.leader_on(day),
            "duties": ["duty.unit.4"],
            "topic": {"zh": zh, "en": en},
            "evidence": "minutes",
        }


def _township(rng: Random, village: Village, year: int) -> Iterator[Record]:
    """The township's own quarterly report, told in the log of the first village it helps."""
    government = village.township_unit
    if government.villages[0][0] != village.place.id:
        return
    for _, last in _quarters(year):
        if rng.random() < village.diligence:
            day = before(last, rng.randint(12, 18))  # earlier than what it reports as a unit
            duties = ["duty.unit.5.report"]
            who = government.leader_on(day)
            yield {"date": day, "who": who, "duties": duties, "evidence": "minutes"}


def _courtyards(rng: Random, village: Village, year: int) -> Iterator[Record]:
    """The village's quarterly courtyard meeting, and the first secretary's lesson at it."""
    for number, (first, last) in enumerate(_quarters(year)):
        if rng.random() > village.diligence + 0.02:
            continue
        day = workday_in(rng, first, last)
        zh, en = _YARD_TOPICS[number]
        attended = rng.randint(35, 120)
        told = [step for step in ("3", "4", "5") if rng.random() < village.diligence + 0.02]
        yield {
            "date": day,
            "who": village.secretary(day),
            "duties": ["gratitude.1", *(f"gratitude.{step}" for step in told)],
            "topic": {"zh": zh, "en": en},
            "attended": attended,
            "evidence": "sign-in",
        }
        teacher = village.resident("first-secretary", day)
        if teacher is not None and rng.random() < village.diligence:
            yield {
                "date": day,
                "who": teacher,
                "duties": ["gratitude.2"],
                "topic": {"zh": zh, "en": en},
                "attended": attended,
                "evidence": "minutes",
            }
