"""References that lead nowhere are told; those that do, and those into broken files, are not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gongshi import pipeline
from gongshi.rules.reference import REFERENCES
from gongshi.schema import registry
from tests.conftest import NOW
from tests.rules.test_identity import edit, findings

VILLAGE = "townships/shuiyun/tingquan"
HOUSEHOLD = f"{VILLAGE}/households/h000001.yaml"
ROUND = f"{VILLAGE}/rounds/2019-entry.yaml"

DANGLING = [
    (HOUSEHOLD, "group: g1", "group: g9", 2),
    (HOUSEHOLD, "township: shuiyun", "township: nowhere", 5),
    (HOUSEHOLD, "round: 2018-entry", "round: 2017-entry", 36),
    (HOUSEHOLD, "contact: c00002", "contact: c00004", 38),  # an official, but no contact
    (HOUSEHOLD, "- c00003", "- c00099", 52),
    (ROUND, "procedure: proc.entry", "procedure: proc.leave", 2),
    (ROUND, "- step: proc.entry.2", "- step: proc.entry.9", 16),
    (ROUND, "household: h000002", "household: h000003", 12),
    (f"{VILLAGE}/village.yaml", "project: 2018-road", "project: 2018-way", 46),
    (f"{VILLAGE}/village.yaml", "organisation: county-forestry", "organisation: nobody", 54),
    (f"{VILLAGE}/duties/2019.yaml", "- duty.contact.8", "- duty.contact.11", 184),
    (f"{VILLAGE}/projects/2018-road.yaml", "clause: eight-haves.2", "clause: eight-haves.9", 7),
    ("organisations/county-forestry.yaml", "village: tingquan", "village: tingyu", 15),
    ("policy/procedures/proc.entry.yaml", "- proc.entry.1\n", "- proc.entry.9\n", 53),
]


@pytest.mark.parametrize(("file", "old", "new", "line"), DANGLING)
def test_a_reference_that_leads_nowhere(
    county: Path, file: str, old: str, new: str, line: int
) -> None:
    edit(county, file, old, new)
    assert ("reference.leads-nowhere", file, line) in findings(county)


def test_the_message_says_which_id_and_where_to_enter_it(county: Path) -> None:
    edit(county, HOUSEHOLD, "contact: c00002", "contact: c00077")
    (finding,) = pipeline.check(county, None, NOW).findings
    assert "c00077" in finding.message.zh
    assert "contacts" in finding.hint.en


def test_a_reference_into_a_broken_file_is_not_told_twice(county: Path) -> None:
    edit(county, "organisations/county-forestry.yaml", "kind: institution", "kind: club")
    assert {code for code, *_ in findings(county)} == {"schema.not-in-list"}


def test_what_a_unit_did_is_not_told_apart_while_it_helps_a_village_that_is_not_there(
    county: Path,
) -> None:
    edit(county, "organisations/county-forestry.yaml", "village: tingquan", "village: tingyu")
    assert {code for code, *_ in findings(county)} == {"reference.leads-nowhere"}


def test_of_a_log_that_cannot_be_read_nothing_else_is_told(county: Path) -> None:
    (county / VILLAGE / "duties" / "2019.yaml").write_bytes(b"\xff\xfe")
    assert {code for code, *_ in findings(county)} == {"yaml.not-utf-8"}


def test_a_reference_to_a_household_that_cannot_be_read_is_not_told_twice(county: Path) -> None:
    (county / VILLAGE / "households" / "h000002.yaml").write_bytes(b"\xff\xfe")
    assert {code for code, *_ in findings(county)} == {"yaml.not-utf-8"}


def test_a_household_moved_to_another_village_is_told_where_it_is(county: Path) -> None:
    village = county / VILLAGE
    other = county / "townships/shuiyun/wanghe"
    (other / "households").mkdir(parents=True)
    text = (village / "village.yaml").read_text(encoding="utf-8").split("haves:")[0]
    text = text.replace("id: tingquan", "id: wanghe") + "haves: []\nteam: []\nposts: []\n"
    (other / "village.yaml").write_text(text, encoding="utf-8")
    (village / "households" / "h000002.yaml").rename(other / "households" / "h000002.yaml")
    told = pipeline.check(county, None, NOW).findings
    assert {one.code for one in told} == {"reference.leads-nowhere"}
    assert all("shuiyun/wanghe/households/h000002.yaml" in one.hint.zh for one in told)


def test_a_series_that_the_parameter_does_not_have(county: Path) -> None:
    edit(county, "county.yaml", "series: statistics", "series: provincial")
    assert findings(county) == [("reference.series-unknown", "county.yaml", 26)]


def test_a_time_zone_that_does_not_exist(county: Path) -> None:
    edit(county, "county.yaml", "Asia/Shanghai", "Asia/Nowhere")
    assert findings(county) == [("reference.time-zone-unknown", "county.yaml", 8)]


REFERRING = {"official_id", "clause_id", "household_id", "round_id", "project_id", "group_id"}
OWN = {
    ("household", "/id"),
    ("round", "/id"),
    ("project", "/id"),
    ("village", "/groups/*/id"),
    ("village", "/team/*/id"),
    ("village", "/posts/*/id"),
    ("organisation", "/leaders/*/id"),
    ("organisation", "/contacts/*/id"),
    ("clauses", "/id"),
    ("clauses", "/clauses/*/id"),
    ("procedure", "/id"),
    ("procedure", "/steps/*/id"),
    ("duty-list", "/id"),
    ("duty-list", "/duties/*/id"),
    ("duty-list", "/duties/*/tasks/*/id"),
}
"""Where an id is given rather than named."""


def named(kind: str, schema: dict[str, Any], path: str = "") -> set[tuple[str, str]]:
    """Every field of a schema whose type is an id, by the shared definition it refers to."""
    found: set[tuple[str, str]] = set()
    target = schema.get("$ref", "").rpartition("/")[2]
    if target in REFERRING:
        found.add((kind, path))
    elif target:
        found |= named(kind, registry.schema("common")["$defs"][target], path)
    for name, inner in schema.get("properties", {}).items():
        found |= named(kind, inner, f"{path}/{name}")
    if "items" in schema:
        found |= named(kind, schema["items"], f"{path}/*")
    return found


def test_every_field_that_names_an_id_is_checked() -> None:
    declared = {(kind, "/" + "/".join(pattern)) for kind, pattern, _ in REFERENCES}
    from gongshi.load.document import KINDS

    every = {found for kind in KINDS for found in named(kind, registry.schema(kind))}
    assert every - OWN - declared == set()
