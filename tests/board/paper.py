"""Sheets as a reader finds them: boards to print from, and the text of what came out."""

from __future__ import annotations

import dataclasses
import io
import re
from datetime import date
from functools import cache
from pathlib import Path

from pypdf import PdfReader

from gongshi import pipeline
from gongshi.board.lists import notice as notice_sheet
from gongshi.board.sheet import Sheet, Style
from gongshi.board.typeset import typeset
from gongshi.public.board import Board, Notice, Village, board
from gongshi.public.facts import Label, Row
from gongshi.site.language import LANGUAGES
from tests.conftest import NOW, TINY

ZH, EN = LANGUAGES[0], LANGUAGES[1]
SPACE = re.compile(r"\s+")


@cache
def boards(as_of: date | None = None, folder: Path = TINY) -> Board:
    """What the tiny county hangs up on a day."""
    checked = pipeline.check(folder, as_of, NOW)
    assert checked.passes, checked.findings
    county, index = pipeline.county(checked)
    return board(county, index.law, checked.as_of)


def posted(found: Board) -> tuple[Village, Notice]:
    """The tiny county's one notice that hangs, and its village."""
    (village,) = found.villages
    (notice,) = village.notices
    return village, notice


def rows(number: int, group: str = "一组") -> tuple[Row, ...]:
    """So many rows; every head has a name that is no part of another's."""
    return tuple(
        Row(
            number=one,
            group=Label(group),
            head=f"王{chr(0x4E00 + one)}{chr(0x5E00 + one)}",
            persons=one % 6 + 1,
            removed=None,
            amended=False,
        )
        for one in range(1, number + 1)
    )


def listed(shown: tuple[Row, ...], style: Style | None = None) -> Sheet:
    """The sheet of the tiny county's notice, with other rows."""
    found = boards()
    village, notice = posted(found)
    changed = dataclasses.replace(notice, rows=shown)
    return notice_sheet(found, village, changed, style or Style(ZH), "0123456789ab")


def printed(sheet: Sheet) -> bytes:
    ((_, pdf),) = typeset([sheet])
    return pdf


def pages(pdf: bytes) -> list[str]:
    """The text of each page, without the spaces and line breaks of the layout."""
    return [SPACE.sub("", page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]


def text(sheet: Sheet) -> str:
    return "".join(pages(printed(sheet)))
