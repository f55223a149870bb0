"""``gongshi verify``: whether a site is as it was built, and as the records make it."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from gongshi import __version__, pipeline
from gongshi.cli import options
from gongshi.errors import SiteUnknown
from gongshi.finding import Text
from gongshi.load import git
from gongshi.load.walk import printable
from gongshi.plain import on_one_line
from gongshi.site import manifest
from gongshi.site.manifest import MANIFEST, Difference, Manifest, Source


@click.command("verify", short_help="Whether a site is as it was built. 核对网站。")
@options.language
@click.option(
    "--against",
    "folder",
    metavar="RECORDS",
    type=click.Path(path_type=Path, file_okay=False),
    help="A records folder in git: also build the site again from the commit that it names, and "
    "compare every byte. The folder itself is not touched. 与记录仓库核对。",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to tell it. 输出格式。",
)
@click.argument("site", type=click.Path(path_type=Path, file_okay=False), default="site")
def command(language: str, folder: Path | None, form: str, site: Path) -> None:
    """Hold every file of SITE against its manifest: what is missing, added, changed, or no file.

    核对网站的每个文件：有没有缺少、多出、改动。

    The manifest tells what was changed by accident or by someone who did not change it too; with
    --against, whoever trusts the repository and this gongshi need not trust the manifest.

    Exit code 0: as it should be. 1: it is not. 2: no such site, or nothing to compare it with.
    """
    about = manifest.read(site)
    found = manifest.verify(site)
    rebuilt = None if folder is None else _against(folder, site, about)
    show = _json if form == "json" else _text
    click.echo(show(site, about, found, rebuilt, language), nl=False)
    sys.exit(1 if found or rebuilt else 0)


def _against(folder: Path, site: Path, about: Manifest) -> list[Difference]:
    """What lies in the site otherwise than the commit that it names makes it."""
    from gongshi.public.view import view
    from gongshi.site.build import build

    checked = _records(folder, site, about)
    county = view(*pipeline.county(checked), checked.as_of)
    with TemporaryDirectory(prefix="gongshi-") as work:
        again = Path(work) / "site"
        build(county, again, Source(about.as_of, checked.version, about.commit), keep=0)
        found = manifest.differences(site, manifest.read(again).contents)
        if (again / MANIFEST).read_bytes() != (site / MANIFEST).read_bytes():
            found.append(Difference(MANIFEST, "changed"))
    return sorted(found)


def _records(folder: Path, site: Path, about: Manifest) -> pipeline.Checked:
    """The records of the commit that a site names, checked on its day."""
    if not _COMMIT.fullmatch(about.commit):
        raise SiteUnknown(
            f"{site} 生成时记录没有全部提交，没有可核对的提交。"
            f" / the records of {site} were not all committed: it names no commit to build from."
        )
    if about.gongshi != __version__:
        version = on_one_line(about.gongshi)
        raise SiteUnknown(
            f"{site} 是 gongshi {version} 生成的，本机是 {__version__}；请用同一版本核对。"
            f" / gongshi {version} built {site}, and this is {__version__}: compare with that one."
        )
    try:
        as_of = date.fromisoformat(about.as_of)
    except ValueError:
        raise SiteUnknown(
            f"{site} 的清单没有日期。 / the manifest of {site} has no date."
        ) from None
    checked = pipeline.check_version(git.version(folder, about.commit), as_of)
    if not checked.passes:
        raise SiteUnknown(
            f"提交 {about.commit[:10]} 的记录有错误，本来生成不了网站。"
            f" / the records of commit {about.commit[:10]} have errors: no site is built of them."
        )
    return checked


_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")


def _text(
    site: Path,
    about: Manifest,
    found: list[Difference],
    rebuilt: list[Difference] | None,
    language: str,
) -> str:
    as_of, commit = on_one_line(about.as_of), on_one_line(about.commit)
    lines = [
        Text(
            f"{site}：清单列有 {len(about.files):,} 个文件，截至 {as_of}，提交 {commit}。",
            f"{site}: {len(about.files):,} files by its manifest, as of {as_of}, commit {commit}.",
        ),
        *map(_line, found),
        _verdict(found, *_BY_MANIFEST),
    ]
    if rebuilt is not None:
        lines += [*map(_line, rebuilt), _verdict(rebuilt, *_BY_COMMIT)]
    return "".join(f"{line.in_language(language)}\n" for line in lines)


def _line(one: Difference) -> Text:
    word, path = _WORDS[one.what], printable(one.path)
    return Text(f"  {word.zh}  {path}", f"  {word.en}  {path}")


def _verdict(found: list[Difference], same: Text, other: Text) -> Text:
    if not found:
        return same
    return Text(f"{other.zh}：{len(found):,} 处。", f"{other.en}: {len(found):,}.")


def _json(
    site: Path,
    about: Manifest,
    found: list[Difference],
    rebuilt: list[Difference] | None,
    _language: str,
) -> str:
    """One JSON object: ``version``, what the manifest says, ``differences`` by either measure."""
    value = {
        "version": 1,
        "site": str(site),
        "gongshi": about.gongshi,
        "as_of": about.as_of,
        "records": about.records,
        "commit": about.commit,
        "files": len(about.files),
        "differences": [asdict(one) for one in found],
        "differences_from_commit": None if rebuilt is None else [asdict(one) for one in rebuilt],
    }
    return json.dumps(value, indent=2) + "\n"


_WORDS = {
    "missing": Text("缺少", "missing"),
    "added": Text("多出", "added"),
    "changed": Text("改动", "changed"),
    "not-a-file": Text("不是普通文件", "not a file"),
    "unreadable": Text("读不出", "unreadable"),
}
_BY_MANIFEST = (
    Text("每个文件都与清单一致。", "Every file is as the manifest says."),
    Text("与清单不一致", "Otherwise than the manifest says"),
)
_BY_COMMIT = (
    Text(
        "用该提交重新生成，每个字节都一致。", "Built again from its commit, every byte is the same."
    ),
    Text("与该提交重新生成的不一致", "Otherwise than its commit makes it"),
)
