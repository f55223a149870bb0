"""The walk over a records folder: which files there are, which kind each is, what they hold."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Literal, TypeAlias

from gongshi.errors import RecordsMissing
from gongshi.finding import Finding, Place, Severity, Text
from gongshi.load import yaml
from gongshi.load.document import Document, Origin, origin_of
from gongshi.plain import HIDDEN

NOT_RECORDS = frozenset({"README.md", ".gitkeep"})
"""Files that may lie beside records without being one."""


@dataclass(frozen=True, slots=True)
class Records:
    """A records folder as read: the readable documents, every file's origin, and the findings.

    ``unreadable`` names the records whose file is there but could not be read, so that a reference
    to one of them is not reported a second time.
    """

    documents: tuple[Document, ...]
    unreadable: tuple[Origin, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file held when it was read; ``stamp`` tells whether it has changed since."""

    stamp: tuple[object, ...]
    document: Document | None
    findings: tuple[Finding, ...]


Readings: TypeAlias = dict[str, Reading]
"""Earlier readings by path, for a process that reads the same folder again and again."""

Progress: TypeAlias = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that lies in a records folder, on the disk or in a commit.

    ``stamp`` is another when the content is; ``content`` reads it, at most one byte more than the
    loader takes, and gives None where it cannot be read.
    """

    relative: str
    form: Literal["file", "link", "other"]
    stamp: tuple[object, ...]
    content: Callable[[], bytes | None]


Wanted: TypeAlias = Callable[[Origin], bool]
"""Which records to read, by what their paths say."""


def read(
    folder: Path,
    progress: Progress | None = None,
    readings: Readings | None = None,
    wanted: Wanted | None = None,
) -> Records:
    """Read every record below ``folder``; ``progress`` hears how many of how many are done.

    With ``wanted`` only the records it says yes to, and nothing is said of the others.

    A bad file becomes findings and the rest goes on. A file that has not changed since it was put
    into ``readings`` is not read again. Raises RecordsMissing where the folder is missing.
    """
    if not folder.is_dir():
        raise RecordsMissing(
            f"没有找到记录文件夹 {folder}；请在仓库根目录运行，或用 --records 指明。"
            f" / no records folder at {folder}; run in the repository or pass --records."
        )
    known: Readings = {} if readings is None else readings
    return read_entries(_entries(folder, ""), shown(folder), known, progress, wanted)


def shown(folder: Path) -> str:
    """A records folder as findings show it: from the top of its repository, else by its name.

    It is ``.`` where the folder is the repository.
    """
    whole = folder.resolve()
    for top in (whole, *whole.parents):
        if (top / ".git").exists():
            return printable(whole.relative_to(top).as_posix())
    return printable(whole.name)


def within(folder: str, relative: str) -> str:
    """A path in a records folder, as findings show it; ``folder`` is as ``shown`` gives it."""
    return relative if folder == "." else f"{folder}/{relative}"


def read_entries(
    found: Iterable[Entry],
    name: str,
    known: Readings,
    progress: Progress | None = None,
    wanted: Wanted | None = None,
) -> Records:
    """What ``found`` holds, as ``read`` gives it; ``name`` is what the folder is called."""
    documents: list[Document] = []
    unreadable: list[Origin] = []
    findings: list[Finding] = []
    entries = sorted(found, key=lambda entry: os.fsencode(entry.relative))
    for number, entry in enumerate(entries, 1):
        shown = within(name, printable(entry.relative))
        origin = origin_of(entry.relative, shown)
        if wanted is not None and (origin is None or not wanted(origin)):
            continue
        fault = _path_fault(entry, origin)
        if fault is not None:
            findings.append(_finding(fault, shown))
        elif origin is not None:
            reading = _reading(entry, origin, known)
            findings.extend(reading.findings)
            if reading.document is None:
                unreadable.append(origin)
            else:
                documents.append(reading.document)
        if progress is not None:
            progress(number, len(entries))
    if not entries:
        findings.append(_finding("path.no-records", name))
    return Records(tuple(documents), tuple(unreadable), tuple(findings))


def _reading(entry: Entry, origin: Origin, known: Readings) -> Reading:
    """What a record's file holds, from ``known`` where it has not changed since."""
    earlier = known.get(entry.relative)
    if earlier is not None and earlier.stamp == entry.stamp:
        return earlier
    source = entry.content()
    if source is None:
        reading = Reading(entry.stamp, None, (_finding("path.unreadable", origin.path),))
    else:
        value, problems = yaml.parse(source, origin.path)
        found = tuple(replace(problem, record=origin.id) for problem in problems)
        reading = Reading(entry.stamp, None if found else Document(origin, value, source), found)
    known[entry.relative] = reading
    return reading


def printable(path: str) -> str:
    """A path that is safe to print: nothing that cannot be seen, no undecodable bytes."""
    text = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(
        c if c.isprintable() and not HIDDEN.match(c) else c.encode("unicode_escape").decode()
        for c in text
    )


def _entries(folder: Path, prefix: str) -> Iterator[Entry]:
    """Everything below ``folder`` but plain folders and git's own, links not followed."""
    with os.scandir(folder) as found:
        for item in found:
            relative = f"{prefix}{item.name}"
            if relative == ".git":
                continue
            if item.is_dir(follow_symlinks=False):
                yield from _entries(folder / item.name, f"{relative}/")
            elif item.name not in NOT_RECORDS:
                status = item.stat(follow_symlinks=False)
                yield Entry(
                    relative,
                    _form(status.st_mode),
                    (status.st_mtime_ns, status.st_size, status.st_ino),
                    partial(_read_regular, folder / item.name),
                )


def _form(mode: int) -> Literal["file", "link", "other"]:
    if stat.S_ISLNK(mode):
        return "link"
    return "file" if stat.S_ISREG(mode) else "other"


def _path_fault(entry: Entry, origin: Origin | None) -> str | None:
    if entry.form == "link":
        return "path.symbolic-link"
    if entry.form == "other":
        return "path.not-a-regular-file"
    if origin is None:
        yml = origin_of(entry.relative.removesuffix(".yml") + ".yaml", "") is not None
        return "path.wrong-extension" if yml else "path.unexpected-file"
    return None


def _read_regular(path: Path) -> bytes | None:
    """The bytes of a regular file, at most one more than the loader takes; None if unreadable.

    The file may have been exchanged since the walk saw it, so a link is refused again here.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        return file.read(yaml.MAX_BYTES + 1)


_WORDING: dict[str, tuple[Text, Text]] = {
    "path.symbolic-link": (
        Text(
            "这是一个符号链接，记录里不允许有链接。", "This is a symbolic link; records hold none."
        ),
        Text("请换成真正的文件。", "Put the file itself here."),
    ),
    "path.not-a-regular-file": (
        Text("这不是普通文件。", "This is not a regular file."),
        Text("请删除，或换成普通的 YAML 文件。", "Remove it, or put a plain YAML file here."),
    ),
    "path.unexpected-file": (
        Text("这个位置不应有这个文件。", "No record has this path."),
        Text(
            "请对照文件夹说明改正位置或文件名；不是记录的文件请移到记录文件夹外。",
            "Check the folder and the file name; move files that are no records elsewhere.",
        ),
    ),
    "path.wrong-extension": (
        Text("文件名以 .yml 结尾。", "The file name ends in .yml."),
        Text("请改为以 .yaml 结尾。", "Rename it to end in .yaml."),
    ),
    "path.unreadable": (
        Text("文件打不开。", "The file cannot be opened."),
        Text("请检查文件权限。", "Check its permissions."),
    ),
    "path.no-records": (
        Text("记录文件夹是空的。", "The records folder is empty."),
        Text(
            "至少要有 county.yaml 和一个村的记录。",
            "It needs at least county.yaml and one village.",
        ),
    ),
}


def _finding(code: str, path: str) -> Finding:
    message, hint = _WORDING[code]
    return Finding(code, Severity.ERROR, Place(path), message, hint)
