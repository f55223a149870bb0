"""``gongshi serve``: look at the site while the records change."""

from __future__ import annotations

import tempfile
import time
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import click

from gongshi import assets, pipeline
from gongshi.cli import options
from gongshi.cli.build import source
from gongshi.errors import GongshiError
from gongshi.finding import Text
from gongshi.gate.gate import for_web
from gongshi.load.walk import Readings
from gongshi.public.facts import County
from gongshi.public.view import view
from gongshi.report import text
from gongshi.site.build import build, shells
from gongshi.site.shell import Shells


@click.command("serve", short_help="Look at the site as records change. 在本机看网站。")
@options.records
@options.as_of
@options.language
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="The address to listen on. 监听地址。"
)
@click.option("--port", default=8000, show_default=True, help="The port to listen on. 端口。")
def command(folder: Path, as_of: date | None, language: str, host: str, port: int) -> None:
    """Serve the site on this machine; a change to a record or template rebuilds and reloads it.

    在本机看网站；记录或模板一改，页面自动更新。

    What is published (the folder of `gongshi build`) is not touched.
    """
    from mkdocs.livereload import LiveReloadServer

    with tempfile.TemporaryDirectory(prefix="gongshi-") as work:
        site = _LiveSite(folder, Path(work) / "site", as_of, language)
        site.rebuild()
        server = LiveReloadServer(site.renew, host, port, str(site.target), polling_interval=0.2)
        server.watch(str(folder))
        server.watch(str(assets.templates()))
        click.echo(
            Text(
                f"请打开 http://{host}:{port}/ ；按 Ctrl+C 结束。",
                f"Open http://{host}:{port}/ ; press Ctrl+C to stop.",
            ).in_language(language)
        )
        try:
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            server.shutdown()


@dataclass
class _LiveSite:
    """The site as last built, and what need not be made again while nothing changed it."""

    folder: Path
    target: Path
    as_of: date | None
    language: str
    readings: Readings = field(default_factory=dict)
    frames: Shells | None = None
    frame_stamp: tuple[int, tuple[str, ...]] = (0, ())

    def renew(self) -> None:
        """Check and build again; what keeps it from that is told, and the server goes on."""
        try:
            self.rebuild()
        except GongshiError as fault:
            click.echo(f"gongshi: {fault}", err=True)

    def rebuild(self) -> None:
        """Check and build; on errors say them and keep the site as it is."""
        started = time.monotonic()
        checked = pipeline.check(self.folder, self.as_of, options.now(), readings=self.readings)
        click.echo(text.render(checked, self.language), nl=False)
        if not checked.passes:
            return
        records, index = pipeline.county(checked)
        gate = for_web(records, index, checked.as_of).folder
        county = view(records, index, checked.as_of)
        frames = self._shells(county)
        made_from = source(checked, self.folder)
        published = build(county, self.target, made_from, frames, keep=0, gate=gate)
        seconds = time.monotonic() - started
        click.echo(
            Text(
                f"已更新 {published.files:,} 个文件，用时 {seconds:.1f} 秒。",
                f"{published.files:,} files renewed in {seconds:.1f} s.",
            ).in_language(self.language)
        )

    def _shells(self, county: County) -> Shells:
        """The theme's shells; made again only when what they are made from has changed."""
        made_from = [assets.theme_configuration()]
        for name in ("theme", "styles", "content"):
            made_from.extend((assets.templates() / name).rglob("*"))
        stamp = (max(path.stat().st_mtime_ns for path in made_from), county.languages)
        if self.frames is None or stamp != self.frame_stamp:
            # The server tells a page to reload by a script written into it, which no policy allows.
            self.frames, self.frame_stamp = shells(county, policy=""), stamp
        return self.frames
