"""Pictures say what the tables say, to everybody: read as XML out of the finished pages."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pytest

from gongshi.public.facts import County, FigureFact, FigureSet, Label, Place
from gongshi.site import pictures
from tests.public.test_view import facts as tiny_facts
from tests.site.test_render import ATTACK, GOLDEN, html_of, tags

HELD_BACK = FigureFact("held-back", None, None, None, None)
NOTICE = "notices/tingquan-2019-entry-2.html"
NAMES = ("水云镇", "鹿吟乡", "青棠乡", "松岚乡", "一个名字特别特别特别长的民族乡")


@cache
def facts() -> County:
    """The tiny county's."""
    return tiny_facts()


def shown(poor: int, persons: int = 1000) -> FigureFact:
    """So many of so many persons, in hundredths of a percent."""
    return FigureFact("shown", poor, persons, 0, poor * 10_000 // persons)


def with_figures(county: County, name: str | None = None) -> County:
    """The tiny county with three years of incidence and five townships, one of them held back."""
    precision = next(one for one in county.precisions if one.clause.id == "six-precisions.6")
    pattern = next(one for one in precision.figures if one.id == "results.incidence-2018")
    others = tuple(one for one in precision.figures if one.id != pattern.id)
    years = {2016: shown(47), 2017: HELD_BACK, 2018: shown(34)}
    townships = tuple(
        (Place("shuiyun", Label(name or zh, name)), fact)
        for zh, fact in zip(
            NAMES, (shown(20), shown(25), shown(44), HELD_BACK, shown(45)), strict=True
        )
    )
    incidence = tuple(
        replace(
            pattern,
            id=f"results.incidence-{year}",
            year=year,
            county=fact,
            villages={"tingquan": fact},
            townships=townships,
        )
        for year, fact in years.items()
    )
    drawn = replace(precision, figures=(*others, *incidence))
    return replace(
        county,
        precisions=tuple(drawn if one is precision else one for one in county.precisions),
    )


@pytest.fixture(scope="module")
def site() -> dict[str, str]:
    return html_of(with_figures(facts()))


def drawings(html: str) -> list[ElementTree.Element]:
    """The pictures of a page; what is not well-formed fails here."""
    return [
        ElementTree.fromstring(one)  # noqa: S314 - made by ourselves a moment ago
        for one in re.findall(r'<svg class="gs-drawing".*?</svg>', html, re.DOTALL)
    ]


def drawing(html: str, title: str) -> ElementTree.Element:
    return next(one for one in drawings(html) if one.findtext("title", "").startswith(title))


def texts(picture: ElementTree.Element, kind: str) -> list[str]:
    return [
        one.text or ""
        for one in picture.iter("text")
        if f"gs-drawing__{kind}" in one.get("class", "").split()
    ]


def cells(html: str, after: str) -> list[list[str]]:
    """The rows of the first table after a text."""
    table = html[html.index(after) :].split("<tbody>", 1)[1].split("</tbody>", 1)[0]
    return [
        [re.sub("<[^>]+>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in table.split("<tr>")[1:]
    ]


@pytest.mark.parametrize(
    ("name", "path", "title"),
    [
        ("incidence", "precisions.html", "云岫县历年"),
        ("tiles", "precisions.html", "各乡镇2018"),
        ("timeline", NOTICE, "各步的时间"),
    ],
)
def test_a_picture_is_as_it_was_looked_at_and_approved(
    site: dict[str, str], name: str, path: str, title: str, request: pytest.FixtureRequest
) -> None:
    picture = drawing(site[path], title)
    ElementTree.indent(picture)
    found = ElementTree.tostring(picture, "unicode") + "\n"
    golden = GOLDEN / f"picture-{name}.svg"
    if request.config.getoption("--update-golden"):
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")


def test_the_columns_show_the_numbers_of_the_table_and_their_heights(site: dict[str, str]) -> None:
    for path in ("precisions.html", "villages/tingquan.html"):
        picture = next(one for one in drawings(site[path]) if one.find("path") is not None)
        rows = cells(site[path], 'id="incidence-title"')
        assert rows == [
            ["2016", "4.7%", "47 ÷ 1,000"],
            ["2017", "不公布", "不公布 ÷ 不公布"],
            ["2018", "3.4%", "34 ÷ 1,000"],
        ]
        assert texts(picture, "number") == ["4.7%", "–", "3.4%"]
        assert texts(picture, "label") == ["2016", "2017", "2018"]
        assert picture.findtext("desc") == "2016：4.7%；2017：不公布；2018：3.4%"
        heights = [
            int(one.get("height", ""))
            for one in picture.iter("rect")
            if one.get("class") == "gs-drawing__bar"
        ]
        assert heights == [120, 86], "34/47 of 120 is 86.8"


def test_the_tiles_show_the_numbers_of_the_table_and_squares_for_each_shade(
    site: dict[str, str],
) -> None:
    """2.0 to 4.5 % in five steps of 0.5: 2.0 is the first, 2.5 the second, 4.4 and 4.5 the last."""
    page = site["precisions.html"]
    picture = drawing(page, "各乡镇2018")
    rows = cells(page, 'id="map-results-incidence-2018-title"')
    assert [row[1] for row in rows] == ["2%", "2.5%", "4.4%", "不公布", "4.5%"]
    assert texts(picture, "number") == [row[1] for row in rows]
    steps = []
    for tile in picture.iter("g"):
        shade = tile.find("rect")
        assert shade is not None
        squares = [one for one in tile.iter("rect") if "square" in one.get("class", "")]
        full = sum("--full" in one.get("class", "") for one in squares)
        assert shade.get("class") == f"gs-drawing__tile gs-drawing__tile--{full}"
        assert len(squares) == (5 if full else 0), "held back: no square, and not the lowest"
        steps.append(full)
    assert steps == [1, 2, 5, 0, 5]
    legend = re.findall(r"</svg> ([\d.%–]+)</li>", page)
    assert legend[-3:] == ["2%", "2.5%", "4.4%–4.5%"]


def test_the_timeline_has_the_days_of_the_steps_and_says_where_it_stands(
    site: dict[str, str],
) -> None:
    page = site[f"en/{NOTICE}"]
    rows = texts(drawing(page, "The steps in time"), "days")
    assert rows == [
        "28 October 2019 – 8 November 2019",
        "▶ You are here, since 10 November 2019",
        *["Not begun"] * 6,
    ]
    assert cells(page, 'id="timeline-title"') == [
        ["1. Application", rows[0], "–"],
        [
            "2. Group appraisal (first notice)",
            "since 10 November 2019",
            "13 November 2019 – 20 November 2019",
        ],
    ]
    done = re.findall(r"done on ([^<]+)<", page)
    assert [row.split(" – ")[-1] for row in rows if "201" in row and "here" not in row] == done


def test_bars_of_a_timeline_are_as_long_as_their_days() -> None:
    """A round of 20 days, 1 to 20 November: a day is 16 units."""
    notice = next(one for one in facts().notices if f"notices/{one.id}.html" == NOTICE)
    first, second, *ahead = notice.steps
    ahead = [replace(one, state="ahead", since=None, until=None) for one in ahead]
    first = replace(first, state="done", since=date(2019, 11, 1), until=date(2019, 11, 5))
    second = replace(second, state="current", since=date(2019, 11, 6), until=None)
    posted = replace(
        notice,
        step=2,
        steps=(first, second, *ahead),
        since=date(2019, 11, 11),
        until=date(2019, 11, 20),
    )
    line = pictures.timeline(posted, [posted], date(2019, 11, 15))
    assert line is not None
    bars = [(one.days.x, one.days.width) if one.days else None for one in line.rows]
    assert bars == [(0, 80), (80, 160), *[None] * len(ahead)]
    assert [one.notice and (one.notice.x, one.notice.width) for one in line.rows[:2]] == [
        None,
        (160, 160),
    ]


def test_a_round_that_has_not_begun_has_no_timeline() -> None:
    notice = facts().notices[0]
    ahead = tuple(replace(one, since=None, until=None, state="ahead") for one in notice.steps)
    waiting = replace(notice, steps=ahead)
    assert pictures.timeline(waiting, [waiting], date(2019, 11, 15)) is None


def test_every_picture_has_a_name_and_a_text_and_no_style_of_its_own(
    site: dict[str, str],
) -> None:
    seen = 0
    for path, html in site.items():
        assert " style=" not in html, path
        assert "<style" not in html, path
        for picture in drawings(html):
            seen += 1
            ids = {one.get("id"): (one.text or "").strip() for one in picture if one.get("id")}
            assert picture.get("role") == "img"
            assert all(ids[name] for name in picture.get("aria-labelledby", "").split()), path
    assert seen == 18, "precisions, its sixth page, four notices, a village, in two languages"


def test_every_picture_fits_a_small_phone_and_its_letters_can_be_read(
    site: dict[str, str],
) -> None:
    """As wide as the text column of 360 pixels; nothing is drawn outside it."""
    sheet = Path("site_templates/styles/gongshi.css")
    css = (Path(__file__).parents[2] / sheet).read_text("utf-8")
    sizes = [int(one) for one in re.findall(r"\.gs-drawing[^{]*\{[^}]*font-size: (\d+)px", css)]
    assert sizes
    assert min(sizes) >= 15
    for path, html in site.items():
        for picture in drawings(html):
            width, height = map(float, picture.get("viewBox", "").split()[2:])
            assert width == 320, path
            for box in picture.iter("rect"):
                x, y, wide, high = (
                    float(box.get(key, "0")) for key in ("x", "y", "width", "height")
                )
                assert x >= 0
                assert x + wide <= width, path
                assert y >= 0
                assert y + high <= height, path


def test_a_hostile_name_stays_a_text_and_changes_no_picture() -> None:
    clean = html_of(with_figures(facts()))
    hostile = html_of(with_figures(facts(), ATTACK))
    for path in ("precisions.html", "precisions/six-precisions.6.html"):
        drawn = drawings(hostile[path])
        assert len(drawn) == len(drawings(clean[path])) > 0
        assert tags(hostile[path]) == tags(clean[path]), path
        assert "<script>alert" not in hostile[path]
        assert any("<script>" in one.findtext("desc", "") for one in drawn), "told, as a text"


def test_one_year_or_one_township_makes_no_picture() -> None:
    (figure,) = (
        one
        for precision in facts().precisions
        for one in precision.figures
        if one.id == "results.incidence-2018"
    )
    assert pictures.incidence([figure]) is None
    assert pictures.tile_map(figure) is None


def test_of_many_years_the_latest_seven_are_drawn_and_none_is_left_out_of_the_table() -> None:
    figure: FigureSet = next(
        one
        for precision in facts().precisions
        for one in precision.figures
        if one.id == "results.incidence-2018"
    )
    years = [
        replace(figure, id=f"results.incidence-{year}", year=year) for year in range(2021, 2011, -1)
    ]
    columns = pictures.incidence(years)
    assert columns is not None
    assert [one.year for one in columns.years] == list(range(2012, 2022))
    assert [one.year for one in columns.drawn] == list(range(2015, 2022))
    assert columns.drawn[0].x < 45
    assert columns.drawn[-1].x + columns.drawn[-1].width <= pictures.WIDTH


def test_equal_townships_all_have_the_lowest_step() -> None:
    figure = next(
        one
        for precision in with_figures(facts()).precisions
        for one in precision.figures
        if one.id == "results.incidence-2018"
    )
    same = replace(figure, townships=tuple((place, shown(20)) for place, _ in figure.townships))
    map_ = pictures.tile_map(same)
    assert map_ is not None
    assert {one.step for one in map_.tiles} == {1}
    assert map_.legend == ((1, 200, 200),)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("水云镇", ("水云镇", "")),
        ("Shuiyun Town", ("Shuiyun", "Town")),
        ("一个名字很长的民族乡", ("一个名字很", "长的民族乡")),
        ("一个名字特别特别长的民族乡", ("一个名字特", "别特别长…")),
        ("Llanfairpwllgwyngyll", ("Llanfairp…", "")),
        ("", ("", "")),
    ],
)
def test_a_name_is_broken_to_fit_its_tile(text: str, lines: tuple[str, str]) -> None:
    assert pictures.fitted(text, 11, 2) == lines


def test_a_text_however_long_is_cut_at_once() -> None:
    long = "<b>" * 100_000
    assert pictures.fitted(long, 11, 2) == (f"{long[:9]}…", "")
