"""Ids that fit their paths, are given once, and miss nothing: each rule tried both ways."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gongshi import pipeline
from gongshi.finding import Finding
from tests.conftest import NOW

TOWNSHIP = "townships/shuiyun"
VILLAGE = f"{TOWNSHIP}/tingquan"


def findings(county: Path) -> list[tuple[str, str, int]]:
    return [place(one) for one in pipeline.check(county, None, NOW).findings]


def place(finding: Finding) -> tuple[str, str, int]:
    return finding.code, finding.place.path.removeprefix("records/"), finding.place.line


def edit(county: Path, file: str, old: str, new: str) -> None:
    path = county / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_tiny_county_is_clean(county: Path) -> None:
    assert findings(county) == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (f"{VILLAGE}/households/h000002.yaml", "id: h000002", "id: h000009"),
        (f"{VILLAGE}/rounds/2018-entry.yaml", "id: 2018-entry", "id: 2017-entry"),
        (f"{VILLAGE}/projects/2018-road.yaml", "id: 2018-road", "id: 2018-way"),
        (f"{VILLAGE}/duties/2019.yaml", "year: 2019", "year: 2018"),
        ("organisations/county-forestry.yaml", "id: county-forestry", "id: forestry"),
        ("policy/parameters/poverty-line.yaml", "id: poverty-line", "id: the-line"),
    ],
)
def test_an_id_that_differs_from_its_path(county: Path, file: str, old: str, new: str) -> None:
    edit(county, file, old, new)
    assert ("identity.differs-from-path", file, 1) in findings(county)


def test_a_renamed_file_is_told_at_its_id(county: Path) -> None:
    folder = county / VILLAGE / "households"
    (folder / "h000002.yaml").rename(folder / "h000003.yaml")
    codes = findings(county)
    assert ("identity.differs-from-path", f"{VILLAGE}/households/h000003.yaml", 1) in codes


def test_a_survey_year_entered_twice_names_the_first_line(county: Path) -> None:
    file = f"{VILLAGE}/households/h000001.yaml"
    path = county / file
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text + "  - year: 2018\n    date: 2018-11-01\n    by:\n      - c00003\n", "utf-8"
    )
    (finding,) = pipeline.check(county, None, NOW).findings
    assert place(finding) == ("identity.repeated-in-record", file, 100)
    assert "49" in finding.message.zh
    assert "49" in finding.message.en


def test_a_planned_meeting_entered_twice_under_one_id(county: Path) -> None:
    meeting = (
        "  - id: m1\n    date: 2019-11-25\n    time: 19:30\n    kind: courtyard\n"
        "    place:\n      zh: 二组晒坝\n"
    )
    edit(county, f"{VILLAGE}/village.yaml", "team:\n", f"meetings:\n{meeting}team:\n")
    assert findings(county) == []
    edit(county, f"{VILLAGE}/village.yaml", "team:\n", f"{meeting}team:\n")
    assert [code for code, _, _ in findings(county)] == ["identity.repeated-in-record"]


def test_a_household_number_used_in_two_villages(county: Path) -> None:
    other = county / TOWNSHIP / "wanghe"
    shutil.copytree(county / VILLAGE, other)
    edit(county, f"{TOWNSHIP}/wanghe/village.yaml", "id: tingquan", "id: wanghe")
    repeated = [one for one in findings(county) if one[0] == "identity.repeated-in-county"]
    assert repeated == [
        ("identity.repeated-in-county", f"{TOWNSHIP}/wanghe/households/h000001.yaml", 1),
        ("identity.repeated-in-county", f"{TOWNSHIP}/wanghe/households/h000002.yaml", 1),
    ]


def test_a_clause_entered_in_two_groups(county: Path) -> None:
    file = "policy/clauses/eight-haves.yaml"
    edit(county, file, "id: eight-haves.1", "id: entry.four-in.1")
    found = [one for one in findings(county) if one[0] == "identity.clause-repeated"]
    assert found == [("identity.clause-repeated", "policy/clauses/entry.four-in.yaml", 23)]


def test_a_clause_in_the_file_of_another_group(county: Path) -> None:
    file = "policy/duties/duty.contact.yaml"
    edit(county, file, "id: duty.contact.2", "id: duty.unit.2")
    found = [one for one in findings(county) if one[0] == "identity.clause-of-another-group"]
    assert found == [("identity.clause-of-another-group", file, 35)]


def test_one_official_number_for_two_people(county: Path) -> None:
    edit(county, f"{VILLAGE}/village.yaml", "id: c00004", "id: c00002")
    found = [one for one in findings(county) if one[0] == "identity.official-with-two-names"]
    assert found == [("identity.official-with-two-names", f"{VILLAGE}/village.yaml", 57)]


@pytest.mark.parametrize(
    "file", ["county.yaml", f"{TOWNSHIP}/township.yaml", f"{VILLAGE}/village.yaml"]
)
def test_a_missing_record_that_others_lie_under(county: Path, file: str) -> None:
    (county / file).unlink()
    assert ("identity.missing-record", file, 1) in findings(county)


def test_a_county_without_a_village(county: Path) -> None:
    shutil.rmtree(county / "townships")
    assert ("identity.missing-record", "townships", 1) in findings(county)


def test_an_empty_records_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    checked = pipeline.check(tmp_path / "records", None, NOW)
    assert not checked.passes
    assert "path.no-records" in {one.code for one in checked.findings}
