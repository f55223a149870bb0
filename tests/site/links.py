"""Reading a built site as a browser would: its pages, their links and anchors."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

LINKING = {"a": "href", "link": "href", "img": "src", "script": "src"}


@dataclass
class Seen:
    """What one page links to, the anchors it has, and what on it could run."""

    links: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    scripts: list[dict[str, str | None]] = field(default_factory=list)
    handlers: list[str] = field(default_factory=list)
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
        self.seen.handlers.extend(
            name
            for name, value in attrs
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:")
        )
        if tag == "html":
            self.seen.lang = values.get("lang")
        if values.get("id"):
            self.seen.ids.append(str(values["id"]))
        link = values.get(LINKING.get(tag, ""))
        if link is not None:
            self.seen.links.append(link)


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
