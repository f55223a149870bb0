"""A git repository made for a test: nothing of this machine's settings reaches it."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

WHO = {
    "GIT_AUTHOR_NAME": "clerk",
    "GIT_AUTHOR_EMAIL": "clerk@example.invalid",
    "GIT_COMMITTER_NAME": "clerk",
    "GIT_COMMITTER_EMAIL": "clerk@example.invalid",
}
ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
DAY = "2019-11-18T12:00:00+08:00"


@dataclass(frozen=True)
class Repository:
    """A repository with its work tree in ``folder``."""

    folder: Path

    def git(self, *arguments: str, given: str | None = None, **environment: str) -> str:
        """What git prints; a failure of git fails the test."""
        days = {"GIT_AUTHOR_DATE": DAY, "GIT_COMMITTER_DATE": DAY}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env={"PATH": os.environ["PATH"], **ALONE, **WHO, **days, **environment},
            input=given,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def commit(self, message: str = "a change", **environment: str) -> str:
        """Everything as it lies there, as a commit; its id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message, **environment)
        return self.git("rev-parse", "HEAD")


def begin(folder: Path, *options: str) -> Repository:
    """A new repository on the branch ``main``, with what lies in the folder as its first commit."""
    repository = Repository(folder)
    repository.git("init", "--quiet", "--initial-branch=main", *options)
    repository.commit("the records")
    return repository


def clone(source: Repository, folder: Path, *options: str) -> Repository:
    """A clone by way of the network's protocol, so that depth and filters hold."""
    source.git("clone", "--quiet", *options, source.folder.as_uri(), str(folder))
    return Repository(folder)
