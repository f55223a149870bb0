"""Everything that a repository keeps: each commit with what it put where, each content once."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from gongshi.errors import VersionMissing
from gongshi.load import git

LARGEST = 64 * 1024 * 1024
"""A larger content is passed over, and the caller told so."""


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit: its name, what it says of itself, and each path that it gave a content (blob)."""

    name: str
    message: str
    puts: tuple[tuple[str, str], ...]


def listed(folder: Path) -> list[str] | None:
    """Every path below ``folder`` that git tracks or would; None where no repository is."""
    whole = folder.resolve()
    if not any((above / ".git").exists() for above in (whole, *whole.parents)):
        return None
    told = git.output(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return sorted({os.fsdecode(path) for path in told.split(b"\0") if path})


def is_shallow(folder: Path) -> bool:
    """Whether the clone lacks the commits before some day."""
    return git.asked(folder, "rev-parse", "--is-shallow-repository") == "true"


def commits(folder: Path) -> Iterator[Commit]:
    """Every commit that a branch, tag, stash or HEAD leads to, the earliest first.

    One call of git. Raises VersionMissing where ``folder`` is in no repository.
    """
    head = ["HEAD"] if git.asked(folder, "rev-parse", "--verify", "--quiet", "HEAD") else []
    fields = git.output(folder, "log", *_LOG, "--all", *head, "--").split(b"\0")
    place = 0
    while place + 2 < len(fields):
        name, message = fields[place].decode().strip(), fields[place + 1]
        place += 2
        while fields[place] == b"":
            place += 1
            if place == len(fields):
                break
        puts = []
        while place + 1 < len(fields) and fields[place].lstrip(b"\n").startswith(b":"):
            mode, blob = fields[place].split()[1], fields[place].split()[3].decode()
            if mode in _FILES:
                puts.append((blob, os.fsdecode(fields[place + 1])))
            place += 2
        yield Commit(name, message.decode("utf-8", "replace"), tuple(puts))


_FILES = frozenset({b"100644", b"100755", b"120000"})
_LOG = (
    "--no-show-signature", "--no-color", "--encoding=UTF-8", "--reverse", "--raw", "-z",
    "--root", "-m", "--no-abbrev", "--no-renames", "--no-ext-diff", "--format=%H%x00%B%x00",
)  # fmt: skip


def references(folder: Path) -> list[tuple[str, str]]:
    """Every branch and tag by its name, with what a tag says."""
    told = git.output(
        folder, "for-each-ref", "--format=%(refname)%00%(objecttype)%00%(contents)%00"
    )
    fields = [field.decode("utf-8", "replace") for field in told.split(b"\0")[:-1]]
    rows = zip(fields[::3], fields[1::3], fields[2::3], strict=True)
    return [(name.strip(), text if kind == "tag" else "") for name, kind, text in rows]


def contents(folder: Path, blobs: Iterable[str]) -> Iterator[tuple[str, bytes | None]]:
    """The content of each blob, one after the other from one call of git.

    None for one that is not here, or is larger than ``LARGEST``.
    """
    with tempfile.TemporaryFile() as wanted:
        wanted.write("".join(f"{blob}\n" for blob in blobs).encode())
        wanted.seek(0)
        with subprocess.Popen(  # noqa: S603 - a list of arguments, none of them a user's
            git.command(folder, "cat-file", "--batch"),
            stdin=wanted,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=git.environment(),
        ) as process:
            if process.stdout is None:
                raise VersionMissing("git 没有输出。 / git gave no output.")
            while header := process.stdout.readline():
                name, *about = header.decode().split()
                if len(about) != 2:
                    yield name, None
                    continue
                size = int(about[1])
                yield name, process.stdout.read(size) if size <= LARGEST else None
                left = 1 if size <= LARGEST else size + 1
                while left:
                    left -= len(process.stdout.read(min(left, LARGEST)))
