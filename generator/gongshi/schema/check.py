"""Documents to findings: which fields of a record do not fit the schema of its kind, and where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from gongshi.finding import Finding, Place, Severity
from gongshi.load.document import Document
from gongshi.load.yaml import Keys
from gongshi.schema import registry, wording
from gongshi.schema.wording import Fault, Subject


def check(documents: Iterable[Document]) -> tuple[list[Document], list[Finding]]:
    """The documents that fit their schemas, and a finding for each fault of the others."""
    fitting: list[Document] = []
    findings: list[Finding] = []
    for document in documents:
        if registry.verdict(document.origin.kind).is_valid(document.value):
            fitting.append(document)
        else:
            findings.extend(_findings(document))
    return fitting, findings


# What is empty need not be told that it is misspelt, nor what is no date that it is none.
_LATER = {"pattern": 1, "format": 2}


_MOST = 100
"""More faults of one record than anybody mends at one go."""


def _findings(document: Document) -> Iterator[Finding]:
    positions = document.positions()
    faults = list(islice(_faults(document), _MOST + 1))
    if len(faults) > _MOST:
        faults[_MOST:] = [((), wording.too_many())]
    # The fast verdict said no: if the reference finds nothing to explain, the record still fails.
    for keys, fault in faults or [((), wording.broken("", None, Subject("", {}), {}))]:
        line, column = positions.of(keys)
        yield Finding(
            fault.code,
            Severity.ERROR,
            Place(document.origin.path, line, column),
            fault.message,
            fault.hint,
            document.origin.id,
            document.spot(keys),
        )


def _faults(document: Document) -> Iterator[tuple[Keys, Fault]]:
    found = registry.reference(document.origin.kind).iter_errors(document.value)
    errors = list(islice(found, _MOST))
    told: set[Keys] = set()
    for error in sorted(errors, key=lambda error: _LATER.get(error.validator, 0)):
        keys: Keys = tuple(error.absolute_path)
        if keys in told and error.validator in _LATER:
            continue
        told.add(keys)
        if error.validator in ("required", "dependentRequired"):
            properties, asked = error.schema["properties"], error.validator_value
            for key in asked if isinstance(asked, list) else chain(*asked.values()):
                if error.message.startswith(f"'{key}' "):
                    yield (
                        (*keys, key),
                        wording.missing(Subject(key, registry.resolved(properties[key]))),
                    )
        elif error.validator == "additionalProperties":
            allowed = list(error.schema["properties"])
            for key in error.instance:
                if key not in allowed:
                    yield (*keys, key), wording.unknown(key, allowed)
        elif error.validator == "pattern" and _is_far_off(error.instance, error.schema):
            yield keys, wording.far_off(_subject(document, keys, error.schema))
        else:
            subject = _subject(document, keys, error.schema)
            yield (
                keys,
                wording.broken(error.validator, error.validator_value, subject, error.schema),
            )
    if len(errors) == _MOST:
        yield (), wording.too_many()


def _is_far_off(value: str, schema: dict[str, Any]) -> bool:
    """Whether a value is written as a date is, but in no century that records speak of."""
    return schema.get("format") == "date" and _DATE.fullmatch(value) is not None


_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def _subject(document: Document, keys: Keys, schema: dict[str, Any]) -> Subject:
    """The field that ``keys`` lead to; a list item is spoken of by its own title."""
    described = _described(document.origin.kind, keys)
    key = keys[-1] if keys and isinstance(keys[-1], str) else ""
    return Subject(key, described or schema)


def _described(kind: str, keys: Keys) -> dict[str, Any]:
    """The title and description nearest to a field: its own, not those of a shared definition."""
    schema = registry.schema(kind)
    for key in keys:
        schema = registry.resolved(schema)
        if isinstance(key, int):
            schema = schema.get("items", {})
        else:
            schema = schema.get("properties", {}).get(key, {})
    return registry.resolved(schema)
