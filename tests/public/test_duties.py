"""What became of the duties, worked by hand: five households of the tiny county and a log.

All five are paired with the contact of the unit since 2019-01-10; the unit helps the village since
2018-01-01, its leader is in charge since then, the resident team is there since 2018-03-01. As of
2019-11-18 ten months and three quarters of 2019 are over. The year's start is January and February,
"regularly" is every quarter.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from gongshi import pipeline
from gongshi.public.facts import County, DutyYear, Tallies, Tally, Village
from gongshi.public.view import view
from tests.conftest import NOW, TINY
from tests.rules.test_identity import VILLAGE, edit

NOVEMBER, DECEMBER, END = date(2019, 11, 30), date(2019, 12, 31), date(2020, 12, 31)
FIVE = ("h000001", "h000011", "h000012", "h000013", "h000014")
LOG = """year: 2019
entries:
  - date: 2019-02-10
    who: c00002
    duties: [duty.contact.1]
    households: [h000001, h000011]
  - date: 2019-02-20
    who: c00002
    duties: [duty.contact.2]
    households: [h000001, h000011, h000012]
  - date: 2019-03-20
    who: c00002
    duties: [duty.contact.1]
    households: [h000012]
  - date: 2019-04-03
    who: c00001
    duties: [duty.unit.2.visit]
  - date: 2019-05-05
    who: c00002
    duties: [duty.contact.2]
    households: [h000001, h000011, h000012, h000013, h000014]
  - date: 2019-06-03
    who: c00002
    duties: [five-ones.5]
    households: [h000001, h000011, h000012, h000013, h000014]
  - date: 2019-06-20
    who: c00004
    duties: [gratitude.1]
  - date: 2019-11-02
    who: c00002
    duties: [duty.contact.2]
    households: [h000013, h000014]
  - date: 2019-11-05
    who: c00001
    duties: [duty.unit.2.visit]
excused:
  - from: 2019-07-01
    to: 2019-09-30
    reason: household-away
    by: [c00003]
    duties: [duty.contact.3]
    households: [h000014]
"""


def helped(county: Path, households: Iterable[str] = FIVE, log: str | None = LOG) -> Path:
    """The tiny county with copies of its helped household, and another log or none."""
    folder = county / VILLAGE
    text = (folder / "households/h000001.yaml").read_text(encoding="utf-8")
    for household in households:
        copy = text.replace("h000001", household).replace("p00000", f"p{household[-3:]}00")
        (folder / f"households/{household}.yaml").write_text(copy, encoding="utf-8")
    if log is None:
        (folder / "duties/2019.yaml").unlink()
    else:
        # Only block lists are records; the log above is written short.
        lines = (_block(line) for line in log.splitlines())
        (folder / "duties/2019.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return county


def _block(line: str) -> str:
    if not line.endswith("]"):
        return line
    key, _, items = line.partition(": [")
    indent = " " * (len(key) - len(key.lstrip()))
    return "\n".join((f"{key}:", *(f"{indent}  - {item}" for item in items[:-1].split(", "))))


def facts(folder: Path, as_of: date | None = None) -> County:
    """The public view; the copies stand in no round, which rules would tell."""
    checked = pipeline.check(folder, as_of, NOW)
    return view(*pipeline.county(checked), checked.as_of)


def village(folder: Path, as_of: date | None = None) -> Village:
    (only,) = facts(folder, as_of).villages
    return only


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> County:
    """The five households on the tiny county's own day."""
    folder = tmp_path_factory.mktemp("worked") / "records"
    return facts(helped(Path(shutil.copytree(TINY, folder))))


@pytest.mark.parametrize(
    ("task", "tally"),
    [
        # Named since before; the list runs to the end of 2020.
        ("duty.unit.2.leader", Tally(ahead=1, early=1, until=END)),
        # Ten months over, April done; November done in time for its last day.
        ("duty.unit.2.visit", Tally(done=1, overdue=9, ahead=1, early=1, until=NOVEMBER)),
        ("duty.unit.2.report", Tally(overdue=10, ahead=1, until=NOVEMBER)),
        ("duty.unit.3", Tally(overdue=3, ahead=1, until=DECEMBER)),
        ("duty.unit.4", Tally(ahead=1, until=DECEMBER)),
        # "Regularly" is every quarter.
        ("duty.unit.5.collect", Tally(overdue=3, ahead=1, until=DECEMBER)),
        ("gratitude.1", Tally(done=1, overdue=2, ahead=1, until=DECEMBER)),
        # Five to plan with by the end of February: two in time, one in March, two never.
        ("duty.contact.1", Tally(done=3, late=1, overdue=2)),
        # Visits: 3 of 5, 5 of 5, none of 5; two of the five of the last quarter already.
        ("duty.contact.2", Tally(done=8, overdue=7, ahead=5, early=2, until=DECEMBER)),
        # Three quarters of five, one excused.
        ("duty.contact.3", Tally(overdue=14, ahead=5, excused=1, until=DECEMBER)),
        # Ten months of five calls; June's are entered as the five ones ask for them.
        ("duty.contact.5", Tally(done=5, overdue=45, ahead=5, until=NOVEMBER)),
        ("duty.contact.6", Tally(ahead=5, until=DECEMBER)),
        ("five-ones.2", Tally(ahead=5, until=END)),
    ],
)
def test_how_often_it_was_done(worked: County, task: str, tally: Tally) -> None:
    (year,) = worked.villages[0].duties
    assert year.year == 2019
    assert year.tasks[task] == tally


def test_done_of_owed_counts_what_still_has_time_and_the_share_on_time_does_not() -> None:
    visits = Tally(done=8, late=1, overdue=7, ahead=5, early=2, excused=1, unknown=3)
    assert (visits.kept, visits.owed) == (10, 20)
    assert (visits.on_time, visits.over) == (7, 15)


def test_what_lasts_is_not_counted(worked: County) -> None:
    (year,) = worked.villages[0].duties
    assert "duty.unit.1" not in year.tasks


def test_an_act_that_two_lists_ask_for_is_counted_once_and_told_in_both(worked: County) -> None:
    lists = {one.id: one for one in worked.duty_lists}
    call = next(one for one in lists["duty.contact"].duties if one.id == "duty.contact.5")
    other = next(one for one in lists["five-ones"].duties if one.id == "five-ones.5")
    assert [task.id for task in (*call.counted, *other.counted)] == ["duty.contact.5"] * 2
    assert [(one.id, one.page) for one in call.same_as] == [("five-ones.5", "five-ones")]
    assert [(one.id, one.page) for one in other.same_as] == [("duty.contact.5", "duty.contact")]
    assert "five-ones.5" not in worked.villages[0].duties[0].tasks
    assert [task.id for task in lists["five-ones"].recurring] == []


def test_periods_without_a_number_are_told_as_the_county_reads_them(worked: County) -> None:
    tasks = {
        task.id: task for each in worked.duty_lists for duty in each.duties for task in duty.tasks
    }
    read = {name: (task.parameter, task.reading) for name, task in tasks.items() if task.parameter}
    assert read == {
        "duty.unit.5.collect": ("regular-duty-period", "quarter"),
        "duty.contact.9": ("regular-duty-period", "quarter"),
        "duty.contact.1": ("year-start-months", "2"),
        "duty.contact.10": ("year-end-months", "2"),
    }


@pytest.mark.parametrize(
    ("as_of", "tally"),
    [
        (date(2019, 10, 31), Tally(done=1, overdue=8, ahead=1, until=date(2019, 10, 31))),
        (date(2019, 11, 1), Tally(done=1, overdue=9, ahead=1, until=NOVEMBER)),
        (NOVEMBER, Tally(done=1, overdue=9, ahead=1, early=1, until=NOVEMBER)),
        (date(2019, 12, 1), Tally(done=2, overdue=9, ahead=1, until=DECEMBER)),
        (DECEMBER, Tally(done=2, overdue=9, ahead=1, until=DECEMBER)),
    ],
)
def test_a_duty_has_time_through_its_last_day(county: Path, as_of: date, tally: Tally) -> None:
    assert village(helped(county), as_of).duties[0].tasks["duty.unit.2.visit"] == tally


def test_a_period_of_which_a_pairing_covers_few_days_is_not_counted(county: Path) -> None:
    """A sixth household, paired on 20 October: the twelve days left of it are too few."""
    helped(county, (*FIVE, "h000015"))
    edit(county, f"{VILLAGE}/households/h000015.yaml", "from: 2019-01-10", "from: 2019-10-20")
    calls = village(county).duties[0].tasks["duty.contact.5"]
    assert calls == Tally(done=5, overdue=45, ahead=6, until=NOVEMBER)


def test_a_new_year_begins_anew_and_the_year_before_stands_beside_it(county: Path) -> None:
    this, before = village(helped(county), date(2020, 1, 15)).duties
    assert (this.year, before.year) == (2020, 2019)
    assert before.tasks["duty.unit.2.visit"] == Tally(done=2, overdue=10)
    assert before.tasks["duty.contact.2"] == Tally(done=10, overdue=10)
    assert "five-ones.2" not in before.tasks, "it runs to the end of 2020"


def test_without_a_log_nobody_knows_and_nothing_counts_as_missed(county: Path) -> None:
    (year,) = village(helped(county, log=None)).duties
    assert year.unlogged == 1
    assert year.tasks["duty.unit.2.visit"] == Tally(unknown=11)
    assert year.tasks["duty.contact.2"] == Tally(unknown=20)
    assert year.tasks["duty.unit.2.leader"] == Tally(ahead=1, early=1, until=END)
    assert year.to_households.total.over == 0


@pytest.mark.parametrize(
    ("households", "smallest", "told"),
    [(FIVE, 5, True), (FIVE[:4], 5, False), (FIVE[:4], 4, True), (FIVE, 6, False)],
)
def test_a_figure_is_about_a_group_that_is_large_enough(
    county: Path, households: tuple[str, ...], smallest: int, told: bool
) -> None:
    edit(county, "policy/parameters/smallest-group.yaml", "value: 5", f"value: {smallest}")
    seen = facts(helped(county, households))
    places: list[tuple[DutyYear, ...]] = [
        seen.duties, seen.townships[0].duties, seen.villages[0].duties, seen.units[0].duties,
    ]  # fmt: skip
    for (year,) in places:
        assert ("duty.contact.2" in year.to_households.tasks) is told
        assert (year.to_households.total == Tally()) is not told, "no total tells it either"
        assert ("duty.contact.2" in year.to_households.withheld) is not told
        assert year.to_village.tasks["duty.unit.2.visit"].over == 10


OTHER = """id: county-water
name:
  zh: 云岫县水利服务中心
  en: Yunxiu Water Service
kind: institution
office:
  name:
    zh: 办公室
  address:
    zh: 云岫县城北路 2 号
  duty_phone: 0000-1000009
villages:
  - village: tingquan
    from: 2018-01-01
leaders:
  - id: c00008
    name: 方知秋
    post:
      zh: 副主任
    from: 2018-01-01
contacts:
  - id: c00009
    name: 叶向晚
    post:
      zh: 科员
    from: 2018-01-01
"""


def with_two_units(county: Path, of_the_other: int) -> County:
    """Nine households, some of them paired with the contact of a second unit."""
    households = (*FIVE, *(f"h00002{number}" for number in range(4)))
    helped(county, households)
    (county / "organisations/county-water.yaml").write_text(OTHER, encoding="utf-8")
    for household in households[-of_the_other:]:
        edit(county, f"{VILLAGE}/households/{household}.yaml", "contact: c00002", "contact: c00009")
    return facts(county)


def test_contacts_of_two_units_are_told_apart_where_the_part_of_each_is_large(
    county: Path,
) -> None:
    seen = with_two_units(county, of_the_other=4)
    assert seen.villages[0].duties[0].tasks["duty.contact.2"].owed == 36
    for unit in seen.units:
        assert "duty.contact.2" not in unit.duties[0].to_households.tasks
        assert "duty.contact.2" in unit.duties[0].to_households.withheld
    for household in ("h000031", "h000032"):
        text = (county / VILLAGE / "households/h000023.yaml").read_text(encoding="utf-8")
        (county / VILLAGE / f"households/{household}.yaml").write_text(
            text.replace("h000023", household).replace("p02300", f"p{household[-3:]}00"),
            encoding="utf-8",
        )
    owed = {unit.id: unit.duties[0].tasks["duty.contact.2"].owed for unit in facts(county).units}
    assert owed == {"county-forestry": 20, "county-water": 24}


def test_each_unit_answers_for_its_own_duties(county: Path) -> None:
    seen = with_two_units(county, of_the_other=4)
    shares = {share.place.id: share.own.tasks for share in seen.villages[0].duties[0].shares}
    assert shares["county-forestry"]["duty.unit.2.visit"].kept == 2
    assert shares["county-water"]["duty.unit.2.visit"] == Tally(overdue=10, ahead=1, until=NOVEMBER)


def test_neither_a_household_nor_a_reason_is_in_what_is_told(worked: County) -> None:
    told = repr([worked.duties, [one.duties for one in (*worked.villages, *worked.units)]])
    for private in (*FIVE, "h0000", "household-away", "c00002", "程以宁"):
        assert private not in told


def test_a_township_reports_by_itself(county: Path) -> None:
    assert facts(helped(county)).townships[0].government is None
    edit(county, "organisations/county-forestry.yaml", "kind: institution", "kind: government")
    edit(county, "organisations/county-forestry.yaml", "office:", "township: shuiyun\noffice:")
    government = facts(county).townships[0].government
    assert government is not None
    assert government.place.id == "county-forestry"
    assert government.own.tasks == {"duty.unit.5.report": Tally(overdue=3, ahead=1, until=DECEMBER)}


def summed(every: Iterable[DutyYear], year: int) -> tuple[Tallies, Tallies]:
    found = sum((one for one in every if one.year == year), DutyYear(year))
    return found.to_village, found.to_households


@pytest.mark.parametrize("year", [2018, 2019])
def test_the_sum_of_the_villages_is_the_townships_and_the_countys(
    sample_facts: County, year: int
) -> None:
    of_villages = [one for village in sample_facts.villages for one in village.duties]
    whole = summed(of_villages, year)
    assert whole[0].total.over > 1000
    assert whole[1].total.over > 10_000
    assert whole == summed(sample_facts.duties, year)
    assert whole == summed(itertools.chain(*(one.duties for one in sample_facts.townships)), year)
    for township in sample_facts.townships:
        villages = [one for village in township.villages for one in village.duties]
        assert summed(villages, year) == summed(township.duties, year)
        assert not any(one.shares for one in township.duties), "units stand with their villages"


@pytest.mark.parametrize("year", [2018, 2019])
def test_what_the_units_owed_and_their_contacts_is_the_countys(
    sample_facts: County, year: int
) -> None:
    (whole,) = [one for one in sample_facts.duties if one.year == year]
    to_village, to_households = summed(
        itertools.chain(*(one.duties for one in sample_facts.units)), year
    )
    unit_tasks = {name: one for name, one in whole.to_village.tasks.items() if "unit" in name}
    assert to_village.tasks == unit_tasks
    withheld = to_households.withheld - whole.to_households.withheld
    assert {name: one for name, one in to_households.tasks.items() if name not in withheld} == {
        name: one for name, one in whole.to_households.tasks.items() if name not in withheld
    }
