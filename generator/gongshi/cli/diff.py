"""``gongshi diff``: what a change means, told like minutes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from gongshi import pipeline
from gongshi.cli import options
from gongshi.cli.output import unread
from gongshi.errors import RecordsMissing
from gongshi.finding import Text
from gongshi.load import git


@click.command("diff", short_help="Tell what a change means. 说明改动的意思。")
@click.argument("before", metavar="REF")
@click.argument("after", metavar="[REF]", required=False)
@options.records
@options.as_of
@options.language
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "markdown", "text"]),
    default="text",
    show_default=True,
    help="Text or JSON for the staff; Markdown for a comment, which names no household. 输出格式。",
)
def command(
    before: str, after: str | None, folder: Path, as_of: date | None, language: str, form: str
) -> None:
    """Tell what happened from REF to the records here, or to a second REF: not lines, but meaning.

    说明从一个版本到现在（或另一个版本）发生了什么：谁申请、谁列入名单、谁提异议、谁进谁出，数字怎样变。

    A branch is compared from where the work on HEAD left it; two versions as they are.
    Text and JSON hold household numbers and reasons: they are for the staff.
    """
    from gongshi.gate import gate
    from gongshi.minutes import json_v1, text
    from gongshi.minutes.compare import compare
    from gongshi.public.minutes import published
    from gongshi.site import comment

    if not folder.is_dir():
        raise RecordsMissing(f"没有找到记录文件夹 {folder}。 / no records folder at {folder}.")
    first = git.base(folder, before) if after is None else git.version(folder, before)
    second = None if after is None else git.version(folder, after)
    old, new, day, number = pipeline.versions(folder, first, second, as_of, options.now())
    names = (first.short, second.short if second else _HERE.in_language(language))
    minutes = compare(old, new, day, names)
    if number:
        click.echo(unread(number).in_language(language), err=True)
    if form == "markdown":
        told = comment.render(published(minutes), language)
        with options.blocked_by_leaks():
            gate.comment(told, (old, new))
        click.echo(told, nl=False)
    else:
        render = {"json": json_v1.render, "text": text.render}[form]
        click.echo(render(minutes, language), nl=False)


_HERE = Text("当前文件", "the files here")
