"""``gongshi board``: sheets of paper for the village's board, a household, or who objects."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from gongshi import pipeline
from gongshi.board import choose, household
from gongshi.board.sheet import Sheet, Style
from gongshi.board.write import Gate, Written, refuse_public, write
from gongshi.cli import options
from gongshi.cli.check import exit_code
from gongshi.cli.explain import account_of
from gongshi.finding import Text
from gongshi.gate.gate import for_boards
from gongshi.public.board import board
from gongshi.report import text
from gongshi.site.language import known, named


@click.command("board", short_help="Sheets to print and post. 打印张贴的公示。")
@options.records
@options.as_of
@click.option(
    "--lang",
    "language",
    type=click.Choice(known()),
    help="Language of the sheets and the messages. Default: sheets in Chinese, messages in the "
    "locale's. 纸上用什么语言。",
)
@click.option(
    "--notice", metavar="ID", help="Only this notice, and a form to object to it. 某份公示。"
)
@click.option("--village", metavar="ID", help="Only this village. 某个村。")
@click.option(
    "--household",
    "number",
    metavar="ID",
    help="Instead: why this household may enter or exit, for the family alone. 给某一户的说明。",
)
@click.option("--large", is_flag=True, help="Type of double size. 大字。")
@click.argument("out", type=click.Path(path_type=Path, file_okay=False))
def command(
    folder: Path,
    as_of: date | None,
    language: str | None,
    notice: str | None,
    village: str | None,
    number: str | None,
    large: bool,
    out: Path,
) -> None:
    """Print into OUT, as A4 PDF: notices to post, announcements, forms to object on.

    把公示名单、公告、异议登记表印成 A4 的 PDF，放进 OUT。

    A list has names as `publication.names.board` says, whole ones unless it says otherwise, so OUT
    may not lie in a site. Notices that are open or to come are printed; once one is over its names
    have come down. Each village's latest announcements come along.

    Exit code 0: written. 1: the records have errors, and nothing is written. 2: wrong use.
    """
    if sum(given is not None for given in (notice, village, number)) > 1:
        raise click.UsageError("--notice, --village and --household exclude one another")
    style = Style(named(language or "zh"), large)
    spoken = language or options.language_of_locale()
    refuse_public(out, folder)
    gate: Gate | None = None
    if number is not None:
        # The family's own sheet tells what is private of it, to it alone.
        sheets = [_of_household(number, folder, as_of, style, spoken)]
    else:
        sheets, gate = _of_lists(notice, village, folder, as_of, style, spoken)
    with options.blocked_by_leaks():
        written = write(sheets, out, folder, gate)
    click.echo(_told(written, private=number is not None).in_language(spoken))


def _of_lists(
    notice: str | None,
    village: str | None,
    folder: Path,
    as_of: date | None,
    style: Style,
    spoken: str,
) -> tuple[list[Sheet], Gate]:
    checked = pipeline.check(folder, as_of, options.now(), options.progress())
    if not checked.passes:
        click.echo(text.render(checked, spoken), nl=False)
        click.echo(_REFUSED.in_language(spoken), err=True)
        sys.exit(exit_code(checked))
    county, index = pipeline.county(checked)
    facts = board(county, index.law, checked.as_of)
    gate = for_boards(county, index, checked.as_of).files
    if notice is not None:
        return list(choose.of_notice(facts, notice, style, checked.version)), gate
    if village is not None:
        return list(choose.of_village(facts, village, style, checked.version)), gate
    return list(choose.of_county(facts, style, checked.version)), gate


def _of_household(
    number: str, folder: Path, as_of: date | None, style: Style, spoken: str
) -> Sheet:
    account, findings = account_of(number, folder, as_of)
    if findings or account is None:
        click.echo(text.listed(findings, spoken), err=True)
        click.echo(_REFUSED.in_language(spoken), err=True)
        sys.exit(1)
    return household.household(account, style)


def _told(written: list[Written], *, private: bool) -> Text:
    lines = [f"{one.path}  {one.pages}" for one in written]
    sheets, pages = len(written), sum(one.pages for one in written)
    zh, en = f"已生成 {sheets} 份，共 {pages} 页。", f"Sheets: {sheets}, pages: {pages}."
    closing = _PRIVATE if private else _POST
    return Text("\n".join((zh, *lines, closing.zh)), "\n".join((en, *lines, closing.en)))


_REFUSED = Text(
    "记录有错误，没有生成；请改正后再印。",
    "The records have errors: nothing was written. Mend them, then print.",
)
_POST = Text(
    "名单只张贴在村里；不要放到网上，也不要提交到记录仓库。",
    "Lists are for the village's board alone: not for the web, nor for the repository.",
)
_PRIVATE = Text(
    "只给本户：不张贴，不放到网上，不提交到记录仓库。",
    "For the household alone: not to be posted, not for the web, nor for the repository.",
)
