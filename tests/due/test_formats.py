"""A listing as text, JSON, a calendar and a workbook: complete, readable, and harmless."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from xml.etree import ElementTree

import pytest
from icalendar import Calendar, Event

from gongshi.due import FORMATS, ics, json_v1, sheet, text
from gongshi.due.listing import Listing, Named
from gongshi.due.scope import Scope
from gongshi.finding import Text
from gongshi.plain import columns
from tests.due.county import BEFORE, CONTACT, VILLAGE, of_village, rows

DAY, UNTIL = date(2019, 12, 2), date(2020, 1, 1)
MINE = Scope(CONTACT, VILLAGE)
HOSTILE = "=cmd|' /C calc'!A0"
AWKWARD = "走访,慰问;谈心\\聊天\nBEGIN:VALARM"


def one(scope: Scope = MINE, day: date = DAY, until: date = UNTIL) -> Listing:
    return of_village(day, until, scope)


def renamed(listing: Listing, name: str) -> Listing:
    """The listing with every place, person and task called by one name."""
    called = Text(name, name)

    def named(of: Named | None) -> Named | None:
        return of and replace(of, name=called)

    groups = tuple(
        replace(
            group,
            township=replace(group.township, name=called),
            village=named(group.village),
            unit=named(group.unit),
            person=named(group.person),
            rows=tuple(replace(row, what=called, plain=called) for row in group.rows),
        )
        for group in listing.groups
    )
    return replace(listing, groups=groups, about=named(listing.about))


@pytest.mark.parametrize("form", sorted(FORMATS))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_same_listing_gives_the_same_bytes(form: str, language: str) -> None:
    assert FORMATS[form](one(), language) == FORMATS[form](one(), language)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_a_listing_of_nothing_is_still_a_listing(form: str) -> None:
    assert FORMATS[form](one(Scope(BEFORE, VILLAGE)), "zh")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_text_fits_a_terminal_of_80_columns(language: str) -> None:
    lines = text.render(one(Scope(village=VILLAGE)), language).splitlines()
    assert max(map(columns, lines)) <= 80


def test_text_marks_what_is_late_in_words_and_by_a_sign() -> None:
    told = text.render(one(), "zh")
    assert "过期 8 项，要做 6 项" in told
    assert (
        "    ! 2019-05-31  晚 185 天  打电话或发短信（2019 年 5 月）\n"
        "      4 户做了 3 户；duty.contact.5，同时算 five-ones.5\n"
        "      h000826（一组）\n" in told
    )
    assert "    - 2019-12-31  还有 29 天  打电话或发短信（2019 年 12 月）\n" in told
    told = text.render(one(), "en")
    assert "    ! 2019-05-31  185 days late  call or text (2019-05)\n" in told
    assert "      duty.contact.5, which counts for five-ones.5 too\n" in told


def test_text_says_so_where_nothing_is_owed() -> None:
    told = text.render(one(Scope(BEFORE, VILLAGE)), "zh")
    assert "没有过期的，也没有到期要做的" in told
    assert "nothing is late" in text.render(one(Scope(BEFORE, VILLAGE)), "en")


def test_text_on_the_day_and_a_day_before_and_after() -> None:
    last = date(2019, 3, 31)
    for day, said in ((last, "due today"), (date(2019, 3, 30), "1 day left"),
                      (date(2019, 4, 1), "1 day late")):  # fmt: skip
        assert f"2019-03-31  {said}  home visit" in text.render(one(MINE, day), "en")


def test_no_format_names_a_member_of_a_household() -> None:
    """The head of h000826 stands in the records; a contact gets the number and the group."""
    heads = re.compile(r"p\d{7}")
    for form in ("text", "json", "ics"):
        told = FORMATS[form](one(), "zh")
        assert not heads.search(told.decode() if isinstance(told, bytes) else told)


def test_json_has_the_keys_that_its_description_names() -> None:
    value = json.loads(json_v1.render(one(Scope(village=VILLAGE)), "zh"))
    assert list(value) == ["version", "county", "about", "as_of", "until", "totals", "groups"]
    assert value["version"] == 1
    for group in value["groups"]:
        assert set(group) == {
            "township", "village", "unit", "person", "totals", "rows", "set_aside",
        }  # fmt: skip
        for row in group["rows"]:
            assert set(row) == {
                "key", "task", "duty", "also", "what", "plain", "needs", "logged", "period",
                "standing", "due", "days_left", "done", "counted", "times", "open",
            }  # fmt: skip
            assert set(row["period"]) == {"first", "last", "name"}
            for item in row["open"]:
                assert set(item) == {"household", "begins", "due", "state", "done"}
    described = json_v1.__doc__ or ""
    for key in {*value, *value["groups"][0], *value["groups"][0]["rows"][0]}:
        assert f"``{key}``" in described, key


def events(listing: Listing, language: str = "zh") -> list[Event]:
    return Calendar.from_ical(ics.render(listing, language)).walk("VEVENT")  # type: ignore[no-any-return]


def test_the_calendar_is_written_as_the_standard_says() -> None:
    """CRLF, no line above 75 octets, each readable by itself, and what a phone looks for."""
    raw = ics.render(one(Scope(village=VILLAGE)), "zh")
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert raw.endswith(b"END:VCALENDAR\r\n")
    lines = raw.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()
    whole = raw.replace(b"\r\n ", b"").decode()
    assert "X-WR-CALNAME:zhenliu 枕流村 的帮扶职责\r\n" in whole
    assert "METHOD:PUBLISH\r\n" in whole
    assert "TZID" not in whole


def test_each_row_is_one_all_day_event_with_its_own_uid() -> None:
    listing = one(Scope(village=VILLAGE))
    found = events(listing)
    assert len(found) == len(rows(listing)) == len({str(event["UID"]) for event in found})
    for event in found:
        first, after = event["DTSTART"].dt, event["DTEND"].dt
        assert type(first) is date
        assert after - first == timedelta(days=1)
        assert event["DTSTAMP"].dt == datetime(2019, 12, 2, tzinfo=UTC)


def test_what_is_due_stands_on_its_last_day_and_reminds_before() -> None:
    call = next(one for one in events(one()) if "12 月" in str(one["SUMMARY"]))
    assert str(call["SUMMARY"]) == "打电话或发短信（2019 年 12 月） · 枕流村 · 还差 4 户"
    assert call["DTSTART"].dt == date(2019, 12, 31)
    assert str(call["LOCATION"]) == "水云镇枕流村"
    alarms = [alarm["TRIGGER"].dt for alarm in call.walk("VALARM")]
    # Nine in the morning three days before, and nine in the morning of the day.
    assert alarms == [timedelta(days=-2, hours=-15), timedelta(hours=9)]
    said = str(call["DESCRIPTION"])
    assert "h000125（二组）、h000274（三组）、h000826（一组）、h000855（一组）" in said
    assert "做了登进台账：日期、本人编号、duty.contact.5、户编号。" in said
    assert "同时算 five-ones.5" in said


def test_what_is_late_stands_today_and_says_so() -> None:
    late = [event for event in events(one()) if str(event["SUMMARY"]).startswith("【过期】")]
    assert len(late) == 8
    for event in late:
        assert event["DTSTART"].dt == DAY
        assert event.walk("VALARM") == []
        assert "过期没有做" in event["CATEGORIES"].to_ical().decode()
    assert "最后一天 2019-03-31，晚 246 天" in str(late[0]["DESCRIPTION"])


def test_an_event_keeps_its_uid_from_day_to_day_and_the_later_calendar_wins() -> None:
    """The visit of the first quarter: due on 03-31, late on 04-01, and late for one in November."""
    before, after = (
        {str(event["UID"]): event for event in events(one(MINE, day))}
        for day in (date(2019, 3, 31), date(2019, 4, 1))
    )
    uid = "duty.contact.2_2019-01-01_zhenliu_c00159@yunxiu.gongshi"
    assert set(before) & set(after) == set(before)
    assert before[uid]["DTSTART"].dt == date(2019, 3, 31)
    assert after[uid]["DTSTART"].dt == date(2019, 4, 1)
    assert after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"]


def test_what_is_to_be_recorded_of_a_gift_is_its_sum() -> None:
    listing = one(Scope(village=VILLAGE), date(2020, 12, 1), date(2020, 12, 31))
    gift = next(one for one in events(listing) if "duty.contact.4_" in str(one["UID"]))
    assert "duty.contact.4、户编号、慰问金。" in str(gift["DESCRIPTION"])


def test_awkward_words_stay_inside_their_field() -> None:
    listing = renamed(one(), AWKWARD)
    raw = ics.render(listing, "zh")
    assert b"\r\nBEGIN:VALARM\r\n" not in raw.split(b"BEGIN:VALARM\r\nACTION")[0]
    for event in events(listing):
        assert AWKWARD in str(event["SUMMARY"])
        assert len(event.walk("VALARM")) in (0, 2)
    unfolded = raw.replace(b"\r\n ", b"").decode()
    escaped = r"走访\,慰问\;谈心\\聊天\nBEGIN:VALARM"
    for field in ("SUMMARY:【过期】", "LOCATION:", "X-WR-CALNAME:c00159 ", "NAME:c00159 "):
        assert f"\r\n{field}{escaped}" in unfolded, field


NS = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}


def parts(raw: bytes) -> dict[str, ElementTree.Element]:
    """The XML parts of a workbook by name."""
    with zipfile.ZipFile(BytesIO(raw)) as book:
        return {name: ElementTree.fromstring(book.read(name)) for name in book.namelist()}  # noqa: S314 - our own


def strings(raw: bytes) -> list[str]:
    shared = parts(raw)["xl/sharedStrings.xml"]
    return ["".join(item.itertext()) for item in shared.findall("s:si", NS)]


@pytest.mark.parametrize(
    "name", [HOSTILE, "+1+1", "-2", "@SUM(A1)", "http://example.com", "1e5", "{=A1}"]
)
def test_nothing_from_a_record_becomes_a_formula_a_link_or_a_number(name: str) -> None:
    raw = sheet.render(renamed(one(), name), "zh")
    for part, tree in parts(raw).items():
        assert tree.findall(".//s:f", NS) == [], part
        assert tree.findall(".//s:hyperlink", NS) == [], part
    assert f"{name}（2019 年第 1 季度）" in strings(raw)


def test_the_sheet_prints_on_a4_with_a_page_for_each_person() -> None:
    listing = one(Scope(village=VILLAGE))
    book = parts(sheet.render(listing, "zh"))
    page = book["xl/worksheets/sheet1.xml"]
    setup = page.find("s:pageSetup", NS)
    assert setup is not None
    assert (setup.get("paperSize"), setup.get("orientation")) == ("9", "landscape")
    # A fit-to-page would make a spreadsheet ignore the breaks between persons.
    assert page.find("s:sheetPr/s:pageSetUpPr", NS) is None
    people = [group for group in listing.groups if group.rows]
    assert len(page.findall("s:rowBreaks/s:brk", NS)) == len(people) - 1
    names = [item.text or "" for item in book["xl/workbook.xml"].findall(".//s:definedName", NS)]
    assert [name.split("!")[1] for name in names] == ["$1:$3"]
    pane = page.find(".//s:pane", NS)
    assert pane is not None
    assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "3")
    footer = page.findtext("s:headerFooter/s:oddFooter", "", NS)
    assert "第 &P 页，共 &N 页" in footer
    fonts = {item.get("val") for item in book["xl/styles.xml"].findall(".//s:font/s:name", NS)}
    assert fonts == {"Arial", "SimSun"}


def test_a_workbook_says_that_it_was_made_on_the_as_of_date() -> None:
    """Else it would hold the moment, and be other bytes each time."""
    made = parts(sheet.render(one(), "zh"))["docProps/core.xml"]
    days = [item.text for item in made if item.tag.endswith(("created", "modified"))]
    assert days == ["2019-12-02T00:00:00Z"] * 2


def test_a_break_comes_right_before_a_persons_heading() -> None:
    listing = one(Scope(village=VILLAGE))
    raw = sheet.render(listing, "zh")
    page, shared = parts(raw)["xl/worksheets/sheet1.xml"], strings(raw)
    first = {
        int(row.get("r", "0")): shared[int(cell.findtext("s:v", "0", NS))]
        for row in page.findall(".//s:row", NS)
        for cell in row.findall("s:c", NS)[:1]
        if cell.get("t") == "s"
    }
    breaks = [int(item.get("id", "0")) for item in page.findall("s:rowBreaks/s:brk", NS)]
    people = [group for group in listing.groups if group.rows]
    for after, group in zip(breaks, people[1:], strict=True):
        assert group.person is not None
        assert group.person.id in first[after + 1]
        assert first[after + 1].startswith("水云镇枕流村；")


def test_the_columns_fit_the_page_also_in_a_wide_font() -> None:
    """A column of n digits takes n digits and 5 pixels; DejaVu Sans has the widest, 8.48 pixels."""
    page = parts(sheet.render(one(), "en"))["xl/worksheets/sheet1.xml"]
    margins = page.find("s:pageMargins", NS)
    assert margins is not None
    inches = 11.69 - float(margins.get("left", "0")) - float(margins.get("right", "0"))
    # The file has the width with the padding in it, for digits of 7 pixels.
    wide = [float(column.get("width", "0")) - 5 / 7 for column in page.findall("s:cols/s:col", NS)]
    assert sum(width * 8.48 + 5 for width in wide) <= inches * 96


def test_days_are_days_and_each_row_has_room_to_sign() -> None:
    page = parts(sheet.render(one(), "zh"))["xl/worksheets/sheet1.xml"]
    listed = [row for row in page.findall(".//s:row", NS) if int(row.get("r", "0")) > 4]
    assert len(listed) == 14
    for row in listed:
        who, day, *_, signed = row.findall("s:c", NS)
        assert who.get("t") == "s"
        assert day.get("t") is None  # a number: the day, shown by its format
        assert signed.get("s")
        assert float(row.get("ht", "0")) >= 26
    # 2019-03-31 is day 43555 of the calendar of spreadsheets.
    assert listed[0].findall("s:c", NS)[1].findtext("s:v", "", NS) == "43555"


def test_a_sheet_a_village_named_as_a_workbook_allows() -> None:
    listing = of_village(DAY, UNTIL, Scope(township="shuiyun"))
    name = "[云岫]:*?/\\'县" * 6
    book = parts(sheet.render(renamed(listing, name), "zh"))["xl/workbook.xml"]
    names = [item.get("name", "") for item in book.findall(".//s:sheet", NS)]
    assert len(names) == len(set(names)) > 1
    for one_name in names:
        assert len(one_name) <= 31
        assert not set(one_name) & set("[]:*?/\\'")
