"""The files beside the pages, read back as their users would; and a county of hostile texts."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields, is_dataclass, replace
from functools import cache
from types import ModuleType
from typing import Any

from gongshi.public.facts import County, Label
from gongshi.site import api, calendars, data, feeds
from tests.public.test_view import facts

MAKERS = (data, api, feeds, calendars)


def files_of(county: County, *makers: ModuleType) -> dict[str, bytes]:
    """Every file beside the pages, or those of some makers, by its path."""
    return {file.path: file.content for make in makers or MAKERS for file in make.files(county)}


@cache
def tiny() -> County:
    """The tiny county's public facts; they cannot be changed, so all may share them."""
    return facts()


def table(files: dict[str, bytes], name: str) -> list[dict[str, str]]:
    """The rows of a CSV file, read as Python reads a file for Excel."""
    text = files[f"data/{name}.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def document(files: dict[str, bytes], path: str) -> Any:
    """A JSON file of the API."""
    return json.loads(files[f"api/v1/{path}"])


HOSTILE = (
    "=HYPERLINK(\"http://x\")",
    "@SUM(1)\r\n-2",
    "\t+1,\"2\";3",
    "＝1",
    "]]></summary><script>alert(1)</script>&amp;",
    "a\x00b\x1bc\x85d",
    "\u202eevil\u2066 \u2028 \ufffe\uffff",
    "line\r\nBEGIN:VEVENT\nEND:VCALENDAR;,\\n",
    "%(day)s {{ 7*7 }} %s",
    "''",
)  # fmt: skip


def hostile(found: Any, text: str) -> Any:
    """The same facts with ``text`` in place of every text of the records."""
    if isinstance(found, Label):
        return Label(text, text)
    if isinstance(found, tuple):
        return tuple(hostile(one, text) for one in found)
    if is_dataclass(found) and not isinstance(found, type):
        changed = {one.name: hostile(getattr(found, one.name), text) for one in fields(found)}
        if "name" in changed and isinstance(changed["name"], str):
            changed["name"] = text
        return replace(found, **changed)
    return found
