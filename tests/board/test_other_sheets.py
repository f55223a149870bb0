"""Announcements, the form to object on, a household's own sheet."""

from __future__ import annotations

import dataclasses
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongshi.board import choose, household, lists, objection
from gongshi.board.sheet import Sheet, Style
from gongshi.cli.explain import account_of
from gongshi.public.board import Board
from tests.board.paper import EN, ZH, boards, pages, posted, printed, rows, text
from tests.conftest import TINY

pytestmark = pytest.mark.paper

PRIVATE = "内部资料：只给本户，不张贴，不外传。"


def announcement(found: Board, **changes: Any) -> Sheet:
    (village,) = found.villages
    (made,) = village.announcements
    return lists.announcement(found, village, dataclasses.replace(made, **changes), Style(ZH), "0")


def test_an_announcement_gives_the_counts_and_the_county_seals_it() -> None:
    sheet = announcement(boards())
    assert sheet.name == "announcement-tingquan-2018-entry"
    told = text(sheet)
    for wanted in (
        "云岫县水云镇听泉村2018年贫困户名单公告",
        "听泉村1户、3人符合识别标准，确定为2018年贫困户，现予以公告。",
        "2018年贫困线：每人每年2,995元",
        "云岫县扶贫办（盖章）", "2018年12月20日",
    ):  # fmt: skip
        assert wanted in told, wanted
    assert "户主姓名" not in told
    assert "名单附后" not in told


def test_with_its_list_an_announcement_has_every_name_once() -> None:
    shown = rows(40)
    told = text(announcement(boards(), rows=shown))
    assert "名单附后" in told
    assert [told.count(row.head) for row in shown] == [1] * 40


def test_the_form_of_a_notice_has_the_notice_filled_in_and_the_rest_blank() -> None:
    found = boards()
    village, notice = posted(found)
    sheet = objection.form(found, village, notice, Style(ZH))
    assert sheet.name == "objection-tingquan-2019-entry-2"
    front, back = pages(printed(sheet))
    for wanted in (
        "异议登记表", "请在2019年11月20日前（含当天）交来。", "可以不留姓名，谁也不能勉强您。",
        "2019年小组评议（第一次公示）（编号tingquan-2019-entry-2）",
        "收入", "住房", "车船和机械", "提出人（可以不填）",
        "0000-1000004", "0000-1000003", "0000-1000001", "本表不张贴。",
    ):  # fmt: skip
        assert wanted in front, wanted
    for wanted in ("核查人（两人）", "异议成立", "异议不成立", "回执（交提出异议的人）",
                   "tingquan-2019-entry-2"):  # fmt: skip
        assert wanted in back, wanted
    assert "秦" not in front + back, "whom it is about is for the writer to say"


def test_the_form_of_a_village_names_no_notice() -> None:
    found = boards()
    (village,) = found.villages
    sheet = objection.form(found, village, None, Style(ZH))
    assert sheet.name == "objection-tingquan"
    assert "编号tingquan" not in text(sheet)


def own(number: str = "h000001", style: Style | None = None) -> Sheet:
    account, findings = account_of(number, TINY, date(2019, 11, 18))
    assert account is not None
    assert not findings
    return household.household(account, style or Style(ZH))


@pytest.mark.parametrize("large", [False, True])
def test_a_households_own_sheet_says_on_every_page_that_it_is_private(large: bool) -> None:
    sheet = own(style=Style(ZH, large))
    assert sheet.name.startswith("private-h000001")
    found = pages(printed(sheet))
    assert all(page.count(PRIVATE) == 1 for page in found)
    assert large or len(found) <= 2


def test_a_households_own_sheet_tells_why_in_words_and_no_file() -> None:
    told = text(own())
    for wanted in ("户编号h000001", "2018年能不能识别：可以参加评议", "人均2,500元，低于2,995元",
                   "讲解人（签字）", "本户收到（签字）"):  # fmt: skip
        assert wanted in told, wanted
    assert ".yaml" not in told
    assert "欧阳" not in told, "whose it is, is written on it by hand"


def test_no_sheet_for_the_board_could_be_taken_for_a_private_one() -> None:
    for sheet in choose.of_county(boards(), Style(ZH), "0"):
        assert not sheet.name.startswith("private")
        assert not sheet.content["private"]
        assert PRIVATE not in text(sheet)


def test_a_chinese_sheet_has_no_english_word_left() -> None:
    ids = re.compile(r"tingquan[a-z0-9-]*|2018-entry|shuiyun|h[0-9]{6}|(entry|exit)\.[a-z0-9.-]+")
    for sheet in (*choose.of_county(boards(), Style(ZH), "0"), own(), announcement(boards())):
        told = ids.sub("", text(sheet))
        assert not re.findall("[A-Za-z]{2,}", told), sheet.name


def test_file_names_are_ascii_and_tell_language_and_size_apart() -> None:
    found = boards()
    styles = [Style(ZH), Style(ZH, large=True), Style(EN), Style(EN, large=True)]
    names = [sheet.name for style in styles for sheet in choose.of_county(found, style, "0")]
    assert len(set(names)) == len(names) == 4 * 4
    assert all(name.isascii() for name in names)
    assert "notice-tingquan-2019-entry-2.en.large" in names


def test_the_same_records_from_another_folder_are_of_the_same_version(
    county: Path, tmp_path: Path
) -> None:
    from gongshi import pipeline
    from tests.conftest import NOW
    from tests.rules.test_identity import edit

    version = pipeline.check(TINY, None, NOW).version
    moved = county.rename(tmp_path / "elsewhere")
    assert pipeline.check(moved, None, NOW).version == version
    edit(moved, "townships/shuiyun/tingquan/households/h000002.yaml", "秦牧野", "秦牧歌")
    assert pipeline.check(moved, None, NOW).version != version
