"""A record file that was read: its kind and id as its path tells them, its value and its text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from gongshi.load.yaml import Keys, Positions

_PATTERNS = (
    ("county", r"county\.yaml"),
    ("clauses", r"policy/clauses/(?P<id>[a-z0-9][a-z0-9.-]*)\.yaml"),
    ("procedure", r"policy/procedures/(?P<id>[a-z0-9][a-z0-9.-]*)\.yaml"),
    ("questions", r"policy/questions/(?P<id>[a-z0-9][a-z0-9.-]*)\.yaml"),
    ("duty-list", r"policy/duties/(?P<id>[a-z0-9][a-z0-9.-]*)\.yaml"),
    ("parameter", r"policy/parameters/(?P<id>[a-z0-9][a-z0-9.-]*)\.yaml"),
    ("organisation", r"organisations/(?P<id>[a-z0-9][a-z0-9.-]*)\.yaml"),
    ("township", r"townships/(?P<township>[a-z0-9][a-z0-9.-]*)/township\.yaml"),
    (
        "village",
        r"townships/(?P<township>[a-z0-9][a-z0-9.-]*)/(?P<village>[a-z0-9][a-z0-9.-]*)/village\.yaml",
    ),
    *(
        (
            kind,
            rf"townships/(?P<township>[a-z0-9][a-z0-9.-]*)/(?P<village>[a-z0-9][a-z0-9.-]*)/{folder}/(?P<id>[a-z0-9][a-z0-9.-]*)\.yaml",
        )
        for kind, folder in (
            ("household", "households"),
            ("round", "rounds"),
            ("project", "projects"),
            ("duty-log", "duties"),
        )
    ),
)
# Names are lower-case ASCII: safe in an address, a terminal and on every file system.
KINDS = tuple(kind for kind, _ in _PATTERNS)
"""Every record kind; each has a schema of the same name."""

_COMPILED = tuple((kind, re.compile(pattern)) for kind, pattern in _PATTERNS)


@dataclass(frozen=True, slots=True)
class Origin:
    """What a record's path says about it.

    ``path`` is relative to the repository; ``township`` and ``village`` are the folders it lies
    in, empty for county-wide records; ``id`` is what the record must call itself.
    """

    kind: str
    path: str
    id: str
    township: str = ""
    village: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One record: where it comes from, its plain value, and the text that holds the positions."""

    origin: Origin
    value: Any
    source: bytes = field(repr=False)

    def positions(self) -> Positions:
        """Line and column of each key of the record."""
        return _positions(self.source)

    def spot(self, keys: Keys) -> str:
        """A place by names that stay when lines move: an item of a list by its id, year or step."""
        value, shown = self.value, []
        for key in keys:
            inside = isinstance(value, list) if isinstance(key, int) else isinstance(value, dict)
            item = value[key] if inside and (isinstance(key, int) or key in value) else None
            shown.append(item_name(item) or str(key) if isinstance(key, int) else key)
            value = item
        return ".".join(shown)


ITEM_NAMES = (
    "id",
    "step",
    "year",
    "clause",
    "household",
    "parameter",
    "contact",
    "village",
    "date",
)
"""What an item of a list may be called by, the first it has."""


def item_name(item: Any) -> str:
    """What an item of a list is called by: the first of ``ITEM_NAMES`` it has, or empty."""
    names = [item[name] for name in ITEM_NAMES if name in item] if isinstance(item, dict) else []
    return str(names[0]) if names else ""


@lru_cache(maxsize=8)
def _positions(source: bytes) -> Positions:
    # A bad file often has many findings: read it for places once, not once a finding.
    return Positions(source)


def origin_of(relative: str, shown: str) -> Origin | None:
    """What a path relative to the records folder tells; None where no kind has such a path.

    ``shown`` is the same path as findings show it.
    """
    for kind, pattern in _COMPILED:
        match = pattern.fullmatch(relative)
        if match is None:
            continue
        parts = match.groupdict()
        township, village = parts.get("township") or "", parts.get("village") or ""
        own = parts.get("id") or village or township or "county"
        return Origin(kind, shown, own, township, village)
    return None
