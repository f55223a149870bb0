"""The Dataset markup of the data page: what a search engine for data reads, and nothing runs."""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gongshi.public.facts import County, Label, Licence
from gongshi.site import markup
from gongshi.site.language import LANGUAGES
from gongshi.site.tables import TABLES
from tests.site.published import HOSTILE, hostile, tiny
from tests.site.test_render import html_of, tags


def read(page: str) -> dict[str, Any]:
    (markup,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    found: dict[str, Any] = json.loads(markup)
    return found


@pytest.mark.parametrize("folder", [language.prefix for language in LANGUAGES])
def test_the_markup_names_every_file_where_it_is(folder: str, sample_site: Path) -> None:
    page = f"{folder}data.html"
    found = read((sample_site / page).read_text(encoding="utf-8"))
    assert (found["@context"], found["@type"]) == ("https://schema.org/", "Dataset")
    assert 50 <= len(found["description"]) <= 5000
    assert found["dateModified"] == "2019-11-18"
    assert len(found["distribution"]) == len(TABLES) + 2
    for one in found["distribution"]:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page), one["contentUrl"]))
        assert (sample_site / path).is_file(), path


def test_addresses_are_whole_where_the_county_has_said_where_its_site_is() -> None:
    county = replace(
        tiny(),
        address="https://example.org/gs/",
        licence=Licence(Label("许可", None), "https://example.org/licence"),
    )
    found = read(html_of(county)["en/data.html"])
    assert found["url"] == "https://example.org/gs/en/data.html"
    assert found["license"] == "https://example.org/licence"
    assert found["distribution"][0]["contentUrl"] == "https://example.org/gs/data/townships.csv"
    assert "license" not in read(html_of(tiny())["data.html"])


@pytest.mark.parametrize("attack", [*HOSTILE, "</script><script>alert(1)</script>", "<!--<script>"])
def test_no_text_ends_the_element_it_stands_in(attack: str) -> None:
    for language in LANGUAGES:
        made = markup.dataset(language, hostile(tiny(), attack), "../")
        page = f'<script type="application/ld+json">{made}</script>'
        assert tags(page) == [("script", ("type",))]
        assert read(page)["@type"] == "Dataset"


def test_a_licence_is_told_or_its_absence() -> None:
    def shown(county: County) -> str:
        return html_of(county)["en/data.html"]

    assert "The county has not stated a licence." in shown(tiny())
    licence = Licence(Label("许可", "Open licence"), "https://example.org/licence")
    page = shown(replace(tiny(), licence=licence))
    assert "The county has not stated a licence." not in page
    assert 'href="https://example.org/licence"' in page
