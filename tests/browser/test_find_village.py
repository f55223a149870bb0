"""The search box of the home page and the large print switch, from disk, on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
CUT_OFF = """[...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
  .map((each) => each.outerHTML.slice(0, 80))"""
"""What stands past the right edge: the frame hides it without a bar to scroll by."""


@pytest.fixture
def phone(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.requested = []
    page.on("request", lambda asked: page.requested.append(asked.url))
    page.faults = []
    page.on("pageerror", lambda fault: page.faults.append(str(fault)))
    yield page
    assert page.faults == []
    context.close()


def home(page: Any, site: Path, folder: str = "") -> None:
    page.goto((site / folder / "index.html").as_uri())


def names(page: Any, typed: str) -> list[str]:
    """What is found for what is typed, once the places have come."""
    page.fill("#find", typed)
    page.wait_for_function("document.querySelector('.gs-find [role=status]').textContent")
    return [str(name) for name in page.locator(".gs-find li a").all_inner_texts()]


@pytest.mark.parametrize(
    "typed", ["听泉", "泉村", "tingquan",
              "TINGQUAN cun", "tīng quán", "ｔｉｎｇｑｕａｎ", "tqc", "tingquan village"]
)  # fmt: skip
def test_a_village_is_found_by_any_part_of_its_name_its_pinyin_or_initials(
    phone: Any, sample_site: Path, typed: str
) -> None:
    home(phone, sample_site)
    found = names(phone, typed)
    assert found[0] == "听泉村"
    assert len(found) < 5
    assert "水云镇" in phone.inner_text(".gs-find li >> nth=0")
    phone.click(".gs-find li a >> nth=0")
    assert "听泉村" in phone.inner_text("h1")


@pytest.mark.parametrize("typed", ["tingquan", "Quan Vil", "听泉"])
def test_the_english_page_finds_english_and_chinese(
    phone: Any, sample_site: Path, typed: str
) -> None:
    home(phone, sample_site, "en")
    assert names(phone, typed)[0] == "Tingquan Village"
    assert phone.inner_text(".gs-find [role=status]").endswith("found")
    phone.click(".gs-find li a >> nth=0")
    assert "/en/villages/" in phone.url


def test_the_count_is_said_and_where_nothing_is_found_what_to_do(
    phone: Any, sample_site: Path
) -> None:
    home(phone, sample_site)
    assert len(names(phone, "听泉")) == 1
    status = phone.locator(".gs-find [role=status]")
    assert status.inner_text() == "找到 1 个地方"
    assert status.get_attribute("aria-live") == "polite"
    assert names(phone, "没有这个村") == []
    assert status.inner_text() == "没有找到。请在下面选您的乡镇。"
    phone.fill("#find", "")
    assert status.inner_text() == ""


def test_the_arrows_enter_and_escape_are_enough(phone: Any, sample_site: Path) -> None:
    home(phone, sample_site)
    found = names(phone, "村")
    focused = "document.activeElement.textContent"
    phone.focus("#find")
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("ArrowDown")
    assert phone.evaluate(focused) == found[1]
    phone.keyboard.press("ArrowUp")
    phone.keyboard.press("ArrowUp")
    assert phone.evaluate("document.activeElement.id") == "find"
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Escape")
    assert phone.evaluate("document.activeElement.id") == "find"
    assert phone.input_value("#find") == ""
    assert phone.locator(".gs-find li").count() == 0
    names(phone, "tqc")
    with phone.expect_navigation():
        phone.press("#find", "Enter")
    assert "听泉村" in phone.inner_text("h1")


def test_the_places_load_with_the_first_use_and_once(phone: Any, sample_site: Path) -> None:
    home(phone, sample_site)
    phone.wait_for_selector("#find")
    assert not [url for url in phone.requested if "find-village-data" in url]
    phone.focus("#find")
    names(phone, "tq")
    phone.focus(".gs-brand")
    phone.focus("#find")
    names(phone, "t")
    loaded = [url for url in phone.requested if "find-village-data" in url]
    assert loaded == [(sample_site / "scripts/find-village-data.zh.js").as_uri()]
    assert all(url.startswith(sample_site.as_uri()) for url in phone.requested)


def test_without_javascript_the_lists_stand_and_no_dead_box(
    browser: Any, sample_site: Path
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    home(page, sample_site)
    assert not page.is_visible("#find")
    assert not page.is_visible("[data-large-print]")
    page.click(".gs-township:last-of-type summary")
    assert page.is_visible(".gs-township:last-of-type .gs-tiles a >> nth=0")
    context.close()


def size(page: Any) -> float:
    return float(page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)"))


def test_large_print_lasts_from_page_to_page_until_it_is_switched_off(
    phone: Any, sample_site: Path
) -> None:
    home(phone, sample_site)
    usual = size(phone)
    phone.click("[data-large-print]")
    assert size(phone) == usual * 1.5
    phone.reload()
    assert size(phone) == usual * 1.5
    phone.goto((sample_site / "en/policy/entry.four-in.html").as_uri())
    assert size(phone) == usual * 1.5
    assert phone.get_attribute("[data-large-print]", "aria-pressed") == "true"
    assert phone.evaluate("Object.entries(localStorage)") == [["gongshi-print", "large"]]
    phone.click("[data-large-print]")
    assert size(phone) == usual
    phone.reload()
    assert size(phone) == usual
    assert phone.evaluate("localStorage.length") == 0


def test_where_nothing_may_be_kept_large_print_holds_for_the_page(
    phone: Any, sample_site: Path
) -> None:
    phone.add_init_script(
        "Object.defineProperty(window, 'localStorage',"
        " {get() { throw new DOMException('denied', 'SecurityError') }})"
    )
    home(phone, sample_site)
    usual = size(phone)
    phone.click("[data-large-print]")
    assert size(phone) == usual * 1.5


def test_in_large_print_nothing_is_wider_than_the_phone(phone: Any, sample_site: Path) -> None:
    home(phone, sample_site)
    phone.click("[data-large-print]")
    kinds = ["index.html", "self-check.html", "data.html", "about.html", "notices.html"]
    for kind in ("villages", "notices", "townships", "policy", "responsibilities", "precisions"):
        first = min((sample_site / kind).glob("*.html"))
        kinds.append(first.relative_to(sample_site).as_posix())
    for folder in ("", "en/"):
        for kind in kinds:
            phone.goto((sample_site / f"{folder}{kind}").as_uri())
            assert phone.evaluate(CUT_OFF) == [], f"{folder}{kind}"
