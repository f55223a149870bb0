"""Findings as SARIF 2.1.0, the exchange format of checking tools; both hosts of code read it."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from gongshi import __version__
from gongshi.finding import Finding, Severity, Since
from gongshi.pipeline import Checked
from gongshi.plain import HIDDEN
from gongshi.report.wording import fingerprints, said
from gongshi.rules import rulebook

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_BASELINE = {Since.NEW: "new", Since.DUE: "unchanged", Since.BEFORE: "unchanged"}


def render(checked: Checked, language: str) -> str:
    """One run: the rules that found something, by code, and every finding as a result."""
    first: dict[str, Finding] = {}
    for finding in checked.findings:
        first.setdefault(finding.code, finding)
    codes = {code: number for number, code in enumerate(sorted(first))}
    rules = [_rule(first[code], language) for code in codes]
    run = {
        "tool": {"driver": {"name": "gongshi", "version": __version__, "rules": rules}},
        "language": language,
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, codes[finding.code], fingerprint, language)
            for finding, fingerprint in zip(
                checked.findings, fingerprints(checked.findings), strict=True
            )
        ],
    }
    value = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _rule(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "id": finding.code,
        "shortDescription": {"text": _title(finding.code, language)},
        "defaultConfiguration": {"level": _LEVELS[finding.severity]},
    }


def _title(code: str, language: str) -> str:
    """What a rule is about; what reading and the schemas find has no page but its code."""
    try:
        return rulebook.page(code).title.in_language(language)
    except FileNotFoundError:
        return code


def _result(finding: Finding, number: int, fingerprint: str, language: str) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": number,
        "level": _LEVELS[finding.severity],
        "message": {"text": _plain(HIDDEN.sub("", said(finding, language)))},
        "locations": [{"physicalLocation": _location(finding)}],
        "partialFingerprints": {"gongshi/v1": fingerprint},
    }
    if finding.since is not None:
        result["baselineState"] = _BASELINE[finding.since]
    if properties := _properties(finding):
        result["properties"] = properties
    return result


def _location(finding: Finding) -> dict[str, Any]:
    place = finding.place
    uri = quote(place.path, errors="backslashreplace")
    return {
        "artifactLocation": {"uri": uri, "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": place.line, "startColumn": place.column},
    }


def _properties(finding: Finding) -> dict[str, Any]:
    """What SARIF has no field for: since when exactly, and the policy clauses."""
    properties: dict[str, Any] = {}
    if finding.since is not None:
        properties["since"] = str(finding.since)
    if finding.clauses:
        properties["clauses"] = list(finding.clauses)
    return properties


def _plain(text: str) -> str:
    """Text that SARIF takes as it stands: nothing to fill in, and no link."""
    return text.replace("{", "{{").replace("}", "}}").replace("](", "] (")
