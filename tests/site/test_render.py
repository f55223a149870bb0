"""Pages of the tiny county, page by page against golden files, and what holds of every page."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from gongshi.public.facts import County
from gongshi.site import data
from gongshi.site.language import LANGUAGES
from gongshi.site.pages import pages
from gongshi.site.render import render
from gongshi.site.shell import Shell, Shells
from tests.public import test_duties as public_duties
from tests.public.test_view import WAIVER, facts
from tests.rules.test_identity import edit

GOLDEN = Path(__file__).parent / "golden"
# The theme's frame is not ours to pin: golden pages stand in the barest one.
BARE = Shell(
    '<html lang="<!--slot:lang-->" dir="<!--slot:dir-->">\n<!--slot:head-->\n<body>\n'
    "<!--slot:top-->\n<main>\n<!--slot:content-->\n</main>\n<!--slot:footer-->\n</body></html>\n"
)
SHELLS = Shells({0: BARE, 1: BARE, 2: BARE}, {}, {})
KINDS = {
    "home": "index.html",
    "about": "about.html",
    "township": "townships/shuiyun.html",
    "village": "villages/tingquan.html",
    "notices": "notices.html",
    "notices-year": "notices/2018.html",
    "notice-open": "notices/tingquan-2019-entry-2.html",
    "notice-closed": "notices/tingquan-2018-entry-2.html",
    "policy": "policy.html",
    "glossary": "policy/glossary.html",
    "clauses": "policy/entry.four-in.html",
    "self_check": "self-check.html",
    "procedure": "policy/proc.entry.html",
    "duties": "policy/duty.contact.html",
    "parameters": "policy/parameters.html",
    "poverty_line": "policy/poverty-line.html",
    "data": "data.html",
    "privacy": "privacy.html",
    "rules": "rules.html",
    "rule_family": "rules/reference.html",
    "precisions": "precisions.html",
    "precision": "precisions/six-precisions.3.html",
    "responsibilities": "responsibilities.html",
    "village_duties": "responsibilities/tingquan.html",
    "organisation": "organisations/county-forestry.html",
}


@pytest.fixture(scope="module")
def site() -> dict[str, str]:
    return html_of(facts())


def html_of(county: County) -> dict[str, str]:
    """Every page by its path; the files beside the pages have tests of their own."""
    return {
        file.path: file.content.decode("utf-8")
        for file in render(county, SHELLS)
        if file.path.endswith(".html")
    }


@pytest.mark.parametrize("folder", ["", "en/"])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_page_of_each_kind_is_as_it_was_read_and_approved(
    site: dict[str, str], kind: str, folder: str, request: pytest.FixtureRequest
) -> None:
    rendered = re.sub(r"\n\s*\n+", "\n", site[f"{folder}{KINDS[kind]}"])
    # It changes with every table; a test of its own holds it.
    rendered = rendered.replace(data.version(data.files(facts())), "VERSION")
    golden = GOLDEN / f"{kind}.{'en' if folder else 'zh'}.html"
    if request.config.getoption("--update-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(rendered, encoding="utf-8")
    assert rendered == golden.read_text(encoding="utf-8")


def test_every_kind_of_page_has_a_golden_one() -> None:
    templates = {page.template for page in pages(facts())}
    shown = {page.template for page in pages(facts()) if page.path in KINDS.values()}
    assert shown == templates


def test_both_languages_have_the_same_pages(site: dict[str, str]) -> None:
    english = {path.removeprefix("en/") for path in site if path.startswith("en/")}
    assert english == {path for path in site if not path.startswith("en/")}


def test_every_page_says_the_date_and_that_all_is_invented(site: dict[str, str]) -> None:
    for path, html in site.items():
        assert "演示数据，全部虚构。" in html, path
        assert "Demonstration records, all invented." in html, path
        assert ("18 November 2019" if path.startswith("en/") else "2019年11月18日") in html, path


def test_pages_with_names_ask_not_to_be_kept(site: dict[str, str]) -> None:
    kept_out = {path for path, html in site.items() if "noindex, noarchive" in html}
    assert kept_out == {f"{folder}{KINDS['notice-open']}" for folder in ("", "en/")}


def test_no_page_holds_a_private_value(site: dict[str, str]) -> None:
    for path, html in site.items():
        for private in ("采薇", "若谷", "晴川", "牧野", "小满", "p000000", "h00000", "7,500"):
            assert private not in html, path


def test_a_waiver_stands_on_its_villages_page(county: Path) -> None:
    household = "townships/shuiyun/tingquan/households/h000001.yaml"
    edit(county, household, "surveys:\n", WAIVER)
    shown = html_of(facts(folder=county))
    page = shown["villages/tingquan.html"]
    assert "2019 年度，县扶贫开发领导小组批准：" in page
    assert "赔偿款到位，困难已经解决" in page
    assert 'href="../policy/exit.three-not-out.html#exit.three-not-out.3"' in page
    assert "County leading group" in shown["en/villages/tingquan.html"]


def test_duties_are_told_with_their_numbers_and_an_act_of_two_lists_under_both(
    county: Path,
) -> None:
    """The five households of the public view's own tests: 10 of 20 visits, 5 of 55 calls."""
    seen = public_duties.facts(public_duties.helped(county))
    shown = {file.path: file.content.decode() for file in render(seen, SHELLS)}
    for page in ("responsibilities/tingquan.html", "organisations/county-forestry.html"):
        chinese, english = shown[page], shown[f"en/{page}"]
        assert "<strong>应做 20 次，做到 10 次</strong>" in chinese
        assert "没做 7 次 · 还有 3 次来得及（到2019年12月31日）" in chinese
        assert "其中 1 次晚了 · 没做 2 次" in chinese
        assert "没做 14 次 · 还有 5 次来得及（到2019年12月31日） · 免责 1 次" in chinese
        assert chinese.count("<strong>应做 55 次，做到 5 次</strong>") == 2
        assert "7 not done · 3 still in time, until 31 December 2019" in english
        for private in ("h0000", "household-away", "p00"):
            assert private not in chinese
    assert "<b>10/20</b>" in shown["villages/tingquan.html"]
    assert "<strong>应做 20 次，做到 10 次</strong>" in shown["policy/duty.contact.html"]


def test_without_a_log_a_page_says_that_nobody_knows(county: Path) -> None:
    seen = public_duties.facts(public_duties.helped(county, log=None))
    shown = {file.path: file.content.decode() for file in render(seen, SHELLS)}
    page = shown["responsibilities/tingquan.html"]
    assert "本村没有 2019 年的台账" in page
    assert "20 次不清楚做没做" in page
    assert "没做 " not in page
    assert "No log of 2019 is kept" in shown["en/responsibilities/tingquan.html"]
    assert "不清楚：没有台账。" in shown["villages/tingquan.html"]


def test_after_the_lists_have_ended_nothing_is_due(county: Path) -> None:
    shown = {
        file.path: file.content.decode()
        for file in render(public_duties.facts(county, date(2022, 5, 1)), SHELLS)
    }
    page = shown["en/responsibilities/tingquan.html"]
    assert "In force from 1 January 2016 to 31 December 2020" in page
    assert "Done " not in page


ATTACK = (
    "</title><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }} [a](javascript:1)\"'&"
)


def attacked(county: Path) -> Path:
    """The tiny county with an attack in every text and in every name of a person."""
    for path in county.rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        quoted = "'" + ATTACK.replace("'", "''") + "'"
        text = re.sub(
            r"^(\s*(?:- )?(?:zh|en|name): ).+$", rf"\g<1>{quoted}", text, flags=re.MULTILINE
        )
        path.write_text(text, encoding="utf-8")
    return county


def tags(html: str) -> list[tuple[str, tuple[str, ...]]]:
    """Every element of a page in order, with the names of its attributes."""
    found: list[tuple[str, tuple[str, ...]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append((tag, tuple(name for name, _ in attrs)))

    Reader().feed(html)
    return found


def test_text_of_the_records_is_never_markup(county: Path, site: dict[str, str]) -> None:
    """An attack in every text changes no page's markup: the same elements and attributes."""
    hostile = html_of(facts(folder=attacked(county)))
    assert hostile.keys() == site.keys()
    spans = ("span", ("lang",))  # marks a text without English, and those all have it now
    for path, html in hostile.items():
        assert "&lt;script&gt;" in html, path
        clean = [tag for tag in tags(site[path]) if tag != spans]
        assert [tag for tag in tags(html) if tag != spans] == clean, path


def test_chinese_on_an_english_page_is_marked_as_chinese(site: dict[str, str]) -> None:
    page = site["en/organisations/county-forestry.html"]
    assert '<span lang="zh-CN">工程师</span>' in page, "a text without English"
    assert '<span lang="zh-CN">程以宁</span>' in page, "a name"


def test_a_day_and_a_number_in_each_language() -> None:
    zh, en = LANGUAGES
    assert zh.day(date(2019, 11, 8)) == "2019年11月8日"
    assert en.day(date(2019, 11, 8)) == "8 November 2019"
    assert en.number(1234567) == "1,234,567"
    assert zh.number(0.25) == "0.25"


def test_every_closed_notice_and_announcement_stands_on_the_page_of_its_year(
    site: dict[str, str],
) -> None:
    county = facts()
    closed = [one for one in county.notices if one.state == "closed"]
    for one in closed:
        assert f'/{one.id}.html"' in site[f"notices/{one.until.year}.html"]
    for announcement in county.announcements:
        page = site[f"notices/{announcement.on.year}.html"]
        assert LANGUAGES[0].day(announcement.on) in page
        assert f"/villages/{announcement.village.id}.html" in page
    years = {one.until.year for one in closed} | {one.on.year for one in county.announcements}
    assert {path for path in site if re.fullmatch(r"notices/\d{4}\.html", path)} == {
        f"notices/{year}.html" for year in years
    }
