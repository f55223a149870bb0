"""Each audience gets its own view: the web while a notice is open, what stays, and paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongshi import pipeline
from gongshi.public.audience import Audience
from gongshi.public.facts import County, Notice
from gongshi.public.view import view
from gongshi.site import api, calendars, data, feeds, find_village
from gongshi.site.file import File
from gongshi.site.render import render
from gongshi.site.shell import Shells
from tests.board.paper import boards
from tests.conftest import NOW
from tests.public.test_view import facts
from tests.rules.test_identity import edit

HOUSEHOLD = "townships/shuiyun/tingquan/households/h000002.yaml"
OPEN, OVER = date(2019, 11, 18), date(2019, 11, 21)


def seen(folder: Path, audience: Audience, as_of: date = OPEN) -> County:
    checked = pipeline.check(folder, as_of, NOW)
    assert checked.passes, checked.findings
    return view(*pipeline.county(checked), checked.as_of, audience)


def the_notice(found: County) -> Notice:
    return next(one for one in found.notices if one.id == "tingquan-2019-entry-2")


def surveyed(county: Path, age_band: str) -> None:
    """The household with one survey that tells of its head, p0000004."""
    survey = (
        "surveys:\n  - year: 2018\n    date: 2018-10-01\n    by:\n      - c00003\n      - c00004\n"
        f"    members:\n      - id: p0000004\n        age_band: {age_band}\n      - id: p0000005\n"
        "        age_band: 6-15\n"
    )
    edit(county, HOUSEHOLD, "surveys: []\n", survey)


def shown(county: Path) -> set[str]:
    """The one head of the list, on the web at its most open and on paper."""
    web, paper = facts(folder=county), boards(folder=county)
    rows = [*(the_notice(web).rows or ()), *paper.villages[0].notices[0].rows]
    return {row.head for row in rows}


@pytest.mark.parametrize(
    ("age_band", "minor"),
    [
        ("0-5", True), ("6-15", True), ("16-17", True),
        ("18-59", False), ("60-79", False), ("80-plus", False),
    ],
)  # fmt: skip
def test_a_head_who_is_a_minor_is_shown_by_number_even_where_names_are_whole(
    county: Path, age_band: str, minor: bool
) -> None:
    edit(county, "county.yaml", "web: masked", "web: full")
    surveyed(county, age_band)
    assert shown(county) == ({"h000002"} if minor else {"秦牧野"})


def test_whether_a_head_is_a_minor_is_told_by_the_latest_survey_by_that_day(county: Path) -> None:
    edit(county, "county.yaml", "web: masked", "web: full")
    surveyed(county, "16-17")
    text = (county / HOUSEHOLD).read_text(encoding="utf-8")
    later = text[text.index("  - year: 2018") :].replace("2018", "2019").replace("16-17", "18-59")
    (county / HOUSEHOLD).write_text(text + later, encoding="utf-8")
    assert shown(county) == {"秦牧野"}
    edit(county, HOUSEHOLD, "date: 2019-10-01", "date: 2019-11-18")
    assert shown(county) == {"秦牧野"}, "on the day itself it is known"
    household = pipeline.county(pipeline.check(county, OPEN, NOW))[0].villages()[0][1].households[1]
    assert household.minor_on("p0000004", date(2019, 11, 17)), "the day before it was not"


def test_when_a_notice_is_over_its_list_comes_down(county: Path) -> None:
    assert the_notice(facts(OPEN, county)).rows is not None
    assert the_notice(facts(OVER, county)).rows is None


def test_where_the_county_keeps_a_closed_list_it_has_numbers_and_no_name(county: Path) -> None:
    edit(county, "county.yaml", "web: masked", "web: full\n    web-after: number-only")
    assert [row.head for row in the_notice(facts(OPEN, county)).rows or ()] == ["秦牧野"]
    assert [row.head for row in the_notice(facts(OVER, county)).rows or ()] == ["h000002"]
    assert "秦牧野" not in repr(facts(OVER, county))


@pytest.mark.parametrize("style", ["masked", "full"])
def test_no_name_can_be_kept_on_the_web_after_a_notice(county: Path, style: str) -> None:
    edit(county, "county.yaml", "web: masked", f"web: masked\n    web-after: {style}")
    found = pipeline.check(county, OPEN, NOW).findings
    assert "publication.names.web-after" in {one.spot for one in found}


def test_only_one_form_of_the_setting_is_read(county: Path) -> None:
    edit(county, "county.yaml", "  names:\n    web: masked\n", "  names: masked\n")
    assert not pipeline.check(county, OPEN, NOW).passes


def test_left_out_the_web_has_surnames_paper_whole_names_and_nothing_stays(county: Path) -> None:
    edit(county, "county.yaml", "  names:\n    web: masked\n", "  address: https://a.example/\n")
    assert shown(county) == {"秦某某", "秦牧野"}
    assert the_notice(facts(OVER, county)).rows is None


@pytest.mark.parametrize("kept", ["", "\n    web-after: number-only"])
@pytest.mark.parametrize("day", [OPEN, OVER])
def test_what_is_kept_or_sent_on_is_the_view_of_web_after(
    county: Path, day: date, kept: str
) -> None:
    edit(county, "county.yaml", "web: masked", f"web: full{kept}")
    after = seen(county, "web-after", day)
    assert after == facts(day, county).lasting
    assert "秦牧野" not in repr(after)


def test_staff_see_the_whole_list_at_any_time(county: Path) -> None:
    for day in (date(2019, 11, 12), OPEN, OVER):
        assert [row.head for row in the_notice(seen(county, "staff", day)).rows or ()] == ["秦牧野"]


def test_every_file_beside_the_pages_is_made_from_what_may_be_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Data, API, feeds, calendars and the search never get hold of a list that hangs."""
    given: list[County] = []

    def files(county: County) -> list[File]:
        given.append(county)
        return [File("x", b"")]

    for maker in (data, api, feeds, calendars, find_village):
        monkeypatch.setattr(maker, "files", files)
    shown = facts()
    assert the_notice(shown).rows is not None
    made = render(shown, Shells({}, {}, {}))
    assert [next(made).path for _ in range(5)] == ["x"] * 5
    assert given == [shown.lasting] * 5
