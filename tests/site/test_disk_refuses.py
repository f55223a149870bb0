"""A disk that is full or read-only costs a build, never the site, and is told in one sentence."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from gongshi.errors import SiteNotWritten
from gongshi.public.facts import County
from gongshi.site.build import shells
from gongshi.site.manifest import verify
from tests.conftest import ROOT
from tests.site import killed
from tests.site.killed import put
from tests.site.small_disks import NEW, OLD, SIZES

# Root of a namespace of one's own, or of the machine where a password is not asked for, as in CI.
AS_ROOT = (
    ("unshare", "--user", "--map-root-user", "--mount"),
    ("sudo", "-n", "unshare", "--mount"),
)


def confining() -> tuple[str, ...] | None:
    """What lets a command mount file systems that nobody else sees; None where nobody may."""
    for command in AS_ROOT:
        attempt = [*command, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
        try:
            subprocess.run(attempt, capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            continue
        return command
    return None


def test_small_and_read_only_disks(
    county: Path, tmp_path: Path, tally: Callable[[str, int], None]
) -> None:
    confined = confining()
    if confined is None:
        pytest.skip("nobody may mount a small disk here; limits that are here are tried below")
    disks = tmp_path / "disks"
    disks.mkdir()
    done = subprocess.run(
        [
            *(*confined, "env", f"PYTHONPATH={ROOT}:{ROOT / 'generator'}"),
            *("PYTHONDONTWRITEBYTECODE=1", "LC_ALL=C.UTF-8"),
            *(sys.executable, "-m", "tests.site.small_disks", county, disks),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    *small, read_only, full, refused = json.loads(done.stdout)
    assert [one["disk"] for one in small] == list(SIZES)
    for one in (*small, read_only):
        assert one["after"] == "old []", one
        assert one["next"] == "new []", one
        assert one["left"] == 0, f"what was written before it was full is removed: {one}"
    for one in small:
        assert "No space left on device): make room on the disk; what is published" in one["told"]
    for told in (read_only["told"], read_only["also"]):
        assert "Read-only file system): check who may write the folder above it" in told
    for one, why in ((full, "No space left on device"), (refused, "Read-only file system")):
        assert one["code"] == 2
        assert one["told"].count("\n") == 1, one["told"]
        assert one["told"].startswith("gongshi: 写不了"), one["told"]
        assert why in one["told"]
    tally("small and read-only disks", len(small) + 3)


def limited(target: Path, answer: Connection) -> None:
    """Publish where no file may be larger than a thousand bytes."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
    answer.send(refusal(target))


def unprivileged(target: Path, answer: Connection) -> None:
    """Publish as a user whom the folder does not belong to."""
    if os.getuid() == 0:
        os.setuid(65534)
    answer.send(refusal(target))


def refusal(target: Path) -> str:
    """How a publication is refused."""
    try:
        put(NEW, target)
    except SiteNotWritten as fault:
        return str(fault)
    return ""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter, and none but its owner write."""
    with TemporaryDirectory(prefix="gongshi-") as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (limited, "File too large): make room"),
        (unprivileged, "Permission denied): check who may write"),
    ],
)
def test_what_the_system_refuses(
    open_folder: Path, act: Callable[[Path, Connection], None], why: str
) -> None:
    """Limits that every system has, also where no small disk may be mounted."""
    target = open_folder / "site"
    put(OLD, target)
    builds = list((open_folder / ".site.builds").iterdir())
    if act is unprivileged:
        open_folder.chmod(0o555)
        (open_folder / ".site.lock").chmod(0o444)
    process, connection = killed.start(act, target)
    told = connection.recv()
    process.join()
    assert why in told
    assert verify(target) == []
    assert (target / "index.html").read_bytes() == b"old"
    assert list((open_folder / ".site.builds").iterdir()) == builds
    open_folder.chmod(0o755)
    (open_folder / ".site.lock").chmod(0o644)
    put(NEW, target)
    assert (target / "index.html").read_bytes() == b"new"


def test_no_room_for_what_is_made_on_the_way(
    sample_facts: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", "/dev/null")
    with pytest.raises(SiteNotWritten, match="TMPDIR"):
        shells(sample_facts)
