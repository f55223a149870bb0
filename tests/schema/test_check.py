"""A record that does not fit its schema: the right code, at the right line, in plain words."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongshi import pipeline
from gongshi.finding import Finding
from gongshi.schema import registry
from tests.conftest import NOW, TINY

VILLAGE = "townships/shuiyun/tingquan/village.yaml"
HOUSEHOLD = "townships/shuiyun/tingquan/households/h000001.yaml"

GROUPS = """\
  - id: g1
    name:
      zh: 一组
      en: Group 1
  - id: g2
    name:
      zh: 二组
      en: Group 2
"""

# (file, text, replacement, code, line, column): one fault each in a record that was right.
FAULTS = [
    (HOUSEHOLD, "group: g1\n", "", "schema.missing-field", 1, 1),
    (HOUSEHOLD, "    name: 温若谷\n", "", "schema.missing-field", 16, 5),
    (HOUSEHOLD, "sex: male", "sx: male", "schema.unknown-field", 19, 5),
    (HOUSEHOLD, "sex: male", "sex: man", "schema.not-in-list", 19, 5),
    (HOUSEHOLD, "wages: 3000", "wages: 三千", "schema.wrong-type", 55, 7),
    (HOUSEHOLD, "wages: 3000", "wages: -1", "schema.too-small", 55, 7),
    (HOUSEHOLD, "wages: 3000", "wages: 30.5", "schema.wrong-type", 55, 7),
    (HOUSEHOLD, "electricity: true", "electricity: yes", "schema.wrong-type", 63, 5),
    (HOUSEHOLD, "date: 2018-10-12", "date: 2018-02-30", "schema.no-such-date", 50, 5),
    (HOUSEHOLD, "date: 2018-10-12", "date: 2018-10-1", "schema.wrong-format", 50, 5),
    (HOUSEHOLD, "      - c00003\n      - c00004", "      - c00003\n      - c00003",
     "schema.repeated-item", 51, 5),
    (HOUSEHOLD, "persons: 3", "persons: 31", "schema.too-large", 60, 7),
    (HOUSEHOLD, "欧阳采薇", "欧" * 201, "schema.too-long", 10, 5),
    (HOUSEHOLD, "欧阳采薇", '""', "schema.too-short", 10, 5),
    (VILLAGE, GROUPS, "  []\n", "schema.too-few-items", 16, 1),
    ("policy/parameters/poverty-line.yaml", "value: 3218", "value: 3218.5",
     "schema.not-valid", 134, 5),
]  # fmt: skip


def broken(county: Path, file: str, old: str, new: str) -> list[Finding]:
    path = county / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1, old
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return list(pipeline.check(county, None, NOW).findings)


@pytest.mark.parametrize(("file", "old", "new", "code", "line", "column"), FAULTS)
def test_a_fault_is_one_finding_at_its_place(
    county: Path, file: str, old: str, new: str, code: str, line: int, column: int
) -> None:
    findings = [one for one in broken(county, file, old, new) if one.code.startswith("schema.")]
    assert [(one.code, one.place.line, one.place.column) for one in findings][:1] == [
        (code, line, column)
    ]
    assert all(one.code == code for one in findings)
    assert findings[0].place.path == f"records/{file}"


@pytest.mark.parametrize(
    ("old", "new", "zh", "en"),
    [
        ("date: 2018-10-12", "date: 2018.10.12", "YYYY-MM-DD", "YYYY-MM-DD"),
        ("wages: 3000", "wages: 3,000", "不加逗号", "without commas"),
        ("contact: c00002", "contact: 程以宁", "字母 c 加五位数字", "The letter c and five digits"),
        ("relation: head", "relation: 12", "head 户主", "head, spouse"),
    ],
)
def test_the_hint_says_how_it_is_written(
    county: Path, old: str, new: str, zh: str, en: str
) -> None:
    (finding,) = broken(county, HOUSEHOLD, old, new)
    assert zh in finding.hint.zh
    assert en in finding.hint.en


def test_every_fault_of_a_file_is_told_at_once(county: Path) -> None:
    path = county / HOUSEHOLD
    text = path.read_text(encoding="utf-8")
    text = text.replace("group: g1\n", "").replace("sex: male", "sex: x").replace("3000", "-5")
    path.write_text(text, encoding="utf-8")
    codes = [one.code for one in pipeline.check(county, None, NOW).findings]
    assert codes == ["schema.missing-field", "schema.not-in-list", "schema.too-small"]


def test_a_record_full_of_faults_lists_the_first_and_says_so(county: Path) -> None:
    path = county / VILLAGE
    posts = "".join(f"  - id: c{n:05d}\n    name: x\n    post: king\n" for n in range(5_000))
    path.write_text(
        path.read_text(encoding="utf-8").split("posts:")[0] + f"posts:\n{posts}", "utf-8"
    )
    codes = [one.code for one in pipeline.check(county, None, NOW).findings]
    assert len(codes) == 101
    assert "schema.too-many-faults" in codes


def test_findings_name_the_field_but_never_its_value(county: Path) -> None:
    path = county / HOUSEHOLD
    text = path.read_text(encoding="utf-8")
    for word in ("male", "rural", "ordinary", "2018-10-12", "h000001\n", "3000"):
        text = text.replace(word, "金丝雀CANARY\n" if word.endswith("\n") else "金丝雀CANARY")
    path.write_text(text + "金丝雀CANARY: 金丝雀CANARY\n", encoding="utf-8")
    findings = pipeline.check(county, None, NOW).findings
    assert len(findings) >= 6
    told = "".join(f"{one.message}{one.hint}{one.record}" for one in findings)
    assert "CANARY" not in told
    assert "金丝雀" not in told


def test_an_unknown_field_suggests_the_one_that_was_meant(county: Path) -> None:
    (finding,) = (
        one
        for one in broken(county, HOUSEHOLD, "category: ordinary", "categry: ordinary")
        if one.code == "schema.unknown-field"
    )
    assert "“category”" in finding.hint.zh
    assert '"category"' in finding.hint.en


def test_the_fast_and_the_reference_validator_agree(county: Path) -> None:
    """Same verdict on the whole tiny county, as it is and with each of the faults above."""
    files = {file: (TINY / file).read_text(encoding="utf-8") for file, *_ in FAULTS}
    for file, old, new, code, *_ in FAULTS:
        (county / file).write_text(files[file].replace(old, new, 1), encoding="utf-8")
        for document in pipeline.walk.read(county).documents:
            kind = document.origin.kind
            fast = registry.verdict(kind).is_valid(document.value)
            slow = registry.reference(kind).is_valid(document.value)
            assert fast == slow, (document.origin.path, code)
        (county / file).write_text(files[file], encoding="utf-8")


@pytest.mark.parametrize("value", ["h000001\n", "ｈ000001", "h００００01", "h0000011"])
def test_patterns_take_nothing_but_what_they_say(value: str) -> None:
    document = {"id": value}
    for validator in (registry.verdict("township"), registry.reference("household")):
        assert not validator.is_valid(document)
    errors = [error.validator for error in registry.reference("household").iter_errors(document)]
    assert "pattern" in errors
