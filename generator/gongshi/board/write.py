"""Sheets to files, and never into a site: names on paper stay off the public tree."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from gongshi.board.sheet import Sheet
from gongshi.board.typeset import typeset
from gongshi.errors import FileNotWritten, TargetNotOurs
from gongshi.site.manifest import is_site

Gate: TypeAlias = Callable[[Iterable[tuple[str, bytes]]], None]
"""Looks at the name and content of every sheet before any is written; raises to stop it."""


@dataclass(frozen=True, slots=True)
class Written:
    """A sheet as a file, and how many pages it has."""

    path: Path
    pages: int


def write(
    sheets: Iterable[Sheet], folder: Path, records: Path, gate: Gate | None = None
) -> list[Written]:
    """Write every sheet into ``folder``; nothing is written unless all can be and ``gate`` agrees.

    Raises TargetNotOurs where the folder lies in a site or among the records, FileNotWritten where
    it cannot be written, and what `typeset` and ``gate`` raise.
    """
    refuse_public(folder, records)
    made = [(folder / f"{sheet.name}.pdf", pdf) for sheet, pdf in typeset(sheets)]
    if gate is not None:
        gate((path.name, pdf) for path, pdf in made)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, pdf in made:
            path.write_bytes(pdf)
    except OSError as fault:
        raise FileNotWritten(
            f"写不了 {folder}（{fault.strerror}）。 / cannot write {folder} ({fault.strerror})."
        ) from None
    return [Written(path, pages(pdf)) for path, pdf in made]


def refuse_public(folder: Path, records: Path) -> None:
    """Raise TargetNotOurs where ``folder`` is, or lies in, a built site or the records."""
    place = folder.resolve()
    for above in (place, *place.parents):
        if is_site(above):
            raise TargetNotOurs(
                f"{above} 是公开的网站；纸上有全名，请放到网站以外的文件夹。"
                f" / {above} is a public site; paper has whole names: choose a folder outside it."
            )
    if place.is_relative_to(records.resolve()):
        raise TargetNotOurs(
            f"{folder} 在记录文件夹里，那里只放记录；请另选文件夹。"
            f" / {folder} lies among the records, which hold nothing else; choose another folder."
        )


def pages(pdf: bytes) -> int:
    """How many pages a PDF of typst has; its page tree stands in plain text."""
    tree = re.search(rb"/Type/Pages/Count ([0-9]+)", pdf)
    return int(tree[1]) if tree else 0
