"""The audit's part in a browser that takes seconds: the smallest page of each kind.

`make audit` opens the largest, in both languages, at both widths, in light and dark. The last tests
break each promise on a small page, and the audit sees it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongshi.public.facts import County
from gongshi.site.policy import CONTENT_SECURITY_POLICY
from tests.audit import kinds, reach
from tests.audit.served import served

pytestmark = pytest.mark.browser
Check = Callable[[Any, str, list[str]], list[str]]


@pytest.fixture(scope="module")
def pages(sample_facts: County, sample_site: Path) -> list[str]:
    """The smallest page of each kind, Chinese pages first."""
    return [path for _, path in kinds.one_of_each(sample_facts, sample_site, min)]


def in_folder(pages: list[str], folder: str) -> list[str]:
    """One language's half of the pages."""
    these = [path for path in pages if path.startswith("en/") == bool(folder)]
    assert len(these) == len(pages) / 2
    return these


@pytest.fixture(scope="module")
def disk(sample_site: Path) -> str:
    return f"{sample_site.as_uri()}/"


@pytest.mark.parametrize(
    "check",
    [reach.too_wide, reach.lost_when_large, reach.needs_a_script, reach.lost_in_print],
)
def test_every_page_kind_keeps_the_promise(
    browser: Any, disk: str, pages: list[str], check: Check
) -> None:
    assert check(browser, disk, in_folder(pages, "")) == []


def test_every_page_kind_works_from_disk(browser: Any, disk: str, pages: list[str]) -> None:
    assert reach.asks_nobody(browser, disk, pages) == []


def test_every_page_kind_works_under_a_sub_path(
    browser: Any, sample_site: Path, pages: list[str]
) -> None:
    with served(sample_site) as address:
        assert reach.asks_nobody(browser, address, pages) == []


@pytest.mark.parametrize(
    ("folder", "scheme"), [("", "dark"), ("en/", "light")], ids=["zh-dark", "en-light"]
)
def test_axe_finds_nothing_on_any_page_kind(
    browser: Any, disk: str, pages: list[str], folder: str, scheme: str
) -> None:
    assert reach.axe(browser, disk, in_folder(pages, folder), 360, scheme) == []


PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>A page</title><link rel="stylesheet" href="page.css"></head>
<body><main><h1>A page</h1><p>Some words of it.</p>{more}</main></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Callable[[str, str], tuple[str, list[str]]]:
    """Write a page with this body and style sheet; gives its folder's address and its name."""

    def write(more: str, style: str) -> tuple[str, list[str]]:
        html = PAGE.format(policy=CONTENT_SECURITY_POLICY, more=more)
        (tmp_path / "page.html").write_text(html, encoding="utf-8")
        (tmp_path / "page.css").write_text(f"body {{ color: #000 }} {style}", encoding="utf-8")
        (tmp_path / "page.js").write_text(
            "document.querySelector('p').append(' More.')", encoding="utf-8"
        )
        return f"{tmp_path.as_uri()}/", ["page.html"]

    return write


@pytest.mark.parametrize(
    ("check", "more", "style"),
    [
        (reach.asks_nobody, "<script>document.title = 'x'</script>", ""),
        (reach.asks_nobody, "<p style='color: red'>x</p>", ""),
        (reach.asks_nobody, "<img alt='' src='http://127.0.0.1:9/a.png'>", ""),
        (reach.asks_nobody, "<img alt='' src='gone.png'>", ""),
        (reach.too_wide, "", "p { width: 400px }"),
        (reach.lost_when_large, "", "p { font-size: 16px }"),
        (reach.lost_when_large, "", "p { height: 1.5rem; width: 8rem; overflow: hidden }"),
        (reach.lost_when_large, "", "p { width: 12rem }"),
        (reach.needs_a_script, "<script src='page.js'></script>", ""),
        (reach.lost_in_print, "", "@media print { p { display: none } }"),
        (reach.lost_in_print, "<details><summary>x</summary>Folded.</details>", ""),
        (reach.lost_in_print, "", "body { background: #111 }"),
        (reach.lost_in_print, "", "@media print { p { width: 900px } }"),
    ],
)
def test_a_broken_promise_is_seen(
    browser: Any, page: Any, check: Check, more: str, style: str
) -> None:
    assert check(browser, *page("", "")) == []
    assert check(browser, *page(more, style))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_too_faint_is_seen_by_axe(browser: Any, page: Any, scheme: str) -> None:
    faint = f"@media (prefers-color-scheme: {scheme}) {{ p {{ color: #ccc }} }}"
    assert reach.axe(browser, *page("", faint), 360, scheme)
    other = {"light": "dark", "dark": "light"}[scheme]
    assert reach.axe(browser, *page("", faint), 360, other) == []
