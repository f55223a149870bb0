"""What stands on every page of the sample: where one is, the twin, the day and the version."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from pathlib import Path

import pytest

from gongshi.public.facts import County
from gongshi.site import data, state
from gongshi.site.language import LANGUAGES
from gongshi.site.pages import pages
from gongshi.site.render import render
from tests.site.published import tiny
from tests.site.test_render import SHELLS

DAYS = {"zh": "2019年11月18日", "en": "18 November 2019"}


@pytest.fixture(scope="module")
def html(sample_site: Path) -> dict[str, str]:
    """Every page by its path."""
    return {
        path.relative_to(sample_site).as_posix(): path.read_text(encoding="utf-8")
        for path in sample_site.rglob("*.html")
    }


def target(page: str, link: str) -> str:
    """Where a link of a page leads, as a path of the site."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), link))


def test_every_page_that_is_named_is_there_and_no_other(
    html: dict[str, str], sample_facts: County
) -> None:
    assert html.keys() == {
        f"{language.prefix}{page.path}" for language in LANGUAGES for page in pages(sample_facts)
    }


def test_every_page_but_home_tells_the_way_from_home(
    html: dict[str, str], sample_facts: County
) -> None:
    for language in LANGUAGES:
        for page in pages(sample_facts):
            path = f"{language.prefix}{page.path}"
            trail = re.search(r'<nav class="gs-trail".*?</nav>', html[path], re.DOTALL)
            if page.path == "index.html":
                assert trail is None
                continue
            assert trail, path
            steps = [target(path, link) for link in re.findall(r'href="([^"]+)"', trail[0])]
            above = ["index.html", *(one for one, _ in page.trail)]
            assert steps == [f"{language.prefix}{one}" for one in above], path
            assert trail[0].count('<li aria-current="page">') == 1, path


def test_every_page_leads_to_its_twin(html: dict[str, str]) -> None:
    for path, text in html.items():
        twin = path.removeprefix("en/") if path.startswith("en/") else f"en/{path}"
        ((link, tag),) = re.findall(
            r'<a class="gs-language" href="([^"]+)" hreflang="([^"]+)"', text
        )
        assert target(path, link) == twin
        assert f'<html lang="{tag}"' in html[twin]


def test_every_page_tells_its_day_and_the_version_of_the_records(
    html: dict[str, str], sample_facts: County
) -> None:
    version = data.version(data.files(sample_facts))
    assert re.fullmatch("[0-9a-f]{12}", version)
    for path, text in html.items():
        footer = text.partition('<footer class="gs-footer">')[2]
        assert DAYS["en" if path.startswith("en/") else "zh"] in footer, path
        assert version in footer, path


def test_the_version_changes_with_what_is_public_and_with_nothing_else() -> None:
    shown = tiny()
    version = data.version(data.files(shown))
    assert data.version(data.files(replace(shown))) == version
    hidden = replace(shown, address=None, demonstration=None)
    assert data.version(data.files(hidden)) == version
    village = shown.townships[0].villages[0]
    other = replace(village, groups=village.groups[:1])
    township = replace(shown.townships[0], villages=(other,))
    assert data.version(data.files(replace(shown, townships=(township,)))) != version


def test_an_address_gives_every_page_whole_links_to_its_twins() -> None:
    address = "https://example.org/gs/"
    shown = replace(tiny(), address=address)
    found = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
    for file in render(shown, SHELLS):
        if file.path.endswith(".html"):
            path = file.path.removeprefix("en/")
            assert found.findall(file.content.decode("utf-8")) == [
                ("zh-CN", f"{address}{path}"),
                ("en", f"{address}en/{path}"),
                ("x-default", f"{address}{path}"),
            ], file.path
    for file in render(replace(shown, address=None), SHELLS):
        assert b'<link rel="alternate" hreflang' not in file.content, file.path


def test_each_figure_of_a_place_leads_to_how_it_is_counted(html: dict[str, str]) -> None:
    for path in ("index.html", "townships/shuiyun.html", "en/villages/tingquan.html"):
        figures = html[path].partition('<dl class="gs-figures">')[2].partition("</dl>")[0]
        names = re.findall(r"<dt>(.*?)</dt>", figures)
        assert len(names) >= 3
        for name in names:
            (link,) = re.findall(r'href="([^"#]+)#(counted-[a-z]+)"', name)
            assert f'id="{link[1]}"' in html[target(path, link[0])], name


def test_the_state_of_the_records_counted_by_hand() -> None:
    """The tiny county: one village with a log, a form and people; its eight are not all judged."""
    found = state.of_records(tiny())
    assert (found.townships, found.villages) == (1, 1)
    assert (found.notices, found.open_notices) == (len(tiny().notices), 1)
    assert (found.unlogged, found.unjudged, found.unformed, found.uncounted) == (0, 1, 0, 0)
    village = tiny().villages[0]
    bare = replace(village, profile_year=None, figures=replace(village.figures, population=None))
    township = replace(tiny().townships[0], villages=(bare,))
    changed = state.of_records(replace(tiny(), townships=(township,)))
    assert (changed.unformed, changed.uncounted) == (1, 1)
