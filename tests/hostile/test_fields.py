"""Every field for text: what it takes is tried in every output, what it refuses is a finding."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from gongshi import pipeline
from gongshi.load import yaml
from gongshi.load.document import Document
from gongshi.plain import HIDDEN
from gongshi.report import FORMATS
from gongshi.rules.base import Index, run
from gongshi.schema import check as schema
from gongshi.schema.registry import verdict
from tests.conftest import AS_OF, NOW
from tests.hostile.attacks import ADDRESSES, TEXTS, UNSEEN
from tests.hostile.fields import (
    SETTLED_BY_A_RULE,
    Field,
    Place,
    dumped,
    fields,
    hostile,
    open_to_all,
    places,
    planted,
    taken_addresses,
    turns,
    whole,
)
from tests.rules.test_rulebook import RULES

Tally = Callable[[str, int], None]


def with_text(place: Place, text: str) -> Document:
    """The record of a place with a text there."""
    found = whole()[place.path]
    value = copy.deepcopy(found.value)
    setter(value, place)(text)
    return Document(found.origin, value, dumped(value))


def setter(value: Any, place: Place) -> Callable[[str], None]:
    """Puts a text at a place of a record's value."""
    for key in place.keys[:-1]:
        value = value[key]
    return partial(value.__setitem__, place.keys[-1])


def one_of_each() -> dict[Field, Place]:
    """A place of each field that the county has."""
    return {place.field: place for place in places()}


def test_no_free_field_is_left_out() -> None:
    """A field that is new in a schema stands in the county of these tests, or this says so."""
    free = {field for field in fields().values() if field.free or field.address}
    assert len(free) > 150
    assert {field.way for field in free - one_of_each().keys()} == set()


def test_each_text_stands_in_each_free_field() -> None:
    stood: dict[Field, set[str]] = {}
    for turn in range(turns()):
        at = hostile(turn)
        for place in filter(open_to_all, one_of_each().values()):
            shown = str(at(place))
            assert len(shown) <= place.field.longest
            stood.setdefault(place.field, set()).update(one for one in TEXTS if one in shown)
    assert len(stood) == sum(map(open_to_all, one_of_each().values()))
    assert {field.way: set(TEXTS) - of for field, of in stood.items() if of != set(TEXTS)} == {}


@pytest.mark.parametrize("turn", [0, 1])
def test_what_is_written_is_what_is_read(turn: int, tmp_path: Path) -> None:
    """From files, and with no finding but that letters in a Chinese name are none."""
    for one in planted(hostile(turn)):
        file = tmp_path / one.origin.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(one.source)
    checked = pipeline.check(tmp_path / "records", None, NOW)
    assert {one.code for one in checked.findings} <= {"character.mixed-name"}
    values = {one.origin.path: one.value for one in checked.documents}
    assert values == {one.origin.path: one.value for one in planted(hostile(turn))}


def test_what_a_schema_refuses_is_a_finding(tally: Tally) -> None:
    tried = 0
    for field, place in one_of_each().items():
        if field.free and not field.address:
            continue
        refused = [one for one in (*TEXTS, *ADDRESSES) if one not in taken_addresses(field)]
        if not field.address:
            assert refused == [*TEXTS, *ADDRESSES], field.way
        value = copy.deepcopy(whole()[place.path].value)
        put = setter(value, place)
        for text in refused:
            put(text)
            assert not verdict(field.kind).is_valid(value), (field, text)
        (first, *_) = schema.check([with_text(place, refused[0])])[1]
        assert first.code.startswith("schema.")
        assert refused[0] not in f"{first.message} {first.hint}"
        tried += len(refused)
    tally("hostile texts x other fields, refused by the schema", tried)


def test_what_a_rule_refuses_is_a_finding() -> None:
    for field in (fields()[name] for name in SETTLED_BY_A_RULE):
        place = one_of_each()[field]
        text = TEXTS[0][: field.longest]
        documents = {**whole(), place.path: with_text(place, text)}
        index = Index(documents.values(), (), "records")
        assert list(run(RULES["policy.question-unfit"], index, AS_OF))


def test_what_nobody_can_see_is_a_finding_wherever_it_stands(tally: Tally) -> None:
    """In every field of every kind of record, as it is or as an escape, in a key and a comment."""
    by_kind: dict[str, list[Place]] = {}
    for field, place in one_of_each().items():
        by_kind.setdefault(field.kind, []).append(place)
    for character in UNSEEN:
        for kind_places in by_kind.values():
            record = {str(at): f"a{character}b" for at, _ in enumerate(kind_places)}
            for source in (dumped(record), dumped(record, escaped=True)):
                found = yaml.parse(source, "x")[1]
                assert {one.code for one in found} <= {
                    "yaml.hidden-character", "yaml.control-character", "yaml.line-break",
                    "yaml.too-many-faults",
                }  # fmt: skip
                # What ends lines for some readers only is told once a file.
                once = "yaml.line-break" in {one.code for one in found}
                least = 1 if once else min(len(record), yaml.MAX_FAULTS)
                assert len(found) >= least, hex(ord(character))
        if character not in "\x00\r\x85\u2028\u2029":
            for source in (f"a: 1 # {character}\n", f'"a{character}": 1\n'):
                assert yaml.parse(source.encode(), "x")[1]
    count = sum(map(len, by_kind.values()))
    tally("characters nobody can see x fields, refused by the reader", 2 * len(UNSEEN) * count)


FOLDERS = (
    *("", "policy", "policy/clauses", "policy/duties", "policy/parameters", "policy/procedures"),
    *("policy/questions", "organisations", "townships", "townships/shuiyun"),
    *(f"townships/shuiyun/tingquan{part}" for part in ("", "/households", "/rounds", "/projects")),
    "townships/shuiyun/tingquan/duties",
)
NAMES = tuple(
    sorted({*(text for text in TEXTS if "/" not in text), *(UNSEEN[1:]), "-rf", "..x", "a\nb"})
)


def test_a_hostile_name_of_a_file_is_a_finding_and_no_more(county: Path, tally: Tally) -> None:
    """In every folder of the records, told in every format of ``check`` without doing anything."""
    for folder in FOLDERS:
        for number, name in enumerate(NAMES):
            # A record's name and a folder's, so that each text has been both.
            path = county / folder / (f"{name}.yaml" if number % 2 else name)
            path.touch()
    checked = pipeline.check(county, None, NOW)
    found = [one for one in checked.findings if one.code == "path.unexpected-file"]
    assert len(found) == len(FOLDERS) * len(NAMES) == len(checked.findings)
    for form, render in FORMATS.items():
        for language in ("zh", "en"):
            told = render(checked, language)
            assert not re.search(rf"{HIDDEN.pattern}(?<![\n\t])", told), form
            if form == "github":
                lines = told.splitlines()[:-1]
                assert all(re.fullmatch(r"::error [^:]*::[^\n]*", line) for line in lines)
            if form in ("gitlab", "json", "sarif"):
                assert json.loads(told)
            if form == "junit":
                assert len(list(ET.fromstring(told).iter("testcase"))) == len(found)  # noqa: S314 - our own
            if form == "text":
                paths = [line for line in told.splitlines() if "path.unexpected-file" in line]
                assert len(paths) == len(found) + 1, "and the line that counts them"
    tally("hostile names of files x folders", len(FOLDERS) * len(NAMES))
    tally("hostile names of files x formats of check", len(NAMES) * len(FORMATS))
