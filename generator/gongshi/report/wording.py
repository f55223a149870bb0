"""What every format says of a finding in the same words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from gongshi.finding import Finding


def said(finding: Finding, language: str) -> str:
    """What is wrong and how to mend it; Chinese sentences follow each other without a space."""
    parts = (finding.message.in_language(language), finding.hint.in_language(language))
    return ("" if language == "zh" else " ").join(filter(None, parts))


def fingerprints(findings: Iterable[Finding]) -> list[str]:
    """Each finding's fingerprint; the second of the same in a report ends in ``:2``."""
    seen: Counter[str] = Counter()
    names = []
    for finding in findings:
        seen[finding.fingerprint] += 1
        number = seen[finding.fingerprint]
        names.append(finding.fingerprint if number == 1 else f"{finding.fingerprint}:{number}")
    return names
