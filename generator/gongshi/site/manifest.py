"""The manifest of a site: what it was made from, and every file with its size and SHA-256.

It seals a build: it is written last, when all else is on the disk, and removed first. So what has
one is whole, or has been changed since.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec

from gongshi import __version__
from gongshi.errors import SiteUnknown
from gongshi.site.file import json_lines

MANIFEST = "manifest.json"
"""The file by which a folder is known as a site that gongshi built."""

CHANGED = "changed"
"""Stands for the commit where the records were not as the commit at hand has them."""

NONE = "none"
"""Stands for the commit where the records lie in no git repository."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a site is made from.

    ``as_of`` is the day it holds for, ``records`` what the records are known by, ``commit`` the
    commit that has exactly these records, or CHANGED, or NONE.
    """

    as_of: str
    records: str
    commit: str = NONE


class Content(msgspec.Struct, frozen=True):
    """What a file holds: its SHA-256 in hexadecimal, its size in bytes."""

    sha256: str
    size: int

    @classmethod
    def of(cls, content: bytes) -> Content:
        """What these bytes are known by."""
        return cls(hashlib.sha256(content).hexdigest(), len(content))


class Listed(msgspec.Struct, frozen=True):
    """A file as the manifest lists it; ``path`` is from the site's top."""

    path: str
    sha256: str
    size: int


class Manifest(msgspec.Struct, frozen=True):
    """A manifest as read; ``gongshi`` is the version that built the site."""

    gongshi: str
    as_of: str
    records: str
    commit: str
    files: tuple[Listed, ...]

    @property
    def contents(self) -> dict[str, Content]:
        """Every file's content by path."""
        return {one.path: Content(one.sha256, one.size) for one in self.files}


What = Literal["missing", "added", "changed", "not-a-file", "unreadable"]


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """A file of a site that is not as it should be."""

    path: str
    what: What


def write(contents: Mapping[str, Content], source: Source) -> bytes:
    """The manifest of files: one line to each, ordered by path, and no time of day."""
    return json_lines(
        {
            "gongshi": __version__,
            "as_of": source.as_of,
            "records": source.records,
            "commit": source.commit,
            "files": [
                {"path": path, "sha256": one.sha256, "size": one.size}
                for path, one in sorted(contents.items())
            ],
        }
    )


def read(site: Path) -> Manifest:
    """The manifest of the site in a folder. Raises SiteUnknown where it has none to be read."""
    try:
        return msgspec.json.decode((site / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, ValueError, RecursionError):
        raise SiteUnknown(
            f"{site} 里没有可读的 {MANIFEST}，不是本版 gongshi 生成的网站。"
            f" / {site} has no {MANIFEST} to be read: this gongshi did not build it."
        ) from None


def is_site(folder: Path) -> bool:
    """Whether ``folder`` is a site that gongshi built, also an earlier version of it."""
    try:
        about = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(about, dict) and "gongshi" in about


def name(site: Path) -> str:
    """What a build is known by: the same for the same bytes, another for any other."""
    return hashlib.sha256((site / MANIFEST).read_bytes()).hexdigest()[:12]


def differences(site: Path, expected: Mapping[str, Content]) -> list[Difference]:
    """What lies in the folder otherwise than ``expected``, ordered by path.

    No link is followed, and the manifest itself is not looked at.
    """
    found = dict(_found(site, expected))
    missing = (Difference(path, "missing") for path in expected.keys() - found.keys())
    wrong = (Difference(path, what) for path, what in found.items() if what is not None)
    return sorted((*missing, *wrong))


def verify(site: Path) -> list[Difference]:
    """What lies in a site otherwise than its manifest says. Raises SiteUnknown."""
    return differences(site, read(site).contents)


def _found(site: Path, expected: Mapping[str, Content]) -> Iterator[tuple[str, What | None]]:
    """Everything in the folder but plain folders, each with what is wrong with it."""
    for folder, folders, files in os.walk(site):
        links = [one for one in folders if Path(folder, one).is_symlink()]
        for path in (Path(folder, one) for one in (*links, *files)):
            shown = path.relative_to(site).as_posix()
            if shown != MANIFEST:
                yield shown, _fault(path, expected.get(shown))


def _fault(path: Path, expected: Content | None) -> What | None:
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        return "not-a-file"
    if expected is None:
        return "added"
    if status.st_size != expected.size:
        return "changed"
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return "unreadable"
    return None if found == expected.sha256 else "changed"
