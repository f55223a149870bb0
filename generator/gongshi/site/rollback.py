"""Back to a build that was published before, as it was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from gongshi.errors import BuildUnknown, SiteUnknown
from gongshi.site import manifest, place
from gongshi.site.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Kept:
    """A build that is kept; ``whole`` says whether it is still as its manifest says."""

    build: str
    manifest: Manifest
    whole: bool
    folder: Path


def kept(target: Path) -> list[Kept]:
    """The builds kept beside the site at ``target``, the one published last first.

    Builds of an earlier gongshi, whose manifests told no more than that, are left out.
    """
    found = []
    for folder in place.kept(target):
        try:
            about = manifest.read(folder)
        except SiteUnknown:
            continue
        whole = not manifest.differences(folder, about.contents)
        found.append(Kept(manifest.name(folder), about, whole, folder))
    return found


def rollback(target: Path, build: str | None = None) -> Kept:
    """Publish a kept build again, in one step; what is published now is kept in its stead.

    It is the one whose name begins with ``build``, else the one published last.
    Raises BuildUnknown where there is no such build or it is no longer whole, and what
    `place.held` and `place.put` raise.
    """
    with place.held(target):
        chosen = _choose(kept(target), target, build)
        place.put(chosen.folder, target)
    return chosen


def _choose(found: list[Kept], target: Path, build: str | None) -> Kept:
    named = [one for one in found if build is None or one.build.startswith(build)]
    if not named:
        raise BuildUnknown(
            f"{target} 没有保留这样的旧版；用 gongshi rollback --list 查看。"
            f" / no such build is kept of {target}; gongshi rollback --list tells which are."
        )
    if not named[0].whole:
        raise BuildUnknown(
            f"旧版 {named[0].build} 的文件已被改动，不能发布；请用 --to 另选一个。"
            f" / build {named[0].build} is no longer as it was built and is not published; "
            "choose another with --to."
        )
    return named[0]
