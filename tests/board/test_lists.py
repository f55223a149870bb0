"""Lists on paper: each household once, whole, in order; nothing in a record is markup."""

from __future__ import annotations

import dataclasses
import io
from datetime import date

import pytest
import segno
from pypdf import PdfReader

from gongshi.board import lists
from gongshi.board.sheet import Style
from gongshi.errors import FontMissing, GlyphMissing
from gongshi.public.facts import Label
from tests.board.paper import EN, ZH, boards, listed, pages, posted, printed, rows, text

pytestmark = pytest.mark.paper


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("number", [1, 30, 31, 60, 200])
def test_each_household_stands_once_whole_and_in_order_under_the_head_of_its_page(
    number: int, large: bool
) -> None:
    shown = rows(number, group="上游新村第三村民小组（原老鹰嘴）")
    found = pages(printed(listed(shown, Style(ZH, large))))
    whole = "".join(found)
    # The cells of a row follow one another on one page: no page break runs through them.
    lines = [f"{row.number}{row.group.zh}{row.head}{row.persons}" for row in shown]
    at = [(number, page.index(line)) for line in lines for number, page in enumerate(found)
          if line in page]  # fmt: skip
    assert len(at) == number
    assert at == sorted(at)
    for row in shown:
        assert whole.count(row.head) == 1
    persons = sum(row.persons for row in shown)
    assert f"合计：{number}户、{persons}人。" in whole
    for page in found:
        if any(row.head in page for row in shown):
            first = min(page.index(line) for line in lines if line in page)
            assert "序号村民小组户主姓名家庭人口数" in page[:first]


def test_a_long_list_is_printed_twice_side_by_side_but_not_in_large_type() -> None:
    twice = "序号村民小组户主姓名家庭人口数" * 2
    assert twice in text(listed(rows(30)))
    assert twice not in text(listed(rows(12)))
    assert twice not in text(listed(rows(30), Style(ZH, large=True)))


def test_large_type_is_of_double_size() -> None:
    sizes = []
    for large in (False, True):
        seen: list[float] = []

        def look(found: str, _cm: object, tm: list[float], _font: object, size: float) -> None:
            if rows(1)[0].head in found:
                seen.append(size * abs(tm[3]))  # noqa: B023 - used within this turn only

        page = PdfReader(io.BytesIO(printed(listed(rows(1), Style(ZH, large))))).pages[0]
        page.extract_text(visitor_text=look)
        sizes += seen
    assert sizes == [pytest.approx(13), pytest.approx(26)]


def test_the_sheet_says_what_an_official_notice_must() -> None:
    """The tiny county's second step: posted on 13 November 2019, until seven days after."""
    found = boards()
    village, notice = posted(found)
    told = text(lists.notice(found, village, notice, Style(ZH), "0123456789ab"))
    for wanted in (
        "云岫县水云镇听泉村2019年贫困户第一次公示名单",
        "县云岫县", "乡镇水云镇", "村听泉村", "年度2019",
        "步骤小组评议（第一次公示），第2步（共8步）",
        "张贴地点二组公示栏",
        "依据：按什么标准识别；四进：哪些户可以评；七不进：哪些户不能进。",
        "2019年贫困线：每人每年3,218元（统计口径）。出处：引用国家统计局数字的资料（二手）。",
        "1二组秦牧野2合计：1户、2人。",
        "公示时间2019年11月13日至2019年11月20日，共7天（张贴当天不算）",
        "请在2019年11月20日前（含当天）告诉下面任何一个办公室",
        "听泉村便民服务中心听泉村一组0000-1000004工作日9:00–17:00",
        "水云镇扶贫办水云镇政府一楼0000-1000003",
        "云岫县扶贫办云岫县政府大楼3楼0000-1000001",
        "村民小组（组长签字）", "村（居）民委员会（盖章）", "2019年11月13日",
        "本名单一式三份，县、乡镇、村各存一份。",
        "记录截至2019年11月18日，版本0123456789ab", "第1页，共1页",
        "演示数据，全部虚构。",
    ):  # fmt: skip
        assert wanted in told, wanted


def test_the_english_sheet_keeps_the_name_as_it_is_written() -> None:
    found = boards()
    village, notice = posted(found)
    sheet = lists.notice(found, village, notice, Style(EN), "0123456789ab")
    assert sheet.name == "notice-tingquan-2019-entry-2.en"
    told = text(sheet)
    for wanted in ("householdsproposedforentryin2019,firstnotice", "秦牧野", "7daysinall",
                   "Nameofthehead", "Total:1household,2persons.", "Page1of2"):  # fmt: skip
        assert wanted in told, wanted


def test_who_was_taken_off_stays_marked_and_is_counted_apart() -> None:
    shown = list(rows(3))
    shown[1] = dataclasses.replace(shown[1], removed=date(2019, 11, 15))
    shown[2] = dataclasses.replace(shown[2], amended=True)
    told = text(listed(tuple(shown)))
    assert f"{shown[1].head}〔2019年11月15日已去掉〕" in told
    assert f"{shown[2].head}〔已更正〕" in told
    # 2 + 3 + 4 persons, of whom 3 in the household taken off.
    assert "合计：3户、9人。去掉已取消的，还有2户、6人。" in told


HOSTILE = (
    '#eval("1")', "$x^2$", "<b>粗</b>", "*粗*_斜_", "`代码`", "// 注释", "@引用", "= 标题", "[x]",
    "#set page(width: 1pt)", "{{ 7 * 7 }}", "&amp;", '"', "\\u{41}", "王𠮷", "阿依古丽·买买提",
)  # fmt: skip


@pytest.mark.parametrize("written", HOSTILE)
def test_what_looks_like_markup_is_printed_as_it_is_written(written: str) -> None:
    (row,) = rows(1)
    found = boards()
    village, notice = posted(found)
    strange = dataclasses.replace(village, name=Label(f"甲{written}乙"))
    notice = dataclasses.replace(
        notice, rows=(dataclasses.replace(row, head=written, group=Label(f"丙{written}丁")),)
    )
    told = text(lists.notice(found, strange, notice, Style(ZH), "0"))
    bare = written.replace(" ", "")
    assert f"1丙{bare}丁{bare}{row.persons}" in told
    assert f"村甲{bare}乙" in told


def test_what_turns_the_reading_around_or_cannot_be_seen_is_left_out() -> None:
    (row,) = rows(1)
    told = text(listed((dataclasses.replace(row, head="王\u202e一\x01二\u2028三"),)))
    assert "王一二三" in told


@pytest.mark.parametrize("character", ["\U000323af", "\ue000", "\U0010fffd"])
def test_a_character_that_no_font_has_is_told_by_its_code_never_printed_as_a_box(
    character: str,
) -> None:
    (row,) = rows(1)
    with pytest.raises(GlyphMissing) as told:
        printed(listed((dataclasses.replace(row, head=f"欧阳{character}"),)))
    assert f"U+{ord(character):04X}" in str(told.value)
    assert "notice-tingquan-2019-entry-2" in str(told.value)
    assert "欧阳" not in str(told.value)


def test_without_a_font_for_chinese_one_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    from gongshi.board import typeset as module

    class Bare:
        def families(self) -> list[str]:
            return ["DejaVu Sans", "Libertinus Serif"]

    monkeypatch.setattr(typst, "Fonts", Bare)
    module.fonts.cache_clear()
    try:
        with pytest.raises(FontMissing, match="fonts-noto-cjk"):
            printed(listed(rows(1)))
    finally:
        module.fonts.cache_clear()


def test_fonts_are_embedded_with_the_characters_used_and_the_text_can_be_read_out() -> None:
    pdf = printed(listed(rows(1)))
    assert len(pdf) < 200_000, "a whole font for Chinese has 15 MB and more"
    document = PdfReader(io.BytesIO(pdf))
    fonts = [
        font.get_object()["/DescendantFonts"][0].get_object()
        for page in document.pages
        for font in page["/Resources"]["/Font"].values()
    ]
    assert len(fonts) >= 2
    for font in fonts:
        assert "+" in font["/BaseFont"], "a subset"
        assert {"/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"])
    assert document.root_object["/MarkInfo"]["/Marked"]
    assert document.root_object["/Lang"].startswith("zh")


def test_the_code_is_that_of_the_page_in_the_language_of_the_sheet() -> None:
    found = dataclasses.replace(boards(), address="https://gongshi.example/county/")
    village, notice = posted(found)
    for language, page in ((ZH, ""), (EN, "en/")):
        code = lists.notice(found, village, notice, Style(language), "0").content["qr"]
        address = f"https://gongshi.example/county/{page}notices/tingquan-2019-entry-2.html"
        assert code["address"] == address
        expected = segno.make(address, error="m", micro=False).svg_inline(border=4, scale=1)
        assert code["picture"] == expected
    told = text(lists.notice(found, village, notice, Style(ZH), "0"))
    assert "扫码看网上公示（网上不写全名）" in told


def test_without_an_address_there_is_no_code() -> None:
    found = boards()
    village, notice = posted(found)
    assert lists.notice(found, village, notice, Style(ZH), "0").content["qr"] is None


@pytest.mark.parametrize(
    ("ordinal", "title"),
    [
        (1, "第一次公示名单"),
        (2, "第二次公示名单"),
        (3, "第3次公示名单"),
        (None, "年贫困户公示名单"),
    ],
)
def test_the_title_says_which_notice_it_is(ordinal: int | None, title: str) -> None:
    found = boards()
    village, notice = posted(found)
    numbered = dataclasses.replace(notice, ordinal=ordinal)
    sheet = lists.notice(found, village, numbered, Style(ZH), "0")
    assert title in sheet.content["title"].replace(" ", "")


def test_where_the_county_counts_no_days_only_the_dates_stand() -> None:
    found = boards()
    village, notice = posted(found)
    silent = dataclasses.replace(notice, days=None, first_counts=None)
    told = text(lists.notice(found, village, silent, Style(ZH), "0"))
    assert "公示时间2019年11月13日至2019年11月20日怎样提异议" in told
    counted = dataclasses.replace(notice, days=8, first_counts=True)
    told = text(lists.notice(found, village, counted, Style(ZH), "0"))
    assert "2019年11月20日，共8天怎样提异议" in told
