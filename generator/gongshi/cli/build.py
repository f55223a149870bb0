"""``gongshi build``: check the records, then publish the site."""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path

import click

from gongshi import pipeline
from gongshi.cli import options
from gongshi.cli.check import exit_code
from gongshi.errors import TargetNotOurs, VersionMissing
from gongshi.finding import Text
from gongshi.report import text
from gongshi.site.manifest import CHANGED, NONE, Source
from gongshi.site.publish import KEEP


@click.command("build", short_help="Check, then build the site. 生成网站。")
@options.records
@options.as_of
@options.language
@options.out
@click.option(
    "--keep",
    type=click.IntRange(0),
    default=KEEP,
    show_default=True,
    help="How many builds before this one to keep for `gongshi rollback`. 保留几个旧版。",
)
def command(folder: Path, as_of: date | None, language: str, target: Path, keep: int) -> None:
    """Check the records and build the public site, in Chinese and English.

    检查记录并生成中英文公示网站；记录有错误就不生成。

    While a record has an error nothing is built, and what is published stays as it is.
    """
    from gongshi.gate.gate import for_web
    from gongshi.public.view import view
    from gongshi.site.build import build

    if folder.is_dir() and target.absolute().is_relative_to(folder.absolute()):
        raise TargetNotOurs(
            f"{target} 在记录文件夹里，网站不能放在那里。"
            f" / {target} lies among the records; choose another folder."
        )
    started = time.monotonic()
    checked = pipeline.check(folder, as_of, options.now(), options.progress())
    click.echo(text.render(checked, language), nl=False)
    if not checked.passes:
        click.echo(_REFUSED.in_language(language), err=True)
        sys.exit(exit_code(checked))
    records, index = pipeline.county(checked)
    gate = for_web(records, index, checked.as_of)
    county = view(records, index, checked.as_of)
    with options.blocked_by_leaks():
        published = build(county, target, source(checked, folder), keep=keep, gate=gate.folder)
    seconds = time.monotonic() - started
    click.echo(
        Text(
            f"网站已生成：{target}，{len(county.villages)} 个村、{len(county.notices)} 份公示，"
            f"中英文共 {published.files:,} 个文件，{published.bytes / 1e6:.1f} MB，"
            f"用时 {seconds:.1f} 秒；版本 {published.build}。",
            f"Site built: {target}, {len(county.villages)} villages and {len(county.notices)} "
            f"notices in Chinese and English, {published.files:,} files, "
            f"{published.bytes / 1e6:.1f} MB, in {seconds:.1f} s; build {published.build}.",
        ).in_language(language)
    )


def source(checked: pipeline.Checked, folder: Path) -> Source:
    """What a site of these records is made from, as its manifest says it."""
    try:
        commit = pipeline.commit(checked, folder) or CHANGED
    except VersionMissing:
        commit = NONE
    return Source(checked.as_of.isoformat(), checked.version, commit)


_REFUSED = Text(
    "记录有错误，没有生成网站；已发布的网站保持原样。",
    "The records have errors: nothing was built, and what is published stays as it is.",
)
