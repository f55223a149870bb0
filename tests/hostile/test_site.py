"""The public site: hostile texts are shown as they were written, and change nothing around them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from markupsafe import escape

from tests.audit.kinds import one_of_each
from tests.hostile.attacks import TEXTS
from tests.hostile.conftest import Planted
from tests.hostile.fields import TOKEN, fields
from tests.hostile.same import calendar, difference, instead, on_one_line, words

Tally = Callable[[str, int], None]
ORIGIN = "http://county.example"
NODES = """() => {
  const nodes = [];
  const walk = (node) => {
    if (node.nodeType === Node.ELEMENT_NODE) {
      const named = [...node.attributes].map((each) => [each.name, each.value]);
      nodes.push([node.namespaceURI, node.tagName, named]);
      (node instanceof HTMLTemplateElement ? node.content : node).childNodes.forEach(walk);
      nodes.push("/" + node.tagName);
    } else {
      const drawn = node.parentNode instanceof SVGTextContentElement;
      nodes.push([node.nodeType, drawn ? "cut to its room" : node.data]);
    }
  };
  walk(document.documentElement);
  return JSON.stringify({ nodes, ran: "attacked" in window });
}"""
"""Every node of a page in its order: elements with their attributes, texts, comments."""


def json_file(content: bytes) -> Any:
    read = json.loads(content)
    for one in read.get("resources", ()):
        del one["bytes"]
    return read


def script(content: bytes) -> Any:
    """The data script of the search box, but for the keys, which are made from the names."""
    match = re.fullmatch(rb"window\.gongshiPlaces = (\[.*\]);\n", content, re.DOTALL)
    assert match, "no more than one assignment"
    return [place[:3] for place in json.loads(match[1])]


def sheet(content: bytes) -> Any:
    """The cells of a CSV file, each without the apostrophe that guards it."""
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert not any(
        cell.lstrip()[:1] and cell.lstrip()[:1] in "=+-@＝＋－＠﹦" for row in rows for cell in row
    )
    return [[cell.removeprefix("'") for cell in row] for row in rows]


def feed(content: bytes) -> Any:
    root = ET.fromstring(content)  # noqa: S314 - our own
    return [(one.tag, sorted(one.attrib.items()), one.text or "") for one in root.iter()]


def without_tabs(text: str) -> str:
    return text.replace("\t", " ")


FORMATS: dict[str, tuple[Callable[[bytes], Any], Callable[[str], str]]] = {
    ".json": (json_file, without_tabs),
    ".js": (script, str),
    ".csv": (sheet, without_tabs),
    ".atom": (feed, on_one_line),
    ".ics": (calendar, on_one_line),
}
"""The files beside the pages: how each is read back, and what it does with white space."""


def test_whoever_reads_a_file_has_each_text_as_data(
    plain: Planted, attacked: list[Planted], tally: Tally
) -> None:
    beside = [
        path for path in plain.site
        if path.endswith(tuple(FORMATS)) and (not path.endswith(".js") or "-data" in path)
    ]  # fmt: skip
    assert {path[path.rindex(".") :] for path in beside} == set(FORMATS)
    told = {one["number"] for path in beside for one in TOKEN.finditer(plain.site[path].decode())}
    assert len(told) > 500, "texts of the records stand in these files"
    harmless = {path: FORMATS[path[path.rindex(".") :]][0](plain.site[path]) for path in beside}
    for county in attacked:
        assert county.site.keys() == plain.site.keys(), "no text makes a file"
        for path in beside:
            read, as_shown = FORMATS[path[path.rindex(".") :]]
            hostile = read(county.site[path])
            other = difference(hostile, harmless[path], county.at, as_shown)
            assert other is None, f"{path}: {other}"
    tally("hostile texts x data files read back", len(TEXTS) * len(beside))


class Visit:
    """A browser on a site: what is asked of it is answered from memory, and nothing else is."""

    def __init__(self, browser: Any) -> None:
        self.context = browser.new_context(viewport={"width": 360, "height": 740})
        self.page = self.context.new_page()
        self.files: dict[str, bytes] = {}
        self.wrong: list[str] = []
        self.context.route("**/*", self._answer)
        self.page.on("dialog", self._dialog)
        self.page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        self.context.on("page", lambda _: self.wrong.append("a window opened"))

    def _answer(self, route: Any) -> None:
        path = route.request.url.removeprefix(f"{ORIGIN}/")
        if path.endswith(".css") and path in self.files:
            route.fulfill(body="", content_type="text/css")  # no text of the records is in a style
            return
        if path in self.files:
            kind = TYPES.get(path.rpartition(".")[2], "application/octet-stream")
            route.fulfill(body=self.files[path], content_type=kind)
        else:
            self.wrong.append(f"asked: {route.request.url}")
            route.abort()

    def _dialog(self, dialog: Any) -> None:
        self.wrong.append("a dialog")
        dialog.dismiss()

    def open(self, files: dict[str, bytes], path: str) -> Any:
        """The nodes of a page once it is used; fails where it asks, says or runs anything."""
        self.files = files
        self.page.goto(f"{ORIGIN}/{path}")
        if path.endswith("index.html"):
            self.page.fill("[data-find] input", "q")
            self.page.wait_for_selector("[data-find] li")
        seen = json.loads(self.page.evaluate(NODES))
        assert not seen["ran"], path
        assert self.page.url == f"{ORIGIN}/{path}"
        assert self.wrong == [], path
        return seen["nodes"]


TYPES = {
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "png": "image/png",
}


def test_every_page_is_the_same_but_for_the_texts(
    plain: Planted, attacked: list[Planted], tally: Tally
) -> None:
    """Letter for letter: the harmless page with each text, escaped, in the place of its word."""
    pages = [path for path in plain.site if path.endswith(".html")]
    harmless = {path: apart(plain.site[path]) for path in pages}
    for county in attacked:
        escaped = {number: str(escape(text)) for number, text in county.at.items()}
        for path in pages:
            wanted = masked(instead(harmless[path], escaped))
            assert masked(apart(county.site[path])) == wanted, path
    free = sum(one.free for one in fields().values())
    tally("hostile texts x free fields, each pair in a county that is built", len(TEXTS) * free)
    tally("hostile texts x pages read", len(TEXTS) * len(pages))


_MASKED = re.compile(r"(?:&[#a-z0-9]+;|.)某某", re.DOTALL)
_APART = re.compile(
    r"<text\b[^>]*>[^<]*(?:<tspan\b[^>]*>[^<]*</tspan>)*</text>"  # cut to its room in a drawing
    r"|<script type=.application/ld\+json.>[^<]*</script>"  # escaped as JSON; read in the browser
    r"|[0-9,]+ KB"  # sizes of files that hold the texts
)


def masked(page: str) -> str:
    return _MASKED.sub("某某", page) if "某某" in page else page


def apart(html: bytes) -> str:
    """A page without what is not simply the text, escaped."""
    return _APART.sub("", html.decode())


@pytest.fixture(scope="module")
def kinds(plain: Planted, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The largest page of each kind, in either language."""
    folder = tmp_path_factory.mktemp("plain")
    for path, content in plain.site.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return [path for _, path in one_of_each(plain.facts, folder, max)]


@pytest.mark.browser
def test_in_a_browser_nothing_runs_asks_or_breaks_out(
    browser: Any, plain: Planted, attacked: list[Planted], kinds: list[str], tally: Tally
) -> None:
    """Every page kind in Chromium, without the policy that would stop what should not be there.

    Each page is, node by node and attribute by attribute, the harmless county's page with the
    texts in the place of its words. All texts stand on every page that shows a few fields.
    """
    visit = Visit(browser)
    shown: set[str] = set()
    for path in kinds:
        harmless = visit.open(plain.site, path)
        for county in attacked[:2]:
            nodes = visit.open(county.site, path)
            other = difference(nodes, harmless, county.at)
            assert other is None, f"{path}: {other}"
            shown |= {text for text in TEXTS if any(text in word for word in words(nodes))}
    visit.context.close()
    assert shown == set(TEXTS)
    tally("hostile texts x page kinds opened in a browser", len(TEXTS) * len(kinds))
