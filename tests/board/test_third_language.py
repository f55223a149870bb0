"""Sheets in a language beyond Chinese and English; no template of a sheet has words of its own."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from gongshi import assets
from gongshi.board import choose, household
from gongshi.board.sheet import Sheet, Style
from gongshi.cli.explain import account_of
from gongshi.public.board import Board
from gongshi.site.language import Language, named
from tests.board.paper import EN, boards, text
from tests.conftest import TINY
from tests.site.catalogue import with_pseudo_locale
from tests.site.untranslated import Reading, marked

CODE = "ug"
WORDLESS = {"language", "direction", "truth", "picture", "address"}
"""What a sheet's content tells its template, not its reader."""
OPEN, CLOSE = "〖〗"


@pytest.fixture(scope="module")
def uyghur(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Language]:
    templates = with_pseudo_locale(tmp_path_factory.mktemp("pseudo") / "templates", CODE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(assets, "templates", lambda: templates)
        yield named(CODE)


def sheets(found: Board, style: Style) -> list[Sheet]:
    """A sheet of each kind: notice, forms, announcement, and a household's own."""
    account, _ = account_of("h000001", TINY, None)
    assert account is not None
    made = [*choose.of_county(found, style, "0"), household.household(account, style)]
    assert {one.template for one in made} == {"list", "form", "household"}
    return made


def each(content: Any, change: Callable[[str], str]) -> Any:
    """A sheet's content with every text for its reader changed."""
    if isinstance(content, str):
        return change(content)
    if isinstance(content, dict):
        return {
            name: value if name in WORDLESS else each(value, change)
            for name, value in content.items()
        }
    return [each(one, change) for one in content] if isinstance(content, list | tuple) else content


def test_no_text_of_a_sheet_is_left_untranslated(uyghur: Language) -> None:
    """What is explained to a household stands in Chinese, as its clauses do."""
    found: Board = dataclasses.replace(marked(boards()), address="https://example.org/")
    reading = Reading(uyghur, {"h000001", "https://example.org/"})
    for sheet in sheets(found, Style(uyghur)):
        told: list[str] = []
        each(sheet.content, lambda text, told=told: told.append(text) or text)
        for one in told:
            explained = re.sub("[一-鿿]|（[a-z0-9.-]+）", "", one)
            reading.told(explained if sheet.template == "household" else one, sheet.name)
    assert reading.found == []


def test_a_sheet_says_which_way_it_runs(uyghur: Language) -> None:
    for style, direction in ((Style(uyghur), "rtl"), (Style(EN), "ltr")):
        assert {one.content["direction"] for one in sheets(boards(), style)} == {direction}


def test_its_code_leads_to_the_language_only_where_the_site_has_it(uyghur: Language) -> None:
    found = dataclasses.replace(boards(), address="https://example.org/")
    for languages, page in (((), "notices/"), ((CODE,), "ug/notices/")):
        sheet = sheets(dataclasses.replace(found, languages=languages), Style(uyghur))[0]
        assert sheet.content["qr"]["address"].startswith(f"https://example.org/{page}")


@pytest.mark.paper
def test_no_template_of_a_sheet_has_words_of_its_own() -> None:
    for sheet in sheets(boards(), Style(EN)):
        content = each(sheet.content, lambda told: f"{OPEN}{told}{CLOSE}")
        shown = text(dataclasses.replace(sheet, content=content))
        outside = re.sub(f"{OPEN}[^{CLOSE}]*{CLOSE}", "", shown)
        assert not re.search(r"[^\W\d_]", outside), sheet.name
