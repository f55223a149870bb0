"""A whole county: plans it, makes its villages one by one, and gives every record with its path."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.factory import (
    duties,
    fates,
    household_record,
    households,
    organisations,
    pairing,
    places,
    projects,
    rounds,
    schedule,
    village_record,
)
from tests.factory import village as villages_of
from tests.factory.days import AS_OF, stream
from tests.factory.officials import Numbers, office
from tests.factory.places import Place, Township
from tests.factory.record import Record, file_of
from tests.factory.schedule import Calendar
from tests.factory.village import Village

SAMPLE_VILLAGES, SAMPLE_HOUSEHOLDS, SAMPLE_SEED = 24, 620, 2019
"""The committed sample county."""
_MOST_APPLICANTS = 10
"""No village has more households than these besides those that were entered by 2018."""


def county_files(
    *,
    villages: int = SAMPLE_VILLAGES,
    households: int = SAMPLE_HOUSEHOLDS,
    seed: int = SAMPLE_SEED,
    townships: int | None = None,
) -> Iterator[tuple[str, str]]:
    """Each file's path below the records folder, and its text; nothing touches the disk."""
    for path, record in county_records(
        villages=villages, households=households, seed=seed, townships=townships
    ):
        yield path, file_of(path, record)


def county_records(
    *,
    villages: int = SAMPLE_VILLAGES,
    households: int = SAMPLE_HOUSEHOLDS,
    seed: int = SAMPLE_SEED,
    townships: int | None = None,
) -> Iterator[tuple[str, Record]]:
    """Each record with its path.

    ``households`` counts those with a status from 2016 to 2018; the applicants of this year's
    rounds, and of earlier ones in vain, come on top. Raises ValueError for a county that cannot
    be.
    """
    if households < villages * 3:
        raise ValueError("a village needs three households at least")
    chance = stream(seed, "county")
    found = places.plan(chance, villages, townships)
    counts = _spread(stream(seed, "counts"), villages, households)
    numbers = Numbers(_shuffled(stream(seed, "numbers"), households + villages * _MOST_APPLICANTS))
    yield "county.yaml", _county(numbers)
    towns = {place.township.id: place.township for place in found}
    for town in towns.values():
        yield f"townships/{town.id}/township.yaml", _township(numbers, town)
    units = organisations.plan(stream(seed, "units"), numbers, found)
    for index, (place, count) in enumerate(zip(found, counts, strict=True)):
        rng = stream(seed, "village", index)
        village = villages_of.build(rng, numbers, index, place, units)
        _people(rng, numbers, village, count)
        again = stream(seed, "judged-again", index)
        yield from _village_records(rng, again, village)
    chance = stream(seed, "unit-records")
    for unit in units.all():
        yield f"organisations/{unit.id}.yaml", organisations.record(chance, unit)


def _spread(rng: Random, villages: int, households: int) -> list[int]:
    """So many households over the villages, some villages with more than others."""
    weights = [rng.uniform(0.7, 1.3) for _ in range(villages)]
    whole = sum(weights)
    counts = [max(3, int(households * weight / whole)) for weight in weights]
    for place in range(households - sum(counts)):
        counts[place % villages] += 1
    return counts


def _shuffled(rng: Random, count: int) -> list[int]:
    """Numbers from 1 in an order that tells nothing."""
    found = list(range(1, count + 1))
    rng.shuffle(found)
    return found


def _county(numbers: Numbers) -> Record:
    return {
        "id": places.COUNTY_ID,
        "name": {"zh": places.COUNTY_ZH, "en": places.COUNTY_EN},
        "province": {"zh": places.PROVINCE_ZH, "en": places.PROVINCE_EN},
        "code": "990121000000",
        "time_zone": "Asia/Shanghai",
        "as_of": AS_OF,
        "demonstration": {
            "zh": "演示数据：本站的县、乡镇、村、人名、数字全部虚构。",
            "en": "Demonstration: every place, name and figure on this site is invented.",
        },
        "office": office(
            f"{places.COUNTY_ZH}扶贫开发办公室",
            f"{places.COUNTY_EN} Poverty Alleviation Office",
            f"{places.COUNTY_ZH}政府大楼 3 楼",
            "County government building, third floor",
            numbers.phone(),
        ),
        "publication": {"names": {"web": "masked", "board": "full"}},
        "review": {
            "owners": [f"@{places.COUNTY_ID}-county/office"],
            "policy_owners": [f"@{places.COUNTY_ID}-county/policy"],
        },
        "parameters": [{"parameter": "poverty-line", "series": "statistics"}],
    }


def _township(numbers: Numbers, town: Township) -> Record:
    return {
        "id": town.id,
        "code": town.code,
        "name": {"zh": town.zh, "en": town.en},
        "office": office(
            f"{town.zh}扶贫工作站",
            f"{town.en} poverty alleviation station",
            f"{town.zh}人民政府一楼",
            f"Ground floor, government of {town.en}",
            numbers.phone(),
        ),
        "reviewers": [f"@{places.COUNTY_ID}-county/{town.id}"],
    }


def _calendars(rng: Random, village: Village) -> dict[str, Calendar]:
    """The days of all rounds of a village, this year's as its stage says."""
    found = [
        schedule.past(rng, direction, year)
        for year, direction in (
            (2016, "entry"), (2017, "entry"), (2017, "exit"), (2018, "entry"), (2018, "exit"),
        )
    ]  # fmt: skip
    for direction, stage in (("entry", village.entry_stage), ("exit", village.exit_stage)):
        if stage is not None:
            found.append(schedule.present(rng, direction, stage))
    return {calendar.id: calendar for calendar in found}


def _people(rng: Random, numbers: Numbers, village: Village, count: int) -> None:
    """Fill a village: its projects, its households and who helps them."""
    village.projects = projects.plan(rng, village)
    village.calendars = _calendars(rng, village)
    for fate in fates.plan(rng, village, count, village.calendars):
        made = households.build(rng, numbers, village, fate, village.calendars)
        village.households.append(made)
    village.households.sort(key=lambda one: one.id)
    pairing.pair(rng, numbers, village)
    known = {project.id: project for project in village.projects}
    for one in village.households:
        named = {measure.project for measure in one.support.measures}
        named |= {difficulty.get("project", "") for difficulty in one.support.difficulties}
        for project in named & set(known):
            known[project].households.append(one.id)
    village.persons = village_record.registered_persons(rng, village)


def _village_records(rng: Random, again: Random, village: Village) -> Iterator[tuple[str, Record]]:
    base = _base(village.place)
    record = village_record.record(rng, again, village)
    yield f"{base}/village.yaml", record
    for one in village.households:
        yield f"{base}/households/{one.id}.yaml", household_record.record(village, one)
    for calendar in village.calendars.values():
        made = rounds.build(rng, village, calendar)
        if made is not None:
            yield f"{base}/rounds/{calendar.id}.yaml", made
    had = {one["clause"]: one["since"] for one in record["haves"] if "since" in one}
    for project in village.projects:
        made = projects.record(rng, village, project, village.persons, had)
        yield f"{base}/projects/{project.id}.yaml", made
    for year in duties.LOG_YEARS:
        yield f"{base}/duties/{year}.yaml", duties.log(rng, village, year)


def _base(place: Place) -> str:
    return f"townships/{place.township.id}/{place.id}"
