"""A change as git has it: every file it touches, and its commits with what their signatures say.

Whose key counts is read from the version that the change started from, so that a change cannot
list a key of its own. Of the settings of git only those given here decide: no program is run that
a configuration names.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gongshi.errors import ProgramMissing, VersionMissing
from gongshi.load.git import Version


class Signature(StrEnum):
    """What a commit's signature says.

    ``good``: made with a listed key. ``unknown``: whole, but with a key that is not listed, or of
    a kind other than SSH, which is not looked into. ``bad``: it does not belong to this commit, or
    cannot be read. ``none``: there is none.
    """

    GOOD = "good"
    UNKNOWN = "unknown"
    BAD = "bad"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit of the change; ``id`` in full."""

    id: str
    signature: Signature


@dataclass(frozen=True, slots=True)
class Change:
    """A change: the paths it touches, from the top of the repository, and its commits.

    ``commits`` are given where signatures are asked for, the latest first, without merges that add
    nothing of their own. ``signers_found`` says whether the file of listed keys was there.
    """

    files: tuple[str, ...]
    commits: tuple[Commit, ...] = ()
    signers_found: bool = True


def change(base: Version, signers: str | None) -> Change:
    """What came since ``base``: its files and, where ``signers`` is given, its commits.

    Files are those of the commits and what is staged; ``signers`` is the path of the listed keys,
    from the top of the repository. Raises VersionMissing where git cannot tell, ProgramMissing
    where signatures cannot be checked.
    """
    files = _files(base)
    if signers is None:
        return Change(files)
    listed = base.object(signers)
    keys = base.told("cat-file", "blob", listed) if listed else b""
    return Change(files, tuple(_commits(base, keys)), listed is not None)


def _files(base: Version) -> tuple[str, ...]:
    # The index, not the files: nothing is read through filters, and what is staged counts.
    told = base.told(
        "-c", "core.fsmonitor=false", "diff-index", "--cached", "-r", "-z",
        "--name-only", "--no-renames", "--no-ext-diff", "--ignore-submodules=none", base.commit,
        "--",
    )  # fmt: skip
    return tuple(sorted(os.fsdecode(path) for path in told.split(b"\0") if path))


def _commits(base: Version, keys: bytes) -> Iterator[Commit]:
    keygen = shutil.which("ssh-keygen")
    if keygen is None:
        raise ProgramMissing(
            "县里要求提交签名，这台机器上没有 ssh-keygen，查不了；请安装 OpenSSH（8.2 或更新）。"
            " / the county asks for signatures and there is no ssh-keygen here to check them: "
            "install OpenSSH (8.2 or newer)."
        )
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "allowed-signers")
        listed.write_bytes(keys)
        settings = {
            "gpg.ssh.program": keygen,
            "gpg.ssh.allowedSignersFile": str(listed),
            # Other kinds of signature say nothing here, whatever this machine's keyrings hold.
            "gpg.program": "false",
            "gpg.openpgp.program": "false",
            "gpg.x509.program": "false",
            "log.showSignature": "false",
        }
        given = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        told = base.told(
            *given, "log", "-z", "--no-color", "--no-notes", "--format=%H %G? %P",
            f"{base.commit}..HEAD", "--",
        )  # fmt: skip
    for line in told.decode().split("\0"):
        if line:
            commit, state, *parents = line.split()
            signature = _signature(base, commit, state)
            if signature is Signature.GOOD or not _adds_nothing(base, commit, parents):
                yield Commit(commit, signature)


def _signature(base: Version, commit: str, state: str) -> Signature:
    """What git's letter means; it has one letter for what is bad and what it cannot look into."""
    header = base.told("cat-file", "commit", commit).partition(b"\n\n")[0]
    kinds = [line for line in header.splitlines() if line.startswith((b"gpgsig ", b"gpgsig-"))]
    if not kinds:
        return Signature.NONE
    if not all(b"-----BEGIN SSH SIGNATURE-----" in line for line in kinds):
        return Signature.UNKNOWN
    return {"G": Signature.GOOD, "U": Signature.UNKNOWN}.get(state, Signature.BAD)


def _adds_nothing(base: Version, commit: str, parents: list[str]) -> bool:
    """Whether a commit is a merge of two that holds just what git makes of them by itself.

    Forges make such merges without a signature: to test a change, or to bring it up to date.
    """
    if len(parents) != 2:
        return False
    try:
        own = base.told(
            "-c", "core.fsmonitor=false", "show", "--remerge-diff", "--format=", "--name-only",
            "--no-ext-diff", "--no-textconv", "--no-show-signature", commit, "--",
        )  # fmt: skip
    except VersionMissing:  # a git before 2.35 does not know
        return False
    return own == b""
