"""Village projects: the need, money by source, progress, acceptance, who benefits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from tests.factory.days import AS_OF, workday, workday_in
from tests.factory.places import COUNTY_EN, COUNTY_ZH
from tests.factory.record import Record

if TYPE_CHECKING:
    from tests.factory.village import Village


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of project: its id's word, names, clause and need, its cost in 10,000 yuan."""

    kind: str
    slug: str
    zh: str
    en: str
    clause: str
    need_zh: str
    need_en: str
    cost: tuple[int, int]
    years: tuple[int, int]


_KINDS = (
    _Kind("road", "road", "通村公路硬化", "Paving of the village road", "eight-haves.2",
          "进村路还是土路，雨天不通车", "The road in is earth and closed on rainy days",
          (120, 420), (2016, 2018)),
    _Kind("water", "water", "人饮安全工程", "Safe drinking water", "eight-difficulties.3",
          "旱季缺水，部分农户取水远", "Water is short in the dry season and far from some homes",
          (45, 160), (2016, 2018)),
    _Kind("service-centre", "service-centre", "便民服务中心改建", "Service centre rebuilt",
          "eight-haves.3", "办事没有固定场所", "There is no fixed place for public services",
          (30, 80), (2017, 2018)),
    _Kind("housing", "safe-homes", "危房改造", "Renovation of unsafe homes", "eight-difficulties.4",
          "部分农户住房鉴定为危房", "Some homes are rated unsafe", (40, 150), (2017, 2019)),
    _Kind("environment", "tidy-village", "村容村貌整治", "Tidying of the village", "eight-haves.5",
          "垃圾乱堆，没有公厕", "Waste lies about and there is no public toilet",
          (20, 70), (2018, 2019)),
    _Kind("training", "skills", "实用技术培训", "Courses in practical skills",
          "eight-difficulties.5", "缺少种养和务工技能", "Skills for farm and paid work are missing",
          (6, 18), (2018, 2019)),
    _Kind("clinic", "clinic", "村卫生室达标建设", "Village clinic up to standard",
          "eight-difficulties.6", "卫生室破旧，看病要走远路",
          "The clinic is run down and care is far away", (15, 40), (2017, 2018)),
)  # fmt: skip
_TRADES = (
    ("tea", "高山茶园", "High-mountain tea garden"),
    ("mushrooms", "食用菌大棚", "Mushroom sheds"),
    ("citrus", "柑橘果园", "Citrus orchard"),
    ("bees", "中华蜂养殖", "Keeping of native bees"),
    ("chickens", "林下养鸡", "Chickens in the woods"),
    ("pepper", "花椒基地", "Sichuan pepper fields"),
    ("herbs", "中药材种植", "Growing of medicinal herbs"),
)
_SOURCES = ("central", "province", "county", "unit", "self-raised")


@dataclass(slots=True)
class Project:
    """A project while the county is made; ``done`` is the day of its acceptance."""

    id: str
    kind: str
    plan: _Kind
    approved: date
    number: int
    done: date | None
    unit: str = ""
    households: list[str] = field(default_factory=list)


def plan(rng: Random, village: Village) -> list[Project]:
    """Two to four projects of different kinds, the earliest first."""
    kinds = [*rng.sample(_KINDS, rng.randint(1, 3)), _trade(rng)]
    if village.exited and not any(kind.kind == "road" for kind in kinds):
        kinds[0] = _KINDS[0]
    found = []
    for kind in kinds:
        year = rng.randint(*kind.years)
        approved = workday_in(rng, date(year, 1, 20), date(year, 5, 20))
        done: date | None = workday(approved + timedelta(days=rng.randint(140, 260)))
        # Of this year's projects some are finished and most are still at work.
        if done and (done > AS_OF or (year == AS_OF.year and rng.random() < 0.5)):
            done = None
        unit = rng.choice(village.units).id if rng.random() < 0.5 else ""
        number = rng.randint(11, 399)
        found.append(Project(f"{year}-{kind.slug}", kind.kind, kind, approved, number, done, unit))
    return sorted(found, key=lambda project: (project.approved, project.id))


def _trade(rng: Random) -> _Kind:
    slug, zh, en = rng.choice(_TRADES)
    return _Kind("industry", slug, zh, en, "eight-haves.1", "缺少能带动农户的主导产业",
                 "No leading industry carries the households", (25, 130), (2017, 2019))  # fmt: skip


def record(
    rng: Random, village: Village, project: Project, persons: int, had: Mapping[str, date]
) -> Record:
    """The project's file; ``persons`` are those of the whole village.

    ``had`` says by clause since when the village has each of the eight haves that it has.
    """
    kind = project.plan
    budget = _budget(rng, kind)
    funds = _funds(rng, project, budget)
    households = sorted(project.households)
    share = rng.uniform(0.3, 0.95) if kind.kind in ("road", "water", "environment") else 0.2
    received = sum(one["amount"] for one in funds)
    spending = _spending(rng, project, received)
    return {
        "id": project.id,
        "name": {"zh": f"{village.place.zh}{kind.zh}", "en": kind.en},
        "kind": kind.kind,
        "need": _need(project, had),
        **({"organisation": project.unit} if project.unit else {}),
        "approved": {
            "title": {
                "zh": f"关于{village.place.zh}{kind.zh}项目的批复",
                "en": f"Approval: {kind.en}, {village.place.en}",
            },
            "number": f"云岫扶发〔{project.approved.year}〕{project.number}号",
            "date": project.approved,
        },
        "budget": budget,
        "funds": funds,
        "spending": spending,
        **_remainder(project, received, spending),
        "milestones": _milestones(rng, project),
        **_acceptance(project),
        "beneficiaries": {
            "persons": max(int(persons * share), 6 * len(households)),
            **({"households": households} if households else {}),
        },
    }


def _need(project: Project, had: Mapping[str, date]) -> Record:
    """What the project is for: a further trade, where there is one already, is for the incomes."""
    kind = project.plan
    if kind.kind == "industry" and had.get(kind.clause, date.max) < project.approved:
        return {
            "clause": "eight-difficulties.1",
            "text": {
                "zh": "部分农户还没有稳定的收入",
                "en": "Some households have no steady income yet",
            },
        }
    return {"clause": kind.clause, "text": {"zh": kind.need_zh, "en": kind.need_en}}


def _budget(rng: Random, kind: _Kind) -> list[Record]:
    whole = rng.randint(*kind.cost) * 10_000
    sources = rng.sample(_SOURCES[1:], rng.randint(1, 2))
    first = _SOURCES[0] if rng.random() < 0.6 else "province"
    shares = [0.12 + rng.random() * 0.16 for _ in sources]
    rows = {first: whole}
    for source, share in zip(sources, shares, strict=True):
        if source != first:
            amount = int(whole * share / 1000) * 1000
            rows[first] -= amount
            rows[source] = amount
    return [{"source": name, "amount": rows[name]} for name in _SOURCES if name in rows]


def _funds(rng: Random, project: Project, budget: list[Record]) -> list[Record]:
    """What arrived of the budget: all of it once a project is done, else a part."""
    received = []
    for row in budget:
        on = workday(project.approved + timedelta(days=rng.randint(12, 75)))
        share = 1.0 if project.done else rng.choice((0.5, 0.6, 0.8))
        if on <= AS_OF:
            amount = int(row["amount"] * share)
            received.append({"source": row["source"], "date": on, "amount": amount})
    return sorted(received, key=lambda row: (row["date"], row["source"]))


def _spending(rng: Random, project: Project, received: int) -> list[Record]:
    words = (
        ("材料采购", "materials"),
        ("人工和机械", "labour and machines"),
        ("验收后尾款", "balance after acceptance"),
    )
    shares = (0.38, 0.4, 0.2) if project.done else (0.35, 0.2)
    paid = []
    for (zh, en), share, days in zip(words, shares, (85, 130, 0), strict=False):
        on = workday(project.approved + timedelta(days=days + rng.randint(0, 9)))
        if days == 0 and project.done:
            on = workday(project.done + timedelta(days=rng.randint(5, 25)))
        if on <= AS_OF and received:
            amount = int(received * share)
            paid.append({"date": on, "amount": amount, "what": {"zh": zh, "en": en}})
    return paid


def _remainder(project: Project, received: int, spending: list[Record]) -> Record:
    """What was left of the funds of a finished project goes back some weeks after it is settled."""
    if project.done is None:
        return {}
    on = workday(max(project.done, *(one["date"] for one in spending)) + timedelta(days=24))
    left = received - sum(one["amount"] for one in spending)
    return {"remainder": [{"date": on, "amount": left, "use": "returned"}]} if on <= AS_OF else {}


def _milestones(rng: Random, project: Project) -> list[Record]:
    end = project.done or project.approved + timedelta(days=250)
    span = (end - project.approved).days
    words = (("开工", "work begins", 0.2), ("主体完工", "main works done", 0.75),
             ("竣工验收", "acceptance", 1.0))  # fmt: skip
    rows = []
    for zh, en, share in words:
        planned = workday(project.approved + timedelta(days=int(span * share)))
        row: Record = {"what": {"zh": zh, "en": en}, "due": planned}
        actual = planned + timedelta(days=rng.randint(-6, 12))
        if project.done:
            row["done"] = min(actual, project.done) if share < 1 else project.done
        elif share < 1 and actual <= AS_OF:
            row["done"] = actual
        rows.append(row)
    return rows


def _acceptance(project: Project) -> Record:
    if project.done is None:
        return {}
    by = {
        "zh": f"{COUNTY_ZH}扶贫办、财政局联合验收组",
        "en": f"Joint acceptance group, {COUNTY_EN}",
    }
    return {"acceptance": {"date": project.done, "by": by, "result": "accepted"}}
