"""``gongshi check``: every record against its schema and the rules."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from gongshi import pipeline
from gongshi.cli import options
from gongshi.report import FORMATS


@click.command("check", short_help="Check every record. 检查记录。")
@options.records
@options.as_of
@options.language
@click.option(
    "--format",
    "form",
    type=click.Choice(sorted(FORMATS)),
    default="text",
    show_default=True,
    help="How to print the findings. 输出格式。",
)
def command(folder: Path, as_of: date | None, language: str, form: str) -> None:
    """Check every record and say what is wrong, where, and how to mend it.

    检查全部记录，说明哪里不对、怎么改。

    Exit code 0: nothing blocks. 1: at least one finding of severity error. 2: wrong use.
    3: a fault of gongshi itself.
    """
    checked = pipeline.check(folder, as_of, options.now(), options.progress())
    click.echo(FORMATS[form](checked, language), nl=False)
    sys.exit(exit_code(checked))


def exit_code(checked: pipeline.Checked) -> int:
    """0 when nothing blocks, 1 on errors in the records, 3 where a rule itself failed."""
    if checked.crashed:
        return 3
    return 0 if checked.passes else 1
