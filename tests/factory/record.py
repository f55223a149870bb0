"""Records as the factory makes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongshi.load.document import origin_of
from gongshi.work.canonical import text_of

Record = dict[str, Any]
"""One record or part of one: text, whole numbers, decimals, yes and no, dates, lists, mappings."""


def file_of(path: str, record: Record) -> str:
    """The text of a record for a path below the records folder, in the form of records."""
    origin = origin_of(path, path)
    assert origin is not None, path
    return text_of(_plain(record), origin.kind).decode("utf-8")


def _plain(value: Any) -> Any:
    """Dates as the text that a record has for them."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
