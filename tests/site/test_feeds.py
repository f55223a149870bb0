"""The Atom feeds: well-formed, as RFC 4287 has them, stable, and naming nobody."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from gongshi.public.facts import CorrectionFact, County, Label
from gongshi.site import feeds
from gongshi.site.language import LANGUAGES
from tests.public.test_view import facts
from tests.site.published import HOSTILE, files_of, hostile, tiny

ATOM = "{http://www.w3.org/2005/Atom}"
XML = "{http://www.w3.org/XML/1998/namespace}"
MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T00:00:00\+08:00")


def read(county: County) -> dict[str, ET.Element]:
    return {
        path: ET.fromstring(content)  # noqa: S314 - what we have written ourselves
        for path, content in files_of(county, feeds).items()
        if path.endswith(".atom")
    }


def text(element: ET.Element, name: str) -> str:
    (found,) = element.findall(f"{ATOM}{name}")
    return found.text or ""


def links(element: ET.Element, relation: str) -> list[str]:
    found = element.findall(f"{ATOM}link")
    return [one.attrib["href"] for one in found if one.attrib["rel"] == relation]


def check(feed: ET.Element) -> None:
    """What RFC 4287 asks of a feed and its entries."""
    assert feed.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert text(feed, name)
    assert len(feed.findall(f"{ATOM}author/{ATOM}name")) == 1
    assert len(links(feed, "self")) == 1
    ids = []
    for entry in feed.findall(f"{ATOM}entry"):
        ids.append(text(entry, "id"))
        assert text(entry, "title")
        assert text(entry, "summary")
        assert MOMENT.fullmatch(text(entry, "updated"))
        assert MOMENT.fullmatch(text(entry, "published"))
        assert text(entry, "published") <= text(entry, "updated") <= text(feed, "updated")
        assert len(links(entry, "alternate")) == 1
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in (*ids, text(feed, "id")))


def test_there_is_a_feed_for_the_county_and_each_township(sample_facts: County) -> None:
    names = ["county", *(f"townships/{one.id}" for one in sample_facts.townships)]
    assert sorted(read(sample_facts)) == sorted(
        f"{language.prefix}feeds/{name}.atom" for language in LANGUAGES for name in names
    )


def test_every_feed_is_as_the_standard_asks(sample_facts: County) -> None:
    found = read(sample_facts)
    for feed in found.values():
        check(feed)
        assert len(feed.findall(f"{ATOM}entry")) >= feeds.LEAST
    assert len({text(feed, "id") for feed in found.values()}) == len(found)


def test_every_link_of_a_feed_leads_to_a_page(sample_facts: County, sample_site: Path) -> None:
    for path, feed in read(sample_facts).items():
        for element in (feed, *feed.findall(f"{ATOM}entry")):
            for link in (*links(element, "self"), *links(element, "alternate")):
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), link))
                assert (sample_site / target.partition("#")[0]).is_file(), (path, link)
                english = target.startswith("en/")
                assert english == path.startswith("en/"), "the page in the feed's language"


def test_what_the_tiny_countys_feed_tells() -> None:
    feed = read(tiny())["en/feeds/county.atom"]
    assert feed.attrib[f"{XML}lang"] == "en"
    assert text(feed, "title") == "Yunxiu County: notices and announcements"
    assert text(feed, "subtitle") == "Demonstration records, all invented."
    first = feed.findall(f"{ATOM}entry")[0]
    assert text(first, "published") == "2019-11-13T00:00:00+08:00"
    assert text(first, "summary").startswith(
        "Entry 2019: households proposed for the list · 1 household, 2 persons · "
        "Anyone may object until 20 November 2019: Tingquan service centre, Group 1"
    )


def test_a_notice_is_news_from_its_first_day() -> None:
    def pages(day: date) -> list[str]:
        shown = facts(day)
        return [one.page for one in feeds.entries(shown, LANGUAGES[0], shown.villages)]

    page = "notices/tingquan-2019-entry-2.html"
    assert page not in pages(date(2019, 11, 12))
    assert page in pages(date(2019, 11, 13))
    assert page in pages(date(2019, 11, 21)), "and stays when it has closed"


def test_a_correction_makes_an_entry_new_again() -> None:
    shown = tiny()
    (village,) = shown.villages
    notice = next(one for one in village.notices if one.state == "closed")
    fault = CorrectionFact(date(2019, 11, 17), "list", Label("人数抄错", "Miscounted"))
    village = replace(village, notices=(replace(notice, corrections=(fault,)),), announcements=())
    (entry,) = feeds.entries(shown, LANGUAGES[1], (village,))
    assert (entry.published, entry.updated) == (notice.since, date(2019, 11, 17))
    assert entry.summary.endswith("Corrected on 17 November 2019: Miscounted")


def test_old_news_leaves_but_a_feed_is_never_nearly_empty() -> None:
    shown = tiny()
    (village,) = shown.villages
    notice = village.notices[0]

    def entries(number: int, since: date) -> int:
        notices = tuple(replace(notice, id=f"n{one}", since=since) for one in range(number))
        crowded = replace(village, notices=notices, announcements=())
        return len(feeds.entries(shown, LANGUAGES[0], (crowded,)))

    assert entries(70, shown.as_of) == 70, "all that is recent"
    assert entries(70, date(2018, 1, 1)) == feeds.LEAST
    assert entries(3, date(2018, 1, 1)) == 3


def test_ids_do_not_depend_on_where_the_site_is() -> None:
    shown = tiny()
    away = read(replace(shown, address="https://example.org/gs/"))
    for path, feed in read(shown).items():
        assert f"{XML}base" not in feed.attrib, "no address is made up"
        assert away[path].attrib[f"{XML}base"] == f"https://example.org/gs/{path}"
        ids = [one.text for one in feed.iter(f"{ATOM}id")]
        assert ids == [one.text for one in away[path].iter(f"{ATOM}id")]


@pytest.mark.parametrize("attack", HOSTILE)
def test_hostile_texts_stay_texts(attack: str) -> None:
    clean = read(tiny())
    for path, feed in read(hostile(tiny(), attack)).items():
        check(feed)
        assert [one.tag for one in feed.iter()] == [one.tag for one in clean[path].iter()], path
