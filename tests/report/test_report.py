"""What was found, as text and as JSON."""

from __future__ import annotations

import json
from datetime import date

import pytest

from gongshi.finding import Finding, Place, Severity, Text
from gongshi.pipeline import Checked
from gongshi.report import FORMATS
from gongshi.rules.base import Index

FINDINGS = (
    Finding(
        "schema.missing-field", Severity.ERROR, Place("records/a.yaml", 3, 5),
        Text("缺少必填的“group”。", 'The required field "group" is missing.'),
        Text("请补上。", "Add it."), "h000001",
    ),
    Finding(
        "schema.missing-field", Severity.ERROR, Place("records/a.yaml", 9, 1),
        Text("缺少必填的“id”。", 'The required field "id" is missing.'), Text("", ""), "h000001",
    ),
    Finding(
        "duty.overdue", Severity.WARNING, Place("records/b.yaml"),
        Text("走访逾期。", "A visit is overdue."), Text("请补访。", "Make the visit."),
    ),
)  # fmt: skip
CHECKED = Checked(
    FINDINGS, date(2019, 11, 18), {"household": 1200, "village": 3}, Index((), (), "records")
)

CHINESE = """\
records/a.yaml:3:5: 错误 schema.missing-field [h000001] 缺少必填的“group”。
    请补上。
records/a.yaml:9:1: 错误 schema.missing-field [h000001] 缺少必填的“id”。

records/b.yaml:1:1: 警告 duty.overdue 走访逾期。
    请补访。

  duty.overdue          1
  schema.missing-field  2
共检查 1,203 份记录，截至 2019-11-18：错误 2，警告 1。
  农户 1,200 · 村 3
"""
ENGLISH = """\
records/a.yaml:3:5: error schema.missing-field [h000001] The required field "group" is missing.
    Add it.
records/a.yaml:9:1: error schema.missing-field [h000001] The required field "id" is missing.

records/b.yaml:1:1: warning duty.overdue A visit is overdue.
    Make the visit.

  duty.overdue          1
  schema.missing-field  2
1,203 records checked as of 2019-11-18: 2 errors, 1 warning.
  Household 1,200 · Village 3
"""


@pytest.mark.parametrize(("language", "expected"), [("zh", CHINESE), ("en", ENGLISH)])
def test_text_groups_by_file_and_sums_up_by_code(language: str, expected: str) -> None:
    assert FORMATS["text"](CHECKED, language) == expected


def test_json_holds_every_finding_in_both_languages() -> None:
    told = json.loads(FORMATS["json"](CHECKED, "en"))
    assert told["version"] == 1
    assert told["as_of"] == "2019-11-18"
    assert told["records"] == {"household": 1200, "village": 3}
    assert told["summary"] == {
        "severities": {"error": 2, "warning": 1, "info": 0},
        "codes": {"duty.overdue": 1, "schema.missing-field": 2},
    }
    assert told["findings"][0] == {
        "code": "schema.missing-field",
        "severity": "error",
        "clauses": [],
        "path": "records/a.yaml",
        "line": 3,
        "column": 5,
        "record": "h000001",
        "message": {"zh": FINDINGS[0].message.zh, "en": FINDINGS[0].message.en},
        "hint": {"zh": "请补上。", "en": "Add it."},
    }
    assert len(told["findings"]) == 3
