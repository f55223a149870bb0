"""What the sample's files promise: weight, own origin, a strict policy, links that resolve."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongshi.public.facts import County
from gongshi.site.policy import CONTENT_SECURITY_POLICY
from tests.audit import weight
from tests.audit.measure import Measure, at_least, at_most, none_of, table
from tests.conftest import ROOT
from tests.site import links


def test_the_sample_keeps_every_promise_that_its_files_show(
    sample_facts: County, sample_site: Path
) -> None:
    measures = weight.measures(sample_facts, sample_site)
    assert len(measures) == 5
    for one in measures:
        assert one.kept, (one.promise, one.broken)


PAGE = """<html><head><link rel="stylesheet" href="a.css"><link rel="alternate" href="en.html">
<script type="application/ld+json">{}</script></head><body><a href="#x">x</a></body></html>"""


def small(tmp_path: Path, page: str = PAGE, sheet: str = "a { color: red }") -> Path:
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    (tmp_path / "a.css").write_text(sheet, encoding="utf-8")
    return tmp_path


def test_a_page_loads_its_sheets_and_what_they_name_but_not_what_it_links_to(
    tmp_path: Path,
) -> None:
    site = small(tmp_path, sheet="@import 'b.css'; a { background: url(c.png) } b { src: url(#d) }")
    for name in ("b.css", "c.png"):
        (site / name).write_bytes(b"")
    assert weight.loads(site, "page.html", links.read(site)["page.html"]) == {
        "a.css", "b.css", "c.png",
    }  # fmt: skip


@pytest.mark.parametrize(
    "element",
    [
        "<script>alert(1)</script>",
        "<style>a { color: red }</style>",
        '<p style="color: red">x</p>',
        '<p onclick="alert(1)">x</p>',
        '<a href="javascript:alert(1)">x</a>',
    ],
)
def test_an_inline_script_or_style_is_seen(tmp_path: Path, element: str) -> None:
    clean = links.read(small(tmp_path))["page.html"]
    assert clean.inline == []
    site = small(tmp_path, PAGE.replace("</body>", f"{element}</body>"))
    assert len(links.read(site)["page.html"].inline) == 1


@pytest.mark.parametrize(
    ("page", "sheet"),
    [
        (PAGE.replace("<body>", '<body><img src="https://elsewhere.example/a.png">'), ""),
        (PAGE.replace("<body>", '<body><img srcset="//elsewhere.example/a.png 2x">'), ""),
        (PAGE, "@font-face { src: url(https://elsewhere.example/a.woff2) }"),
    ],
)
def test_a_load_from_elsewhere_is_seen(tmp_path: Path, page: str, sheet: str) -> None:
    site = small(tmp_path, page, sheet)
    found = weight.loads(site, "page.html", links.read(site)["page.html"])
    assert [one for one in found if "elsewhere.example" in one]


def test_every_page_states_the_policy_before_it_loads_anything(sample_site: Path) -> None:
    stated = f'<meta http-equiv="Content-Security-Policy" content="{CONTENT_SECURITY_POLICY}">'
    for path in sample_site.rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert stated in html, path
        assert html.index(stated) < html.index("<link"), path


@pytest.mark.parametrize("file", sorted(path.name for path in (ROOT / "server").iterdir()))
def test_a_server_states_the_policy_of_the_pages_and_that_nobody_may_frame_them(file: str) -> None:
    text = (ROOT / "server" / file).read_text(encoding="utf-8")
    [policy] = re.findall(r"Content-Security-Policy:? \"?([^\"\n]+)", text)
    assert policy == f"{CONTENT_SECURITY_POLICY}; frame-ancestors 'none'"
    for header in ("X-Content-Type-Options", "Referrer-Policy", "Cache-Control"):
        assert header in text, header


def test_a_measure_names_the_worst_page_and_what_breaks_the_promise() -> None:
    heavy = at_most("weight", 10, "B", {"a.html": 9, "b.html": 11})
    assert heavy == Measure("weight", "≤ 10 B", "11", "b.html", ("b.html: 11 B",))
    assert at_most("weight", 10, "B", {"a.html": 10}).kept
    assert not at_least("score", 95, {"a.html": 94, "b.html": 100}).kept
    assert at_least("score", 95, {"a.html": 95}).where == "a.html"
    assert not none_of("faults", [], pages=0).kept, "nothing seen is nothing kept"
    assert "FAIL" in table([heavy])
    assert "b.html: 11 B" in table([heavy])
