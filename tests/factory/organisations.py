"""Helping units: which villages each helps, its leader in charge, its contacts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from tests.factory.days import day_in, workday_in
from tests.factory.officials import Numbers, Term, dates_of, office, succession, term
from tests.factory.places import COUNTY_EN, COUNTY_ZH, Place
from tests.factory.record import Record

_UNITS = """
forestry|林业服务中心|Forestry Service Centre|institution
water|水务服务站|Water Service Station|institution
farming|农业技术推广站|Farming Extension Station|institution
second-school|第二中学|No. 2 Secondary School|school
hospital|人民医院|People's Hospital|hospital
power|供电公司|Power Supply Company|enterprise
culture|文化馆|Culture Centre|institution
statistics|统计局|Bureau of Statistics|government
tea-company|云雾茶业公司|Yunwu Tea Company|enterprise
roads|公路养护段|Road Maintenance Section|institution
vocational-school|职业教育中心|Vocational Education Centre|school
archives|档案馆|Archives|institution
health-centre|妇幼保健院|Maternal and Child Health Hospital|hospital
market-office|市场监督管理局|Market Supervision Bureau|government
weather|气象站|Weather Station|institution
press|融媒体中心|Media Centre|institution
livestock|畜牧兽医站|Livestock and Veterinary Station|institution
savings|山泉农业合作公司|Shanquan Farming Company|enterprise
library|图书馆|Library|institution
audit|审计局|Audit Bureau|government
"""
_POSTS = (
    ("科员", "clerk"),
    ("工程师", "engineer"),
    ("助理工程师", "assistant engineer"),
    ("主任科员", "principal clerk"),
    ("办公室副主任", "deputy head of office"),
    ("会计", "accountant"),
    ("技术员", "technician"),
    ("股长", "section head"),
)
_POSTS_BY_KIND = {
    "school": (("教师", "teacher"), ("教务处副主任", "deputy head of studies")),
    "hospital": (("医师", "physician"), ("护士长", "head nurse")),
}
_START = date(2015, 6, 1)


@dataclass(slots=True)
class Unit:
    """A helping unit while the county is made; contacts are added by the villages."""

    id: str
    zh: str
    en: str
    kind: str
    phone: str
    township: str = ""
    leads_group: bool = False
    group: tuple[str, str] = ("", "")
    villages: list[tuple[str, date]] = field(default_factory=list)
    leaders: list[Term] = field(default_factory=list)
    contacts: list[Term] = field(default_factory=list)
    posts: dict[str, tuple[str, str]] = field(default_factory=dict)

    def leader_on(self, day: date) -> str:
        """The one leader in charge on a day."""
        return next(one.id for one in self.leaders if one.holds_on(day))

    def staff(self) -> str:
        """The unit's first contact, who also signs for the unit; never leaves."""
        return self.contacts[0].id

    def new_contact(self, numbers: Numbers, rng: Random, since: date) -> Term:
        """One more contact, who starts on a day."""
        posts = _POSTS_BY_KIND.get(self.kind, _POSTS)
        found = term(numbers, rng, "contact", since)
        self.posts[found.id] = rng.choice(posts)
        self.contacts.append(found)
        return found


@dataclass(slots=True)
class Units:
    """All helping units, and which help a village; the first of a village is its main one."""

    office: Unit
    townships: dict[str, Unit]
    others: list[Unit]
    helping: dict[str, list[Unit]]

    def all(self) -> list[Unit]:
        """Every unit, by id."""
        return sorted([self.office, *self.townships.values(), *self.others], key=lambda u: u.id)


def plan(rng: Random, numbers: Numbers, places: list[Place]) -> Units:
    """Units for all villages: one of 2 or 3 villages each, besides township and county offices."""
    helping: dict[str, list[Unit]] = {place.id: [] for place in places}
    others = _chunked(rng, numbers, places, helping)
    townships = {}
    for town in dict.fromkeys(place.township for place in places):
        unit = Unit(
            f"{town.id}-government",
            f"{town.zh}人民政府",
            f"{town.en} Government",
            "government",
            numbers.phone(),
            town.id,
        )
        townships[town.id] = unit
        for place in [place for place in places if place.township is town][:2]:
            _help(rng, unit, place, helping)
    county = Unit(
        "poverty-office",
        f"{COUNTY_ZH}扶贫开发办公室",
        f"{COUNTY_EN} Poverty Alleviation Office",
        "government",
        numbers.phone(),
    )
    _help(rng, county, places[-1], helping)
    found = Units(county, townships, others, helping)
    _group(found)
    for unit in found.all():
        _staff(rng, numbers, unit)
    return found


def _chunked(
    rng: Random, numbers: Numbers, places: list[Place], helping: dict[str, list[Unit]]
) -> list[Unit]:
    rows = [row.split("|") for row in _UNITS.strip().split("\n")]
    units: list[Unit] = []
    start = 0
    while start < len(places):
        size = 3 if len(places) - start == 3 else rng.choice((2, 2, 3))
        slug, zh, en, kind = rows[len(units) % len(rows)]
        turn = len(units) // len(rows) + 1
        unit = Unit(
            slug if turn == 1 else f"{slug}-{turn}",
            COUNTY_ZH + zh + ("" if turn == 1 else f"第{turn}分部"),
            f"Yunxiu {en}" + ("" if turn == 1 else f", Branch {turn}"),
            kind,
            numbers.phone(),
        )
        for place in places[start : start + size]:
            _help(rng, unit, place, helping)
        units.append(unit)
        start += size
    return units


def _help(rng: Random, unit: Unit, place: Place, helping: dict[str, list[Unit]]) -> None:
    unit.villages.append((place.id, workday_in(rng, _START, date(2015, 9, 30))))
    helping[place.id].append(unit)


def _group(units: Units) -> None:
    """Support groups of about four units, the first of each in the lead."""
    members = [units.office, *units.others, *units.townships.values()]
    for start in range(0, len(members), 4):
        lead = members[start]
        for unit in members[start : start + 4]:
            unit.group = (f"{lead.zh}帮扶集团", f"Support group of the {lead.en}")
        lead.leads_group = True


def _staff(rng: Random, numbers: Numbers, unit: Unit) -> None:
    changes = []
    if rng.random() < 0.5:
        changes.append(workday_in(rng, date(2017, 1, 15), date(2019, 6, 30)))
    unit.leaders = succession(numbers, rng, "leader", _START, *changes)
    unit.new_contact(numbers, rng, _START)


def record(rng: Random, unit: Unit) -> Record:
    """The unit's file."""
    door = rng.randint(1, 180)
    return {
        "id": unit.id,
        "name": {"zh": unit.zh, "en": unit.en},
        "kind": unit.kind,
        **({"township": unit.township} if unit.township else {}),
        "group": {"zh": unit.group[0], "en": unit.group[1]},
        **({"group_leader": True} if unit.leads_group else {}),
        "office": office(
            f"{unit.zh}办公室",
            f"Office of the {unit.en}",
            f"{COUNTY_ZH}城北新街 {door} 号",
            f"{door} North New Street, {COUNTY_EN}",
            unit.phone,
        ),
        "villages": [{"village": village, "from": since} for village, since in unit.villages],
        "leaders": [_person(one, *_leader_post(unit, one)) for one in unit.leaders],
        "contacts": [_person(one, *unit.posts[one.id]) for one in unit.contacts],
    }


def _person(one: Term, zh: str, en: str) -> Record:
    return {"id": one.id, "name": one.name, "post": {"zh": zh, "en": en}, **dates_of(one)}


def _leader_post(unit: Unit, one: Term) -> tuple[str, str]:
    first = int(one.id[1:]) % 2 == 0
    if unit.kind == "school":
        return ("副校长", "deputy head teacher")
    if unit.kind == "hospital":
        return ("副院长", "deputy director")
    if unit.kind == "enterprise":
        return ("副总经理", "deputy general manager")
    return ("副主任", "deputy director") if first else ("党组成员", "member of the leading group")


def replacement_day(rng: Random, since: date) -> date:
    """A day in the middle of 2018 or 2019 on which a contact hands over."""
    first = max(since + timedelta(days=120), date(2018, 3, 1))
    return day_in(rng, first, date(2019, 8, 31)) if first < date(2019, 8, 1) else date.max
