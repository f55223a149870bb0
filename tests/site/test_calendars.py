"""The calendars: what a phone reads in them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from gongshi.public.facts import County
from gongshi.site import calendars
from gongshi.site.language import LANGUAGES
from tests.public.test_view import facts, planned
from tests.rules.test_identity import edit
from tests.site.published import HOSTILE, files_of, hostile, tiny


def contents(county: County) -> dict[str, bytes]:
    return {
        path: content
        for path, content in files_of(county, calendars).items()
        if path.endswith(".ics")
    }


def read(county: County) -> dict[str, Calendar]:
    return {path: Calendar.from_ical(content) for path, content in contents(county).items()}


def deadlines(calendar: Calendar) -> dict[str, date]:
    """The last days to object, by UID; meetings aside."""
    return {
        event["UID"]: event["DTSTART"].dt
        for event in calendar.events
        if "-meeting-" not in event["UID"]
    }


def test_there_is_a_calendar_for_the_county_and_each_township(sample_facts: County) -> None:
    names = ["county", *(f"townships/{one.id}" for one in sample_facts.townships)]
    assert sorted(read(sample_facts)) == sorted(
        f"{language.prefix}calendars/{name}.ics" for language in LANGUAGES for name in names
    )


def test_each_open_notice_has_its_last_day_in_it(sample_facts: County) -> None:
    ahead = {
        f"{one.id}@yunxiu.gongshi": one.until
        for one in sample_facts.notices
        if one.state != "closed"
    }
    assert len(ahead) >= 6
    found = read(sample_facts)
    for path in ("calendars/county.ics", "en/calendars/county.ics"):
        assert deadlines(found[path]) == ahead
    townships = [
        event["UID"]
        for path, calendar in found.items()
        if path.startswith("calendars/townships/")
        for event in calendar.events
        if "-meeting-" not in event["UID"]
    ]
    assert sorted(townships) == sorted(ahead), "each in its township's calendar, once"


def test_an_event_as_the_phone_shows_it() -> None:
    (event,) = read(tiny())["calendars/county.ics"].events
    assert event["SUMMARY"] == "异议截止：听泉村 · 小组评议（第一次公示）"
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2019, 11, 20), date(2019, 11, 21))
    assert event["DTSTAMP"].dt.isoformat() == "2019-11-18T00:00:00+00:00"
    assert event["LOCATION"] == "听泉村便民服务中心、听泉村一组、0000-1000004、工作日 9:00–17:00"
    assert event["DESCRIPTION"].splitlines()[:2] == ["2019 年拟识别为贫困户的名单", "1 户、2 人"]
    assert "URL" not in event, "no address is made up"
    at_home = read(replace(tiny(), address="https://example.org/gs/"))
    (event,) = at_home["en/calendars/county.ics"].events
    assert event["URL"] == "https://example.org/gs/en/notices/tingquan-2019-entry-2.html"


def test_a_planned_meeting_begins_at_its_hour_where_the_village_is(county: Path) -> None:
    """19:30 in Shanghai is 11:30 by the clock that calendars carry; phones turn it back."""
    found = read(facts(folder=planned(county)))
    for path in ("calendars/county.ics", "en/calendars/townships/shuiyun.ics"):
        event = next(
            one for one in found[path].events if one["UID"] == "tingquan-meeting-m1@yunxiu.gongshi"
        )
        assert event["DTSTART"].to_ical() == b"20191125T113000Z"
        assert event["LOCATION"] == "二组晒坝"
    assert event["SUMMARY"] == "Courtyard meeting · Tingquan Village · Group 2"


def test_a_meeting_that_is_put_off_keeps_its_name(county: Path) -> None:
    def uids() -> list[str]:
        calendar = read(facts(folder=county))["calendars/county.ics"]
        return sorted(event["UID"] for event in calendar.events)

    planned(county)
    before = uids()
    edit(county, "townships/shuiyun/tingquan/village.yaml", "2019-11-25", "2019-12-02")
    assert uids() == before


@pytest.mark.parametrize(
    ("day", "events"),
    [(date(2019, 1, 15), 0), (date(2019, 11, 12), 1), (date(2019, 11, 20), 1),
     (date(2019, 11, 21), 0)],
)  # fmt: skip
def test_a_deadline_is_in_the_calendar_until_it_is_over(day: date, events: int) -> None:
    calendar = read(facts(day))["calendars/county.ics"]
    assert len(calendar.events) == events
    assert calendar.subcomponents, "RFC 5545: a calendar is never empty"


def test_lines_are_as_the_standard_has_them(sample_facts: County) -> None:
    for path, content in contents(sample_facts).items():
        assert content.endswith(b"END:VCALENDAR\r\n"), path
        lines = content.split(b"\r\n")
        assert not any(b"\n" in line or b"\r" in line for line in lines), path
        assert max(map(len, lines)) <= 75, path
        content.decode("utf-8")


@pytest.mark.parametrize("attack", HOSTILE)
def test_hostile_texts_add_no_event_and_no_property(attack: str) -> None:
    before = read(tiny())
    for path, calendar in read(hostile(tiny(), attack)).items():
        assert [sorted(one) for one in calendar.walk()] == [
            sorted(one) for one in before[path].walk()
        ]
