"""The tables as CSV files with a Frictionless data package: for Excel, and for machines."""

from __future__ import annotations

import csv
import hashlib
import io
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from gongshi.public.facts import County, Label
from gongshi.site.file import File, json_lines
from gongshi.site.language import LANGUAGES, Language, in_each
from gongshi.site.moment import midnight
from gongshi.site.tables import TABLES
from gongshi.site.tables.table import Column, Plain, Table, clean
from gongshi.site.words import N_, WORDS

FOLDER = "data"
PACKAGE = f"{FOLDER}/datapackage.json"

ABOUT = N_(
    "Everything that this county's site publishes about lists, villages, help and policy, as "
    "tables. No names of households: lists are told by their counts."
)
GUARD = N_(
    "A text that begins with = + - @ or ' is written with an apostrophe before it, so that no "
    "spreadsheet takes it for a formula. Take one leading apostrophe away to have the text again."
)
_ASSERTING = ("=", "+", "-", "@", "'")
"""In whatever width: a spreadsheet set to Chinese reads the full-width signs as the same."""

_TYPES = {"text": "string"}


def files(county: County) -> Iterator[File]:
    """The data package: a CSV file a table, then the description of all."""
    written = [(table, _csv(table, table.records(county))) for table in TABLES]
    tables = [File(f"{FOLDER}/{table.name}.csv", content) for table, content in written]
    yield from tables
    resources = [_resource(table, content) for table, content in written]
    yield File(PACKAGE, json_lines(_package(county, resources, version(tables))))


def version(files: Iterable[File]) -> str:
    """The version of the records as far as they are public: the same as long as the tables are.

    Twelve digits of a digest of the CSV files alone, so that it tells nothing of what is private.
    """
    digest = hashlib.sha256()
    for file in files:
        if file.path.startswith(f"{FOLDER}/") and file.path.endswith(".csv"):
            digest.update(hashlib.sha256(file.content).digest())
    return digest.hexdigest()[:12]


def _csv(table: Table, records: list[dict[str, Plain]]) -> bytes:
    """CSV as RFC 4180 has it, in UTF-8 with a byte order mark, by which Excel knows it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.names())
    for record in records:
        writer.writerow(map(cell, record.values()))
    return out.getvalue().encode("utf-8-sig")


def cell(value: Plain) -> str:
    """A value as a cell; a text that a spreadsheet could take for a formula is guarded."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        first = unicodedata.normalize("NFKC", value.lstrip()[:1])
        return f"'{value}" if first.startswith(_ASSERTING) else value
    return str(value)


def _package(
    county: County, resources: list[dict[str, Any]], version_of_records: str
) -> dict[str, Any]:
    office = _each(county.office.name)
    package: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": f"gongshi-{county.id}",
        "title": f"{_each(county.name)} 公示 gongshi",
        "description": " | ".join(about(language, county) for language in LANGUAGES),
        "version": version_of_records,
        "created": midnight(county, county.as_of).isoformat(),
        "keywords": ["公示", "精准扶贫", "poverty alleviation", "public notices"],
        "sources": [{"title": office}],
    }
    if county.address:
        package["homepage"] = f"{county.address}data.html"
    if county.licence:
        title = _each(county.licence.title)
        package["licenses"] = [{"path": county.licence.url, "title": title}]
    return {**package, "resources": resources}


def _each(label: Label) -> str:
    """A label in every language that it is written in."""
    return " | ".join(clean(text) for text in (label.zh, label.en) if text is not None)


def about(language: Language, county: County) -> str:
    """What the package is: that it is a demonstration, its as-of date, what to know of it."""
    parts = [
        language.plain(county.demonstration) if county.demonstration else "",
        language.say(N_("As of %(day)s."), day=language.day(county.as_of)),
        language.say(ABOUT),
        language.say(GUARD),
    ]
    return clean(" ".join(filter(None, parts)))


def _resource(table: Table, content: bytes) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": in_each(table.title),
        "description": " | ".join(
            " ".join(language.say(one) for one in (table.about, table.caution) if one)
            for language in LANGUAGES
        ),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True},
        "schema": _schema(table),
    }


def _schema(table: Table) -> dict[str, Any]:
    fields = [_field(table, column, name) for column in table.columns for name in column.names]
    schema: dict[str, Any] = {"fields": fields, "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.refers:
        schema["foreignKeys"] = [
            {"fields": column, "reference": {"resource": to, "fields": "id"}}
            for column, to in table.refers
        ]
    return schema


def _field(table: Table, column: Column, name: str) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": name,
        "type": _TYPES.get(column.kind, column.kind),
        "title": in_each(column.title),
    }
    if said := column.explained(LANGUAGES[0]):
        field["description"] = " | ".join((said, *map(column.explained, LANGUAGES[1:])))
    constraints: dict[str, Any] = {}
    if column.required and name == column.names[0]:
        constraints["required"] = True
    if table.key == (name,):
        constraints["unique"] = True
    if column.words and not column.many:
        constraints["enum"] = list(WORDS[column.words])
    return {**field, "constraints": constraints} if constraints else field
