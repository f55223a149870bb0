"""Findings for people: grouped by file, each with its place, what is wrong and how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from gongshi.finding import Finding, Severity, Since, Text
from gongshi.pipeline import Checked
from gongshi.schema.registry import schema

_SEVERITY = {
    Severity.ERROR: Text("错误", "error"),
    Severity.WARNING: Text("警告", "warning"),
    Severity.INFO: Text("提示", "info"),
}


SINCE = {
    None: None,
    Since.NEW: Text("本次改动带来的", "New with this change"),
    Since.DUE: Text("随时间到期的", "Became due by time"),
    Since.BEFORE: Text("原来就有的", "Were there before"),
}
"""What the findings of one standing are called; those of a check without a base have no name."""


def severity_name(severity: Severity) -> Text:
    """What a severity is called."""
    return _SEVERITY[severity]


def render(checked: Checked, language: str) -> str:
    """The findings file by file, then how many there are of each code, then what was checked.

    Where a change is checked they are told by since when they are there; what was there before is
    only counted, unless it blocks.
    """
    parts: list[str] = []
    for since, title in SINCE.items():
        found = [finding for finding in checked.findings if finding.since is since]
        if found and title:
            parts.append(f"── {title.in_language(language)} ──")
        if since is Since.BEFORE and not checked.strict:
            found = []
        if found:
            parts.append(listed(found, language))
    return "\n\n".join([*parts, _summary(checked, language)]) + "\n"


def listed(findings: Iterable[Finding], language: str) -> str:
    """Findings in their order, an empty line between files."""
    return "\n\n".join(
        "\n".join(_finding(finding, language) for finding in group)
        for _, group in groupby(findings, key=lambda finding: finding.place.path)
    )


def _finding(finding: Finding, language: str) -> str:
    place = finding.place
    severity = severity_name(finding.severity).in_language(language)
    record = f" [{finding.record}]" if finding.record else ""
    message = finding.message.in_language(language)
    lines = [
        f"{place.path}:{place.line}:{place.column}: {severity} {finding.code}{record} {message}"
    ]
    hint = finding.hint.in_language(language)
    if hint:
        lines.append(f"    {hint}")
    return "\n".join(lines)


def _summary(checked: Checked, language: str) -> str:
    codes = Counter(finding.code for finding in checked.findings)
    width = max(map(len, codes), default=0)
    lines = [f"  {code.ljust(width)}  {number}" for code, number in sorted(codes.items())]
    lines.append(_totals(checked).in_language(language))
    lines += [text.in_language(language) for text in _standings(checked)]
    if checked.counts:
        lines.append(_kinds(checked, language))
    return "\n".join(lines)


def _standings(checked: Checked) -> Iterator[Text]:
    """Where a change is checked: how many errors came with it, and whether it may go on."""
    if not any(finding.since for finding in checked.findings):
        return
    new, due, before = (checked.weighing(Severity.ERROR, since) for since in Since)
    yield Text(
        f"错误里，本次改动带来的 {new}，随时间到期的 {due}，原来就有的 {before}；"
        f"{'不能合并' if not checked.passes else '可以合并'}。",
        f"Of the errors {new} came with this change, {due} became due, {before} were there before: "
        f"{'it is blocked' if not checked.passes else 'it may go on'}.",
    )


def _kinds(checked: Checked, language: str) -> str:
    """How many records there are of each kind, under the names their schemas give them."""
    titles = {kind: schema(kind)["title"].split(" | ") for kind in checked.counts}
    named = {kind: zh if language == "zh" else en for kind, (zh, en) in titles.items()}
    return "  " + " · ".join(f"{named[kind]} {number:,}" for kind, number in checked.counts.items())


def _totals(checked: Checked) -> Text:
    files = sum(checked.counts.values())
    errors, warnings, infos = (checked.weighing(severity) for severity in Severity)
    notes = Text(f"，提示 {infos}", f", {infos} info") if infos else Text("", "")
    return Text(
        f"共检查 {files:,} 份记录，截至 {checked.as_of}："
        f"错误 {errors}，警告 {warnings}{notes.zh}。",
        f"{files:,} records checked as of {checked.as_of}: "
        f"{_plural(errors, 'error')}, {_plural(warnings, 'warning')}{notes.en}.",
    )


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
