"""The rules for machines, first version of the format; both languages are always there."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from gongshi.finding import Text
from gongshi.rules import rulebook
from gongshi.rules.base import Rule


def render(rules: Iterable[Rule]) -> str:
    """One JSON object: ``version`` and ``rules``, each with its clauses, words and cases.

    ``needs`` are what a step of a procedure must need for the rule to hold it, or ``every-step``;
    ``judged`` is of what, village or household, it holds the judgements; else empty.
    """
    return (
        json.dumps(
            {"version": 1, "rules": [_rule(rule) for rule in rules]}, ensure_ascii=False, indent=2
        )
        + "\n"
    )


def _rule(rule: Rule) -> dict[str, Any]:
    page = rulebook.page(rule.code)
    return {
        "code": rule.code,
        "severity": str(rule.severity),
        "clauses": list(rule.clauses),
        "needs": list(rule.needs),
        "judged": rule.judged,
        "title": _both(page.title),
        "about": _both(page.about),
        "cases": [
            {
                "title": _both(case.title),
                "changes": case.changes,
                "findings": [
                    {"place": one.place, "message": _both(one.message), "hint": _both(one.hint)}
                    for one in case.findings
                ],
            }
            for case in page.cases
        ],
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
