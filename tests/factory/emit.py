"""Plain values as canonical YAML: block style, two spaces, keys in the order given."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

Record = dict[str, Any]
"""One record or part of one: text, whole numbers, decimals, yes and no, dates, lists, mappings."""

# What any YAML reader, 1.1 or 1.2, takes for something other than text.
_RESERVED = frozenset({"", "~", "null", "true", "false", "yes", "no", "date", "off", "y", "n"})
_NUMBER = re.compile(r"[-+.]?[0-9][0-9_,.]*([eE][-+]?[0-9]+)?|0[xob][0-9a-fA-F]+|[-+]?\.(inf|nan)")
_UNSAFE_START = frozenset("-?:,[]{}#&*!|>'\"%@` =+.\t")
_UNSAFE_INSIDE = re.compile(r": | #|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff：]")

_seen: dict[str, str] = {}
_SEEN_LIMIT = 50_000
"""Most texts come again and again (ids of steps, words); the cache must still stay small."""


def text_of(record: Record) -> str:
    """The file's text of a record, with a final newline."""
    lines: list[str] = []
    _mapping(lines, record, "", "")
    lines.append("")
    return "\n".join(lines)


def _mapping(lines: list[str], mapping: Record, pad: str, lead: str) -> None:
    """``lead`` stands before the first key (a list's dash), ``pad`` before the others."""
    inner = pad + "  "
    for key, value in mapping.items():
        if type(value) is dict:
            lines.append(f"{lead}{key}:")
            _mapping(lines, value, inner, inner)
        elif type(value) is list:
            if not value:
                lines.append(f"{lead}{key}: []")
            else:
                lines.append(f"{lead}{key}:")
                _items(lines, value, inner)
        else:
            lines.append(f"{lead}{key}: {scalar(value)}")
        lead = pad


def _items(lines: list[str], items: list[Any], pad: str) -> None:
    dash, inner = pad + "- ", pad + "  "
    for item in items:
        if type(item) is dict:
            _mapping(lines, item, inner, dash)
        else:
            lines.append(dash + scalar(item))


def scalar(value: str | int | float | date) -> str:
    """One value as it is written after a key or a dash."""
    if type(value) is str:
        written = _seen.get(value)
        if written is None:
            written = value if _plain(value) else json.dumps(value, ensure_ascii=False)
            if len(_seen) < _SEEN_LIMIT:
                _seen[value] = written
        return written
    if value is True:
        return "true"
    if value is False:
        return "false"
    if isinstance(value, date):
        return value.isoformat()
    return repr(value)


def _plain(text: str) -> bool:
    """Whether a text can stand without quotes and still be read as that text everywhere."""
    return not (
        text.lower() in _RESERVED
        or text[0] in _UNSAFE_START
        or text[-1] in " :"
        or _NUMBER.fullmatch(text)
        or _UNSAFE_INSIDE.search(text)
    )
