"""The rules as public facts: what is checked is public, as the policy is."""

from __future__ import annotations

from collections.abc import Iterable

from gongshi import rules
from gongshi.finding import Text
from gongshi.policy.law import Law
from gongshi.public import facts
from gongshi.rules import rulebook
from gongshi.rules.base import Rule


def families(law: Law) -> tuple[facts.RuleFamily, ...]:
    """Every rule, family by family."""
    return tuple(
        facts.RuleFamily(
            id=family.name,
            title=_label(family.title),
            rules=tuple(_rule(rule, law) for rule in family.rules),
        )
        for family in rules.FAMILIES
    )


def links(codes: Iterable[str]) -> tuple[facts.RuleLink, ...]:
    """Rules to link to, by their codes."""
    return tuple(
        facts.RuleLink(code, code.partition(".")[0], _label(rulebook.page(code).title))
        for code in codes
    )


def _rule(rule: Rule, law: Law) -> facts.RuleFact:
    page = rulebook.page(rule.code)
    return facts.RuleFact(
        code=rule.code,
        severity=rule.severity.value,
        title=_label(page.title),
        about=_label(page.about),
        hint=_label(next(one.hint for case in page.cases for one in case.findings)),
        clauses=(
            *(
                facts.ClauseLink(clause, law.group_of(clause).id)
                for clause in rule.clauses_of(law)
                if clause in law.clauses
            ),
            *(
                facts.ClauseLink(step.id, procedure.id)
                for procedure in law.policy.procedures
                for step in procedure.steps
                if rule.holds(step)
            ),
        ),
        cases=tuple(
            facts.CaseFact(
                _label(case.title),
                case.changes,
                tuple(_label(one.message) for one in case.findings),
            )
            for case in page.cases
        ),
    )


def _label(text: Text) -> facts.Label:
    return facts.Label(text.zh, text.en)
