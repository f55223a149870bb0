"""Picking values out of a record by a pattern of keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeAlias

from gongshi.load.yaml import Keys

Pattern: TypeAlias = tuple[str, ...]
"""Keys from the top of a record; ``*`` stands for every item of a list."""


def select(value: Any, pattern: Pattern, keys: Keys = ()) -> Iterator[tuple[Keys, Any]]:
    """Every value that ``pattern`` leads to, with its own keys; nothing where a key is absent."""
    if not pattern:
        yield keys, value
        return
    first, rest = pattern[0], pattern[1:]
    if first == "*":
        for number, item in enumerate(value):
            yield from select(item, rest, (*keys, number))
    elif first in value:
        yield from select(value[first], rest, (*keys, first))
