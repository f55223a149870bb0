"""The schemas are a contract: bilingual, closed, told apart by words, free of forbidden fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, get_args, get_origin, get_type_hints

import jsonschema
import msgspec
import pytest

from gongshi.load.document import KINDS
from gongshi.model import county, household, village
from gongshi.model import round as rounds
from gongshi.policy import catalogue
from gongshi.schema import registry
from tests.conftest import ROOT, TINY

NAMES = sorted(path.stem for path in (ROOT / "schemas").glob("*.json"))
CHINESE = re.compile(r"[\u4e00-\u9fff]")

MODELS = {
    "county": county.Settings,
    "organisation": county.Organisation,
    "township": county.TownshipRecord,
    "village": village.VillageRecord,
    "project": village.Project,
    "household": household.Household,
    "round": rounds.Round,
    "clauses": catalogue.ClauseGroup,
    "procedure": catalogue.Procedure,
    "duty-list": catalogue.DutyList,
    "questions": catalogue.Questions,
    "parameter": catalogue.Parameter,
}


def fields(schema: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of a schema, with the way to it."""
    if isinstance(schema, dict):
        for name, found in schema.get("properties", {}).items():
            if set(found) != {"const"}:  # what a condition asks of a field described elsewhere
                yield f"{path}/{name}", found
        for key, value in schema.items():
            yield from fields(value, f"{path}/{key}")
    elif isinstance(schema, list):
        for item in schema:
            yield from fields(item, path)


def test_every_kind_has_a_schema_and_every_schema_a_kind() -> None:
    assert set(NAMES) == {*KINDS, "common"}


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_valid_and_says_who_it_is(name: str) -> None:
    schema = registry.schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"].endswith(f"/{name}.json")


@pytest.mark.parametrize("name", NAMES)
def test_every_field_has_title_description_and_unit_in_both_languages(name: str) -> None:
    for path, field in fields(registry.schema(name)):
        texts = [field["title"], field["description"]]
        if field.get("type") in {"integer", "number"}:
            texts.append(field["x-unit"])
        for text in texts:
            zh, separator, en = text.partition(" | ")
            assert separator, path
            assert CHINESE.search(zh) or path.endswith("/time_zone"), path
            assert en, path
            assert not CHINESE.search(en), path


@pytest.mark.parametrize("name", NAMES)
def test_objects_are_closed_and_words_are_no_codes(name: str) -> None:
    text = json.dumps(registry.schema(name))
    assert r"\\d" not in text, "write [0-9]: \\d also takes full-width digits in some engines"

    def walk(schema: Any) -> None:
        if isinstance(schema, dict):
            if schema.get("type") == "object":
                assert schema["additionalProperties"] is False
            for word in schema.get("enum", []):
                assert re.fullmatch(r"[a-z0-9][a-z0-9-]*", word)
                assert not word.isdigit()
            for value in schema.values():
                walk(value)
        elif isinstance(schema, list):
            for item in schema:
                walk(item)

    walk(registry.schema(name))


def test_no_field_asks_for_what_must_stay_out() -> None:
    forbidden = re.compile(
        r"(^|_)(id_?number|id_?card|identity|mobile|bank|account|card|diagnosis|disease"
        r"|birth|birthday|birth_?date|wechat|qq|email|photo)(_|$)"
    )
    for name in NAMES:
        for path, _ in fields(registry.schema(name)):
            assert not forbidden.search(path.rsplit("/", 1)[1]), f"{name}{path}"


def described(kind: str, schema: dict[str, Any]) -> dict[str, Any]:
    """A schema with its reference into the shared definitions followed."""
    if "$ref" in schema:
        shared = registry.schema("common")["$defs"][schema["$ref"].rpartition("/")[2]]
        return described(kind, {**shared, **{k: v for k, v in schema.items() if k != "$ref"}})
    return schema


def structs(hint: Any) -> Iterator[type[msgspec.Struct]]:
    """The structs inside a type hint such as ``tuple[Member, ...] | None``."""
    if isinstance(hint, type) and get_origin(hint) is None and issubclass(hint, msgspec.Struct):
        yield hint
    for inner in get_args(hint):
        yield from structs(inner)


def agree(kind: str, struct: type[msgspec.Struct], schema: dict[str, Any], path: str) -> None:
    schema = described(kind, schema)
    hints = get_type_hints(struct)
    required = set(schema.get("required", []))
    for field in msgspec.structs.fields(struct):
        name, place = field.encode_name, f"{path}/{field.encode_name}"
        assert name in schema["properties"], f"{place} is in the model but not in the schema"
        if field.required:
            assert name in required, f"{place} is needed by the model but not by the schema"
        inner = described(kind, schema["properties"][name])
        if inner.get("type") == "array":
            inner = described(kind, inner["items"])
        for found in structs(hints[field.name]):
            agree(kind, found, inner, place)


@pytest.mark.parametrize("kind", sorted(MODELS))
def test_the_model_asks_for_nothing_the_schema_does_not_promise(kind: str) -> None:
    agree(kind, MODELS[kind], registry.schema(kind), kind)


def test_the_editor_maps_every_kind_to_its_folder() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    mapped = settings["yaml.schemas"]
    assert set(mapped) == {f"schemas/{kind}.json" for kind in KINDS}
    for schema, pattern in mapped.items():
        found = list(TINY.parent.glob(pattern))
        assert found, f"{pattern} finds no record of {schema}"


def test_no_key_or_word_reads_as_something_else_in_an_older_yaml() -> None:
    """Auditors use what readers they have; YAML 1.1 takes these for yes, no or nothing."""
    surprising = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"}
    for name in NAMES:
        for path, field in fields(registry.schema(name)):
            assert path.rsplit("/", 1)[1] not in surprising, f"{name}{path}"
            assert not surprising & set(field.get("enum", [])), f"{name}{path}"
