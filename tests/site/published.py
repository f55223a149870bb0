"""The files beside the pages, read back as their users would; and a county of hostile texts."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
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
    return changed(found, lambda _: text)


def changed(found: Any, change: Callable[[str], str]) -> Any:
    """The same facts with every text of the records changed, in both languages, and every name."""
    if isinstance(found, Label):
        return Label(change(found.zh), change(found.en or found.zh))
    if isinstance(found, tuple):
        return tuple(changed(one, change) for one in found)
    if is_dataclass(found) and not isinstance(found, type):
        parts = {one.name: changed(getattr(found, one.name), change) for one in fields(found)}
        for name in ("name", "head", "reference"):
            if isinstance(parts.get(name), str):
                parts[name] = change(parts[name])
        return replace(found, **parts)
    return found
