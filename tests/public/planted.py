"""A county with something in every field that the schemas have, each value known again anywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from gongshi import pipeline
from gongshi.load.document import KINDS, Document
from gongshi.public.register import Place
from gongshi.schema.naming import Field
from gongshi.schema.registry import Schema, resolved, schema
from tests.conftest import NOW, TINY

POLICY = frozenset({"clauses", "procedure", "duty-list", "parameter", "questions"})
SOME = {
    "household_id": "h000001",
    "person_id": "p0000001",
    "official_id": "c00003",
    "group_id": "g1",
    "round_id": "2018-entry",
    "project_id": "2018-water",
    "clause_id": "eight-haves.2",
    "slug": "tingquan",
    "area_code": "520199001001",
    "duty_phone": "0000-7000000",
    "year": 2018,
}
"""A value for each kind of reference, of something that the tiny county has."""
EXACT = {
    ("corrections", "*", "step"): "proc.entry.2",
    ("meetings", "*", "id"): "m1",
    ("meetings", "*", "time"): "19:30",
    ("publication", "languages", "*"): "en",
}
"""Values for fields of which not anything will do."""


def leaves(part: Schema, field: Field = ()) -> Iterator[tuple[Field, Schema]]:
    """Every field below a part of a schema that holds a single value."""
    part = resolved(part)
    for name, below in part.get("properties", {}).items():
        yield from leaves(below, (*field, name))
    if "items" in part:
        yield from leaves(part["items"], (*field, "*"))
    if not {"properties", "items"} & part.keys():
        yield field, part


@cache
def every_place() -> dict[Place, Schema]:
    """Every field of every record kind, with its schema."""
    return {(kind, field): part for kind in KINDS for field, part in leaves(schema(kind))}


def full() -> list[Document]:
    """The tiny county with every field of the records filled, and of the policy every text."""
    found = []
    for one in pipeline.check(TINY, None, NOW).documents:
        value = _filled(one.value, schema(one.origin.kind), (), one.origin.kind in POLICY)
        found.append(_document(one, value))
    return found


def _filled(value: Any, part: Schema, field: Field, policy: bool) -> Any:
    part = resolved(part)
    if isinstance(value, dict):
        filled = {}
        for name, below in part["properties"].items():
            inner = (*field, name)
            if name in value:
                filled[name] = _filled(value[name], below, inner, policy)
            elif not policy or _worded(below):
                filled[name] = _made(below, inner, policy)
        return filled
    if isinstance(value, list) and "items" in part:
        items = value if value or policy else [_made(part["items"], (*field, "*"), policy)]
        return [_filled(one, part["items"], (*field, "*"), policy) for one in items]
    return value


def _worded(part: Schema) -> bool:
    """Whether a field of the policy is only read by people."""
    found = resolved(part)
    if "properties" in found:
        return set(found["properties"]) == {"zh", "en"}
    return found.get("type") == "string" and not _pointing(found)


def _pointing(part: Schema) -> bool:
    """Whether a string is a date or an id, of which others may be made up of nothing."""
    pattern = part.get("pattern", "")
    return part.get("format") == "date" or (bool(pattern) and re.search(pattern, "名 x") is None)


def _made(part: Schema, field: Field, policy: bool) -> Any:
    """A value for a field that the county leaves out."""
    name = part.get("$ref", "").rpartition("/")[2]
    part = resolved(part)
    if name == "date" or part.get("format") == "date":
        # What ends anything has not come yet, so that all is still there to be told.
        return "2019-12-31" if {"left", "closed", "to", "meetings"} & set(field) else "2018-06-01"
    if field in EXACT:
        return EXACT[field]
    if name in SOME:
        return SOME[name]
    if "enum" in part:
        return part["enum"][0]
    if "properties" in part:
        return {key: _made(one, (*field, key), policy) for key, one in part["properties"].items()}
    if "items" in part:
        return [_made(part["items"], (*field, "*"), policy)]
    kind = part.get("type")
    if kind == "string":
        return "https://a.example/" if part.get("format") == "uri" else "x"
    return {"boolean": True, "integer": 1, "number": 1}[kind] if isinstance(kind, str) else "x"


def _document(one: Document, value: Any) -> Document:
    return Document(one.origin, value, json.dumps(value).encode())


def each(documents: list[Document], change: Callable[[Place, Schema, Any], Any]) -> list[Document]:
    """The documents with every single value put through ``change``."""

    def walk(kind: str, value: Any, field: Field) -> Any:
        if isinstance(value, dict):
            return {name: walk(kind, below, (*field, name)) for name, below in value.items()}
        if isinstance(value, list) and (kind, field) not in every_place():
            return [walk(kind, below, (*field, "*")) for below in value]
        return change((kind, field), every_place()[kind, field], value)

    return [_document(one, walk(one.origin.kind, one.value, ())) for one in documents]


@dataclass
class Planted:
    """The planted county: its documents, and by marker the field where it was put."""

    documents: list[Document]
    markers: dict[str, Place]


def planted(documents: list[Document]) -> Planted:
    """The documents with a marker of its own in every text, name, phone and number.

    Ids are markers as they are. Dates, words of a list and yes or no could not be told from those
    of another field; that private ones make no difference is tested otherwise.
    """
    markers: dict[str, Place] = {}

    def plant(place: Place, part: Schema, value: Any) -> Any:
        number = 1_000_000 + 7 * len(markers)
        if isinstance(value, str) and re.fullmatch(r"[hpc]\d{5,7}", value):
            owner = re.fullmatch(
                r"id|(members|team|posts|leaders|contacts)\.\*\.id", ".".join(place[1])
            )
            if owner:
                markers[value] = place
            return value
        if part.get("format") == "uri":
            marker, made = f"u{number}", f"https://u{number}.example/"
        elif "duty_phone" in place[1]:
            marker = made = f"0000-{number}"
        elif place[1][-1] in ("value", "fact"):
            return value  # words that the rules read
        elif isinstance(value, str) and "enum" not in part and not _pointing(part):
            marker = made = f"x{number}"
        elif (
            isinstance(value, int | float)
            and not isinstance(value, bool)
            and place[0] not in POLICY
            and "year" not in place[1]
        ):
            marker, made = str(number), number
        else:
            return value
        markers[marker] = place
        return made

    return Planted(each(documents, plant), markers)


def otherwise(part: Schema, value: Any) -> Any:
    """Another value that a field could hold."""
    if "enum" in part:
        return next(one for one in [*part["enum"], None] if one != value)
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if part.get("format") == "date":
        return "2017-03-04" if value != "2017-03-04" else "2017-03-05"
    if match := re.fullmatch(r"([hpcgo])\d+", value):
        return match[1] + "9" * (len(value) - 1)
    return f"{value}x"
