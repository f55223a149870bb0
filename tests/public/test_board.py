"""What hangs on the board of the tiny county, on days before, within and after its notice."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from gongshi.public.facts import Count
from tests.board.paper import boards
from tests.public.test_view import facts
from tests.rules.test_identity import edit

NOTICE = "tingquan-2019-entry-2"
ROUND = "townships/shuiyun/tingquan/rounds/2019-entry.yaml"


@pytest.mark.parametrize(
    ("day", "printed", "closed"),
    [
        (date(2019, 11, 12), True, False),
        (date(2019, 11, 13), True, False),
        (date(2019, 11, 20), True, False),
        (date(2019, 11, 21), False, True),
    ],
)
def test_a_list_is_printed_before_its_first_day_and_never_after_its_last(
    day: date, printed: bool, closed: bool
) -> None:
    (village,) = boards(day).villages
    heads = [[row.head for row in one.rows] for one in village.notices]
    assert heads == ([["秦牧野"]] if printed else [])
    assert (NOTICE in village.closed) is closed


def test_paper_has_whole_names_while_the_web_has_surnames() -> None:
    found = boards()
    (row,) = found.villages[0].notices[0].rows
    assert (found.names, found.web_names) == ("full", "masked")
    assert (row.number, row.group.zh, row.head, row.persons) == (1, "二组", "秦牧野", 2)
    assert set(asdict(row)) == {
        "number", "group", "head", "persons", "removed", "amended", "why", "reasons",
    }  # fmt: skip
    assert "秦牧野" not in repr(facts())


@pytest.mark.parametrize(
    ("board_names", "head"), [("masked", "秦某某"), ("number-only", "h000002"), ("full", "秦牧野")]
)
def test_each_audience_has_a_setting_of_its_own(county: Path, board_names: str, head: str) -> None:
    edit(county, "county.yaml", "web: masked", f"web: number-only\n    board: {board_names}")
    found = boards(folder=county)
    assert [row.head for row in found.villages[0].notices[0].rows] == [head]
    (web,) = [one for one in facts(folder=county).notices if one.state == "open"]
    assert [row.head for row in web.rows or ()] == ["h000002"]


def test_no_private_value_is_on_the_board() -> None:
    text = repr(boards())
    for private in ("欧阳采薇", "温若谷", "温晴川", "小满", "p000000", "h000001", "7500"):
        assert private not in text


def test_days_are_counted_as_the_county_counts(county: Path) -> None:
    """13 to 20 November: seven days after the day of posting, eight with it."""
    notice = boards().villages[0].notices[0]
    assert (notice.days, notice.first_counts, notice.ordinal) == (7, False, 1)
    edit(county, "policy/parameters/notice-first-day-counts.yaml", "value: false", "value: true")
    notice = boards(folder=county).villages[0].notices[0]
    assert (notice.days, notice.first_counts) == (8, True)


def test_who_seals_is_named_by_the_procedure_else_it_is_who_acts(county: Path) -> None:
    assert boards().villages[0].notices[0].seals == ("villager-group", "village")
    path = county / "policy/procedures/proc.entry.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub("    seals:\n(      - .*\n)+", "", text), encoding="utf-8")
    assert boards(folder=county).villages[0].notices[0].seals == ("villager-group",)
    assert boards(folder=county).villages[0].announcements[0].seals == ("county",)


@pytest.mark.parametrize(
    ("day", "listed"), [(date(2018, 12, 20), True), (date(2019, 1, 3), True),
                        (date(2019, 1, 4), False)]
)  # fmt: skip
def test_an_announcement_carries_its_list_for_as_many_days_as_the_county_says(
    county: Path, day: date, listed: bool
) -> None:
    """Made on 20 December 2018, its day the first of fifteen: the last is 3 January."""
    (made,) = boards(day).villages[0].announcements
    assert made.rows is None, "never, where the county says nothing"
    assert made.announcement.count == Count(1, 3)
    edit(county, "county.yaml", "web: masked", "web: masked\n  announcement_list_days: 15")
    (made,) = boards(day, county).villages[0].announcements
    assert (made.rows is not None) is listed
    if made.rows is not None:
        assert [row.head for row in made.rows] == ["欧阳采薇"]


def test_a_notice_to_come_without_a_list_is_not_printed(county: Path) -> None:
    edit(county, ROUND, "    list:\n      - household: h000002\n        persons: 2\n", "")
    (village,) = boards(date(2019, 11, 12), county).villages
    assert village.notices == ()
    assert village.unlisted == (NOTICE,)


def test_the_address_is_the_countys_or_none(county: Path) -> None:
    assert boards().address is None
    edit(county, "county.yaml", "web: masked", "web: masked\n  address: https://a.example/x/")
    assert boards(folder=county).address == "https://a.example/x/"


def test_no_whole_name_of_the_boards_is_on_the_site(sample: Path, sample_site: Path) -> None:
    found = boards(folder=sample)
    assert found.names == "full"
    heads = {
        row.head for village in found.villages for notice in village.notices for row in notice.rows
    }
    assert len(heads) > 20
    whole = re.compile("|".join(heads))
    for path in sample_site.rglob("*"):
        assert path.suffix != ".pdf"
        if path.is_file():
            assert not whole.search(path.read_bytes().decode("utf-8", "replace")), path
