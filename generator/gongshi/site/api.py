"""The static JSON API: the tables as JSON, each village and township whole, and their schemas.

Every file tells the day that it stands for, its version and where its schema is. Texts are cleaned
and names left out as in the tables, which it is made from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gongshi.public.facts import County, Label
from gongshi.site.file import File, json_lines
from gongshi.site.language import in_each
from gongshi.site.tables import TABLES
from gongshi.site.tables.table import Column, Plain, Table, clean
from gongshi.site.words import N_, WORDS

VERSION = 1
FOLDER = f"api/v{VERSION}"

PROMISE = N_(
    "Within version 1 no file, field or word goes away or changes its meaning, and no id is used "
    "again. Files, fields and words may be added: read what you know and pass over the rest. What "
    "cannot be done so becomes version 2, beside this one."
)

Records = Mapping[str, list[dict[str, Plain]]]

_BY_PLACE = {"figures": "place", "precision_values": "place", "duty_counts": "place"}

_WHOLE_VILLAGE = _BY_PLACE | {
    table.name: "village"
    for table in TABLES
    if "village" in table.names() and table.name != "steps"  # the longest, and seldom wanted
}
"""The tables of which a village's file has its rows, and the column that says which village."""

_WHOLE_TOWNSHIP = _BY_PLACE | {"villages": "township"}


def files(county: County) -> Iterator[File]:
    """Every file of the API."""
    records = {table.name: table.records(county) for table in TABLES}
    for table in TABLES:
        yield _file(county, f"{table.name}.json", table.name, {"rows": records[table.name]})
    still_open = [row for row in records["notices"] if row["state"] == "open"]
    yield _file(county, "notices/open.json", "notices", {"rows": still_open})
    for level, whole in (("village", _WHOLE_VILLAGE), ("township", _WHOLE_TOWNSHIP)):
        for row in records[f"{level}s"]:
            about = {level: row, **_rows_of(records, whole, level, row["id"])}
            yield _file(county, f"{level}s/{row['id']}.json", level, about)
    yield _file(county, "index.json", "index", _index(county, records))
    for name, schema in schemas().items():
        yield File(f"{FOLDER}/schemas/{name}.json", json_lines(schema))


def _file(county: County, path: str, schema: str, content: Mapping[str, Any]) -> File:
    """A file of the API: its version, its day, the way to its schema, then what it holds."""
    up = "../" * path.count("/")
    document = {
        "version": VERSION,
        "generated_at": county.as_of.isoformat(),
        "schema": f"{up}schemas/{schema}.json",
        **content,
    }
    return File(f"{FOLDER}/{path}", json_lines(document))


def _rows_of(
    records: Records, tables: Mapping[str, str], level: str, place: Plain
) -> dict[str, list[dict[str, Plain]]]:
    """The rows of a place, table by table; a figure's place alone does not tell its level."""
    return {
        name: [
            row
            for row in records[name]
            if row[column] == place and row.get("level", level) == level
        ]
        for name, column in tables.items()
    }


def _index(county: County, records: Records) -> dict[str, Any]:
    """What there is, what it promises, and what it stands under."""
    demonstration = county.demonstration
    licence = county.licence
    lists = [
        {
            "path": f"{table.name}.json",
            "schema": f"schemas/{table.name}.json",
            "title": in_each(table.title),
            "rows": len(records[table.name]),
        }
        for table in TABLES
    ]
    return {
        "county": {"id": county.id, **_both("name", county.name)},
        "demonstration": _both("text", demonstration) if demonstration else None,
        "licence": {"url": licence.url, **_both("title", licence.title)} if licence else None,
        "promise": in_each(PROMISE),
        "lists": lists,
        "villages": [f"villages/{one.id}.json" for one in county.villages],
        "townships": [f"townships/{one.id}.json" for one in county.townships],
        "open_notices": "notices/open.json",
    }


def _both(name: str, label: Label) -> dict[str, str | None]:
    english = clean(label.en) if label.en is not None else None
    return {f"{name}_zh": clean(label.zh), f"{name}_en": english}


def schemas() -> dict[str, dict[str, Any]]:
    """The JSON Schema (2020-12) of every kind of file, by its name."""
    found = {table.name: _list_schema(table) for table in TABLES}
    for level, whole in (("village", _WHOLE_VILLAGE), ("township", _WHOLE_TOWNSHIP)):
        title = N_("A village, whole") if level == "village" else N_("A township, whole")
        properties = {level: _row(f"{level}s"), **{name: _rows(name) for name in whole}}
        found[level] = _schema(title, properties)
    found["index"] = _schema(N_("What the API holds"), _INDEX)
    return found


def _schema(title: str, properties: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of a file; what a later version adds is let through, as promised."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": in_each(title),
        "type": "object",
        "required": ["version", "generated_at", "schema", *properties],
        "properties": {
            "version": {"const": VERSION},
            "generated_at": {"type": "string", "format": "date"},
            "schema": {"type": "string"},
            **properties,
        },
    }


def _row(table: str) -> dict[str, str]:
    return {"$ref": f"{table}.json#/$defs/row"}


def _rows(table: str) -> dict[str, Any]:
    return {"type": "array", "items": _row(table)}


def _list_schema(table: Table) -> dict[str, Any]:
    row = {
        "type": "object",
        "required": list(table.names()),
        "properties": {
            name: _value(column, name) for column in table.columns for name in column.names
        },
    }
    rows = {"type": "array", "items": {"$ref": "#/$defs/row"}}
    schema = _schema(table.title, {"rows": rows})
    return {**schema, "description": in_each(table.about), "$defs": {"row": row}}


_TYPES: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "string": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "year": {"type": "integer"},
}


def _value(column: Column, name: str) -> dict[str, Any]:
    """A value of a row; what may be empty in the tables is null here."""
    known = dict(_TYPES[column.kind])
    nullable = not column.required or name != column.names[0]
    if nullable:
        known["type"] = [known["type"], "null"]
    if column.words and not column.many:
        known["enum"] = [*WORDS[column.words], *([None] if nullable else [])]
    return {"title": in_each(column.title), **known}


_TEXT = {"type": "string"}
_MAYBE = {"type": ["string", "null"]}
_PATHS = {"type": "array", "items": _TEXT}


def _about(nullable: bool, **properties: Any) -> dict[str, Any]:
    kind: Any = ["object", "null"] if nullable else "object"
    return {"type": kind, "required": list(properties), "properties": properties}


_INDEX: dict[str, Any] = {
    "county": _about(False, id=_TEXT, name_zh=_TEXT, name_en=_MAYBE),
    "demonstration": _about(True, text_zh=_TEXT, text_en=_MAYBE),
    "licence": _about(True, url=_TEXT, title_zh=_TEXT, title_en=_MAYBE),
    "promise": _TEXT,
    "lists": {
        "type": "array",
        "items": _about(False, path=_TEXT, schema=_TEXT, title=_TEXT, rows={"type": "integer"}),
    },
    "villages": _PATHS,
    "townships": _PATHS,
    "open_notices": _TEXT,
}
