"""Files to a published folder: made beside it, then put in its place whole.

Killed at any moment, what is published is the site as it was or the new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from gongshi.site import disk, manifest, place
from gongshi.site.file import File
from gongshi.site.manifest import MANIFEST, Content, Source

KEEP = 3
"""How many builds are kept beside the site, unless another number is asked for."""

Gate: TypeAlias = Callable[[Path], None]
"""Looks at a folder with every file of a build before it is published; raises to stop it."""


@dataclass(frozen=True, slots=True)
class Published:
    """How many files and bytes a publication wrote, and what the build is known by."""

    files: int
    bytes: int
    build: str


def publish(
    files: Iterable[File],
    target: Path,
    source: Source,
    *,
    keep: int = KEEP,
    gate: Gate | None = None,
) -> Published:
    """Write ``files`` beside ``target``, let ``gate`` look at them, and put them in its place.

    The build that was published is kept, with at most ``keep`` in all. Raises what ``gate`` raises
    and what `place.held` and `place.put` raise; then what is published stays as it is.
    """
    with place.held(target):
        staging = place.staging(target)
        try:
            contents = _write(files, staging, target)
            if gate is not None:
                gate(staging)
            with place.told(target):
                _seal(staging, contents, source)
        except BaseException:
            place.discard(staging)
            raise
        build = manifest.name(staging)
        place.put(staging, target)
        place.prune(target, keep)
    return Published(len(contents), sum(one.size for one in contents.values()), build)


def _write(files: Iterable[File], folder: Path, target: Path) -> dict[str, Content]:
    """Put every file into the folder; what each holds, by path."""
    contents = {}
    with place.told(target):
        _make(folder)
    for file in files:
        with place.told(target):
            path = folder / file.path
            _make(path.parent)
            path.write_bytes(file.content)
            path.chmod(0o644)
        contents[file.path] = Content.of(file.content)
    return contents


def _make(folder: Path) -> None:
    """A folder, with those above it, that a web server may read whoever built it."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir()
        folder.chmod(0o755)


def _seal(folder: Path, contents: dict[str, Content], source: Source) -> None:
    """Add the manifest, once everything that it lists would outlast a loss of power."""
    disk.settle(folder)
    path = folder / MANIFEST
    path.write_bytes(manifest.write(contents, source))
    path.chmod(0o644)
    disk.settle(folder)
