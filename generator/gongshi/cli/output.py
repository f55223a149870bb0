"""What several verbs put out alike: files, and a word on records that are left out."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from gongshi.errors import FileNotWritten
from gongshi.finding import Text


def write(path: Path, content: str | bytes, mode: Literal["wb", "ab"] = "wb") -> None:
    """Put text (as UTF-8) or bytes into a file. Raises FileNotWritten where that cannot be."""
    encoded = content.encode("utf-8", "backslashreplace") if isinstance(content, str) else content
    try:
        with path.open(mode) as file:
            file.write(encoded)
    except OSError as fault:
        raise FileNotWritten(
            f"写不了 {path}（{fault.strerror}）。 / cannot write {path} ({fault.strerror})."
        ) from None


def unread(number: int) -> Text:
    """How many records could not be used."""
    have = "record has" if number == 1 else "records have"
    left, them = ("is", "it") if number == 1 else ("are", "them")
    return Text(
        f"有 {number:,} 份记录写法有错，没有算进来；用 gongshi check 查看。",
        f"{number:,} {have} faults of form and {left} left out; gongshi check tells {them}.",
    )
