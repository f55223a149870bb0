"""``gongshi explain``: why a household is, or is not, on the list."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from gongshi import pipeline
from gongshi.cli import options
from gongshi.errors import RecordUnknown
from gongshi.explain.told import Account
from gongshi.finding import Finding
from gongshi.load.document import Origin
from gongshi.report import text as report

_POLICY = frozenset({"county", "clauses", "parameter"})


@click.command("explain", short_help="Say why a household may enter or exit. 说明一户的理由。")
@click.argument("household")
@options.records
@options.as_of
@options.language
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "json", "text"]),
    default="text",
    show_default=True,
    help="Text for a terminal, JSON, or a page to print. 输出格式。",
)
def command(household: str, folder: Path, as_of: date | None, language: str, form: str) -> None:
    """Say why HOUSEHOLD may enter or exit, clause by clause, with the facts and their places.

    逐条说明一户为什么能进、能出，或者还不能判断：用了哪些事实，什么会改变结论。

    What it prints holds private facts: it is for the household itself and the staff.

    Exit code 0: told. 1: the records it needs have errors. 2: wrong use, or no such household.
    """
    from gongshi.explain import FORMATS

    account, findings = account_of(household, folder, as_of)
    if findings:
        click.echo(report.listed(findings, language), err=True)
    if account is not None:
        click.echo(FORMATS[form](account, language), nl=False)
    sys.exit(1 if findings else 0)


def account_of(
    household: str, folder: Path, as_of: date | None
) -> tuple[Account | None, tuple[Finding, ...]]:
    """The account of a household, None where its file has errors; and these findings.

    Raises RecordUnknown where there is no such household.
    """
    from gongshi.explain.account import account

    def wanted(origin: Origin) -> bool:
        return origin.kind in _POLICY or (origin.kind, origin.id) == ("household", household)

    index, day, findings = pipeline.look_up(folder, as_of, options.now(), wanted)
    if not any(origin.kind == "household" for origin in index.origins):
        raise RecordUnknown(
            f"没有编号为 {household} 的户；户编号是字母 h 加六位数字，就是它的文件名。"
            f" / there is no household {household}; its number is the letter h and six digits, "
            "the name of its file."
        )
    return account(index.cases[0], day) if index.cases else None, findings
