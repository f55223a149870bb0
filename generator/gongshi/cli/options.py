"""Options that several verbs share, and the one reading of the clock."""

from __future__ import annotations

import locale
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from gongshi.errors import LeakFound

F = TypeVar("F", bound=Callable[..., Any])


YEARS = range(1900, 2100)
"""The years that records speak of, as their schemas have it."""


class Day(click.ParamType[date]):
    """A calendar day written YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; anything else is a usage error."""
        if isinstance(value, date):
            return value
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        # Python reads other ISO 8601 forms too; records and commands write one.
        if day is None or day.isoformat() != value or day.year not in YEARS:
            self.fail(
                "write the date as YYYY-MM-DD, such as 2019-11-18, of the years 1900 to 2099",
                param,
                ctx,
            )
        return day


def records(command: F) -> F:
    """``--records``: where the county's records are."""
    return click.option(
        "--records",
        "folder",
        type=click.Path(path_type=Path, file_okay=False),
        default="records",
        show_default=True,
        help="The folder of the county's records. 记录文件夹。",
    )(command)


def as_of(command: F) -> F:
    """``--as-of``: the day the command holds for."""
    return click.option(
        "--as-of",
        type=Day(),
        help="The day to hold the records against. Default: the date fixed in county.yaml, "
        "else today in the county's time zone. 截至日期。",
    )(command)


def language(command: F) -> F:
    """``--lang``: the language of messages."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(["zh", "en"]),
        default=language_of_locale,
        help="Language of the messages. Default: the locale's, else English. 提示语言。",
    )(command)


def out(command: F) -> F:
    """``--out``: where the site is published."""
    return click.option(
        "--out",
        "target",
        type=click.Path(path_type=Path),
        default="site",
        show_default=True,
        help="The folder to publish into. Replaced whole, and only if gongshi built it. "
        "网站放在哪里。",
    )(command)


def now() -> datetime:
    """The moment the command began. Nothing else reads the clock."""
    return datetime.now(UTC)


@contextmanager
def blocked_by_leaks() -> Iterator[None]:
    """A leak that the gate found: told, and exit code 1."""
    try:
        yield
    except LeakFound as leak:
        click.echo(f"gongshi: {leak}", err=True)
        sys.exit(1)


def progress() -> Callable[[int, int], None] | None:
    """A counter of files read, on a terminal's stderr only."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        if done % 200 == 0 or done == total:
            end = "\r\x1b[K" if done == total else "\r"
            click.echo(f"{done}/{total}{end}", nl=False, err=True)

    return show


def language_of_locale() -> str:
    """The language that the terminal is set to: zh, or en for any other."""
    # The same variables, in the same order, as the C library looks at for messages.
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if os.environ.get(variable):
            return "zh" if os.environ[variable].startswith("zh") else "en"
    return "zh" if (locale.getlocale()[0] or "").startswith(("zh", "Chinese")) else "en"
