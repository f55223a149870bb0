"""Publications in a process of their own, so that they can be killed or confined.

They are forked from a server that has the modules loaded: what is timed is the publication.
"""

from __future__ import annotations

import itertools
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from gongshi.site import disk
from gongshi.site.file import File
from gongshi.site.manifest import Source
from gongshi.site.publish import publish
from gongshi.site.rollback import rollback

PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["pytest", __name__])  # else each process loads them anew
SOURCE = Source("2019-11-18", "abc")
Files = tuple[tuple[str, bytes], ...]

_STEPS = frozenset(
    {"ctypes.dlsym", "open", "os.chmod", "os.listdir", "os.mkdir", "os.remove", "os.rename"}
    | {"os.rmdir", "os.scandir", "os.symlink", "shutil.rmtree"}
)
"""What the interpreter tells of before it does it, and what touches the disk or leads to that."""


def start(act: Callable[..., None], *arguments: Any) -> tuple[BaseProcess, Connection]:
    """Start ``act`` in a process; it gets the other end of the connection as its last argument."""
    ours, theirs = PROCESSES.Pipe()
    process = PROCESSES.Process(target=act, args=(*arguments, theirs), daemon=True)
    process.start()
    theirs.close()
    return process, ours


def put(files: Files, target: Path, keep: int = 2) -> None:
    """Publish files."""
    publish((File(*one) for one in files), target, SOURCE, keep=keep)


def put_when_told(files: Files, target: Path, connection: Connection) -> None:
    """Publish once told to, and say when it is done."""
    connection.send("ready")
    connection.recv()
    put(files, target)
    connection.send("done")


def stay_half_way(target: Path, connection: Connection) -> None:
    """Write one file, say so, and wait in the middle of the publication for ever."""

    def files() -> Any:
        yield File("index.html", b"half of it")
        connection.send("half way")
        signal.pause()

    publish(files(), target, SOURCE)


def die_at(step: int, act: str, files: Files, target: Path, linked: bool, told: Connection) -> None:
    """Publish, or roll back, and be killed right before that step; else say how many there were."""
    if linked:
        disk.exchange = lambda _first, _second: False  # type: ignore[assignment]
    steps = itertools.count()

    def hook(event: str, _arguments: tuple[Any, ...]) -> None:
        if event in _STEPS and next(steps) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)
    if act == "rollback":
        rollback(target)
    else:
        put(files, target)
    told.send(next(steps))
