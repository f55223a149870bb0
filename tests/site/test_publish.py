"""A site is written beside and exchanged whole; what is not ours is left alone."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongshi.errors import BuildBusy, TargetNotOurs
from gongshi.site import publish as module
from gongshi.site.publish import MANIFEST, publish
from gongshi.site.render import File


def put(target: Path, *files: tuple[str, bytes]) -> module.Published:
    return publish((File(*file) for file in files), target, as_of="2019-11-18", version="1")


def content(target: Path) -> dict[str, bytes]:
    return {
        path.relative_to(target).as_posix(): path.read_bytes()
        for path in target.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def test_a_first_site(tmp_path: Path) -> None:
    target = tmp_path / "out" / "site"
    assert put(target, ("index.html", b"1"), ("en/index.html", b"22")) == module.Published(2, 3)
    assert content(target) == {"index.html": b"1", "en/index.html": b"22"}
    assert json.loads((target / MANIFEST).read_text())["as_of"] == "2019-11-18"


@pytest.mark.parametrize("exchange", [True, False])
def test_a_new_site_takes_the_place_of_the_old_one_whole(
    tmp_path: Path, exchange: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not exchange:
        monkeypatch.setattr(module, "_rename_exchange", lambda _first, _second: False)
    target = tmp_path / "site"
    put(target, ("old.html", b"old"))
    put(target, ("new.html", b"new"))
    assert content(target) == {"new.html": b"new"}
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site.lock", "site"]


def test_a_build_that_fails_half_way_leaves_the_old_site(tmp_path: Path) -> None:
    target = tmp_path / "site"
    put(target, ("index.html", b"old"))

    def broken() -> Iterator[File]:
        yield File("index.html", b"new")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        publish(broken(), target, as_of="", version="")
    assert content(target) == {"index.html": b"old"}
    put(target, ("index.html", b"next"))
    assert content(target) == {"index.html": b"next"}, "what the failed build left is no hindrance"


@pytest.mark.parametrize(
    ("name", "content"),
    [("thesis.docx", b"years of work"), (MANIFEST, b'{"name": "an app"}'), (MANIFEST, b"[")],
)
def test_a_folder_with_other_files_is_left_alone(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TargetNotOurs):
        put(tmp_path, ("index.html", b""))
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [content]


def test_a_file_or_link_in_the_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    for name in ("file", "link"):
        with pytest.raises(TargetNotOurs):
            put(tmp_path / name, ("index.html", b""))


def test_two_builds_at_once(tmp_path: Path) -> None:
    target = tmp_path / "site"
    put(target, ("index.html", b"old"))
    with (tmp_path / ".site.lock").open("w") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(BuildBusy):
            put(target, ("index.html", b"new"))
    assert content(target) == {"index.html": b"old"}
