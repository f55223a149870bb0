"""The JSON API: every file fits its schema, says its day, and what it promises holds."""

from __future__ import annotations

import json
import posixpath
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from gongshi.public.facts import County
from gongshi.site import api
from gongshi.site.tables import TABLES
from tests.site.published import HOSTILE, document, files_of, hostile, tiny

FOLDER = "api/v1/"


@pytest.fixture(scope="module")
def shipped(sample_facts: County) -> dict[str, bytes]:
    return files_of(sample_facts)


def documents(files: dict[str, bytes]) -> dict[str, Any]:
    """The files of the API that are not schemas, by their paths within it."""
    return {
        path.removeprefix(FOLDER): json.loads(content)
        for path, content in files.items()
        if path.startswith(FOLDER) and not path.startswith(f"{FOLDER}schemas/")
    }


def validator(files: dict[str, bytes], path: str) -> Draft202012Validator:
    """The schema at a path within the API, with those it refers to."""
    resources = [
        (name, Resource.from_contents(json.loads(content), DRAFT202012))
        for name, content in files.items()
        if name.startswith(f"{FOLDER}schemas/")
    ]
    registry: Registry[Any] = Registry().with_resources(
        [(f"https://gongshi.example/{name}", resource) for name, resource in resources]
    )
    schema = {"$ref": f"https://gongshi.example/{FOLDER}{path}"}
    return Draft202012Validator(schema, registry=registry, format_checker=FormatChecker())


def schema_of(path: str, found: dict[str, Any]) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), found["schema"]))


def test_every_schema_is_one(shipped: dict[str, bytes]) -> None:
    schemas = [path for path in shipped if path.startswith(f"{FOLDER}schemas/")]
    assert len(schemas) == len(TABLES) + 3
    for path in schemas:
        Draft202012Validator.check_schema(json.loads(shipped[path]))


def test_every_file_fits_the_schema_it_names(shipped: dict[str, bytes]) -> None:
    validators: dict[str, Draft202012Validator] = {}
    for path, found in documents(shipped).items():
        name = schema_of(path, found)
        assert f"{FOLDER}{name}" in shipped, path
        checks = validators.setdefault(name, validator(shipped, name))
        assert [error.message for error in checks.iter_errors(found)] == [], path
        assert found["version"] == 1
        assert found["generated_at"] == "2019-11-18"


def test_a_file_that_breaks_its_schema_would_be_seen(shipped: dict[str, bytes]) -> None:
    checks = validator(shipped, "schemas/village.json")
    found = document(shipped, "villages/hefeng.json")
    for broken in (
        {**found, "generated_at": "18 November 2019"},
        {**found, "version": 2},
        {**found, "village": {**found["village"], "listing": "poor"}},
        {**found, "figures": [{**found["figures"][0], "registered_persons": "19"}]},
        {name: value for name, value in found.items() if name != "haves"},
    ):
        assert not checks.is_valid(broken)


def test_what_is_added_within_a_version_still_fits(shipped: dict[str, bytes]) -> None:
    """The promise: a reader who checks against an old schema takes a newer file."""
    found = document(shipped, "villages/hefeng.json")
    found["added"] = 1
    found["village"]["added"] = 1
    assert validator(shipped, "schemas/village.json").is_valid(found)


def test_rows_hold_exactly_what_their_schema_tells(shipped: dict[str, bytes]) -> None:
    for one in TABLES:
        schema = document(shipped, f"schemas/{one.name}.json")
        for row in document(shipped, f"{one.name}.json")["rows"]:
            assert list(row) == list(schema["$defs"]["row"]["properties"]), one.name


def test_the_index_leads_to_every_file(shipped: dict[str, bytes]) -> None:
    index = document(shipped, "index.json")
    named = {
        "index.json",
        index["open_notices"],
        *index["villages"],
        *index["townships"],
        *(one["path"] for one in index["lists"]),
    }
    assert named == documents(shipped).keys()
    for one in index["lists"]:
        assert len(document(shipped, one["path"])["rows"]) == one["rows"]
    assert index["demonstration"]["text_zh"].startswith("演示数据")
    assert index["licence"] is None


def test_a_villages_file_tells_what_the_lists_tell_of_it(shipped: dict[str, bytes]) -> None:
    found = document(shipped, "villages/hefeng.json")
    for name in ("haves", "team", "posts", "projects", "notices", "announcements", "profile"):
        rows = document(shipped, f"{name}.json")["rows"]
        assert found[name] == [row for row in rows if row["village"] == "hefeng"]
        assert found[name], name
    (figures,) = found["figures"]
    assert (figures["level"], figures["place"]) == ("village", "hefeng")


def test_a_village_and_a_township_may_have_the_same_id() -> None:
    (township,) = tiny().townships
    county = replace(tiny(), townships=(replace(township, id="tingquan"),))
    files = files_of(county, api)
    for level in ("village", "township"):
        found = document(files, f"{level}s/tingquan.json")
        assert [row["level"] for row in found["figures"]] == [level]


def test_a_townships_file_sums_its_villages(shipped: dict[str, bytes]) -> None:
    for path in document(shipped, "index.json")["townships"]:
        found = document(shipped, path)
        (figures,) = found["figures"]
        persons = 0
        for village in found["villages"]:
            (own,) = document(shipped, f"villages/{village['id']}.json")["figures"]
            persons += own["registered_persons"]
        assert figures["registered_persons"] == persons


def test_open_notices_are_those_open_today(shipped: dict[str, bytes], sample_facts: County) -> None:
    rows = document(shipped, "notices/open.json")["rows"]
    assert {row["id"] for row in rows} == {
        one.id for one in sample_facts.notices if one.state == "open"
    }
    assert rows


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_fit_the_schemas_too(text: str) -> None:
    files = files_of(hostile(tiny(), text), api)
    for path, found in documents(files).items():
        checks = validator(files, schema_of(path, found))
        assert checks.is_valid(found), path


def test_a_file_has_a_line_to_each_row(shipped: dict[str, bytes]) -> None:
    """A change of one row changes one line, and nothing is printed wider than that."""
    lines = shipped[f"{FOLDER}townships.json"].decode("utf-8").splitlines()
    assert lines[:5] == [
        "{", '"version":1,', '"generated_at":"2019-11-18",', '"schema":"schemas/townships.json",',
        '"rows":[',
    ]  # fmt: skip
    assert [json.loads(line.rstrip(","))["id"] for line in lines[5:-2]] == sorted(
        row["id"] for row in document(shipped, "townships.json")["rows"]
    )
