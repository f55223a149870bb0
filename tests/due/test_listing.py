"""A listing: its keys, its horizon, what it leaves out, and that it depends on nothing else."""

from __future__ import annotations

import copy
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from gongshi.due.build import listing
from gongshi.due.listing import Listing, Standing
from gongshi.due.scope import Scope
from gongshi.duties.ledger import State
from gongshi.errors import RecordUnknown
from gongshi.model import build as model
from gongshi.model.village import DutyLog
from gongshi.policy.law import Law
from tests.due.county import CONTACT, VILLAGE, documents, of_village, rows

AS_OF, UNTIL = date(2019, 11, 18), date(2019, 12, 18)
DAYS = st.dates(date(2018, 1, 1), date(2021, 1, 31))
AHEAD = st.integers(0, 366).map(lambda days: timedelta(days=days))


@settings(max_examples=25, deadline=None)
@given(DAYS, AHEAD)
def test_no_key_stands_twice_and_each_names_task_period_place_and_person(
    day: date, ahead: timedelta
) -> None:
    found = of_village(day, day + ahead, any_time=True)
    keys = [row.key for row in rows(found)]
    assert len(keys) == len(set(keys))
    for group in found.groups:
        for row in group.rows:
            owing = [group.unit.id] if group.unit and row.task.startswith("duty.unit") else []
            person = [group.person.id] if group.person else []
            parts = [row.task, row.period.first.isoformat(), VILLAGE, *owing, *person]
            assert row.key in ("_".join(parts), "_".join([*parts, str(row.due)]))


@settings(max_examples=25, deadline=None)
@given(DAYS, AHEAD, AHEAD)
def test_looking_further_ahead_takes_nothing_away(
    day: date, one: timedelta, other: timedelta
) -> None:
    near, far = (of_village(day, day + ahead) for ahead in sorted((one, other)))
    assert {row.key for row in rows(near)} <= {row.key for row in rows(far)}
    for found in (near, far):
        for row in rows(found):
            assert (row.standing is Standing.LATE) is (row.due is not None and row.due < day)
            assert row.due is not None
            assert row.due <= found.until
    late = [[row for row in rows(of) if row.standing is Standing.LATE] for of in (near, far)]
    assert late[0] == late[1]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_order_of_files_does_not_matter(seed: int) -> None:
    mixed = list(documents())
    random.Random(seed).shuffle(mixed)
    found = listing(model.build(mixed), Law(mixed), AS_OF, UNTIL, Scope(village=VILLAGE))
    assert found == of_village(AS_OF, UNTIL)


def test_late_comes_first_by_day_then_due_by_day() -> None:
    for group in of_village(AS_OF, date(2020, 1, 18)).groups:
        order = [(row.standing is not Standing.LATE, row.due) for row in group.rows]
        assert order == sorted(order)


def test_last_years_misses_are_not_told_again() -> None:
    """On 2019-12-31 eight rows of c00159 are late; a day later none is told as late."""
    year = of_village(date(2019, 12, 31), date(2019, 12, 31), Scope(CONTACT, VILLAGE))
    after = of_village(date(2020, 1, 1), date(2020, 1, 31), Scope(CONTACT, VILLAGE))
    assert year.number(Standing.LATE) == 8
    assert after.number(Standing.LATE) == 0
    assert [row.task for row in rows(after)] == ["duty.contact.5"]


def test_what_was_to_be_done_once_is_late_in_the_year_it_fell_due_and_no_longer() -> None:
    """h000826 moved away on 2018-12-15 without a policy lesson: late that December, not after."""
    found = [
        replace(one, value={**one.value, "closed": {"date": "2018-12-15", "reason": "moved-out"}})
        if one.origin.id == "h000826"
        else one
        for one in documents()
    ]
    county, law = model.build(found), Law(found)
    # A log of each year of the five ones, in which nothing is entered: nobody gave a lesson.
    logs = tuple(DutyLog(year, ()) for year in range(2016, 2021))
    places = tuple(
        replace(township, villages=tuple(replace(one, logs=logs) for one in township.villages))
        for township in county.townships
    )
    county = replace(county, townships=places)

    def lessons(day: date) -> list[date | None]:
        told = listing(county, law, day, day, Scope(village=VILLAGE))
        return [
            row.due
            for row in rows(told)
            if row.task == "five-ones.2" and "h000826" in str(row.open)
        ]

    assert lessons(date(2018, 12, 20)) == [date(2018, 12, 14)]
    assert lessons(date(2019, 1, 5)) == []


def test_the_horizon_ends_on_its_last_day() -> None:
    scope = Scope(CONTACT, VILLAGE)
    day = date(2019, 12, 2)
    assert of_village(day, date(2019, 12, 30), scope).number(Standing.DUE) == 0
    assert of_village(day, date(2019, 12, 31), scope).number(Standing.DUE) == 6


def test_a_period_that_has_not_begun_is_told_if_its_end_is_near() -> None:
    found = of_village(date(2019, 3, 31), date(2019, 4, 30), Scope(CONTACT, VILLAGE))
    april = rows(found)[-1]
    assert (april.task, april.period.first) == ("duty.contact.5", date(2019, 4, 1))


def test_without_a_log_nothing_is_late_and_what_was_owed_is_set_aside_as_unknown() -> None:
    """The log of 2019 is missing: nobody can say what was done, and it does not count."""
    found = [one for one in documents() if (one.origin.kind, one.origin.id) != ("duty-log", "2019")]
    told = listing(model.build(found), Law(found), AS_OF, UNTIL, Scope(CONTACT, VILLAGE))
    (group,) = told.groups
    assert group.number(Standing.LATE) == 0
    assert {one.item.state for one in group.set_aside} == {State.UNKNOWN}
    assert group.number(Standing.DUE) == 1  # November's call: until the 30th it can be made


def test_what_has_no_day_is_told_when_asked_for_or_when_its_list_ends() -> None:
    """The five ones ask for a policy lesson once, by 2020-12-31; without logs none was given."""
    found = [one for one in documents() if one.origin.kind != "duty-log"]
    county, law = model.build(found), Law(found)
    scope = Scope(CONTACT, VILLAGE)

    def lesson(as_of: date, until: date, *, any_time: bool) -> list[tuple[Standing, date | None]]:
        told: Listing = listing(county, law, as_of, until, scope, any_time=any_time)
        return [(row.standing, row.due) for row in rows(told) if row.task == "five-ones.2"]

    assert lesson(AS_OF, UNTIL, any_time=False) == []
    days = (date(2020, 12, 11), date(2020, 12, 31))
    assert lesson(AS_OF, UNTIL, any_time=True) == [(Standing.ANY_TIME, day) for day in days]
    ends = (date(2020, 12, 1), date(2020, 12, 31))
    assert lesson(*ends, any_time=False) == [(Standing.DUE, day) for day in days]


def test_households_with_another_last_day_have_a_row_of_their_own() -> None:
    """Two are helped to 2020-12-11, 36 months after their exit, two to the end of the list."""
    found = of_village(date(2020, 12, 1), date(2020, 12, 31), Scope(CONTACT, VILLAGE))
    schooling = [row for row in rows(found) if row.task == "duty.contact.8"]
    assert [
        (row.key, row.due, [item.household.id for item in row.open if item.household])
        for row in schooling
    ] == [
        (
            "duty.contact.8_2020-01-01_zhenliu_c00159_2020-12-11",
            date(2020, 12, 11),
            ["h000826", "h000855"],
        ),
        ("duty.contact.8_2020-01-01_zhenliu_c00159", date(2020, 12, 31), ["h000125", "h000274"]),
    ]
    assert {(row.done, row.counted) for row in schooling} == {(0, 2)}


def test_a_unit_is_told_its_own_duties_and_those_of_its_contacts() -> None:
    found = of_village(AS_OF, UNTIL, Scope("water", VILLAGE))
    whole = of_village(AS_OF, UNTIL)
    assert found.groups == tuple(one for one in whole.groups if one.unit and one.unit.id == "water")
    tasks = {row.task for row in rows(found)}
    assert "duty.unit.2.report" in tasks
    assert "duty.contact.2" in tasks


def test_a_townships_own_report_stands_with_the_township_and_not_with_a_village() -> None:
    day, end = date(2019, 12, 20), date(2019, 12, 31)
    township = of_village(day, end, Scope(township="shuiyun"))
    own = [group for group in township.groups if group.village is None]
    assert [(one.unit.id if one.unit else None) for one in own] == ["shuiyun-government"]
    assert {row.task for one in own for row in one.rows} == {"duty.unit.5.report"}
    assert all(group.village for group in of_village(day, end).groups)


def test_a_parameter_without_a_value_is_named_if_the_calendar_needs_it() -> None:
    for name in ("year-start-months", "year-end-months", "regular-duty-period", "duty-least-days"):
        found = [one for one in documents() if one.origin.id != name]
        told = listing(model.build(found), Law(found), AS_OF, UNTIL, Scope(village=VILLAGE))
        assert told.unset == (name,)
    # Before any household exits nobody asks how long the help goes on after an exit.
    found = [one for one in documents() if one.origin.id != "help-after-exit-months"]
    county, law = model.build(found), Law(found)
    assert listing(county, law, AS_OF, UNTIL, Scope()).unset == ("help-after-exit-months",)
    before = listing(county, law, date(2016, 1, 1), date(2016, 1, 31), Scope())
    assert before.unset == ()


@pytest.mark.parametrize(
    "scope",
    [
        Scope("c99999"),
        Scope("waters"),
        Scope("h000125"),
        Scope(village="zhenlui"),
        Scope(township="zhenliu"),
        Scope("欧阳\x1b[31m采薇\n"),
    ],
)
def test_nobody_of_that_name_is_one_sentence_in_both_languages(scope: Scope) -> None:
    with pytest.raises(RecordUnknown) as refused:
        of_village(AS_OF, UNTIL, scope)
    said = str(refused.value)
    assert said.startswith("没有编号为")
    assert " / there is no " in said
    assert said.isprintable()


def test_what_is_near_an_unknown_name_is_named() -> None:
    with pytest.raises(RecordUnknown, match="near it: zhenliu"):
        of_village(AS_OF, UNTIL, Scope(village="zhenlui"))


def test_a_vacant_post_is_told_without_a_person() -> None:
    """The water service has no leader in charge: its duties stand there, with nobody named."""
    county, law = model.build(documents()), Law(documents())
    units = tuple(
        structs.replace(unit, leaders=()) if unit.id == "water" else unit
        for unit in county.organisations
    )
    told = listing(replace(county, organisations=units), law, AS_OF, UNTIL, Scope("water", VILLAGE))
    vacant = [group for group in told.groups if group.person is None]
    assert [group.unit.id for group in vacant if group.unit] == ["water"]
    assert {row.task for row in vacant[0].rows} >= {"duty.unit.2.visit", "duty.unit.2.report"}


def test_words_of_a_record_stay_on_one_line() -> None:
    """A line break, a tab or a turn of the reading direction could show what is not there."""
    found = []
    for one in documents():
        if one.origin.id == "duty.contact":
            value = copy.deepcopy(one.value)
            value["duties"][4]["tasks"][0]["what"]["zh"] = "打电话\n■ c00001\u202e 过期"
            one = replace(one, value=value)
        found.append(one)
    told = listing(model.build(found), Law(found), AS_OF, UNTIL, Scope(CONTACT, VILLAGE))
    said = {row.what.zh for row in rows(told) if row.task == "duty.contact.5"}
    assert said == {"打电话 ■ c00001 过期"}
