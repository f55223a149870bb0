"""Findings for machines, first version of the format; both languages are always there."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from gongshi.finding import Finding, Severity, Text
from gongshi.pipeline import Checked


def render(checked: Checked, _language: str) -> str:
    """One JSON object: ``version``, ``as_of``, ``records`` by kind, ``findings``, ``summary``."""
    codes = Counter(finding.code for finding in checked.findings)
    value = {
        "version": 1,
        "as_of": checked.as_of.isoformat(),
        "records": checked.counts,
        "findings": [_finding(finding) for finding in checked.findings],
        "summary": {
            "severities": {str(one): checked.weighing(one) for one in Severity},
            "codes": dict(sorted(codes.items())),
        },
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "clauses": list(finding.clauses),
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "record": finding.record,
        **({"since": str(finding.since)} if finding.since else {}),
        "message": _both(finding.message),
        "hint": _both(finding.hint),
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
