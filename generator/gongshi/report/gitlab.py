"""Findings as a GitLab Code Quality report: what a merge request brings and mends."""

from __future__ import annotations

import json
from typing import Any

from gongshi.finding import Finding, Severity
from gongshi.pipeline import Checked
from gongshi.plain import HIDDEN
from gongshi.report.wording import fingerprints, said

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(checked: Checked, language: str) -> str:
    """One JSON array with an entry a finding, in the order of the report."""
    entries = [
        _entry(checked, finding, fingerprint, language)
        for finding, fingerprint in zip(
            checked.findings, fingerprints(checked.findings), strict=True
        )
    ]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _entry(checked: Checked, finding: Finding, fingerprint: str, language: str) -> dict[str, Any]:
    blocks = checked.blocks(finding)
    return {
        "description": HIDDEN.sub("", said(finding, language)),
        "check_name": finding.code,
        "fingerprint": fingerprint,
        "severity": "blocker" if blocks else _SEVERITIES[finding.severity],
        "location": {"path": finding.place.path, "lines": {"begin": finding.place.line}},
    }
