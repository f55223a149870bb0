"""``gongshi fmt``: every record in one canonical form."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from gongshi.cli import options
from gongshi.errors import RecordUnknown
from gongshi.finding import Text
from gongshi.load import walk
from gongshi.report import text


@click.command("fmt", short_help="Write records in one form. 统一记录的写法。")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, dir_okay=False))
@options.records
@options.language
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Change nothing; exit 1 where something would. 只看不改。",
)
def command(files: tuple[Path, ...], folder: Path, language: str, only_check: bool) -> None:
    """Write records in one canonical form: keys in the schema's order, comments kept.

    把记录写成统一的样子：字段按规定的顺序，注释保留，内容不变。

    Without FILES every record. What a record says stays the same; a file that cannot be read is
    told and left alone.

    Exit code 0: all are in the form. 1: with --check, some are not; or some cannot be read.
    """
    from gongshi.work.canonical import formatted
    from gongshi.work.file import replace

    chosen = {path.resolve() for path in files}
    records = walk.read(folder, options.progress())
    top, name = folder.resolve(), walk.shown(folder)
    there = {top / walk.relative(name, one.origin.path): one for one in records.documents}
    unreadable = {top / walk.relative(name, one.path) for one in records.unreadable}
    if unknown := sorted(chosen - there.keys() - unreadable):
        other_file = walk.printable(unknown[0].name)
        raise RecordUnknown(
            f"{other_file} 不是 {folder} 里的记录。"
            f" / {other_file} is no record of those in {folder}."
        )
    other = 0
    for path, document in there.items():
        if chosen and path not in chosen:
            continue
        form = formatted(document.source, document.origin.kind)
        if form != document.source:
            other += 1
            click.echo(document.origin.path)
            if not only_check:
                replace(path, form)
    unread = [
        finding
        for finding in records.findings
        if not chosen or top / walk.relative(name, finding.place.path) in chosen
    ]
    if unread:
        click.echo(text.listed(unread, language), err=True)
    click.echo(_told(other, len(chosen) or len(there), only_check).in_language(language), err=True)
    sys.exit(1 if unread or (other and only_check) else 0)


def _told(other: int, all_of_them: int, only_check: bool) -> Text:
    if only_check:
        return Text(
            f"{all_of_them:,} 份记录，{other:,} 份不是统一写法；用 gongshi fmt 改。"
            if other
            else f"{all_of_them:,} 份记录都是统一写法。",
            f"{other:,} of {all_of_them:,} records are not in the form; gongshi fmt mends them."
            if other
            else f"All {all_of_them:,} records are in the form.",
        )
    return Text(
        f"{all_of_them:,} 份记录，改了 {other:,} 份的写法，内容不变。",
        f"{other:,} of {all_of_them:,} records rewritten; what they say is the same.",
    )
