"""The walk over a records folder: which files there are, which kind each is, what they hold."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from io import FileIO
from itertools import islice
from pathlib import Path
from typing import Literal, TypeAlias

from gongshi import shapes
from gongshi.errors import RecordsMissing
from gongshi.finding import Finding, Place, Severity, Text
from gongshi.load import yaml
from gongshi.load.document import Document, Origin, origin_of
from gongshi.plain import HIDDEN

NOT_RECORDS = frozenset({"README.md", ".gitkeep"})
"""Files that may lie beside records without being one."""

MAX_FOLDERS = 8
"""How deep folders may lie in each other; records need four."""
MAX_IN_FOLDER = 20_000
"""More files and folders than any one folder of records has."""
MAX_ENTRIES = 200_000
"""More files and folders than a county has records."""


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


Form: TypeAlias = Literal["file", "link", "other", "closed", "deep", "crowded"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that lies in a records folder, on the disk or in a commit.

    ``form`` says what it is, or why what lies below is not looked at. ``stamp`` is another when the
    content is; ``content`` reads it, at most one byte more than the loader takes, and gives None
    where it cannot be read.
    """

    relative: str
    form: Form
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
    if not _is_open(folder):
        raise RecordsMissing(
            f"没有找到或打不开记录文件夹 {folder}；请在仓库根目录运行，或用 --records 指明。"
            f" / no records folder at {folder} that can be opened; run in the repository or pass "
            "--records."
        )
    known: Readings = {} if readings is None else readings
    return read_entries(_entries(folder, ""), shown(folder), known, progress, wanted)


def _is_open(folder: Path) -> bool:
    """Whether a folder is there and may be looked into."""
    try:
        with os.scandir(folder):
            return True
    except (OSError, ValueError):
        return False


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


def relative(folder: str, shown: str) -> str:
    """The path in a records folder of a record that findings show as ``shown``."""
    return shown.removeprefix(within(folder, ""))


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
    entries = sorted(islice(found, MAX_ENTRIES + 1), key=lambda one: os.fsencode(one.relative))
    if len(entries) > MAX_ENTRIES:
        findings.append(_finding("path.too-many-files", name))
        entries.pop()
    twins = _Twins()
    for number, entry in enumerate(entries, 1):
        shown = within(name, shapes.masked(printable(entry.relative)))
        origin = origin_of(entry.relative, shown)
        if wanted is not None and (origin is None or not wanted(origin)):
            continue
        twin = twins.of(entry.relative)
        if twin is not None:
            findings.append(_finding("path.twin", shown, within(name, printable(twin))))
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
    if source is None:  # and the next time it may be readable, with nothing else changed
        return Reading(entry.stamp, None, (_finding("path.unreadable", origin.path),))
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


class _Twins:
    """Finds names that other systems take for one: they differ in case or in composition only."""

    def __init__(self) -> None:
        self._seen: dict[str, str] = {}

    def of(self, relative: str) -> str | None:
        """The path seen earlier that this one, or a folder it lies in, would be confused with."""
        path = ""
        for part in relative.split("/"):
            path = f"{path}/{part}" if path else part
            first = self._seen.setdefault(_one_name(path), path)
            if first != path:
                return first
        return None


def _one_name(path: str) -> str:
    """The same for paths that differ in case or composition only."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


def _entries(folder: Path, prefix: str) -> Iterator[Entry]:
    """Everything below ``folder`` but plain folders and git's own, links not followed."""
    try:
        with os.scandir(folder) as found:
            items = list(islice(found, MAX_IN_FOLDER + 1))
    except OSError:
        yield _no_entry(prefix, "closed")
        return
    if len(items) > MAX_IN_FOLDER:
        yield _no_entry(prefix, "crowded")
    elif prefix.count("/") > MAX_FOLDERS:
        yield _no_entry(prefix, "deep")
    elif not items and prefix.endswith((".yaml/", ".yml/")):
        yield _no_entry(prefix, "other")
    else:
        for item in items:
            relative = f"{prefix}{item.name}"
            if relative == ".git":
                continue
            if item.is_dir(follow_symlinks=False):
                yield from _entries(folder / item.name, f"{relative}/")
            elif item.name not in NOT_RECORDS:
                yield _entry(relative, folder / item.name)


def _entry(relative: str, path: Path) -> Entry:
    """What lies at a path that is no folder; it may be gone by now."""
    try:
        status = path.lstat()
    except OSError:
        return _no_entry(relative, "closed")
    return Entry(relative, _form(status.st_mode), _stamp(status), partial(_read_regular, path))


def _no_entry(relative: str, form: Form) -> Entry:
    """Something that is not read, and why."""
    return Entry(relative.removesuffix("/"), form, (form,), lambda: None)


def _stamp(status: os.stat_result) -> tuple[object, ...]:
    return (status.st_mtime_ns, status.st_size, status.st_ino)


def _form(mode: int) -> Form:
    if stat.S_ISLNK(mode):
        return "link"
    return "file" if stat.S_ISREG(mode) else "other"


_FORM_FAULTS: dict[Form, str] = {
    "link": "path.symbolic-link",
    "other": "path.not-a-regular-file",
    "closed": "path.unreadable",
    "deep": "path.too-deep",
    "crowded": "path.too-many-files",
}
# Names of devices on Windows, with any ending, and names it cuts: git cannot check them out there.
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?|.*\.")


def _path_fault(entry: Entry, origin: Origin | None) -> str | None:
    if shapes.find(entry.relative):
        return "path.personal-number"
    if entry.form != "file":
        return _FORM_FAULTS[entry.form]
    if origin is None:
        yml = origin_of(entry.relative.removesuffix(".yml") + ".yaml", "") is not None
        return "path.wrong-extension" if yml else "path.unexpected-file"
    if any(_RESERVED.fullmatch(part) for part in entry.relative.split("/")):
        return "path.reserved-name"
    return None


def _read_regular(path: Path) -> bytes | None:
    """The bytes of a regular file, at most one more than the loader takes; None if unreadable.

    The file may have been exchanged since the walk saw it, so a link is refused again here, and
    nothing is waited for. What changes while it is read is nobody's record.
    """
    try:
        with open(path, "rb", buffering=0, opener=_opened) as file:
            before = os.fstat(file.fileno())
            if not stat.S_ISREG(before.st_mode):
                return None
            content = _read_up_to(file, yaml.MAX_BYTES + 1)
            return content if _stamp(os.fstat(file.fileno())) == _stamp(before) else None
    except OSError:
        return None


def _opened(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))


def _read_up_to(file: FileIO, most: int) -> bytes:
    parts, left = [], most
    while left and (part := file.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


_WORDING: dict[str, tuple[Text, Text]] = {
    "path.personal-number": (
        Text(
            "文件名像是个人号码、邮箱或坐标（这里用“…”代替）。",
            'The path holds what looks like a personal number, e-mail or position (shown as "…").',
        ),
        Text(
            "请改名，例如用户编号。已经提交过的，历史里还有：运行 gongshi scan --history，"
            "按它的说明清理。",
            "Rename it, as after the household number. What was committed stays in history: run "
            "gongshi scan --history and do as it says.",
        ),
    ),
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
        Text("打不开，或正在被改写。", "This cannot be opened, or it is being changed."),
        Text(
            "请检查权限；保存好以后再检查一次。",
            "See who may read it; check again once it is saved.",
        ),
    ),
    "path.too-deep": (
        Text(
            f"文件夹套文件夹超过 {MAX_FOLDERS} 层，里面没有检查。",
            f"Folders lie in each other more than {MAX_FOLDERS} deep; what is below was not read.",
        ),
        Text("请把它移到记录文件夹外。", "Move it out of the records."),
    ),
    "path.too-many-files": (
        Text(
            f"文件太多（一个文件夹最多 {MAX_IN_FOLDER:,} 个，总共最多 {MAX_ENTRIES:,} 个），"
            "没有全部检查。",
            f"Too many files (at most {MAX_IN_FOLDER:,} in one folder, {MAX_ENTRIES:,} in all); "
            "they were not all read.",
        ),
        Text("请检查是否放错了内容。", "See what got in by mistake."),
    ),
    "path.twin": (
        Text(
            "这个名字和 {other} 只有大小写或字符写法不同，在 Windows 和 macOS 上是同一个文件。",
            "This name differs from {other} only in case or in how characters are composed: on "
            "Windows and macOS they are one file.",
        ),
        Text("请改名，或删掉一个。", "Rename one of them, or remove it."),
    ),
    "path.reserved-name": (
        Text(
            "这个名字在 Windows 上不能用作文件名。",
            "Windows cannot have a file or folder of this name.",
        ),
        Text("请换一个名字。", "Choose another name."),
    ),
    "path.no-records": (
        Text("记录文件夹是空的。", "The records folder is empty."),
        Text(
            "至少要有 county.yaml 和一个村的记录。",
            "It needs at least county.yaml and one village.",
        ),
    ),
}


def _finding(code: str, path: str, other: str = "") -> Finding:
    message, hint = _WORDING[code]
    if other:
        message = Text(message.zh.format(other=other), message.en.format(other=other))
    return Finding(code, Severity.ERROR, Place(path), message, hint)
