"""A listing for a terminal of 80 columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from gongshi.due import words
from gongshi.due.listing import Group, Listing, Row, Standing
from gongshi.finding import Text
from gongshi.plain import columns

_COLUMNS = 80


def render(listing: Listing, language: str) -> str:
    """What is late and due, place by place and person by person; the last line says for whom."""

    def said(text: Text) -> str:
        return text.in_language(language)

    colon, comma = ("：", "；") if language == "zh" else (": ", "; ")
    lines = [
        said(words.title(listing)),
        f"{said(words.span(listing))}{colon}{said(words.totals(listing))}",
    ]
    told = [group for group in listing.groups if group.rows]
    for place, groups in groupby(told, key=words.place):
        lines += ["", f"━━ {said(place)}"]
        for group in groups:
            heading = (said(words.answering(group)), said(words.totals(group)))
            lines += ["", *_packed(heading, "■ ", comma)]
            lines += _group(group, listing, language)
    return "\n".join([*lines, "", said(words.INTERNAL)]) + "\n"


def _group(group: Group, listing: Listing, language: str) -> Iterator[str]:
    for standing, rows in groupby(group.rows, key=lambda row: row.standing):
        colon = "：" if language == "zh" else ":"
        yield f"  {words.STANDINGS[standing].in_language(language)}{colon}"
        for row in rows:
            yield from _row(row, listing, language)


def _row(row: Row, listing: Listing, language: str) -> Iterator[str]:
    mark = "!" if row.standing is Standing.LATE else "-"
    due = row.due.isoformat() if row.due else ""
    first = [due, *_said((words.days(row, listing.as_of), words.task(row)), language)]
    yield from _packed(filter(None, first), f"    {mark} ", "  ")
    yield from _packed(
        _said((words.progress(row), words.duties(row)), language),
        "      ",
        "；" if language == "zh" else "; ",
    )
    yield from _packed(
        _said(words.households(row), language), "      ", "、" if language == "zh" else ", "
    )


def _said(texts: Iterable[Text], language: str) -> list[str]:
    return [text.in_language(language) for text in texts]


def _packed(items: Iterable[str], start: str, between: str) -> Iterator[str]:
    """Items on as few lines as they need, none of them broken; later lines are indented alike."""
    line = ""
    for item in items:
        if line and columns(f"{start}{line}{between}{item}{between}") > _COLUMNS:
            yield f"{start}{line}{between}".rstrip()
            start, line = " " * columns(start), item
        else:
            line = f"{line}{between}{item}" if line else item
    if line:
        yield f"{start}{line}"
