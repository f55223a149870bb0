"""A county's repository to try a change in, its clones, and the script as a CI calls it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.conftest import ROOT

SCRIPT = ROOT / "ci" / "check-records.sh"
VILLAGE = "records/townships/shuiyun/tingquan"
REPORTS = {"gongshi.sarif", "junit.xml", "gitlab.json", "summary.md"}
ANSWER = (
    "    answer:\n      date: 2019-11-17\n      outcome: rejected\n      by:\n        - c00003\n"
)
"""What answers the objection at the end of the tiny county's round of 2019: a good change."""
_HOME = TemporaryDirectory(prefix="gongshi-home-")

_ENVIRONMENT = {
    # The commands of this environment come first, as a CI puts them.
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    "HOME": _HOME.name,
    "LC_ALL": "C.UTF-8",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    **{f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER")
       for what in ("NAME", "EMAIL")},
    "GIT_AUTHOR_DATE": "2019-11-17T08:00:00+0800",
    "GIT_COMMITTER_DATE": "2019-11-17T08:00:00+0800",
}  # fmt: skip


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command in an environment that says nothing of this machine or its CI."""
    return subprocess.run(
        command,
        cwd=cwd,
        env={**_ENVIRONMENT, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def git(folder: Path, *arguments: str) -> str:
    done = run("git", *arguments, cwd=folder)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def commit(folder: Path) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "a change")
    return git(folder, "rev-parse", "HEAD")


def started(folder: Path) -> Path:
    """The records in a folder as a repository, with a branch ``work`` that begins at ``main``."""
    git(folder, "init", "--quiet", "--initial-branch", "main")
    commit(folder)
    git(folder, "switch", "--quiet", "--create", "work")
    return folder


def cloned(source: Path, target: Path, *options: str) -> Path:
    """A clone over the protocol that a forge speaks, so that ``--depth`` holds."""
    git(source, "clone", "--quiet", *options, source.as_uri(), str(target))
    return target


def edit(folder: Path, path: str, old: str, new: str) -> None:
    file = folder / VILLAGE / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def answer_objection(folder: Path) -> None:
    with (folder / VILLAGE / "rounds" / "2019-entry.yaml").open("a", encoding="utf-8") as file:
        file.write(ANSWER)


def check(folder: Path, *base: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run(SCRIPT, *base, cwd=folder, **environment)
