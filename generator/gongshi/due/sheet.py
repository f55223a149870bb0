"""A listing as a workbook to print on A4: a sheet a village, and a new page for each person.

A clerk prints a village and hands each contact their page; who has done a thing signs for it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime, time
from itertools import groupby

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from gongshi.due import words
from gongshi.due.listing import Group, Listing, Row, Standing
from gongshi.finding import Text
from gongshi.plain import columns

_FONT = "SimSun"
_HEADS = (
    (Text("谁", "Who"), 7),
    (Text("最后一天", "Last day"), 11),
    (Text("天数", "Days"), 10),
    (Text("做什么", "What"), 22),
    (Text("做了多少，还差哪些户", "How far, and households to go"), 36),
    (Text("登记用的编号", "Entered as"), 15),
    (Text("做了签字（日期）", "Signed, with the day"), 13),
)
"""The columns with their widths in digits. They fit A4 across, also where the font is replaced by
one with wide digits (DejaVu); a fit-to-page would do away with the page breaks."""
_MARGIN = 0.4
"""In inches, on each side."""
_HEAD_ROWS = 3
_LINE, _LEAST = 14, 26
"""The height of a line and of the lowest row in points: room to sign by hand."""


def render(listing: Listing, language: str) -> bytes:
    """The workbook; the same bytes for the same listing."""
    file = io.BytesIO()
    book = Workbook(
        file,
        {
            "in_memory": True,
            # Widths count digits of this font, which has the same widths on every system.
            "default_format_properties": {"font_name": "Arial", "font_size": 10},
        },
    )
    book.set_properties(
        {
            "title": words.title(listing).in_language(language),
            "created": datetime.combine(listing.as_of, time()),
        }
    )
    formats = _Formats(book)
    told = [group for group in listing.groups if group.rows]
    places = [(place, list(groups)) for place, groups in groupby(told, key=words.place)]
    for number, (place, groups) in enumerate(places, 1):
        sheet = book.add_worksheet(_sheet_name(number, place.in_language(language)))
        _Page(sheet, formats, listing, language).fill(groups)
    if not places:
        _Page(book.add_worksheet(), formats, listing, language).fill([])
    book.close()
    return file.getvalue()


_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")


def _sheet_name(number: int, place: str) -> str:
    """A name that a workbook takes: numbered, so that no two are alike, and not too long."""
    return f"{number} {_NOT_IN_NAMES.sub(' ', place)}"[:31]


class _Formats:
    """How cells look."""

    def __init__(self, book: Workbook) -> None:
        def look(**more: object) -> Format:
            return book.add_format({"font_name": _FONT, "font_size": 10, **more})

        cell = {"border": 1, "text_wrap": True, "valign": "vcenter"}
        self.title = look(bold=True, font_size=16)
        self.plain = look()
        self.person = look(bold=True, font_size=12, valign="vcenter")
        self.head = look(**cell, bold=True, bg_color="#E7E6E6", align="center")
        self.cell = look(**cell)
        self.late = look(**cell, bold=True)
        self.day = look(**cell, num_format="yyyy-mm-dd", align="left")


class _Page:
    """One sheet, filled from the top."""

    def __init__(
        self, sheet: Worksheet, formats: _Formats, listing: Listing, language: str
    ) -> None:
        self.sheet = sheet
        self.formats = formats
        self.listing = listing
        self.language = language
        self.row = _HEAD_ROWS
        self._set_up()

    def fill(self, groups: Sequence[Group]) -> None:
        """Each person's block, each on a page of its own."""
        breaks = []
        for group in groups:
            if self.row > _HEAD_ROWS:
                breaks.append(self.row)
            self._group(group)
        if not groups:
            self._text(self.row, 0, words.totals(self.listing), self.formats.person)
        self.sheet.set_h_pagebreaks(breaks)

    def _set_up(self) -> None:
        sheet = self.sheet
        sheet.set_paper(9)  # A4
        sheet.set_landscape()
        sheet.set_margins(left=_MARGIN, right=_MARGIN, top=0.6, bottom=0.7)
        sheet.center_horizontally()
        sheet.repeat_rows(0, _HEAD_ROWS - 1)
        sheet.freeze_panes(_HEAD_ROWS, 0)
        internal = self._said(words.INTERNAL).replace("&", "&&")
        pages = self._said(Text("第 &P 页，共 &N 页", "page &P of &N"))
        sheet.set_footer(f'&L&"{_FONT}"&9{internal}&R&"{_FONT}"&9{pages}')
        self._text(0, 0, words.title(self.listing), self.formats.title)
        self._text(1, 0, words.span(self.listing), self.formats.plain)
        sheet.set_row(2, 2 * _LINE)
        for column, (head, width) in enumerate(_HEADS):
            sheet.set_column(column, column, width)
            self._text(2, column, head, self.formats.head)

    def _group(self, group: Group) -> None:
        parts = (words.place(group), words.answering(group), words.totals(group))
        heading = Text("；".join(one.zh for one in parts), "; ".join(one.en for one in parts))
        self.sheet.set_row(self.row, _LEAST)
        self._text(self.row, 0, heading, self.formats.person)
        self.row += 1
        # The number stands in each row: a second page on its own tells whose it is.
        number = group.person.id if group.person else ""
        for row in group.rows:
            self._row(row, number)

    def _row(self, row: Row, number: str) -> None:
        comma = "、" if self.language == "zh" else ", "
        households = comma.join(map(self._said, words.households(row)))
        told = (
            self._said(words.days(row, self.listing.as_of)),
            self._said(words.task(row)),
            "\n".join(filter(None, (self._said(words.progress(row)), households))),
            self._said(words.duties(row)),
            "",
        )
        late = row.standing is Standing.LATE
        self.sheet.set_row(self.row, _height(told))
        self.sheet.write_string(self.row, 0, number, self.formats.cell)
        if row.due is None:
            self.sheet.write_blank(self.row, 1, None, self.formats.cell)
        else:
            day = datetime.combine(row.due, time())
            self.sheet.write_datetime(self.row, 1, day, self.formats.day)
        for column, text in enumerate(told, 2):
            look = self.formats.late if late and column == 2 else self.formats.cell
            self.sheet.write_string(self.row, column, text, look)
        self.row += 1

    def _text(self, row: int, column: int, text: Text, look: Format) -> None:
        # Never plain write(): what a record holds stays text, also where it begins with "=".
        self.sheet.write_string(row, column, self._said(text), look)

    def _said(self, text: Text) -> str:
        return text.in_language(self.language)


def _height(told: Sequence[str]) -> float:
    """Room for the longest cell; a tenth of each line is lost where it breaks."""
    lines = [
        sum(max(1, -(-columns(line) * 11 // (10 * width))) for line in text.split("\n"))
        for text, (_, width) in zip(told, _HEADS[2:], strict=True)
    ]
    return max(_LEAST, _LINE * max(lines))
