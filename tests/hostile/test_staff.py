"""What the staff read and print: comments, listings, accounts, sheets of paper."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from gongshi import due, explain
from gongshi.board import choose
from gongshi.board.sheet import Style
from gongshi.board.typeset import typeset
from gongshi.due.build import listing
from gongshi.due.scope import Scope
from gongshi.explain.account import account
from gongshi.minutes.compare import Minutes, compare
from gongshi.minutes.text import render as minutes_as_text
from gongshi.plain import HIDDEN
from gongshi.public.board import board
from gongshi.public.minutes import published
from gongshi.rules.base import Index
from gongshi.site import comment
from gongshi.site.language import LANGUAGES
from tests.conftest import AS_OF
from tests.hostile.attacks import TEXTS
from tests.hostile.conftest import Planted
from tests.hostile.fields import TOKEN, each_at, open_to_all
from tests.hostile.same import calendar, difference, instead, on_one_line

Tally = Callable[[str, int], None]
SPACE = re.compile(r"\s+")
UNSEEN = re.compile(rf"{HIDDEN.pattern}(?<!\n)")


def minutes(county: Planted) -> Minutes:
    """Everything of the county as new, before which there was only its policy."""
    policy = [one for one in county.index.documents if "/policy/" in one.origin.path]
    return compare(Index(policy, (), "records"), county.index, AS_OF, ("before", "after"))


def owed(county: Planted) -> Any:
    until = date(2020, 1, 31)
    return listing(county.records, county.index.law, AS_OF, until, Scope(), any_time=True)


def told(county: Planted, language: str) -> dict[str, str]:
    """Every text for a terminal."""
    found = {"minutes": minutes_as_text(minutes(county), language)}
    found["due"] = str(due.FORMATS["text"](owed(county), language))
    for case in county.index.cases:
        found[case.id] = explain.FORMATS["text"](account(case, AS_OF), language)
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_terminal_shows_texts_on_their_lines(
    plain: Planted, attacked: list[Planted], language: str, tally: Tally
) -> None:
    """No text of a record begins a line of its own, nor steers the terminal."""
    harmless = told(plain, language)
    for county in attacked:
        at = {number: on_one_line(one) for number, one in county.at.items()}
        for name, shown in told(county, language).items():
            assert not UNSEEN.search(shown), name
            if name == "due":  # breaks long lines, and indents what it has broken
                assert SPACE.sub("", shown) == SPACE.sub("", instead(harmless[name], at))
                assert all(line[:1] in ("", " ", "━", "■") for line in shown.splitlines()[2:-1])
            else:
                # A text may begin with a blank, which stays one in the middle of a line.
                lines = [SPACE.sub("", line) for line in shown.split("\n")]
                others = [SPACE.sub("", line) for line in harmless[name].split("\n")]
                closed = {number: SPACE.sub("", text) for number, text in at.items()}
                other = difference(*whole(lines, others), closed)
                assert other is None, f"{name}: {other}"
    tally("hostile texts x texts for a terminal", len(TEXTS) * len(harmless))


def whole(hostile: list[Any], harmless: list[Any]) -> tuple[list[Any], list[Any]]:
    """The same without the sentences that tell of a title only what stands before its colon."""
    assert len(hostile) == len(harmless)
    kept = [at for at, one in enumerate(harmless) if not _UP_TO_COLON.search(str(one))]
    return [hostile[at] for at in kept], [harmless[at] for at in kept]


_UP_TO_COLON = re.compile('any ?one ?of ?"q|“q[0-9]+q”里任何一条')


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_comment_holds_no_markup_of_a_record(plain: Planted, language: str, tally: Tally) -> None:
    """Read as GitHub reads it, with HTML: the same elements, and the texts as texts."""

    def nodes(county: Planted) -> Any:
        html = MARKDOWN.render(comment.render(published(minutes(county)), language))
        return nodes_of(re.sub("</?em>", "", html))  # it parts # and @ from what would be linked

    harmless = nodes(plain)
    told = {int(one["number"]) for one in TOKEN.finditer(str(harmless))}
    assert len(told) > 5
    for text in each_at(told):
        county = Planted(text)
        other = difference(nodes(county), harmless, county.at, without_marks)
        assert other is None, other
    tally("hostile texts x comments", len(TEXTS))


def without_marks(shown: str) -> str:
    """A text without the marks that stay visible in a summary."""
    return re.sub(r"[\\*\s]", "", shown)


MARKDOWN = MarkdownIt("gfm-like", {"html": True, "linkify": False})


def nodes_of(html: str) -> list[Any]:
    """Every element with its attributes, every text and every comment, in order."""
    nodes: list[Any] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            nodes.append([tag, attrs])

        def handle_endtag(self, tag: str) -> None:
            nodes.append([f"/{tag}"])

        def handle_data(self, data: str) -> None:
            nodes.append(nodes.pop() + data if nodes and isinstance(nodes[-1], str) else data)

        def handle_comment(self, data: str) -> None:
            nodes.append(["comment", data])

    reader = Reader()
    reader.feed(html)
    reader.close()
    return nodes


@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_account_is_a_page_with_texts_in_it(
    plain: Planted, attacked: list[Planted], language: str, tally: Tally
) -> None:
    for case in plain.index.cases:
        harmless = nodes_of(explain.FORMATS["html"](account(case, AS_OF), language))
        for county in attacked:
            (own,) = (one for one in county.index.cases if one.id == case.id)
            page = nodes_of(explain.FORMATS["html"](account(own, AS_OF), language))
            other = difference(*whole(page, harmless), county.at)
            assert other is None, other
    tally("hostile texts x accounts", len(TEXTS) * len(plain.index.cases))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_listing_is_read_back_with_its_texts(
    plain: Planted, attacked: list[Planted], language: str, tally: Tally
) -> None:
    """JSON, calendar and workbook; in a workbook no cell is a formula."""
    begins = [
        Planted(lambda place, text=text: f"{text} q{place.number}q" if open_to_all(place) else None)
        for text in ("=1+1", "{=1+1}", "https://e.example", "internal:A1")
    ]
    readers: dict[str, Callable[[Any], Any]] = {"json": json.loads, "ics": calendar, "xlsx": cells}
    for form, read in readers.items():
        harmless = read(due.FORMATS[form](owed(plain), language))
        assert len(TOKEN.findall(str(harmless))) > 5, form
        for county in (*attacked, *begins):
            hostile = read(due.FORMATS[form](owed(county), language))
            other = difference(hostile, harmless, county.at, on_one_line)
            assert other is None, f"{form}: {other}"
    tally("hostile texts x listings", len(TEXTS) * len(readers))


_SHEETS = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def cells(content: bytes) -> Any:
    """The texts of a workbook, from its own table of them; it has no formula, link or macro."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        names = book.namelist()
        assert not any(re.search("vba|external|hyperlink|drawing", name) for name in names)
        for name in names:
            if name.startswith("xl/worksheets/"):
                root = ET.fromstring(book.read(name))  # noqa: S314 - our own
                assert not list(root.iter(f"{_SHEETS}f"))
                assert not list(root.iter(f"{_SHEETS}hyperlink"))
        texts = ET.fromstring(book.read("xl/sharedStrings.xml"))  # noqa: S314 - our own
    return ["".join(one.itertext()) for one in texts.iter(f"{_SHEETS}si")]


@pytest.mark.paper
def test_paper_shows_texts_as_they_are_and_carries_nothing_else(
    plain: Planted, tally: Tally
) -> None:
    """What stands on a sheet for the harmless county stands there for a hostile one."""
    harmless = {name: shown for name, (shown, _) in sheets(plain).items()}
    places = {
        name: {int(one["number"]) for one in TOKEN.finditer(harmless[name])} for name in harmless
    }
    tried: set[str] = set()
    for text in each_at(set().union(*places.values())):
        county = Planted(text)
        for name, (shown, pdf) in sheets(county).items():
            for number in places[name] & county.at.keys():
                planted = SPACE.sub("", county.at[number])
                if planted in shown:
                    tried.add(county.at[number].rpartition(" ")[0])
                else:
                    assert f"{planted[0]}某某" in shown, (name, number)
            assert not re.search(rb"/(JavaScript|JS|Launch|EmbeddedFile|AA|OpenAction)\b", pdf)
    assert tried == set(TEXTS)
    tally("hostile texts on paper", len(tried))


def sheets(county: Planted) -> dict[str, tuple[str, bytes]]:
    """Every sheet of the village's board and of a household: its text without spaces, its bytes."""
    style = Style(LANGUAGES[0])
    found = choose.of_county(board(county.records, county.index.law, AS_OF), style, "v")
    return {
        sheet.name: (SPACE.sub("", "".join(map(text_of, PdfReader(io.BytesIO(pdf)).pages))), pdf)
        for sheet, pdf in typeset(found)
    }


def text_of(page: Any) -> str:
    return str(page.extract_text())
