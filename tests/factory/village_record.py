"""A village's file: profile, people, eight haves with their evidence, exit review, officials."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.factory.days import AS_OF, workday_in
from tests.factory.officials import Term, dates_of, office
from tests.factory.places import COUNTY_EN, COUNTY_ZH, group_name
from tests.factory.projects import Project
from tests.factory.record import Record
from tests.factory.village import Village

_ROAD = 2
_BETTER = {"lacks": "partly", "partly": "has"}
_HAVE_PROJECTS = {1: "industry", 2: "road", 3: "service-centre", 5: "environment"}
_HAVE_WORDS: dict[int, tuple[str, str, str]] = {
    1: (
        "team-record",
        "产业台账和带动农户名册",
        "Ledger of the trade and the households it carries",
    ),
    2: ("inspection", "现场查看村道硬化路面", "The paved road was inspected"),
    3: ("inspection", "现场查看便民服务中心开放情况", "The service centre was found open"),
    4: ("document", "社会保障政策到户清单", "List of the benefits each household receives"),
    5: ("inspection", "现场查看村容村貌", "The village was inspected"),
    6: ("meeting", "村支部换届和议事记录", "Minutes of the branch's election and meetings"),
    7: ("team-record", "驻村工作队考勤台账", "Attendance ledger of the resident team"),
    8: ("team-record", "结对帮扶手册和走访记录", "Pairing handbooks and records of visits"),
}
_FACTORS = {
    "infrastructure": ("道路、饮水、用电现场查看", "Road, water and power were inspected"),
    "public-services": (
        "学校、卫生室、服务中心核查",
        "School, clinic and service centre were checked",
    ),
    "industry": ("主导产业和带动情况核查", "The leading industry was checked"),
    "collective-income": ("村集体收支台账", "The collective's accounts"),
}


def record(rng: Random, again: Random, village: Village) -> Record:
    """The village's record; ``again`` is the chance of what was judged once more."""
    place = village.place
    persons = village.persons
    short = place.en.removesuffix(" Village")
    return {
        "id": place.id,
        "code": place.code,
        "name": {"zh": place.zh, "en": place.en},
        "office": office(
            f"{place.zh}便民服务中心",
            f"{short} service centre",
            f"{place.township.zh}{place.zh}一组村委会旁",
            f"Group 1, beside the village committee, {place.en}",
            village.phone,
        ),
        "groups": [
            {"id": f"g{number}", "name": group_name(number)}
            for number in range(1, len(village.voters) + 1)
        ],
        **_history(village),
        "populations": _populations(rng, persons),
        "profiles": _profiles(rng, village, persons),
        "haves": _judged_again(again, village, _haves(rng, village)),
        **_reviews(rng, village),
        "team": [_resident(one) for one in village.team],
        "posts": [_post(one) for one in village.posts],
        **_meetings(village),
    }


def poor_persons(village: Village, day: date) -> int:
    """Members of registered households on a day."""
    return sum(one.persons_on(day) for one in village.households if one.registered_on(day))


def registered_persons(rng: Random, village: Village) -> int:
    """How many people the village has: as many as its poor make likely.

    A village that has left the list has so many that fewer than 3 of 100 were still poor then.
    """
    first = sum(one.persons_on(date(2018, 12, 31)) for one in village.households if one.history)
    persons = max(rng.randint(610, 780), int(first / rng.uniform(0.06, 0.12)))
    if village.exited is not None:
        poor = poor_persons(village, _left_on(village.exited))
        persons = max(persons, int(poor * 100 / 2.7) + 40)
    return persons


def _left_on(year: int) -> date:
    return date(year, 12, 28)


def _history(village: Village) -> Record:
    if not village.listed:
        return {}
    rows: list[Record] = [
        {
            "date": date(2014, 12, 20),
            "change": "listed",
            "document": {
                "zh": f"{COUNTY_ZH}贫困村名单公告",
                "en": f"Announcement of the poor villages of {COUNTY_EN}",
            },
        }
    ]
    if village.exited:
        rows.append(
            {
                "date": _left_on(village.exited),
                "change": "exited",
                "document": {
                    "zh": f"{COUNTY_ZH}{village.exited}年贫困村退出公告",
                    "en": f"Announcement of the villages that left the list in {village.exited}",
                },
            }
        )
    return {"history": rows}


def _populations(rng: Random, persons: int) -> list[Record]:
    """Year's ends from 2015; the count drifts by a few people a year."""
    rows = []
    counted = persons + rng.randint(0, 6)
    size = rng.uniform(3.2, 3.9)
    for year in range(2015, AS_OF.year):
        rows.append({"year": year, "households": int(counted / size), "persons": counted})
        counted += rng.randint(-3, 8)
    return rows


def _profiles(rng: Random, village: Village, persons: int) -> list[Record]:
    """The village form for 2016 and 2018, better the second time."""
    hamlets = rng.randint(4, 11)
    land = round(persons * rng.uniform(0.9, 1.5), 1)
    base = {
        "unsafe": rng.randint(8, 30),
        "water": rng.randint(10, 60),
        "labour": int(persons * rng.uniform(0.5, 0.58)),
        "income": rng.randint(6, 40) * 1000,
        "forest": round(persons * rng.uniform(1.5, 5.0), 1),
    }
    unpaved = round(rng.uniform(1.0, 7.5), 1) if village.listed else 0.6
    found = []
    for year, later in ((2016, False), (2018, True)):
        paved = _paved_by(village, date(year, 12, 31)) or (later and not village.listed)
        share = rng.uniform(0.15, 0.4) if later else 1.0
        found.append(
            {
                "year": year,
                "natural_villages": hamlets,
                "hamlets_without_road": rng.randint(0, 1) if later else rng.randint(1, 3),
                "unpaved_road_km": 0 if paved else unpaved,
                "bus": later or not village.listed,
                "cultivated_land": land,
                "irrigated_land": round(land * (0.42 if later else 0.3), 1),
                "forest_land": base["forest"],
                "orchard_land": round(land * (0.2 if later else 0.08), 1),
                "households_without_safe_water": int(base["water"] * share),
                "households_without_electricity": 0 if later else rng.randint(0, 3),
                "unsafe_houses": int(base["unsafe"] * share),
                "clinics": 1,
                "qualified_doctors": rng.randint(1, 2) if later else 1,
                "medical_scheme_persons": int(persons * (0.985 if later else 0.94)),
                "pension_persons": int(persons * (0.6 if later else 0.52)),
                "culture_room": later,
                "public_toilets": rng.randint(1, 3) if later else rng.randint(0, 1),
                "waste_points": rng.randint(4, 9) if later else rng.randint(1, 3),
                "broadband": later,
                "labour_force": int(base["labour"]),
                "working_away": int(base["labour"] * rng.uniform(0.38, 0.5)),
                "collective_income": int(base["income"] * (rng.uniform(2, 5) if later else 1)),
            }
        )
    return found


def _paved_by(village: Village, day: date) -> bool:
    """Whether a road project of the village was finished by a day."""
    roads = (project.done for project in village.projects if project.kind == "road")
    return any(done is not None and done <= day for done in roads)


def _haves(rng: Random, village: Village) -> list[Record]:
    """The eight haves as judged; what nobody has judged yet is left out."""
    rows = []
    unknown = rng.randint(1, 8) if not village.listed and rng.random() < 0.6 else 0
    for number in range(1, 9):
        status = _status(rng, village)
        if number == unknown:
            continue
        judged = _judged_on(rng, village)
        if number == _ROAD and village.listed and not _paved_by(village, judged):
            status = "partly"
        row: Record = {"clause": f"eight-haves.{number}", "status": status}
        if status == "has":
            row["since"] = workday_in(rng, date(2016, 3, 1), date(2017, 10, 30))
        row["judged_on"] = judged
        row["judged_by"] = village.pair("first-secretary", "supervisor", judged)
        if status != "lacks":
            row["evidence"] = [_evidence(rng, village, number, row)]
        rows.append(row)
    return rows


def _judged_again(rng: Random, village: Village, rows: list[Record]) -> list[Record]:
    """The judgements, and of some that found less than all a later one that found more."""
    found = []
    for row in rows:
        found.append(row)
        number = int(row["clause"].rpartition(".")[2])
        day = workday_in(rng, date(2019, 10, 8), date(2019, 11, 8))
        unpaved = number == _ROAD and village.listed and not _paved_by(village, day)
        if row["status"] in _BETTER and not unpaved and rng.random() < 0.5:
            later: Record = {"clause": row["clause"], "status": _BETTER[row["status"]]}
            if later["status"] == "has":
                later["since"] = workday_in(rng, date(2019, 3, 1), date(2019, 9, 30))
                later["since"] = max(later["since"], row["judged_on"] + timedelta(days=1))
            later["judged_on"] = max(day, row["judged_on"] + timedelta(days=5))
            later["judged_by"] = village.pair("first-secretary", "supervisor", later["judged_on"])
            later["evidence"] = [_evidence(rng, village, number, later)]
            found.append(later)
    return found


def _status(rng: Random, village: Village) -> str:
    likely = 0.97 if village.exited else 0.6 if village.listed else 0.88
    if rng.random() < likely:
        return "has"
    # A village that has left the list lacks nothing altogether.
    return "partly" if rng.random() < 0.75 or village.exited else "lacks"


def _judged_on(rng: Random, village: Village) -> date:
    if village.exited:
        return workday_in(rng, date(village.exited, 11, 20), date(village.exited, 12, 15))
    return workday_in(rng, date(2018, 11, 10), date(2019, 9, 30))


def _evidence(rng: Random, village: Village, number: int, row: Record) -> Record:
    """A project that was accepted before the judgement, else what was seen or read."""
    kind = _HAVE_PROJECTS.get(number)
    done = next(
        (
            project
            for project in village.projects
            if project.kind == kind and project.done and project.done <= row["judged_on"]
        ),
        None,
    )
    if done is not None:
        if "since" in row:
            row["since"] = done.done
        return _project_evidence(done)
    way, zh, en = _HAVE_WORDS[number]
    on = max(row["judged_on"] - timedelta(days=rng.randint(0, 12)), row.get("since", date.min))
    return {"kind": way, "date": on, "text": {"zh": zh, "en": en}}


def _project_evidence(project: Project) -> Record:
    text = {"zh": f"{project.plan.zh}验收合格", "en": f"Accepted: {project.plan.en}"}
    return {"kind": "project", "date": project.done, "project": project.id, "text": text}


def _reviews(rng: Random, village: Village) -> Record:
    if village.exited is None:
        return {}
    rows = []
    for factor, (zh, en) in _FACTORS.items():
        on = workday_in(rng, date(village.exited, 12, 3), date(village.exited, 12, 20))
        rows.append(
            {
                "year": village.exited,
                "factor": factor,
                "judged": "met",
                "date": on,
                "by": [
                    village.township_unit.leader_on(on),
                    *village.pair("first-secretary", "supervisor", on)[:1],
                ],
                "evidence": [{"kind": "inspection", "date": on, "text": {"zh": zh, "en": en}}],
            }
        )
    return {"exit_reviews": rows}


def _meetings(village: Village) -> Record:
    """Planned meetings: the next appraisal of a round, and here and there a courtyard meeting."""
    rows: list[Record] = []
    day = AS_OF + timedelta(days=3 + village.index % 7)
    step = village.entry_stage.step if village.entry_stage else None
    if step in (1, 3):
        group = {"group": "g1"} if step == 1 else {}
        rows.append(
            {
                "date": day,
                "time": "14:30",
                "kind": "appraisal",
                **group,
                "place": {"zh": "村委会会议室", "en": "Meeting room of the village committee"},
                "topic": {
                    "zh": f"评议{AS_OF.year}年申请识别的农户",
                    "en": f"Appraisal of those who applied in {AS_OF.year}",
                },
            }
        )
    if village.index % 6 == 2:
        rows.append(
            {
                "date": day + timedelta(days=2),
                "time": "19:30",
                "kind": "courtyard",
                "group": "g2",
                "place": {"zh": "二组晒坝", "en": "Drying ground of Group 2"},
                "topic": {"zh": "讲解识别和退出政策", "en": "How entry and exit are decided"},
            }
        )
    return {"meetings": [{"id": f"m{n}", **row} for n, row in enumerate(rows, 1)]} if rows else {}


def _resident(one: Term) -> Record:
    return {
        "id": one.id,
        "name": one.name,
        "role": one.post,
        "organisation": one.organisation,
        **dates_of(one),
    }


def _post(one: Term) -> Record:
    group = {"group": f"g{one.group}"} if one.group else {}
    return {"id": one.id, "name": one.name, "post": one.post, **group, **dates_of(one)}
