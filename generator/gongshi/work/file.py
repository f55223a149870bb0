"""A file is exchanged whole: whoever reads it sees the old text or the new one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from gongshi.errors import FileNotWritten


def replace(path: Path, content: bytes) -> None:
    """Put ``content`` in the place of a file's text, with its permissions as they were.

    Raises FileNotWritten where that cannot be, and then the file is as it was.
    """
    beside: str | None = None
    try:
        mode = path.stat().st_mode & 0o7777
        handle, beside = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(mode)
        Path(beside).replace(path)
    except OSError as fault:
        if beside is not None:
            Path(beside).unlink(missing_ok=True)
        raise FileNotWritten(
            f"写不了 {path}（{fault.strerror}）。 / cannot write {path} ({fault.strerror})."
        ) from None
