"""The names that the schemas give to fields and to the words in them, in both languages."""

from __future__ import annotations

from functools import cache
from typing import Any

from gongshi.finding import Text
from gongshi.schema.registry import Schema, resolved, schema

Field = tuple[str, ...]
"""Keys from the top of a record; ``*`` stands for every item of a list."""


def title(kind: str, field: Field) -> Text:
    """What a field is called, such as 住房安全等级, Grade."""
    return _both(_found(kind, field)["title"])


def unit(kind: str, field: Field) -> Text | None:
    """The unit of a field, where it has one."""
    found = _found(kind, field).get("x-unit")
    return _both(found) if found else None


def word(kind: str, field: Field, value: Any) -> Text | None:
    """What a word of a field means, such as ``c``: C 级, 危房; None where it is no such word."""
    words = _found(kind, field).get("x-words", {})
    return _both(words[value]) if isinstance(value, str) and value in words else None


def has(kind: str, field: Field) -> bool:
    """Whether records of a kind have such a field."""
    try:
        _found(kind, field)
    except KeyError:
        return False
    return True


def schema_of(kind: str, field: Field) -> Schema:
    """The schema of a field, references followed. Raises KeyError where there is no such field."""
    return _found(kind, field)


@cache
def _found(kind: str, field: Field) -> Schema:
    here = schema(kind)
    for key in field:
        here = resolved(here["items"] if key == "*" else here["properties"][key])
    return here


def _both(bilingual: str) -> Text:
    zh, _, en = bilingual.partition(" | ")
    return Text(zh, en)
