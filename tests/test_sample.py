"""The committed sample: clean, complete, and a site whose every link leads somewhere."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from gongshi.finding import Severity
from gongshi.pipeline import Checked
from gongshi.public.facts import County
from gongshi.site.render import render
from tests.site import links
from tests.site.test_render import SHELLS


def test_the_sample_has_no_error_and_few_reminders(sample_checked: Checked) -> None:
    """In every village some duty of the year is overdue; six projects are late with their work.

    Two villages show a "has" that is contradicted.
    """
    found = Counter(one.code for one in sample_checked.findings)
    assert found == {"duty.overdue": 24, "project.milestone-overdue": 6, "haves.contradicted": 2}
    shown = [one for one in sample_checked.findings if one.code == "haves.contradicted"]
    assert [(one.record, one.spot) for one in shown] == [
        ("xiyue", "haves.eight-haves.7.status"), ("lixueping", "haves.eight-haves.6.status"),
    ]  # fmt: skip
    assert {one.severity for one in sample_checked.findings} == {Severity.WARNING}


def test_the_sample_is_as_large_as_promised(sample_facts: County) -> None:
    assert len(sample_facts.townships) >= 4
    assert len(sample_facts.villages) >= 24
    registered = sample_facts.figures.registered.households
    assert registered + sample_facts.figures.exited.households >= 600 * 0.97  # less those closed
    assert {village.listing for village in sample_facts.villages} == {"listed", "exited", None}


def test_every_step_is_where_some_round_stands(sample_facts: County) -> None:
    standing = {
        (one.direction, one.step) for village in sample_facts.villages for one in village.rounds
    }
    assert standing == {*(("entry", n) for n in range(1, 9)), *(("exit", n) for n in range(1, 7))}


def test_notices_are_open_today_and_one_objection_waits(sample_facts: County) -> None:
    open_today = [notice for notice in sample_facts.notices if notice.state == "open"]
    assert len(open_today) >= 6
    assert len({notice.days_left for notice in open_today}) >= 4
    assert {notice.direction for notice in open_today} == {"entry", "exit"}
    waiting = [one for notice in open_today for one in notice.objections if not one.answered]
    assert len(waiting) == 1


def test_no_id_stands_twice_on_a_page(sample_site: Path) -> None:
    for page, seen in links.read(sample_site).items():
        assert len(seen.ids) == len(set(seen.ids)), page


def test_every_page_is_complete_without_scripts(sample_site: Path) -> None:
    for page, seen in links.read(sample_site).items():
        assert "noscript" not in seen.tags, page
        assert "h1" in seen.tags, page
        assert seen.lang == ("en" if page.startswith("en/") else "zh-CN"), page


def test_a_page_runs_nothing_but_files_of_the_site(sample_site: Path) -> None:
    """Each script is a file that waits for the page: none stands in it, in a handler or a link.

    What describes the data for search engines is no script: it is data, on one page.
    """
    data = {"type": "application/ld+json"}
    for page, seen in links.read(sample_site).items():
        assert seen.inline == [], page
        assert (data in seen.scripts) == page.endswith("data.html"), page
        for script in (one for one in seen.scripts if one != data):
            assert set(script) == {"src", "defer"}, page
            assert re.fullmatch(r"(\.\./)*scripts/[a-z-]+\.js", str(script["src"])), page
    html = "".join(path.read_text(encoding="utf-8") for path in sample_site.rglob("*.html"))
    assert not re.search(r'<script(?! type="application/ld\+json")[^>]*>[^<]', html)


def test_no_number_on_the_site_could_be_an_id_or_a_mobile(sample_facts: County) -> None:
    shape = re.compile(r"(?<![0-9])(?:1[3-9][0-9]{9}|[0-9]{15}|[0-9]{17}[0-9Xx])(?![0-9])")
    made_up = re.compile(r"urn:uuid:[0-9a-f-]{36}")  # ids of feed entries: digits by chance
    for file in render(sample_facts, SHELLS):
        text = made_up.sub("", file.content.decode("utf-8"))
        assert not shape.search(text), file.path


def test_no_private_value_of_the_sample_is_on_its_site(
    sample_checked: Checked, sample_facts: County
) -> None:
    """Every member's whole name, every person number and every income, in every page."""
    private: set[str] = set()
    for document in sample_checked.documents:
        if document.origin.kind == "household":
            private.add(document.origin.id)
            private.update(member["id"] for member in document.value["members"])
            private.update(member["name"] for member in document.value["members"])
    shown = {
        official["name"]
        for document in sample_checked.documents
        if document.origin.kind in {"organisation", "village"}
        for part in ("leaders", "contacts", "team", "posts")
        for official in document.value.get(part, ())
    }
    words = re.compile("|".join(map(re.escape, sorted(private - shown))))
    officials = re.compile("|".join(map(re.escape, sorted(shown, key=len, reverse=True))))
    for file in render(sample_facts, SHELLS):
        # An official's name may begin like a member's: officials are public, so taken out first.
        # A calendar folds its lines: a name must not hide across two.
        unfolded = file.content.decode("utf-8").replace("\r\n ", "")
        text = officials.sub("", unfolded)
        assert not words.search(text), file.path
