"""What only the system can do: exchange two names at once, wait for the disk, hold a right."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_RENAME_EXCHANGE = 2
_AT_FDCWD = -100
_NOT_HERE = frozenset({errno.ENOSYS, errno.EINVAL, errno.ENOTSUP})
_HELD = frozenset({errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK})


def exchange(first: Path, second: Path) -> bool:
    """Exchange two names in one step; False where the system or the disk has no such step."""
    names = os.fsencode(first), os.fsencode(second)
    return _call("renameat2", _AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)


def settle(folder: Path) -> None:
    """Wait until everything below ``folder`` is on the disk and would outlast a loss of power."""
    with _opened(folder) as handle:
        # One call for all of it: waiting for a thousand files one by one takes seconds.
        if _call("syncfs", handle):
            return
    for path in folder.rglob("*"):
        _wait_for(path)
    _wait_for(folder)


def settle_names(folder: Path) -> None:
    """Wait until what lies in ``folder``, by name, is on the disk."""
    if sys.platform != "win32":  # which opens no folder
        _wait_for(folder)


@contextmanager
def only_one(path: Path) -> Iterator[bool]:
    """Hold the right that the file ``path`` stands for; False where another process has it.

    The system takes the right back from a process that ends, however it ends: the file that it
    leaves is no hindrance.
    """
    # Nothing is emptied, followed or waited for, whatever lies there.
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with os.fdopen(os.open(path, flags, 0o644), "r+b", buffering=0) as file:
        yield _lock(file.fileno())


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as fault:
        if fault.errno in _HELD:
            return False
        raise
    return True


def _wait_for(path: Path) -> None:
    with _opened(path) as handle:
        os.fsync(handle)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    handle = os.open(path, os.O_RDONLY)
    try:
        yield handle
    finally:
        os.close(handle)


def _call(name: str, *arguments: int | bytes) -> bool:
    """Call the C library; False where it, or what lies below it, has no such call."""
    if sys.platform != "linux":
        return False
    function = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if function is None:
        return False
    if function(*arguments) == 0:
        return True
    code = ctypes.get_errno()
    if code in _NOT_HERE:
        return False
    raise OSError(code, os.strerror(code))
