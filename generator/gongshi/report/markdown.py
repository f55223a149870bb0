"""Findings as Markdown, for the summary of a job or a comment on a change."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from gongshi.finding import Finding, Place, Severity, Since, Text
from gongshi.pipeline import Checked
from gongshi.plain import in_markdown
from gongshi.report.text import severity_name

LIMIT = 60_000
"""No page has as many characters; a comment on GitHub holds 65,536."""

_EXAMPLES = 5  # findings listed of a code
_ROWS = 30  # codes in a table
_LONGEST_CODE = 60
_LAST = 200  # characters kept free for the last line

_SECTIONS = {
    None: Text("问题", "Findings"),
    Since.NEW: Text("本次改动带来的问题", "New with this change"),
    Since.DUE: Text("随时间到期的问题", "Became due by time"),
    Since.BEFORE: Text("原来就有的问题", "Were there before"),
}


def render(checked: Checked, language: str) -> str:
    """The verdict, then by standing a table of codes and the first findings of each code.

    What would make the page too long is left out, the least important first, and the page says
    how many findings it does not list.
    """
    ordered = sorted(checked.findings, key=lambda finding: _weight(checked, finding))
    examples = _examples(ordered)
    fitting = bisect_right(
        range(1, len(examples) + 1),
        LIMIT - _LAST,
        key=lambda number: len(_page(checked, ordered, examples[:number], language)),
    )
    page = _page(checked, ordered, examples[:fitting], language)
    if fitting == len(examples):
        return page
    return f"{page}\n{_left_out(len(ordered) - fitting).in_language(language)}\n"


def _weight(
    checked: Checked, finding: Finding
) -> tuple[bool, int, int, tuple[Place, str, str, str]]:
    """The most important first: what blocks, then what the change brought, then by severity."""
    return (
        not checked.blocks(finding),
        list(_SECTIONS).index(finding.since),
        list(Severity).index(finding.severity),
        finding.sort_key,
    )


def _examples(ordered: Iterable[Finding]) -> list[Finding]:
    """The first findings of each code in each section."""
    counts: Counter[tuple[Since | None, str]] = Counter()
    examples = []
    for finding in ordered:
        counts[finding.since, finding.code] += 1
        if counts[finding.since, finding.code] <= _EXAMPLES:
            examples.append(finding)
    return examples


def _page(
    checked: Checked, ordered: Sequence[Finding], examples: Sequence[Finding], language: str
) -> str:
    """The whole page, with these of the findings listed."""
    parts = [_verdict(checked).in_language(language), _totals(checked).in_language(language)]
    for since, title in _SECTIONS.items():
        found = [finding for finding in ordered if finding.since is since]
        if found:
            number = f"（{len(found):,}）" if language == "zh" else f" ({len(found):,})"
            parts.append(f"### {title.in_language(language)}{number}")
            parts.append("\n".join(_table(found, language)))
        listed = [finding for finding in examples if finding.since is since]
        if listed:
            parts.append("\n".join(_items(found, listed, language)))
    return "\n\n".join(parts) + "\n"


def _verdict(checked: Checked) -> Text:
    blocking = sum(map(checked.blocks, checked.findings))
    if not blocking:
        return Text(f"## 通过（截至 {checked.as_of}）", f"## Passes (as of {checked.as_of})")
    errors = "error" if blocking == 1 else "errors"
    return Text(
        f"## 不通过：{blocking:,} 个错误（截至 {checked.as_of}）",
        f"## Blocked by {blocking:,} {errors} (as of {checked.as_of})",
    )


def _totals(checked: Checked) -> Text:
    if not checked.findings:
        return Text("没有发现问题。", "Nothing was found.")
    errors, warnings, infos = (checked.weighing(severity) for severity in Severity)
    return Text(
        f"错误 {errors:,}，警告 {warnings:,}，提示 {infos:,}。",
        f"Errors {errors:,}, warnings {warnings:,}, info {infos:,}.",
    )


def _table(found: Iterable[Finding], language: str) -> Iterator[str]:
    """How many there are of each code, the most important first."""
    counts = Counter((finding.code, finding.severity) for finding in found)
    titles = ("代码", "级别", "数量") if language == "zh" else ("Code", "Severity", "Count")
    yield _row(*titles)
    yield "| --- | --- | ---: |"
    rows = list(counts.items())
    for (code, severity), number in rows[:_ROWS]:
        name = severity_name(severity).in_language(language)
        yield _row(in_markdown(code, _LONGEST_CODE), name, f"{number:,}")
    if rest := sum(number for _, number in rows[_ROWS:]):
        yield _row("其他代码" if language == "zh" else "other codes", "", f"{rest:,}")


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _items(found: Iterable[Finding], listed: Iterable[Finding], language: str) -> Iterator[str]:
    """The listed findings code by code; after each code how many more there are of it."""
    counts = Counter(finding.code for finding in found)
    groups: dict[str, list[Finding]] = {}
    for finding in listed:
        groups.setdefault(finding.code, []).append(finding)
    for code, group in groups.items():
        yield from (_item(finding, language) for finding in group)
        if more := counts[code] - len(group):
            name = in_markdown(code, _LONGEST_CODE)
            yield (
                f"- 还有 {more:,} 个 {name}" if language == "zh" else f"- and {more:,} more {name}"
            )


def _item(finding: Finding, language: str) -> str:
    place = f"{in_markdown(finding.place.path)}:{finding.place.line}"
    texts = (finding.message.in_language(language), finding.hint.in_language(language))
    said = ("" if language == "zh" else " ").join(map(in_markdown, filter(None, texts)))
    return f"- **{place}** {said}"


def _left_out(number: int) -> Text:
    return Text(
        f"篇幅有限，还有 {number:,} 个问题没有列出。",
        f"Findings not listed, to keep this short: {number:,}.",
    )
