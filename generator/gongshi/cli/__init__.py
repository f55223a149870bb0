"""The command line: one module a verb, loaded only when it is used."""

from __future__ import annotations

import importlib
import sys
import traceback

import click

from gongshi import __version__

VERBS = (
    "board",
    "build",
    "check",
    "codeowners",
    "diff",
    "due",
    "explain",
    "fmt",
    "privacy",
    "rollback",
    "rules",
    "scan",
    "serve",
    "verify",
)


class _Verbs(click.Group):
    """Finds a verb's module by its name, so that starting one does not load the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(VERBS)

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - click's signature
        cmd_name: str,
    ) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        command: click.Command = importlib.import_module(f"gongshi.cli.{cmd_name}").command
        return command


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gongshi")
def group() -> None:
    """Check a county's records and publish its public notices (公示).

    检查一个县的扶贫记录，生成公示网站。
    """


def main() -> None:
    """Run the command line; a terminal that cannot show a character gets its code point instead."""
    from gongshi.errors import GongshiError

    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")
    try:
        group(prog_name="gongshi")
    except GongshiError as fault:
        click.echo(f"gongshi: {fault}", err=True)
        sys.exit(2)
    except OSError as fault:
        # What no verb told better: a name too long, a circle of links, a disk that fails.
        click.echo(f"gongshi: {fault.filename}: {fault.strerror}", err=True)
        sys.exit(2)
    except Exception:  # noqa: BLE001 - the last line of defence: say whose fault it is
        traceback.print_exc()
        click.echo(
            "gongshi: 程序内部错误，不是记录的毛病；请报告给维护人员。"
            " / internal error: a fault of gongshi, not of the records; please report it.",
            err=True,
        )
        sys.exit(3)
