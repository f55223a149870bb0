"""Findings as GitHub workflow commands: notes beside the lines of a change."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from gongshi.finding import Finding, Place, Severity, Since, Text
from gongshi.pipeline import Checked
from gongshi.plain import HIDDEN
from gongshi.report.wording import said

SHOWN = 10
"""GitHub shows no more annotations than this of each kind in a step, and drops the others."""

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_SINCE = (None, Since.NEW, Since.DUE, Since.BEFORE)
# But the line breaks, which are escaped.
_HIDDEN = re.compile(rf"{HIDDEN.pattern}(?<![\n\r])")


def render(checked: Checked, language: str) -> str:
    """A command a finding, what blocks first; then how many findings there was no room for."""
    ordered = sorted(checked.findings, key=lambda finding: _weight(checked, finding))
    shown = _first_of_each_kind(ordered)
    lines = [_command(finding, language) for finding in shown]
    if more := len(ordered) - len(shown):
        lines.append(
            Text(
                f"还有 {more:,} 个问题没有标在这里。", f"More findings, not shown here: {more:,}."
            ).in_language(language)
        )
    return "".join(f"{line}\n" for line in lines)


def _weight(checked: Checked, finding: Finding) -> tuple[bool, int, tuple[Place, str, str, str]]:
    return not checked.blocks(finding), _SINCE.index(finding.since), finding.sort_key


def _first_of_each_kind(findings: Iterable[Finding]) -> list[Finding]:
    counts: defaultdict[Severity, int] = defaultdict(int)
    shown = []
    for finding in findings:
        counts[finding.severity] += 1
        if counts[finding.severity] <= SHOWN:
            shown.append(finding)
    return shown


def _command(finding: Finding, language: str) -> str:
    place = finding.place
    properties = {
        "file": place.path,
        "line": str(place.line),
        "col": str(place.column),
        "title": finding.code,
    }
    named = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_KINDS[finding.severity]} {named}::{_data(said(finding, language))}"


def _data(text: str) -> str:
    """Text as the runner reads it back; no line of it can begin a command of its own."""
    shown = _HIDDEN.sub("", text)
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
