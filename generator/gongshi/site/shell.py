"""The theme's shell: MkDocs run once on empty pages, one a depth. The only module that knows it.

The engine takes plain Markdown files and ``mkdocs.yml``; any other that does can stand in here.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gongshi import assets

SLOTS = ("lang", "dir", "head", "top", "written", "content", "footer")
"""The places of a shell that a page fills."""

SCRIPTS = "scripts"
"""The folder of the site's own scripts, as they are; the theme's are not taken."""

_DEPTHS = (0, 1, 2)
_KEPT = ("assets/images/favicon.png", "assets/stylesheets/*.css", "stylesheets/*.css")


@dataclass(frozen=True, slots=True)
class Shell:
    """An HTML frame with slots, for pages at one depth or for one written page."""

    html: str

    def fill(self, slots: Mapping[str, str]) -> str:
        """The page: each slot replaced by its HTML."""
        html = self.html
        for name in SLOTS:
            html = html.replace(f"<!--slot:{name}-->", slots.get(name, ""))
        return html


@dataclass(frozen=True, slots=True)
class Shells:
    """The shells by depth, the written pages by path, and the files that pages load."""

    by_depth: Mapping[int, Shell]
    written: Mapping[str, Shell]
    files: Mapping[str, bytes]


def render(work: Path, languages: Mapping[str, str], policy: str) -> Shells:
    """Run the theme in the empty folder ``work``.

    ``languages`` gives each language's folder on the site (``""`` for the first). The written
    pages are the Markdown files of ``content/<language>/``; Chinese ones stand in for those that
    nobody has written in a language. ``policy`` is the
    Content-Security-Policy that every page states; ``""`` for none.
    """
    docs, site = work / "docs", work / "site"
    written = _write_sources(docs, languages)
    _run_engine(docs, site, policy)
    shells = {depth: Shell((site / _shell_page(depth)).read_text("utf-8")) for depth in _DEPTHS}
    files = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for pattern in _KEPT
        for path in sorted(site.glob(pattern))
    }
    for script in sorted((assets.templates() / SCRIPTS).glob("*.js")):
        files[f"{SCRIPTS}/{script.name}"] = script.read_bytes()
    pages = {path: Shell((site / path).read_text("utf-8")) for path in written}
    return Shells(shells, pages, files)


def _shell_page(depth: int) -> str:
    return "level/" * depth + "shell.html"


def _write_sources(docs: Path, languages: Mapping[str, str]) -> list[str]:
    """The empty pages and the written ones; returns the written pages' paths on the site."""
    for depth in _DEPTHS:
        page = docs / _shell_page(depth).replace(".html", ".md")
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text("", encoding="utf-8")
    (docs / "index.md").write_text("", encoding="utf-8")
    shutil.copytree(assets.templates() / "styles", docs / "stylesheets")
    written = []
    for language, folder in languages.items():
        for name in sorted(path.stem for path in _content("zh").glob("*.md")):
            target = docs / folder / f"{name}.md"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(_content(written_in(language, name)) / target.name, target)
            written.append((Path(folder) / f"{name}.html").as_posix())
    return written


def written_in(language: str, page: str) -> str:
    """The language that a written page is in: the one asked for, else Chinese."""
    return language if (_content(language) / f"{page}.md").is_file() else "zh"


def _content(language: str) -> Path:
    return assets.templates() / "content" / language


def _run_engine(docs: Path, site: Path, policy: str) -> None:
    # The theme prints its end-of-life banner on import otherwise.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    config = load_config(
        str(assets.theme_configuration()),
        docs_dir=str(docs),
        site_dir=str(site),
        strict=False,
    )
    config.extra["policy"] = policy
    config.theme.dirs.insert(0, str(assets.templates() / "theme"))
    build(config)
