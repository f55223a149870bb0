"""Killed at any moment, what is published is whole, and the next build finds its way."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from gongshi import pipeline
from gongshi.errors import BuildBusy
from gongshi.public.view import view
from gongshi.site import place
from gongshi.site.build import shells
from gongshi.site.manifest import name, verify
from gongshi.site.render import render
from tests.conftest import NOW, TINY
from tests.site import killed
from tests.site.killed import Files, put

Tally = Callable[[str, int], None]
OLD: Files = (("index.html", b"old"), ("en/index.html", b"old"), ("old.html", b""))
NEW: Files = (("index.html", b"new"), ("en/index.html", b"new"), ("data/new.csv", b"new"))


@pytest.fixture
def memory(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, where there is such a thing: what is killed loses nothing on the way to
    the disk, and need not wait for a disk that others keep busy."""
    shared = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    if not os.access(shared, os.W_OK):
        yield tmp_path
        return
    with TemporaryDirectory(prefix="gongshi-", dir=shared) as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def tiny_files() -> Files:
    """Every file of the tiny county's site."""
    checked = pipeline.check(TINY, None, NOW)
    county = view(*pipeline.county(checked), checked.as_of)
    return tuple((one.path, one.content) for one in render(county, shells(county)))


def published(target: Path) -> str:
    """What the page says of a site that is whole; anything else fails."""
    assert verify(target) == []
    return (target / "index.html").read_text(encoding="utf-8")


def orderly(target: Path) -> None:
    """Beside the site lie the lock and builds that are whole, and nothing else."""
    beside = {f".{target.name}.lock", f".{target.name}.builds", target.name}
    assert {path.name for path in target.parent.iterdir()} == beside
    builds = list((target.parent / f".{target.name}.builds").iterdir())
    assert all(path.name.isdecimal() for path in builds)
    assert [verify(path) for path in builds] == [[]] * len(builds)
    assert len(builds) <= 2 + target.is_symlink()


def test_killed_at_fifty_moments_while_it_writes_and_swaps(
    memory: Path, tiny_files: Files, tally: Tally
) -> None:
    """The moments lie evenly over the time that a publication takes, by chance within each part."""
    target, chance = memory / "site", random.Random(7)
    put(OLD, target)
    whole = _time(tiny_files, target)
    part = 0
    found = {"old": 0, "new": 0}
    while sum(found.values()) < 50:
        moment = whole * ((part % 50) + chance.random()) / 50
        part += 1
        before = ("index.html", b"old %d" % part), *OLD[1:]
        put(before, target)
        process, connection = killed.start(killed.put_when_told, tiny_files, target)
        connection.recv()
        connection.send("go")
        time.sleep(moment)
        process.kill()
        process.join()
        says = published(target)
        assert says == f"old {part}" or "<html" in says
        if process.exitcode == -signal.SIGKILL:
            found["new" if "<html" in says else "old"] += 1
        put(OLD, target)
        assert published(target) == "old"
        orderly(target)
    tally("kills at random moments of a publication", 50)
    assert found["old"] > 25, "most of the time goes into writing"


def _time(files: Files, target: Path) -> float:
    """How long a publication takes here, in seconds; the longest of three."""
    taken = []
    for _ in range(3):
        process, connection = killed.start(killed.put_when_told, files, target)
        connection.recv()
        connection.send("go")
        started = time.monotonic()
        connection.recv()
        taken.append(time.monotonic() - started)
        process.join()
    return max(taken)


@pytest.mark.parametrize("linked", [False, True], ids=["exchanged", "linked"])
@pytest.mark.parametrize("act", ["publish", "rollback"])
def test_killed_before_each_step(memory: Path, act: str, linked: bool, tally: Tally) -> None:
    """Every state in which a publication or a rollback can leave the disk, one after another."""
    target = memory / "start" / "site"
    for files in (OLD, NEW, NEW[:2], OLD[:2]):
        step_by_step(-1, "publish", files, target, linked)
    assert target.is_symlink() is linked
    steps = step_by_step(-1, act, NEW, copied(target, memory / "counted"), linked)
    assert steps > 20
    was, found = name(target), set()
    for step in range(steps):
        here = copied(target, memory / str(step))
        assert step_by_step(step, act, NEW, here, linked) is None, "it was killed"
        found.add(name(here))
        published(here)
        step_by_step(-1, "publish", NEW, here, linked)
        assert published(here) == "new"
        assert was in map(name, place.kept(here)), "what was published is kept, killed or not"
        orderly(here)
    tally("kills before a step of a publication or rollback", steps)
    assert len(found) == 2, "the old site or the new one"


def copied(target: Path, folder: Path) -> Path:
    shutil.copytree(target.parent, folder, symlinks=True)
    return folder / target.name


def step_by_step(step: int, act: str, files: Files, target: Path, linked: bool) -> int | None:
    """The number of steps; None where the process was killed at the one given."""
    process, connection = killed.start(killed.die_at, step, act, files, target, linked)
    process.join()
    if process.exitcode == -signal.SIGKILL:
        return None
    assert process.exitcode == 0
    return int(connection.recv())


@pytest.fixture
def county(memory: Path) -> Path:
    return Path(shutil.copytree(TINY, memory / "records"))


@pytest.fixture
def building(county: Path) -> Iterator[Callable[[], subprocess.Popen[bytes]]]:
    """Starts `gongshi build` of the tiny county as a user does."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "gongshi", "build"]
        silent = subprocess.DEVNULL
        started.append(subprocess.Popen(command, cwd=county.parent, stdout=silent, stderr=silent))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.wait()


def test_the_command_killed_at_ten_moments(
    county: Path, building: Callable[[], subprocess.Popen[bytes]], tally: Tally
) -> None:
    """From its first to its last moment: reading, checking, rendering, writing, the swap."""
    target, chance = county.parent / "site", random.Random(11)
    put(OLD, target)
    started = time.monotonic()
    assert building().wait() == 0
    whole = time.monotonic() - started
    built = name(target)
    for part in range(10):
        put(OLD, target)
        old = name(target)
        process = building()
        time.sleep(whole * (part + chance.random()) / 10)
        process.kill()
        process.wait()
        assert verify(target) == []
        assert name(target) in (old, built)
    tally("kills of `gongshi build`", 10)
    assert building().wait() == 0
    assert name(target) == built
    leftover = {"records", "site", ".site.lock", ".site.builds"}
    assert {path.name for path in county.parent.iterdir()} == leftover
    assert [verify(path) for path in place.kept(target)] == [[]] * len(place.kept(target))


def test_a_second_build_is_told_to_wait_and_a_killed_one_holds_nobody_up(tmp_path: Path) -> None:
    target = tmp_path / "site"
    put(OLD, target)
    process, connection = killed.start(killed.stay_half_way, target)
    assert connection.recv() == "half way"
    with pytest.raises(BuildBusy, match=r"另一个生成正在写.* / another build writes"):
        put(NEW, target)
    assert published(target) == "old"
    assert (tmp_path / ".site.builds" / "new" / "index.html").read_bytes() == b"half of it"
    process.kill()
    process.join()
    assert (tmp_path / ".site.lock").exists(), "the lock that it leaves is no hindrance"
    put(NEW, target)
    assert published(target) == "new"
    orderly(target)
