"""The same records and as-of date give the same bytes, whatever the machine is set to."""

from __future__ import annotations

import locale
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.repository import begin


@dataclass(frozen=True)
class Machine:
    """A checkout of the records, the folder that gongshi runs from, and how all is set."""

    records: Path
    out: Path
    code: Path
    cwd: Path
    umask: int
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *arguments: str | Path) -> None:
        done = subprocess.run(
            [sys.executable, "-m", "gongshi", *arguments, "--records", self.records],
            cwd=self.cwd,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(self.code), **self.environment},
            umask=self.umask,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def files(self, folder: str) -> dict[str, bytes]:
        """What a folder below ``out`` holds."""
        top = self.out / folder
        return {
            path.relative_to(top).as_posix(): path.read_bytes()
            for path in top.rglob("*")
            if path.is_file()
        }


def copied_backwards(source: Path, target: Path) -> None:
    """A copy whose files came into being in the reverse order, and so lie otherwise on the disk."""
    for path in sorted(source.rglob("*"), reverse=True):
        if path.is_file():
            (target / path.relative_to(source)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / path.relative_to(source))


def gbk() -> str:
    """A locale of another encoding, where the system has one."""
    before = locale.setlocale(locale.LC_ALL)
    try:
        return locale.setlocale(locale.LC_ALL, "zh_CN.GBK")
    except locale.Error:
        return "C"
    finally:
        locale.setlocale(locale.LC_ALL, before)


@pytest.fixture
def machines(county: Path, tmp_path: Path) -> tuple[Machine, Machine]:
    begin(county.parent)
    far = tmp_path / "另一台 机器" / "a" / "b"
    copied_backwards(county, far / "检出" / "records")
    shutil.copytree(county.parent / ".git", far / "检出" / ".git")
    code = far / "gongshi"
    for part in ("generator", "schemas", "site_templates", "rulebook"):
        shutil.copytree(ROOT / part, code / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", code)
    (tmp_path / "out").mkdir()
    (far / "out").mkdir()
    one = Machine(
        county, tmp_path / "out", ROOT / "generator", tmp_path, 0o022,
        {"LC_ALL": "C.UTF-8", "TZ": "UTC", "PYTHONHASHSEED": "1", "COLUMNS": "200"},
    )  # fmt: skip
    other = Machine(
        far / "检出" / "records", far / "out", code / "generator", far, 0o077,
        {
            "LC_ALL": gbk(), "LANG": "de_DE.ISO-8859-1", "TZ": "Pacific/Kiritimati",
            "PYTHONHASHSEED": "4294967295", "COLUMNS": "20", "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0", "PYTHONDONTWRITEBYTECODE": "1",
        },
    )  # fmt: skip
    return one, other


def test_the_site(
    machines: tuple[Machine, Machine], tmp_path: Path, tally: Callable[[str, int], None]
) -> None:
    one, other = machines
    for machine in machines:
        machine.run("build", "--out", machine.out / "site")
    here, there = one.files("site"), other.files("site")
    assert here.keys() == there.keys()
    assert [path for path in here if here[path] != there[path]] == []
    modes = [
        {path.relative_to(top): path.stat().st_mode for path in top.rglob("*")}
        for top in (one.out / "site", other.out / "site")
    ]
    assert modes[0] == modes[1]
    varied = one.environment.keys() | other.environment.keys()
    tally("settings of the machine varied", len(varied) + len(("umask", "cwd", "paths", "order")))
    tally("files the same byte for byte", len(here))

    outside = tmp_path / "outside"
    shutil.copytree(one.records, outside)
    Machine(outside, one.out, one.code, one.cwd, 0o022).run("build", "--out", one.out / "alone")
    alone = one.files("alone")
    told, elsewhere = here.pop("manifest.json"), alone.pop("manifest.json")
    assert alone == here
    lines = zip(told.splitlines(), elsewhere.splitlines(), strict=True)
    assert [line[:9] for line, other in lines if line != other] == [b'"commit":']


def test_what_staff_keep_in_calendars_and_sheets(machines: tuple[Machine, Machine]) -> None:
    one, other = machines
    for machine in machines:
        for form in ("ics", "xlsx"):
            machine.run("due", "--format", form, "--output", machine.out / f"due.{form}")
    assert one.files(".").keys() == {"due.ics", "due.xlsx"}
    assert one.files(".") == other.files(".")


@pytest.mark.paper
def test_what_hangs_on_the_board(machines: tuple[Machine, Machine]) -> None:
    one, other = machines
    for machine in machines:
        machine.run("board", machine.out / "board")
    assert len(one.files("board")) > 2
    assert one.files("board") == other.files("board")
