"""Where a site lies: the folder itself, and beside it the builds that are kept.

Beside ``site`` these are ``.site.builds`` and ``.site.lock``. A build takes the place of the one
before in one step, and that one becomes the newest of those kept.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from gongshi.errors import BuildBusy, SiteNotWritten, TargetNotOurs
from gongshi.site import disk
from gongshi.site.manifest import MANIFEST, is_site, name


def staging(target: Path) -> Path:
    """Where a build is made, on the same disk so that a rename can put it in its place."""
    return _builds(target) / "new"


def kept(target: Path) -> list[Path]:
    """The builds that are kept and not published now, the one published last first."""
    live = target.resolve()
    found = [path for path in _numbered(target) if is_site(path) and path.resolve() != live]
    if is_site(target):
        found = [path for path in found if name(path) != name(target)]
    return sorted(found, key=lambda path: int(path.name), reverse=True)


@contextmanager
def held(target: Path) -> Iterator[None]:
    """Hold the right to change what is published, once what a killed build left is taken up.

    Raises TargetNotOurs where ``target`` holds something else than a site, BuildBusy where another
    build has the right, SiteNotWritten where the disk lets nobody write.
    """
    refuse_foreign(target)
    with ExitStack() as stack:
        with told(target):
            _take_builds(target)
            free = stack.enter_context(disk.only_one(_beside(target, "lock")))
        if not free:
            raise BuildBusy(
                f"另一个生成正在写 {target}，请等它结束。 / another build writes {target}; wait."
            )
        with told(target):
            _recover(target)
        yield


def put(build: Path, target: Path) -> None:
    """Put a build that is whole in the place of the site, in one step.

    ``build`` lies among the builds of ``target``. Raises TargetNotOurs where that cannot be one
    step, SiteNotWritten where the disk does not let us.
    """
    with told(target):
        try:
            before = _switch(build, target)
        except (OSError, TargetNotOurs):
            discard(staging(target))  # what could not be published is not kept
            raise
        disk.settle_names(target.parent)
        if before is not None:
            _keep(before, target)


def prune(target: Path, keep: int) -> None:
    """Remove what is kept but for the ``keep`` builds published last."""
    with told(target):
        live, spared = target.resolve(), kept(target)[:keep]
        for path in _numbered(target):
            if path not in spared and path.resolve() != live:
                discard(path)


def discard(build: Path) -> None:
    """Remove a build, its manifest first: what is left of one is never taken for whole."""
    (build / MANIFEST).unlink(missing_ok=True)
    if build.exists():
        shutil.rmtree(build)


def refuse_foreign(target: Path) -> None:
    """Raise TargetNotOurs unless ``target`` is missing, empty, or a site that gongshi built."""
    if target.name in ("", ".."):
        raise TargetNotOurs(
            f"{target} 没有自己的名字，请另选文件夹。 / {target} is no name; choose another folder."
        )
    if _is_ours(target):
        return
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise TargetNotOurs(
            f"{target} 不是文件夹，不能在这里生成网站。 / {target} is no folder; choose another."
        )
    with told(target):
        empty = not target.is_dir() or not any(target.iterdir())
    if not empty and not is_site(target):
        raise TargetNotOurs(
            f"{target} 里有别的文件，不会覆盖；请另选文件夹。"
            f" / {target} holds other files and is left alone; choose another folder."
        )


@contextmanager
def told(target: Path | str) -> Iterator[None]:
    """Whatever the disk refuses in this block, as one sentence: raises SiteNotWritten."""
    try:
        yield
    except OSError as fault:
        zh, en = _CURES.get(fault.errno or 0, ("", ""))
        raise SiteNotWritten(
            f"写不了 {target}（{fault.strerror}）{zh}；已发布的网站仍是完整的。"
            f" / cannot write {target} ({fault.strerror}){en}; what is published is still whole."
        ) from None


_READ_ONLY = ("：请检查文件夹的写权限", ": check who may write the folder above it")
_FULL = ("：请腾出磁盘空间", ": make room on the disk")
_ELSEWHERE = (
    "：它是挂载点，请改为生成到它里面的文件夹",
    ": it is a mount point; build into a folder within it",
)
_CURES = {
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EBUSY: _ELSEWHERE,
    errno.EXDEV: _ELSEWHERE,
}


def _beside(target: Path, what: str) -> Path:
    return target.parent / f".{target.name}.{what}"


def _builds(target: Path) -> Path:
    return _beside(target, "builds")


def _take_builds(target: Path) -> None:
    """Make the folder of builds. Raises TargetNotOurs where one with other things is there.

    Ours has the lock beside it, which every build leaves; in another nothing may be removed.
    """
    builds, lock = _builds(target), _beside(target, "lock")
    others = builds.is_dir() and any(builds.iterdir()) and not lock.is_file()
    if builds.is_symlink() or others:
        raise TargetNotOurs(
            f"{builds} 不是 gongshi 放旧版网站的文件夹，不会动它；请移开或另选文件夹。"
            f" / {builds} is no folder of builds and is left alone; move it or choose another."
        )
    if not builds.is_dir():
        builds.mkdir(parents=True, exist_ok=True)
        builds.chmod(0o755)  # a site that is a link is read through it


def _numbered(target: Path) -> list[Path]:
    folder = _builds(target)
    if not folder.is_dir():
        return []
    numbered = [path for path in folder.iterdir() if path.name.isdecimal()]
    return [path for path in numbered if path.is_dir() and not path.is_symlink()]


def _next(target: Path) -> Path:
    """The name of the build that is kept next; the largest number is the newest."""
    numbers = [int(path.name) for path in _numbered(target)]
    return _builds(target) / str(max(numbers, default=0) + 1)


def _recover(target: Path) -> None:
    """Take up what a killed build left: keep what it had finished, remove what it had not."""
    if _beside(target, "link").is_symlink():
        _beside(target, "link").unlink()
    for path in _numbered(target):
        if not is_site(path):
            discard(path)
    _keep(staging(target), target)


def _keep(build: Path, target: Path) -> None:
    """Keep a build as the one published last; remove what is none."""
    if is_site(build):
        build.rename(_next(target))
    else:
        discard(build)


def _switch(build: Path, target: Path) -> Path | None:
    """Put ``build`` in the place of ``target``; where what was there lies now, if anywhere."""
    if not os.path.lexists(target):
        target.mkdir()  # nothing is published yet
    if not target.is_symlink() and disk.exchange(build, target):
        return build
    if sys.platform == "win32":
        # It has no such step, and few may make links there: a moment without the folder.
        before = _next(target)
        target.rename(before)
        build.rename(target)
        return before
    return _link(build, target)


def _link(build: Path, target: Path) -> Path | None:
    """Where names cannot be exchanged ``target`` is a link, and a new link takes its place."""
    before = target.resolve() if target.is_symlink() else None
    if before is None:
        _remove_empty(target)
    numbered = build.rename(_next(target))
    link = _beside(target, "link")
    link.symlink_to(Path(numbered.parent.name, numbered.name))
    disk.settle_names(numbered.parent)
    link.replace(target)
    return before


def _remove_empty(target: Path) -> None:
    try:
        target.rmdir()
    except OSError:
        raise TargetNotOurs(
            f"这个磁盘不能一步替换文件夹；请先把 {target} 改名，再生成一次，它会成为链接。"
            f" / this disk cannot exchange folders in one step; rename {target} and build again: "
            "it becomes a link."
        ) from None


def _is_ours(target: Path) -> bool:
    """Whether ``target`` is a link to a build of its own."""
    if not target.is_symlink():
        return False
    linked = target.readlink()
    return linked.parent == Path(_builds(target).name) and linked.name.isdecimal()
