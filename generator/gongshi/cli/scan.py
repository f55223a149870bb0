"""``gongshi scan``: personal numbers in a folder, or in all that git ever kept."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gongshi.cli import options


@click.command("scan", short_help="Look for personal numbers. 查找个人号码。")
@click.argument(
    "folder", type=click.Path(exists=True, file_okay=False, path_type=Path), default="."
)
@options.language
@click.option(
    "--history",
    "whole",
    is_flag=True,
    help="All that git keeps: every content once, names, messages. 查看全部历史。",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "text"]),
    default="text",
    show_default=True,
    help="How to tell it. 输出格式。",
)
def command(folder: Path, language: str, whole: bool, form: str) -> None:
    """Look for ID, mobile and card numbers, e-mail addresses and coordinates below FOLDER.

    查找身份证号、手机号、银行卡号、邮箱、坐标：文件内容、文件名，加 --history 连历史和提交说明。

    Without --history every file that git tracks or would, Word, Excel and PDF too. Says where, and
    how to clean up; the value itself is never printed. Exit code 0: nothing found. 1: found.
    """
    from gongshi.scan import look, told

    scan = look.of_history(folder) if whole else look.of_folder(folder)
    if form == "json":
        click.echo(told.json_v1(scan), nl=False)
    else:
        click.echo(told.text(scan, language, history=whole), nl=False)
    sys.exit(1 if scan.seen else 0)
