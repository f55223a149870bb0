"""What can be measured by reading the site's files."""

from __future__ import annotations

import gzip
import posixpath
import re
from functools import cache
from pathlib import Path

from gongshi.public.facts import County
from gongshi.site.language import languages
from tests.audit.measure import Measure, at_most, none_of
from tests.site import links

GZIP_LEVEL = 6
"""What servers compress with unless told otherwise."""
VILLAGE_LIMIT = 60_000
VILLAGE_HTML_LIMIT = 15_000
_FOREIGN = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?//|[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_CSS_URL = re.compile(r"""url\(\s*["']?([^"')]+)|@import\s+["']([^"']+)""")


@cache
def compressed(path: Path) -> int:
    """A file's bytes as a server sends them."""
    return len(gzip.compress(path.read_bytes(), GZIP_LEVEL))


def loads(site: Path, page: str, seen: links.Seen) -> set[str]:
    """Every file that a page fetches by itself, and what its style sheets name, as site paths."""
    found = {_resolved(page, load) for load in seen.loads}
    for sheet in [load for load in found if load.endswith(".css")]:
        found |= {_resolved(sheet, url) for url in _urls(site / sheet)}
    return found


def _urls(sheet: Path) -> list[str]:
    matches = _CSS_URL.finditer(sheet.read_text(encoding="utf-8"))
    urls = [match[1] or match[2] for match in matches]
    return [url for url in urls if not url.startswith(("data:", "#"))]


def _resolved(base: str, link: str) -> str:
    if _FOREIGN.match(link):
        return link
    path = link.partition("#")[0].partition("?")[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), path))


def measures(county: County, site: Path) -> list[Measure]:
    """Every promise that holds of the files: weight, own origin, policy, links."""
    pages = links.read(site)
    loaded = {page: loads(site, page, seen) for page, seen in pages.items()}
    return [
        *_village_weight(county, site, loaded),
        none_of(
            "Loads nothing from elsewhere",
            (f"{page}: {one}" for page in pages for one in loaded[page] if _FOREIGN.match(one)),
            len(pages),
        ),
        none_of(
            "No inline script or style",
            (f"{page}: {one}" for page, seen in pages.items() for one in seen.inline),
            len(pages),
        ),
        none_of(
            "Every link and anchor resolves",
            (one.replace(" -> ", ": ") for one in links.dead(site)),
            len(pages),
        ),
    ]


def _village_weight(county: County, site: Path, loaded: dict[str, set[str]]) -> list[Measure]:
    whole, html = {}, {}
    for language in languages(county):
        for township in county.townships:
            for village in township.villages:
                page = f"{language.prefix}villages/{village.id}.html"
                own = [one for one in loaded[page] if not _FOREIGN.match(one)]
                whole[page] = compressed(site / page) + sum(compressed(site / one) for one in own)
                html[page] = compressed(site / page)
    return [
        at_most("A village with all it loads, gzip", VILLAGE_LIMIT, "B", whole),
        at_most("HTML of a village, gzip", VILLAGE_HTML_LIMIT, "B", html),
    ]
