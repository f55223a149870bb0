"""The rules for people: all of them by family, or one in full with its clauses and examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongshi.finding import Text
from gongshi.policy.catalogue import Source
from gongshi.policy.law import Law
from gongshi.report.text import severity_name
from gongshi.rules import rulebook
from gongshi.rules.base import EVERY_STEP, Family, Rule, held_by, holding

_FORM = Text("只管记录的写法和完整", "guards the form of the records only")


def listed(families: Iterable[Family], law: Law, language: str) -> str:
    """Every rule with its severity, what it says and its clauses; then every rule clause."""
    lines: list[str] = []
    for family in families:
        lines += [family.title.in_language(language)]
        width = max(len(rule.code) for rule in family.rules)
        for rule in family.rules:
            severity = severity_name(rule.severity).in_language(language)
            title = rulebook.page(rule.code).title.in_language(language)
            clauses = ", ".join(_named(rule, law, language)) or _FORM.in_language(language)
            lines += [f"  {rule.code.ljust(width)}  {severity}  {title}", f"      {clauses}"]
        lines.append("")
    return "\n".join([*lines, *_coverage(law, language)]) + "\n"


def _named(rule: Rule, law: Law, language: str) -> Iterator[str]:
    """The clauses of a rule by their ids; one that holds every step names the procedures."""
    if EVERY_STEP not in rule.needs:
        yield from rule.clauses_in(law)
        return
    yield from rule.clauses
    for procedure in law.policy.procedures:
        yield Text(f"{procedure.id} 每一步", f"every step of {procedure.id}").in_language(language)


def _coverage(law: Law, language: str) -> Iterator[str]:
    """Each clause that the catalogue says is held by a rule, with the rules that hold it."""
    held = {
        clause.id: holding(group, clause)
        for group in law.policy.clause_groups
        for clause in group.clauses
        if clause.how == "rule"
    } | {
        step.id: held_by(step)
        for procedure in law.policy.procedures
        for step in procedure.steps
        if step.how == "rule"
    }
    if held:
        enforced = sum(bool(codes) for codes in held.values())
        yield Text(
            f"由规则检查的条款和步骤 {len(held)} 条，有规则的 {enforced} 条：",
            f"Clauses and steps held by a rule: {len(held)}, of which enforced: {enforced}",
        ).in_language(language)
        width = max(map(len, held))
        for clause, codes in held.items():
            yield f"  {clause.ljust(width)}  {', '.join(codes)}".rstrip()


def told(rule: Rule, law: Law, language: str) -> str:
    """One rule in full: what it says, its clauses word by word, a case that fails, one that passes.

    Without a policy catalogue at hand the clauses are named by their ids.
    """
    page = rulebook.page(rule.code)
    severity = severity_name(rule.severity).in_language(language)
    lines = [
        f"{rule.code}  {severity}  {page.title.in_language(language)}",
        "",
        page.about.in_language(language),
        *([] if law.clauses or not rule.clauses else [""]),
    ]
    for clause in rule.clauses_of(law):
        lines += [*([""] if clause in law.clauses else []), *_clause(clause, law, language)]
    if EVERY_STEP in rule.needs:
        lines += ["", *list(_named(rule, law, language))[len(rule.clauses) :]]
    else:
        for procedure in law.policy.procedures:
            for step in filter(rule.holds, procedure.steps):
                lines += ["", *_worded(step.id, step.zh, step.en, procedure.source, language)]
    failing = next(case for case in page.cases if not case.passes)
    passing = next(case for case in page.cases if case.passes)
    return "\n".join([*lines, *_example(failing, language), *_example(passing, language)]) + "\n"


def _clause(name: str, law: Law, language: str) -> Iterator[str]:
    clause = law.clauses.get(name)
    if clause is None:
        yield name
    else:
        source = clause.source or law.group_of(name).source
        yield from _worded(name, clause.zh, clause.en, source, language)


def _worded(name: str, zh: str, en: str, source: Source, language: str) -> Iterator[str]:
    yield name
    yield f"  {Text(zh, en).in_language(language)}"
    yield f"  {_cited(source, language)}"


def _cited(source: Source, language: str) -> str:
    title = source.title.zh if language == "zh" else source.title.en or source.title.zh
    parts = [title, *(one for one in (source.reference, source.url) if one)]
    return ("出处：" if language == "zh" else "Source: ") + ", ".join(parts)


def _example(case: rulebook.Case, language: str) -> Iterator[str]:
    label = Text("通过的例子", "Passes") if case.passes else Text("不通过的例子", "Fails")
    colon = "：" if language == "zh" else ": "
    yield ""
    yield f"{label.in_language(language)}{colon}{case.title.in_language(language)}"
    yield from (f"    {line}" for line in case.changes.rstrip().splitlines())
    for found in case.findings:
        yield f"  → {found.message.in_language(language)}"
        yield f"    {found.hint.in_language(language)}"
