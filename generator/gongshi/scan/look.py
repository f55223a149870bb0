"""Looks for shapes of personal numbers: in the files of a folder, or in all that git ever kept."""

from __future__ import annotations

import os
import re
import stat
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from gongshi import readings, shapes
from gongshi.load import history
from gongshi.load.walk import printable
from gongshi.shapes import Shape


@dataclass(frozen=True, slots=True, order=True)
class Seen:
    """Where a shape stands; the value itself is not kept, and dots stand for it in ``path``.

    ``commit`` is the first that has it, empty in a folder. ``line`` counts from 1; it is 0 where
    the name of the file, branch or tag holds the shape. What a commit says has no path.
    """

    commit: str
    path: str
    line: int
    shape: Shape


@dataclass(slots=True)
class Scan:
    """What was found and how much was looked at.

    ``unread`` are files that could not be read or are too large. ``commits`` is 0 for a folder;
    ``shallow`` says that earlier commits are not in this clone.
    """

    seen: list[Seen] = field(default_factory=list)
    files: int = 0
    commits: int = 0
    unread: list[str] = field(default_factory=list)
    shallow: bool = False


def of_folder(folder: Path) -> Scan:
    """Every file below ``folder`` that git tracks or would; without git, every file.

    Links are not followed: what they lead to lies elsewhere.
    """
    scan = Scan()
    names = history.listed(folder)
    for path in sorted(_below(folder, "")) if names is None else names:
        if _is_file(folder / path):
            scan.seen += (Seen("", _shown(path), 0, shape) for shape in _in_name(path))
            _look_into(scan, "", _shown(path), _content(folder / path))
    scan.seen.sort()
    return scan


def of_history(folder: Path) -> Scan:
    """All that the branches, tags and stash of a repository lead to: names, messages, contents.

    Each content is looked at once, where it first came. Raises VersionMissing where ``folder`` is
    in no repository.
    """
    scan = Scan(shallow=history.is_shallow(folder))
    first: dict[str, tuple[str, str]] = {}
    names: set[str] = set()
    told: set[str] = set()
    for commit in history.commits(folder):
        short = commit.name[:12]
        for blob, path in commit.puts:
            first.setdefault(blob, (short, _shown(path)))
            if path not in names:
                names.add(path)
                scan.seen += (Seen(short, _shown(path), 0, shape) for shape in _in_name(path))
        if commit.name not in told:
            told.add(commit.name)
            text = commit.message
            scan.seen += (
                Seen(short, "", text.count("\n", 0, found.start) + 1, found.shape)
                for found in shapes.in_message(text)
            )
    scan.commits = len(told)
    for name, text in history.references(folder):
        shown = shapes.masked(printable(name))
        scan.seen += (Seen("", shown, 0, found.shape) for found in shapes.find(name))
        scan.seen += (
            Seen("", shown, text.count("\n", 0, found.start) + 1, found.shape)
            for found in shapes.in_message(text)
        )
    for blob, content in history.contents(folder, first):
        _look_into(scan, *first[blob], content)
    scan.seen.sort()
    return scan


def _look_into(scan: Scan, commit: str, path: str, content: bytes | None) -> None:
    if content is None:
        scan.unread.append(f"{commit} {path}".strip())
        return
    scan.files += 1
    scan.seen += (Seen(commit, path, line, shape) for line, shape in _in_content(content))


_DUTY_PHONE = re.compile(rb"^ *duty_phone: ['\"]?(0[0-9]{2,3}-[0-9]{7,8})['\"]?\s*$", re.MULTILINE)


def _in_content(content: bytes) -> list[tuple[int, Shape]]:
    """Line and shape of everything found in a file, as it stands or with its escapes undone.

    A duty phone that the file itself gives to an office is public.
    """
    text = readings.text_of(content)
    duty_phones = _DUTY_PHONE.finditer(content)
    public = frozenset(shapes.digits(phone[1].decode()) for phone in duty_phones)
    found: dict[tuple[int, Shape], int] = defaultdict(int)
    for reading in (text, *readings.undone(text)):
        here: dict[tuple[int, Shape], int] = defaultdict(int)
        for one in shapes.find(reading, public):
            here[reading.count("\n", 0, one.start) + 1, one.shape] += 1
        for place, number in here.items():
            found[place] = max(found[place], number)
    return sorted(place for place, number in found.items() for _ in range(number))


def _in_name(path: str) -> list[Shape]:
    return [found.shape for found in shapes.find(printable(path))]


def _shown(path: str) -> str:
    return shapes.masked(printable(path))


def _is_file(path: Path) -> bool:
    """Whether a plain file is there; one that was deleted and is not committed yet is not."""
    try:
        return stat.S_ISREG(path.lstat().st_mode)
    except OSError:
        return False


def _content(path: Path) -> bytes | None:
    """A file's bytes; None where it cannot be read or is too large."""
    try:
        with path.open("rb") as file:
            content = file.read(history.LARGEST + 1)
    except OSError:
        return None
    return content if len(content) <= history.LARGEST else None


def _below(folder: Path, prefix: str) -> Iterator[str]:
    for item in os.scandir(folder):
        if item.is_dir(follow_symlinks=False):
            if item.name != ".git":
                yield from _below(folder / item.name, f"{prefix}{item.name}/")
        else:
            yield f"{prefix}{item.name}"
