"""Earlier versions of a records folder, read from git without touching the files."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from gongshi.errors import VersionMissing
from gongshi.load import yaml
from gongshi.load.walk import MAX_ENTRIES, NOT_RECORDS, Entry, Form

_MAX_LISTED = 32 * 1024 * 1024
"""Bytes of a listing: more than the paths of as many files as a county has take."""
_FORMS: dict[bytes, Form] = {b"100644": "file", b"100755": "file", b"120000": "link"}


@dataclass(frozen=True, slots=True)
class Version:
    """A records folder as a commit has it; ``path`` is the folder within the repository."""

    folder: Path
    commit: str
    made: datetime
    path: str

    @property
    def short(self) -> str:
        """The commit as people write it."""
        return self.commit[:10]

    def entries(self) -> Iterator[Entry]:
        """Everything that lay in the folder; nothing where the commit has no such folder."""
        found = _object(self.folder, f"{self.commit}:{self.path}")
        tree = _object(self.folder, f"{found}^{{tree}}") if found else None
        if tree is None:
            return
        _refuse_too_many(self.folder, tree)
        listed = output(self.folder, "ls-tree", "-r", "-z", "-l", "--full-tree", tree)
        rows = [_row(line) for line in listed.split(b"\0") if line]
        rows = [row for row in rows if row.relative.rpartition("/")[2] not in NOT_RECORDS]
        contents = _Contents(self.folder, [row.blob for row in rows if row.fits])
        for row in rows:
            yield Entry(row.relative, row.form, (row.blob,), partial(contents.of, row))

    def told(self, *arguments: str) -> bytes:
        """What git prints in the repository. Raises VersionMissing where it fails."""
        return output(self.folder, *arguments)

    def object(self, path: str) -> str | None:
        """The id of what lay at a path from the top of the repository; None where nothing did."""
        return _object(self.folder, f"{self.commit}:{path}")

    def messages_since(self) -> list[tuple[str, str]]:
        """Each commit from this version to HEAD, the latest first, and what it says of itself."""
        told = output(self.folder, "log", *_MESSAGES, f"{self.commit}..HEAD", "--")
        fields = [field.decode("utf-8", "replace") for field in told.split(b"\0")[:-1]]
        return list(zip(map(str.strip, fields[::2]), fields[1::2], strict=True))


@dataclass(frozen=True, slots=True)
class _Row:
    relative: str
    form: Form
    blob: str
    fits: bool


def _row(line: bytes) -> _Row:
    """A line of ``git ls-tree -l``: mode, type, object, size, tab, path as bytes."""
    head, _, path = line.partition(b"\t")
    mode, _, blob, size = head.split()
    form = _FORMS.get(mode, "other")
    if form == "file" and not size.isdigit():
        raise VersionMissing(_INCOMPLETE)
    fits = form == "file" and int(size) <= yaml.MAX_BYTES
    return _Row(os.fsdecode(path), form, blob.decode(), fits)


class _Contents:
    """The contents of many files, read from git at one go when the first is asked for."""

    def __init__(self, folder: Path, blobs: list[str]) -> None:
        self.folder = folder
        self.blobs = blobs
        self._found: dict[str, bytes] | None = None

    def of(self, row: _Row) -> bytes:
        """A file's bytes; of one that is too large, as many as show that it is."""
        if not row.fits:
            return b" " * (yaml.MAX_BYTES + 1)
        if self._found is None:
            self._found = dict(self._all())
        return self._found[row.blob]

    def _all(self) -> Iterator[tuple[str, bytes]]:
        wanted = "".join(f"{blob}\n" for blob in dict.fromkeys(self.blobs))
        told = memoryview(output(self.folder, "cat-file", "--batch", given=wanted.encode()))
        start = 0
        for blob in dict.fromkeys(self.blobs):
            end = _find(told, b"\n", start)
            size = int(bytes(told[start:end]).split()[2])
            yield blob, bytes(told[end + 1 : end + 1 + size])
            start = end + 1 + size + 1


def _find(text: memoryview, wanted: bytes, start: int) -> int:
    # The header of an object is short; a view has no find of its own.
    return start + bytes(text[start : start + 200]).index(wanted)


def blob_name(source: bytes, like: str) -> str:
    """The name that git gives to a file's content, in the hash that ``like`` is written in."""
    digest = hashlib.sha1(usedforsecurity=False) if len(like) == 40 else hashlib.sha256()
    digest.update(b"blob %d\0" % len(source))
    digest.update(source)
    return digest.hexdigest()


def base(folder: Path, reference: str) -> Version:
    """The records where the work on HEAD left ``reference``: what a pull request started from.

    Raises VersionMissing where there is no such commit, or the history at hand is too short.
    """
    given = _commit(folder, reference)
    common = asked(folder, "merge-base", given, "HEAD")
    if common is None:
        raise VersionMissing(_too_short(reference) if _shallow(folder) else _UNRELATED)
    return _version(folder, common)


def version(folder: Path, reference: str) -> Version:
    """The records as ``reference`` has them. Raises VersionMissing where there is no such."""
    return _version(folder, _commit(folder, reference))


def commit_of(folder: Path, contents: Mapping[str, bytes]) -> str | None:
    """The commit at hand, where it has exactly these files in the folder; else None.

    ``contents`` are bytes by path within the folder: what was read, whatever lies there by now.
    Raises VersionMissing where there is no commit.
    """
    head = version(folder, "HEAD")
    committed = {entry.relative: entry.stamp for entry in head.entries()}
    read = {path: (blob_name(source, head.commit),) for path, source in contents.items()}
    return head.commit if committed == read else None


def place(folder: Path) -> str:
    """A folder's path from the top of its repository; empty where it is the repository.

    Raises VersionMissing where it lies in none.
    """
    top = Path(os.fsdecode(output(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
    path = folder.resolve().relative_to(top.resolve()).as_posix()
    return "" if path == "." else path


def _version(folder: Path, commit: str) -> Version:
    # log, not show: that would read the commit's whole tree to compare it with nothing.
    seconds = output(folder, "log", "-1", "--no-show-signature", "--format=%ct", commit, "--")
    made = datetime.fromtimestamp(min(int(seconds.split()[-1]), _LATEST), UTC)
    return Version(folder, commit, made, place(folder))


_MESSAGES = ("--no-show-signature", "--no-color", "--encoding=UTF-8", "--format=%H%x00%B%x00")

_LATEST = int(datetime(9999, 1, 1, tzinfo=UTC).timestamp())
"""Git takes later days than a calendar has."""


def _commit(folder: Path, reference: str) -> str:
    found = _object(folder, f"{reference}^{{commit}}")
    if found is None or not _COMMIT.fullmatch(found):  # "^name" means all but that
        raise VersionMissing(_no_version(reference, shallow=_shallow(folder)))
    return found


def _shallow(folder: Path) -> bool:
    return asked(folder, "rev-parse", "--is-shallow-repository") == "true"


def _too_short(reference: str) -> str:
    command = _fetching(reference, shallow=True)
    return (
        f"克隆太浅，找不到改动从哪里开始；请运行：{command}（CI 里设 fetch-depth: 0）。"
        f" / this clone is too shallow to tell where the change began; run: {command} "
        "(in CI: fetch-depth: 0)."
    )


_UNRELATED = (
    "这个版本和当前版本没有共同的起点。"
    " / that version and the present one have no history in common."
)
_INCOMPLETE = (
    "仓库里缺少以前的文件内容；请运行 git fsck 检查，或重新克隆。"
    " / the repository lacks contents of earlier files; check it with git fsck, or clone it anew."
)
_TOO_MANY = "这个版本的文件太多，不像是记录。 / that version holds more files than records have."
_NAME = re.compile(r"\w[\w/-]*(\.[\w/-]+)*")
_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")


def _no_version(reference: str, *, shallow: bool) -> str:
    shown = "".join(c if c.isprintable() else "?" for c in reference)
    if not _NAME.fullmatch(reference):
        return (
            f"没有这个版本：“{shown}”；请写分支、标签或提交的名称。"
            f' / there is no version "{shown}"; give the name of a branch, a tag or a commit.'
        )
    command = _fetching(reference, shallow=shallow)
    return (
        f"这里没有版本 {shown}；请先取来：{command}"
        f" / there is no version {shown} here; fetch it first: {command}"
    )


def _fetching(reference: str, *, shallow: bool) -> str:
    """The command that brings a version here under the name that was asked for.

    It says where to put it: a shallow clone tracks one branch only, and would keep no other.
    """
    name = reference.removeprefix("origin/")
    kept = f"refs/remotes/origin/{name}" if name != reference else name
    wanted = name if _COMMIT.fullmatch(name) else f"{name}:{kept}"
    return f"git fetch {'--unshallow ' if shallow else ''}origin {wanted}"


def _object(folder: Path, name: str) -> str | None:
    """The id of a commit or tree; None where there is none of that name."""
    return asked(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", name)


def asked(folder: Path, *arguments: str) -> str | None:
    """One line of git's answer; None where git says no."""
    done = _run(folder, arguments)
    return done.stdout.decode().strip() if done.returncode == 0 else None


def output(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git prints. Raises VersionMissing with git's own last line where it fails."""
    done = _run(folder, arguments, given)
    if done.returncode != 0:
        raise VersionMissing(_last_line(done.stderr))
    return done.stdout


def _refuse_too_many(folder: Path, tree: str) -> None:
    """Raise VersionMissing where a tree names more files than records have.

    A few bytes of trees within trees can name more than a machine has room for, so they are counted
    as git names them, and git is stopped.
    """
    listing = command(folder, "ls-tree", "-r", "-z", "--name-only", "--full-tree", tree)
    # As in _run: a list of arguments, never a shell's line. What fails here fails below in words.
    with subprocess.Popen(  # noqa: S603
        listing, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment()
    ) as git:
        count = size = 0
        while git.stdout and (part := git.stdout.read(1024 * 1024)):
            count, size = count + part.count(b"\0"), size + len(part)
            if count > MAX_ENTRIES or size > _MAX_LISTED:
                git.kill()
                raise VersionMissing(_TOO_MANY)


def _last_line(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").strip().splitlines() or ["git"]
    shown = "".join(c if c.isprintable() else "?" for c in lines[-1])
    return f"git 读不出以前的记录（{shown}）。 / git cannot read earlier records ({shown})."


def _run(
    folder: Path, arguments: tuple[str, ...], given: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    try:
        # A list of arguments, never a shell's line; what a user names stands after the options.
        done = subprocess.run(  # noqa: S603
            command(folder, *arguments),
            input=given,
            capture_output=True,
            env=environment(),
            check=False,
        )
    except OSError:
        raise VersionMissing("这台机器上没有 git。 / there is no git on this machine.") from None
    if done.returncode != 0:
        _refuse(done.stderr)
    return done


def command(folder: Path, *arguments: str) -> list[str]:
    """How git is called for the repository that ``folder`` lies in."""
    return ["git", "--no-replace-objects", "-C", str(folder), *arguments]


def environment() -> dict[str, str]:
    """The settings that git is called with: no lock, no language, no other repository."""
    inherited = {name: value for name, value in os.environ.items() if name not in _ELSEWHERE}
    return {**inherited, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}


_ELSEWHERE = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
"""What a hook sets to point git at a repository; wanted is the one that the records lie in."""


def _refuse(stderr: bytes) -> None:
    """Say why git reads nothing at all, where that is the case."""
    if b"not a git repository" in stderr:
        raise VersionMissing(
            "记录文件夹不在 git 仓库里，没有以前的版本。"
            " / the records folder is in no git repository: there is no earlier version."
        )
    if b"dubious ownership" in stderr:
        raise VersionMissing(
            "仓库属于另一个用户，git 不读；确认可信后，运行 git config --global --add "
            "safe.directory 加上仓库的路径。"
            " / the repository belongs to another user and git does not read it; if you trust it, "
            "run git config --global --add safe.directory with the path of the repository."
        )
