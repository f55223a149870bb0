"""``gongshi rollback``: publish an earlier build again, as it was."""

from __future__ import annotations

from pathlib import Path

import click

from gongshi.cli import options
from gongshi.finding import Text
from gongshi.plain import on_one_line
from gongshi.site.manifest import Manifest
from gongshi.site.rollback import Kept, kept, rollback


@click.command("rollback", short_help="Publish an earlier build again. 退回以前的网站。")
@options.language
@options.out
@click.option("--list", "listing", is_flag=True, help="Only tell which builds are kept. 列出旧版。")
@click.option(
    "--to",
    "build",
    metavar="BUILD",
    help="This build, by the name --list gives it or how it begins. Default: the one published "
    "last. 退回哪一版。",
)
def command(language: str, target: Path, listing: bool, build: str | None) -> None:
    """Publish a build again that was published before; the present one is kept in its stead.

    把网站退回以前的一版；现在的这版留作旧版，再运行一次就换回来。

    It is one step, as a build is. Nothing is made anew: names that have come down since stand there
    again until the next build.

    Exit code 0: done. 2: no such build is kept, or it is no longer as it was built.
    """
    if listing:
        for one in kept(target):
            click.echo(_line(one, language))
        return
    done = rollback(target, build)
    click.echo(
        Text(
            f"{target} 已退回：{_told(done.build, done.manifest).zh}。"
            "这一版里的名单可能已过公示期；请改正后尽快重新生成。",
            f"{target} is again: {_told(done.build, done.manifest).en}. "
            "Notices in it may be over by now: build anew as soon as what was wrong is mended.",
        ).in_language(language)
    )


def _line(one: Kept, language: str) -> str:
    damaged = Text("；已损坏", "; damaged")
    told = _told(one.build, one.manifest).in_language(language)
    return told if one.whole else told + damaged.in_language(language)


def _told(build: str, about: Manifest) -> Text:
    """A build in a line. A manifest may have been written by anybody."""
    as_of, records, commit, version = map(
        on_one_line, (about.as_of, about.records, about.commit[:10], about.gongshi)
    )
    return Text(
        f"{build}  截至 {as_of}，记录 {records}，提交 {commit}，文件 {len(about.files):,} 个，"
        f"gongshi {version}",
        f"{build}  as of {as_of}, records {records}, commit {commit}, "
        f"{len(about.files):,} files, gongshi {version}",
    )
