"""The hook for pre-commit: its manifest, and what it does before a commit."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests import numbers
from tests.ci.scratch import VILLAGE, answer_objection, commit, edit, git, run, started
from tests.conftest import ROOT

MANIFEST = ROOT / ".pre-commit-hooks.yaml"
PRE_COMMIT = Path(sys.executable).parent / "pre-commit"


@pytest.fixture
def repository(county: Path) -> Path:
    """A county that uses the hook, with this environment's gongshi in place of an installed one."""
    folder = started(county.parent)
    manifest = YAML(typ="safe", pure=True).load(MANIFEST.read_text(encoding="utf-8"))
    hooks = [{**hook, "language": "system"} for hook in manifest]
    used: dict[str, Any] = {"repos": [{"repo": "local", "hooks": hooks}]}
    with (folder / ".pre-commit-config.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe", pure=True).dump(used, file)
    git(folder, "update-ref", "refs/remotes/origin/main", commit(folder))
    return folder


def before_commit(folder: Path, cache: Path) -> tuple[int, str]:
    git(folder, "add", "--all")
    done = run(PRE_COMMIT, "run", cwd=folder, PRE_COMMIT_HOME=str(cache))
    return done.returncode, done.stdout + done.stderr


def test_pre_commit_takes_the_manifest() -> None:
    done = run(PRE_COMMIT, "validate-manifest", MANIFEST, cwd=ROOT)
    assert done.returncode == 0, done.stdout


def test_a_good_change_may_be_committed(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    answer_objection(repository)
    code, told = before_commit(repository, tmp_path_factory.mktemp("cache"))
    assert code == 0, told
    assert "Passed" in told


def test_a_wrong_change_or_a_deleted_household_is_stopped(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Deletion alone is a change without files to pre-commit: the hook runs all the same."""
    cache = tmp_path_factory.mktemp("cache")
    (repository / VILLAGE / "households" / "h000002.yaml").unlink()
    code, told = before_commit(repository, cache)
    assert (code, "change.record-gone" in told) == (1, True), told
    git(repository, "reset", "--quiet", "--hard")
    edit(repository, "rounds/2018-entry.yaml", "persons: 3", "persons: 2")
    code, told = before_commit(repository, cache)
    assert (code, "change.list-altered" in told) == (1, True), told


def test_a_personal_number_anywhere_in_the_repository_is_stopped(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    (repository / "notes.txt").write_text(f"{numbers.mobile()}\n")
    code, told = before_commit(repository, tmp_path_factory.mktemp("cache"))
    assert code == 1
    assert "notes.txt:1: " in told
    assert numbers.mobile() not in told
