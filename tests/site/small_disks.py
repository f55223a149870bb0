"""Publications on disks that are too small or read-only, told as JSON.

Run in a mount namespace of its own, where it may mount file systems in memory that nobody else
sees and that end with it: ``python -m tests.site.small_disks RECORDS FOLDER``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from gongshi.errors import GongshiError
from gongshi.site.manifest import verify
from gongshi.site.rollback import rollback
from tests.site.killed import Files, put

OLD: Files = (("index.html", b"old"), ("en/index.html", b"old"))
NEW: Files = (
    *(("index.html", b"new"), ("en/index.html", b"new")),
    *((f"villages/{number}.html", b"x" * 5000) for number in range(200)),
)
SIZES = ("size=64k", "size=256k", "size=512k", "size=1m", "nr_inodes=20", "nr_inodes=120")
"""From hardly more than the old site takes to hardly less than the new one takes beside it."""


def main(records: Path, folder: Path) -> None:
    """Try every disk, and print what came of it."""
    told = [_too_small(folder / str(number), size) for number, size in enumerate(SIZES)]
    told.append(_read_only(folder / "read-only"))
    told += [_command(folder / "command", records, option) for option in ("size=1m", "ro")]
    print(json.dumps(told))  # noqa: T201 - this is the script's answer


def _too_small(disk: Path, size: str) -> dict[str, Any]:
    _mount(disk, size)
    target = disk / "site"
    put(OLD, target)
    used = shutil.disk_usage(disk).used
    told = _told(lambda: put(NEW, target))
    left = shutil.disk_usage(disk).used - used
    after = _state(target)
    _run("mount", "-o", "remount,size=64m,nr_inodes=10000", disk)
    put(NEW, target)
    return {"disk": size, "told": told, "after": after, "left": left, "next": _state(target)}


def _read_only(disk: Path) -> dict[str, Any]:
    _mount(disk, "size=64m")
    target = disk / "site"
    put(NEW, target)
    put(OLD, target)
    _run("mount", "-o", "remount,ro", disk)
    told = _told(lambda: put(NEW, target))
    also = _told(lambda: rollback(target))
    after = _state(target)
    _run("mount", "-o", "remount,rw", disk)
    put(NEW, target)
    return {
        "disk": "ro", "told": told, "also": also, "after": after, "left": 0, "next": _state(target),
    }  # fmt: skip


def _command(disk: Path, records: Path, option: str) -> dict[str, Any]:
    """`gongshi build` as a user runs it."""
    _mount(disk, option)
    command = [sys.executable, "-m", "gongshi", "build", "--out", disk / "site"]
    done = subprocess.run(
        [*command, "--records", records], capture_output=True, text=True, check=False
    )
    return {"disk": f"command, {option}", "told": done.stderr, "code": done.returncode}


def _told(attempt: Callable[[], object]) -> str:
    try:
        attempt()
    except GongshiError as fault:
        return str(fault)
    return ""


def _state(target: Path) -> str:
    """What the site says, where it is whole."""
    return f"{(target / 'index.html').read_text()} {verify(target)}"


def _mount(disk: Path, options: str) -> None:
    disk.mkdir(exist_ok=True)
    _run("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk)


def _run(*command: str | Path) -> None:
    subprocess.run(command, check=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
