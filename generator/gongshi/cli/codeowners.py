"""``gongshi codeowners``: who reviews a change of what, as the forge reads it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import get_args

import click

from gongshi import owners, pipeline
from gongshi.cli import options
from gongshi.cli.output import write
from gongshi.errors import FileNotWritten, OwnersNotTold, RecordsMissing
from gongshi.finding import Text
from gongshi.load import git


@click.command("codeowners", short_help="Say who reviews what. 生成审核人名单。")
@options.records
@options.language
@click.option(
    "--forge",
    type=click.Choice(sorted(get_args(owners.Forge))),
    required=True,
    help="For which forge: each has rules of its own. 哪个代码平台。",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write; without one it is printed. 写到哪个文件。",
)
@click.option(
    "--check",
    "committed",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Only say whether this file is as it should be, and is the one that the forge reads. "
    "只核对这个文件。",
)
def command(
    folder: Path, language: str, forge: owners.Forge, out: Path | None, committed: Path | None
) -> None:
    """Make CODEOWNERS from county.yaml (review) and each township.yaml (reviewers).

    由 county.yaml（review）和各 township.yaml（reviewers）生成 CODEOWNERS。

    The county owns everything but the records of townships that name reviewers. Exit code 1: the
    file of --check is out of date, or the forge reads another.
    """
    if out and committed:
        raise click.UsageError("--out and --check do not go together")
    found = _owners(folder)
    wanted = owners.render(found, forge)
    if found.without:
        click.echo(_without(found.without).in_language(language), err=True)
    if out:
        _refuse_foreign(out)
        write(out, wanted)
    elif committed is None:
        click.echo(wanted, nl=False)
    else:
        fault = _fault(folder, committed, wanted, forge)
        if fault:
            click.echo(fault.in_language(language), err=True)
        sys.exit(1 if fault else 0)


def _refuse_foreign(out: Path) -> None:
    """Raise FileNotWritten where something else than a file of this command would be lost."""
    if out.is_file() and out.stat().st_size and b"gongshi codeowners" not in out.read_bytes():
        raise FileNotWritten(
            f"{out} 不是 gongshi 生成的，不会覆盖；请先移开或另选文件。"
            f" / {out} was not made by gongshi and is left alone; move it or choose another file."
        )


def _owners(folder: Path) -> owners.Owners:
    if not folder.is_dir():
        raise RecordsMissing(f"没有找到记录文件夹 {folder}。 / no records folder at {folder}.")
    index, _, findings = pipeline.look_up(
        folder, None, options.now(), lambda origin: origin.kind in ("county", "township")
    )
    if findings:
        raise OwnersNotTold(
            "county.yaml 或 township.yaml 写法有错；用 gongshi check 查看。"
            " / county.yaml or a township.yaml has faults of form: gongshi check tells them."
        )
    return owners.of(index, git.place(folder))


def _fault(folder: Path, committed: Path, wanted: str, forge: owners.Forge) -> Text | None:
    """Why a file does not do, if so: it is another, or the forge does not read it."""
    try:
        # A checkout may have made other line ends of the same file.
        same = committed.read_bytes().replace(b"\r\n", b"\n") == wanted.encode()
    except OSError:
        same = False
    if not same:
        again = f"gongshi codeowners --forge {forge} --out {committed}"
        return Text(
            f"{committed} 和记录对不上；请运行：{again}",
            f"{committed} is out of date; run: {again}",
        )
    top = folder.resolve()
    for _ in filter(None, git.place(folder).split("/")):
        top = top.parent
    there = [top / place for place in owners.PLACES[forge] if (top / place).exists()]
    if not there or there[0].resolve() != committed.resolve():
        read = there[0].relative_to(top) if there else owners.PLACES[forge][0]
        return Text(
            f"{forge} 不读 {committed}，先读 {read}；请只留一个。",
            f"{forge} does not read {committed}: it reads {read} first; keep one of them.",
        )
    return None


def _without(names: tuple[str, ...]) -> Text:
    return Text(
        f"没有写审核人、归县里审核的乡镇：{'、'.join(names)}。",
        f"Townships that name no reviewers, which the county reviews: {', '.join(names)}.",
    )
