"""Files to a published folder: written beside it, then exchanged whole. Only this writes a site."""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from gongshi.errors import BuildBusy, TargetNotOurs
from gongshi.site.file import File

MANIFEST = "manifest.json"
"""The file by which a folder is known as a site that gongshi built."""

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100


@dataclass(frozen=True, slots=True)
class Published:
    """How many files and bytes a publication wrote."""

    files: int
    bytes: int


def publish(files: Iterable[File], target: Path, *, as_of: str, version: str) -> Published:
    """Write ``files`` beside ``target`` and exchange the two.

    Killed at any moment, ``target`` is the old site or the new one. Raises TargetNotOurs where
    ``target`` holds something else than a site, BuildBusy where another build is writing it.
    """
    refuse_foreign(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    with _locked(target):
        staging = _beside(target, "new")
        shutil.rmtree(staging, ignore_errors=True)
        staging.mkdir()
        written = _write(files, staging)
        about = {"gongshi": version, "as_of": as_of, "files": written.files}
        text = json.dumps(about, indent=2) + "\n"
        (staging / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
        _exchange(staging, target)
    return written


def refuse_foreign(target: Path) -> None:
    """Raise TargetNotOurs unless ``target`` is missing, empty, or a site that gongshi built."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise TargetNotOurs(
            f"{target} 不是文件夹，不能在这里生成网站。 / {target} is no folder; choose another."
        )
    if target.is_dir() and any(target.iterdir()) and not is_site(target):
        raise TargetNotOurs(
            f"{target} 里有别的文件，不会覆盖；请另选文件夹。"
            f" / {target} holds other files and is left alone; choose another folder."
        )


def is_site(folder: Path) -> bool:
    """Whether ``folder`` is a site that gongshi built."""
    try:
        about = json.loads((folder / MANIFEST).read_bytes())
    except (OSError, ValueError):
        return False
    return isinstance(about, dict) and "gongshi" in about


def _write(files: Iterable[File], folder: Path) -> Published:
    number = size = 0
    made: set[Path] = set()
    for file in files:
        path = folder / file.path
        if path.parent not in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            made.add(path.parent)
        path.write_bytes(file.content)
        number, size = number + 1, size + len(file.content)
    return Published(number, size)


def _beside(target: Path, what: str) -> Path:
    """A sibling of ``target``, on the same file system so that a rename can exchange them."""
    return target.parent / f".{target.name}.{what}"


@contextmanager
def _locked(target: Path) -> Iterator[None]:
    """Hold the right to write ``target``; the system takes it back from a build that is killed."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    with _beside(target, "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise BuildBusy(
                f"另一个生成正在写 {target}，请等它结束。 / another build writes {target}; wait."
            ) from busy
        yield


def _exchange(staging: Path, target: Path) -> None:
    """Put ``staging`` in the place of ``target`` in one step, and remove what was there."""
    if not target.exists():
        staging.rename(target)
        return
    if not _rename_exchange(staging, target):
        # No exchange on this system: a moment without the folder, never a moment with half of it.
        old = _beside(target, "old")
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
        staging.rename(target)
        staging = old
    shutil.rmtree(staging)


def _rename_exchange(first: Path, second: Path) -> bool:
    """Exchange two folders atomically; False where the system has no such call."""
    if sys.platform != "linux":
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    result = renameat2(
        _AT_FDCWD, os.fsencode(first), _AT_FDCWD, os.fsencode(second), _RENAME_EXCHANGE
    )
    if result == 0:
        return True
    code = ctypes.get_errno()
    if code in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(code, os.strerror(code), str(second))
