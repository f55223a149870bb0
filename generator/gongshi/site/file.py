"""A file of the site, and how data is written into one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class File:
    """A file of the site: its path and its bytes."""

    path: str
    content: bytes


def json_lines(document: Mapping[str, Any]) -> bytes:
    """A JSON object, compact but for a line to each member and to each item of a list."""
    members = (f"{compact(name)}:{_laid_out(value)}" for name, value in document.items())
    return ("{\n" + ",\n".join(members) + "\n}\n").encode("utf-8")


def _laid_out(value: object) -> str:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + ",\n".join(map(compact, value)) + "\n]"
    return compact(value)


def compact(value: object) -> str:
    """A value as JSON on one line, Chinese as it is."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
