"""``gongshi due``: who owes what next, and what is late."""

from __future__ import annotations

import re
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import click

from gongshi import pipeline
from gongshi.cli import options
from gongshi.cli.output import unread, write
from gongshi.due.scope import Scope
from gongshi.duties.span import months_later
from gongshi.errors import RecordUnknown
from gongshi.finding import Text
from gongshi.load.document import Origin
from gongshi.load.walk import Wanted
from gongshi.model import build as model
from gongshi.report import text as report

_COUNTY_WIDE = frozenset(
    {"county", "duty-list", "organisation", "parameter", "township", "village"}
)
_NEEDED = frozenset({"county", "duty-list", "organisation", "parameter"})
"""Without one of these nobody can say who owes what."""
_PLACES = frozenset({"township", "village"})


_MOST = {"d": 366, "w": 53, "m": 12}
"""How far a listing looks ahead at most, in each unit."""


class Horizon(click.ParamType[tuple[int, str]]):
    """A length of time: a number and d, w or m, for days, weeks or months; a year at most."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[int, str]:
        """Number and unit; anything else is a usage error."""
        if isinstance(value, tuple):
            return value
        found = re.fullmatch(r"([0-9]{1,3})([dwm])", value)
        if found is None or int(found[1]) > _MOST[found[2]]:
            self.fail(
                "写天数、周数或月数，如 30d、4w、2m，最多一年。"
                " / write days, weeks or months, such as 30d, 4w or 2m; a year at most.",
                param,
                ctx,
            )
        return int(found[1]), found[2]


@click.command("due", short_help="Say who owes what next. 谁该做什么、什么过期了。")
@options.records
@options.as_of
@options.language
@click.option("--who", metavar="ID", help="An official's number or a unit's id. 干部或单位。")
@click.option("--village", metavar="ID", help="One village. 一个村。")
@click.option("--township", metavar="ID", help="One township. 一个乡镇。")
@click.option(
    "--within",
    type=Horizon(),
    default="30d",
    show_default=True,
    help="How far to look ahead: 30d, 4w or 2m for days, weeks or months. 往后看多久。",
)
@click.option(
    "--all",
    "any_time",
    is_flag=True,
    help="Also what is to be done once, at no set time. 没有规定日子的也列出。",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["ics", "json", "text", "xlsx"]),
    default="text",
    show_default=True,
    help="Text, JSON, a calendar for phones, or a workbook to print on A4. 输出格式。",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; without one it is printed. 写到哪个文件。",
)
def command(
    folder: Path,
    as_of: date | None,
    language: str,
    who: str | None,
    village: str | None,
    township: str | None,
    within: tuple[int, str],
    any_time: bool,
    form: str,
    output: Path | None,
) -> None:
    """Say what is late and what is due next, for each person who answers for it.

    列出过期没有做的和快到期的帮扶职责，按乡镇、村、单位和人。

    Late is what fell due this year and was not done. What may be done at no set time is told when
    its list is about to end, or with --all. What it tells holds household numbers: it is for the
    staff.

    Exit code 0: told. 1: records or parameters it needs are not usable. 2: wrong use, or no such
    person or place.
    """
    from gongshi.due import FORMATS, words
    from gongshi.due.build import listing

    if village is not None and township is not None:
        raise click.UsageError(
            "--village 和 --township 只能写一个。 / give --village or --township, not both."
        )
    if form == "xlsx" and output is None and sys.stdout.isatty():
        raise click.UsageError(
            "表格不能显示在终端里，请加 --output FILE。"
            " / a workbook is no text for a terminal: give --output FILE."
        )
    scope = Scope(who, village, township)
    index, day, findings = pipeline.look_up(folder, as_of, options.now(), _wanted(scope))
    if index.unclean_kinds & _NEEDED or not index.of_kind("county"):
        click.echo(report.listed(findings, language) or _no_county(language), err=True)
        sys.exit(1)
    county = model.build(index.documents)
    try:
        told = listing(county, index.law, day, _until(day, *within), scope, any_time=any_time)
    except RecordUnknown:
        if not index.unclean_kinds & _PLACES:
            raise
        click.echo(report.listed(findings, language), err=True)  # it may stand in one of these
        sys.exit(1)
    if told.unset:
        click.echo(_unset(told.unset).in_language(language), err=True)
        sys.exit(1)
    if index.unclean:
        click.echo(unread(len(index.unclean)).in_language(language), err=True)
    content = FORMATS[form](told, language)
    if output is not None:
        write(output, content)
        click.echo(f"{output}: {words.totals(told).in_language(language)}", err=True)
    else:
        click.echo(content, nl=False)


def _wanted(scope: Scope) -> Wanted:
    """The records that a listing needs: of households and logs only those of the places told."""

    def wanted(origin: Origin) -> bool:
        if origin.kind in _COUNTY_WIDE:
            return True
        return (
            origin.kind in ("household", "duty-log")
            and scope.village in (None, origin.village)
            and scope.township in (None, origin.township)
        )

    return wanted


def _until(day: date, number: int, unit: str) -> date:
    try:
        if unit == "m":
            return months_later(day, number)
        return day + timedelta(days=number * (7 if unit == "w" else 1))
    except (OverflowError, ValueError):
        return date.max  # there is no later day


def _no_county(language: str) -> str:
    return Text("没有 county.yaml。", "There is no county.yaml.").in_language(language)


def _unset(names: tuple[str, ...]) -> Text:
    return Text(
        f"算日子要用的参数没有可用的数值：{'、'.join(names)}。请补在 policy/parameters/ 里。",
        f"Parameters that the days depend on have no usable value: {', '.join(names)}. "
        "Enter them in policy/parameters/.",
    )
