"""No tree of files can break a check, on the disk or in a commit: each ends in a finding."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gongshi.errors import VersionMissing
from gongshi.load import git, walk
from tests.load import hostile, measured
from tests.load.test_hostile_files import MEGABYTES, SECONDS
from tests.repository import ALONE, begin

HOUSEHOLDS = "townships/shuiyun/tingquan/households"


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that any user may enter, removed however deep it has become."""
    home = Path(tempfile.mkdtemp(prefix="gongshi-"))
    home.chmod(0o755)
    (home / "records" / HOUSEHOLDS).mkdir(parents=True)
    yield home / "records"
    subprocess.run(["rm", "-rf", "--", str(home)], check=True)


def faults(folder: Path) -> set[tuple[str, str]]:
    return {(one.code, one.place.path) for one in walk.read(folder).findings}


def a_loop(folder: Path) -> tuple[str, str]:
    (folder / "loop").symlink_to(".")
    (folder / "again").symlink_to("loop")
    return "path.symbolic-link", "records/loop"


def a_link_to_itself(folder: Path) -> tuple[str, str]:
    (folder / "county.yaml").symlink_to("county.yaml")
    return "path.symbolic-link", "records/county.yaml"


def a_link_out(folder: Path) -> tuple[str, str]:
    (folder / HOUSEHOLDS / "h000001.yaml").symlink_to("/etc/passwd")
    return "path.symbolic-link", f"records/{HOUSEHOLDS}/h000001.yaml"


def a_link_to_a_device(folder: Path) -> tuple[str, str]:
    (folder / "county.yaml").symlink_to("/dev/zero")
    return "path.symbolic-link", "records/county.yaml"


def a_fifo(folder: Path) -> tuple[str, str]:
    os.mkfifo(folder / "county.yaml")
    return "path.not-a-regular-file", "records/county.yaml"


def a_socket(folder: Path) -> tuple[str, str]:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(folder / "county.yaml"))
    return "path.not-a-regular-file", "records/county.yaml"


def a_folder_for_a_file(folder: Path) -> tuple[str, str]:
    (folder / HOUSEHOLDS / "h000001.yaml").mkdir()
    return "path.not-a-regular-file", f"records/{HOUSEHOLDS}/h000001.yaml"


def a_file_in_a_folder_for_a_file(folder: Path) -> tuple[str, str]:
    (folder / HOUSEHOLDS / "h000001.yaml").mkdir()
    (folder / HOUSEHOLDS / "h000001.yaml" / "x.yaml").touch()
    return "path.unexpected-file", f"records/{HOUSEHOLDS}/h000001.yaml/x.yaml"


def names_of_one_case(folder: Path) -> tuple[str, str]:
    (folder / HOUSEHOLDS / "h000001.yaml").touch()
    (folder / HOUSEHOLDS / "H000001.yaml").touch()
    return "path.twin", f"records/{HOUSEHOLDS}/h000001.yaml"


def folders_of_one_case(folder: Path) -> tuple[str, str]:
    for name in ("a", "A"):
        (folder / "townships" / name).mkdir()
        (folder / "townships" / name / "township.yaml").touch()
    return "path.twin", "records/townships/a/township.yaml"


def names_composed_in_two_ways(folder: Path) -> tuple[str, str]:
    (folder / "caf\u00e9.yaml").touch()
    (folder / "cafe\u0301.yaml").touch()
    return "path.twin", "records/caf\u00e9.yaml"


def a_device_of_windows(folder: Path) -> tuple[str, str]:
    (folder / "organisations").mkdir()
    (folder / "organisations" / "aux.yaml").touch()
    return "path.reserved-name", "records/organisations/aux.yaml"


def very_deep(folder: Path) -> tuple[str, str]:
    subprocess.run(["mkdir", "-p", str(folder / ("d/" * 1500))], check=True)
    return "path.too-deep", f"records/{'/'.join('d' * (walk.MAX_FOLDERS + 1))}"


def a_crowd(folder: Path) -> tuple[str, str]:
    for number in range(walk.MAX_IN_FOLDER + 1):
        os.mknod(folder / HOUSEHOLDS / f"h{number:06}.yaml")
    return "path.too-many-files", f"records/{HOUSEHOLDS}"


def a_crowd_of_folders(folder: Path) -> tuple[str, str]:
    for number in range(walk.MAX_IN_FOLDER + 1):
        (folder / "townships" / str(number)).mkdir()
    return "path.too-many-files", "records/townships"


MADE = [
    a_loop, a_link_to_itself, a_link_out, a_link_to_a_device, a_fifo, a_socket, a_folder_for_a_file,
    a_file_in_a_folder_for_a_file, names_of_one_case, folders_of_one_case,
    names_composed_in_two_ways, a_device_of_windows, very_deep, a_crowd, a_crowd_of_folders,
]  # fmt: skip


@pytest.mark.parametrize("make", MADE, ids=lambda make: make.__name__)
def test_a_hostile_folder_ends_in_a_finding(
    folder: Path,
    make: Callable[[Path], tuple[str, str]],
    tally: Callable[[str, int], None],
) -> None:
    expected = make(folder)
    (outcome,) = measured.run([["check", "--format", "json"]], folder.parent)
    assert (outcome.code, outcome.complaint) == (1, "")
    found = json.loads(outcome.out)["findings"]
    assert expected in {(one["code"], one["path"]) for one in found}
    assert outcome.seconds <= SECONDS
    assert outcome.megabytes <= MEGABYTES
    tally("hostile folders", 1)


def test_hard_links_are_plain_files(folder: Path) -> None:
    (folder / "county.yaml").write_text("id: x\n")
    os.link(folder / "county.yaml", folder / HOUSEHOLDS / "h000001.yaml")
    assert faults(folder) == set()


def test_more_files_than_a_county_has_are_told_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(walk, "MAX_ENTRIES", 10)
    for number in range(20):
        (folder / HOUSEHOLDS / f"h{number:06}.yaml").write_text("id: x\n")
    records = walk.read(folder)
    assert [(one.code, one.place.path) for one in records.findings] == [
        ("path.too-many-files", "records")
    ]
    assert len(records.documents) == 10


@pytest.fixture
def unprivileged() -> Iterator[None]:
    """Root reads everything: files are looked at as somebody else while this lasts."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    yield
    if root:
        os.seteuid(0)


def test_what_may_not_be_read_is_told(folder: Path, request: pytest.FixtureRequest) -> None:
    closed = folder / HOUSEHOLDS / "h000001.yaml"
    closed.write_text("id: x\n")
    closed.chmod(0)
    (folder / "organisations").mkdir(mode=0)
    request.getfixturevalue("unprivileged")
    assert faults(folder) == {
        ("path.unreadable", f"records/{HOUSEHOLDS}/h000001.yaml"),
        ("path.unreadable", "records/organisations"),
    }


def test_a_file_that_became_readable_is_read_again(folder: Path) -> None:
    """With nothing of it changed but who may read it."""
    path = folder / HOUSEHOLDS / "h000001.yaml"
    path.write_text("id: x\n")
    readings: walk.Readings = {}

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "open", refuse)
        assert walk.read(folder, readings=readings).documents == ()
    assert len(walk.read(folder, readings=readings).documents) == 1


def test_a_file_that_changes_while_it_is_read_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / HOUSEHOLDS / "h000001.yaml"
    path.write_text("id: x\n")
    real = walk._read_up_to

    def read_and_change(file: object, most: int) -> bytes:
        content = real(file, most)  # type: ignore[arg-type]
        path.write_text("id: another\n")
        return content

    monkeypatch.setattr(walk, "_read_up_to", read_and_change)
    assert faults(folder) == {("path.unreadable", f"records/{HOUSEHOLDS}/h000001.yaml")}


@pytest.mark.parametrize("instead", ["nothing", "link", "fifo", "folder"])
def test_a_file_exchanged_after_it_was_seen_is_not_followed(
    folder: Path, instead: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / HOUSEHOLDS / "h000001.yaml"
    path.write_text("id: x\n")
    real = walk._opened

    def exchange(name: str, flags: int) -> int:
        path.unlink()
        if instead == "link":
            path.symlink_to("/etc/passwd")
        elif instead == "fifo":
            os.mkfifo(path)
        elif instead == "folder":
            path.mkdir()
        return real(name, flags)

    monkeypatch.setattr(walk, "_opened", exchange)
    assert faults(folder) == {("path.unreadable", f"records/{HOUSEHOLDS}/h000001.yaml")}


class Trees:
    """A repository whose trees are written byte by byte, as no git would."""

    def __init__(self, folder: Path) -> None:
        (folder / "records").mkdir(parents=True)
        (folder / "records" / "county.yaml").write_text("id: x\n")
        self.repository = begin(folder)
        self.folder = folder

    def write(self, kind: str, content: bytes) -> bytes:
        """An object's id, as the bytes that a tree holds."""
        done = subprocess.run(
            ["git", "hash-object", "-t", kind, "-w", "--literally", "--stdin"],
            cwd=self.folder, input=content, capture_output=True, check=True,
            env={"PATH": os.environ["PATH"], **ALONE},
        )  # fmt: skip
        return bytes.fromhex(done.stdout.decode())

    def tree(self, *entries: tuple[str, bytes, bytes]) -> bytes:
        return self.write(
            "tree",
            b"".join(mode.encode() + b" " + name + b"\0" + one for mode, name, one in entries),
        )

    def become(self, records: bytes) -> None:
        """A commit on main whose records are this tree, and work that left it."""
        top = self.tree(("40000", b"records", records)).hex()
        commit = self.repository.git("commit-tree", top, "-m", "hostile")
        self.repository.git("update-ref", "refs/heads/main", commit)
        self.repository.git("update-ref", "refs/heads/work", commit)
        self.repository.git("symbolic-ref", "HEAD", "refs/heads/work")


def a_tree_bomb(trees: Trees) -> bytes:
    """Ten billion files in two kilobytes."""
    blob = trees.write("blob", b"id: x\n")
    tree = trees.tree(*(("100644", b"%d" % n, blob) for n in range(10)))
    for _ in range(9):
        tree = trees.tree(*(("40000", b"%d" % n, tree) for n in range(10)))
    return tree


def a_deep_tree(trees: Trees) -> bytes:
    tree = trees.tree(("100644", b"x.yaml", trees.write("blob", b"id: x\n")))
    for _ in range(200):
        tree = trees.tree(("40000", b"d", tree))
    return tree


def names_that_lead_out(trees: Trees) -> bytes:
    blob = trees.write("blob", b"id: x\n")
    names = (
        b"..",
        b".git",
        b"a/../../x.yaml",
        b"/etc/passwd",
        b"-rf",
        b"a\nb",
        b"\xff",
        b"x" * 10**6,
    )
    return trees.tree(*(("100644", name, blob) for name in names))


def twins_and_doubles(trees: Trees) -> bytes:
    blob = trees.write("blob", b"id: x\n")
    names = ("county.yaml", "county.yaml", "County.yaml", "caf\u00e9.yaml", "cafe\u0301.yaml")
    return trees.tree(*(("100644", name.encode(), blob) for name in names))


def modes_that_lie(trees: Trees) -> bytes:
    blob = trees.write("blob", b"id: x\n")
    tree = trees.tree(("100644", b"x", blob))
    return trees.tree(
        ("100644", b"county.yaml", tree), ("120000", b"link.yaml", blob),
        ("160000", b"module", b"\1" * 20), ("100664", b"odd.yaml", blob),
    )  # fmt: skip


def a_file_as_a_tree(trees: Trees) -> bytes:
    return trees.tree(("40000", b"townships", trees.write("blob", b"id: x\n")))


def a_huge_blob(trees: Trees) -> bytes:
    return trees.tree(("100644", b"county.yaml", trees.write("blob", b"\0" * 50_000_000)))


def a_bomb_in_a_blob(trees: Trees) -> bytes:
    blob = trees.write("blob", hostile.LAUGHS.encode())
    return trees.tree(("100644", b"county.yaml", blob))


def a_tree_of_noise(trees: Trees) -> bytes:
    return trees.write("tree", b"\xff" * 100)


TREES = [
    a_tree_bomb, a_deep_tree, names_that_lead_out, twins_and_doubles, modes_that_lie,
    a_file_as_a_tree, a_huge_blob, a_bomb_in_a_blob, a_tree_of_noise,
]  # fmt: skip


@pytest.mark.parametrize("make", TREES, ids=lambda make: make.__name__)
def test_a_hostile_commit_breaks_no_comparison(
    tmp_path: Path, make: Callable[[Trees], bytes], tally: Callable[[str, int], None]
) -> None:
    """As the base of a change, and as a version to compare with: told, or refused in a sentence."""
    trees = Trees(tmp_path / "county")
    trees.become(make(trees))
    commands = [["check", "--base", "main", "--format", "json"], ["diff", "main"]]
    for outcome in measured.run(commands, trees.folder):
        assert outcome.code in (0, 1, 2), outcome
        assert "Traceback" not in outcome.complaint
        assert outcome.complaint.count("\n") <= 1
        assert outcome.seconds <= SECONDS
        assert outcome.megabytes <= MEGABYTES
    tally("hostile commits", 1)


def test_a_tree_bomb_is_refused_in_words(tmp_path: Path) -> None:
    trees = Trees(tmp_path / "county")
    trees.become(a_tree_bomb(trees))
    version = git.version(trees.folder / "records", "main")
    with pytest.raises(VersionMissing, match=r"文件太多.* / .*more files than records have"):
        list(version.entries())
