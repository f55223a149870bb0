"""``gongshi fmt``: records are rewritten in one form, and nothing is lost."""

from __future__ import annotations

import errno
import os
import stat
import subprocess
from pathlib import Path

import pytest

from gongshi.errors import FileNotWritten
from gongshi.work.file import replace
from tests.cli.test_commands import run

HOUSEHOLD = "townships/shuiyun/tingquan/households/h000001.yaml"


def fmt(county: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run("fmt", *arguments, cwd=county.parent)


def untidy(county: Path) -> Path:
    path = county / HOUSEHOLD
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines[1:], f"{lines[0]}  # its number"]) + "\n", encoding="utf-8")
    return path


def test_check_names_what_would_change_and_changes_nothing(county: Path) -> None:
    fmt(county)
    path = untidy(county)
    before = path.read_bytes()
    done = fmt(county, "--check", "--lang", "en")
    assert done.returncode == 1
    assert done.stdout == f"records/{HOUSEHOLD}\n"
    assert "1 of" in done.stderr
    assert path.read_bytes() == before


def test_a_record_is_rewritten_with_its_comment_and_its_permissions(county: Path) -> None:
    fmt(county)
    path = county / HOUSEHOLD
    tidy = path.read_text(encoding="utf-8")
    untidy(county)
    path.chmod(0o640)
    assert fmt(county).returncode == 0
    assert path.read_text(encoding="utf-8") == tidy.replace("\n", "  # its number\n", 1)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert fmt(county, "--check").returncode == 0
    assert not [one for one in path.parent.iterdir() if one.name.startswith(".")]


def test_a_file_with_windows_line_ends_is_rewritten(county: Path) -> None:
    fmt(county)
    path = county / HOUSEHOLD
    tidy = path.read_bytes()
    path.write_bytes(tidy.replace(b"\n", b"\r\n"))
    assert fmt(county, str(path)).returncode == 0
    assert path.read_bytes() == tidy


def test_only_the_files_named_are_touched(county: Path) -> None:
    fmt(county)
    path = untidy(county)
    other = county / "county.yaml"
    done = fmt(county, "--check", str(other))
    assert done.returncode == 0, done.stderr
    assert fmt(county, "--check", str(path)).returncode == 1


def test_a_file_that_cannot_be_read_is_told_and_left_alone_and_the_others_are_mended(
    county: Path,
) -> None:
    fmt(county)
    path = untidy(county)
    broken = county / "county.yaml"
    broken.write_text("id: a\nid: b\n", encoding="utf-8")
    done = fmt(county, "--lang", "en")
    assert done.returncode == 1
    assert "yaml.duplicate-key" in done.stderr
    assert broken.read_text(encoding="utf-8") == "id: a\nid: b\n"
    assert path.read_text(encoding="utf-8").startswith("id: h000001  # its number")


def test_a_file_that_is_no_record_is_wrong_use(county: Path, tmp_path: Path) -> None:
    stray = tmp_path / "stray.yaml"
    stray.write_text("id: a\n", encoding="utf-8")
    done = fmt(county, str(stray))
    assert done.returncode == 2
    assert "stray.yaml" in done.stderr
    assert "Traceback" not in done.stderr


def test_where_the_disk_is_full_the_file_stays_and_nothing_is_left_behind(
    county: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    path = county / HOUSEHOLD
    before = path.read_bytes()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileNotWritten, match="No space left"):
        replace(path, b"id: other\n")
    assert path.read_bytes() == before
    assert sorted(one.name for one in path.parent.iterdir()) == ["h000001.yaml", "h000002.yaml"]
