"""What the manifest says of a site, and what it notices."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from gongshi import __version__
from gongshi.errors import SiteUnknown
from gongshi.site import manifest
from gongshi.site.file import File
from gongshi.site.manifest import MANIFEST, Difference, Source, verify
from gongshi.site.publish import publish

FILES = (File("index.html", "户".encode()), File("en/a.csv", b""), File("en/b.csv", b"b"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    target = tmp_path / "site"
    publish(FILES, target, Source("2019-11-18", "abc", "f" * 40))
    return target


def test_it_tells_what_the_site_is_made_from_and_every_file(site: Path) -> None:
    told = json.loads((site / MANIFEST).read_bytes())
    assert told == {
        "gongshi": __version__,
        "as_of": "2019-11-18",
        "records": "abc",
        "commit": "f" * 40,
        "files": [
            {"path": path, "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
            for path, content in sorted((file.path, file.content) for file in FILES)
        ],
    }  # fmt: skip
    assert verify(site) == []


def test_every_kind_of_difference_is_found(site: Path) -> None:
    (site / "index.html").write_bytes("护".encode())
    (site / "en" / "a.csv").unlink()
    (site / "en" / "b.csv").write_bytes(b"bb")
    (site / "en" / "c.csv").touch()
    (site / "en" / "elsewhere").symlink_to("/")
    (site / ".hidden").symlink_to("index.html")
    os.mkfifo(site / "pipe")
    assert verify(site) == [
        Difference(".hidden", "not-a-file"),
        Difference("en/a.csv", "missing"),
        Difference("en/b.csv", "changed"),
        Difference("en/c.csv", "added"),
        Difference("en/elsewhere", "not-a-file"),
        Difference("index.html", "changed"),
        Difference("pipe", "not-a-file"),
    ]


def test_a_file_that_became_a_link_to_the_same_bytes_is_no_file(site: Path) -> None:
    (site / "index.html").rename(site.parent / "index.html")
    (site / "index.html").symlink_to(site.parent / "index.html")
    assert verify(site) == [Difference("index.html", "not-a-file")]


def test_a_manifest_cannot_lead_out_of_the_site(site: Path) -> None:
    outside = site.parent / "outside"
    outside.write_bytes(b"")
    told = json.loads((site / MANIFEST).read_bytes())
    told["files"].append({**told["files"][0], "path": "../outside"})
    told["files"].append({**told["files"][0], "path": str(outside)})
    (site / MANIFEST).write_text(json.dumps(told))
    missing = {(one.path, one.what) for one in verify(site)}
    assert missing == {("../outside", "missing"), (str(outside), "missing")}


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[", b"\xff", b"[]", b'{"gongshi": "0.0.9", "as_of": "2019-11-18", "files": 3}',
        b'{"gongshi":"1","as_of":"","records":"","commit":"","files":[{"path":1}]}',
        b"[" * 100_000,
    ],
)  # fmt: skip
def test_what_is_no_manifest_is_told_in_a_sentence(site: Path, content: bytes) -> None:
    (site / MANIFEST).write_bytes(content)
    with pytest.raises(SiteUnknown, match=r"没有可读的.* / .* has no manifest"):
        verify(site)


def test_a_build_is_known_by_its_bytes(site: Path) -> None:
    again, other = site.parent / "again", site.parent / "other"
    publish(reversed(FILES), again, Source("2019-11-18", "abc", "f" * 40))
    publish(FILES, other, Source("2019-11-19", "abc", "f" * 40))
    assert manifest.name(again) == manifest.name(site) != manifest.name(other)
