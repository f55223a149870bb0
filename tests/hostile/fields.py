"""Which fields take any text, as the schemas say, and a county that has every one of them."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema_rs
import yaml as pyyaml

from gongshi.load import yaml
from gongshi.load.document import KINDS, Document
from gongshi.load.yaml import Keys
from gongshi.schema.registry import resolved, schema, verdict
from tests.hostile.attacks import ADDRESSES, LONG, TEXTS, pieces
from tests.rules.test_rulebook import base, document, path_of, put

TOKEN = re.compile(r"(https://example\.org/)?q(?P<number>[0-9]+)q(?(1)/)")
"""What stands in the harmless county where the hostile one has its text: ``q7q`` at place 7."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field for text: its kind of record, the way to it, and what its schema says of it."""

    kind: str
    way: tuple[str, ...]
    longest: int
    many_lines: bool
    address: bool
    free: bool


def texts(kind: str) -> dict[tuple[str, ...], Field]:
    """Every field of a kind of record that may hold a text, whatever its schema lets through."""
    found: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for way, part in _strings(schema(kind), ()):
        found.setdefault(way, []).append(part)
    return {way: _field(kind, way, parts) for way, parts in found.items()}


def _strings(part: dict[str, Any], way: tuple[str, ...]) -> Iterator[tuple[Any, dict[str, Any]]]:
    part = resolved(part)
    for name, inner in part.get("properties", {}).items():
        yield from _strings(inner, (*way, name))
    if "items" in part:
        yield from _strings(part["items"], (*way, "*"))
    for word in ("anyOf", "oneOf", "allOf"):
        for inner in part.get(word, ()):
            yield from _strings(inner, way)
    for word in ("if", "then", "else"):
        if word in part:
            yield from _strings(part[word], way)
    if part.get("type") == "string" or "pattern" in part:
        yield way, part


def _field(kind: str, way: tuple[str, ...], parts: list[dict[str, Any]]) -> Field:
    checks = [
        jsonschema_rs.Draft202012Validator(
            {word: value for word, value in part.items() if word != "$ref"}, validate_formats=True
        )
        for part in parts
        if "enum" not in part and "const" not in part
    ]
    return Field(
        kind,
        way,
        max(part.get("maxLength", 0) for part in parts),
        any(check.is_valid("a\nb") for check in checks),
        any(part.get("format") == "uri" for part in parts),
        any(check.is_valid(text) for check in checks for text in TEXTS),
    )


@cache
def fields() -> dict[tuple[str, tuple[str, ...]], Field]:
    """Every field of every kind of record that may hold a text."""
    return {(kind, way): field for kind in KINDS for way, field in texts(kind).items()}


@cache
def whole() -> dict[str, Document]:
    """The rulebook's county, completed so that no free field is missing, by path."""
    documents = dict(base())
    source = (Path(__file__).parent / "rest.yaml").read_bytes()
    rest, problems = yaml.parse(source, "rest.yaml")
    assert isinstance(rest, dict), problems
    for name, edits in rest.items():
        path = path_of(name)
        value = copy.deepcopy(documents[path].value)
        for keys, edit in edits.items():
            put(value, keys, edit)
        documents[path] = document(path, value)
        assert verdict(documents[path].origin.kind).is_valid(value), path
    return documents


@dataclass(frozen=True, slots=True)
class Place:
    """A text of the county: its record, the keys to it, its field and its number."""

    path: str
    keys: Keys
    field: Field
    number: int


@cache
def places() -> tuple[Place, ...]:
    """Every text of the county that stands in a field which may hold one."""
    found: list[Place] = []
    for path, one in whole().items():
        for keys, _ in strings(one.value, ()):
            way = tuple("*" if isinstance(key, int) else key for key in keys)
            field = fields().get((one.origin.kind, way))
            if field is not None:
                found.append(Place(path, keys, field, len(found)))
    return tuple(found)


def strings(value: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    """Every text of a record with its keys."""
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from strings(one, (*keys, key))
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from strings(one, (*keys, number))


def planted(text: Callable[[Place], str | None]) -> list[Document]:
    """The county's records with a text at each place for which there is one."""
    values = {path: copy.deepcopy(one.value) for path, one in whole().items()}
    for place in places():
        new = text(place)
        if new is not None:
            inside = values[place.path]
            for key in place.keys[:-1]:
                inside = inside[key]
            inside[place.keys[-1]] = new
    return [Document(whole()[path].origin, value, dumped(value)) for path, value in values.items()]


def dumped(value: Any, *, escaped: bool = False) -> bytes:
    """A record as YAML, by another writer than gongshi has a reader; ``escaped`` is all ASCII."""
    text = pyyaml.dump(
        value, Dumper=_DUMPER, allow_unicode=not escaped, sort_keys=False, width=4096
    )
    return bytes(text, "utf-8")


_DUMPER: Any = getattr(pyyaml, "CSafeDumper", pyyaml.SafeDumper)

SETTLED_BY_A_RULE = {("questions", ("questions", "*", "answers", "*", "states", "*", "value"))}
"""The one free field in which a rule refuses what it does not know (``policy.question-unfit``)."""


def open_to_all(place: Place) -> bool:
    """Whether a place takes any text, and passes the rules with it."""
    return place.field.free and (place.field.kind, place.field.way) not in SETTLED_BY_A_RULE


def harmless(place: Place) -> str | None:
    """A word at each place, by which it is known wherever it goes."""
    if place.field.address:
        return f"https://example.org/q{place.number}q/"
    return f"q{place.number}q" if open_to_all(place) else None


@cache
def taken_addresses(field: Field) -> tuple[str, ...]:
    """The addresses that a field takes."""
    return tuple(one for one in ADDRESSES if accepts(field, one))


def accepts(field: Field, text: str) -> bool:
    """Whether the schema of a field's kind takes a text there, in the record that has it."""
    place = next(place for place in places() if place.field == field)
    value = copy.deepcopy(whole()[place.path].value)
    inside = value
    for key in place.keys[:-1]:
        inside = inside[key]
    inside[place.keys[-1]] = text
    return verdict(field.kind).is_valid(value)


def turns() -> int:
    """How many counties it takes until each text has stood in each field."""
    return max(len(_pieces(place)) for place in places() if open_to_all(place))


@cache
def _pieces(place: Place) -> list[str]:
    room = len(f" q{place.number}q")
    field = place.field
    long = LONG[: field.longest - room]
    return [*pieces(place.number, field.longest - room, field.many_lines), long]


def hostile(turn: int) -> Callable[[Place], str | None]:
    """For the county of a turn: what stands at a place, with the place's own word behind it."""

    def text(place: Place) -> str | None:
        if place.field.address:
            taken = taken_addresses(place.field)
            return f"{taken[(place.number + turn) % len(taken)]}q{place.number}q/"
        if not open_to_all(place):
            return None
        every = _pieces(place)
        return f"{every[turn % len(every)]} q{place.number}q"

    return text


def each_at(numbers: set[int]) -> Iterator[Callable[[Place], str | None]]:
    """For what has little room: counties with one text a place, and all texts at some of these."""
    order = {number: at for at, number in enumerate(sorted(numbers))}
    for start in range(0, len(TEXTS), len(order)):

        def text(place: Place, start: int = start) -> str | None:
            at = order.get(place.number, 0) + start
            return f"{TEXTS[at % len(TEXTS)]} q{place.number}q" if open_to_all(place) else None

        yield text
