"""``gongshi check``: every record against its schema and the rules."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import click

from gongshi import pipeline
from gongshi.cli import options
from gongshi.cli.output import write
from gongshi.load import git
from gongshi.report import FORMATS, markdown


class _Ordered(click.Command):
    """Remembers the order of the options: an ``--output`` belongs to the ``--format`` before it."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        *_, order = self.make_parser(ctx).parse_args(list(args))
        ctx.meta["order"] = [param.name for param in order]
        return super().parse_args(ctx, args)


@click.command("check", short_help="Check every record. 检查记录。", cls=_Ordered)
@options.records
@options.as_of
@options.language
@click.option(
    "--base",
    metavar="REF",
    help="Check what changed since REF (a branch or commit): only errors that came with the change "
    "block. 与哪个版本相比。",
)
@click.option(
    "--strict",
    is_flag=True,
    help="With --base: errors that were there before, or became due, block too. 原有的也不放过。",
)
@click.option(
    "--format",
    "forms",
    type=click.Choice(sorted(FORMATS)),
    multiple=True,
    help="How to tell the findings; may be repeated. Default: text. 输出格式，可以多个。",
)
@click.option(
    "--output",
    "outputs",
    type=click.Path(path_type=Path, dir_okay=False),
    multiple=True,
    help="The file for the --format before it; without one it is printed. 写到哪个文件。",
)
@click.pass_context
def command(
    ctx: click.Context,
    folder: Path,
    as_of: date | None,
    language: str,
    base: str | None,
    strict: bool,
    forms: tuple[str, ...],
    outputs: tuple[Path, ...],
) -> None:
    """Check every record and say what is wrong, where, and how to mend it.

    检查全部记录，说明哪里不对、怎么改。

    With --base REF, as for a pull request, findings are told apart: new with this change, became
    due by time, were there before.

    Exit code 0: nothing blocks. 1: at least one finding that blocks. 2: wrong use.
    3: a fault of gongshi itself.
    """
    wanted = _paired(ctx.meta["order"], list(forms) or ["text"], list(outputs))
    version = git.base(folder, base) if base is not None and folder.is_dir() else None
    if strict and base is None:
        raise click.UsageError("--strict goes with --base")
    checked = pipeline.check(
        folder, as_of, options.now(), options.progress(), base=version, strict=strict
    )
    for form, output in wanted:
        told = FORMATS[form](checked, language)
        if output is None:
            click.echo(told, nl=False)
        else:
            write(output, told)
    if "github" in forms:
        _summarize(checked, language)
    sys.exit(exit_code(checked))


def _paired(
    order: list[str], forms: list[str], outputs: list[Path]
) -> list[tuple[str, Path | None]]:
    """Each format with its file; None for the one that is printed."""
    pairs: list[tuple[str, Path | None]] = []
    for name in order if "forms" in order else ["forms", *order]:
        if name == "forms":
            pairs.append((forms[len(pairs)], None))
        elif name == "outputs":
            given = sum(path is not None for _, path in pairs)
            if not pairs or pairs[-1][1] is not None:
                raise click.UsageError("each --output follows the --format that it is for")
            pairs[-1] = (pairs[-1][0], outputs[given])
    if sum(path is None for _, path in pairs) > 1:
        raise click.UsageError("only one format can be printed: give the others an --output")
    if len({path.resolve() for path in outputs}) < len(outputs):
        raise click.UsageError("each --output needs a file of its own")
    return pairs


def _summarize(checked: pipeline.Checked, language: str) -> None:
    """All findings in the summary of the job, as annotations are limited to ten of a kind."""
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary:
        write(Path(summary), f"{markdown.render(checked, language)}\n", "ab")


def exit_code(checked: pipeline.Checked) -> int:
    """0 when nothing blocks, 1 on errors that do, 3 where a rule itself failed."""
    if checked.crashed:
        return 3
    return 0 if checked.passes else 1
