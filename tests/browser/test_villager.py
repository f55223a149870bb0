"""The five questions, answered by walking the site as a villager would: each in two taps from home.

On a phone of 360 px, in both languages, with and without JavaScript, from disk without a network
and from a web server under a sub-path. A tap is a touch of something that can be seen.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from gongshi.public.facts import County, Notice, Village
from gongshi.site.language import LANGUAGES, Language
from tests.audit.served import served

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
WAYS = [
    (place, language, scripts)
    for place in ("disk", "server")
    for language in LANGUAGES
    for scripts in (True, False)
    if place == "disk" or scripts == (language.code == "zh")
]
"""From disk each language with and without scripts; from a server each once."""


class Villager:
    """Somebody with the site on a phone, who may tap twice."""

    def __init__(self, page: Any, address: str, language: Language) -> None:
        self.page = page
        self.language = language
        self.taps = 0
        page.goto(f"{address}{language.prefix}index.html")

    def tap(self, selector: str) -> None:
        """Touch what can be seen, and see where it leads."""
        found = self.page.locator(selector).first
        found.scroll_into_view_if_needed()
        assert found.is_visible(), selector
        found.tap()
        self.page.wait_for_load_state()
        self.taps += 1
        assert self.taps <= 2, "more than two taps from home"
        assert self.page.get_attribute("html", "lang") == self.language.tag
        # Waited for: what was tapped may still be on its way.
        self.page.wait_for_function("document.documentElement.scrollWidth <= innerWidth")

    def read(self, heading: str) -> str:
        """What stands under a heading, unfolded or not."""
        return str(self.page.inner_text(f"section:has([id='{heading}'])"))

    def village(self, village: Village) -> None:
        """To a village: its township, then its name."""
        township = self.language.plain(village.township.name)
        self.tap(f"details:has(summary:has-text('{township}')) > summary")
        self.tap(f"details[open] .gs-tiles a[href$='villages/{village.id}.html']")
        assert self.language.plain(village.name) in self.page.inner_text("h1")


@pytest.fixture(scope="module")
def addresses(sample_site: Path) -> Iterator[dict[str, str]]:
    with served(sample_site) as address:
        yield {"disk": f"{sample_site.as_uri()}/", "server": address}


@pytest.fixture(
    scope="module",
    params=WAYS,
    ids=lambda way: f"{way[0]}-{way[1].code}-{'script' if way[2] else 'bare'}",
)
def way(request: pytest.FixtureRequest, browser: Any, addresses: dict[str, str]) -> Iterator[Any]:
    """A phone for all walks of one way: nothing is asked of anybody else, nothing fails."""
    place, language, scripts = request.param
    context = browser.new_context(viewport=PHONE, has_touch=True, java_script_enabled=scripts)
    context.set_offline(place == "disk")
    wrong: list[str] = []
    context.on("request", lambda asked: (
        None if asked.url.startswith(addresses[place]) else wrong.append(asked.url)
    ))  # fmt: skip
    context.on("weberror", lambda error: wrong.append(str(error.error)))
    yield context, addresses[place], language
    context.close()
    assert wrong == []


@pytest.fixture
def villager(way: Any) -> Iterator[Villager]:
    context, address, language = way
    page = context.new_page()
    yield Villager(page, address, language)
    page.close()


@pytest.fixture(scope="module")
def ours(sample_facts: County) -> Village:
    """A village with an open list of three rows and more that is not among the first on home."""
    first = {one.village.id for one in sample_facts.notices[:3]}
    return next(
        village
        for village in sample_facts.villages
        if village.id not in first
        if any(one.rows and len(one.rows) >= 3 for one in village.notices)
    )


@pytest.fixture(scope="module")
def hung(sample_facts: County) -> Notice:
    """The list that closes first."""
    assert sample_facts.notices[0].rows
    return sample_facts.notices[0]


def to_the_list(villager: Villager, notice: Notice) -> None:
    villager.tap(f"section:has(#open) .gs-card a[href$='notices/{notice.id}.html']")


def test_is_a_list_open_now_and_is_my_household_on_it(
    villager: Villager, hung: Notice, sample_facts: County
) -> None:
    shown = sum(one.state == "open" for one in sample_facts.notices)
    assert str(shown) in villager.page.inner_text("#open")
    to_the_list(villager, hung)
    rows = villager.page.locator("section:has(#list) tbody tr")
    told = [[cell.strip() for cell in row.split("\t")] for row in rows.all_inner_texts()]
    say = villager.language.plain
    assert hung.rows
    assert [(row[0], row[1], row[3]) for row in told] == [
        (str(one.number), say(one.group), str(one.persons)) for one in hung.rows
    ]
    for row, one in zip(told, hung.rows, strict=True):
        assert row[2].startswith(one.head)
    days = {"zh": f"还剩 {hung.days_left} 天", "en": f"{hung.days_left} day"}
    top = villager.page.inner_text("article")
    assert hung.days_left == 0 or days[villager.language.code] in top


def test_my_own_village_tells_of_its_open_list(villager: Villager, ours: Village) -> None:
    villager.village(ours)
    cards = villager.page.locator("section:has(#notices) .gs-card")
    live = [one for one in ours.notices if one.state != "closed"]
    assert cards.count() == len(live)
    for number, notice in enumerate(live):
        assert villager.language.day(notice.until) in cards.nth(number).inner_text()


def test_why_them_and_not_us(villager: Villager, hung: Notice) -> None:
    to_the_list(villager, hung)
    standard = hung.standards[-1]
    assert villager.language.plain(standard.name) in villager.read("standard")
    villager.tap(f"section:has(#standard) a[href$='policy/{standard.id}.html']")
    clause = villager.page.locator(f"[id='{standard.id}.1']")
    assert clause.locator(".gs-clause").is_visible()
    assert clause.locator(".gs-examples li").count() == 2
    assert clause.locator(".gs-checked a[href*='rules/']").is_visible()


def test_the_self_check_is_two_taps_away(villager: Villager) -> None:
    villager.tap(".gs-nav a[href$='policy.html']")
    villager.tap("a[href$='self-check.html']")
    assert villager.page.locator("[data-question='registration'] legend").is_visible()


def test_how_do_i_object_and_until_when(villager: Villager, hung: Notice) -> None:
    to_the_list(villager, hung)
    told = villager.read("object")
    assert villager.language.day(hung.until) in told
    calls = villager.page.locator("section:has(#object) a[href^='tel:']")
    assert calls.count() == len(hung.offices) == 3
    for number, office in enumerate(hung.offices):
        assert calls.nth(number).get_attribute("href") == f"tel:{office.duty_phone}"
        assert calls.nth(number).is_visible()
        assert calls.nth(number).bounding_box()["height"] >= 24
        assert villager.language.plain(office.name) in told
        assert villager.language.plain(office.address) in told


def test_what_help_is_there_and_who_must_visit_us(villager: Villager, ours: Village) -> None:
    villager.village(ours)
    duties, people = villager.read("duties"), villager.read("people")
    visit = {"zh": ("入户走访", "每季度"), "en": ("home visit", "Every quarter")}
    for words in visit[villager.language.code]:
        assert words in duties
    assert re.search("[0-9]+/[0-9]+", duties), "and whether they did"
    for unit in ours.units:
        assert villager.language.plain(unit.name) in people
    for official in ours.team:
        assert official.name in people


def test_what_does_our_village_have(villager: Villager, ours: Village) -> None:
    villager.village(ours)
    board = villager.read("haves")
    (eight,) = [one for one in ours.boards if one.id == "eight-haves"]
    for have in eight.haves:
        assert villager.language.plain(have.title) in board
    profile, projects = villager.read("profile"), villager.read("projects")
    for item in ours.profile:
        assert villager.language.plain(item.name) in profile
    for project in ours.projects:
        assert villager.language.plain(project.name) in projects


# By the keyboard alone.

FOCUS = """() => {
  const seen = document.activeElement;
  const style = getComputedStyle(seen);
  const box = seen.getBoundingClientRect();
  return {
    name: seen.textContent.trim(), id: seen.id, path: seen.getAttribute("href"),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1,
    shown: box.width > 1 && box.right > 0 && box.left < innerWidth
      && box.bottom > 0 && box.top < innerHeight,
  };
}"""


@pytest.fixture
def keyboard(browser: Any, sample_site: Path) -> Iterator[Any]:
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    page.goto((sample_site / "index.html").as_uri())
    yield page
    context.close()


def step(page: Any, key: str = "Tab") -> dict[str, Any]:
    """Press a key; where the focus is then must be seen."""
    page.keyboard.press(key)
    found: dict[str, Any] = page.evaluate(FOCUS)
    assert found["ring"], found
    assert found["shown"], found
    return found


def test_tab_goes_through_the_head_of_the_page_and_every_stop_is_seen(keyboard: Any) -> None:
    assert step(keyboard)["path"] == "#main", "first the way past it all"
    names = [step(keyboard)["name"] for _ in range(8)]
    assert names[1:3] == ["大字", "English"]
    assert names[3:] == ["首页", "公示", "政策", "帮扶责任", "关于"]
    assert step(keyboard)["id"] == "find"


def test_enter_on_the_first_stop_goes_past_the_head(keyboard: Any) -> None:
    step(keyboard)
    keyboard.keyboard.press("Enter")
    assert keyboard.url.endswith("#main")
    assert step(keyboard)["id"] == "find", "the next stop is in the content"


def test_a_village_is_found_and_opened_without_a_finger(keyboard: Any) -> None:
    for _ in range(10):
        step(keyboard)
    keyboard.keyboard.type("tqc")
    keyboard.wait_for_function("document.querySelector('.gs-find li a')")
    with keyboard.expect_navigation():
        keyboard.keyboard.press("Enter")
    assert "听泉村" in keyboard.inner_text("h1")


def test_a_township_unfolds_and_its_village_opens_by_enter(keyboard: Any) -> None:
    for _ in range(11):
        step(keyboard)
    assert keyboard.evaluate("document.activeElement.tagName") == "SUMMARY"
    keyboard.keyboard.press("Enter")
    assert keyboard.evaluate("document.activeElement.parentElement.open")
    village = step(keyboard)
    with keyboard.expect_navigation():
        keyboard.keyboard.press("Enter")
    assert village["name"] in keyboard.inner_text("h1")


def test_every_stop_of_a_notice_is_seen(keyboard: Any, hung: Notice) -> None:
    keyboard.goto(keyboard.url.replace("index.html", f"notices/{hung.id}.html"))
    stops = keyboard.evaluate(
        "[...document.querySelectorAll('a[href], button, summary, input')]"
        ".filter((each) => each.checkVisibility()).length"
    )
    assert stops > 25
    seen = {(found["name"], found["path"]) for found in (step(keyboard) for _ in range(stops))}
    assert any(str(path).startswith("tel:") for _, path in seen)
    assert len(seen) > 20


# Large print, and paper.


def test_large_print_makes_every_text_larger_and_holds_on_the_next_page(
    keyboard: Any, hung: Notice
) -> None:
    sizes = """['h1', '.gs-lead', 'td', '.gs-office', 'footer p'].map((each) =>
      parseFloat(getComputedStyle(document.querySelector(each)).fontSize))"""
    notice = keyboard.url.replace("index.html", f"notices/{hung.id}.html")
    keyboard.goto(notice)
    usual = keyboard.evaluate(sizes)
    assert min(usual) >= 14
    keyboard.goto(notice.replace(f"notices/{hung.id}", "policy"))
    keyboard.click("[data-large-print]")
    keyboard.goto(notice)
    assert keyboard.evaluate(sizes) == pytest.approx([size * 1.5 for size in usual])
    assert keyboard.evaluate("document.documentElement.scrollWidth <= innerWidth")


TWINS = str.maketrans(
    "戶⺟⺠⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻢⻤⻥⻦⻨⻩⻬⻮⻰",
    "户母民见角贝车长门青韦页风飞马鬼鱼鸟麦黄齐齿龙",
)
"""Radicals that share a glyph with a character: a PDF gives back the one for the other."""


def paper(page: Any) -> str:
    """The text of the page as printed on A4, without spaces."""
    pages = PdfReader(io.BytesIO(page.pdf(format="A4"))).pages
    text = "".join(one.extract_text() for one in pages)
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).translate(TWINS)


def plain(text: str) -> str:
    """A text as it is found on paper."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def test_the_printed_notice_has_every_row_and_how_to_object(keyboard: Any, hung: Notice) -> None:
    keyboard.goto(keyboard.url.replace("index.html", f"notices/{hung.id}.html"))
    printed = paper(keyboard)
    assert hung.rows
    for row in hung.rows:
        assert plain(f"{row.number}{row.group.zh}{row.head}") in printed, row.number
    for office in hung.offices:
        assert office.duty_phone in printed
        assert plain(office.address.zh) in printed
    assert plain(hung.steps[-1].plain.zh) in printed


def test_what_is_folded_on_the_screen_is_open_on_paper(keyboard: Any, sample_facts: County) -> None:
    group = next(one for one in sample_facts.clause_groups if one.id == "entry.seven-not-in")
    keyboard.goto(keyboard.url.replace("index.html", f"policy/{group.id}.html"))
    assert not keyboard.locator(".gs-wording p >> nth=0").is_visible()
    printed = paper(keyboard)
    for clause in group.clauses:
        assert plain(clause.wording.zh) in printed, clause.id
        for example in clause.examples:
            assert plain(example.text.zh) in printed, clause.id
