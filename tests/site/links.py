"""Reading a built site as a browser would: its pages, their links and anchors."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

FETCHED = {"stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch"}
LINKING = {"a": "href", "link": "href", "img": "src", "script": "src"}


@dataclass
class Seen:
    """What one page links to and loads at once, what could run in it, its anchors."""

    links: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    scripts: list[dict[str, str | None]] = field(default_factory=list)
    lang: str | None = None


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen = Seen()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.seen.tags.add(tag)
        if tag == "script":
            self.seen.scripts.append(values)
        if tag == "html":
            self.seen.lang = values.get("lang")
        if values.get("id"):
            self.seen.ids.append(str(values["id"]))
        self.seen.loads += _loads(tag, values)
        self.seen.inline += _inline(tag, values)
        link = values.get(LINKING.get(tag, ""))
        if link is not None:
            self.seen.links.append(link)


def _loads(tag: str, values: dict[str, str | None]) -> list[str]:
    """What the browser fetches for an element without being asked."""
    if tag == "link":
        fetched = FETCHED.intersection(str(values.get("rel")).split())
        return [str(values.get("href"))] if fetched else []
    sources = [values.get(name) for name in ("src", "poster", "data")]
    sets = [part.split()[0] for part in str(values.get("srcset") or "").split(",") if part.strip()]
    return [*filter(None, sources), *sets]


def _inline(tag: str, values: dict[str, str | None]) -> list[str]:
    """Scripts and styles that stand in the page itself; a block of data is no script."""
    found = [name for name in values if name == "style" or name.startswith("on")]
    found += [
        name for name, value in values.items()
        if (value or "").strip().lower().startswith(("javascript:", "data:text/html"))
    ]  # fmt: skip
    data = str(values.get("type")) in {"application/json", "application/ld+json"}
    if tag == "style" or (tag == "script" and "src" not in values and not data):
        found.append(f"<{tag}>")
    return [f"{tag} {one}" for one in found]


def read(site: Path) -> dict[str, Seen]:
    """Every page of a site by its path."""
    pages = {}
    for path in sorted(site.rglob("*.html")):
        reader = _Reader()
        reader.feed(path.read_text(encoding="utf-8"))
        pages[path.relative_to(site).as_posix()] = reader.seen
    return pages


def dead(site: Path) -> list[str]:
    """Every internal link or anchor that leads nowhere, as ``page -> link``."""
    pages = read(site)
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    found = []
    for page, seen in pages.items():
        for link in seen.links:
            if link.startswith(("http://", "https://", "tel:")):
                continue
            target, _, anchor = link.partition("#")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page), target))
            path = page if not target else path
            gone = path not in files
            if gone or (anchor and path in pages and anchor not in pages[path].ids):
                found.append(f"{page} -> {link}")
    return found
