"""The sample's site in Chromium, from disk, at 360 px, as a villager with a cheap phone has it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from gongshi.explain import FORMATS
from tests.explain.test_explain import HOUSEHOLDS, told

pytestmark = pytest.mark.browser
OPEN = "document.querySelectorAll('details').forEach(each => each.open = true)"
"""Unfold everything that can be."""
PHONE = {"width": 360, "height": 740}


@pytest.fixture(params=[False, True], ids=["no-javascript", "javascript"])
def phone(browser: Any, request: pytest.FixtureRequest) -> Iterator[Any]:
    context = browser.new_context(viewport=PHONE, java_script_enabled=request.param)
    page = context.new_page()
    page.requested = []
    page.on("request", lambda asked: page.requested.append(asked.url))
    yield page
    context.close()


def home(page: Any, site: Path, folder: str) -> None:
    page.goto((site / folder / "index.html").as_uri())


def to_a_village(page: Any) -> None:
    """Two taps: the township, then the village."""
    page.click("#villages ~ details summary >> nth=0")
    page.click("#villages ~ details[open] .gs-tiles a >> nth=3")


def fits(page: Any) -> bool:
    """Whether nothing stands wider than the phone, so that nobody must scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


@pytest.mark.parametrize(
    ("folder", "open_today", "object_", "group"),
    [
        ("", "正在公示的名单", "怎样提异议", "村民小组"),
        ("en", "Open today", "How to object", "Group"),
    ],
)
def test_from_home_to_an_open_notice(
    phone: Any, sample_site: Path, folder: str, open_today: str, object_: str, group: str
) -> None:
    home(phone, sample_site, folder)
    assert open_today in phone.inner_text("#open")
    assert fits(phone)
    phone.click("section:has(#open) .gs-card a")
    assert object_ in phone.inner_text("#object")
    table = phone.inner_text("section:has(#list) table")
    assert group in table
    assert "某某" in table
    assert phone.query_selector("a[href^='tel:0000-']")
    assert fits(phone)


@pytest.mark.parametrize(("folder", "other"), [("", "en"), ("en", "zh-CN")])
def test_the_twin_of_a_notice_is_one_tap_away(
    phone: Any, sample_site: Path, folder: str, other: str
) -> None:
    home(phone, sample_site, folder)
    phone.click("section:has(#open) .gs-card a")
    rows = phone.locator("section:has(#list) tbody tr").count()
    name = phone.url.rpartition("/")[2]
    phone.click(".gs-language")
    assert phone.get_attribute("html", "lang") == other
    assert phone.url.endswith(f"notices/{name}")
    assert phone.locator("section:has(#list) tbody tr").count() == rows


def test_a_village_is_two_taps_from_home(phone: Any, sample_site: Path) -> None:
    home(phone, sample_site, "")
    to_a_village(phone)
    for part in ("#notices", "#figures", "#duties", "#haves", "#people", "#projects", "#profile"):
        assert phone.query_selector(f"h2{part}"), part
    assert fits(phone)


@pytest.mark.parametrize(
    ("folder", "visit", "often", "full", "done"),
    [
        ("", "入户走访", "每季度", "全部职责", "应做"),
        ("en", "home visit", "Every quarter", "All duties in full", "Done"),
    ],
)
def test_who_must_visit_and_whether_it_happened_is_two_taps_from_home(
    phone: Any, sample_site: Path, folder: str, visit: str, often: str, full: str, done: str
) -> None:
    home(phone, sample_site, folder)
    to_a_village(phone)
    row = phone.locator("section:has(#duties) .gs-row", has_text=visit).first.inner_text()
    assert often in row
    kept, _, owed = row.split()[-1].partition("/")
    assert 0 < int(kept) <= int(owed)
    phone.click(f"section:has(#duties) a:has-text('{full}')")
    contacts = phone.locator("section:has([id='duty.contact'])")
    bar = contacts.locator(".gs-state").nth(1)
    assert done in bar.inner_text()
    assert {kept, owed} <= set(re.findall("[0-9]+", bar.inner_text().replace(",", "")))
    height = bar.locator("svg").bounding_box()["height"]
    assert 5 < height < 20, "a bar is a bar whatever it counts"
    assert phone.locator("section:has([id='duty.unit']) h3 a").count() >= 1, "which unit owes it"
    assert fits(phone)


def test_an_account_fits_a_phone_with_everything_unfolded(phone: Any, tmp_path: Path) -> None:
    for kind in HOUSEHOLDS:
        for language in ("zh", "en"):
            page = tmp_path / f"{kind}.{language}.html"
            page.write_text(FORMATS["html"](told(kind), language), encoding="utf-8")
            phone.goto(page.as_uri())
            phone.evaluate(OPEN)
            assert fits(phone), page.name


def test_a_clause_leads_to_the_rule_that_holds_it_and_back(phone: Any, sample_site: Path) -> None:
    clause = "entry.seven-not-in.3"
    phone.goto((sample_site / "policy/entry.seven-not-in.html").as_uri())
    link = phone.locator(f"[id='{clause}'] a[href$='#entry.barred']")
    if not link.is_visible():
        phone.locator(f"[id='{clause}'] details:has(a[href$='#entry.barred']) summary").click()
    link.click()
    assert phone.url.endswith("rules/entry.html#entry.barred")
    phone.click(f"section:has([id='entry.barred']) a[href$='#{clause}']")
    assert phone.url.endswith(f"policy/entry.seven-not-in.html#{clause}")


def test_nothing_is_asked_of_anybody_else(phone: Any, sample_site: Path) -> None:
    home(phone, sample_site, "")
    phone.click("section:has(#open) .gs-card a")
    phone.click(".gs-nav a >> nth=2")
    assert phone.requested
    assert all(url.startswith(sample_site.as_uri()) for url in phone.requested)


def test_chinese_is_set_in_chinese_glyphs_on_english_pages(phone: Any, sample_site: Path) -> None:
    home(phone, sample_site, "en")
    phone.click("section:has(#open) .gs-card a")
    name = phone.locator("section:has(#list) tbody td:nth-child(3) span").first
    assert name.get_attribute("lang") == "zh-CN"
