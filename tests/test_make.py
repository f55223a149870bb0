"""The README's two commands in a fresh clone, each run twice; only Python and git are there."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What git tracks, as it is now, at another path; no environment, no site."""
    folder = tmp_path_factory.mktemp("fresh") / "a clone"
    names = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True,
    ).stdout.decode()  # fmt: skip
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    return folder


def make(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    keep = {key: value for key, value in os.environ.items() if not key.startswith("PYTEST")}
    return subprocess.run(
        ["make", *arguments], cwd=clone, env=keep, capture_output=True, text=True, check=False
    )


def test_make_site_makes_the_site_and_again(clone: Path) -> None:
    for _ in range(2):
        done = make(clone, "site")
        assert done.returncode == 0, done.stdout + done.stderr
        for word in ("make serve", "site/index.html"):
            assert word in done.stdout, "it says how to look at it"
    assert 'lang="zh-CN"' in (clone / "site" / "index.html").read_text(encoding="utf-8")
    assert 'lang="en"' in (clone / "site" / "en" / "index.html").read_text(encoding="utf-8")


def test_make_test_lints_and_runs_the_tests_and_again(clone: Path) -> None:
    for _ in range(2):
        done = make(clone, "test", "PYTEST_ARGS=tests/public")
        assert done.returncode == 0, done.stdout + done.stderr
        for word in ("All checks passed!", "Success: no issues", "Contracts: 2 kept", " passed"):
            assert word in done.stdout, word


def test_without_a_browser_one_line_says_so_and_in_ci_it_fails(clone: Path) -> None:
    script = [str(clone / ".venv" / "bin" / "python"), "tests/browser/chromium.py"]
    bare = {"PATH": str(clone / "nothing"), "HOME": str(clone)}
    for ci, code in (({}, 0), ({"CI": "true"}, 1)):
        done = subprocess.run(
            script, cwd=clone, env={**bare, **ci}, capture_output=True, text=True, check=False
        )
        assert done.returncode == code
        assert "browser tests do not run" in done.stderr
        assert done.stderr.count("\n") == 1


def test_without_node_the_audit_says_what_it_needs(clone: Path) -> None:
    bare = clone / "bare"
    bare.mkdir()
    (bare / "sh").symlink_to(str(shutil.which("sh")))
    done = subprocess.run(
        [str(shutil.which("make")), f"PYTHON={sys.executable}", ".venv/.audit"],
        cwd=clone, env={"PATH": str(bare)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "需要 Node" in done.stderr
    assert "make audit needs Node 20.19 or newer" in done.stderr


def test_the_lock_of_the_audits_tools_has_every_hash_and_no_address() -> None:
    lock = json.loads((ROOT / "tests" / "audit" / "package-lock.json").read_text(encoding="utf-8"))
    packages = [package for name, package in lock["packages"].items() if name]
    assert len(packages) > 100
    for package in packages:
        assert package["integrity"].startswith("sha512-"), package
        assert "resolved" not in package, package
