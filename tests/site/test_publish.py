"""A site is written beside and exchanged whole; what is not ours is left alone."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongshi.errors import BuildUnknown, GongshiError, SiteNotWritten, TargetNotOurs
from gongshi.site import disk, manifest, place
from gongshi.site.file import File
from gongshi.site.manifest import MANIFEST, Source, verify
from gongshi.site.publish import Published, publish
from gongshi.site.rollback import kept, rollback

SOURCE = Source("2019-11-18", "abc")


def put(target: Path, *files: tuple[str, bytes], keep: int = 3) -> Published:
    return publish((File(*file) for file in files), target, SOURCE, keep=keep)


def content(target: Path) -> dict[str, bytes]:
    return {
        path.relative_to(target).as_posix(): path.read_bytes()
        for path in target.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def beside(target: Path) -> list[str]:
    """The builds that lie beside a site, by number."""
    return sorted(path.name for path in (target.parent / f".{target.name}.builds").iterdir())


@pytest.fixture(params=["exchanged", "linked"])
def target(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where to publish, on a disk that can exchange names and on one that cannot."""
    if request.param == "linked":
        monkeypatch.setattr(disk, "exchange", lambda _first, _second: False)
    return tmp_path / "out" / "site"


def test_a_first_site(target: Path) -> None:
    done = put(target, ("index.html", b"1"), ("en/index.html", b"22"))
    assert (done.files, done.bytes, done.build) == (2, 3, manifest.name(target))
    assert content(target) == {"index.html": b"1", "en/index.html": b"22"}
    assert manifest.read(target).as_of == "2019-11-18"
    assert kept(target) == []


def test_a_new_site_takes_the_place_of_the_old_one_whole(target: Path) -> None:
    put(target, ("old.html", b"old"))
    put(target, ("new.html", b"new"))
    assert content(target) == {"new.html": b"new"}
    assert [content(one.folder) for one in kept(target)] == [{"old.html": b"old"}]
    assert sorted(path.name for path in target.parent.iterdir()) == [
        ".site.builds", ".site.lock", "site",
    ]  # fmt: skip


def test_the_linux_kernel_exchanges_two_names_in_one_step(tmp_path: Path) -> None:
    """Where this does not hold, a site is a link: the tests of the one step would try only that."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").touch()
    if os.uname().sysname == "Linux":
        assert disk.exchange(tmp_path / "a", tmp_path / "b")
        assert (tmp_path / "b").is_dir()


def test_a_folder_of_before_becomes_a_link_only_when_someone_moved_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that cannot exchange has no step from a folder to a link without a gap."""
    target = tmp_path / "site"
    put(target, ("index.html", b"old"))
    monkeypatch.setattr(disk, "exchange", lambda _first, _second: False)
    with pytest.raises(TargetNotOurs, match=r"rename .*site and build again"):
        put(target, ("index.html", b"new"))
    assert content(target) == {"index.html": b"old"}
    assert beside(target) == []
    target.rename(tmp_path / "aside")
    put(target, ("index.html", b"new"))
    assert target.is_symlink()
    assert content(target) == {"index.html": b"new"}


def test_the_gate_sees_every_file_and_stops_a_build(target: Path) -> None:
    put(target, ("index.html", b"old"))
    seen = {}

    def gate(folder: Path) -> None:
        seen.update(content(folder))
        raise GongshiError("a leak")

    files = (File("index.html", b"new"), File("en/index.html", b"new"))
    with pytest.raises(GongshiError, match="a leak"):
        publish(files, target, SOURCE, gate=gate)
    assert seen == {"index.html": b"new", "en/index.html": b"new"}
    assert content(target) == {"index.html": b"old"}
    assert kept(target) == [], "what was stopped cannot be rolled back to"
    publish(files, target, SOURCE, gate=lambda _folder: None)
    assert content(target)["index.html"] == b"new"


def test_a_build_that_fails_half_way_leaves_the_old_site_and_takes_no_room(target: Path) -> None:
    put(target, ("index.html", b"old"))
    before = beside(target)

    def broken() -> Iterator[File]:
        yield File("index.html", b"new")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        publish(broken(), target, SOURCE)
    assert content(target) == {"index.html": b"old"}
    assert beside(target) == before


@pytest.mark.parametrize(
    ("called", "content"),
    [("thesis.docx", b"years of work"), (MANIFEST, b'{"name": "an app"}'), (MANIFEST, b"[")],
)
def test_a_folder_with_other_files_is_left_alone(
    tmp_path: Path, called: str, content: bytes
) -> None:
    target = tmp_path / "site"
    target.mkdir()
    (target / called).write_bytes(content)
    for attempt in (lambda: put(target, ("index.html", b"")), lambda: rollback(target)):
        with pytest.raises(TargetNotOurs):
            attempt()
    assert [path.read_bytes() for path in target.iterdir()] == [content]
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_file_or_link_in_the_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    put(tmp_path / "folder", ("index.html", b""))
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    for called in ("file", "link", "folder/..", "."):
        with pytest.raises(TargetNotOurs):
            put(tmp_path / called if called != "." else Path(), ("index.html", b""))


def test_who_builds_does_not_decide_who_may_read(tmp_path: Path) -> None:
    """A web server reads what a clerk with a strict umask built."""
    before = os.umask(0o077)
    try:
        put(tmp_path / "site", ("index.html", b""), ("en/a/index.html", b""))
    finally:
        os.umask(before)
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "site").rglob("*.*")}
    folders = {path.stat().st_mode & 0o777 for path in (tmp_path / "site").rglob("*/")}
    assert (modes, folders) == ({0o644}, {0o755})
    assert (tmp_path / "site").stat().st_mode & 0o777 == 0o755


def test_everything_is_on_the_disk_before_the_swap_and_the_swap_before_the_old_goes(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a loss of power would leave is told by the order of waiting, writing and renaming."""
    put(target, ("index.html", b"old"))
    done: list[str] = []

    def watched(module: object, function: str, what: str) -> None:
        before = getattr(module, function)

        def call(*arguments: object) -> object:
            done.append(what)
            return before(*arguments)

        monkeypatch.setattr(module, function, call)

    watched(disk, "settle", "on the disk")
    watched(disk, "settle_names", "names on the disk")
    watched(manifest, "write", "sealed")
    watched(place, "_switch", "swapped")
    watched(place, "_keep", "old kept")
    put(target, ("index.html", b"new"))
    linked = ["names on the disk"] if target.is_symlink() else []
    assert done == [
        "old kept", "on the disk", "sealed", "on the disk", "swapped", *linked,
        "names on the disk", "old kept",
    ]  # fmt: skip


def test_where_the_disk_is_not_waited_for_at_once_each_file_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = set()
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "index.html").touch()
    monkeypatch.setattr(disk, "_call", lambda *_arguments: False)
    monkeypatch.setattr(os, "fsync", lambda handle: waited.add(os.fstat(handle).st_ino))
    disk.settle(tmp_path)
    every = (tmp_path, tmp_path / "en", tmp_path / "en" / "index.html")
    assert waited == {path.stat().st_ino for path in every}


# --- Builds that are kept


def test_as_many_builds_are_kept_as_are_asked_for(target: Path) -> None:
    for number in range(5):
        put(target, ("index.html", b"%d" % number))
    assert [content(one.folder)["index.html"] for one in kept(target)] == [b"3", b"2", b"1"]
    put(target, ("index.html", b"5"), keep=1)
    assert [content(one.folder)["index.html"] for one in kept(target)] == [b"4"]
    put(target, ("index.html", b"6"), keep=0)
    assert kept(target) == []
    assert len(beside(target)) == target.is_symlink()


def test_the_same_build_again_pushes_no_other_out(target: Path) -> None:
    put(target, ("index.html", b"old"))
    for _ in range(5):
        put(target, ("index.html", b"new"), keep=1)
    assert [content(one.folder)["index.html"] for one in kept(target)] == [b"old"]


def test_a_build_that_is_half_removed_is_not_taken_for_whole(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(target, ("index.html", b"old"))
    with monkeypatch.context() as killed:
        killed.setattr(shutil, "rmtree", lambda _folder: None)
        put(target, ("index.html", b"new"), keep=0)
    assert len(beside(target)) == 1 + target.is_symlink(), "its files are still there"
    assert kept(target) == []
    with pytest.raises(BuildUnknown):
        rollback(target)
    assert len(beside(target)) == target.is_symlink(), "whoever comes next clears it"


def test_rollback_goes_to_what_was_published_before_and_back(target: Path) -> None:
    for number in range(3):
        put(target, ("index.html", b"%d" % number))
    for expected in (b"1", b"2", b"1"):
        rollback(target)
        assert content(target) == {"index.html": expected}
        assert verify(target) == []
    assert [content(one.folder)["index.html"] for one in kept(target)] == [b"2", b"0"]


def test_rollback_to_a_build_by_how_its_name_begins(target: Path) -> None:
    for number in range(3):
        put(target, ("index.html", b"%d" % number))
    first = kept(target)[-1].build
    assert rollback(target, first[:6]).build == first
    assert content(target) == {"index.html": b"0"}
    put(target, ("index.html", b"3"))
    assert [content(one.folder)["index.html"] for one in kept(target)] == [b"0", b"2", b"1"]


def test_rollback_brings_back_a_site_that_someone_deleted(target: Path) -> None:
    put(target, ("index.html", b"old"))
    put(target, ("index.html", b"new"))
    if target.is_symlink():
        target.unlink()
    else:
        for path in sorted(target.rglob("*"), reverse=True):
            path.unlink()
        target.rmdir()
    rollback(target)
    assert content(target)["index.html"] in (b"old", b"new")
    assert verify(target) == []


def test_rollback_refuses_what_is_no_longer_as_it_was_built(target: Path) -> None:
    put(target, ("index.html", b"old"))
    put(target, ("index.html", b"new"))
    (kept(target)[0].folder / "index.html").write_bytes(b"Old")
    assert not kept(target)[0].whole
    with pytest.raises(BuildUnknown, match="no longer as it was built"):
        rollback(target)
    assert content(target) == {"index.html": b"new"}


def test_rollback_refuses_where_nothing_or_nothing_of_that_name_is_kept(target: Path) -> None:
    put(target, ("index.html", b"old"))
    for build in (None, "0", "../../elsewhere"):
        with pytest.raises(BuildUnknown, match="no such build is kept"):
            rollback(target, build)
    assert content(target) == {"index.html": b"old"}


def test_what_others_put_among_the_builds_is_neither_published_nor_removed(target: Path) -> None:
    put(target, ("index.html", b"old"))
    others = target.parent / ".site.builds"
    (others / "notes").mkdir()
    (others / "notes" / "thesis").touch()
    (others / "99").symlink_to(target.parent)
    put(target, ("index.html", b"new"), keep=0)
    assert kept(target) == []
    assert (others / "notes" / "thesis").exists()
    assert (others / "99").is_symlink()


def test_a_place_on_another_disk_is_refused_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder that is itself a mount point cannot be renamed; no attempt stays on the disk."""
    target = tmp_path / "site"
    put(target, ("index.html", b"old"))

    def mounted(_first: Path, _second: Path) -> bool:
        raise OSError(16, "Device or resource busy")

    monkeypatch.setattr(disk, "exchange", mounted)
    for _ in range(2):
        with pytest.raises(SiteNotWritten, match="it is a mount point"):
            put(target, ("index.html", b"new"))
    assert content(target) == {"index.html": b"old"}
    assert beside(target) == []
